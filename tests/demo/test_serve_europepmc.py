import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest

from synth.demo.server import Server
from tests.demo.asking import ask, europepmc_walk, read


def page(server: Server, query: str, **parameters: str | int) -> dict[str, Any]:
    found: dict[str, Any] = read(server, "/europepmc/search", query=query, format="json", **parameters)
    return found


def hits(server: Server, query: str) -> int:
    found: int = page(server, query, resultType="idlist")["hitCount"]
    return found


def test_parts_of_a_search_add_up(server: Server) -> None:
    nurses, students = hits(server, "TITLE_ABS:nurses"), hits(server, "TITLE_ABS:students")
    both = hits(server, "TITLE_ABS:nurses AND TITLE_ABS:students")
    assert hits(server, "TITLE_ABS:(nurses OR students)") == nurses + students - both
    assert hits(server, "TITLE_ABS:nurses NOT TITLE_ABS:students") == nurses - both
    assert hits(server, 'TITLE_ABS:"nurse*"') >= nurses > hits(server, "TITLE:nurses") > 0


def test_collections_years_and_dates_split_the_whole(server: Server) -> None:
    everything = hits(server, "*")
    assert hits(server, "SRC:MED") + hits(server, "SRC:PPR") == everything
    assert hits(server, "HAS_ABSTRACT:y") + hits(server, "HAS_ABSTRACT:n") == everything
    assert hits(server, "PUB_YEAR:[* TO 2019]") + hits(server, "PUB_YEAR:[2020 TO *]") == everything
    for field in ("FIRST_IDATE", "UPDATE_DATE", "CREATION_DATE", "FIRST_PDATE"):
        early = hits(server, f"{field}:[1990-01-01 TO 2022-06-30]")
        late = hits(server, f"{field}:[2022-07-01 TO 2030-01-01]")
        assert early + late == everything
        assert min(early, late) > 0


def test_a_record_is_found_by_each_of_its_ids(server: Server) -> None:
    records = page(server, "SRC:MED AND IN_EPMC:y", resultType="lite")["resultList"]["result"]
    record = next(entry for entry in records if "doi" in entry)
    for query in (f"EXT_ID:{record['id']} AND SRC:MED", f"PMCID:{record['pmcid']}", f'DOI:"{record["doi"]}"'):
        assert record["id"] in {entry["id"] for entry in page(server, query)["resultList"]["result"]}


def test_marks_walk_to_the_end_and_then_repeat(server: Server) -> None:
    pages = list(europepmc_walk(server, 20, query="TITLE_ABS:belongingness"))
    ids = [(entry["source"], entry["id"]) for found in pages for entry in found["resultList"]["result"]]
    assert len(ids) == len(set(ids)) == pages[0]["hitCount"] > 40
    assert pages[-1]["nextCursorMark"] == pages[-1]["request"]["cursorMark"]
    assert "nextCursorMark" not in page(server, "asdfghjkl")


def test_a_page_is_ignored_once_a_mark_is_sent(server: Server) -> None:
    first = page(server, "nurses", cursorMark="*", page=3)
    assert first["resultList"] == page(server, "nurses", page=1)["resultList"]
    assert first["resultList"] != page(server, "nurses", page=3)["resultList"]


def test_only_the_long_form_has_abstracts(server: Server) -> None:
    forms = {kind: page(server, "HAS_ABSTRACT:y", resultType=kind) for kind in ("core", "lite", "idlist")}
    has = {
        kind: ["abstractText" in entry for entry in found["resultList"]["result"]]
        for kind, found in forms.items()
    }
    assert all(has["core"])
    assert not any(has["lite"] + has["idlist"])
    assert any("<h4>" in entry["abstractText"] for entry in forms["core"]["resultList"]["result"])


def test_preprints_and_their_articles_name_each_other(server: Server) -> None:
    walked = [
        entry
        for found in europepmc_walk(server, 500, query="*", resultType="core")
        for entry in found["resultList"]["result"]
    ]
    kinds = {
        link["type"]
        for entry in walked
        for link in entry.get("commentCorrectionList", {}).get("commentCorrection", [])
    }
    assert {
        "Preprint of",
        "Preprint in",
        "Retraction in",
        "Retraction of",
        "Erratum in",
        "Erratum for",
    } <= kinds
    preprints = [entry for entry in walked if entry["source"] == "PPR"]
    assert len(preprints) > 40
    assert all(entry["id"].startswith("PPR") and "pmid" not in entry for entry in preprints)
    assert all(entry["pubTypeList"]["pubType"] == ["Preprint"] for entry in preprints)


@pytest.mark.parametrize(
    "parameters",
    [
        {"query": "(nurses"},
        {"query": ""},
        {"query": "nurses", "pageSize": "1001"},
        {"query": "nurses", "resultType": "everything"},
        {"query": "nurses", "cursorMark": "nonsense"},
        {"query": "PUB_YEAR:soon"},
        {"query": "FIRST_IDATE:[soon TO later]"},
        {"query": "AUTH:[a TO b]"},
    ],
)
def test_an_error_comes_as_a_message_with_status_200(server: Server, parameters: dict[str, str]) -> None:
    answer = ask(server, "/europepmc/search", format="json", **parameters)
    assert answer.status_code == 200
    assert "Invalid request" in answer.json()["errMsg"]
    assert "resultList" not in answer.json()


def test_without_a_format_it_is_xml(server: Server) -> None:
    answer = ask(server, "/europepmc/search", query="nurses")
    root = ElementTree.fromstring(answer.content)
    assert root.findtext("hitCount") == str(hits(server, "nurses"))
    assert len(root.findall("resultList/result")) == 25


def test_a_field_it_does_not_know_is_read_as_words(server: Server) -> None:
    assert hits(server, "NOTHING:nurses") == 0
