"""What the stage code has found, as rows of its tables and as numbers."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain, combinations
from typing import Any

from synth.coding import agreeing, tagger
from synth.coding.figures import figures
from synth.coding.finding import Finder, Passage
from synth.coding.judging import Judgement, Origin, judge
from synth.coding.tagger import Learnt, Lessons
from synth.coding.views import View, Views, views
from synth.domain import identifiers
from synth.domain.codebook import Codebook
from synth.domain.codings import CodeVerdict, Coding, settled, standing
from synth.domain.identifiers import WorkId
from synth.paths import Places
from synth.store import codings

Row = Mapping[str, Any]
CODED = (CodeVerdict.PRESENT, CodeVerdict.ABSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    One line of a coder's file: as it was made, and under today's work.

    ``today`` is None where no work has its identifier; ``stands``: whether it is this coder's last word
    or, of lines that settle, what settles.
    """

    made: Coding
    today: Coding | None
    stands: bool
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What phrases found of one code in a work: the first passage, and how many there are."""

    first: Passage
    passages: int


def lines(places: Places, works: Iterable[Row]) -> list[Line]:
    """Give every line of the coders, people's and synthetic ones', with the work its identifier leads to."""
    found = list(_today(places, works))
    here = [today for _, today, _ in found if today]
    # By identity: of two lines that say the same in the same second one stands.
    stand = {id(one) for one in (*standing(here).values(), *settled(here).values())}
    return [
        Line(made=made, today=today, stands=id(today) in stand, synthetic=synthetic)
        for made, today, synthetic in found
    ]


def _today(places: Places, works: Iterable[Row]) -> Iterator[tuple[Coding, Coding | None, bool]]:
    aliases: dict[str, WorkId] = {}
    for row in works:
        aliases |= dict.fromkeys(row["aliases"], row["work"])
    for folder, synthetic in ((places.synthetic_codings, True), (places.decisions / "codes", False)):
        for made in codings.read(folder):
            # A person's file may write an identifier as she found it: one spelling finds its work.
            work = aliases.get(identifiers.recognise(made.work) or made.work)
            # The synthetic coders know the whole literature; what the search did not find they do not see.
            if work or not synthetic:
                yield made, replace(made, work=work) if work else None, synthetic


def find(finder: Finder, row: Row) -> dict[str, Finding]:
    """Give what the phrases find in a work, by code."""
    passages: dict[str, list[Passage]] = defaultdict(list)
    for one in finder.find(row["title"] or "", row["abstract"] or "", row["keywords"] or ()):
        passages[one.code].append(one)
    return {code: Finding(first=those[0], passages=len(those)) for code, those in passages.items()}


@dataclass(frozen=True, kw_only=True)
class Coded:
    """
    All that is known when phrases are found and coders' files read.

    ``found`` is what phrases find in each of the ``works``, in their order.
    """

    book: Codebook
    works: Sequence[Row]
    lines: Sequence[Line]
    found: Sequence[Mapping[str, Finding]]

    @cached_property
    def views(self) -> Views:
        """What each coder says of each work."""
        return views(line.today for line in self.lines if line.today)

    @cached_property
    def settlements(self) -> Mapping[tuple[WorkId, str], Coding]:
        """What settles each code or field of each work."""
        return settled(line.today for line in self.lines if line.today)

    @cached_property
    def judged(self) -> Mapping[tuple[int, str], Judgement]:
        """What there is about each code of each work, by the work's place; where there is nothing, none."""
        judged = {}
        for place, row in enumerate(self.works):
            by: Mapping[str, View] = self.views.get(row["work"], {})
            for code in self.book.codes.values():
                settlement = self.settlements.get((row["work"], code.id))
                found = code.id in self.found[place]
                if by or settlement or found:
                    judged[place, code.id] = judge(code, by, found=found, settled=settlement)
        return judged

    def counted(self) -> dict[str, set[str]]:
        """Give the codes that count, by work."""
        counted: dict[str, set[str]] = defaultdict(set)
        for (place, code), judgement in self.judged.items():
            if judgement.origin in (Origin.PERSON, Origin.PHRASE):
                counted[self.works[place]["work"]].add(code)
        return counted

    def lessons(self, code: str) -> Lessons:
        """Give what coders say of a code, for the tagger."""
        of_code = {
            place: judged
            for place in range(len(self.works))
            if (judged := self.judged.get((place, code))) and (judged.words or judged.settled is not None)
        }
        return Lessons(
            present=[place for place, judged in of_code.items() if judged.truth is True],
            absent=[place for place, judged in of_code.items() if judged.truth is False],
            found={place for place, found in enumerate(self.found) if code in found},
            said=of_code.keys(),
        )


