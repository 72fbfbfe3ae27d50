from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from synth.domain.decisions import Decision
from synth.errors import UserError, WarehouseError
from synth.store import decisions, tables
from synth.web.desk import Desk, Press, Stale
from tests.web.small_desk import (
    ADA,
    BEN,
    CEM,
    EXCLUDE,
    INCLUDE,
    LEA,
    MAYBE,
    RUE,
    WITHDRAW,
    clock,
    dealt,
    desk,
    logged,
    name,
    project,
    row,
    say,
    write,
)


def test_a_sheet_holds_what_a_card_may_show_under_any_identifier(tmp_path: Path) -> None:
    works = [
        row(
            0,
            "openalex/W1",
            "pubmed/7",
            aliases=[name(0), "pubmed:7"],
            authors=[{"name": "N. Okafor"}, {"name": "E. Lindqvist"}],
            keywords=["Belonging"],
            year=2020,
            venue="Ward",
            status="retracted",
            oa_url="https://example.org/0",
            oa_status="gold",
            licence="cc-by",
            language="en",
            original_title="Zugehörigkeit",
        ),
        row(1, abstract=None, type=None),
    ]
    at = desk(project(tmp_path, works=works))
    sheet, bare = at.sheet("PMID 7"), at.sheet("https://doi.org/10.5555/W001")

    assert sheet and bare and len(at) == 2
    assert (sheet.work, sheet.doi, sheet.ids) == (name(0), "10.5555/w000", (name(0), "pubmed:7"))
    assert (sheet.authors, sheet.keywords, sheet.year) == (
        ("N. Okafor", "E. Lindqvist"),
        ("Belonging",),
        2020,
    )
    assert (sheet.record, sheet.records) == ("openalex/W1", ("openalex/W1", "pubmed/7"))
    assert (sheet.venue, sheet.status, sheet.language) == ("Ward", "retracted", "en")
    assert (sheet.oa_url, sheet.oa_status, sheet.licence) == ("https://example.org/0", "gold", "cc-by")
    assert (sheet.original_title, sheet.labels) == ("Zugehörigkeit", ())
    assert (bare.work, bare.abstract, bare.type, bare.year) == (name(1), "", "", None)
    assert at.sheet("doi:10.5555/nothing") is None
    assert [one["work"] for one in at.rows] == [name(0), name(1)]
    assert (at.rows[-1]["aliases"], at.rows[0:1][0]["records"]) == ((name(1),), sheet.records)


def test_a_decision_is_on_disk_as_it_was_made_and_the_work_is_not_dealt_again(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places)
    (card,) = at.deal(ADA)
    score = at._order.score(int(card.work[-3:]))  # before the decision teaches the model, beside
    saved = at.decide(
        ADA,
        Press(
            work=card.work,
            verdict=EXCLUDE,
            reason=" off-topic ",
            note="  Not ours.\n",
            labels=("pilot", " to  ask ", "", "pilot"),
            key=card.key,
            shown_by=card.shown_by,
            shown=("authors",),
        ),
    )

    assert logged(places) == [saved.decision] == at.own(ADA)
    assert saved.decision == Decision(
        at=saved.decision.at,
        by="ada",
        work=card.work,
        verdict=EXCLUDE,
        record=f"openalex/W{int(card.work[-3:])}",
        reason="off-topic",
        note="Not ours.",
        labels=("pilot", "to ask"),
        key=card.key,
        shown_by="most relevant",
        score=score,
        shown=("authors",),
    )
    assert datetime.fromisoformat(saved.decision.at).utcoffset() == UTC.utcoffset(None)
    assert not saved.again
    assert card.work not in dealt(at, ADA)
    assert at.left(ADA, "abstract") == 11
    assert at.dealt(ADA, card.work, stage="abstract").standing == saved.decision


def test_the_same_press_again_writes_nothing_and_is_answered_alike(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places)
    first = say(at, ADA, name(0), INCLUDE)
    again = at.decide(ADA, Press(work=name(0), verdict=INCLUDE, key=first.decision.key))

    assert (again.decision, again.again) == (first.decision, True)
    assert logged(places) == [first.decision]


def test_a_resend_of_what_was_changed_since_is_not_answered_as_saved(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places)
    first = say(at, ADA, name(0), INCLUDE)
    second = say(at, ADA, name(0), EXCLUDE)

    with pytest.raises(Stale, match="ada said exclude since") as caught:
        at.decide(ADA, Press(work=name(0), verdict=INCLUDE, key=first.decision.key))
    assert caught.value.standing == second.decision
    assert [line.verdict for line in at.own(ADA)] == [EXCLUDE]
    assert len(logged(places)) == 2


