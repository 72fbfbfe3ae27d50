import pytest
import requests

from synth.demo.literature import Literature, generate
from synth.demo.server import Server
from synth.domain.reviews import Demo
from tests.demo.asking import TIMEOUT, ask, openalex_walk, read

SEARCH = 'title_and_abstract.search:("sense of belonging" OR mattering) AND (nurses OR "nursing students")'


def count(server: Server, **parameters: str | int) -> int:
    found: int = read(server, "/openalex/works", per_page=1, **parameters)["meta"]["count"]
    return found


def test_the_filter_and_the_newer_parameter_find_the_same(server: Server) -> None:
    text = SEARCH.partition(":")[2]
    found = count(server, filter=SEARCH)
    assert found > 50
    assert count(server, **{"search.title_and_abstract": text}) == found


def test_words_are_stemmed_unless_asked_exactly(server: Server) -> None:
    stemmed = count(server, filter="title_and_abstract.search:belongingness")
    exact = count(server, filter="title_and_abstract.search.exact:belongingness")
    assert stemmed == count(server, filter="title_and_abstract.search:belonging")
    assert 0 < exact < stemmed / 2


def test_parts_of_a_search_add_up(server: Server) -> None:
    either = count(server, filter="title.search:nurses OR students")
    both = count(server, filter="title.search:nurses AND students")
    nurses, students = (count(server, filter=f"title.search:{word}") for word in ("nurses", "students"))
    assert either == nurses + students - both
    assert count(server, filter="title.search:nurses NOT students") == nurses - both
    assert count(server, filter="title.search:nurses,title.search:students") == both


def test_a_batch_of_dois_gives_what_is_known(literature: Literature, server: Server) -> None:
    dois = [landmark.doi for landmark in literature.landmarks]
    batch = read(server, "/openalex/works", filter=f"doi:{'|'.join(dois)}|10.9999/unknown", per_page=100)
    assert {work["doi"] for work in batch["results"]} == {f"https://doi.org/{doi}" for doi in dois}
    too_many = "|".join(f"10.9999/{number}" for number in range(101))
    assert ask(server, "/openalex/works", filter=f"doi:{too_many}").status_code == 400


def test_one_doi_can_give_two_works(server: Server) -> None:
    seen: dict[str, int] = {}
    for page in openalex_walk(server, 200, select="doi"):
        for work in page["results"]:
            if work["doi"]:
                seen[work["doi"]] = seen.get(work["doi"], 0) + 1
    assert max(seen.values()) > 1


def test_citations_go_both_ways(server: Server) -> None:
    cited = read(server, "/openalex/works", sort="cited_by_count:desc", per_page=1)["results"][0]
    name = cited["id"].rpartition("/")[2]
    citing = [work for page in openalex_walk(server, filter=f"cites:{name}") for work in page["results"]]
    assert len(citing) == cited["cited_by_count"] > 20
    assert all(cited["id"] in work["referenced_works"] for work in citing)
    assert sum(entry["cited_by_count"] for entry in cited["counts_by_year"]) == len(citing)
    first = citing[0]["id"].rpartition("/")[2]
    assert count(server, filter=f"cited_by:{first}") == citing[0]["referenced_works_count"]


