"""The server's answers against recorded real ones: the same keys, types, nullability and forms of error."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import requests

from synth.demo.server import Server
from tests.demo.asking import (
    TIMEOUT,
    ask,
    crossref_walk,
    eric_docs,
    europepmc_walk,
    openalex_walk,
    pubmed_ids,
    read,
)

FIXTURES = Path(__file__).resolve().parents[2] / ".." / "shared" / "fixtures"
pytestmark = pytest.mark.skipif(
    not FIXTURES.is_dir(), reason="the recorded answers (../shared/fixtures) are not here"
)

# Keys are a work's own words here, not a schema.
OPAQUE = {".abstract_inverted_index"}
NAMES = {"int": "number", "float": "number", "NoneType": "null"}


class Shape:
    """What a set of JSON values looks like: which keys each object has, and of which types values are."""

    def __init__(self, values: Iterable[Any]) -> None:
        self.types: dict[str, set[str]] = defaultdict(set)
        self.objects: Counter[str] = Counter()
        self.keys: Counter[str] = Counter()
        for value in values:
            self._see(value, "")

    def _see(self, value: Any, path: str) -> None:
        self.types[path].add(NAMES.get(type(value).__name__, type(value).__name__))
        if isinstance(value, dict) and path not in OPAQUE:
            self.objects[path] += 1
            for key, entry in value.items():
                self.keys[f"{path}.{key}"] += 1
                self._see(entry, f"{path}.{key}")
        if isinstance(value, list):
            for entry in value:
                self._see(entry, f"{path}[]")

    def always(self) -> set[str]:
        """Give the keys that each object of their place has."""
        return {path for path, count in self.keys.items() if count == self.objects[path.rpartition(".")[0]]}


def compare(
    ours: Iterable[Any], real: Iterable[Any], *, added: Mapping[str, str], left_out: Mapping[str, str]
) -> None:
    """Hold our values against real ones; ``added`` and ``left_out`` list what differs, and why."""
    mine, theirs = Shape(ours), Shape(real)
    wanted = {path for path in theirs.always() if mine.objects[path.rpartition(".")[0]]}
    assert wanted - mine.always() - set(left_out) == set(), "keys the real answers always have"
    assert set(mine.keys) - set(theirs.keys) - set(added) == set(), "keys no real answer has"
    wrong = {
        path: (found, theirs.types[path])
        for path, found in mine.types.items()
        if path in theirs.types and not found <= theirs.types[path]
    }
    assert wrong == {}, "types"


def recorded(*names: str) -> list[Any]:
    return [json.loads((FIXTURES / name).read_text(encoding="utf-8")) for name in names]


# Of a real work we know no counts and no access; leaving them out is truer than nought and "closed".
COUNTS = "left out for real works: no figure about them is made up"


def synthetic(work: dict[str, Any]) -> bool:
    """Leave the real works out: of these no issue, no page, no ISSN and no count is known."""
    doi = str(work.get("DOI") or work.get("doi") or "10.5555/none")
    return doi.removeprefix("https://doi.org/").startswith("10.5555/")


def openalex_recorded() -> list[Any]:
    """Give the works recorded in July 2026; older ones have keys that are gone."""
    paths = sorted((FIXTURES / "openalex").glob("work_*.json"))
    works = [json.loads(path.read_text(encoding="utf-8")) for path in paths if "reactions" not in path.name]
    return [*works, *recorded("openalex/list_sample5.json")[0]["results"]]


def test_an_openalex_work_looks_like_a_real_one(server: Server) -> None:
    pages = list(openalex_walk(server, filter="title_and_abstract.search:nurses OR students OR patients"))
    works = [work for page in pages for work in page["results"]]
    assert len(works) > 500
    added = {
        ".ids.pmcid": "in the documentation; none of the recorded works is in PMC",
    }
    compare(filter(synthetic, works), openalex_recorded(), added=added, left_out={})
    real = [work for work in works if not synthetic(work)]
    assert real
    unknown = ("cited_by_count", "counts_by_year", "open_access", "referenced_works_count", "fwci")
    compare(real, openalex_recorded(), added={}, left_out={f".{name}": COUNTS for name in unknown})


def test_an_openalex_list_looks_like_a_real_one(server: Server) -> None:
    ours = read(server, "/openalex/works", filter="doi:10.1007/s40670-025-02461-1|10.1186/s12909-024-05413-2")
    real = recorded("openalex/list_sample5.json")[0]
    assert set(ours) == set(real)
    assert set(ours["meta"]) == set(real["meta"]) - {"x_query"}  # echoes the request in another language
    pages = list(openalex_walk(server, filter="title.search:belongingness"))
    first, last = pages[0], pages[-1]
    empty = recorded("openalex/batch_ids_cursor_page2_empty.json")[0]
    assert first["meta"]["page"] is None
    assert first["meta"]["next_cursor"]
    assert last["results"] == empty["results"]
    assert last["meta"]["next_cursor"] is None
    assert set(last["meta"]) == {*empty["meta"], "cost_usd"}


def test_openalex_refuses_as_it_really_does(server: Server) -> None:
    unknown = ask(server, "/openalex/works", filter="DOESNTEXIST:1")
    select = ask(server, "/openalex/works/doi:10.1007/s40670-025-02461-1", select="DOESNTEXIST")
    for answer, name in ((unknown, "error_400_unknown_filter.json"), (select, "error_400_bad_select.json")):
        real = recorded(f"openalex/{name}")[0]
        assert answer.status_code == 400
        assert set(answer.json()) == set(real)
        assert answer.json()["error"] == real["error"]
        assert answer.json()["message"].split(".")[0] == real["message"].split(".")[0]
    missing = ask(server, "/openalex/works/doi:10.9999/nothing")
    assert missing.status_code == 404
    assert missing.headers["Content-Type"].startswith("text/html")
    assert missing.text == (FIXTURES / "openalex/error_404.html").read_text(encoding="utf-8")
    key = requests.get(
        server.address + "/openalex/works", headers={"Authorization": "Bearer wrong"}, timeout=TIMEOUT
    )
    assert (key.status_code, key.json()) == (401, recorded("openalex/error_401_bad_key.json")[0])


def crossref_recorded() -> list[Any]:
    works = []
    for path in sorted((FIXTURES / "crossref").glob("*.json")):
        if path.name.startswith(("error", "agency", "select", "colrev")):
            continue
        message = json.loads(path.read_text(encoding="utf-8"))["message"]
        works += message.get("items", [message])
    return works


def test_a_crossref_work_looks_like_a_real_one(server: Server) -> None:
    works = [
        work
        for page in crossref_walk(server, query="nursing medical students belonging")
        for work in page["items"]
    ]
    assert len(works) > 500
    added = {
        ".author[].name": "a group of authors, in the documentation; all recorded authors are persons",
        ".relation.is-preprint-of": "the other direction of has-preprint, which is recorded",
        ".update-to[].source": "recorded in updated-by of 2026; the recorded update-to are of 2022",
    }
    added |= {
        f".relation.is-preprint-of[]{key}": "as has-preprint" for key in (".id-type", ".id", ".asserted-by")
    }
    compare(filter(synthetic, works), crossref_recorded(), added=added, left_out={})
    real = [work for work in works if not synthetic(work)]
    assert real
    unknown = ("is-referenced-by-count", "reference-count", "references-count")
    compare(real, crossref_recorded(), added={}, left_out={f".{name}": COUNTS for name in unknown})


def test_a_crossref_list_looks_like_a_real_one(server: Server) -> None:
    plain, walk, empty = recorded(
        "crossref/list_query_two.json", "crossref/cursor_page1.json", "crossref/list_empty.json"
    )
    ours = read(server, "/crossref/works", query="nursing", rows=2)
    assert {key: type(value) for key, value in ours.items()} == {
        key: type(value) for key, value in plain.items()
    }
    assert set(ours["message"]) == set(plain["message"])
    assert set(read(server, "/crossref/works", query="nursing", cursor="*")["message"]) == set(
        walk["message"]
    )
    nothing = read(server, "/crossref/works", filter="prefix:10.4176")
    assert nothing == empty


def test_crossref_refuses_as_it_really_does(server: Server) -> None:
    cases = {
        "error_400_rows.json": ask(server, "/crossref/works", rows="things"),
        "error_400_sample.json": ask(server, "/crossref/works", sample=200),
        "error_404_bad_cursor.json": ask(server, "/crossref/works", query="widget", cursor="thing"),
        "error_400_query_on_single_work.json": requests.get(
            f"{server.address}/crossref/works/10.1007/s40670-025-02461-1?query.author=carl", timeout=TIMEOUT
        ),
    }
    for name, answer in cases.items():
        assert answer.status_code == int(name[6:9])
        assert answer.json() == recorded(f"crossref/{name}")[0]
    missing = ask(server, "/crossref/works/10.1371/notarealdoi")
    assert (missing.status_code, missing.headers["Content-Type"]) == (404, "text/plain")
    assert (
        missing.text
        == (FIXTURES / "crossref/error_404_resource_not_found.txt").read_text(encoding="utf-8").strip()
    )


def europepmc_recorded(*names: str) -> list[Any]:
    return [record for answer in recorded(*names) for record in answer["resultList"]["result"]]


def test_a_long_record_of_europe_pmc_looks_like_a_real_one(server: Server) -> None:
    pages = list(europepmc_walk(server, query="nurses OR students OR patients", resultType="core"))
    works = [work for page in pages for work in page["resultList"]["result"]]
    assert len(works) > 400
    journals = [work for work in works if work["source"] == "MED" and synthetic(work)]
    core = europepmc_recorded("europepmc/search_core_25.json", "europepmc/search_core_retracted_2026.json")
    added = {
        ".authorList.author[].collectiveName": "a group of authors, in the documentation; none is recorded"
    }
    alone = {
        f".authorList.author[].{key}": "a group has none"
        for key in ("fullName", "firstName", "lastName", "initials")
    }
    left_out = alone
    compare(journals, core, added=added, left_out=left_out)
    preprints = [work for work in works if work["source"] == "PPR"]
    added |= {
        f".bookOrReportDetails{key}": "where a preprint stands, in the documentation; no preprint is recorded"
        for key in ("", ".publisher", ".yearOfPublication")
    }
    compare(
        preprints, core, added=added, left_out=left_out | {".pmid": "", ".journalInfo": "", ".subsetList": ""}
    )


def test_a_short_record_of_europe_pmc_looks_like_a_real_one(server: Server) -> None:
    lite = europepmc_recorded("europepmc/search_lite_25.json", "europepmc/search_lite_boolean_5.json")
    ids = europepmc_recorded("europepmc/search_idlist.json")
    for kind, real in (("lite", lite), ("idlist", ids)):
        pages = list(europepmc_walk(server, query="SRC:MED AND students", resultType=kind))
        works = [work for page in pages for work in page["resultList"]["result"]]
        compare(filter(synthetic, works), real, added={}, left_out={})


def test_a_europe_pmc_list_looks_like_a_real_one(server: Server) -> None:
    real, nothing = recorded("europepmc/search_core_25.json", "europepmc/search_no_results.json")
    ours = read(server, "/europepmc/search", query="nurses", format="json", resultType="core", cursorMark="*")
    assert {key: type(value) for key, value in ours.items()} == {
        key: type(value) for key, value in real.items()
    }
    assert set(ours["request"]) == set(real["request"])
    empty = read(server, "/europepmc/search", query="asdkfjhasdkfjhasdfasdasdasdfgsagsd", format="json")
    assert set(empty) == set(nothing)
    assert empty["resultList"] == nothing["resultList"]


def test_an_eric_document_looks_like_a_real_one(server: Server) -> None:
    docs = list(eric_docs(server, "*:*"))
    assert len(docs) > 300
    ajs, one = recorded("eric/search_ajs_333.json", "eric/search_one_of_56.json")
    compare(docs, ajs["response"]["docs"] + one["response"]["docs"], added={}, left_out={})
    ours = read(server, "/eric/", search="nursing", format="json")
    assert set(ours) == set(one)
    assert set(ours["response"]) == set(one["response"])


def paths_of(articles: Iterable[ElementTree.Element]) -> tuple[set[str], set[str]]:
    """Give the paths that all articles have, and those that any has."""
    seen: list[set[str]] = []
    for article in articles:
        paths: set[str] = set()
        pending = [(article, "")]
        while pending:
            element, above = pending.pop()
            path = f"{above}/{element.tag}"
            paths |= {path, *(f"{path}@{name}" for name in element.attrib)}
            pending += [(child, path) for child in element]
        seen.append(paths)
    return set.intersection(*seen), set.union(*seen)


def test_a_pubmed_article_looks_like_a_real_one(server: Server) -> None:
    ids = ",".join(pubmed_ids(server, "nurses OR students OR patients"))
    form = {"db": "pubmed", "id": ids, "retmode": "xml"}
    answer = requests.post(f"{server.address}/pubmed/efetch.fcgi", data=form, timeout=TIMEOUT)
    articles = ElementTree.fromstring(answer.content).findall("PubmedArticle")
    assert len(articles) == ids.count(",") + 1 > 400
    real: list[ElementTree.Element] = []
    for path in sorted((FIXTURES / "pubmed").glob("efetch_*.xml")):
        root = ElementTree.parse(path).getroot()
        real += [root] if root.tag == "PubmedArticle" else root.findall("PubmedArticle")
    always, ever = paths_of(real)
    ours_always, ours_ever = paths_of(articles)
    bare = {  # of a real work nothing of this is known
        path for path in always if path.endswith(("/ISSN", "/ISSN@IssnType", "/NlmUniqueID", "/Country"))
    }
    assert always - ours_always - bare == set()
    assert ours_ever - ever == set()


def test_pubmed_searches_answer_as_they_really_do(server: Server) -> None:
    count, lost = recorded(
        "pubmed/esearch_json_count.json", "pubmed/esearch_json_quoted_phrase_not_found.json"
    )
    ours = read(server, "/pubmed/esearch.fcgi", db="pubmed", term="nurses", retmode="json", retmax=0)
    assert ours["header"] == count["header"]
    assert set(ours["esearchresult"]) == set(count["esearchresult"])
    assert isinstance(ours["esearchresult"]["count"], str)
    nothing = read(
        server, "/pubmed/esearch.fcgi", db="pubmed", term='"zzqxunfoundphrase qqxz"', retmode="json"
    )
    assert set(nothing["esearchresult"]) == set(lost["esearchresult"])
    assert nothing["esearchresult"]["warninglist"] == lost["esearchresult"]["warninglist"]


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("esearch_20_of_63.xml", {"term": "belongingness"}),
        ("esearch_usehistory.xml", {"term": "nurses", "usehistory": "y"}),
        ("esearch_phrase_not_found.xml", {"term": "abcXYZ"}),
    ],
)
def test_a_pubmed_search_in_xml_has_the_real_elements(
    server: Server, name: str, parameters: dict[str, str]
) -> None:
    answer = ask(server, "/pubmed/esearch.fcgi", db="pubmed", **parameters)
    ours = [element.tag for element in ElementTree.fromstring(answer.content)]
    real = [element.tag for element in ElementTree.parse(FIXTURES / "pubmed" / name).getroot()]
    assert ours == real


def test_unknown_records_are_left_out_of_a_fetch(server: Server) -> None:
    answer = ask(server, "/pubmed/efetch.fcgi", db="pubmed", id="37909814", retmode="xml")
    real = ElementTree.parse(FIXTURES / "pubmed" / "efetch_37909814.xml").getroot()
    ours = ElementTree.fromstring(answer.content)
    assert (ours.tag, list(ours)) == (real.tag, list(real))
