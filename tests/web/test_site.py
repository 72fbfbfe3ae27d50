from __future__ import annotations

import threading
import time
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from synth.domain.people import Role
from synth.errors import UserError, WarehouseError
from synth.store import tables
from synth.web import loading, site
from synth.web.desk import Desk, Press
from synth.web.loading import Loaded
from synth.web.site import Site
from tests.web.small_desk import ADA, EXCLUDE, INCLUDE, LEA, dealt, name, project, row, say, write

MERGED = {**row(0, "openalex/W0", "openalex/W1"), "aliases": [name(0), name(1)]}


@pytest.fixture(autouse=True)
def _look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "LOOK", 0.0)


def newest(at: Site, before: Desk) -> Desk:
    """Wait until another desk is there."""
    for _ in range(600):
        if at.desk is not before:
            return at.desk
        time.sleep(0.05)
    raise AssertionError("no new desk")


def settled(at: Site) -> Desk:
    """Wait until nothing is being loaded any more."""
    found = at.desk
    while at._loading:
        time.sleep(0.02)
    return found


def test_a_new_build_that_merges_works_takes_the_old_ones_place_and_keeps_the_decisions(
    tmp_path: Path,
) -> None:
    places = project(tmp_path, works=6)
    at = Site(places, alone=ADA)
    old = at.desk
    assert at.desk is old
    card = old.dealt(ADA, name(1), stage="abstract")
    said = say(old, ADA, name(1), INCLUDE, note="Kept.")
    say(old, ADA, name(2), EXCLUDE)
    write(places, [MERGED, *map(row, range(2, 8))])
    new = newest(at, old)

    assert new.built != old.built and len(new) == 7
    assert [(line.work, line.note) for line in new.own(ADA)] == [(name(2), ""), (name(0), "Kept.")]
    assert name(0) not in dealt(new, ADA) and name(7) in dealt(new, ADA)
    # The press that made the decision comes once more, with the name the work had then.
    again = new.decide(ADA, Press(work=name(1), verdict=INCLUDE, note="Kept.", key=card.key))
    assert again.again and again.decision.key == said.decision.key
    assert settled(at) is new


def test_a_card_of_the_old_build_is_decided_on_the_new_one_under_the_name_it_had(tmp_path: Path) -> None:
    places = project(tmp_path, works=6)
    at = Site(places, alone=ADA)
    old = at.desk
    card = old.dealt(ADA, name(1), stage="abstract")
    write(places, [MERGED, *map(row, range(2, 6))])
    new = newest(at, old)
    saved = new.decide(ADA, Press(work=card.work, verdict=INCLUDE, key=card.key))

    assert (saved.again, saved.decision.work) == (False, name(0))


def test_requests_go_on_while_a_build_is_loaded_and_what_they_decide_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = project(tmp_path, works=6)
    at = Site(places, alone=ADA)
    old = at.desk
    begun, release = Event(), Event()
    load = loading.load

    loads = []

    def slowly(*given: Any) -> Loaded:
        found = load(*given)
        loads.append(found)
        begun.set()
        assert release.wait(timeout=60)
        return found

    monkeypatch.setattr(loading, "load", slowly)
    write(places, map(row, range(5)))
    assert at.desk is old
    assert begun.wait(timeout=60)
    assert at.desk is at.desk is old
    time.sleep(0.2)
    assert len(loads) == 1
    say(at.desk, ADA, name(3), INCLUDE)
    release.set()
    new = newest(at, old)

    assert [line.work for line in new.own(ADA)] == [name(3)]
    say(old, ADA, name(4), INCLUDE)  # by a request that still holds the old desk
    assert [line.work for line in new.own(ADA)] == [name(4), name(3)]


