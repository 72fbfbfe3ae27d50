"""The page of a work: what it shows and to whom, and what a word on its records leads to."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from synth.domain.people import Person, Role
from synth.web import app
from synth.web.site import Site
from tests.pipeline.project import Project
from tests.store import small_warehouse
from tests.web import small_site

A, B, C = "doi:10.5555/a", "doi:10.5555/b", "doi:10.5555/c"


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    small_warehouse.build(folder)
    return folder


@pytest.fixture
def project(evidence: Path, tmp_path: Path) -> Project:
    """Give a project whose warehouse is the small one made by hand."""
    project = Project(tmp_path)
    shutil.copytree(evidence, project.places.build)
    return project


def visit(project: Project, name: str = "ada", role: Role = Role.LEAD) -> TestClient:
    """Give the browser of somebody who sits at the machine."""
    site = Site(project.places, alone=Person(name=name, role=role))
    return small_site.visitor(app.create(site))


def text_of(page: str) -> str:
    """Give what a page says, without marks and with single blanks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def part(page: str, heading: str) -> str:
    """Give what stands below a heading, up to the next."""
    _, _, below = text_of(page).partition(heading)
    return below


def say(browser: TestClient, page: str, form: str, **fields: str) -> str:
    """Send a form of a page, known by a text in it, as the page made it; give the page it leads to."""
    found = next(one for one in re.findall(r"(?s)<form .*?</form>", page) if form in one)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found))
    sent = {name: html.unescape(value) for name, value in hidden.items()} | fields
    answer = browser.post("/pairs", data=sent)
    if answer.status_code != 303:
        return answer.text
    return browser.get(answer.headers["location"]).text


def lines(project: Project, by: str = "ada") -> list[dict[str, str]]:
    file = project.places.decisions / "pairs" / f"{by}.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


@pytest.mark.parametrize(
    "name",
    ["doi:10.5555/a", "10.5555/A", "https://doi.org/10.5555/a", "openalex:W1", "W1", "crossref/10.5555/a"],
)
def test_any_identifier_in_any_spelling_and_any_record_finds_the_page(project: Project, name: str) -> None:
    answer = visit(project).get(f"/works/{name}")
    assert answer.status_code == 200
    assert "Belonging of nursing students on placement" in text_of(answer.text)


@pytest.mark.parametrize("name", ["10.5555/nobody", "belonging", "openalex/W9", "<script>alert(1)</script>"])
def test_what_is_not_here_is_not_found_and_the_page_says_what_to_do(project: Project, name: str) -> None:
    answer = visit(project).get(f"/works/{name}")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
    assert "queries/dois.csv" in answer.text


def test_each_field_names_its_record_and_why_beside_the_value_and_in_the_table(project: Project) -> None:
    page = visit(project).get(f"/works/{A}").text
    tip = re.search(r'(?s)id="from-title">(.*?)</span></span>', page)
    assert tip
    assert text_of(tip[1]) == "crossref/10.5555/a: trusted most for this field"
    (row,) = re.findall(r'(?s)<tr>\s*<th scope="row">title</th>.*?</tr>', page)
    assert "crossref/10.5555/a trusted most for this field" in text_of(row)


def test_records_stand_side_by_side_and_say_in_words_where_they_differ(project: Project) -> None:
    page = visit(project).get(f"/works/{A}").text
    beside = page.partition('id="beside"')[2]
    heads = re.findall(r'<th scope="col">([^<]+)</th>', beside)[:2]
    (year,) = re.findall(r'(?s)<th scope="row" class="of">year</th>(.*?)</tr>', beside)
    said = dict(zip(heads, map(text_of, re.findall(r"(?s)<td.*?</td>", year)), strict=True))
    assert said == {"openalex/W1": "≠ differs 2015", "crossref/10.5555/a": "2015"}


