"""Trends as a page: charts with tables that say the same, and a year that is not over marked."""

from __future__ import annotations

import csv
import io
import re

import pytest
from starlette.testclient import TestClient

from synth.store import trends
from synth.store.gaps import Axis
from synth.store.selections import Selection
from tests.pipeline.project import Project
from tests.store import small_evidence, small_warehouse
from tests.web.small_evidence_site import built, link, project, text_of, visit

TRENDS = "/evidence/trends"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    evidence = built(tmp_path_factory.mktemp("evidence"))
    return project(evidence, tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def browser(made: Project) -> TestClient:
    return visit(made)


def test_works_are_counted_by_year_and_no_year_is_left_out(made: Project) -> None:
    found = trends.read(made.places.evidence, Selection(), axis="topic")
    assert [year.year for year in found.years] == list(range(2001, 2022))
    assert [(year.year, year.found, year.included, year.retracted) for year in found.years if year.found] == [
        (2001, 1, 0, 0),
        (2015, 1, 1, 0),
        (2016, 1, 0, 1),
        (2018, 1, 1, 0),
        (2020, 1, 0, 0),
        (2021, 1, 0, 0),
    ]


def test_shares_are_of_the_works_of_a_year_and_means_of_three_years(made: Project) -> None:
    found = trends.read(made.places.evidence, Selection(), axis="topic")
    (placement, mattering) = found.courses
    years = {year.year: year for year in found.years}
    assert (placement.label, dict(placement.works)) == ("placement and belonging", {2015: 1, 2016: 1})
    assert found.share(placement, years[2015]) == 1.0
    assert found.share(mattering, years[2017]) == 0.0
    assert found.mean(mattering, years[2015]) == 0.5  # one of the two works of 2014 to 2016
    assert found.fullest(1) == [placement]


def test_a_selection_narrows_the_trends(made: Project) -> None:
    found = trends.read(made.places.evidence, Selection(outcome="included"), axis="design")
    assert [year.found for year in found.years] == [1, 0, 0, 1]
    assert [course.value for course in found.courses] == ["qualitative", "quantitative"]


@pytest.mark.parametrize(
    ("day", "unfinished"),
    [("2021-06-30", 2021), ("2020-12-31", 2021), ("2021-12-31", None), ("2024-02-01", None), ("", None)],
)
def test_a_last_year_that_was_not_over_is_known(day: str, unfinished: int | None) -> None:
    years = [trends.Year(year=2020, found=3), trends.Year(year=2021, found=1)]
    assert trends._unfinished(day, years) == unfinished
    found = trends.Trends(
        years=years,
        axis=Axis(axis="topic", label="Topic"),
        courses=[],
        unfinished=unfinished,
        statement=trends.counting(Selection(), axis="topic"),
    )
    course = trends.Course(value="t", label="T", works={2020: 3, 2021: 0})
    assert found.mean(course, years[0]) == (1.0 if unfinished else 0.75)


def test_each_chart_has_a_table_whose_numbers_lead_to_their_works(browser: TestClient) -> None:
    page = browser.get(TRENDS).text
    for heading in ("Works by year", "Topic by year", "Study design by year", "Practice by year"):
        assert f"{heading}, as a table" in text_of(page)
    assert len(re.findall(r"<picture", page)) == 4
    assert link(page, "works of 2016") == "/evidence/works?year=2016"
    where = link(page, "works on placement and belonging in 2016")
    assert where == "/evidence/works?topic=t001&year=2016"
    assert "<h1>1 work" in browser.get(where).text


def test_another_axis_and_scope_can_be_chosen(browser: TestClient) -> None:
    page = browser.get(f"{TRENDS}?axis=country&outcome=included").text
    assert "Country by year, as a table" in text_of(page)
    assert (
        link(page, "works on Sweden in 2015") == "/evidence/works?country=Sweden&year=2015&outcome=included"
    )


@pytest.mark.parametrize(
    "query", ["chart=years", "chart=shares&axis=topic", "chart=shares&axis=design&narrow=yes"]
)
def test_a_chart_is_drawn_and_kept_by_the_browser_as_long_as_nothing_changes(
    browser: TestClient, query: str
) -> None:
    answer = browser.get(f"{TRENDS}.svg?{query}")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "<svg" in answer.text
    again = browser.get(f"{TRENDS}.svg?{query}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_each_chart_can_be_taken_along(browser: TestClient) -> None:
    taken = re.findall(r'<a href="([^"]+)" download="trends.svg">', browser.get(TRENDS).text)
    assert len(taken) == 4  # years, topics, designs, and the axis that is chosen
    for where in taken:
        assert browser.get(where.replace("&amp;", "&")).text.startswith("<svg")


def test_a_chart_begins_where_years_have_enough_works(made: Project) -> None:
    from synth.web.trends import _enough

    years = [trends.Year(year=2015 + place, found=found) for place, found in enumerate([30, 9, 10, 40, 2])]
    assert [year.year for year in _enough(years)] == [2017, 2018, 2019]  # the last may be short of works


def test_an_axis_comes_as_csv(browser: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(browser.get(f"{TRENDS}.csv?axis=profession").text)))
    assert rows[0] == {
        "value": "nursing",
        "label": "Nursing",
        "year": "2015",
        "works": "1",
        "of_year": "1",
        "share": "1.0",
    }


@pytest.mark.parametrize(
    ("query", "words"),
    [("axis=weather", "axis: 'weather' is none of population"), ("axis=years", "axis: 'years' is none of")],
)
def test_an_axis_that_cannot_be_is_told(browser: TestClient, query: str, words: str) -> None:
    answer = browser.get(f"{TRENDS}?{query}")
    assert answer.status_code == 400
    assert words in text_of(answer.text)


def test_works_without_years_have_no_trends(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("yearless")
    works = [{**one, "year": None} for one in small_warehouse.WORKS]
    small_evidence.build(folder, works=works)
    page = visit(project(folder, tmp_path_factory.mktemp("project"))).get(TRENDS)
    assert page.status_code == 200
    assert "No work of these has a year." in text_of(page.text)
