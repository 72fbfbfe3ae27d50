import random
from datetime import datetime
from typing import Any

from synth.dedup.matching import TITLE, Candidate, candidate, match
from synth.domain.identifiers import WorkId

TITLE_TEXT = "Belonging of nursing students on clinical placement"


def record(name: str, *ids: str, **changes: Any) -> Candidate:
    source = name.split("/")[0]
    fields: dict[str, Any] = {
        "record": name,
        "source": source,
        "ids": tuple(WorkId(one) for one in ids),
        "first_ids": tuple(WorkId(one) for one in ids),
        "first_at": datetime(2026, 1, 1),
        "title": TITLE_TEXT,
        "year": 2020,
        "family": "okafor",
        "kind": "article",
    }
    return Candidate(**{**fields, **changes})


def joined(*records: Candidate) -> set[tuple[str, str, str]]:
    return {(pair.record, pair.other, pair.rule) for pair in match(records)}


def test_equal_identifiers_join_and_say_by_which() -> None:
    one = record("openalex/W1", "doi:10.5555/a", "openalex:W1", family="")
    two = record("pubmed/7", "doi:10.5555/a", "pubmed:7", year=2021)
    three = record("europepmc/MED/7", "pubmed:7", "europepmc:MED/7", year=2022)
    assert joined(one, two, three) == {
        ("openalex/W1", "pubmed/7", "doi"),
        ("pubmed/7", "europepmc/MED/7", "pubmed"),
    }


def test_title_year_and_first_author_join_where_identifiers_do_not() -> None:
    one = record("crossref/10.5555/a", "doi:10.5555/a")
    two = record("eric/EJ100", "eric:EJ100", title="Belonging of Nursing Students on Clinical Placement.")
    assert joined(one, two) == {("crossref/10.5555/a", "eric/EJ100", TITLE)}


def test_another_year_or_author_or_none_is_no_match_by_title() -> None:
    one = record("crossref/10.5555/a", "doi:10.5555/a")
    for changes in ({"year": 2021}, {"family": "lindqvist"}, {"year": None}, {"family": ""}):
        assert not joined(one, record("eric/EJ100", "eric:EJ100", **changes))


def test_stock_titles_never_match_by_title() -> None:
    one = record("crossref/10.5555/a", "doi:10.5555/a", title="Editorial")
    assert not joined(one, record("pubmed/7", "pubmed:7", title="Editorial"))


def test_a_notice_or_preprint_does_not_match_the_article_by_title() -> None:
    article = record("crossref/10.5555/a", "doi:10.5555/a")
    for kind in ("erratum", "retraction", "preprint"):
        assert not joined(article, record("openalex/W2", "openalex:W2", kind=kind))
        other = record("crossref/10.5555/b", "doi:10.5555/b", kind=kind)
        assert joined(other, record("openalex/W2", "openalex:W2", kind=kind))


def test_two_records_of_one_database_are_not_joined_by_title_alone() -> None:
    one, two = record("openalex/W1", "openalex:W1"), record("openalex/W2", "openalex:W2")
    assert not joined(one, two)


def test_nor_are_they_by_way_of_a_third() -> None:
    one = record("openalex/W1", "openalex:W1")
    two = record("openalex/W2", "openalex:W2")
    third = record("eric/EJ100", "eric:EJ100")
    assert joined(one, two, third) == {("openalex/W1", "eric/EJ100", TITLE)}


def test_an_identifier_decides_which_of_two_a_third_belongs_to() -> None:
    one = record("openalex/W1", "openalex:W1")
    two = record("openalex/W2", "doi:10.5555/a", "openalex:W2")
    third = record("crossref/10.5555/a", "doi:10.5555/a")
    assert joined(one, two, third) == {("openalex/W2", "crossref/10.5555/a", "doi")}


def test_an_import_may_hold_one_publication_twice() -> None:
    one, two = record("imports/1", "file:1"), record("imports/2", "file:2")
    assert joined(one, two) == {("imports/1", "imports/2", TITLE)}


def test_the_doi_of_a_whole_supplement_is_no_evidence() -> None:
    one = record("openalex/W1", "doi:10.5555/s", title="Mattering among dental residents", family="a")
    two = record("openalex/W2", "doi:10.5555/s", title="Triage in rural hospitals", family="b")
    third = record("pubmed/7", "doi:10.5555/s", title="Simulation in paramedic training", family="c")
    assert not joined(one, two, third)


def test_a_shared_doi_still_joins_records_of_one_title() -> None:
    one = record("openalex/W1", "doi:10.5555/s", title="Mattering among dental residents", family="a")
    two = record("openalex/W2", "doi:10.5555/s", title="Sentirse importante: residentes", family="a")
    third = record("pubmed/7", "doi:10.5555/s", title="Mattering among dental residents", family="a")
    assert joined(one, two, third) == {("openalex/W1", "pubmed/7", "doi")}


def test_one_database_may_spell_the_title_of_one_doi_twice() -> None:
    one = record("openalex/W1", "doi:10.5555/s", "openalex:W1")
    two = record("openalex/W2", "doi:10.5555/s", "openalex:W2", title=TITLE_TEXT + ": a survey")
    assert joined(one, two) == {("openalex/W1", "openalex/W2", "doi")}


def test_a_wrong_doi_does_not_join_other_title_by_other_author() -> None:
    wrong = record("openalex/W1", "doi:10.5555/a", title="Triage in rural hospitals", family="lindqvist")
    two = record("crossref/10.5555/a", "doi:10.5555/a")
    third = record("pubmed/7", "doi:10.5555/a", "pubmed:7")
    assert joined(wrong, two, third) == {("crossref/10.5555/a", "pubmed/7", "doi")}


def test_a_translated_title_by_the_same_author_is_joined_by_its_doi() -> None:
    one = record("openalex/W1", "doi:10.5555/a")
    two = record("crossref/10.5555/a", "doi:10.5555/a", title="Pertenencia de estudiantes de enfermería")
    assert joined(one, two) == {("openalex/W1", "crossref/10.5555/a", "doi")}


def test_the_order_of_records_makes_no_difference() -> None:
    records = [
        record(
            f"{source}/{number}",
            f"{source}:{number}",
            f"doi:10.5555/{number % 3}",
            title=f"{TITLE_TEXT} {number % 4}",
        )
        for number in range(12)
        for source in ("openalex", "pubmed", "eric")
    ]
    expected = match(records)
    assert expected
    for seed in range(5):
        random.Random(seed).shuffle(records)
        assert match(records) == expected


def test_a_candidate_is_read_from_a_row() -> None:
    row = {
        "record": "openalex/W1",
        "source": "openalex",
        "ids": ["openalex:W1"],
        "first_ids": ["openalex:W1"],
        "first_at": None,
        "title": None,
        "year": None,
        "authors": [{"name": "Ngozi Okafor", "family": None}],
        "type": None,
    }
    read = candidate(row)
    assert (read.title, read.family, read.kind) == ("", "okafor", "other")
    assert candidate({**row, "authors": None}).family == ""
