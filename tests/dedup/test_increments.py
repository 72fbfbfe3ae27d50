from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.dedup import candidates, increments, matching
from synth.dedup.candidates import Candidate
from synth.dedup.increments import Run
from synth.dedup.matching import Pair
from synth.domain.identifiers import WorkId
from synth.domain.reviews import Point

TITLES = (
    "Belonging of nursing students on clinical placement",
    "Belonging of nursing students on clinical placements",
    "Belonging of nursing students: a review",
    "Mattering among medical residents in rural hospitals",
    "Editorial",
    "",
)
DOIS = tuple(f"doi:10.5555/{number}" for number in range(4))


@st.composite
def records(draw: st.DrawFn) -> list[Candidate]:
    """Make records that share titles and identifiers as those of several sources do."""
    made = []
    for number in range(draw(st.integers(2, 12))):
        source = draw(st.sampled_from(("openalex", "crossref", "pubmed", "imports")))
        dois = draw(st.lists(st.sampled_from(DOIS), max_size=1))
        made.append(
            Candidate(
                record=f"{source}/{number}",
                source=source,
                ids=tuple(map(WorkId, dois)),
                first_ids=tuple(map(WorkId, dois)),
                first_at=datetime(2026, 1, 1) + timedelta(days=draw(st.integers(0, 5))),
                title=draw(st.sampled_from(TITLES)),
                families=draw(st.sampled_from(((), ("okafor",), ("okafor", "lindqvist"), ("haddad",)))),
                year=draw(st.sampled_from((None, 2019, 2020))),
                volume=draw(st.sampled_from(("", "7"))),
                pages=draw(st.sampled_from(("", "1-9"))),
                abstract=draw(
                    st.sampled_from(("", "We asked students how they come to fit in on the ward."))
                ),
            )
        )
    return made


def match(known: list[Candidate], last: Run | None = None, *, code: str = "1") -> Run:
    return increments.match(known, point=Point.BALANCED, code=code, last=last)


@settings(max_examples=40, deadline=None)
@given(records(), st.data())
def test_however_records_come_and_go_the_pairs_are_those_of_a_full_run(
    known: list[Candidate], data: st.DataObject
) -> None:
    run = None
    for _ in range(3):
        there = [one for one in known if data.draw(st.booleans())]
        changed = [replace(one, year=2020) if data.draw(st.integers(0, 4)) == 0 else one for one in there]
        run = match(changed, run)
        assert run == match(changed)


def test_a_crowd_that_grows_and_shrinks_is_matched_as_in_a_full_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candidates, "FEW", 2)
    crowd = [replace(record(f"imports/{number}"), source="imports") for number in range(6)]
    run = match(crowd[2:4])
    for there in (crowd[2:], crowd[1:], crowd, crowd[3:], crowd[4:], crowd):
        run = match(there, run)
        assert run == match(there)
        assert len(run.pairs) == (1 if len(there) == 2 else len(there) - 1)


def counting(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """Note which records were matched anew, run by run."""
    asked: list[set[str]] = []
    original = matching.match

    def match_and_note(
        known: list[Candidate], *, point: Point = Point.BALANCED, new: set[str] | None = None
    ) -> list[Pair]:
        asked.append({one.record for one in known} if new is None else set(new))
        return original(known, point=point, new=new)

    monkeypatch.setattr(matching, "match", match_and_note)
    return asked


def record(name: str, *ids: str, title: str = TITLES[0]) -> Candidate:
    return Candidate(
        record=name,
        source=name.partition("/")[0],
        ids=tuple(map(WorkId, ids)),
        first_ids=tuple(map(WorkId, ids)),
        first_at=datetime(2026, 1, 1),
        title=title,
    )


def test_only_what_is_new_is_matched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = counting(monkeypatch)
    old = [record("openalex/W1", "doi:10.5555/a"), record("openalex/W2", "doi:10.5555/b")]
    run = match(old)
    run = match(old, run)
    run = match([*old, record("pubmed/7", "doi:10.5555/a")], run)
    match(old, run)
    assert asked == [{"openalex/W1", "openalex/W2"}, {"pubmed/7"}]


def test_another_matcher_or_another_point_makes_everything_new(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = counting(monkeypatch)
    known = [record("openalex/W1", "doi:10.5555/a"), record("pubmed/7", "doi:10.5555/a")]
    run = match(known)
    match(known, run, code="2")
    increments.match(known, point=Point.SAFE, code="1", last=run)
    assert asked == [{"openalex/W1", "pubmed/7"}] * 3


def test_a_fingerprint_follows_from_what_is_matched_and_not_from_the_order() -> None:
    known = [record("openalex/W1", "doi:10.5555/a"), record("pubmed/7", "doi:10.5555/a"), record("pubmed/8")]
    forwards = increments.fingerprints(known, salt="")
    assert forwards == increments.fingerprints(known[::-1], salt="")
    changed = increments.fingerprints([*known[:2], record("pubmed/8", title="Another")], salt="")
    assert [name for name in forwards if forwards[name] != changed[name]] == ["pubmed/8"]