def test_a_broken_build_leaves_the_old_one_says_so_once_and_a_whole_one_is_taken(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    places = project(tmp_path, works=6)
    at = Site(places, alone=ADA)
    old = at.desk
    whole = places.table("works").read_bytes()
    places.table("works").unlink()
    assert at.desk is old and at._loading is None  # being built
    places.table("works").write_bytes(whole[: len(whole) // 2])
    for _ in range(3):
        assert settled(at) is old
    told = [one.message for one in caplog.records if "cannot be used" in one.message]

    assert len(told) == 1 and "works.parquet is not the table this version writes" in told[0]
    say(at.desk, ADA, name(0), INCLUDE)
    write(places, map(row, range(9)))
    assert len(newest(at, old).own(ADA)) == 1


def test_what_nobody_foresaw_is_told_once_and_not_tried_again_until_there_is_another_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = project(tmp_path, works=6)
    at = Site(places, alone=ADA)
    old = at.desk
    told: list[object] = []

    def broken(*given: Any) -> Loaded:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(threading, "excepthook", told.append)  # which writes the trace
        patched.setattr(loading, "load", broken)
        patched.setattr(loading, "probabilities", broken)
        for stage in (
            lambda: write(places, map(row, range(7))),
            lambda: places.table("ranking").write_bytes(b"another"),
        ):
            stage()
            for _ in range(3):
                assert settled(at) is old
    assert len(told) == 2
    write(places, map(row, range(8)))
    assert len(newest(at, old)) == 8


def test_settings_are_read_anew_with_a_build_and_a_wrong_one_leaves_the_old_desk(tmp_path: Path) -> None:
    places = project(tmp_path, works=6)
    at = Site(places, alone=ADA)
    old = at.desk
    text = places.review.read_text(encoding="utf-8")
    places.review.write_text(text + "votes = 0\n", encoding="utf-8")
    write(places, map(row, range(7)))
    assert settled(at) is settled(at) is old
    places.review.write_text(text + "votes = 3\nreviewers = ['ada', 'ben']\n", encoding="utf-8")
    write(places, map(row, range(8)))

    assert newest(at, old).review.team.votes == 3


def test_settings_that_change_alone_are_read_too_and_mended_ones_bring_a_refused_build_in(
    tmp_path: Path,
) -> None:
    places = project(tmp_path, works=6)
    at = Site(places, alone=ADA)
    old = at.desk
    text = places.review.read_text(encoding="utf-8")
    places.review.write_text(text + "votes = 2\nreviewers = ['ada', 'ben']\n", encoding="utf-8")
    second = newest(at, old)
    assert second.review.team.votes == 2
    places.review.write_text(text + "votes = 0\n", encoding="utf-8")
    write(places, map(row, range(7)))
    assert settled(at) is settled(at) is second
    places.review.write_text(text, encoding="utf-8")

    assert len(newest(at, second)) == 7


def test_a_new_ranking_of_the_same_works_brings_its_probabilities(tmp_path: Path) -> None:
    places = project(tmp_path, works=6)
    at = Site(places, alone=ADA)
    old = at.desk
    told = {"work": name(0), "rank": 1, "score": 0.0, "model": "svm", "decided": False}
    assert old.why(ADA, name(0)).probability is None
    for probability in (0.25, 0.75):
        tables.write(places.table("ranking"), tables.RANKING, [{**told, "probability": probability}])
        assert settled(at) is old
        settled(at)
        assert old.why(ADA, name(0)).probability == probability
    places.table("ranking").unlink()  # as long as it is being made
    settled(at)
    assert old.why(ADA, name(0)).probability == 0.75


def test_the_disk_is_not_looked_at_with_every_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "LOOK", 3600.0)
    places = project(tmp_path, works=6)
    at = Site(places, alone=ADA)
    old = at.desk
    write(places, map(row, range(7)))

    assert at.desk is old and at._loading is None


def test_without_a_first_build_there_is_no_site(tmp_path: Path) -> None:
    places = project(tmp_path)
    places.table("works").unlink()
    with pytest.raises(WarehouseError, match="run `dvc repro`"):
        Site(places, alone=ADA)


def test_who_sits_here_alone_screens_and_with_accounts_those_who_may(tmp_path: Path) -> None:
    at = Site(project(tmp_path), alone=LEA)
    assert at.reviewers() == ("lea",)
    assert dealt(at.desk, LEA)
    at.accounts.invite("ada", Role.REVIEWER)
    at.accounts.invite("rue", Role.READER)

    assert at.reviewers() == ("ada",)
    assert dealt(at.desk, ADA)
    with pytest.raises(UserError, match="lea has no account"):
        at.desk.deal(LEA)
    assert Site(project(tmp_path / "other")).reviewers() == ()


def test_what_the_site_signed_comes_back_and_nothing_else_does(tmp_path: Path) -> None:
    places = project(tmp_path)
    at, later = Site(places), Site(places)
    text = at.sign({"work": name(0), "shown": ["authors"], "score": 0.5})

    assert later.unsign(text) == {"work": name(0), "shown": ["authors"], "score": 0.5}
    with pytest.raises(UserError):
        at.unsign(text[:-2])
    with pytest.raises(UserError):
        Site(project(tmp_path / "other")).unsign(text)


def test_a_project_is_told_from_another_at_the_same_address(tmp_path: Path) -> None:
    places = project(tmp_path)
    assert Site(places).project == Site(places).project
    assert Site(places).project != Site(project(tmp_path / "other")).project
    assert Site(places).project not in (places.private / "secret").read_text()
