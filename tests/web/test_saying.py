import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from synth.domain.identifiers import WorkId
from synth.domain.reviews import Screening
from synth.screening.reading import Statement
from synth.stages import ranked
from synth.stages.decided import Read
from synth.web import saying
from synth.web.saying import Evidence, Sayings

FIRST = datetime(2026, 10, 1)
WORKS = [{"work": f"doi:10.1/{number}", "first_at": FIRST} for number in range(400)]


def evidence(
    read: int, *, built: str = "one", shown_by: str = "most relevant", target: float = 0.95
) -> Evidence:
    """Give the first ``read`` works as read: the first 20 are relevant."""
    begun = FIRST.replace(tzinfo=UTC) + timedelta(days=1)
    return Evidence(
        works=WORKS,
        built=built,
        settings=Screening(target=target),
        read=[
            Read(
                work=WorkId(f"doi:10.1/{number}"),
                share=float(number < 20),
                at=begun + timedelta(minutes=number),
                shown_by=shown_by,
            )
            for number in range(read)
        ],
    )


def test_what_is_said_is_what_the_rules_say() -> None:
    seen = evidence(150)
    said = Sayings(every=True).to("ada", seen, patience=60)
    assert said is not None
    assert said.rules == ranked.said_of(seen.works, seen.read, seen.settings)
    assert said.statement == said.rules["curve"]
    assert said.read == 150


def test_the_review_s_own_rule_says_the_same_when_it_alone_is_asked() -> None:
    for seen in (evidence(150), evidence(150, shown_by="")):
        own = Sayings(every=False).to("ada", seen, patience=60)
        every = Sayings(every=True).to("ada", seen, patience=60)
        assert own is not None and every is not None
        assert own.statement == every.statement
        assert set(own.rules) == {"curve", "any order"}


def test_where_nothing_says_how_works_were_shown_the_rule_for_any_order_speaks() -> None:
    said = Sayings(every=True).to("ada", evidence(150, shown_by=""), patience=60)
    assert said is not None
    assert said.statement.method == ranked.ANY_ORDER.name


def test_of_equal_evidence_nothing_is_worked_out_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    real = ranked.said_of

    def counted(works: Any, read: Any, settings: Screening) -> dict[str, Statement]:
        calls.append(len(read))
        return real(works, read, settings)

    monkeypatch.setattr(ranked, "said_of", counted)
    sayings = Sayings(every=True)
    for seen in (
        evidence(60),
        evidence(60),
        evidence(61),
        evidence(61, built="two"),
        evidence(61, target=0.9),
    ):
        assert sayings.to("ada", seen, patience=60) is not None
    assert calls == [60, 61, 61, 61]


def test_a_page_does_not_wait_and_has_the_statement_before(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, real = threading.Event(), ranked.said_of
    go_on.set()

    def slow(works: Any, read: Any, settings: Screening) -> dict[str, Statement]:
        assert go_on.wait(60)
        return real(works, read, settings)

    monkeypatch.setattr(ranked, "said_of", slow)
    sayings = Sayings(every=True)
    first = sayings.to("ada", evidence(60), patience=60)
    go_on.clear()
    assert sayings.to("ada", evidence(70), patience=0.01) is first
    assert sayings.to("ben", evidence(70), patience=0.01) is None
    go_on.set()
    newest = sayings.to("ada", evidence(70), patience=60)
    assert newest is not None and newest.read == 70


def test_who_asks_with_newer_evidence_does_not_break_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, begun, real = threading.Event(), threading.Event(), ranked.said_of

    def slow(works: Any, read: Any, settings: Screening) -> dict[str, Statement]:
        begun.set()
        assert go_on.wait(60)
        return real(works, read, settings)

    monkeypatch.setattr(ranked, "said_of", slow)
    sayings = Sayings(every=True)
    sayings.to("cem", evidence(10), patience=0.01)
    assert begun.wait(60)
    answers: list[object] = []
    waiting = threading.Thread(target=lambda: answers.append(sayings.to("ada", evidence(60), patience=60)))
    waiting.start()
    while "ada" not in sayings._waiting:
        threading.Event().wait(0.001)
    sayings.to("ada", evidence(70), patience=0.01)
    waiting.join(60)
    assert answers == [None]
    go_on.set()
    newest = sayings.to("ada", evidence(70), patience=60)
    assert newest is not None and newest.read == 70


def test_what_is_out_of_date_before_it_begins_is_not_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, begun, real = threading.Event(), threading.Event(), ranked.said_of
    worked_out: list[int] = []

    def slow(works: Any, read: Any, settings: Screening) -> dict[str, Statement]:
        worked_out.append(len(read))
        begun.set()
        assert go_on.wait(60)
        return real(works, read, settings)

    monkeypatch.setattr(ranked, "said_of", slow)
    sayings = Sayings(every=True)
    sayings.to("cem", evidence(10), patience=0.01)
    assert begun.wait(60)
    for read in (60, 70):
        sayings.to("ada", evidence(read), patience=0.01)
    go_on.set()
    assert sayings.to("ada", evidence(70), patience=60)
    assert worked_out == [10, 70]


def test_a_failure_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(works: Any, read: Any, settings: Screening) -> dict[str, Statement]:
        raise ZeroDivisionError

    sayings = Sayings(every=True)
    with monkeypatch.context() as patch:
        patch.setattr(ranked, "said_of", broken)
        with pytest.raises(ZeroDivisionError):
            sayings.to("ada", evidence(60), patience=60)
    assert sayings.to("ada", evidence(60), patience=60) is not None


def test_the_statements_of_so_many_people_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saying, "PEOPLE", 2)
    sayings = Sayings(every=True)
    for name in ("ada", "ben", "cem"):
        sayings.to(name, evidence(5), patience=60)
    assert list(sayings._newest) == ["ben", "cem"]
