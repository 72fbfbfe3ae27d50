"""What a page shows of the codes of a work: facet by facet, where each is from, and the passages marked."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from synth.coding.finding import Passage
from synth.coding.judging import Origin
from synth.domain.codebook import Code, Codebook, Facet
from synth.domain.codings import CodeVerdict, Coding
from synth.web.blindness import Eyes
from synth.web.coders import Coders, Opinion, visible
from synth.web.desk import Desk
from synth.web.sheets import Sheet

AROUND = 70  # characters shown before and after what was found


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a text; ``codes`` are the labels of the codes that were found in it."""

    text: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The first passage that a phrase found of a code, with the words around it, and how many there are."""

    phrase: str
    field: str
    before: str
    text: str
    after: str
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """What another coder says of a code; ``line`` None: she is through and left it as it stood."""

    by: str
    present: bool
    line: Coding | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """
    One code of a work, as one person may see it.

    ``mine`` is her own word, ``others`` those of other coders that she may see, where anybody spoke of it.
    ``proposed`` is the probability of a proposal, None: it is not proposed. ``origin`` is whose word makes
    it count, as far as she sees.
    """

    code: Code
    found: Found | None
    mine: Coding | None
    others: tuple[Other, ...]
    settled: Coding | None
    proposed: float | None
    origin: Origin | None

    @property
    def anything(self) -> bool:
        """Whether there is anything to be said of it."""
        spoken = self.mine or self.settled or any(other.line for other in self.others)
        return bool(self.found or spoken or self.proposed is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """The codes of one facet."""

    facet: Facet
    codes: tuple[Shelf, ...]

    @property
    def with_something(self) -> tuple[Shelf, ...]:
        """Those of which there is something to be said."""
        return tuple(shelf for shelf in self.codes if shelf.anything)


def shelves(coders: Coders, engine: Desk, sheet: Sheet, eyes: Eyes) -> list[Shelves]:
    """Give the codes of a work, facet by facet."""
    book, opinion = coders.book(), visible(coders.opinion(engine, sheet.work), eyes)
    found, proposals = _found(coders, sheet), coders.proposals(sheet.work)
    return [
        Shelves(
            facet=facet,
            codes=tuple(
                _shelf(code, opinion, eyes, found=found.get(code.id), proposed=proposals.get(code.id))
                for code in facet.codes
            ),
        )
        for facet in book.facets
    ]


def _shelf(code: Code, opinion: Opinion, eyes: Eyes, *, found: Found | None, proposed: float | None) -> Shelf:
    views, me = opinion.views, eyes.person.name
    judged = opinion.judge(code, found=found is not None)
    mine = views[me].words.get(code.id) if me in views else None
    others = tuple(
        Other(by=name, present=present, line=views[name].words.get(code.id))
        for name, present in judged.words.items()
        if name != me and any(code.id in view.words for view in views.values())
    )
    taken = found is not None or bool(judged.words) or judged.settled is not None
    return Shelf(
        code=code,
        found=found,
        mine=mine,
        others=others,
        settled=opinion.settled.get(code.id),
        proposed=None if taken else proposed,
        origin=judged.origin,
    )


def _found(coders: Coders, sheet: Sheet) -> dict[str, Found]:
    texts = fields(sheet)
    first: dict[str, Passage] = {}
    counts: dict[str, int] = {}
    for passage in coders.passages(sheet):
        first.setdefault(passage.code, passage)
        counts[passage.code] = counts.get(passage.code, 0) + 1
    return {code: _around(one, texts[one.field], counts[code]) for code, one in first.items()}


def _around(passage: Passage, text: str, passages: int) -> Found:
    start, stop = passage.start, passage.stop
    begin, end = max(0, start - AROUND), min(len(text), stop + AROUND)
    # Cut between words, and say that there is more.
    before = text[begin:start] if begin == 0 else "… " + text[begin:start].partition(" ")[2]
    after = text[stop:end] if end == len(text) else text[stop:end].rpartition(" ")[0] + " …"
    return Found(
        phrase=passage.phrase,
        field=passage.field,
        before=before,
        text=text[start:stop],
        after=after,
        passages=passages,
    )


def fields(sheet: Sheet) -> dict[str, str]:
    """Give the texts of a work as phrases find their places in them."""
    return {"title": sheet.title, "abstract": sheet.abstract, "keywords": "; ".join(sheet.keywords)}


def marked(text: str, passages: Iterable[Passage], *, field: str, book: Codebook) -> list[Piece]:
    """Cut a text where passages begin and end; where several overlap, a piece has the codes of all."""
    inside = [one for one in passages if one.field == field and one.code in book.codes]
    edges = sorted({0, len(text), *(one.start for one in inside), *(one.stop for one in inside)})
    pieces = []
    for start, stop in itertools.pairwise(edges):
        codes = dict.fromkeys(
            book.codes[one.code].label for one in inside if one.start <= start and stop <= one.stop
        )
        pieces.append(Piece(text=text[start:stop], codes=tuple(codes)))
    return pieces


def answers(opinion: Opinion, eyes: Eyes) -> dict[str, list[Coding]]:
    """Give the answers to each field that a person may see, and what was settled last."""
    given: dict[str, list[Coding]] = defaultdict(list)
    seen = visible(opinion, eyes)
    said = [line for _, view in sorted(seen.views.items()) for line in view.words.values()]
    for line in (*said, *seen.settled.values()):
        given[line.code].append(line)
    asked = {
        name: [line for line in lines if line.verdict is CodeVerdict.ANSWER] for name, lines in given.items()
    }
    return {name: lines for name, lines in asked.items() if lines}
