"""The first page of the evidence, and the way through the site."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from synth.domain.people import Role
from tests.pipeline.project import Project
from tests.store import small_evidence, small_warehouse
from tests.web.small_evidence_site import built, link, project, text_of, visit


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    evidence = built(tmp_path_factory.mktemp("evidence"))
    return project(evidence, tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def browser(made: Project) -> TestClient:
    return visit(made)


def test_the_first_page_counts_what_there_is_and_leads_to_it(browser: TestClient) -> None:
    page = browser.get("/evidence").text
    told = text_of(page)
    assert "7 works found 2 included 1 retracted 5 with a code" in told
    assert "As of 2026-11-01 · codebook version 3" in told
    assert link(page, "works found") == "/evidence/works"
    assert link(page, "included") == "/evidence/works?outcome=included"
    assert link(page, "retracted") == "/evidence/works?status=retracted"


def test_four_pictures_lead_on_each_with_a_line_and_a_figure(browser: TestClient) -> None:
    page = browser.get("/evidence").text
    assert re.findall(r'(?s)<h2><a href="([^"]+)">([^<]+)</a></h2>', page) == [
        ("/evidence/topics", "Topic map"),
        ("/evidence/citations", "Citation map"),
        ("/evidence/gaps", "Gap map"),
        ("/evidence/trends", "Trends"),
    ]
    told = text_of(page)
    for figure in (
        "2 topics.",
        "1 community; references are known of 57 % of the works.",
        "Population × Practice: 4 of 6 cells are empty.",
        "2001 to 2021.",
    ):
        assert figure in told
    assert len(re.findall(r'<svg class="sketch"[^>]*>(?:<rect|<circle)', page)) == 4


def test_the_words_form_leads_to_the_works(browser: TestClient) -> None:
    page = browser.get("/evidence").text
    assert '<form method="get" action="/evidence/works"' in page
    assert "<h1>2 works" in browser.get("/evidence/works?words=belonging+nurs").text


def test_a_warehouse_of_nothing_is_shown_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("nothing")
    small_evidence.build(folder, **{name: [] for name in small_warehouse.rows() if name != "works"})
    browser = visit(project(folder, tmp_path_factory.mktemp("project")))
    for path in ("/evidence", "/evidence/gaps", "/evidence/trends", "/evidence/works"):
        assert browser.get(path).status_code == 200, path


def test_a_warehouse_that_is_missing_says_what_to_run(
    made: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy = project(made.places.build, tmp_path_factory.mktemp("project"))
    copy.places.evidence.unlink()
    for path in ("/evidence", "/evidence/gaps", "/evidence/trends", "/evidence/works", "/evidence/works.csv"):
        answer = visit(copy).get(path)
        assert answer.status_code == 503
        assert "run `dvc repro`" in text_of(answer.text)


@pytest.mark.parametrize(("path", "current"), [("/evidence", "page"), ("/evidence/gaps", "true")])
def test_the_navigation_says_where_one_is_also_below_a_page(
    browser: TestClient, path: str, current: str
) -> None:
    page = browser.get(path).text
    assert f'<a href="/evidence" aria-current="{current}">Evidence</a>' in page
    assert "<summary>Menu: Evidence</summary>" in page


def test_a_reader_finds_the_evidence_and_nothing_that_is_not_for_her(made: Project) -> None:
    page = visit(made, "rue", Role.READER).get("/evidence").text
    navigation = page.partition("<nav")[2].partition("</nav>")[0]
    assert "Evidence" in navigation
    assert "Screen" not in navigation
