from typing import Any

from synth.dedup import blocking
from synth.dedup.candidates import Candidate
from synth.dedup.traits import Traits
from synth.domain.identifiers import WorkId


def traits(*ids: str, **changes: Any) -> Traits:
    fields: dict[str, Any] = {
        "record": "imports/1",
        "source": "imports",
        "ids": tuple(WorkId(one) for one in ids),
        "first_ids": (),
        "first_at": None,
        "title": "Belonging of nursing students on clinical placement",
    }
    return Traits(Candidate(**{**fields, **changes}))


def test_records_of_one_title_are_compared_each_pair_once_and_in_order() -> None:
    others = [traits(), traits(title="Triage in rural hospitals"), traits(), traits()]
    assert blocking.pairs(others) == [(0, 2), (0, 3), (2, 3)]


def test_only_pairs_with_a_new_record_are_given_when_asked() -> None:
    assert blocking.pairs([traits(), traits(), traits()], new={1}) == [(0, 1), (1, 2)]
    assert blocking.pairs([traits(), traits()], new=set()) == []


def test_titles_that_share_few_words_are_not_compared_by_author_year_volume_page_or_doi() -> None:
    place = {"volume": "4", "pages": "12-19"}
    one = traits("doi:10.5555/s", families=("okafor",), year=2020, **place)
    assert blocking.pairs([one, traits(families=("okafor",), year=2020, title="Triage in hospitals")]) == []
    assert blocking.pairs([one, traits("doi:10.5555/s", title="Triage in hospitals")]) == []
    assert blocking.pairs([one, traits(title="Triage in hospitals", families=("haddad",), **place)]) == []


def test_an_author_on_a_page_a_doi_of_an_author_an_abstract_and_other_ids_are_enough() -> None:
    place = {"volume": "4", "pages": "12-19", "families": ("okafor",)}
    abstract = "What is known of the belonging of students and why it matters to them. " * 3
    for shared in (
        place,
        {"families": ("okafor",), "ids": (WorkId("doi:10.5555/a"),)},
        {"abstract": abstract},
    ):
        assert blocking.pairs([traits(**shared), traits(title="Triage in hospitals", **shared)]) == [(0, 1)]
    assert blocking.pairs([traits("pubmed:7"), traits("pubmed:7", title="Triage in hospitals")]) == [(0, 1)]


def test_slips_other_endings_and_other_orders_are_found() -> None:
    one = traits(year=2020, families=("okafor", "tanaka"))
    for changes in (
        {"title": "Belonging of nursing students on clinical placement: a survey in three hospitals"},
        {"title": "The belonging of nursing students on clinical placement"},
        {"title": "Belongng of nursing students on clinical placement", "families": ("tanaka", "okafor")},
    ):
        assert blocking.pairs([one, traits(**{"year": 2020, **changes})]) == [(0, 1)]


def test_stock_titles_are_compared_in_one_place_only() -> None:
    editorials = [traits(title="Editorial", volume=str(number), pages=str(number)) for number in range(50)]
    assert blocking.pairs(editorials) == []
    assert blocking.pairs([*editorials, traits(title="Editorial", volume="7", pages="7")]) == [(7, 50)]


def test_long_titles_and_records_without_anything_are_no_trouble() -> None:
    long = " ".join(f"word{number}" for number in range(200))
    assert blocking.pairs([traits(title=long), traits(title=""), traits(title=long)]) == [(0, 2)]
    assert blocking.pairs([traits(title=""), traits(title="")]) == []
    assert blocking.pairs([]) == []