def test_a_resend_of_a_vote_taken_back_is_stale_and_one_that_took_it_back_is_done(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places)
    first = say(at, ADA, name(0), INCLUDE)
    cleared = say(at, ADA, name(0), WITHDRAW)

    with pytest.raises(Stale, match="taken back since"):
        at.decide(ADA, Press(work=name(0), verdict=INCLUDE, key=first.decision.key))
    again = at.decide(ADA, Press(work=name(0), verdict=WITHDRAW, key=cleared.decision.key))
    assert (again.decision, again.again) == (cleared.decision, True)
    say(at, ADA, name(0), EXCLUDE)
    with pytest.raises(Stale, match="ada said exclude since"):
        at.decide(ADA, Press(work=name(0), verdict=WITHDRAW, key=cleared.decision.key))
    assert len(logged(places)) == 3


@pytest.mark.parametrize(
    "other", [{"verdict": EXCLUDE}, {"note": "Ah."}, {"labels": ("pilot",)}, {"verdict": WITHDRAW}]
)
def test_a_card_of_before_that_says_something_else_is_stale_and_writes_nothing(
    tmp_path: Path, other: dict[str, object]
) -> None:
    places = project(tmp_path)
    at = desk(places)
    first = say(at, ADA, name(0), INCLUDE)
    stale = Press(work=name(0), verdict=INCLUDE, key=first.decision.key)

    with pytest.raises(Stale, match="ada said include since; nothing was saved") as caught:
        at.decide(ADA, replace(stale, **other))  # type: ignore[arg-type]  # any field
    assert caught.value.standing == first.decision
    assert logged(places) == [first.decision]


def test_a_card_made_before_an_undo_is_stale_and_says_that_nothing_stands(tmp_path: Path) -> None:
    at = desk(project(tmp_path))
    first = say(at, ADA, name(0), INCLUDE)
    at.undo(ADA)

    with pytest.raises(Stale, match="taken back since") as caught:
        at.decide(ADA, Press(work=name(0), verdict=EXCLUDE, key=first.decision.key))
    assert caught.value.standing is None


@pytest.mark.parametrize("key", ["", "made up"])
def test_a_key_that_no_card_carried_writes_nothing(tmp_path: Path, key: str) -> None:
    places = project(tmp_path)
    with pytest.raises(Stale):
        desk(places).decide(ADA, Press(work=name(0), verdict=INCLUDE, key=key))
    assert logged(places) == []


def test_a_key_of_one_work_stage_or_person_fits_no_other(tmp_path: Path) -> None:
    at = desk(project(tmp_path))
    say(at, ADA, name(0), INCLUDE)
    say(at, BEN, name(0), INCLUDE)
    keys = {
        at.dealt(person, work, stage=stage).key
        for person in (ADA, BEN)
        for work in (name(0), name(1))
        for stage in ("abstract", "full text")
    }

    assert len(keys) == 8


def test_the_key_follows_from_the_log_alone(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places)
    say(at, ADA, name(0), INCLUDE)
    key = at.dealt(ADA, name(0), stage="abstract").key
    say(at, ADA, name(1), INCLUDE)

    assert desk(places).dealt(ADA, name(0), stage="abstract").key == key
    assert at.dealt(ADA, name(0), stage="abstract").key == key


def test_a_change_of_mind_is_a_new_line(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places)
    say(at, ADA, name(0), INCLUDE)
    say(at, ADA, name(0), EXCLUDE, reason="off-topic")

    assert [line.verdict for line in logged(places)] == [INCLUDE, EXCLUDE]
    assert [line.verdict for line in at.own(ADA)] == [EXCLUDE]


def test_what_was_said_can_be_cleared_once(tmp_path: Path) -> None:
    at = desk(project(tmp_path))
    say(at, ADA, name(0), INCLUDE)
    say(at, ADA, name(0), WITHDRAW)

    assert at.own(ADA) == []
    assert name(0) in dealt(at, ADA)
    with pytest.raises(UserError, match="nothing to take back"):
        say(at, ADA, name(0), WITHDRAW)


def test_the_newest_of_ones_own_decisions_comes_first(tmp_path: Path) -> None:
    at = desk(project(tmp_path))
    for place in (3, 1, 2):
        say(at, ADA, name(place), INCLUDE)
    say(at, BEN, name(4), INCLUDE)

    assert [line.work for line in at.own(ADA)] == [name(2), name(1), name(3)]


def test_a_clock_that_was_set_back_does_not_take_back_what_is_said(tmp_path: Path) -> None:
    places = project(tmp_path)
    moments = iter([datetime(2026, 11, 20, hour, tzinfo=UTC) for hour in (12, 10, 9, 8, 7)])
    at = desk(places, now=moments.__next__)
    key = at.dealt(ADA, name(0), stage="abstract").key
    at.decide(ADA, Press(work=name(0), verdict=INCLUDE, key=key))
    key = at.dealt(ADA, name(0), stage="abstract").key
    at.decide(ADA, Press(work=name(0), verdict=EXCLUDE, key=key))

    assert [line.verdict for line in at.own(ADA)] == [EXCLUDE]
    assert [line.verdict for line in desk(places).own(ADA)] == [EXCLUDE]