def text_of(row: Row) -> str:
    """Give a work's text as the tagger reads it."""
    return "\n".join([row["title"] or "", row["abstract"] or "", "; ".join(row["keywords"] or ())])


def learn(coded: Coded, *, examples: int, sure: float, seed: int) -> dict[str, Learnt]:
    """Let the tagger learn each code of the codebook from what coders say."""
    names = [row["work"] for row in coded.works]
    reader = tagger.Tagger(
        [text_of(row) for row in coded.works],
        coded=[place for place, name in enumerate(names) if name in coded.views],
        seed=seed,
    )
    return {
        code: reader.learn(coded.lessons(code), examples=examples, sure=sure) for code in coded.book.codes
    }


def proposed(coded: Coded, learnt: Mapping[str, Learnt]) -> dict[str, set[str]]:
    """Give the codes that are proposed, by work."""
    codes: dict[str, set[str]] = defaultdict(set)
    for code, known in learnt.items():
        for place in known.proposals:
            codes[coded.works[place]["work"]].add(code)
    return codes


def codebook_rows(book: Codebook) -> Iterator[Row]:
    """Give the codes and fields of the codebook in their order."""
    labels = {facet.id: facet.label for facet in book.facets}
    of_codes: Iterator[dict[str, Any]] = (
        {
            "facet": code.facet,
            "facet_label": labels[code.facet],
            "code": code.id,
            "kind": "code",
            "notes": code.notes,
            "phrases": code.phrases,
            "profession": code.profession,
            "level": code.level,
            "thing": code,
        }
        for code in book.codes.values()
    )
    of_fields: Iterator[dict[str, Any]] = (
        {"code": field.id, "kind": field.kind, "options": field.options, "thing": field}
        for field in book.fields
    )
    for place, row in enumerate(chain(of_codes, of_fields), start=1):
        thing = row.pop("thing")
        told = {
            "label": thing.label,
            "definition": thing.definition,
            "design": thing.design,
            "since": thing.since,
        }
        yield {"place": place, "version": book.version, **row, **told}


def code_rows(coded: Coded, learnt: Mapping[str, Learnt]) -> Iterator[Row]:
    """Give what speaks for and against each code of each work: phrases, people, proposals."""
    for row, found in zip(coded.works, coded.found, strict=True):
        for code, finding in found.items():
            yield _of_phrase(row["work"], code, finding)
    for line in coded.lines:
        made = line.today
        if made and line.stands and made.verdict in CODED and made.code in coded.book.codes:
            yield {
                "work": made.work,
                "code": made.code,
                "origin": "person",
                "reviewer": made.by,
                "verdict": made.verdict,
                "passage": made.quote,
                "settles": made.settles,
                "synthetic": line.synthetic,
            }
    for code, known in learnt.items():
        for place, chance in known.proposals.items():
            work = coded.works[place]["work"]
            yield {"work": work, "code": code, "origin": "proposal", "probability": chance}


def _of_phrase(work: str, code: str, finding: Finding) -> Row:
    first = finding.first
    return {
        "work": work,
        "code": code,
        "origin": "phrase",
        "phrase": first.phrase,
        "passage": first.text,
        "field": first.field,
        "start": first.start,
        "stop": first.stop,
        "passages": finding.passages,
    }


