import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
import requests

from synth.demo.server import Server
from tests.demo.asking import TIMEOUT, ask, pubmed_ids, read


def search(server: Server, term: str, **parameters: str | int) -> dict[str, Any]:
    answer = read(server, "/pubmed/esearch.fcgi", db="pubmed", term=term, retmode="json", **parameters)
    found: dict[str, Any] = answer["esearchresult"]
    return found


def count(server: Server, term: str, **parameters: str | int) -> int:
    return int(search(server, term, **parameters)["count"])


def fetch(server: Server, ids: str, **parameters: str | int) -> list[ElementTree.Element]:
    form = {"db": "pubmed", "id": ids, "retmode": "xml", **parameters}
    answer = requests.post(f"{server.address}/pubmed/efetch.fcgi", data=form, timeout=TIMEOUT)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content).findall("PubmedArticle")


def test_parts_of_a_search_add_up(server: Server) -> None:
    nurses, students = count(server, "nurses[tiab]"), count(server, "students[tiab]")
    both = count(server, "nurses[tiab] AND students[tiab]")
    assert count(server, "nurses[tiab] OR students[tiab]") == nurses + students - both
    assert count(server, "nurses[tiab] NOT students[tiab]") == nurses - both
    assert count(server, "nurse*[tiab]") >= nurses > count(server, "nurses[ti]") > 0


def test_headings_are_looked_up_whole(server: Server) -> None:
    assert count(server, '"Students, Nursing"[mh]') > 10
    assert count(server, "Students[mh]") != count(server, "students[mh] OR Students, Nursing[mh]")
    assert count(server, "Nursing[mh]") == 0


def test_the_newest_come_first(server: Server) -> None:
    ids = [int(name) for name in pubmed_ids(server, "nurses[tiab]")]
    assert ids == sorted(ids, reverse=True)


def test_dates_split_a_search_in_two(server: Server) -> None:
    everything = count(server, "nurses[tiab]")
    for kind in ("edat", "mdat", "crdt", "pdat"):
        spans = (("1990", "2022/06/30"), ("2022/07/01", "2030"))
        parts = [
            count(server, "nurses[tiab]", datetype=kind, mindate=low, maxdate=high) for low, high in spans
        ]
        assert sum(parts) == everything
        assert min(parts) > 0
    assert count(server, "nurses[tiab] AND 1990:2022[dp]") < everything
    assert count(server, "nurses[tiab]", datetype="edat", reldate=365) < everything / 2


def test_what_is_not_known_is_said_with_status_200(server: Server) -> None:
    answer = search(server, '(zzqx[tiab] OR "no such phrase"[tiab] OR nurses[tiab]) AND belonging[nowhere]')
    assert answer["errorlist"] == {"phrasesnotfound": ["zzqx"], "fieldsnotfound": ["nowhere"]}
    assert answer["warninglist"]["quotedphrasesnotfound"] == ['"no such phrase"[tiab]']
    assert answer["warninglist"]["outputmessages"] == ["No items found."]
    assert "errorlist" not in search(server, "nurses[tiab]")


def test_the_translation_says_how_a_search_was_read(server: Server) -> None:
    answer = search(
        server, '"sense of belonging"[tiab] AND nurse*[ti]', datetype="edat", mindate="2020", maxdate="2026"
    )
    assert answer["querytranslation"] == (
        '("sense of belonging"[Title/Abstract] AND nurse*[Title]) AND 2020/01/01:2026/12/31[Date - Entry]'
    )


def test_a_search_can_be_sent_as_a_form(server: Server) -> None:
    form = {"db": "pubmed", "term": "nurses[tiab]", "retmode": "json", "retmax": "3"}
    answer = requests.post(f"{server.address}/pubmed/esearch.fcgi", data=form, timeout=TIMEOUT).json()
    assert answer["esearchresult"] == search(server, "nurses[tiab]", retmax=3)


def test_history_gives_the_records_of_a_search(server: Server) -> None:
    answer = search(server, "belongingness[tiab]", usehistory="y", retmax=0)
    assert answer["idlist"] == []
    articles = []
    for start in range(0, int(answer["count"]), 50):
        page = ask(
            server,
            "/pubmed/efetch.fcgi",
            db="pubmed",
            WebEnv=answer["webenv"],
            query_key=answer["querykey"],
            retstart=start,
            retmax=50,
        )
        articles += ElementTree.fromstring(page.content).findall("PubmedArticle")
    found = [article.findtext("MedlineCitation/PMID") for article in articles]
    assert found == list(pubmed_ids(server, "belongingness[tiab]"))


