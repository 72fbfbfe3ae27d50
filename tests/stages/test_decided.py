from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.paths import Places
from synth.stages import decided
from synth.store import decisions

WORKS: list[dict[str, Any]] = [
    {
        "work": "doi:10.5555/a",
        "aliases": ["doi:10.5555/a", "pubmed:1"],
        "records": ["pubmed/1", "crossref/10.5555/a"],
    },
    {"work": "doi:10.5555/b", "aliases": ["doi:10.5555/b"], "records": ["crossref/10.5555/b"]},
    {"work": "doi:10.5555/c", "aliases": ["doi:10.5555/c"], "records": ["crossref/10.5555/c"]},
]


def decision(work: str, verdict: str = "include", *, at: str = "10:00", **fields: Any) -> Decision:
    made = Decision(at=f"2026-11-20T{at}:00+00:00", by="ada", work=WorkId(work), verdict=Verdict(verdict))
    return replace(made, **fields)


def lines(folder: Path, *made: Decision, synthetic: tuple[Decision, ...] = ()) -> list[decided.Line]:
    places = Places(folder, "demo")
    for one in made:
        decisions.append(places.decisions / "screening", one)
    for one in synthetic:
        decisions.append(places.synthetic_decisions, one)
    return decided.lines(places, WORKS)


def test_a_decision_finds_its_work_by_any_identifier_and_by_its_record_first(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        decision("PMID: 1"),
        decision("https://doi.org/10.5555/B"),
        decision("doi:10.5555/b", record="crossref/10.5555/c"),
    )
    assert [line.today and line.today.work for line in found] == [
        "doi:10.5555/a",
        "doi:10.5555/b",
        "doi:10.5555/c",
    ]
    assert [line.made.work for line in found] == ["PMID: 1", "https://doi.org/10.5555/B", "doi:10.5555/b"]


def test_a_persons_decision_on_a_work_that_is_gone_is_kept_and_a_synthetic_one_is_not(tmp_path: Path) -> None:
    gone = decision("doi:10.5555/gone")
    found = lines(tmp_path, gone, synthetic=(replace(gone, by="synthetic-ada"),))
    assert [(line.made.by, line.today, line.stands) for line in found] == [("ada", None, False)]


def test_of_two_like_lines_in_one_second_one_stands(tmp_path: Path) -> None:
    found = lines(tmp_path, decision("doi:10.5555/a"), decision("doi:10.5555/a"))
    assert [line.stands for line in found] == [False, True]


def test_what_was_withdrawn_does_not_stand_and_neither_does_the_withdrawal(tmp_path: Path) -> None:
    found = lines(tmp_path, decision("doi:10.5555/a"), decision("doi:10.5555/a", "withdraw", at="10:01"))
    assert [line.stands for line in found] == [False, False]
    assert decided.reading(found) == []


def test_works_are_read_in_the_order_first_decided_and_keep_how_they_came(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        decision("doi:10.5555/b", at="10:00", shown_by="random"),
        decision("doi:10.5555/a", at="10:01", by="ben", shown_by="most relevant"),
        decision("doi:10.5555/a", "exclude", at="10:02"),
        decision("doi:10.5555/b", "exclude", at="11:00", shown_by="most relevant"),
    )
    assert decided.reading(found) == [
        decided.Read(
            work=WorkId("doi:10.5555/b"),
            share=0.0,
            at=datetime(2026, 11, 20, 10, 0, tzinfo=UTC),
            shown_by="random",
        ),
        decided.Read(
            work=WorkId("doi:10.5555/a"),
            share=0.5,
            at=datetime(2026, 11, 20, 10, 1, tzinfo=UTC),
            shown_by="most relevant",
        ),
    ]


def test_the_moment_counts_and_not_how_it_is_written(tmp_path: Path) -> None:
    late = decision("doi:10.5555/a", at="12:00")
    early = replace(decision("doi:10.5555/b"), at="2026-11-20T12:30:00+02:00")
    assert [one.work for one in decided.reading(lines(tmp_path, late, early))] == [
        "doi:10.5555/b",
        "doi:10.5555/a",
    ]


