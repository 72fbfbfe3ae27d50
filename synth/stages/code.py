"""Find the codes of each work: by phrases, by what people say, and as proposals of a tagger."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from synth.coding.finding import Finder
from synth.coding.tagger import Learnt
from synth.demo import recovering
from synth.paths import Places
from synth.stages import coded, metrics
from synth.stages.coded import Coded
from synth.stages.progress import counted
from synth.store import codebook, reviews, tables

log = logging.getLogger(__name__)

COLUMNS = ("work", "title", "abstract", "keywords", "aliases", "records")


def run(places: Places) -> None:
    """Write the codebook, what speaks for each code of each work, coders' lines, figures, and proposals."""
    settings = reviews.read_review(places.review).coding
    works = list(tables.read(places.table("works"), tables.WORKS, columns=COLUMNS))
    book = codebook.read(places.codebook)
    finder = Finder(book)
    found = Coded(
        book=book,
        works=works,
        lines=coded.lines(places, works),
        found=[coded.find(finder, row) for row in counted(works, what="code")],
    )
    learnt = coded.learn(found, examples=settings.examples, sure=settings.sure, seed=settings.seed)
    rows = {
        "codebook": coded.codebook_rows(book),
        "codes": coded.code_rows(found, learnt),
        "codings": coded.coding_rows(found.lines),
        "figures": coded.figure_rows(works),
        "tagger": coded.tagger_rows(learnt, sure=settings.sure),
    }
    for name, content in rows.items():
        tables.write(places.table(name), tables.TABLES[name], content)
    numbers = coded.numbers(found, learnt)
    metrics.write(places, "code", {**numbers, **_truth(places, found, learnt)})
    _tell(found, numbers)


def _truth(places: Places, found: Coded, learnt: Mapping[str, Learnt]) -> dict[str, Any]:
    """Hold phrases, what counts in the end, and proposals against the demonstration's truth."""
    if not places.true_codes.exists():
        return {}
    truth = recovering.read_codes(places.true_codes)
    works = {row["work"]: row["records"] for row in found.works}
    facets = {code.id: code.facet for code in found.book.codes.values()}
    phrases = {row["work"]: frozenset(codes) for row, codes in zip(found.works, found.found, strict=True)}
    return {
        "truth": recovering.of_codes(truth, works, phrases, facets),
        "truth_with_people": recovering.of_codes(truth, works, found.counted(), facets),
        "truth_of_proposals": recovering.of_codes(truth, works, coded.proposed(found, learnt), facets),
    }


def _tell(found: Coded, numbers: dict[str, Any]) -> None:
    lost = sum(line.today is None for line in found.lines)
    if lost:
        log.warning("code: %d lines are on works that are not in the corpus now; they are kept", lost)
    named = {*found.book.codes, *(field.id for field in found.book.fields), ""}
    strange = {line.made.code for line in found.lines} - named
    if strange:
        log.warning(
            "code: queries/codebook.yaml has no %s, of which coders say something", ", ".join(sorted(strange))
        )
    log.info(
        "code: %d works, %d with a code, %d codes; %d coded by people; %d proposals",
        *(numbers[name] for name in ("works", "works_with_a_code", "codes", "coded_works")),
        numbers["tagger"]["proposals"],
    )
