from dataclasses import replace
from datetime import UTC, datetime, timedelta

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.web import pace

BEGUN = datetime(2026, 11, 20, 9, tzinfo=UTC)


def line(
    seconds: float,
    verdict: Verdict = Verdict.INCLUDE,
    *,
    zone: str = "+00:00",
    undoes: str = "",
    settles: bool = False,
) -> Decision:
    offset = timedelta(hours=int(zone[:3]))
    at = (BEGUN + timedelta(seconds=seconds) + offset).replace(tzinfo=None).isoformat() + zone
    work = WorkId(f"doi:10.1/{seconds}")
    return Decision(at=at, by="ada", work=work, verdict=verdict, undoes=undoes, settles=settles)


def test_seconds_are_counted_from_one_decision_to_the_next() -> None:
    measured = pace.pace([line(0), line(10), line(30), line(60), line(100)])
    assert measured.quartiles == (17.5, 25.0, 32.5)  # of 10, 20, 30 and 40
    assert (measured.measured, measured.paused) == (4, 0)


def test_a_pause_is_no_reading_time_and_is_counted_apart() -> None:
    measured = pace.pace([line(0), line(300), line(601), line(621)])
    assert measured.quartiles is not None and measured.quartiles[1] == 160.0  # of 300 and 20
    assert (measured.measured, measured.paused) == (2, 1)


def test_the_order_of_the_lines_and_their_zones_do_not_matter() -> None:
    lines = [line(30), line(0, zone="+02:00"), line(10, zone="-05:00")]
    assert pace.pace(lines).quartiles == (12.5, 15.0, 17.5)


def test_to_undo_is_no_decision_but_the_next_one_is_counted_from_it() -> None:
    undone = [line(0), line(20), line(25, Verdict.WITHDRAW, undoes="k"), line(40)]
    assert pace.pace(undone).measured == 2
    assert pace.pace([line(0), line(20, undoes="k")]).quartiles is None


def test_to_settle_is_no_reading() -> None:
    assert pace.pace([line(0), line(20, settles=True)]).quartiles is None
    assert pace.days([line(20, settles=True)]) == []


def test_one_decision_alone_says_nothing() -> None:
    assert pace.pace([]).quartiles is None
    assert pace.pace([line(0)]).quartiles is None
    assert pace.pace([line(0), line(8)]).quartiles == (8.0, 8.0, 8.0)


def test_days_are_those_of_universal_time_the_newest_first() -> None:
    late = 15 * 3600  # the next day begins
    lines = [
        line(0),
        line(10, Verdict.EXCLUDE),
        line(30, Verdict.EXCLUDE),
        line(late, Verdict.MAYBE, zone="-05:00"),
        line(late + 5, Verdict.WITHDRAW),
    ]
    newest, oldest = pace.days(lines)
    assert (newest.day.isoformat(), newest.decided, newest.maybe, newest.seconds) == (
        "2026-11-21",
        1,
        1,
        None,
    )
    assert (oldest.day.isoformat(), oldest.decided) == ("2026-11-20", 3)
    assert (oldest.relevant, oldest.not_relevant, oldest.seconds) == (1, 2, 15.0)


def test_a_line_that_says_again_what_stood_is_no_reading() -> None:
    first = line(0)
    noted = replace(line(5), work=first.work, note="Ask Ben.")
    assert pace.pace([first, noted]).quartiles is None
    assert [day.decided for day in pace.days([first, noted])] == [1]
    for other in (
        replace(noted, verdict=Verdict.EXCLUDE),
        replace(noted, reason="topic"),
        replace(noted, stage="full text"),
    ):
        assert pace.pace([first, other]).measured == 1
    taken_back = replace(line(3, Verdict.WITHDRAW), work=first.work)
    assert pace.pace([first, taken_back, noted]).quartiles == (2.0, 2.0, 2.0)


def test_to_settle_changes_nothing_of_what_one_said() -> None:
    settled = replace(line(5, Verdict.EXCLUDE, settles=True), work=line(0).work)
    noted = replace(line(9), work=line(0).work, note="Ask Ben.")
    assert [day.decided for day in pace.days([line(0), settled, noted])] == [1]


def test_presses_that_were_kept_offline_and_come_together_are_left_out() -> None:
    lines = [line(0), line(20), *(line(100 + part / 10) for part in range(5)), line(101.4)]
    measured = pace.pace(lines)
    assert measured.quartiles is not None and measured.quartiles[1] == 20.0  # of 20, 80 and 1
    assert (measured.measured, measured.paused, measured.hasty) == (3, 0, 4)
    (day,) = pace.days(lines)
    assert (day.decided, day.seconds) == (8, 20.0)