def test_what_settles_stands_beside_the_votes_and_decides_what_was_read(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        decision("doi:10.5555/a", at="10:00", shown_by="random"),
        decision("doi:10.5555/a", "exclude", at="10:01", by="ben"),
        decision("PMID: 1", "exclude", at="10:02", by="zoe", settles=True),
        decision("doi:10.5555/b", at="10:03", by="zoe", settles=True),
        decision("doi:10.5555/b", "withdraw", at="10:04", by="zoe", settles=True),
        decision("doi:10.5555/a", at="10:05", by="zoe"),
    )
    assert [(line.made.by, line.stands) for line in found] == [
        ("ada", True),
        ("ben", True),
        ("zoe", True),
        ("zoe", False),
        ("zoe", False),
        ("zoe", True),
    ]
    (read,) = decided.reading(found)
    assert (read.work, read.share, read.shown_by) == ("doi:10.5555/a", 0.0, "random")


def test_a_maybe_alone_is_not_read_yet(tmp_path: Path) -> None:
    found = lines(tmp_path, decision("doi:10.5555/a", "maybe"))
    assert decided.reading(found) == []
    assert len(decided.standing_of(found)) == 1


def test_an_include_of_the_full_text_does_not_outlive_that_of_the_abstract(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        decision("doi:10.5555/a", at="10:00"),
        decision("doi:10.5555/a", at="10:01", stage="full text"),
        decision("doi:10.5555/a", "exclude", at="10:02"),
        decision("doi:10.5555/b", at="10:03"),
        decision("doi:10.5555/b", "maybe", at="10:04", stage="full text"),
    )
    assert [(read.work, read.share) for read in decided.reading(found)] == [
        ("doi:10.5555/a", 0.0),
        ("doi:10.5555/b", 1.0),
    ]


def test_half_the_votes_make_a_work_relevant() -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    shares = (0.0, 0.4, 0.5, 1.0)
    read = [decided.Read(work=WorkId("a"), share=share, at=at, shown_by="") for share in shares]
    assert [one.relevant for one in read] == [False, False, True, True]


def test_a_decision_taken_back_neither_dates_the_reading_nor_says_what_showed_the_work(
    tmp_path: Path,
) -> None:
    found = lines(
        tmp_path,
        decision("doi:10.5555/a", at="10:00", shown_by="most relevant"),
        decision("doi:10.5555/a", "withdraw", at="10:01"),
        decision("doi:10.5555/a", "exclude", at="10:50", by="bo", shown_by="random"),
    )
    (read,) = decided.reading(found)
    assert (read.at, read.shown_by) == (datetime(2026, 11, 20, 10, 50, tzinfo=UTC), "random")


def included(*made: Decision, votes: int = 1, readers: dict[WorkId, list[str]] | None = None) -> list[str]:
    return list(decided.included(made, votes=votes, readers=readers or {}))


def test_a_work_is_in_by_its_abstract_until_its_full_text_puts_it_out() -> None:
    by_abstract = decision("doi:10.5555/a")
    assert included(by_abstract) == ["doi:10.5555/a"]
    assert included(by_abstract, decision("doi:10.5555/a", "include", stage="full text")) == ["doi:10.5555/a"]
    assert included(by_abstract, decision("doi:10.5555/a", "exclude", stage="full text")) == []


def test_a_work_in_conflict_or_without_all_its_votes_is_not_in_until_somebody_settles() -> None:
    yes, no = decision("doi:10.5555/a"), decision("doi:10.5555/a", "exclude", by="ben")
    assert included(yes, votes=2) == []
    assert included(yes, no, votes=2) == []
    assert included(yes, no, decision("doi:10.5555/a", by="cem", settles=True), votes=2) == ["doi:10.5555/a"]


def test_no_more_votes_are_asked_for_than_a_work_has_readers() -> None:
    only = {WorkId("doi:10.5555/a"): ["ada"]}
    assert included(decision("doi:10.5555/a"), votes=2, readers=only) == ["doi:10.5555/a"]
