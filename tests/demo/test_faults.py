from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests

from synth.demo.faults import KINDS, Fault, parse
from synth.demo.literature import Literature, generate
from synth.demo.server import Server
from synth.domain.reviews import Demo
from synth.errors import UserError
from tests.demo.asking import TIMEOUT

PATHS = {
    "openalex": "/openalex/works?filter=publication_year:1990-2030&per_page=5&cursor=*",
    "crossref": "/crossref/works?rows=5&cursor=*",
    "pubmed": "/pubmed/esearch.fcgi?term=1990:2030[dp]&retmode=json",
    "europepmc": "/europepmc/search?query=*&pageSize=5&cursorMark=*&format=json",
    "eric": "/eric/?search=*:*&format=json",
}
LISTS = {
    "openalex": "results",
    "crossref": "items",
    "pubmed": "idlist",
    "europepmc": "resultList",
    "eric": "docs",
}


@pytest.fixture(scope="module")
def literature() -> Literature:
    return generate(Demo(works=60), ())


@contextmanager
def faulty(literature: Literature, *texts: str) -> Iterator[Server]:
    with Server(literature, [parse(text) for text in texts]) as server:
        yield server


def get(server: Server, path: str) -> requests.Response:
    return requests.get(server.address + path, timeout=TIMEOUT)


def test_a_fault_is_read_from_text() -> None:
    assert parse("openalex:budget-429:after=3:times=2") == Fault(
        source="openalex", kind="budget-429", after=3, times=2
    )
    assert parse("eric:slow:seconds=0.5") == Fault(source="eric", kind="slow", seconds=0.5)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("scopus:500", "scopus"),
        ("eric:600", "600"),
        ("eric", "''"),
        ("eric:500:after=x", "after=x"),
        ("eric:slow:seconds=1.", "seconds=1."),
        ("eric:500:often", "often"),
    ],
)
def test_a_fault_that_cannot_be_read_is_refused_by_name(text: str, part: str) -> None:
    with pytest.raises(UserError, match=part.replace(".", r"\.")):
        parse(text)


def test_a_fault_comes_after_so_many_requests_and_goes_after_so_many(literature: Literature) -> None:
    with faulty(literature, "eric:503:after=1:times=2") as server:
        codes = [get(server, PATHS["eric"]).status_code for _ in range(5)]
        others = [get(server, PATHS["crossref"]).status_code for _ in range(3)]
    assert codes == [200, 503, 503, 200, 200]
    assert others == [200, 200, 200]


@pytest.mark.parametrize("source", PATHS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_source_knows_every_fault_and_recovers(literature: Literature, source: str, kind: str) -> None:
    with faulty(literature, f"{source}:{kind}:seconds=0.01") as server:
        try:
            spoilt: requests.Response | None = get(server, PATHS[source])
        except requests.RequestException:
            spoilt = None
        well = get(server, PATHS[source])
    assert well.status_code == 200
    assert LISTS[source] in well.text
    if kind == "cut-off":
        assert spoilt is None
    else:
        assert spoilt is not None
        expected = {"500": 500, "503": 503}.get(kind, 429 if kind.endswith("429") else 200)
        assert spoilt.status_code == expected


def test_the_four_meanings_of_429_can_be_told_apart(literature: Literature) -> None:
    kinds = ("budget", "second", "boolean", "plan")
    faults = [f"openalex:{kind}-429:after={number}" for number, kind in enumerate(kinds)]
    with faulty(literature, *faults) as server:
        budget, second, boolean, plan = (get(server, PATHS["openalex"]) for _ in kinds)
    assert "Insufficient budget" in budget.json()["message"]
    assert int(budget.headers["Retry-After"]) > 3600
    assert int(second.headers["Retry-After"]) < 10
    assert boolean.json()["reason"] == "broad_boolean_query"
    assert plan.json()["error"] == "Plan upgrade required"
    assert all("results" not in answer.json() for answer in (budget, second, boolean, plan))


def test_a_changed_schema_has_no_list_by_its_name(literature: Literature) -> None:
    faults = [f"{source}:changed-schema" for source in PATHS]
    with faulty(literature, *faults) as server:
        for source, path in PATHS.items():
            assert f'"{LISTS[source]}"' not in get(server, path).text
            assert f'"{LISTS[source]}"' in get(server, path).text


@pytest.mark.parametrize("source", ["openalex", "crossref", "europepmc"])
def test_a_cursor_can_be_made_to_repeat(literature: Literature, source: str) -> None:
    name = {"openalex": "next_cursor", "crossref": "next-cursor", "europepmc": "nextCursorMark"}[source]
    with faulty(literature, f"{source}:repeating-cursor") as server:
        assert f'"{name}":"*"' in get(server, PATHS[source]).text
        assert f'"{name}":"*"' not in get(server, PATHS[source]).text
