"""The maps without a browser: the tables say what the drawing says, and nothing is betrayed by a colour."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from benchmarks import map_literature
from benchmarks.map_literature import Literature
from synth.domain.people import Person, Role
from synth.drawing.maps import DRAWN
from synth.maps.exports import EXPORTS
from synth.web import app, map_files
from synth.web.site import Site
from tests.pipeline.project import Project
from tests.web.small_site import visitor

WORKS = 120
MAPS = ("topics", "citations")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a project with a made-up literature, in which two people must decide on each work."""
    made = Project(tmp_path_factory.mktemp("maps") / "project")
    made.set("votes = 2")
    made.set('reviewers = ["ada", "ben"]')
    map_literature.write(made.places, Literature(WORKS))
    return made


@pytest.fixture(scope="module")
def browser(project: Project) -> TestClient:
    """Give Ada's browser, before anybody has decided anything."""
    return at(project)


def at(project: Project, name: str = "ada", role: Role = Role.REVIEWER) -> TestClient:
    """Give the browser of somebody who sits there."""
    return visitor(app.create(Site(project.places, alone=Person(name=name, role=role))))


def answer(browser: TestClient, path: str, **query: str) -> Any:
    got = browser.get(path, params=query)
    assert got.status_code == 200, got.text
    return got.json()


