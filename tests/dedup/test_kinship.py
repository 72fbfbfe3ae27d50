from typing import Any

from synth.dedup.candidates import Candidate
from synth.dedup.kinship import kinship
from synth.dedup.scoring import compare
from synth.dedup.traits import Traits
from synth.domain.identifiers import WorkId
from synth.domain.records import RelationKind


def kin(one: dict[str, Any], other: dict[str, Any]) -> RelationKind | None:
    fields: dict[str, Any] = {
        "record": "imports/1",
        "source": "imports",
        "ids": (),
        "first_ids": (),
        "first_at": None,
        "title": "Belonging of nursing students on clinical placement",
        "families": ("okafor",),
        "year": 2020,
        "venue": "Nurse Education Today",
    }
    pair = Traits(Candidate(**{**fields, **one})), Traits(Candidate(**{**fields, **other}))
    return kinship(compare(*pair))


def test_what_differs_in_nothing_is_not_kin() -> None:
    assert kin({}, {}) is None


def test_a_relation_turns_with_the_records() -> None:
    notice = {"title": "Erratum: Belonging of nursing students on clinical placement"}
    assert kin(notice, {}) is RelationKind.ERRATUM_OF
    assert kin({}, notice) is RelationKind.HAS_ERRATUM
    assert kin(notice, notice) is None
    assert kin(notice, {"kind": "peer-review"}) is None


def test_a_preprint_by_others_is_not_a_preprint_of_this() -> None:
    assert kin({"kind": "preprint"}, {}) is RelationKind.PREPRINT_OF
    assert kin({"kind": "preprint", "families": ("haddad",)}, {}) is None


def test_one_title_in_two_places_is_two_versions() -> None:
    elsewhere = {"venue": "Diabetologia", "volume": "7"}
    assert kin(elsewhere, {"volume": "9"}) is RelationKind.VERSION_OF
    assert kin(elsewhere, {"volume": "9", "kind": "conference"}) is RelationKind.HAS_CONFERENCE_ABSTRACT
    assert kin(elsewhere, {}) is None  # another name of the journal, for all we know
    same_doi = {"ids": (WorkId("doi:10.5555/a"),)}
    assert kin({**elsewhere, **same_doi}, {"volume": "9", **same_doi}) is None


def test_the_word_of_a_source_counts_whatever_the_titles() -> None:
    stated = {"relations": (("has_comment", WorkId("doi:10.5555/c")),)}
    comment = {"ids": (WorkId("doi:10.5555/c"),), "title": "Do they really belong?"}
    assert kin(stated, comment) is RelationKind.HAS_COMMENT
    assert kin(comment, stated) is RelationKind.COMMENT_ON