def test_pages_and_cursors_give_the_same_works(server: Server) -> None:
    walked = [work["id"] for page in openalex_walk(server, 50, filter=SEARCH) for work in page["results"]]
    paged: list[str] = []
    for number in range(1, len(walked) // 50 + 2):
        page = read(server, "/openalex/works", filter=SEARCH, per_page=50, page=number)
        assert page["meta"]["page"] == number
        assert "next_cursor" not in page["meta"]
        paged += [work["id"] for work in page["results"]]
    assert paged == walked
    scored = read(server, "/openalex/works", filter=SEARCH)["results"]
    assert [work["relevance_score"] for work in scored] == sorted(
        (work["relevance_score"] for work in scored), reverse=True
    )


def test_a_selection_sends_only_what_was_asked(server: Server) -> None:
    page = read(server, "/openalex/works", filter="title.search:nurses", select="id,title")
    assert {key for work in page["results"] for key in work} == {"id", "title"}


def test_years_dates_and_kinds_are_filters(server: Server) -> None:
    everything = count(server)
    recent = count(server, filter="publication_year:2020-2026")
    assert recent + count(server, filter="publication_year:<2020") == everything
    assert count(server, filter="publication_year:>2019") == recent
    assert count(server, filter="from_publication_date:2020-01-01") == recent
    assert count(server, filter="to_publication_date:2019-12-31") == everything - recent
    retracted = count(server, filter="is_retracted:true")
    assert 5 < retracted < 60
    assert count(server, filter="is_retracted:false") == everything - retracted
    groups = read(server, "/openalex/works", group_by="type")["group_by"]
    assert sum(group["count"] for group in groups) == everything
    assert {group["key"]: group["count"] for group in groups}["preprint"] == count(
        server, filter="type:preprint"
    )


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"filter": "title.search:(nurses"}, "cannot parse"),
        ({"filter": "title.search:nurs*"}, "Wildcards"),
        ({"filter": "nurses"}, "Invalid filter"),
        ({"filter": "title.search:" + "nurses OR " * 200 + "nurses"}, "Search query too long"),
        ({"search.nothing": "nurses"}, "not a valid search parameter"),
        ({"per_page": "201"}, "between 1 and 200"),
        ({"per_page": "200", "page": "51"}, "10,000"),
        ({"page": "0"}, "Page parameter"),
        ({"cursor": "nonsense"}, "Cursor"),
        ({"nothing": "1"}, "not a valid parameter"),
        ({"sort": "title"}, "not a valid sort"),
        ({"group_by": "title"}, "not a valid group_by"),
        ({"filter": "publication_year:soon"}, "publication_year"),
        ({"filter": "from_publication_date:soon"}, "YYYY-MM-DD"),
    ],
)
def test_what_is_not_valid_is_refused_in_words(
    server: Server, parameters: dict[str, str], words: str
) -> None:
    answer = ask(server, "/openalex/works", **parameters)
    assert answer.status_code == 400
    assert words in answer.json()["message"]


def test_filters_by_the_date_of_an_update_need_a_plan(server: Server) -> None:
    answer = ask(server, "/openalex/works", filter="from_updated_date:2026-01-01")
    assert answer.status_code == 429
    assert answer.json()["error"] == "Plan upgrade required"


def test_a_budget_is_counted_and_then_spent() -> None:
    with Server(generate(Demo(works=40), ()), credits=21, keys=("right",)) as server:
        free = ask(server, "/openalex/works/W1")
        search = ask(server, "/openalex/works", filter="title.search:nurses")
        listed = ask(server, "/openalex/works")
        ask(server, "/openalex/works", search="nurses")
        spent = ask(server, "/openalex/works", search="nurses")
        header = {"Authorization": "Bearer right"}
        keyed = requests.get(
            f"{server.address}/openalex/works?search=nurses", headers=header, timeout=TIMEOUT
        )
    used = [answer.headers["X-RateLimit-Credits-Used"] for answer in (free, search, listed, spent)]
    assert used == ["0", "10", "1", "0"]
    assert [answer.headers["X-RateLimit-Remaining"] for answer in (free, search, listed)] == [
        "21",
        "11",
        "10",
    ]
    assert listed.json()["meta"]["cost_usd"] == 0.0001
    assert spent.status_code == 429
    assert "Insufficient budget" in spent.json()["message"]
    assert spent.headers["Retry-After"] == "43200"
    assert (keyed.status_code, keyed.headers["X-RateLimit-Limit"]) == (200, "210")


def test_abstracts_can_be_put_together_again(server: Server) -> None:
    page = read(server, "/openalex/works", filter="has_abstract:true,is_retracted:false", per_page=20)
    for work in page["results"]:
        places = {place: word for word, found in work["abstract_inverted_index"].items() for place in found}
        assert sorted(places) == list(range(len(places)))
    assert (
        read(server, "/openalex/works", filter="has_abstract:false")["results"][0]["abstract_inverted_index"]
        is None
    )
