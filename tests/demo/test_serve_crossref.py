import pytest

from synth.demo.literature import Literature
from synth.demo.server import Server
from tests.demo.asking import ask, crossref_walk, read


def message(server: Server, **parameters: str | int) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = read(server, "/crossref/works", **parameters)["message"]
    return found


def total(server: Server, **parameters: str | int) -> int:
    found: int = read(server, "/crossref/works", rows=0, **parameters)["message"]["total-results"]
    return found


def test_words_are_alternatives_and_the_best_come_first(server: Server) -> None:
    one, two = total(server, query="belonging"), total(server, query="nursing")
    assert max(one, two) < total(server, query="belonging nursing") <= one + two
    best = message(server, **{"query.title": "belonging nursing"})["items"][0]["title"][0].lower()
    assert "belonging" in best
    assert "nursing" in best


def test_pages_by_offset_are_ranked_and_complete(server: Server) -> None:
    whole = message(server, query="belongingness", rows=1000)["items"]
    parts = [
        item
        for start in range(0, len(whole), 40)
        for item in message(server, query="belongingness", rows=40, offset=start)["items"]
    ]
    assert [item["DOI"] for item in parts] == [item["DOI"] for item in whole]
    scores = [float(item["score"]) for item in whole]
    assert scores == sorted(scores, reverse=True)


def test_the_cursor_is_there_even_on_the_last_page_and_behind_it(server: Server) -> None:
    pages = list(crossref_walk(server, 50, query="belongingness"))
    assert len(pages) > 1
    assert len(pages[-1]["items"]) < 50
    beyond = read(server, "/crossref/works", query="belongingness", cursor=pages[-1]["next-cursor"])[
        "message"
    ]
    assert beyond["items"] == []
    assert beyond["next-cursor"]


def test_a_batch_of_dois_is_a_repeated_filter(literature: Literature, server: Server) -> None:
    dois = [landmark.doi for landmark in literature.landmarks]
    batch = ",".join(f"doi:{doi}" for doi in (*dois, "10.9999/unknown"))
    assert sorted(item["DOI"] for item in message(server, filter=batch)["items"]) == sorted(dois)
    assert message(server, filter=f"doi:{dois[0]}|{dois[1]}")["items"] == []


def test_dates_of_indexing_split_a_list_in_two(server: Server) -> None:
    everything = total(server)
    before = total(server, filter="until-index-date:2024-06-30")
    after = total(server, filter="from-index-date:2024-07-01")
    assert 0 < before < everything
    assert before + after == everything
    assert total(server, filter="from-index-date:2024-07-01,until-index-date:2024-06-30") == 0
    assert total(server, filter="from-created-date:2024") < everything


def test_kinds_and_prefixes_are_filters(literature: Literature, server: Server) -> None:
    preprints = message(server, filter="type:posted-content", rows=5)["items"]
    assert all(item["subtype"] == "preprint" for item in preprints)
    assert total(server, filter="type:posted-content") + total(
        server, filter="type:journal-article"
    ) == total(server)
    assert total(server, filter="prefix:10.5555") == total(server) - len(literature.landmarks)
    assert 0 < total(server, filter="has-abstract:true") < total(server) / 2
    assert total(server, filter="is-update:true") > 20


def test_notices_and_the_works_they_are_about_name_each_other(server: Server) -> None:
    walked = [item for page in crossref_walk(server, 500) for item in page["items"]]
    works = {item["DOI"]: item for item in walked}
    kinds = set()
    for notice in walked:
        for update in notice.get("update-to", []):
            kinds.add(update["type"])
            back = works.get(update["DOI"], {}).get("updated-by", [])
            assert not back or notice["DOI"] in {entry["DOI"] for entry in back}
    assert kinds == {"correction", "retraction", "expression_of_concern"}
    retracted = [
        item for item in walked if any(by["type"] == "retraction" for by in item.get("updated-by", []))
    ]
    assert len(retracted) > 5
    assert any(item["title"][0].lower().startswith("retracted:") for item in retracted)


def test_a_selection_hides_what_it_does_not_name(server: Server) -> None:
    items = message(server, query="belongingness", select="DOI,title")["items"]
    assert {key for item in items for key in item} == {"DOI", "title"}


def test_the_pool_depends_on_manners_and_on_the_route(literature: Literature, server: Server) -> None:
    doi = literature.landmarks[0].doi
    pools = [
        ask(server, path, **parameters).headers
        for path, parameters in (
            ("/crossref/works", {"mailto": "someone@example.org"}),
            (f"/crossref/works/{doi}", {"mailto": "someone@example.org"}),
            ("/crossref/works", {}),
        )
    ]
    assert [pool["x-api-pool"] for pool in pools] == ["polite-array", "polite-single", "public-array"]
    assert [pool["x-rate-limit-limit"] for pool in pools] == ["3", "10", "1"]


def test_the_agency_of_a_doi_is_told(literature: Literature, server: Server) -> None:
    doi = literature.landmarks[0].doi
    agency = read(server, f"/crossref/works/{doi}/agency")["message"]
    assert agency == {"DOI": doi, "agency": {"id": "crossref", "label": "Crossref"}}


@pytest.mark.parametrize(
    ("parameters", "kind"),
    [
        ({"nothing": "1"}, "parameter-not-allowed"),
        ({"filter": "nothing:1"}, "filter-not-available"),
        ({"filter": "from-index-date:soon"}, "date-not-valid"),
        ({"filter": "from-index-date:2026-02-31"}, "date-not-valid"),
        ({"rows": "1001"}, "integer-not-valid"),
        ({"offset": "10001"}, "integer-not-valid"),
    ],
)
def test_what_is_not_valid_is_refused_with_its_kind(
    server: Server, parameters: dict[str, str], kind: str
) -> None:
    answer = ask(server, "/crossref/works", **parameters)
    assert answer.status_code == 400
    assert [entry["type"] for entry in answer.json()["message"]] == [kind]
