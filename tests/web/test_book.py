"""The book, and what of it is seen, against the rules said again as slowly and plainly as can be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.domain.decisions import Decision, Verdict, settlements, standing
from synth.domain.outcomes import Outcome, outcome
from synth.domain.people import Person, Role
from synth.web.book import Book
from synth.web.cards import STAGES, Stage
from synth.web.seeing import Sight
from synth.web.sheets import Sheets
from tests.web.small_desk import name, row

WORKS = 3
NAMES = ("ada", "ben", "cem", "lea")
COMPLETE = {Outcome.INCLUDED, Outcome.EXCLUDED, Outcome.CONFLICT, Outcome.MAYBE}

Readers = dict[str, list[bool]]

spoken = st.builds(
    Decision,
    at=st.integers(0, 5).map(lambda minute: f"2026-11-20T10:0{minute}:00+00:00"),
    by=st.sampled_from(NAMES),
    work=st.integers(0, WORKS).map(name),  # the last is not in the corpus
    verdict=st.sampled_from(Verdict),
    stage=st.sampled_from(STAGES),
    settles=st.sampled_from([False, False, False, True]),
)
reading = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.booleans(), min_size=WORKS, max_size=WORKS), max_size=4
)


def sheets(works: int = WORKS) -> Sheets:
    rows = (row(place, f"openalex/W{place}", f"pubmed/{place}") for place in range(works))
    # As DuckDB gives a moment of which nothing is known.
    return Sheets({**one, "first_at": None} for one in rows)


def book(lines: list[Decision], readers: Readers, *, needed: int) -> Book:
    made = Book(sheets(), votes_needed=needed)
    made.assign({by: numpy.array(mask) for by, mask in readers.items()})
    for line in lines:
        made.take(line)
    return made


class Plain:
    """The rules, said again."""

    def __init__(self, lines: list[Decision], readers: Readers, *, needed: int, blind: bool) -> None:
        self.lines, self.readers, self.needed, self.blind = lines, readers, needed, blind
        self.standing, self.settled = standing(lines), settlements(lines)

    def votes(self, place: int, stage: Stage) -> dict[str, Decision]:
        return {
            by: line for (work, by, at), line in self.standing.items() if (work, at) == (name(place), stage)
        }

    def reads(self, by: str, place: int) -> bool:
        return by in self.readers and self.readers[by][place]

    def outcome(self, place: int, stage: Stage) -> Outcome:
        votes, settled = self.votes(place, stage), self.settled.get((name(place), stage))
        people = {by for by in NAMES if self.reads(by, place)} | votes.keys()
        needed = max(1, min(self.needed, len(people)))
        verdicts = [line.verdict for line in votes.values()]
        return outcome(verdicts, needed=needed, settled=settled.verdict if settled else None)

    def sees(self, person: Person, place: int, stage: Stage) -> bool:
        if person.role is Role.READER:
            return False
        if not self.blind or self.outcome(place, stage) in COMPLETE:
            return True
        owes = self.reads(person.name, place) and person.name not in self.votes(place, stage)
        return person.role is Role.LEAD and not owes

    def known(self, person: Person, place: int, stage: Stage) -> Outcome:
        true = self.outcome(place, stage)
        if true in COMPLETE or self.sees(person, place, stage) or person.name in self.votes(place, stage):
            return true
        return Outcome.UNDECIDED

    def visible(self, person: Person) -> list[Decision]:
        places = {name(place): place for place in range(WORKS)}
        return [
            line
            for line in self.lines
            if line.by == person.name
            or (line.work in places and self.sees(person, places[line.work], line.stage))
        ]


@settings(deadline=None, max_examples=80)
@given(
    st.lists(spoken, max_size=14),
    reading,
    st.integers(1, 3),
    st.booleans(),
    st.booleans(),
    st.sampled_from(Role),
)
def test_the_book_says_what_the_rules_say(
    lines: list[Decision], readers: Readers, needed: int, blind: bool, late: bool, role: Role
) -> None:
    made = book(lines, {} if late else readers, needed=needed)
    if late:  # who reads what is known only afterwards
        made.assign({by: numpy.array(mask) for by, mask in readers.items()})
    plain = Plain(lines, readers, needed=needed, blind=blind)
    for stage in STAGES:
        ballots = made.stages[stage]
        found = [ballots.outcome(place) for place in range(WORKS)]
        assert found == [plain.outcome(place, stage) for place in range(WORKS)]
        assert ballots.included().tolist() == [one is Outcome.INCLUDED for one in found]
        assert ballots.completed().tolist() == [one in COMPLETE for one in found]
        unresolved = [place for place, one in enumerate(found) if one in (Outcome.CONFLICT, Outcome.MAYBE)]
        assert ballots.unresolved() == unresolved
        for by in NAMES:
            votes = [plain.votes(place, stage).get(by) for place in range(WORKS)]
            wanted = [
                plain.reads(by, place) and not votes[place] and found[place] not in COMPLETE
                for place in range(WORKS)
            ]
            assert ballots.unread(by).tolist() == wanted
            maybes = [
                (vote.at, place)
                for place, vote in enumerate(votes)
                if vote
                and vote.verdict is Verdict.MAYBE
                and found[place] in (Outcome.AWAITING, Outcome.MAYBE)
            ]
            assert ballots.parked(by) == [place for _, place in sorted(maybes)]
    for by in NAMES:
        person = Person(name=by, role=role)
        sight = Sight(book=made, person=person, blind=blind)
        seen = {stage: sight.seen(stage) for stage in STAGES}
        assert [entry.made for entry in sight.entries(made.entries(), seen)] == plain.visible(person)
        assert made.standing(by) == [
            line for line in lines if any(line is one for one in plain.standing.values()) and here(line, by)
        ]
        for stage in STAGES:
            sees = [plain.sees(person, place, stage) for place in range(WORKS)]
            assert seen[stage].tolist() == sees == [sight.sees(place, stage) for place in range(WORKS)]
            assert sight.outcomes(stage) == [plain.known(person, place, stage) for place in range(WORKS)]
            for place in range(WORKS):
                shown = {
                    who: vote
                    for who, vote in sorted(plain.votes(place, stage).items())
                    if sees[place] or who == by
                }
                assert sight.votes(place, stage) == shown


def here(line: Decision, by: str) -> bool:
    return line.by == by and line.work != name(WORKS)


@given(st.lists(spoken, max_size=10))
def test_what_stands_is_told_of_each_line(lines: list[Decision]) -> None:
    made = book(lines, {}, needed=1)
    stand = [*standing(lines).values(), *settlements(lines).values()]
    for entry in made.entries():
        line = made.line(entry)
        assert line.stands == (line.today is not None and any(one is line.made for one in stand))


def one(**changes: Any) -> Decision:
    told = {"at": "2026-11-20T10:00:00+00:00", "by": "ada", "work": name(0), "verdict": Verdict.INCLUDE}
    return Decision(**{**told, **changes})


def test_a_line_with_a_key_is_taken_once() -> None:
    made = book([one(key="k"), one(key="k"), one(by="ben", key="k"), one(), one()], {}, needed=1)

    assert len(made.entries()) == 4
    assert made.count("ada") == 3


def test_the_same_lines_give_the_same_key_and_each_line_another() -> None:
    made, same = book([], {}, needed=1), book([], {}, needed=1)
    keys = []
    for _ in range(4):
        keys.append(made.key(name(0), "ada", stage="abstract"))
        assert same.key("https://doi.org/10.5555/W000", "ada", stage="abstract") != keys[-1]
        assert same.key(name(0), "ada", stage="abstract") == keys[-1]
        for each in (made, same):
            each.take(one(key=keys[-1]))

    assert len(set(keys)) == 4


def test_lines_of_a_record_count_for_the_key_and_so_do_settlements() -> None:
    bare = book([], {}, needed=1).key(name(0), "ada", stage="abstract")
    by_record = book([one(work="doi:10.5555/old", record="pubmed/0")], {}, needed=1)
    settled = book([one(settles=True)], {}, needed=1)
    others = book([one(by="ben"), one(work=name(1)), one(stage="full text")], {}, needed=1)

    assert by_record.key(name(0), "ada", stage="abstract") == settled.key(name(0), "ada", stage="abstract")
    assert by_record.key(name(0), "ada", stage="abstract") != bare
    assert others.key(name(0), "ada", stage="abstract") == bare


def test_a_key_that_stands_on_a_work_split_off_since_is_not_given_again() -> None:
    # Two works were one, and had two lines; the second stays with the record that it was made on.
    once = Book(sheets(1), votes_needed=1)
    first = one(record="openalex/W0", key=once.key(name(0), "ada", stage="abstract"))
    once.take(first)
    second = one(record="openalex/W1", key=once.key(name(0), "ada", stage="abstract"))
    now = book([first, second], {}, needed=1)
    key = now.key(name(0), "ada", stage="abstract")

    assert now.on(name(1), "ada", stage="abstract") == [replace(second, work=name(1))]
    assert key not in (first.key, second.key)


@pytest.mark.parametrize(("now", "then"), [("11:00", "11:00"), ("09:00", "10:00")])
def test_a_moment_is_never_before_the_last_of_the_same_work(now: str, then: str) -> None:
    made = book([one(), one(work=name(1), at="2030-01-01T00:00:00+00:00")], {}, needed=1)
    found = made.moment(name(0), "ada", stage="abstract", now=f"2026-11-20T{now}:00+00:00")

    assert found == f"2026-11-20T{then}:00+00:00"
