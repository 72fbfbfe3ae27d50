from __future__ import annotations

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Barrier, BrokenBarrierError, Event, Thread

import pytest

from synth.domain.decisions import Decision
from synth.domain.outcomes import Outcome
from synth.domain.people import Person, Role
from synth.errors import UserError
from synth.store import decisions
from synth.store.journal import Journal
from synth.web.desk import Desk, Press, Stale
from tests.web.small_desk import (
    ADA,
    BEN,
    CEM,
    EXCLUDE,
    INCLUDE,
    LEA,
    MAYBE,
    WITHDRAW,
    dealt,
    desk,
    logged,
    name,
    project,
    say,
)

DOT, LOU = Person(name="dot", role=Role.REVIEWER), Person(name="lou", role=Role.LEAD)
PEOPLE = tuple(Person(name=f"person-{number}", role=Role.REVIEWER) for number in range(4))
ELSEWHERE = """
import sys
from pathlib import Path
from synth.domain.decisions import Decision, Verdict
from synth.store.decisions import DECISION
from synth.store.journal import Journal
folder, by, work, verdict, key = sys.argv[1:]
line = Decision(at="2026-11-20T09:00:00+00:00", by=by, work=work, verdict=Verdict(verdict), key=key)
Journal(Path(folder), DECISION).append(line)
"""


def now() -> datetime:
    return datetime.now(UTC)


def elsewhere(folder: Path, by: str, work: str, verdict: str, key: str) -> None:
    """Have another process write a line."""
    words = [str(folder), by, work, verdict, key]
    subprocess.run([sys.executable, "-c", ELSEWHERE, *words], check=True, timeout=60)


def test_four_at_once_screen_everything_and_nothing_is_lost_or_twice(tmp_path: Path) -> None:
    places = project(tmp_path, works=30, team="votes = 2\n")
    at = desk(places, *PEOPLE, now=now)

    def screen(person: Person) -> list[Decision]:
        dice, made = Random(person.name), []
        while cards := at.deal(person, most=dice.randint(1, 3)):
            for card in cards:
                verdict = dice.choice([INCLUDE, EXCLUDE])
                press = Press(work=card.work, verdict=verdict, key=card.key, shown_by=card.shown_by)
                made.append(at.decide(person, press).decision)
                assert at.decide(person, press).again
        return made

    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        answered = [line for lines in pool.map(screen, PEOPLE) for line in lines]
    there = logged(places)

    assert sorted(map(repr, there)) == sorted(map(repr, answered))
    assert max(Counter((line.by, line.work) for line in there).values()) == 1
    votes = Counter(line.work for line in there)
    assert min(votes.values()) >= 2 and len(votes) == 30
    fresh = desk(places, *PEOPLE)
    for person in PEOPLE:
        assert at.outcomes(person, "abstract") == fresh.outcomes(person, "abstract")
        assert set(map(repr, at.own(person))) == set(map(repr, fresh.own(person)))
    at._order.refit()
    assert at._order._ranker.scores.tolist() == fresh._order._ranker.scores.tolist()


def test_one_key_press_from_many_tabs_at_once_is_one_line(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places, now=now)
    key = at.dealt(ADA, name(0), stage="abstract").key
    together = Barrier(8)

    def press(tab: int) -> bool | None:
        together.wait(timeout=60)
        try:
            return at.decide(ADA, Press(work=name(0), verdict=EXCLUDE if tab % 4 else INCLUDE, key=key)).again
        except Stale:
            return None

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(press, range(8)))
    (line,) = logged(places)

    said_so = 2 if line.verdict is INCLUDE else 6
    assert Counter(answers) == Counter({False: 1, True: said_so - 1, None: 8 - said_so})


def test_one_press_of_undo_from_many_tabs_at_once_steps_once(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places, now=now)
    for place in range(3):
        say(at, ADA, name(place), INCLUDE)
    last = at.undoable(ADA)
    assert last
    with ThreadPoolExecutor(4) as pool:
        undone = [one for one in pool.map(lambda _: at.undo(ADA, line=last.name), range(4)) if one]
    next_ = at.redoable(ADA)
    assert next_
    with ThreadPoolExecutor(4) as pool:
        redone = [one for one in pool.map(lambda _: at.redo(ADA, line=next_.undoes), range(4)) if one]

    assert (len(undone), len(redone), len(logged(places))) == (1, 1, 5)
    assert len(at.own(ADA)) == 3