def vote(project: Project, by: str, verdicts: Mapping[str, str]) -> None:
    folder = project.places.decisions / "screening"
    lines = [
        {
            "at": f"2026-11-02T09:00:{place:02}+00:00",
            "by": by,
            "work": work,
            "verdict": verdict,
            "key": f"{by}{place}",
        }
        for place, (work, verdict) in enumerate(verdicts.items())
    ]
    (folder / f"{by}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


@pytest.mark.parametrize("name", MAPS)
def test_every_work_with_a_place_is_drawn_where_it_lies(
    project: Project, browser: TestClient, name: str
) -> None:
    told = answer(browser, f"/evidence/maps/{name}/points")
    rows = project.sql(f"select work, x, y from {name.removesuffix('s')}_places")
    places = {work: (round(x * 10_000), round(y * 10_000)) for work, x, y in rows}
    assert len(told["works"]) == WORKS
    assert {work: (x, y) for work, x, y in zip(told["works"], told["x"], told["y"], strict=True)} == places


def test_columns_are_of_one_length_and_point_into_their_lists(project: Project, browser: TestClient) -> None:
    told = answer(browser, "/evidence/maps/topics/points")
    columns = ("x", "y", "year", "cited", "groupOf", "statusOf", "outcomeOf", "professionsOf")
    assert {len(told[column]) for column in columns} == {WORKS}
    rows = project.sql("select work, topic from work_topics where main")
    assert {
        work: told["groups"][group][0] for work, group in zip(told["works"], told["groupOf"], strict=True)
    } == dict(rows)
    statuses = dict(project.sql("select work, status from works"))
    assert [told["statuses"][one] for one in told["statusOf"]] == [statuses[work] for work in told["works"]]
    professions: dict[str, set[str]] = {}
    for work, profession in project.sql("select work, profession from work_professions"):
        professions.setdefault(work, set()).add(profession)
    for work, bits in zip(told["works"], told["professionsOf"], strict=True):
        assert {one for place, one in enumerate(told["professions"]) if bits >> place & 1} == professions.get(
            work, set()
        )


def test_titles_come_in_the_order_of_the_points(project: Project, browser: TestClient) -> None:
    works = answer(browser, "/evidence/maps/topics/points")["works"]
    titles = dict(project.sql("select work, title from works"))
    assert answer(browser, "/evidence/maps/topics/titles") == [titles[work] for work in works]


def test_a_search_finds_the_beginnings_of_words_in_any_order_and_without_accents(
    project: Project, browser: TestClient
) -> None:
    titles = answer(browser, "/evidence/maps/topics/titles")
    found = answer(browser, "/evidence/maps/topics/found", words="NURS, mentör")
    wanted = [place for place, title in enumerate(titles) if "Mentoring" in title and "nursing" in title]
    assert found == wanted and wanted
    assert answer(browser, "/evidence/maps/topics/found", words="ursing") == []
    assert answer(browser, "/evidence/maps/topics/found", words=" ; ") == []


@pytest.mark.parametrize("kind", ["direct", "co-citation", "coupling"])
def test_links_of_a_work_are_all_it_has_and_come_strongest_first(
    project: Project, browser: TestClient, kind: str
) -> None:
    works = answer(browser, "/evidence/maps/citations/points")["works"]
    every = answer(browser, "/evidence/maps/citations/links", kind=kind)
    work = works[every["one"][0]]
    told = answer(browser, "/evidence/maps/citations/links", kind=kind, work=work)
    ends = [{works[one], works[other]} for one, other in zip(told["one"], told["other"], strict=True)]
    assert ends and all(work in pair for pair in ends)
    table = (
        f"select citing, cited from citations where '{work}' in (citing, cited)"
        if kind == "direct"
        else f"select one, other from links where kind = '{kind}' and '{work}' in (one, other)"
    )
    assert sorted(map(sorted, ends)) == sorted(sorted(row) for row in project.sql(table))


def test_links_of_no_kind_there_is_are_refused(project: Project, browser: TestClient) -> None:
    got = browser.get("/evidence/maps/citations/links", params={"kind": "friendship"})
    assert got.status_code == 400 and "direct, co-citation, coupling" in got.text


@pytest.mark.parametrize("name", MAPS)
def test_a_map_says_what_it_stands_on_and_leads_back(browser: TestClient, name: str) -> None:
    told = browser.get(f"/evidence/{name}").text
    assert re.search(r'<p class="eyebrow"><a href="[^"]*/evidence">Evidence</a></p>', told)
    assert "codebook version" in told


def test_a_map_that_there_is_not_is_no_page(project: Project, browser: TestClient) -> None:
    assert browser.get("/evidence/maps/people/points").status_code == 404


def test_the_main_path_is_drawn_step_by_step_as_the_table_has_it(
    project: Project, browser: TestClient
) -> None:
    told = answer(browser, "/evidence/maps/citations/points")
    steps = project.sql("select cited, citing from main_path where kind = 'global' order by place")
    assert [(told["works"][one], told["works"][other]) for one, other in told["path"]] == steps
    page = browser.get("/evidence/citations").text
    table = page.partition("The main path from the oldest work on")[2].partition("</table>")[0]
    assert [int(step) for step in re.findall(r'<th scope="row">(\d+)</th>', table)] == list(
        range(1, len(steps) + 1)
    )
    assert answer(browser, "/evidence/maps/topics/points")["path"] == []


@pytest.mark.parametrize(("name", "table"), [("topics", "topics"), ("citations", "communities")])
def test_the_table_has_every_group_with_its_works_and_a_way_to_them(
    project: Project, browser: TestClient, name: str, table: str
) -> None:
    page = browser.get(f"/evidence/{name}").text
    group = table.replace("ies", "y").removesuffix("s")
    for one, label, works in project.sql(f"select {group}, label, works from {table}"):
        row = re.search(rf'<tr id="{one}">(.*?)</tr>', page, re.DOTALL)
        assert row and label in row[1]
        assert re.search(rf'href="/evidence/works\?{group}={one}">{works}<', row[1])


def test_each_strong_link_leads_to_the_works_that_make_it(project: Project, browser: TestClient) -> None:
    page = browser.get("/evidence/citations").text
    rows = project.sql("select one, other from links where kind = 'coupling'")
    linked = re.findall(r"/evidence/works\?link=coupling&(?:amp;)?one=([^&]+)&(?:amp;)?other=([^\"]+)", page)
    named = {(one.replace("%3A", ":"), other.replace("%3A", ":")) for one, other in linked}
    assert len(linked) == 15 and named <= set(rows)


def test_how_many_references_are_known_is_printed_with_the_citation_map(
    project: Project, browser: TestClient
) -> None:
    known, works = project.sql("select with_references, works from citation_coverage where scope = 'all'")[0]
    assert f"References are known for {known} of {works} works" in browser.get("/evidence/citations").text


def test_a_retracted_work_is_called_so_in_the_tables(project: Project, browser: TestClient) -> None:
    page = browser.get("/evidence/topics").text
    central = {work for (works,) in project.sql("select central[:3] from topics") for work in works}
    retracted = {
        work for (work,) in project.sql("select work from works where status = 'retracted'")
    } & central
    assert page.count(">retracted</span>") == len(retracted)
    assert retracted


@pytest.mark.parametrize("name", MAPS)
def test_without_script_the_form_asks_for_a_list_and_the_page_says_so(
    project: Project, browser: TestClient, name: str
) -> None:
    page = browser.get(f"/evidence/{name}").text
    assert re.search(r'<form id="map-form"[^>]* method="get" action="/evidence/works"', page)
    assert re.search(r'<p class="notice" id="map-missing">The drawing needs script\.', page)
    fields = set(re.findall(r'<(?:input|select) [^>]*name="([a-z_]+)"', page.partition("map-form")[2]))
    group = "topic" if name == "topics" else "community"
    assert fields == {"words", "since", "until", group, "profession", "outcome", "status"}


def test_a_colour_betrays_no_vote_that_somebody_may_not_see(project: Project) -> None:
    """Ada has not voted: whatever Ben said looks to her as if nobody had."""
    works = answer(at(project), "/evidence/maps/topics/points")["works"]

    def seen(name: str, role: Role = Role.REVIEWER) -> list[str]:
        told = answer(at(project, name, role), "/evidence/maps/topics/points")
        return [told["outcomes"][one] for one in told["outcomeOf"]][:4]

    vote(project, "ben", dict(zip(works, ("include", "exclude", "maybe"), strict=False)))
    assert seen("ada") == ["open"] * 4
    vote(project, "ada", {works[0]: "include", works[1]: "include"})
    assert seen("ada") == ["included", "conflict", "open", "open"]
    assert seen("rue", Role.READER) == ["included", "conflict", "open", "open"]


def test_nobody_who_is_signed_out_is_told_anything(project: Project) -> None:
    browser = visitor(app.create(Site(project.places)))
    for path in ("topics", "citations", "maps/topics/points", "maps/topics/titles"):
        got = browser.get(f"/evidence/{path}")
        assert got.status_code == 303 and "/sign-in" in got.headers["location"]


def test_a_warehouse_with_nothing_on_a_map_says_what_to_do(tmp_path: Path) -> None:
    empty = Project(tmp_path / "project")
    map_literature.write(empty.places, Literature(0))
    browser = at(empty)
    for name in MAPS:
        page = browser.get(f"/evidence/{name}")
        assert page.status_code == 200 and "dvc repro" in page.text
        assert answer(browser, f"/evidence/maps/{name}/points")["works"] == []


@pytest.mark.parametrize("suffix", map_files.KINDS)
@pytest.mark.parametrize("name", ["topic", "citation"])
def test_a_map_is_taken_away_in_every_kind_that_the_page_names(
    browser: TestClient, name: str, suffix: str
) -> None:
    page = browser.get(f"/evidence/{name}s").text
    address = f"/evidence/files/{name}-map{suffix}"
    assert f'href="{address}"' in page
    got = browser.get(address)
    assert got.status_code == 200
    assert got.headers["content-disposition"] == f'attachment; filename="{name}-map{suffix}"'
    begins = {".svg": b"<svg", ".png": b"\x89PNG", ".html": b"<!doctype html", ".json": b"{", ".csv": b"work"}
    assert got.content.lstrip(b"\xef\xbb\xbf").lower().startswith(begins.get(suffix, b"<?xml").lower())


def test_no_kind_of_file_is_left_out() -> None:
    assert set(map_files.KINDS) == {*DRAWN, *EXPORTS}


def test_a_file_of_no_map_is_no_page(browser: TestClient) -> None:
    for name in ("topic-map.exe", "people-map.svg", "topics.svg"):
        assert browser.get(f"/evidence/files/{name}").status_code == 404


def test_a_file_betrays_no_vote_either(project: Project) -> None:
    works = answer(at(project), "/evidence/maps/topics/points")["works"]
    vote(project, "ben", {works[0]: "include"})
    (project.places.decisions / "screening" / "ada.jsonl").unlink(missing_ok=True)
    told = at(project).get("/evidence/files/topic-map.csv").text
    rows = list(csv.DictReader(io.StringIO(told.lstrip("\ufeff"))))
    assert len(rows) == WORKS and {row["decision"] for row in rows} == {"undecided"}
