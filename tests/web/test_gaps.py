"""The gap map as a page: a table with its heads, each cell a link to its works, gaps shown as gaps."""

from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from starlette.testclient import TestClient

from synth.domain.people import Role
from synth.store import questions, selecting, selections, warehouse
from tests.pipeline.project import ROOT, Project
from tests.web.small_evidence_site import built, link, project, text_of, visit

MAP = "/evidence/gaps"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    evidence = built(tmp_path_factory.mktemp("evidence"))
    return project(evidence, tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def browser(made: Project) -> TestClient:
    return visit(made)


def links(page: str) -> dict[str, str]:
    """Give each cell and total of the map: what is read out, and where it leads."""
    table = page.partition('class="table-wrap map"')[2].partition("</table>")[0]
    found = re.findall(r'(?s)<a href="([^"]+)">(.*?)</a>', table)
    said = (
        (text_of(re.sub(r"(?s)<svg.*?</svg>", "", words)), html.unescape(where)) for where, words in found
    )
    return {words.replace(" ,", ","): where for words, where in said}


def test_each_cell_says_who_what_and_how_many_and_an_empty_one_that_it_is_a_gap(browser: TestClient) -> None:
    assert list(links(browser.get(MAP).text)) == [
        "Nursing students × Mentoring: 3 works, of which 1 retracted",
        "Nursing students × A welcome <b>&</b> a name: 0 works, a gap",
        "Nursing students, all columns: 3 works, of which 1 retracted",
        "Residents × Mentoring: 1 work",
        "Residents × A welcome <b>&</b> a name: 0 works, a gap",
        "Residents, all columns: 1 work",
        "Patients × Mentoring: 0 works, a gap",
        "Patients × A welcome <b>&</b> a name: 0 works, a gap",
        "Patients, all columns: 0 works, a gap",
        "Mentoring, all rows: 3 works, of which 1 retracted",
        "A welcome <b>&</b> a name, all rows: 0 works, a gap",
        "All rows and columns: 3 works, of which 1 retracted",
    ]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "rows=years&columns=country",
        "rows=topic&columns=profession&since=2015&until=2018",
        "rows=design&columns=level&outcome=not+excluded",
        "rows=community&columns=quality",
        "rows=population&columns=practice&origin=phrase",
        "rows=population&columns=topic&origin=person",
        "rows=method&columns=outcome&profession=nursing&order=size&empty=hide",
    ],
)
def test_every_number_leads_to_as_many_works(browser: TestClient, made: Project, query: str) -> None:
    found = links(browser.get(f"{MAP}?{query}").text)
    assert found
    with warehouse.locked(made.places.evidence) as connection:
        for words, where in found.items():
            said = re.search(r": (\d+) works?", words)
            assert said, words
            path, _, asked = where.partition("?")
            counted = selecting.count(selections.read(parse_qsl(asked)))
            rows = questions.fetch(connection, counted.text, counted.bound()).rows
            assert (path, rows[0][0]) == ("/evidence/works", int(said[1])), words


def test_the_table_has_a_caption_and_heads_with_their_scope(browser: TestClient) -> None:
    page = browser.get(MAP).text
    table = page.partition('class="table-wrap map"')[2].partition("</table>")[0]
    assert "<caption>3 works, of which 1 was retracted." in table
    assert re.findall(r'<th scope="col"[^>]*>(?:<[^>]+>)*([^<]+)', table) == [
        "Mentoring",
        "A welcome &lt;b&gt;&amp;&lt;/b&gt; a name",
        "Different works",
    ]
    assert len(re.findall(r'<th scope="row"', table)) == 4


def test_bars_are_split_by_design_with_a_legend_in_words(browser: TestClient) -> None:
    page = browser.get(MAP).text
    legend = text_of(page.partition('class="legend"')[2].partition("</ul>")[0])
    assert legend.endswith("Qualitative Quantitative Several designs 0: no work here, a gap")
    first = re.search(r'(?s)<svg class="bar".*?</svg>', page)
    assert first
    pieces = re.findall(r'width="([\d.]+)" height="9" fill="url\(#(texture-\d)\)"', first[0])
    assert [name for _, name in pieces] == ["texture-0", "texture-1", "texture-2"]
    assert all(f'id="{name}"' in page for _, name in pieces)
    assert 51 < sum(float(width) for width, _ in pieces) <= 52.1  # the fullest cell fills the room


def test_it_is_said_how_works_are_counted(browser: TestClient) -> None:
    told = text_of(browser.get(MAP).text)
    assert (
        "6 works were looked at: 4 have a place among the rows, 4 among the columns, and 3 among both" in told
    )
    assert "so the cells add up to 4, more than there are works" in told
    assert "4 of 6 cells are empty" in told
    assert "As of 2026-11-01 · codebook version 3" in told


def looked_at(browser: TestClient, address: str) -> int:
    found = re.search(r"(\d+) works were looked at", text_of(browser.get(address).text))
    assert found, address
    return int(found[1])