@pytest.mark.parametrize("two", [(CEM, DOT), (LEA, LOU)], ids=["reviewers", "leads"])
def test_of_two_who_settle_at_once_one_is_told_of_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, two: tuple[Person, Person]
) -> None:
    at = desk(project(tmp_path, team="votes = 2\n"), ADA, BEN, CEM, DOT)
    say(at, ADA, name(0), INCLUDE)
    say(at, BEN, name(0), EXCLUDE)
    together, append = Barrier(2), Journal.append

    def late(journal: Journal[Decision], decision: Decision) -> Decision:
        with suppress(BrokenBarrierError):
            together.wait(timeout=0.5)
        return append(journal, decision)

    def settle(person: Person) -> str:
        try:
            verdict = INCLUDE if person is two[0] else EXCLUDE
            return say(at, person, name(0), verdict, settles=True, seen="").decision.by
        except UserError as error:
            return str(error)

    monkeypatch.setattr(Journal, "append", late)
    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(settle, two), key=len)
    (settled,) = at.settled(LEA, "abstract")

    assert settled.settlement and answers[0] == settled.settlement.by
    assert f"{answers[0]} has settled this" in answers[1]


def test_who_waits_for_her_disk_holds_up_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = desk(project(tmp_path, team="votes = 2\n"), now=now)
    begun, release = Event(), Event()
    append = Journal.append

    def slowly(journal: Journal[Decision], decision: Decision) -> Decision:
        if decision.by == "ada":
            begun.set()
            assert release.wait(timeout=60)
        return append(journal, decision)

    monkeypatch.setattr(Journal, "append", slowly)
    ada = Thread(target=say, args=(at, ADA, name(0), INCLUDE))
    ada.start()
    assert begun.wait(timeout=60)
    say(at, BEN, name(0), EXCLUDE)
    assert name(0) in dealt(at, ADA)  # hers is not yet on disk
    assert at.undo(BEN) and at.own(BEN) == []
    release.set()
    ada.join(timeout=60)

    assert [line.verdict for line in at.own(ADA)] == [INCLUDE]


def test_ones_own_lines_are_counted_in_the_order_in_which_they_stand_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = project(tmp_path)
    at = desk(places, now=now)
    written, overtaken = Event(), Event()
    append = Journal.append

    def slowly(journal: Journal[Decision], decision: Decision) -> Decision:
        line = append(journal, decision)
        if decision.work == name(0):
            written.set()
            assert not overtaken.wait(timeout=0.3)
        return line

    monkeypatch.setattr(Journal, "append", slowly)
    first = Thread(target=say, args=(at, ADA, name(0), INCLUDE))
    first.start()
    assert written.wait(timeout=60)
    say(at, ADA, name(1), INCLUDE)
    overtaken.set()
    first.join(timeout=60)

    assert at._book.own("ada") == logged(places)


def test_what_another_process_writes_is_taken_in_before_the_next_card(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places)
    elsewhere(places.decisions / "screening", "ben", name(0), "include", "k1")

    assert name(0) not in dealt(at, ADA)
    assert at.outcome(name(0), "abstract") is Outcome.INCLUDED
    assert [line.by for line in at._book.own("ben")] == ["ben"]
    assert at._order.places() == {0}


def test_what_ones_other_device_wrote_makes_the_card_before_it_stale(tmp_path: Path) -> None:
    places = project(tmp_path)
    at, other = desk(places), desk(places)
    key = at.dealt(ADA, name(0), stage="abstract").key
    written = say(other, ADA, name(0), EXCLUDE)

    with pytest.raises(Stale) as caught:
        at.decide(ADA, Press(work=name(0), verdict=INCLUDE, key=key))
    assert caught.value.standing == written.decision
    assert at.decide(ADA, Press(work=name(0), verdict=EXCLUDE, key=key)).again
    assert logged(places) == [written.decision]
    assert at.undo(ADA)


