from typing import Any

import pytest

from synth.dedup import evidence
from synth.dedup.candidates import Candidate
from synth.dedup.evidence import EXCHANGED, OTHER, Level
from synth.dedup.scoring import Comparison, compare
from synth.dedup.traits import Traits
from synth.domain.identifiers import WorkId

TITLE = "Belonging of nursing students on clinical placement"


def traits(**changes: Any) -> Traits:
    fields: dict[str, Any] = {
        "record": "imports/1",
        "source": "imports",
        "ids": (),
        "first_ids": (),
        "first_at": None,
        "title": TITLE,
    }
    return Traits(Candidate(**{**fields, **changes}))


def compared(one: dict[str, Any], other: dict[str, Any]) -> Comparison:
    return compare(traits(**one), traits(**other))


@pytest.mark.parametrize(
    ("other", "level"),
    [
        (TITLE.upper(), Level.AGREES),
        (TITLE.replace("clinical", "clincial"), Level.NEAR),
        (TITLE + ": a survey in three hospitals", Level.NEAR),
        ("On clinical placement: belonging of nursing students", Level.NEAR),
        (TITLE[:30], Level.NEAR),
        (TITLE + ", part 2", Level.DIFFERS),
        (TITLE.replace("nursing", "dental"), Level.DIFFERS),
        ("Triage in rural hospitals", Level.DIFFERS),
        ("", Level.UNKNOWN),
    ],
)
def test_titles_agree_are_alike_differ_or_say_nothing(other: str, level: Level) -> None:
    assert compared({}, {"title": other}).title.level is level
    assert compared({"title": other}, {}).title.level is level


def test_a_longer_title_in_common_says_more_and_a_common_one_little() -> None:
    long, short, stock = (
        compared({"title": title}, {"title": title}).title
        for title in (TITLE, "Mattering matters", "Editorial")
    )
    assert long.weight > short.weight > stock.weight > 0
    assert "many publications have" in stock.words


def test_an_exchanged_word_weighs_less_than_another_title_and_is_named() -> None:
    exchanged = compared({}, {"title": TITLE.replace("nursing", "dental")}).title
    assert exchanged.weight == EXCHANGED > OTHER
    assert exchanged.words == "title: «nursing» in the place of «dental»"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (("okafor", "tanaka"), ("okafor", "tanaka"), Level.AGREES),
        (("okafor", "tanaka"), ("tanaka", "okafor", "haddad"), Level.AGREES),
        (("okafor",), ("haddad", "okafor"), Level.AGREES),
        (("okafor", "tanaka", "haddad"), ("okafor", "one", "two"), Level.NEAR),
        (("okafor",), ("haddad",), Level.DIFFERS),
        (("okafor",), (), Level.UNKNOWN),
    ],
)
def test_authors_are_compared_in_any_order(
    one: tuple[str, ...], other: tuple[str, ...], level: Level
) -> None:
    assert evidence.authors(traits(families=one), traits(families=other)).level is level
    assert evidence.authors(traits(families=other), traits(families=one)).level is level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("1596-602", "1596-1602", Level.AGREES),
        ("S12-S15", "12-15", Level.AGREES),
        ("1596", "1596-1602", Level.AGREES),
        ("1595-1602", "1596-1602", Level.NEAR),
        ("e36480", "1596-1602", Level.UNKNOWN),
        ("1-7", "45", Level.UNKNOWN),
        ("12-19", "45-50", Level.DIFFERS),
        ("51", "52", Level.DIFFERS),
        ("", "52", Level.UNKNOWN),
    ],
)
def test_pages_agree_are_near_differ_or_say_nothing(one: str, other: str, level: Level) -> None:
    assert evidence.pages(traits(pages=one), traits(pages=other)).level is level
    assert evidence.pages(traits(pages=other), traits(pages=one)).level is level


def test_years_apart_by_one_say_little_against() -> None:
    one = traits(year=2020)
    weights = [evidence.year(one, traits(year=year)).weight for year in (2020, 2021, 2024, None)]
    assert weights[0] > weights[3] == 0 > weights[1] > weights[2]


def test_an_issn_in_common_is_one_journal_whatever_its_name() -> None:
    one = traits(venue="Nurse Education Today", issn=("0260-6917",))
    assert evidence.journal(one, traits(venue="NET", issn=("1532-2793", "0260-6917"))).level is Level.AGREES
    assert evidence.journal(one, traits(venue="Diabetologia")).level is Level.DIFFERS


def test_where_a_thesis_is_sold_says_nothing() -> None:
    one, other = traits(kind="dissertation", venue="ProQuest LLC"), traits(kind="dissertation", venue="Lund")
    assert evidence.journal(one, other).level is Level.UNKNOWN


def test_abstracts_count_by_their_beginning_and_short_ones_not_at_all() -> None:
    long = "What is known of the belonging of students on their wards and why it should matter to all of us."
    other = "Sepsis kills. In this trial we gave fluids early, and counted who lived for longer than a month."
    assert compared({"abstract": long}, {"abstract": long}).abstract.level is Level.AGREES
    assert compared({"abstract": long}, {"abstract": other}).abstract.level is Level.DIFFERS
    assert compared({"abstract": "Short."}, {"abstract": "Short."}).abstract.level is Level.UNKNOWN


def test_identifiers_are_compared_kind_by_kind() -> None:
    one = traits(ids=(WorkId("doi:10.5555/a"), WorkId("pubmed:7"), WorkId("openalex:W1")))
    other = traits(ids=(WorkId("doi:10.5555/a"), WorkId("pubmed:8"), WorkId("eric:EJ1000")))
    doi, pubmed = evidence.identifiers(one, other)
    assert (doi.kind, doi.words, doi.weight > 0) == ("doi", "DOI: 10.5555/a", True)
    assert (pubmed.kind, pubmed.words, pubmed.weight < 0) == ("pubmed", "PMID: another", True)


def test_another_doi_by_the_same_registrant_speaks_more_against() -> None:
    one = traits(ids=(WorkId("doi:10.5555/a"),))
    (within,) = evidence.identifiers(one, traits(ids=(WorkId("doi:10.5555/b"),)))
    (without,) = evidence.identifiers(one, traits(ids=(WorkId("doi:10.1234/b"),)))
    assert within.weight < without.weight < 0


def test_every_level_of_every_field_has_its_side() -> None:
    for weights in evidence.WEIGHTS.values():
        assert weights[Level.AGREES] > 0 > weights[Level.DIFFERS]
    for agree, differ in evidence.IDENTIFIERS.values():
        assert agree > 0 >= differ
