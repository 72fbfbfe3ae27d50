from typing import Any

import pytest

from synth.dedup.candidates import Candidate
from synth.dedup.traits import Traits
from synth.domain.identifiers import WorkId
from synth.domain.records import RelationKind


def traits(**changes: Any) -> Traits:
    fields: dict[str, Any] = {
        "record": "pubmed/7",
        "source": "pubmed",
        "ids": (),
        "first_ids": (),
        "first_at": None,
        "title": "The belonging of nurses in hospitals",
    }
    return Traits(Candidate(**{**fields, **changes}))


def test_a_hash_of_the_fields_is_no_identifier() -> None:
    ids = (WorkId("doi:10.5555/a"), WorkId("doi:10.5555/b"), WorkId("file:0123456789abcdef"))
    assert traits(ids=ids).ids == {"doi": frozenset(ids[:2])}


def test_a_database_is_one_that_has_an_id_for_each_publication() -> None:
    assert traits().database == "pubmed"
    assert traits(source="imports").database == ""


@pytest.mark.parametrize(
    ("title", "tongue"),
    [
        ("The belonging of nurses", "english"),
        ("El sentido de pertenencia en los estudiantes", "spanish"),
        ("Das Zugehörigkeitsgefühl bei der Ausbildung", "german"),
        ("Чувство принадлежности", "cyrillic"),
        ("护理学生的归属感", "chinese"),
        ("Mattering", ""),
    ],
)
def test_the_language_of_a_title_is_guessed_from_script_and_small_words(title: str, tongue: str) -> None:
    assert traits(title=title).tongue == tongue


def test_a_notice_is_known_by_its_kind_its_doi_or_its_title() -> None:
    assert traits().role is None
    assert traits(kind="erratum").role is RelationKind.ERRATUM_OF
    assert traits(ids=(WorkId("doi:10.5555/a.s001"),)).role is RelationKind.PART_OF
    assert traits(title="Reply to: The belonging of nurses").role is RelationKind.REPLY_TO


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "preprint"},
        {"venue": "bioRxiv"},
        {"venue": "Preprints"},
        {"ids": (WorkId("doi:10.48550/arxiv.2001.00001"),)},
        {"ids": (WorkId("doi:10.2139/ssrn.299701"),)},
    ],
)
def test_a_preprint_is_known_by_its_kind_its_server_or_its_doi(changes: dict[str, Any]) -> None:
    assert traits(**changes).preprint
    assert not traits(venue="Genome Research", ids=(WorkId("doi:10.1101/gr.123456.111"),)).preprint


def test_a_mark_has_a_bit_for_each_telling_word() -> None:
    assert traits(title="The nurses").mark & traits().mark == traits(title="nurses").mark
    assert traits().mark.bit_count() == 3
    assert traits(title="").mark == 0
