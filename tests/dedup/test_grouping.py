from collections.abc import Iterable
from datetime import datetime
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from synth.dedup.candidates import Candidate
from synth.dedup.grouping import Group, Link, group
from synth.dedup.joining import Said, join
from synth.dedup.matching import match
from synth.domain.identifiers import WorkId
from synth.domain.records import RelationKind


def record(name: str, *ids: str, day: int = 1, title: str = "", first_ids: tuple[str, ...] = ()) -> Candidate:
    return Candidate(
        record=name,
        source=name.split("/")[0],
        ids=tuple(WorkId(one) for one in ids),
        first_ids=tuple(WorkId(one) for one in first_ids or ids),
        first_at=datetime(2026, 1, day),
        title=title,
        year=2020,
        families=(title[:1].casefold(),) if title else (),
        kind="article",
    )


def groups(*records: Candidate, said: Iterable[Said] = ()) -> list[Group]:
    """Make works of records as the stage does."""
    return group(records, join(records, match(records), said=said).groups)


def made(*publications: list[Candidate]) -> list[Group]:
    """Make works of records that are known to be joined in this way."""
    ordered = sorted((one for records in publications for one in records), key=lambda one: one.place)
    joined = [sorted(records, key=lambda one: one.place) for records in publications]
    joined.sort(key=lambda records: ordered.index(records[0]))
    return group(ordered, [[one.record for one in records] for records in joined])


def test_a_work_has_the_best_identifier_of_the_record_retrieved_first() -> None:
    early = record("eric/EJ100", "eric:EJ100", "doi:10.5555/a", first_ids=("eric:EJ100",), day=1)
    late = record("crossref/10.5555/a", "doi:10.5555/a", day=2)
    (work,) = made([late, early])
    assert work.work == "eric:EJ100"
    assert work.aliases == ("doi:10.5555/a", "eric:EJ100")
    assert work.records == ("eric/EJ100", "crossref/10.5555/a")


def test_at_one_moment_the_order_of_sources_decides() -> None:
    one, two = record("pubmed/7", "pubmed:7", "pmc:PMC1"), record("openalex/W1", "openalex:W1", "pmc:PMC1")
    (work,) = made([one, two])
    assert work.records == ("openalex/W1", "pubmed/7")
    assert work.work == "openalex:W1"


def test_a_record_without_a_moment_comes_after_all_others() -> None:
    loose = Candidate(
        record="imports/1",
        source="imports",
        ids=(WorkId("doi:10.5555/a"),),
        first_ids=(WorkId("doi:10.5555/a"),),
        first_at=None,
        title="",
        year=None,
        families=(),
        kind="article",
    )
    (work,) = made([loose, record("pubmed/7", "pubmed:7", "doi:10.5555/a")])
    assert work.records == ("pubmed/7", "imports/1")


def test_works_that_share_a_supplements_doi_have_ids_of_their_own() -> None:
    one = record("openalex/W1", "doi:10.5555/s", "pubmed:9", "openalex:W1", title="Mattering among residents")
    two = record("openalex/W2", "doi:10.5555/s", "pubmed:9", "openalex:W2", title="Triage in hospitals")
    first, second = made([one], [two])
    assert (first.work, second.work) == ("doi:10.5555/s", "openalex:W2")
    assert first.aliases == ("doi:10.5555/s", "pubmed:9", "openalex:W1")
    assert second.aliases == ("openalex:W2",)


def test_a_record_whose_only_identifier_is_taken_gets_a_hash_of_its_name() -> None:
    one = record("imports/1", "doi:10.5555/s", title="Mattering among residents")
    two = record("imports/2", "doi:10.5555/s", title="Triage in hospitals")
    first, second = made([one], [two])
    assert first.work == "doi:10.5555/s"
    assert second.work.startswith("file:")


def test_a_decision_on_an_identifier_a_source_gave_up_still_finds_its_work() -> None:
    (work,) = made(
        [record("openalex/W1", "doi:10.5555/right", first_ids=("doi:10.5555/wrong", "openalex:W1"))]
    )
    assert work.work == "doi:10.5555/wrong"
    assert set(work.aliases) == {"doi:10.5555/wrong", "doi:10.5555/right", "openalex:W1"}


def test_a_bridge_between_two_works_keeps_the_id_of_the_earlier() -> None:
    one = record("openalex/W1", "openalex:W1", day=1)
    two = record("pubmed/7", "pubmed:7", day=2)
    bridge = record("crossref/10.5555/a", "doi:10.5555/a", "pubmed:7", "openalex:W1", day=3)
    assert [work.work for work in made([one], [two])] == ["openalex:W1", "pubmed:7"]
    assert [work.work for work in made([one, two, bridge])] == ["openalex:W1"]


def linked(*links: tuple[str, str], apart: tuple[str, ...] = ()) -> list[Group]:
    """Make works of a preprint, its article with two records, and an erratum, given what counts as one."""
    records = [
        record("openalex/W1", "openalex:W1", day=1),
        record("openalex/W2", "openalex:W2", "doi:10.5555/a", day=2),
        record("crossref/10.5555/a", "doi:10.5555/a", day=3),
        record("openalex/W4", "openalex:W4", day=4),
    ]
    joined = [["openalex/W1"], ["openalex/W2", "crossref/10.5555/a"], ["openalex/W4"]]
    known = [Link(record=one, other=other, kind=RelationKind.PREPRINT_OF) for one, other in links]
    return group(records, joined, links=known, apart={frozenset(apart)} if apart else set())


