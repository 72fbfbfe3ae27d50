from datetime import datetime
from typing import Any

import pytest

from synth.dedup.candidates import Candidate
from synth.dedup.grouping import Link
from synth.dedup.matching import Outcome, Pair
from synth.dedup.statements import Origin, Statement, found, kind_of, links, stated
from synth.domain.identifiers import WorkId
from synth.domain.pairs import PairDecision, PairVerdict
from synth.domain.records import RelationKind


def row(*relations: dict[str, Any], type: str = "article", status: str = "clean") -> dict[str, Any]:
    name = {"record": "pubmed/7", "source": "pubmed"}
    return {**name, "type": type, "status": status, "relations": list(relations)}


def link(kind: str, target: str | None) -> dict[str, Any]:
    return {"kind": kind, "target": target, "date": None}


def record(name: str, *ids: str, day: int = 1, relations: tuple[tuple[str, str], ...] = ()) -> Candidate:
    return Candidate(
        record=name,
        source=name.partition("/")[0],
        ids=tuple(map(WorkId, ids)),
        first_ids=tuple(map(WorkId, ids)),
        first_at=datetime(2026, 1, day),
        title="",
        relations=tuple((kind, WorkId(target)) for kind, target in relations),
    )


def decision(verdict: str, relation: RelationKind | None = None) -> PairDecision:
    return PairDecision(
        at="2026-11-20T10:00:00+00:00",
        by="ada",
        record="pubmed/8",
        other="pubmed/7",
        verdict=PairVerdict(verdict),
        relation=relation,
    )


@pytest.mark.parametrize("words", ["preprint of", "preprint-of", "Preprint_of", " preprint  of "])
def test_a_relation_is_known_however_it_is_written(words: str) -> None:
    assert kind_of(words) is RelationKind.PREPRINT_OF


def test_what_is_no_relation_is_none() -> None:
    assert [kind_of(words) for words in ("same", "", "cousin of", "other", "has preprint")] == [None] * 5


def test_a_source_states_each_link_once() -> None:
    told = list(stated(row(*[link("has_erratum", "doi:10.1/e")] * 2, link("has_comment", None))))
    assert [(one.kind, one.target) for one in told] == [("has_erratum", "doi:10.1/e"), ("has_comment", None)]
    assert {(one.origin, one.told_by) for one in told} == {(Origin.SOURCE, "pubmed")}


def test_a_notice_and_a_retracted_article_state_so_though_they_name_no_other() -> None:
    assert [one.kind for one in stated(row(type="erratum"))] == ["erratum_of"]
    assert [one.kind for one in stated(row(status="retracted"))] == ["retracted_by"]
    named = row(link("retracted_by", "doi:10.1/n"), status="retracted")
    assert [one.target for one in stated(named)] == ["doi:10.1/n"]


def pair(relation: str) -> Pair:
    return Pair(record="pubmed/7", other="pubmed/8", outcome=Outcome.RELATED, rule="title", relation=relation)


def test_what_matching_found_is_a_statement_about_two_records() -> None:
    (one,) = found([pair("preprint of")], [])
    assert (one.record, one.kind, one.other) == ("pubmed/7", "preprint_of", "pubmed/8")
    assert (one.origin, one.told_by) == (Origin.MATCHED, "title")


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_a_persons_word_stands_in_the_place_of_what_matching_found(verdict: str) -> None:
    assert list(found([pair("preprint of")], [decision(verdict)])) == []


def test_a_relation_that_a_person_named_is_hers() -> None:
    (one,) = found([pair("preprint of")], [decision("related", RelationKind.ERRATUM_OF)])
    assert (one.record, one.kind, one.other, one.told_by) == ("pubmed/8", "erratum_of", "pubmed/7", "ada")


def test_only_relations_that_count_as_one_work_are_links() -> None:
    article = record("crossref/10.1/a", "doi:10.1/a", day=2, relations=(("has_preprint", "doi:10.1/p"),))
    preprint = record("openalex/W1", "doi:10.1/p", relations=(("preprint_of", "doi:10.1/a"),))
    erratum = record(
        "pubmed/9", "pubmed:9", relations=(("erratum_of", "doi:10.1/a"), ("comment_on", "doi:10.9/x"))
    )
    known = [article, preprint, erratum]
    assert links(known, [], one_work=()) == []
    expected = Link(record="openalex/W1", other="crossref/10.1/a", kind=RelationKind.PREPRINT_OF)
    assert links(known, [], one_work=(RelationKind.PREPRINT_OF,)) == [expected]
    both = links(known, [], one_work=(RelationKind.ERRATUM_OF, RelationKind.COMMENT_ON))
    assert [(one.record, one.other) for one in both] == [("pubmed/9", "crossref/10.1/a")]


def test_an_identifier_that_several_records_carry_names_the_one_retrieved_first() -> None:
    early, late = record("pubmed/1", "doi:10.1/a"), record("pubmed/2", "doi:10.1/a", day=2)
    preprint = record("openalex/W1", "doi:10.1/p", relations=(("preprint_of", "doi:10.1/a"),))
    (one,) = links([late, preprint, early], [], one_work=(RelationKind.PREPRINT_OF,))
    assert one.other == "pubmed/1"


def test_what_people_say_counts_before_what_was_retrieved_first() -> None:
    early, late = record("pubmed/1", "doi:10.1/a"), record("pubmed/2", "doi:10.1/b", day=3)
    preprint = record("openalex/W1", "doi:10.1/p", day=2, relations=(("preprint_of", "doi:10.1/a"),))
    told = Statement(
        record="openalex/W1",
        kind=RelationKind.PREPRINT_OF,
        other="pubmed/2",
        origin=Origin.PERSON,
        told_by="ada",
    )
    one_work = (RelationKind.PREPRINT_OF,)
    assert [one.other for one in links([late, preprint, early], [], one_work=one_work)] == ["pubmed/1"]
    both = links([late, preprint, early], [told], one_work=one_work)
    assert [(one.record, one.other) for one in both] == [
        ("openalex/W1", "pubmed/2"),
        ("openalex/W1", "pubmed/1"),
    ]