def test_a_relation_leads_to_the_other_work_and_a_retraction_says_when_and_who(project: Project) -> None:
    browser = visit(project)
    page = browser.get(f"/works/{A}").text
    assert f'<a href="/works/{quote(B)}">Mattering among medical residents</a>' in page
    assert "has preprint Mattering among medical residents (person: ada, source: openalex)" in text_of(page)
    retracted = browser.get(f"/works/{C}").text
    assert "Retracted 2019 , told by pubmed; notice: doi:10.5555/notice, not here" in text_of(retracted)


def test_why_two_records_are_one_is_said_and_what_is_in_doubt(project: Project) -> None:
    page = visit(project).get(f"/works/{A}").text
    assert "Joined with 1 record crossref/10.5555/a: the same DOI, score 1.000 of 1" in text_of(page)
    assert "openalex/W1 and pubmed/4 ( pubmed:4 ): in doubt, the queue asks a person" in text_of(page)


def test_a_record_is_split_off_and_the_page_says_at_once_what_follows(project: Project) -> None:
    browser = visit(project)
    page = browser.get(f"/works/{A}").text
    after = say(browser, page, "Split off openalex/W1", words="split", note="another trial")
    (line,) = lines(project)
    assert (line["record"], line["verdict"], line["other"]) == (
        "openalex/W1",
        "different",
        "crossref/10.5555/a",
    )
    assert (line["by"], line["note"], line["work"]) == ("ada", "another trial", A)
    assert "Saved: openalex/W1 different crossref/10.5555/a." in text_of(after)
    foreseen = part(after, "What the next dvc repro will make of these records")
    assert foreseen.startswith(" doi:10.5555/a : openalex/W1 openalex:W1 : crossref/10.5555/a ")
    assert part(browser.get(f"/works/{A}").text, "What the next dvc repro")  # and after a reload


def test_a_split_is_taken_back_and_nothing_is_left_to_follow(project: Project) -> None:
    browser = visit(project)
    say(browser, browser.get(f"/works/{A}").text, "Split off openalex/W1", words="split")
    page = browser.get(f"/works/{A}").text
    after = say(browser, page, "what you said of", words="withdraw")
    assert [line["verdict"] for line in lines(project)] == ["different", "withdraw"]
    assert "What the next dvc repro" not in text_of(after)


def test_a_double_press_splits_once(project: Project) -> None:
    browser = visit(project)
    page = browser.get(f"/works/{A}").text
    for _ in range(2):
        after = say(browser, page, "Split off openalex/W1", words="split")
    assert len(lines(project)) == 1
    assert "This had been saved before" in text_of(after)


