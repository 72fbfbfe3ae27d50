from typing import Any

import pytest

from synth.dedup.candidates import Candidate
from synth.dedup.scoring import compare
from synth.dedup.traits import Traits
from synth.dedup.vetoes import VETOES, veto
from synth.domain.identifiers import WorkId

TITLE = "Belonging of nursing students on clinical placement"
ABSTRACT = (
    "Students who feel that they belong learn more. We asked forty of them in three hospitals what helped."
)
SUBTITLE = TITLE + ": a survey in three hospitals"
DOIS = {"ids": (WorkId("doi:10.5555/a"),)}, {"ids": (WorkId("doi:10.5555/b"),)}
PLACE = {"volume": "4", "pages": "12-19"}


def forbidden(one: dict[str, Any], other: dict[str, Any]) -> str:
    fields: dict[str, Any] = {
        "record": "imports/1",
        "source": "imports",
        "ids": (),
        "first_ids": (),
        "first_at": None,
        "title": TITLE,
        "families": ("okafor",),
        "year": 2020,
        "venue": "Nurse Education Today",
    }
    pair = Traits(Candidate(**{**fields, **one})), Traits(Candidate(**{**fields, **other}))
    return veto(compare(*pair))


# What is forbidden, the beginning of the words for it, and what lifts it when both records have it.
CASES: tuple[tuple[dict[str, Any], dict[str, Any], str, dict[str, Any]], ...] = (
    ({}, {"title": TITLE.replace("nursing", "dental")}, "titles that differ", PLACE),
    ({"title": "Mattering"}, {"title": "Mattering"}, "a short or common title", PLACE),
    (
        {"title": SUBTITLE, "families": ()},
        {"families": ()},
        "a title that is only alike",
        {"abstract": ABSTRACT},
    ),
    ({"pages": "3-9"}, {"pages": "12-19"}, "other pages", {"volume": "4"}),
    ({}, {"year": 2011}, "years that lie apart", PLACE),
    ({}, {"year": 2021}, "neighbouring years", {"volume": "4"}),
    (*DOIS, "two identifiers of one kind", PLACE),
    ({}, {"venue": "Diabetologia"}, "other journals", PLACE),
    ({"source": "eric"}, {"source": "eric"}, "two records of one database", {"abstract": ABSTRACT, **PLACE}),
)


@pytest.mark.parametrize(("one", "other", "words", "lifted"), CASES)
def test_what_forbids_to_join_says_so_and_is_lifted_by_better_evidence(
    one: dict[str, Any], other: dict[str, Any], words: str, lifted: dict[str, Any]
) -> None:
    assert forbidden(one, other).startswith(words)
    assert forbidden({**one, **lifted}, {**other, **lifted}) == ""


def test_every_veto_has_its_case_and_nothing_forbids_what_is_alike_in_all() -> None:
    assert [words for words, _ in VETOES if not any(words.startswith(case[2]) for case in CASES)] == []
    assert forbidden({}, {}) == ""


def test_a_supplement_s_pages_are_not_the_journal_s_though_the_volume_is() -> None:
    one, other = {"volume": "4", "pages": "3-9"}, {"volume": "4", "issue": "Suppl 1", "pages": "12"}
    assert forbidden(one, other).startswith("other pages")


def test_two_congresses_of_unlike_names_may_be_one() -> None:
    one, other = {"venue": "Americas Conference on Wards"}, {"venue": "AMCW 2017 Proceedings"}
    assert forbidden(one, other) == ""