def test_the_excluded_are_left_out_unless_one_asks_for_all(browser: TestClient, made: Project) -> None:
    with warehouse.locked(made.places.evidence) as connection:
        statement = "select count(*), count_if(outcome <> 'excluded') from evidence"
        ((all_works, not_excluded),) = questions.fetch(connection, statement).rows
    assert not_excluded < all_works
    assert looked_at(browser, MAP) == looked_at(browser, f"{MAP}?outcome=") == not_excluded
    page = browser.get(MAP).text
    assert '<option value="not excluded" selected>All but the excluded</option>' in page
    dropped = link(page, "drop : that the reviewers do not exclude")
    assert looked_at(browser, dropped) == looked_at(browser, f"{MAP}?outcome=all") == all_works
    everything = browser.get(dropped).text
    assert '<option value="all" selected>All works</option>' in everything
    assert "outcome=all" in link(everything, "CSV")
    assert not [where for where in links(everything).values() if "outcome" in where]


def test_the_map_has_the_gaps_that_the_question_gives(browser: TestClient, made: Project) -> None:
    asked = questions.ask(
        made.places.evidence, questions.read_question(ROOT / "queries" / "questions" / "gaps.sql")
    )
    empty = {f"{row} × {column}: 0 works, a gap" for row, column, *_ in asked.rows}
    assert empty == {words for words in links(browser.get(MAP).text) if " × " in words and "a gap" in words}


def test_the_form_keeps_what_was_asked_for(browser: TestClient) -> None:
    page = browser.get(
        f"{MAP}?rows=topic&columns=level&profession=nursing&since=2001&topic=t001&empty=hide"
    ).text
    assert '<option value="topic" selected>Topic</option>' in page
    assert '<option value="nursing" selected>Nursing</option>' in page
    assert 'name="since" inputmode="numeric" maxlength="4" value="2001"' in page
    assert '<input type="hidden" name="topic" value="t001">' in page
    assert 'value="hide" checked' in page
    assert link(page, "drop : on the topic").startswith(
        f"{MAP}?profession=nursing&since=2001&outcome=not+excluded&rows=topic"
    )


def test_a_second_value_of_a_filter_stays_when_the_form_is_sent(browser: TestClient) -> None:
    page = browser.get(f"{MAP}?profession=nursing&profession=medicine").text
    assert '<option value="nursing" selected>' in page
    assert '<input type="hidden" name="profession" value="medicine">' in page


def test_empty_rows_are_hidden_where_one_likes(browser: TestClient) -> None:
    said = links(browser.get(f"{MAP}?empty=hide").text)
    assert not [words for words in said if "Patients" in words or "a welcome" in words]
    assert "There is nothing to lay out" in text_of(browser.get(f"{MAP}?empty=hide&code=nothing").text)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("rows=weather", "rows: 'weather' is none of population"),
        ("rows=topic&columns=topic", "rows, columns: both are topic"),
        ("order=colour", "order: 'colour' is none of book, size"),
        ("empty=maybe", "empty: 'maybe' is not known"),
        ("since=soon&rows=topic", "since: 'soon' is no year"),
        ("outcome=good", "outcome: 'good' is none of included"),
        ("rows=topic&rows=level", "rows: is given more than once with different values: keep one of them"),
    ],
)
def test_what_cannot_be_is_told_beside_the_form(browser: TestClient, query: str, words: str) -> None:
    answer = browser.get(f"{MAP}?{query}")
    assert answer.status_code == 400
    assert words in text_of(answer.text)
    assert '<select id="rows"' in answer.text
    assert browser.get(f"{MAP}.csv?{query}").status_code == 400


def test_the_statement_on_the_page_gives_the_counts_of_the_page(browser: TestClient, made: Project) -> None:
    page = browser.get(f"{MAP}?since=2016").text
    found = re.search(r'(?s)<pre [^>]*id="statement"[^>]*>(.*?)</pre>', page)
    assert found
    with warehouse.locked(made.places.evidence) as connection:
        rows = questions.fetch(connection, html.unescape(found[1])).rows
    assert ("pop.nursing", None, None, 2, 1) in rows


def test_the_map_comes_as_csv_with_its_empty_cells(browser: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(browser.get(link(browser.get(MAP).text, "CSV")).text)))
    assert len(rows) == 6
    assert rows[0] == {
        "row": "pop.nursing",
        "row_label": "Nursing students",
        "column": "pra.mentoring",
        "column_label": "Mentoring",
        "works": "3",
        "retracted": "1",
        "qualitative": "1",
        "quantitative": "1",
        "several designs": "1",
    }
    assert sum(row["works"] == "0" for row in rows) == 4


def test_the_map_comes_as_pictures_that_say_what_they_are(browser: TestClient) -> None:
    page = browser.get(f"{MAP}?since=2015").text
    drawn = browser.get(link(page, "SVG"))
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "Population × Practice. 3 works stand in 4 cells" in drawn.text
    assert "Works of the year 2015 or later; that the reviewers do not exclude." in drawn.text
    assert "As of 2026-11-01, codebook version 3" in drawn.text
    assert browser.get(link(page, "PNG")).content.startswith(b"\x89PNG")


def test_designs_beyond_the_textures_share_one(made: Project, tmp_path: Path) -> None:
    from synth.web import gaps

    designs = {f"d{place}": f"Design {place}" for place in range(12)}
    counted = type("Counted", (), {"designs": designs})()
    parts = gaps._parts(counted)
    assert len(parts) == 8
    assert parts[-1] == ("Other designs", tuple(f"d{place}" for place in range(7, 12)))
    assert gaps._split(counted, {"d0": 2, "d8": 1, "d11": 3}) == (2, 0, 0, 0, 0, 0, 0, 4)


@pytest.mark.parametrize("role", Role)
def test_everybody_may_read_the_map(made: Project, role: Role) -> None:
    assert visit(made, "rue", role).get(MAP).status_code == 200