def test_records_beyond_the_reach_of_a_search_are_refused(server: Server) -> None:
    assert "cannot be larger than 9998" in search(server, "nurses", retstart=9999)["ERROR"]
    assert "idlist" not in search(server, "nurses", retstart=9999)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"term": ""}, "Empty term"),
        ({"term": "nurses", "db": "nothing"}, "Invalid db name"),
        ({"term": "nurses", "retmax": "many"}, "whole numbers"),
        ({"term": "nurses", "datetype": "none", "mindate": "2020", "maxdate": "2021"}, "datetype"),
        ({"term": "nurses", "mindate": "2020/13", "maxdate": "2021"}, "Invalid date"),
        ({"term": "soon[dp]"}, "Invalid date"),
    ],
)
def test_an_error_is_a_word_in_a_good_answer(server: Server, parameters: dict[str, str], words: str) -> None:
    answer = ask(server, "/pubmed/esearch.fcgi", retmode="json", **parameters)
    assert answer.status_code == 200
    assert words in answer.json()["esearchresult"]["ERROR"]
    assert "<ERROR>" in ask(server, "/pubmed/esearch.fcgi", **parameters).text


def test_a_fetch_leaves_out_what_is_not_known(server: Server) -> None:
    known = search(server, "nurses[tiab]", retmax=2)["idlist"]
    articles = fetch(server, f"{known[0]},123456789,{known[1]}")
    assert [article.findtext("MedlineCitation/PMID") for article in articles] == known


@pytest.mark.parametrize("ids", ["0", "", "abc"])
def test_a_fetch_without_any_id_is_refused(server: Server, ids: str) -> None:
    answer = ask(server, "/pubmed/efetch.fcgi", db="pubmed", id=ids, retmode="xml")
    assert answer.status_code == 400
    assert "ID list is empty!" in answer.text


def test_the_dirt_of_pubmed_is_there(server: Server) -> None:
    articles = fetch(server, ",".join(pubmed_ids(server, "1990:2030[dp]")))
    types = [[entry.text for entry in article.iter("PublicationType")] for article in articles]
    refs = {entry.get("RefType") for article in articles for entry in article.iter("CommentsCorrections")}
    titles = ["".join(title.itertext()) for article in articles for title in article.iter("ArticleTitle")]
    assert {"ErratumIn", "ErratumFor", "RetractionIn", "RetractionOf", "UpdateOf"} <= refs
    assert any("Retracted Publication" in found for found in types)
    assert "[Not Available]." in titles
    assert any(article.find(".//VernacularTitle") is not None for article in articles)
    assert any(article.find(".//OtherAbstract") is not None for article in articles)
    assert any(article.find(".//MedlineDate") is not None for article in articles)
    assert any(article.find(".//CollectiveName") is not None for article in articles)
    assert any(article.find(".//AbstractText[@Label]") is not None for article in articles)
    assert any(article.find(".//AbstractText") is None for article in articles)
    assert any(article.find("PubmedData/ReferenceList") is not None for article in articles)
    retracted = [
        article for article, found in zip(articles, types, strict=True) if "Retracted Publication" in found
    ]
    for article in retracted:
        assert any(entry.get("RefType") == "RetractionIn" for entry in article.iter("CommentsCorrections"))


def test_a_key_raises_the_limit(server: Server) -> None:
    assert ask(server, "/pubmed/esearch.fcgi", term="nurses").headers["X-RateLimit-Limit"] == "3"
    assert (
        ask(server, "/pubmed/esearch.fcgi", term="nurses", api_key="any").headers["X-RateLimit-Limit"] == "10"
    )


def test_kinds_languages_ids_and_nearness_are_fields(server: Server) -> None:
    assert 5 < count(server, '"Retracted Publication"[pt]') < 60
    assert count(server, "spa[la]") == count(server, "Spanish[la]") > 0
    first = search(server, "nurses[tiab]", retmax=1)["idlist"][0]
    assert search(server, f"{first}[uid]")["idlist"] == [first]
    near, far = (count(server, f'"belonging nurses"[tiab:~{width}]') for width in (1, 40))
    assert near < far <= count(server, "belonging[tiab] AND nurses[tiab]")
    assert count(server, "PMC90000001[pmcid] OR nurses[au]") <= 1


def test_a_search_is_translated_with_its_exclusions(server: Server) -> None:
    answer = search(server, "nurses[ti] NOT students[ti]")
    assert answer["querytranslation"] == '("nurses"[Title] NOT "students"[Title])'
