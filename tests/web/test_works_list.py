"""The works of a selection: what was asked for in words, the list, and the statement to take along."""

from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import synth.web.works
from synth.domain.people import Role
from synth.store import questions, selected, warehouse
from tests.pipeline.project import Project
from tests.store.small_evidence import A, B, C
from tests.web import small_desk
from tests.web.small_evidence_site import built, link, project, text_of, visit

LIST = "/evidence/works"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    evidence = built(tmp_path_factory.mktemp("evidence"))
    return project(evidence, tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def browser(made: Project) -> TestClient:
    return visit(made)


def works(page: str) -> list[str]:
    """Give the works of the table in their order."""
    return [html.unescape(one) for one in re.findall(r'<th scope="row"[^>]*><a href="/works/([^"]+)"', page)]


def test_a_selection_is_said_in_words_counted_and_listed(browser: TestClient) -> None:
    page = browser.get(f"{LIST}?code=pop.nursing&since=2015&topic=t001").text
    assert "<h1>2 works, of which 1 was retracted</h1>" in page
    told = text_of(page)
    assert "coded “Nursing students” drop" in told
    assert "on the topic “placement and belonging” drop" in told
    assert "of the year 2015 or later drop" in told
    assert works(page) == [C, A]


def test_each_condition_can_be_dropped_and_all_at_once(browser: TestClient) -> None:
    page = browser.get(f"{LIST}?code=pop.nursing&since=2016").text
    assert link(page, "drop : coded") == f"{LIST}?since=2016"
    assert link(page, "drop : of the year") == f"{LIST}?code=pop.nursing"
    assert link(page, "drop all") == LIST
    assert "nothing narrows them down" in text_of(browser.get(LIST).text)


def test_a_work_that_was_retracted_is_called_so_in_words(browser: TestClient) -> None:
    page = browser.get(f"{LIST}?status=retracted").text
    (row,) = re.findall(r'(?s)<tr>\s*<th scope="row".*?</tr>', page)
    assert text_of(row).startswith("Fitting in on the ward Retracted 2016")


def test_the_list_is_ordered_by_its_headings_without_script(browser: TestClient) -> None:
    page = browser.get(f"{LIST}?topic=t001").text
    assert re.search(r'aria-sort="descending"><a href="[^"]*sort=year', page)
    by_title = link(page, "Title")
    assert by_title == f"{LIST}?topic=t001&sort=title"
    ordered = browser.get(by_title).text
    assert works(ordered) == ["doi:10.5555/a", "pubmed:4", "doi:10.5555/c"]
    assert link(ordered, "Title") == f"{LIST}?topic=t001&sort=-title"
    assert link(ordered, "Cited here") == f"{LIST}?topic=t001&sort=-cited"


def test_the_statement_on_the_page_gives_the_works_of_the_page(browser: TestClient, made: Project) -> None:
    page = browser.get(f"{LIST}?code=pop.nursing&words=belonging").text
    found = re.search(r'(?s)<pre [^>]*id="statement"[^>]*>(.*?)</pre>', page)
    assert found
    with warehouse.locked(made.places.evidence) as connection:
        rows = questions.fetch(connection, html.unescape(found[1])).rows
    assert [row[0] for row in rows] == works(page)
    assert 'data-copy="statement" hidden' in page  # the script shows what only it can do
    assert "synth sql &#34;with coded as" in page


def test_the_list_comes_as_csv_and_as_json_with_the_same_works(browser: TestClient) -> None:
    page = browser.get(f"{LIST}?code=pop.nursing").text
    answer = browser.get(link(page, "CSV"))
    assert answer.headers["content-disposition"] == 'attachment; filename="works.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["work"] for row in rows] == works(page)
    assert {row["outcome"] for row in rows} == {"included", "open"}
    told = browser.get(link(page, "JSON")).json()
    assert [row["work"] for row in told["works"]] == works(page)
    assert told["sql"].startswith("with coded as (")
    assert told["address"] == f"{LIST}?code=pop.nursing"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("since=soon", "since: 'soon' is no year"),
        ("colour=red", "colour: there is no such condition"),
        ("sort=colour", "sort: 'colour' is none of year, title"),
        ("page=two", "page: 'two' is no number"),
        ("page=2", "page: 2 is not there: the pages are 1 to 1"),
        ("page=0", "page: 0 is not there"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(browser: TestClient, query: str, words: str) -> None:
    answer = browser.get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert words in text_of(answer.text)


def test_nothing_is_called_a_gap_and_a_name_that_is_not_here_is_said(browser: TestClient) -> None:
    told = text_of(browser.get(f"{LIST}?code=pop.patient&topic=t099&cites=doi:10.5555/z").text)
    assert "0 works" in told
    assert "No work meets all of these conditions" in told
    assert "coded “Patients”" in told
    assert "on the topic “t099 (no such topic)”" in told
    assert "that cite “doi:10.5555/z (not in this warehouse)”" in told


def test_what_somebody_typed_is_never_markup(browser: TestClient) -> None:
    page = browser.get(LIST, params={"journal": "<script>alert(1)</script>", "words": "<b>bold</b>"}).text
    assert "<script>alert" not in page
    assert "<b>bold" not in page


def test_a_link_of_the_map_says_what_makes_it_and_what_lies_outside(browser: TestClient) -> None:
    told = text_of(browser.get(f"{LIST}?link=co-citation&one={A}&other={C}").text)
    assert "that cite both “Belonging of nursing students on placement” and “Fitting in on the ward”" in told
    page = browser.get(f"{LIST}?link=coupling&one={A}&other={C}").text
    assert "They also share 1 publication that is not here doi:10.5555/outside" in text_of(page)


def test_what_was_drawn_on_a_map_is_said(browser: TestClient) -> None:
    page = browser.get(f"{LIST}?map=topics&lasso=-0.1,-0.1;0.6,-0.1;0.6,0.6;-0.1,0.6").text
    assert "on the topic map, inside what was drawn there (4 corners)" in text_of(page)
    assert sorted(works(page)) == [A, B]


def test_every_page_is_reached_and_leads_back(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (selected, synth.web.works):
        monkeypatch.setattr(module, "PAGE", 2)
    first = browser.get(f"{LIST}?code=pop.nursing").text
    assert "1 to 2 of 4" in text_of(first)
    second = browser.get(link(first, "Next")).text
    assert "3 to 4 of 4" in text_of(second)
    assert len({*works(first), *works(second)}) == 4
    assert link(second, "Previous") == f"{LIST}?code=pop.nursing"


BLIND = 'votes = 2\nreviewers = ["ada", "ben"]\n'


def decided(made: Project, tmp_path: Path) -> Project:
    """Give a blind review of the same works in which Ben alone has voted, on A."""
    copy = project(made.places.build, tmp_path)
    text = copy.places.review.read_text(encoding="utf-8")
    start = text.index("[team]")
    copy.places.review.write_text(text[:start] + "[team]\n" + BLIND, encoding="utf-8")
    desk = small_desk.desk(copy.places, small_desk.ADA, small_desk.BEN)
    small_desk.say(desk, small_desk.BEN, A, small_desk.INCLUDE)
    return copy


@pytest.mark.parametrize(
    ("name", "role", "shown"),
    [
        ("ada", Role.REVIEWER, "undecided"),
        ("ben", Role.REVIEWER, "awaiting"),
        ("rue", Role.READER, "undecided"),
    ],
)
def test_decisions_are_shown_as_far_as_one_may_know_them(
    made: Project, tmp_path: Path, name: str, role: Role, shown: str
) -> None:
    page = visit(decided(made, tmp_path), name, role).get(f"{LIST}?quality=high").text
    assert works(page) == [A]
    assert f'data-of="Decision"><span class="chip">{shown}</span>' in page