def test_undo_and_redo_go_back_and_forth_over_works_and_restarts(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places)
    say(at, ADA, name(0), INCLUDE)
    say(at, ADA, name(1), EXCLUDE, note="No.")
    assert at.undoable(ADA) == logged(places)[1]
    assert at.redoable(ADA) is None
    undone = at.undo(ADA)
    assert undone and (undone.decision.work, undone.decision.verdict) == (name(1), WITHDRAW)
    at = desk(places)
    assert at.undo(ADA)
    assert at.own(ADA) == [] and at.undo(ADA) is None and at.undoable(ADA) is None
    assert [line.work for line in (at.redoable(ADA),) if line] == [name(0)]
    at.redo(ADA)
    redone = at.redo(ADA)

    assert redone and (redone.decision.note, redone.decision.verdict) == ("No.", EXCLUDE)
    assert at.redo(ADA) is None and at.undo(BEN) is None
    assert [line.work for line in at.own(ADA)] == [name(1), name(0)]
    assert len({line.key for line in logged(places)}) == 6


def test_redo_does_not_bring_back_the_vote_of_somebody_who_left_the_team(tmp_path: Path) -> None:
    names = ["ada", "ben"]
    at = Desk(project(tmp_path), reviewers=lambda: tuple(names), now=clock())
    say(at, ADA, name(0), INCLUDE)
    say(at, ADA, name(1), INCLUDE)
    at.undo(ADA)
    names.remove("ada")

    with pytest.raises(UserError, match="ada has no account that may screen"):
        at.redo(ADA)
    assert at.undo(ADA)  # her own vote is hers to take back
    assert at.own(ADA) == []


def test_undo_and_redo_bring_back_no_reason_that_is_gone(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places)
    say(at, ADA, name(0), EXCLUDE, reason="off-topic")
    say(at, ADA, name(0), INCLUDE)
    text = places.review.read_text(encoding="utf-8")
    places.review.write_text(text.replace('"off-topic"', '"elsewhere"'), encoding="utf-8")
    at = desk(places)

    with pytest.raises(UserError, match="no reason 'off-topic'"):
        at.undo(ADA)
    assert [line.verdict for line in at.own(ADA)] == [INCLUDE]


def test_a_press_on_the_card_of_before_an_undo_does_not_take_the_undo_for_itself(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places)
    key = at.dealt(ADA, name(0), stage="abstract").key
    at.decide(ADA, Press(work=name(0), verdict=INCLUDE, key=key))
    after = at.dealt(ADA, name(0), stage="abstract").key
    at.undo(ADA)  # its line carries the key that a press on that card would have carried

    with pytest.raises(Stale):
        at.decide(ADA, Press(work=name(0), verdict=EXCLUDE, key=after))
    assert len(logged(places)) == 2


def test_what_is_no_work_or_no_reason_is_refused(tmp_path: Path) -> None:
    at = desk(project(tmp_path))
    key = at.dealt(ADA, name(0), stage="abstract").key

    with pytest.raises(UserError, match=r"'doi:10\.5555/gone' is no work of this corpus"):
        at.decide(ADA, Press(work="doi:10.5555/gone", verdict=INCLUDE, key=key))
    with pytest.raises(UserError, match="no reason 'dull'"):
        at.decide(ADA, Press(work=name(0), verdict=EXCLUDE, reason="dull", key=key))
    saved = at.decide(ADA, Press(work=name(0), verdict=INCLUDE, reason="off-topic", key=key))
    assert saved.decision.reason == ""  # nothing was excluded


def test_a_reader_and_who_is_not_on_the_team_decide_nothing(tmp_path: Path) -> None:
    places = project(tmp_path, team='reviewers = ["ada"]\n')
    at = desk(places, ADA, BEN, RUE)

    for person, words in (
        (RUE, "does not screen"),
        (BEN, r"names ada \(team.reviewers\)"),
        (LEA, "names ada"),
    ):
        with pytest.raises(UserError, match=words):
            at.deal(person)
        with pytest.raises(UserError, match=words):
            say(at, person, name(0), INCLUDE)
        assert at.left(person, "abstract") == 0
    with pytest.raises(UserError, match="cem has no account that may screen"):
        desk(project(tmp_path / "other")).deal(CEM)
    assert logged(places) == []


