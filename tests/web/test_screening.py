from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from synth.domain.people import Person, Role
from synth.paths import Places
from synth.web.desk import Desk, Saved
from tests.web.small_card import HTMX, Page, Reviewer, reviewer, site
from tests.web.small_desk import (
    ADA,
    BEN,
    EXCLUDE,
    INCLUDE,
    MAYBE,
    WITHDRAW,
    desk,
    logged,
    name,
    project,
    row,
    say,
)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Give a project of twelve works."""
    return project(tmp_path)


@pytest.fixture
def ada(places: Places) -> Reviewer:
    """Give Ada at her first card."""
    found = reviewer(places)
    found.open()
    return found


def test_a_press_without_script_is_on_disk_and_the_next_card_is_there(ada: Reviewer, places: Places) -> None:
    first = ada.page.card["data-work"]
    page = ada.press("Relevant", note="A note.\r\nTwo lines.", labels="ward, nursing ,ward")
    (line,) = logged(places)

    assert (line.by, line.work, line.verdict, line.stage) == ("ada", first, INCLUDE, "abstract")
    assert (line.note, line.labels) == ("A note.\nTwo lines.", ("ward", "nursing"))
    assert (line.shown_by, line.shown) == ("most relevant", ("highlights",))
    assert line.score is not None and line.key and line.record
    assert "Saved: relevant. 1 read, 11 left." in page.words
    assert page.card["data-work"] != first
    assert "1 read, 11 left" in page.words


def test_a_press_by_script_is_answered_by_the_next_card_alone(ada: Reviewer, places: Places) -> None:
    page = ada.press("Maybe", part=True)
    assert ada.status == 200
    assert page.card["data-announced"] == "Saved: maybe. 1 read, 11 left."
    assert [line.verdict for line in logged(places)] == [MAYBE]
    assert "Skip to the content" not in page.words  # a part, not a page


def test_a_key_sent_twice_makes_one_decision_and_is_answered_alike(ada: Reviewer, places: Places) -> None:
    shown = ada.page
    first = ada.press("Relevant", part=True)
    ada.page = shown
    second = ada.press("Relevant", part=True)
    assert len(logged(places)) == 1
    assert (second.card["data-announced"], second.card["data-work"]) == (
        first.card["data-announced"],
        first.card["data-work"],
    )


@pytest.mark.parametrize("part", [False, True])
def test_a_stale_card_writes_nothing_says_what_stands_and_offers_to_change_it(
    ada: Reviewer, places: Places, part: bool
) -> None:
    shown = ada.page
    ada.press("Relevant")
    ada.page = shown
    page = ada.press("Not relevant", part=part, note="typed meanwhile")

    assert ada.status == 409
    assert "Not saved." in page.words and "you said relevant" in page.words
    assert page.note.strip() == "typed meanwhile"
    assert page.card["data-work"] == shown.card["data-work"]
    assert [line.verdict for line in logged(places)] == [INCLUDE]

    ada.press("Not relevant")
    assert [line.verdict for line in logged(places)] == [INCLUDE, EXCLUDE]
    assert logged(places)[-1].note == "typed meanwhile"


def test_a_reason_leaves_out_by_itself(ada: Reviewer, places: Places) -> None:
    ada.press("1 Off topic")
    (line,) = logged(places)
    assert (line.verdict, line.reason) == (EXCLUDE, "off-topic")


@pytest.mark.parametrize("part", [False, True])
def test_at_the_full_text_a_reason_is_demanded_and_what_was_typed_is_kept(
    ada: Reviewer, places: Places, part: bool
) -> None:
    ada.press("Relevant")
    page = ada.open("/screen?stage=full+text")
    page = ada.press("Not relevant", part=part, note="no text", labels="ward")
    assert ada.status == 400
    assert "Not saved." in page.words and "reason" in page.words
    assert page.note.strip() == "no text" and ("label", "ward") in page.fields
    ada.press("2 Not to be had")
    line = logged(places)[-1]
    assert (line.stage, line.verdict, line.reason) == ("full text", EXCLUDE, "not-had")
    assert (line.note, line.labels) == ("no text", ("ward",))
    assert "Every full text is read" in ada.page.words


def test_undo_and_redo_name_what_they_change_and_show_its_card(ada: Reviewer, places: Places) -> None:
    first = ada.page
    ada.press("Relevant")
    assert ada.page.has(f"Undo: relevant, {first.title}")
    undone = ada.press("Undo")
    assert undone.card["data-work"] == first.card["data-work"]
    assert "Taken back; now: no verdict. 0 read, 12 left." in undone.words
    assert undone.has(f"Redo: relevant, {first.title}") and not undone.has("Undo")
    redone = ada.press("Redo", part=True)
    assert redone.card["data-announced"] == "Decided again: relevant. 1 read, 11 left."
    assert [line.verdict for line in logged(places)] == [INCLUDE, WITHDRAW, INCLUDE]


def test_an_undo_sent_twice_steps_back_once(ada: Reviewer, places: Places) -> None:
    ada.press("Relevant")
    ada.press("Relevant")
    shown = ada.page
    ada.press("Undo")
    ada.page = shown
    page = ada.press("Undo")
    assert len(logged(places)) == 3
    assert "That was done already" in page.words


def test_one_undo_delivered_twice_at_once_steps_back_once(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = site(places)
    ada, late = reviewer(places, at=at), reviewer(places, at=at)
    for place in range(3):
        say(at.desk, ADA, name(place), INCLUDE)
    ada.open()
    late.page = ada.open()
    late.browser.cookies.update(ada.browser.cookies)
    gate, step = Barrier(2), Desk.undo

    def together(of: Desk, person: Person, *, line: str = "") -> Saved | None:
        gate.wait(timeout=30)  # both are past whatever the page looks at first
        return step(of, person, line=line)

    with pytest.MonkeyPatch.context() as patched, ThreadPoolExecutor(2) as pool:
        patched.setattr(Desk, "undo", together)
        for done in [pool.submit(one.press, "Undo") for one in (ada, late)]:
            done.result(timeout=30)
    assert len(at.desk.own(ADA)) == 2
    assert len(logged(places)) == 4


def test_a_card_passed_over_comes_back_by_previous_and_not_before(ada: Reviewer, places: Places) -> None:
    first = ada.page.card["data-work"]
    second = ada.open(ada.page.link("Next"))
    assert second.card["data-work"] != first
    third = ada.press("Relevant")
    assert third.card["data-work"] not in (first, second.card["data-work"])
    assert ada.open(third.link("Previous")).card["data-work"] == first
    assert ada.open(ada.page.link("Previous")).card["data-work"] == second.card["data-work"]
    assert logged(places)[0].work == second.card["data-work"]


def test_what_was_passed_over_comes_again_when_nothing_else_is_left(tmp_path: Path) -> None:
    ada = reviewer(project(tmp_path, works=2))
    works = [ada.open().card["data-work"], ada.open(ada.page.link("Next")).card["data-work"]]
    again = ada.open(ada.page.link("Next"))
    assert again.card["data-work"] == works[0] and len(set(works)) == 2


def test_when_everything_is_read_the_page_says_so(tmp_path: Path) -> None:
    ada = reviewer(project(tmp_path, works=1))
    ada.open()
    page = ada.press("Not relevant")
    assert page.title == "Everything is read"
    assert page.link("My history") == "/history"


def test_what_is_parked_comes_last_and_says_so(tmp_path: Path) -> None:
    ada = reviewer(project(tmp_path, works=2))
    parked = ada.open().card["data-work"]
    ada.press("Maybe")
    page = ada.press("Relevant")
    assert page.card["data-work"] == parked
    assert "Parked: you said maybe" in page.words and "You said maybe" in page.words


def test_a_card_of_ones_own_shows_what_stands_and_takes_another_note(ada: Reviewer, places: Places) -> None:
    work = ada.page.card["data-work"]
    ada.press("1 Off topic", note="first")
    page = ada.open(f"/screen?work={work}")
    assert "You said not relevant (Off topic) on 2026-11-20" in page.words
    assert page.note.strip() == "first"
    ada.press("Save note and labels", note="second")
    line = logged(places)[-1]
    assert (line.verdict, line.reason, line.note) == (EXCLUDE, "off-topic", "second")
    ada.open(f"/screen?work={work}")
    ada.press("Clear the verdict")
    assert logged(places)[-1].verdict is WITHDRAW


def test_masked_fields_are_nowhere_in_what_is_sent_until_they_are_shown(tmp_path: Path) -> None:
    hidden = {"authors": [{"name": "N. Okafor"}], "venue": "Journal of Wards"}
    places = project(tmp_path, works=[row(place, **hidden) for place in range(4)])
    ada = reviewer(places)
    for address in ("/screen", "/screen/reserve", "/history"):
        text = ada.browser.get(address).text
        assert "Okafor" not in text and "Journal of Wards" not in text
    ada.open()
    page = ada.press("Show authors", note="kept", part=True)
    assert "N. Okafor" in page.words and "Journal of Wards" not in page.words
    assert page.note.strip() == "kept"
    ada.press("Relevant")
    assert logged(places)[0].shown == ("authors", "highlights")
    assert "N. Okafor" in ada.page.words  # remembered for the next card


def test_showing_something_does_not_change_what_put_the_card_there(ada: Reviewer, places: Places) -> None:
    ada.open("/screen?sampler=random")
    ada.press("Show the criteria" if ada.page.has("Show the criteria") else "Hide the criteria")
    assert "Drawn at random" in ada.page.words
    ada.press("Relevant")
    assert logged(places)[0].shown_by == "random"


def test_what_put_the_card_there_is_in_its_ticket_and_holds_when_the_desk_has_forgotten_it(
    ada: Reviewer, places: Places
) -> None:
    ada.open("/screen?sampler=random")
    restarted = reviewer(places)
    restarted.browser.cookies.update(ada.browser.cookies)
    restarted.page = ada.page
    restarted.press("Show the criteria" if ada.page.has("Show the criteria") else "Hide the criteria")
    assert "Drawn at random" in restarted.page.words
    restarted.press("Relevant")
    (line,) = logged(places)
    assert line.shown_by == "random" and line.score is not None


def test_the_criteria_the_terms_and_the_marks_open_and_close(ada: Reviewer, places: Places) -> None:
    places.highlights.write_text("concept = ['belong*']\nagainst = ['ward']\n", encoding="utf-8")
    marks = ada.open().marks
    assert ("Belonging", "concept") in marks and ("ward", "against") in marks
    assert {kind for _, kind in ada.press("Hide the marked words", part=True).marks} == set()
    page = ada.press("Show the reasons", part=True)
    assert "By the question alone" in page.words
    ada.press("Relevant")
    assert logged(places)[0].shown == ("why",)


def test_why_this_one_names_the_decided_works_most_like_it(ada: Reviewer) -> None:
    first = ada.page.title
    ada.press("Relevant")
    page = ada.press("Show the reasons", part=True)
    assert f"{first} relevant, likeness" in page.words


def test_no_page_of_screening_has_script_or_style_in_it(ada: Reviewer) -> None:
    ada.press("Show the reasons")
    inline = re.compile(r"<style|<script>|<script [^>]*>[^<]|\sstyle=|\son\w+=|javascript:")
    for address in ("/screen", "/screen/reserve", "/screen?stage=full+text", "/history", "/settings"):
        assert not inline.search(ada.browser.get(address).text), address


def test_a_fault_in_the_terms_to_mark_is_told_and_keeps_nobody_from_screening(
    ada: Reviewer, places: Places
) -> None:
    places.highlights.write_text("fro = []", encoding="utf-8")
    page = ada.open()
    assert "No word is marked: queries/highlights.toml: fro" in page.words
    assert page.has("Relevant")


def test_what_a_record_holds_is_text_and_never_markup(tmp_path: Path) -> None:
    wild = row(
        0,
        title="<script>alert(1)</script> & <b>bold</b> \u202eevil",
        abstract="METHODS <img src=x onerror=alert(2)> " + "word " * 8000,
        keywords=['"><script>'],
        oa_url="javascript:alert(3)",
        authors=[{"name": f"Author {number}"} for number in range(300)],
        status="retracted",
        language="de",
    )
    places = project(tmp_path, works=[wild], team="masked = []\n")
    text = reviewer(places).browser.get("/screen").text
    page = Page(text)
    assert page.title == "<script>alert(1)</script> & <b>bold</b> \u202eevil"
    assert "<script>alert" not in text and "<img src=x" not in text and "javascript:" not in text
    assert "Author 7 and 292 more" in page.words
    assert "Retracted. This publication was retracted." in page.words
    assert 'lang="de"' in text and "German" in page.words


def test_a_work_without_an_abstract_says_so(tmp_path: Path) -> None:
    ada = reviewer(project(tmp_path, works=[row(0, abstract=None)]))
    assert "No abstract. Judge by the title" in ada.open().words


def test_links_lead_to_the_doi_and_the_open_text(tmp_path: Path) -> None:
    told = {"oa_url": "https://example.org/0.pdf", "oa_status": "gold", "licence": "cc-by-nc"}
    page = reviewer(project(tmp_path, works=[row(0, **told)])).open()
    assert page.link("Full text") == "/screen?stage=full+text"  # the one in the navigation
    assert [one["href"] for one in page.links if one.get("data-key") == "o"] == [told["oa_url"]]
    assert page.link("DOI") == "https://doi.org/10.5555/w000"
    assert "gold, CC BY-NC" in page.words


def test_another_reviewers_vote_leaves_no_trace(tmp_path: Path) -> None:
    places = project(tmp_path, team="votes = 2\nreviewers = ['ada', 'ben']\n")
    at = site(places)
    ada = reviewer(places, at=at)
    # The order learns from all votes; what a card says and what is sent beside it does not.
    card, beside = ada.open().card["data-work"], ("/screen", "/screen/reserve", "/history")
    before = ada.browser.get(f"/screen?work={card}").text
    say(desk(places), BEN, card, EXCLUDE, note="SECRET", labels=("his",))
    after = ada.browser.get(f"/screen?work={card}").text
    assert Page(before).words == Page(after).words
    sent = "".join([after, *(ada.browser.get(address).text for address in beside)])
    assert "SECRET" not in sent and "ben" not in sent and "his," not in sent


def test_a_card_is_the_same_to_the_byte_whatever_another_said_of_the_work_unseen(tmp_path: Path) -> None:
    at = site(project(tmp_path, team="votes = 2\nreviewers = ['ada', 'ben']\n"))
    ada = reviewer(at.places, at=at)
    say(at.desk, BEN, name(1), INCLUDE)
    say(at.desk, BEN, name(2), EXCLUDE)
    ada.open()
    ada.press("Show the reasons")
    sent, scores = [], set()
    for verdict in (None, INCLUDE, EXCLUDE):
        if verdict:
            say(at.desk, BEN, name(0), verdict)
        at.desk._order.refit()
        scores.add(at.desk._order.score(0))
        sent.append(ada.browser.get(f"/screen?work={name(0)}").content)
    assert len(scores) == 3 and len(set(sent)) == 1
    page = Page(sent[0].decode())
    assert "What the model makes of it comes after the votes" in page.words and "Belonging" in page.words
    signed = dict(page.fields)["ticket"]
    assert set(at.unsign(signed)) == {"kind", "by", "work", "stage", "key", "shown_by", "shown"}


def test_the_reserve_holds_other_cards_whole(ada: Reviewer, places: Places) -> None:
    shown = ada.page.card["data-work"]
    text = ada.browser.get(f"/screen/reserve?held={shown}", headers=HTMX).text
    cards = [Page(part) for part in text.split("<template>")[1:]]
    works = [card.card["data-work"] for card in cards]
    assert len(works) == 10 == len(set(works)) and shown not in works
    ada.page = cards[4]
    ada.press("Relevant", part=True)
    assert [line.work for line in logged(places)] == [works[4]]


def test_a_form_that_is_not_this_sites_or_not_hers_is_refused(ada: Reviewer, places: Places) -> None:
    card, forged = ada.page, dict(ada.page.fields)["ticket"]
    ada.send("/decide", ticket=forged[:-4] + "AAAA", verdict="include")
    assert ada.status == 400 and "not one of this site's" in ada.page.words
    ada.page = card
    settle = site(places).sign({"work": name(0), "stage": "abstract"})
    ada.send("/decide", ticket=settle, verdict="include")
    assert ada.status == 400 and "not a card of this site" in ada.page.words
    ben = reviewer(places, BEN)
    ben.open()
    ben.send("/decide", ticket=forged, verdict="include")
    assert ben.status == 400 and "laid before ada" in ben.page.words
    assert logged(places) == []


@pytest.mark.parametrize("verdict", ["", "yes", "same"])
def test_a_verdict_that_is_none_is_refused_with_the_card(ada: Reviewer, places: Places, verdict: str) -> None:
    page = ada.send("/decide", verdict=verdict, note="kept")
    assert ada.status == 400 and "Say relevant, not relevant or maybe" in page.words
    assert page.note.strip() == "kept" and logged(places) == []


def test_labels_that_are_too_long_are_refused_with_the_note_kept(ada: Reviewer, places: Places) -> None:
    page = ada.press("Relevant", labels="x" * 61, note="kept")
    assert ada.status == 400 and "Labels: at most" in page.words
    assert page.note.strip() == "kept" and logged(places) == []


def test_a_reader_does_not_screen(places: Places) -> None:
    rue = reviewer(places, Person(name="rue", role=Role.READER))
    rue.open()
    assert rue.status == 403


def test_a_work_that_is_not_there_is_named(ada: Reviewer) -> None:
    page = ada.open("/screen?work=doi:10.1/none")
    assert ada.status == 400 and "doi:10.1/none" in page.words


def test_a_work_that_left_with_a_new_build_meanwhile_is_told(
    ada: Reviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "sheet", lambda self, work: None)
    ada.open()
    assert ada.status == 400 and "is not here any more" in ada.page.words


def test_keys_are_on_the_buttons_and_gone_when_turned_off(ada: Reviewer) -> None:
    keys = {one.get("data-key") for one in ada.page.buttons}
    assert {"r", "e", "u", "1", "2", "c", "w", "h"} <= keys
    token = dict(ada.page.fields)["token"]
    ada.browser.post("/settings", data={"token": token, "profile": "Rayyan", "shown": "highlights"})
    assert {one.get("data-key", "") for one in ada.open().buttons} == {""}


def test_someone_who_is_not_in_the_team_is_told(tmp_path: Path) -> None:
    ada = reviewer(project(tmp_path, team="reviewers = ['ben']\n"))
    page = ada.open()
    assert ada.status == 400 and "ada" in page.words


def test_the_person_decides_in_her_own_file(places: Places) -> None:
    ben = reviewer(places, BEN)
    ben.open()
    ben.press("Relevant")
    assert [line.by for line in logged(places)] == ["ben"]
    assert reviewer(places, ADA).open().words.count("0 read") == 1