def test_a_record_of_three_is_split_from_all_that_held_it(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.places.build.mkdir(parents=True)
    works = [{**one} for one in small_warehouse.WORKS]
    first, second, third = works[0]["records"] = ("openalex/W1", "crossref/10.5555/a", "imports/third")
    same = {"outcome": "same", "score": 0.9, "rule": "doi", "joined": True}
    pairs = [
        small_warehouse.pair(one, other, A, **same)
        for one, other in ((first, second), (second, third), (first, third))
    ]
    records = [small_warehouse.record(name, one) for one in works for name in one["records"]]
    small_warehouse.build(project.places.build, works=works, pairs=pairs, records=records)
    browser = visit(project)
    after = say(browser, browser.get(f"/works/{A}").text, "Split off imports/third", words="split")
    assert {line["other"] for line in lines(project)} == {first, second}
    foreseen = part(after, "What the next dvc repro will make of these records")
    assert foreseen.startswith(" doi:10.5555/a : openalex/W1, crossref/10.5555/a ")


def test_same_and_related_are_said_of_any_identifier(project: Project) -> None:
    browser = visit(project)
    page = browser.get(f"/works/{A}").text
    say(browser, page, "same-heading", record="openalex/W1", words="same", other="https://doi.org/10.5555/B")
    page = browser.get(f"/works/{A}").text
    say(browser, page, "same-heading", record="openalex/W1", words="other preprint of", other="pubmed:4")
    told = [(line["record"], line["verdict"], line["relation"], line["other"]) for line in lines(project)]
    assert told == [
        ("openalex/W1", "same", None, "openalex/W2"),
        ("pubmed/4", "related", "preprint_of", "openalex/W1"),
    ]


def test_what_cannot_be_saved_keeps_what_was_typed(project: Project) -> None:
    browser = visit(project)
    page = browser.get(f"/works/{A}").text
    after = say(
        browser,
        page,
        "same-heading",
        record="openalex/W1",
        words="same",
        other="10.5555/nobody",
        note="sure <b>",
    )
    assert "is no record and no identifier" in text_of(after)
    assert 'value="10.5555/nobody"' in after
    assert 'value="sure &lt;b&gt;"' in after
    assert lines(project) == []


def test_a_reader_reads_and_says_nothing(project: Project) -> None:
    browser = visit(project, role=Role.READER)
    page = browser.get(f"/works/{A}").text
    assert 'action="/pairs"' not in page
    assert small_site_token(page)
    sent = {"token": small_site_token(page), "record": "openalex/W1", "other": "pubmed/4", "words": "same"}
    assert browser.post("/pairs", data=sent).status_code == 403
    assert lines(project) == []


def small_site_token(page: str) -> str:
    return page.partition('name="token" content="')[2].partition('"')[0]


def vote(project: Project, by: str, verdict: str, work: str = A) -> None:
    made = {
        "at": "2026-11-20T10:00:00+00:00",
        "by": by,
        "work": work,
        "verdict": verdict,
        "note": f"{by} thinks",
    }
    with (project.places.decisions / "screening" / f"{by}.jsonl").open("a") as file:
        file.write(json.dumps(made) + "\n")


def test_of_a_vote_that_waits_for_the_second_the_page_holds_no_trace(project: Project) -> None:
    project.set("votes = 2")
    project.set('reviewers = ["ada", "ben"]')
    before = visit(project, role=Role.REVIEWER).get(f"/works/{A}").text
    vote(project, "ben", "include")
    after = visit(project, role=Role.REVIEWER).get(f"/works/{A}").text
    mask = re.compile(r'(name="token"[^>]*|\?v=\w+)')
    assert mask.sub("", after).partition('id="why"')[0] == mask.sub("", before).partition('id="why"')[0]
    assert "ben" not in text_of(after)


def test_votes_that_may_be_seen_are_its_history(project: Project) -> None:
    project.set("votes = 2")
    project.set('reviewers = ["ada", "ben"]')
    vote(project, "ben", "include")
    vote(project, "ada", "exclude")
    page = text_of(visit(project, role=Role.REVIEWER).get(f"/works/{A}").text)
    assert "abstract: conflict" in page
    assert "ben abstract include ben thinks" in page
    assert "ada abstract exclude ada thinks" in page


def test_markup_and_odd_addresses_of_a_source_stay_text(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.places.build.mkdir(parents=True)
    works = [{**one} for one in small_warehouse.WORKS]
    works[0] |= {"title": "<script>alert(1)</script>", "oa_url": "javascript:alert(2)", "oa_status": "gold"}
    records = [small_warehouse.record(name, one) for one in works for name in one["records"]]
    small_warehouse.build(project.places.build, works=works, records=records)
    page = visit(project).get(f"/works/{A}").text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("probability", "words"), [(0.999, "over 99 %"), (0.41, "41 %"), (0.004, "under 1 %")]
)
def test_no_probability_is_shown_as_certain(tmp_path: Path, probability: float, words: str) -> None:
    project = Project(tmp_path)
    ranking = [{**row, "probability": probability} for row in small_warehouse.rows()["ranking"]]
    small_warehouse.build(project.places.build, ranking=ranking)
    page = text_of(visit(project).get(f"/works/{quote(A)}").text)
    assert f"relevant with a probability of {words}." in page