def test_the_full_text_is_read_of_what_was_included_and_excluded_there_for_a_reason_alone(
    tmp_path: Path,
) -> None:
    at = desk(project(tmp_path))
    say(at, ADA, name(0), INCLUDE)
    say(at, ADA, name(1), EXCLUDE)
    say(at, ADA, name(2), MAYBE)

    assert dealt(at, BEN, stage="full text") == [name(0)]
    assert at.left(BEN, "full text") == 1
    with pytest.raises(UserError, match="this one's was not"):
        say(at, BEN, name(1), INCLUDE, stage="full text")
    with pytest.raises(UserError, match="for a reason"):
        say(at, BEN, name(0), EXCLUDE, stage="full text")
    saved = say(at, BEN, name(0), EXCLUDE, stage="full text", reason="not-had")
    assert saved.decision.stage == "full text"
    assert dealt(at, ADA, stage="full text") == []


def test_a_setting_that_is_wrong_and_works_that_are_not_built_are_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"team\.sampler: 'newest' is none of most relevant"):
        desk(project(tmp_path / "one", team='sampler = "newest"\n'))
    with pytest.raises(UserError, match=r"team\.sampler: 'parked' is none of"):
        desk(project(tmp_path / "four", team='sampler = "parked"\n'))
    at = desk(project(tmp_path / "two"))
    with pytest.raises(UserError, match="no sampler 'newest'"):
        at.deal(ADA, sampler="newest")
    bare = project(tmp_path / "three")
    bare.table("works").unlink()
    with pytest.raises(WarehouseError, match=r"works\.parquet has not been built yet"):
        desk(bare)


def test_a_decision_under_an_alias_or_of_a_record_counts_on_its_work_of_today(tmp_path: Path) -> None:
    places = project(
        tmp_path, works=[row(0, "openalex/W0", "pubmed/7", aliases=[name(0), "pubmed:7"]), row(1)]
    )
    folder = places.decisions / "screening"
    old = Decision(at="2026-11-01T00:00:00+00:00", by="ada", work=name(9), verdict=INCLUDE, record="pubmed/7")
    decisions.append(folder, replace(old, key="k1"))
    decisions.append(folder, replace(old, by="ben", record="", work=name(0), verdict=MAYBE))
    at = desk(places)

    assert [(line.by, line.work, line.verdict) for line in (*at.own(ADA), *at.own(BEN))] == [
        ("ada", name(0), INCLUDE),
        ("ben", name(0), MAYBE),
    ]
    assert at.dealt(ADA, "pubmed:7", stage="abstract").standing == at.own(ADA)[0]
    fresh = desk(project(tmp_path / "fresh", works=[row(0)]))
    assert at.dealt(ADA, name(0), stage="abstract").key != fresh.dealt(ADA, name(0), stage="abstract").key


def test_a_work_that_left_the_corpus_keeps_its_decision_out_of_sight_and_undo_reaches_it(
    tmp_path: Path,
) -> None:
    places = project(tmp_path)
    say(desk(places), ADA, name(11), INCLUDE)
    write(places, map(row, range(11)))
    at = desk(places)

    assert at.own(ADA) == []
    assert [(line.made.work, line.today) for line in at.visible(ADA)] == [(name(11), None)]
    undone = at.undo(ADA)
    assert undone and undone.decision.verdict is WITHDRAW and undone.decision.work == name(11)
    assert at.redo(ADA) and len(logged(places)) == 3


def test_works_known_beforehand_lift_what_is_like_them_until_ten_are_found(tmp_path: Path) -> None:
    places = project(tmp_path, works=24)
    header = places.dois.read_text(encoding="utf-8")

    def lead() -> float:
        at = desk(places)
        return at._order.score(2) - at._order.score(21)

    alone = lead()
    places.dois.write_text(header + "10.5555/w023,Knee pain,,,,seed\n", encoding="utf-8")
    assert lead() > alone + 0.5
    at = desk(places)
    for place in (0, 3, 4, 5, 6, 7, 8, 9, 10, 11):
        say(at, BEN, name(place), INCLUDE)
    known = lead()
    places.dois.write_text(header, encoding="utf-8")
    assert lead() == known


def test_probabilities_are_those_of_the_last_build(tmp_path: Path) -> None:
    places = project(tmp_path)
    told = {"rank": 1, "score": 0.0, "model": "svm", "decided": False}
    tables.write(
        places.table("ranking"),
        tables.RANKING,
        [{"work": name(0), "probability": 0.25, **told}, {"work": name(1), "probability": None, **told}],
    )
    at = desk(places)

    assert [at.why(ADA, name(place)).probability for place in (0, 1, 2)] == [0.25, None, None]
    assert at.why(ADA, name(0)).model == "question"
    assert "Belonging" in {term.term for term in at.why(ADA, name(0)).terms if term.weight > 0}
