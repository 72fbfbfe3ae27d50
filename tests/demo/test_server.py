import threading

import pytest
import requests

from synth.demo.literature import Literature, generate
from synth.demo.records import SOURCES
from synth.demo.server import Asked, Server
from synth.domain.reviews import Demo
from tests.demo.asking import (
    TIMEOUT,
    ask,
    crossref_walk,
    eric_docs,
    europepmc_walk,
    openalex_walk,
    pubmed_ids,
)


@pytest.fixture(scope="module")
def small() -> Literature:
    return generate(Demo(works=60), ())


def test_every_list_gives_each_record_once(literature: Literature, server: Server) -> None:
    walked = {
        "openalex": [work["id"] for page in openalex_walk(server, 200) for work in page["results"]],
        "crossref": [work["DOI"] for message in crossref_walk(server) for work in message["items"]],
        "pubmed": list(pubmed_ids(server, "1990:2030[dp]", 300)),
        "europepmc": [
            (work["source"], work["id"])
            for page in europepmc_walk(server, 300, query="*", resultType="idlist")
            for work in page["resultList"]["result"]
        ],
        "eric": [document["id"] for document in eric_docs(server, "*:*", 90)],
    }
    for source in SOURCES:
        assert len(walked[source]) == len(literature.records_of(source)), source
        assert len(set(walked[source])) == len(walked[source]), source


def test_the_log_tells_what_was_asked_and_answered(small: Literature) -> None:
    with Server(small) as server:
        ask(server, "/eric/", search="nursing")
        requests.post(f"{server.address}/pubmed/esearch.fcgi", data={"term": "nurses"}, timeout=TIMEOUT)
        ask(server, "/openalex/works/W1")
        assert server.requests == [
            Asked(source="eric", method="GET", path="/", query="search=nursing", status=200),
            Asked(source="pubmed", method="POST", path="/esearch.fcgi", query="term=nurses", status=200),
            Asked(source="openalex", method="GET", path="/works/W1", query="", status=404),
        ]


def test_the_same_literature_gives_the_same_bodies(small: Literature) -> None:
    paths = (
        "/openalex/works?filter=title_and_abstract.search:nurses",
        "/crossref/works?query=nurses+belonging",
        "/europepmc/search?query=nurses&resultType=core&format=json",
        "/eric?search=students&format=json&fields=*",
        "/pubmed/esearch.fcgi?term=nurses&retmode=json",
    )
    bodies = []
    for literature in (small, generate(Demo(works=60), ())):
        with Server(literature) as server:
            bodies.append([requests.get(server.address + path, timeout=TIMEOUT).content for path in paths])
    assert bodies[0] == bodies[1]
    assert all(len(body) > 100 for body in bodies[0])


def test_the_clock_stands_still(server: Server) -> None:
    assert ask(server, "/eric", search="nursing").headers["Date"] == "Sun, 01 Nov 2026 12:00:00 GMT"


def test_several_may_ask_at_once(small: Literature) -> None:
    answers: list[int] = []

    def one() -> None:
        answers.append(ask(server, "/europepmc/search", query="students", format="json").status_code)

    with Server(small) as server:
        threads = [threading.Thread(target=one) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers == [200] * 8
        assert len(server.requests) == 8


def test_it_stops_although_a_client_keeps_its_connection(small: Literature) -> None:
    before = set(threading.enumerate())
    with requests.Session() as session:
        with Server(small) as server:
            address = server.address
            assert session.get(f"{address}/eric?search=nursing", timeout=TIMEOUT).status_code == 200
        with pytest.raises(requests.ConnectionError):
            session.get(f"{address}/eric?search=nursing", timeout=TIMEOUT)
    for thread in set(threading.enumerate()) - before:
        thread.join(TIMEOUT)
        assert not thread.is_alive()


def test_an_unknown_api_is_not_found(server: Server) -> None:
    assert ask(server, "/nothing").status_code == 404
    for source in SOURCES:
        assert ask(server, f"/{source}/nothing/here").status_code == 404


def test_the_real_works_are_found_by_their_dois(literature: Literature, server: Server) -> None:
    for landmark in literature.landmarks:
        doi = landmark.doi
        openalex = ask(server, f"/openalex/works/doi:{doi}").json()
        crossref = ask(server, f"/crossref/works/{doi}").json()["message"]
        assert (openalex["doi"], crossref["DOI"]) == (f"https://doi.org/{doi}", doi)
        assert openalex["title"] == crossref["title"][0] == landmark.title
        assert not {"cited_by_count", "open_access", "counts_by_year"} & set(openalex)
        assert not {"is-referenced-by-count", "reference-count", "license"} & set(crossref)
        assert openalex["abstract_inverted_index"] is None
        assert "abstract" not in crossref
        assert crossref["issued"] == {"date-parts": [[landmark.year]]}
        assert list(pubmed_ids(server, f"{doi}[aid]"))
        page = next(europepmc_walk(server, query=f'DOI:"{doi}"', resultType="core"))
        assert page["hitCount"] == 1
        assert not {"abstractText", "citedByCount"} & set(page["resultList"]["result"][0])
