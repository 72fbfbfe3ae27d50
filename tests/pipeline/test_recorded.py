"""Real recorded answers, served on loopback and harvested over HTTP by the code that asks the world."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from synth.stages import harvest, period
from synth.store import raw
from tests.pipeline.project import SHARED, STAGES, Project

FIXTURES = SHARED / "fixtures"
pytestmark = pytest.mark.skipif(
    not FIXTURES.is_dir(), reason="the recorded answers are not beside this checkout"
)

SEARCH = """
- name: recorded
  sources: [openalex, pubmed, europepmc, eric]
  blocks:
    - [sense of belonging]
- name: recorded, ranked
  sources: [crossref]
  short:
    - {text: sense of belonging, most: 20}
"""
KEY = "a-key-that-must-not-be-kept"


def recorded(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def sent(body: bytes, kind: str = "application/json") -> Response:
    return Response(body, content_type=kind)


def openalex(request: Request) -> Response:
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    if "doi:" in request.args["filter"]:
        return sent(recorded("openalex/batch_doi25_page1.json"))
    if request.args["cursor"] == "*":
        return sent(recorded("openalex/batch_ids_cursor_page1.json"))
    return sent(recorded("openalex/batch_ids_cursor_page2_empty.json"))


def crossref(request: Request) -> Response:
    if "doi:" in request.args.get("filter", ""):
        return sent(recorded("crossref/list_hindawi_100_retracted_title.json"))
    return sent(recorded("crossref/list_query_author_20.json"))


def pubmed(request: Request) -> Response:
    ids = re.findall(
        rb"<PMID Version=\"\d+\">(\d+)</PMID>\s*<Date", recorded("pubmed/efetch_nlm_sample_A.xml")
    )
    assert request.form["api_key"] == KEY
    if request.path.endswith("efetch.fcgi"):
        return sent(recorded("pubmed/efetch_nlm_sample_A.xml"), "text/xml")
    found = [one.decode() for one in ids] if "aid" not in request.form["term"] else []
    answer = {
        "header": {"type": "esearch", "version": "0.3"},
        "esearchresult": {
            "count": str(len(found)),
            "retmax": str(len(found)),
            "retstart": "0",
            "idlist": found,
        },
    }
    return sent(json.dumps(answer).encode())


def europepmc(request: Request) -> Response:
    if "DOI:" in request.args["query"]:
        return sent(recorded("europepmc/search_no_results.json"))
    if request.args["cursorMark"] == "*":
        return sent(recorded("europepmc/search_core_25.json"))
    return sent(recorded("europepmc/search_no_results.json"))


def eric(request: Request) -> Response:
    return sent(recorded("eric/search_ajs_333.json"))


@pytest.fixture
def project(tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = Project(tmp_path, profile="live")
    (tmp_path / "queries" / "search.yaml").write_text(SEARCH)
    bases = []
    for source, answer in {
        "openalex": openalex,
        "crossref": crossref,
        "pubmed": pubmed,
        "europepmc": europepmc,
        "eric": eric,
    }.items():
        httpserver.expect_request(re.compile(rf"/{source}.*")).respond_with_handler(answer)
        bases.append(f'{source} = "{httpserver.url_for(f"/{source}")}"')
    project.set(f"bases = {{ {', '.join(bases)} }}")
    monkeypatch.setenv("OPENALEX_API_KEY", KEY)
    monkeypatch.setenv("NCBI_API_KEY", KEY)
    return project


def test_recorded_pages_become_works_that_lead_back_to_them(project: Project, httpserver: HTTPServer) -> None:
    for stage in STAGES:
        stage.run(project.places)
    httpserver.check_assertions()
    entries = raw.read_ledger(project.places.raw)
    # The recorded search had five million hits, of which one page was recorded: that is a gap, and said so.
    assert {entry.source: entry.reason for entry in entries if entry.state == "gap"} == {
        "europepmc": "europepmc: 25 came of 5059039 that it counts"
    }
    by_source = dict(project.sql("select source, count(*) from records group by source"))
    assert by_source["crossref"] == 20  # of the answer to the DOIs none was asked for
    assert by_source["eric"] == 333
    assert by_source["europepmc"] == 25
    assert by_source["pubmed"] == 61
    assert by_source["openalex"] == len(
        json.loads(recorded("openalex/batch_ids_cursor_page1.json"))["results"]
    )
    assert project.metrics("parse")["answers_not_read"] == 0
    for name, digest in project.sql("select answer, sha256 from answers"):
        assert raw.load(project.places.raw / name).answer.sha256 == digest


def test_dois_nobody_sent_are_listed_and_strangers_are_not_taken_in(project: Project) -> None:
    period.run(project.places)
    harvest.run(project.places)
    missing = Counter(
        {entry.source: len(entry.missing) for entry in raw.read_ledger(project.places.raw) if entry.dois}
    )
    assert missing == {"openalex": 33, "crossref": 33, "pubmed": 33, "europepmc": 33}


def test_no_key_is_in_anything_that_is_kept(project: Project) -> None:
    for stage in STAGES:
        stage.run(project.places)
    for file in project.folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert KEY.encode() not in content, file.name
    for file in project.places.raw.rglob("*.gz"):
        kept = raw.load(file)
        assert KEY not in str(kept.answer.request) + str(kept.answer.headers)