def coding_rows(found: Iterable[Line]) -> Iterator[Row]:
    """Give every line of the coders with today's work."""
    for line in found:
        made = line.made
        yield {
            "coded_at": datetime.fromisoformat(made.at).astimezone(UTC).replace(tzinfo=None).isoformat(),
            "reviewer": made.by,
            "work": line.today.work if line.today else None,
            "coded": made.work,
            "code": made.code,
            "verdict": made.verdict,
            "value": None if made.value is None else json.dumps(made.value, ensure_ascii=False),
            "quote": made.quote,
            "note": made.note,
            "shown_by": made.shown_by,
            "settles": made.settles,
            "codebook": made.codebook,
            "key": made.key,
            "standing": line.stands,
            "synthetic": line.synthetic,
        }


def figure_rows(works: Iterable[Row]) -> Iterator[Row]:
    """Give the figures that the rules read out of titles and abstracts."""
    for row in works:
        for one in figures(row["title"] or "", row["abstract"] or ""):
            yield {
                "work": row["work"],
                "kind": one.kind,
                "value": one.value,
                "text": one.text,
                "passage": one.passage,
                "field": one.field,
                "start": one.start,
                "stop": one.stop,
            }


def tagger_rows(learnt: Mapping[str, Learnt], *, sure: float) -> Iterator[Row]:
    """Give what the tagger knows of each code, and how good its word is."""
    for code, known in learnt.items():
        yield {
            "code": code,
            "coded_present": known.present,
            "coded_absent": known.absent,
            "precision": known.precision,
            "recall": known.recall,
            "brier": known.brier,
            "missed": known.missed,
            "recovered": known.recovered,
            "wrong": known.wrong,
            "threshold": None if known.missing else sure,
            "proposed": len(known.proposals),
            "missing": known.missing,
        }


def numbers(coded: Coded, learnt: Mapping[str, Learnt]) -> dict[str, Any]:
    """Count what was found, said and proposed, and measure how far coders and the tagger are right."""
    counted = coded.counted()
    facets = {code.id: code.facet for code in coded.book.codes.values()}
    origins = Counter(judged.origin for judged in coded.judged.values())
    tried = [known.tried for known in learnt.values()]
    pairs = [row for known in tried for row in known.tolist()]
    return {
        "works": len(coded.works),
        "works_with_a_code": len(counted),
        "codes": sum(map(len, counted.values())),
        "codes_by_facet": dict(
            sorted(Counter(facets[code] for codes in counted.values() for code in codes).items())
        ),
        "codes_by_origin": {origin.value: origins[origin] for origin in Origin},
        "coded_works": sum(any(view.finished for view in by.values()) for by in coded.views.values()),
        "codings": len(coded.lines),
        "agreement": _agreement(coded),
        "tagger": {
            "learnt": sum(not known.missing for known in learnt.values()),
            "proposals": sum(len(known.proposals) for known in learnt.values()),
            "missed": sum(known.missed or 0 for known in learnt.values()),
            "recovered": sum(known.recovered or 0 for known in learnt.values()),
            "wrong": sum(known.wrong or 0 for known in learnt.values()),
            "brier": round(sum((chance - said) ** 2 for chance, said in pairs) / len(pairs), 4)
            if pairs
            else None,
            "reliability": [
                [one.low, one.high, one.works, one.predicted, one.observed]
                for one in tagger.reliability(tried)
            ],
        },
    }


def _agreement(coded: Coded) -> list[list[Any]]:
    """Give each two coders with the works both judged, the share they agree on, and kappa over all codes."""
    found = {row["work"]: set(found) for row, found in zip(coded.works, coded.found, strict=True)}
    names = sorted({name for by in coded.views.values() for name in by})
    measured = (
        (one, other, agreeing.overall(one, other, coded.views, book=coded.book, found=found))
        for one, other in combinations(names, 2)
    )
    return [
        [one, other, both.works, round(both.agreed, 4), None if both.kappa is None else round(both.kappa, 4)]
        for one, other, both in measured
        if both.agreed is not None
    ]