def test_a_press_that_says_what_stands_by_a_line_without_a_key_is_done_already(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places)
    key = at.dealt(ADA, name(0), stage="abstract").key
    elsewhere(places.decisions / "screening", "ada", name(0), "include", "")

    assert at.decide(ADA, Press(work=name(0), verdict=INCLUDE, key=key)).again
    with pytest.raises(Stale):
        at.decide(ADA, Press(work=name(0), verdict=EXCLUDE, key=key))
    assert len(logged(places)) == 1


@pytest.mark.parametrize(("verdict", "stale"), [("include", False), ("exclude", True)])
def test_another_process_that_is_quicker_with_the_same_key_has_said_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verdict: str, stale: bool
) -> None:
    places = project(tmp_path)
    at = desk(places)
    key = at.dealt(ADA, name(0), stage="abstract").key
    append = Journal.append

    def late(journal: Journal[Decision], decision: Decision) -> Decision:
        elsewhere(places.decisions / "screening", "ada", name(0), verdict, key)
        return append(journal, decision)

    monkeypatch.setattr(Journal, "append", late)
    press = Press(work=name(0), verdict=INCLUDE, key=key)
    if stale:
        with pytest.raises(Stale, match="ada said exclude since"):
            at.decide(ADA, press)
    else:
        assert at.decide(ADA, press).again
    (line,) = logged(places)

    assert [one.verdict for one in at.own(ADA)] == [line.verdict]
    assert at._book.count("ada") == 1


def test_two_processes_with_one_log_come_to_the_same(tmp_path: Path) -> None:
    places = project(tmp_path, works=20, team="votes = 2\n")
    at, other = desk(places), desk(places)
    dice = Random(5)
    for _ in range(60):
        person, here = dice.choice([ADA, BEN]), dice.choice([at, other])
        act = dice.random()
        if act < 0.7:
            say(here, person, name(dice.randrange(20)), dice.choice([INCLUDE, EXCLUDE, MAYBE]))
        elif act < 0.9:
            here.undo(person)
        else:
            here.redo(person)
    fresh = desk(places)

    for person in (ADA, BEN, CEM):
        for one in (at, other):
            assert one.outcomes(person, "abstract") == fresh.outcomes(person, "abstract")
            assert one.own(person) == fresh.own(person)
            assert sorted(map(repr, one.visible(person))) == sorted(map(repr, fresh.visible(person)))
            assert one.dealt(person, name(3), stage="abstract").key == (
                fresh.dealt(person, name(3), stage="abstract").key
            )


def test_a_file_that_was_rewritten_is_read_anew_and_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places)
    first = say(at, ADA, name(0), INCLUDE).decision
    say(at, ADA, name(1), EXCLUDE)
    say(at, BEN, name(2), EXCLUDE)
    folder = places.decisions / "screening"
    (folder / "ada.jsonl").unlink()
    decisions.append(folder, replace(first, verdict=EXCLUDE))

    assert [(line.work, line.verdict) for line in at.own(ADA)] == [(name(0), EXCLUDE)]
    assert [line.work for line in at.own(BEN)] == [name(2)]
    assert name(1) in dealt(at, ADA) and name(0) not in dealt(at, ADA)
    assert at._order.places() == {0, 2}
    assert at._order._shares[0] == 0.0
    assert at.left(ADA, "abstract") == 10


def test_a_vote_taken_back_elsewhere_is_forgotten(tmp_path: Path) -> None:
    places = project(tmp_path)
    at, other = desk(places), desk(places)
    say(at, ADA, name(0), INCLUDE)
    say(other, ADA, name(0), WITHDRAW)

    assert name(0) in dealt(at, ADA)
    assert at._order.places() == set()


def test_nothing_answered_is_missing_after_a_restart_and_the_resend_is_known(tmp_path: Path) -> None:
    places = project(tmp_path)
    at: Desk = desk(places)
    saved = [say(at, ADA, name(place), INCLUDE, note=f"Note {place}") for place in range(5)]
    again = desk(places)

    assert again.own(ADA) == at.own(ADA)
    for one in saved:
        line = one.decision
        answer = again.decide(ADA, Press(work=line.work, verdict=INCLUDE, note=line.note, key=line.key))
        assert answer.again and answer.decision == line
    assert len(logged(places)) == 5
