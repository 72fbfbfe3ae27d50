"""The queue of pairs in doubt: what is shown, what a word becomes, and what comes next."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from synth.domain.people import Person, Role
from synth.web import app
from synth.web.site import Site
from tests.pipeline.project import Project
from tests.store import small_warehouse
from tests.web import small_site


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    small_warehouse.build(folder)
    return folder


@pytest.fixture
def project(evidence: Path, tmp_path: Path) -> Project:
    """Give a project whose warehouse is the small one made by hand: two pairs are in doubt."""
    project = Project(tmp_path)
    shutil.copytree(evidence, project.places.build)
    return project


def visit(project: Project, name: str = "ada", role: Role = Role.REVIEWER) -> TestClient:
    """Give the browser of somebody who sits at the machine."""
    return small_site.visitor(app.create(Site(project.places, alone=Person(name=name, role=role))))


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def fields(page: str, known_by: str = 'id="pair-note"') -> dict[str, str]:
    """Give the hidden fields of a form, known by a text in it."""
    form = next(one for one in re.findall(r"(?s)<form .*?</form>", page) if known_by in one)
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in hidden}


def press(browser: TestClient, page: str, words: str, **more: str) -> Response:
    answer: Response = browser.post("/pairs", data={**fields(page), "words": words, **more})
    return answer


def lines(project: Project, by: str = "ada") -> list[dict[str, str]]:
    file = project.places.decisions / "pairs" / f"{by}.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def test_two_records_stand_side_by_side_with_words_for_each_mark(project: Project) -> None:
    page = visit(project).get("/duplicates").text
    assert "Pair 1 of 2" in text_of(page)
    assert "Score 0.800 of 1: title and year agree." in text_of(page)
    assert "the titles are alike" in text_of(page)
    (year,) = re.findall(r'(?s)<th scope="row" class="of">year</th>(.*?)</tr>', page)
    assert text_of(year) == "≠ differs 2015 20190"
    (venue,) = re.findall(r'(?s)<th scope="row" class="of">venue</th>(.*?)</tr>', page)
    assert text_of(venue) == "- not given Nurse Education Today —"


def test_a_word_is_on_disk_and_the_next_pair_comes(project: Project) -> None:
    browser = visit(project)
    answer = press(browser, browser.get("/duplicates").text, "same", note="a talk\r\nand its paper")
    (line,) = lines(project)
    assert (line["record"], line["verdict"], line["other"]) == ("openalex/W1", "same", "pubmed/4")
    assert (line["by"], line["note"]) == ("ada", "a talk\nand its paper")
    assert answer.status_code == 303
    page = text_of(browser.get(answer.headers["location"]).text)
    assert "Saved: openalex/W1 same pubmed/4. The next `dvc repro` makes 1 work of 3 records." in page
    assert "Pair 1 of 1" in page
    assert "First: openalex/W2" in page


@pytest.mark.parametrize(
    ("chosen", "record", "other"),
    [
        ("preprint of", "openalex/W1", "pubmed/4"),
        ("other preprint of", "pubmed/4", "openalex/W1"),
    ],
)
def test_a_relation_is_said_either_way(project: Project, chosen: str, record: str, other: str) -> None:
    browser = visit(project)
    press(browser, browser.get("/duplicates").text, "related", relation=chosen)
    (line,) = lines(project)
    assert (line["record"], line["relation"], line["other"]) == (record, "preprint_of", other)


@pytest.mark.parametrize("words", ["related", "alike", "", "same\x00"])
def test_a_word_that_is_none_is_refused_and_the_note_is_kept(project: Project, words: str) -> None:
    browser = visit(project)
    answer = press(browser, browser.get("/duplicates").text, words, note="<i>hm</i>")
    assert answer.status_code == 400
    assert "&lt;i&gt;hm&lt;/i&gt;</textarea>" in answer.text
    assert lines(project) == []


def test_two_tabs_and_a_double_press_are_one_decision(project: Project) -> None:
    browser = visit(project)
    page = browser.get("/duplicates").text
    answers = [press(browser, page, "different") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert len(lines(project)) == 1
    assert "This had been saved before" in browser.get("/duplicates").text


def test_a_stale_tab_that_says_something_else_changes_nothing_and_is_told_what_stands(
    project: Project,
) -> None:
    browser = visit(project)
    page = browser.get("/duplicates").text
    press(browser, page, "different")
    answer = press(browser, page, "same", note="on second thoughts")
    assert answer.status_code == 409
    assert "you said before: openalex/W1 different pubmed/4; nothing was changed" in text_of(answer.text)
    assert [line["verdict"] for line in lines(project)] == ["different"]
    # The same pair stands there with what was typed, and now her word counts.
    assert "This was decided" in answer.text
    assert "on second thoughts</textarea>" in answer.text
    assert press(browser, answer.text, "same", note="on second thoughts").status_code == 303
    assert [line["verdict"] for line in lines(project)] == ["different", "same"]


def test_a_new_word_is_possible_once_the_page_knows_of_the_old_one(project: Project) -> None:
    browser = visit(project)
    press(browser, browser.get("/duplicates").text, "different")
    page = browser.get("/duplicates").text
    browser.post("/pairs", data={**fields(page, "what you said of openalex/W1"), "words": "withdraw"})
    page = browser.get("/duplicates").text
    assert "Pair 1 of 2" in text_of(page)
    press(browser, page, "same")
    assert [line["verdict"] for line in lines(project)] == ["different", "withdraw", "same"]


def test_skipping_goes_on_and_comes_to_an_end_from_which_one_begins_again(project: Project) -> None:
    browser = visit(project)
    assert 'href="/duplicates?at=1"' in browser.get("/duplicates").text
    assert "First: openalex/W2" in text_of(browser.get("/duplicates?at=1").text)
    assert "That was the last one" in text_of(browser.get("/duplicates?at=2").text)


@pytest.mark.parametrize("at", ["-1", "x", "9" * 400, "٣", "1e3"])
def test_a_place_that_is_none_is_answered(project: Project, at: str) -> None:
    assert visit(project).get("/duplicates", params={"at": at}).status_code == 200


def test_what_people_disagree_on_comes_first_and_stays_until_they_agree(project: Project) -> None:
    ben = visit(project, name="ben")
    press(ben, ben.get("/duplicates?at=1").text, "same")
    ada = visit(project)
    sent = {**fields(ada.get("/duplicates").text), "record": "openalex/W2", "other": "pubmed/3"}
    ada.post("/pairs", data={**sent, "words": "different"})
    page = text_of(ada.get("/duplicates").text)
    assert "ben says same; the latest word holds until you agree" in page
    assert "People disagree Pair 1 of 2" in page
    assert "openalex/W2 same pubmed/3" in page
    answer = press(ada, ada.get("/duplicates").text, "different")
    assert answer.headers["location"] == "/duplicates?at=1"  # nobody changed her mind: go on
    answer = press(ada, ada.get("/duplicates").text, "same")
    assert answer.headers["location"] == "/duplicates?at=0"


def test_only_ones_own_word_can_be_taken_back(project: Project) -> None:
    ben = visit(project, name="ben")
    press(ben, ben.get("/duplicates").text, "same")
    page = visit(project).get("/duplicates").text
    assert "ben" in page.partition('id="decided-heading"')[2]
    assert "Withdraw" not in page


def test_the_part_alone_is_answered_to_htmx(project: Project) -> None:
    browser = visit(project)
    page = browser.get("/duplicates").text
    browser.headers["HX-Request"] = "true"
    answer = press(browser, page, "different")
    part = browser.get(answer.headers["location"]).text
    assert "<html" not in part
    assert 'id="said" role="status" aria-live="polite" hx-swap-oob="true">Saved: ' in part
    assert "Pair 1 of 1" in text_of(part)


def test_nothing_in_doubt_is_said(project: Project) -> None:
    small_warehouse.build(project.places.build, pairs=[])
    assert "No pair needs a person" in visit(project).get("/duplicates").text


def test_readers_have_no_queue(project: Project) -> None:
    assert visit(project, role=Role.READER).get("/duplicates").status_code == 403


def test_keys_press_the_buttons_unless_they_are_off(project: Project) -> None:
    browser = visit(project)
    page = browser.get("/duplicates").text
    assert sorted(re.findall(r'data-key="(\d)"', page)) == ["1", "2", "3", "4"]
    assert browser.post("/settings", data={"token": fields(page)["token"]}).status_code == 303
    off = browser.get("/duplicates").text
    assert "data-key" not in off
    assert "<kbd>1" not in off


@pytest.mark.parametrize(
    "name", ["a\x00b", "x" * 20_000, "../../etc/passwd", "'; drop table pairs; --", "\u202eW1"]
)
def test_names_that_are_none_are_refused_in_one_line(project: Project, name: str) -> None:
    browser = visit(project)
    sent = {**fields(browser.get("/duplicates").text), "record": name, "words": "same"}
    answer = browser.post("/pairs", data=sent)
    assert answer.status_code == 400
    assert "is no record and no identifier" in text_of(answer.text)
    assert lines(project) == []


def test_a_way_back_never_leaves_the_site(project: Project) -> None:
    browser = visit(project)
    answer = press(browser, browser.get("/duplicates").text, "different", work="//evil.example/\r\nX: y")
    assert answer.headers["location"].startswith("/works/")
    assert "X" not in answer.headers