def test_a_relation_that_counts_as_one_work_unites_and_what_is_nobodys_preprint_leads() -> None:
    first, second = linked(("openalex/W1", "crossref/10.5555/a"))
    assert first.work == "openalex:W1"  # the id of the record retrieved first, as ever
    assert first.records == ("openalex/W1", "openalex/W2", "crossref/10.5555/a")
    assert first.beside == {"openalex/W1"}
    assert (second.records, second.beside) == (("openalex/W4",), frozenset())


def test_relations_unite_in_a_chain_and_in_a_circle() -> None:
    circle = (("openalex/W1", "openalex/W2"), ("openalex/W4", "openalex/W1"), ("openalex/W2", "openalex/W4"))
    for links in (circle[:2], circle):
        (work,) = linked(*links)
        assert len(work.records) == 4


def test_what_a_person_set_apart_no_relation_unites_not_even_by_way_of_a_third() -> None:
    links = (("openalex/W1", "openalex/W2"), ("openalex/W4", "openalex/W2"))
    first, second = linked(*links, apart=("openalex/W1", "openalex/W4"))
    assert first.records == ("openalex/W1", "openalex/W2", "crossref/10.5555/a")
    assert second.records == ("openalex/W4",)


def test_a_preprint_of_two_articles_makes_no_one_work_of_them() -> None:
    first, second = linked(("openalex/W1", "openalex/W2"), ("openalex/W1", "openalex/W4"))
    assert first.records == ("openalex/W1", "openalex/W2", "crossref/10.5555/a")
    assert second.records == ("openalex/W4",)
    # In the other order it goes with the other; a link between the two makes all one, whatever the order.
    first, second = linked(("openalex/W1", "openalex/W4"), ("openalex/W1", "openalex/W2"))
    assert first.records == ("openalex/W1", "openalex/W4")
    both = ("openalex/W2", "openalex/W4")
    for links in permutations([("openalex/W1", "openalex/W2"), ("openalex/W1", "openalex/W4"), both]):
        (work,) = linked(*links)
        assert len(work.records) == 4


SOURCES = st.sampled_from(["openalex", "pubmed", "eric", "imports"])
SHARED = st.lists(st.sampled_from([f"doi:10.5555/{number}" for number in range(4)]), max_size=2, unique=True)
TITLES = st.sampled_from(
    ["", "Mattering among residents", "Triage in rural hospitals", "Anatomy of the hand"]
)


@st.composite
def literature(draw: st.DrawFn) -> list[Candidate]:
    """Make records in the order of their retrieval, one a day."""
    records = []
    for number in range(draw(st.integers(1, 12))):
        source = draw(SOURCES)
        native = [] if source == "imports" else [f"{source}:{number}"]
        ids = [*draw(SHARED), *native]
        records.append(record(f"{source}/{number}", *ids, day=number + 1, title=draw(TITLES)))
    return records


@settings(max_examples=30, deadline=None)
@given(literature())
def test_every_record_is_in_one_work_and_every_identifier_leads_to_one(records: list[Candidate]) -> None:
    found = groups(*records)
    assert sorted(name for work in found for name in work.records) == sorted(one.record for one in records)
    aliases = [name for work in found for name in work.aliases]
    assert len(aliases) == len(set(aliases))
    assert {name for one in records for name in one.ids} <= set(aliases)
    assert all(work.work in work.aliases for work in found)


@settings(max_examples=30, deadline=None)
@given(literature())
def test_no_later_record_changes_the_id_of_a_record_that_still_leads_its_work(
    records: list[Candidate],
) -> None:
    before = {work.records[0]: work.work for work in groups(*records[:-1])}
    after = {work.records[0]: work.work for work in groups(*records)}
    for leader in before.keys() & after.keys():
        assert before[leader] == after[leader]


@settings(max_examples=30, deadline=None)
@given(literature(), st.data())
def test_what_a_person_split_stays_split_whatever_comes_later(
    records: list[Candidate], data: st.DataObject
) -> None:
    names = [one.record for one in records]
    if len(names) < 2:
        return
    pair = data.draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))
    said = [Said(record=pair[0], other=pair[1], verdict="different")]
    later = record("crossref/late", "doi:10.5555/0", "doi:10.5555/1", day=28, title=data.draw(TITLES))
    for known in (records, [*records, later]):
        for work in groups(*known, said=said):
            assert not set(pair) <= set(work.records)


@settings(max_examples=30, deadline=None)
@given(literature(), st.data())
def test_what_a_person_joined_is_one_work_unless_another_word_of_hers_forbids_it(
    records: list[Candidate], data: st.DataObject
) -> None:
    names = [one.record for one in records]
    if len(names) < 2:
        return
    pair = data.draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))
    joint = join(records, match(records), said=[Said(record=pair[0], other=pair[1], verdict="same")])
    together = any(set(pair) <= set(joined) for joined in joint.groups)
    refused = [edge for edge in joint.edges if edge.refused and edge.pair.rule == "person"]
    assert together or refused
