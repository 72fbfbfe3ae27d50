from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from synth.dedup.grouping import Group, group
from synth.dedup.matching import Candidate, match
from synth.domain.identifiers import WorkId


def record(name: str, *ids: str, day: int = 1, title: str = "", first_ids: tuple[str, ...] = ()) -> Candidate:
    return Candidate(
        record=name,
        source=name.split("/")[0],
        ids=tuple(WorkId(one) for one in ids),
        first_ids=tuple(WorkId(one) for one in first_ids or ids),
        first_at=datetime(2026, 1, day),
        title=title,
        year=2020,
        family=title[:1].casefold(),
        kind="article",
    )


def groups(*records: Candidate) -> list[Group]:
    return group(records, match(records))


def test_a_work_has_the_best_identifier_of_the_record_retrieved_first() -> None:
    early = record("eric/EJ100", "eric:EJ100", "doi:10.5555/a", first_ids=("eric:EJ100",), day=1)
    late = record("crossref/10.5555/a", "doi:10.5555/a", day=2)
    (work,) = groups(late, early)
    assert work.work == "eric:EJ100"
    assert work.aliases == ("doi:10.5555/a", "eric:EJ100")
    assert work.records == ("eric/EJ100", "crossref/10.5555/a")


def test_at_one_moment_the_order_of_sources_decides() -> None:
    (work,) = groups(
        record("pubmed/7", "pubmed:7", "pmc:PMC1"), record("openalex/W1", "openalex:W1", "pmc:PMC1")
    )
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
        family="",
        kind="article",
    )
    (work,) = groups(loose, record("pubmed/7", "pubmed:7", "doi:10.5555/a"))
    assert work.records == ("pubmed/7", "imports/1")


def test_works_that_share_a_supplements_doi_have_ids_of_their_own() -> None:
    one = record("openalex/W1", "doi:10.5555/s", "pubmed:9", "openalex:W1", title="Mattering among residents")
    two = record("openalex/W2", "doi:10.5555/s", "pubmed:9", "openalex:W2", title="Triage in hospitals")
    first, second = groups(one, two)
    assert (first.work, second.work) == ("doi:10.5555/s", "openalex:W2")
    assert first.aliases == ("doi:10.5555/s", "pubmed:9", "openalex:W1")
    assert second.aliases == ("openalex:W2",)


def test_a_record_whose_only_identifier_is_taken_gets_a_hash_of_its_name() -> None:
    one = record("imports/1", "doi:10.5555/s", title="Mattering among residents")
    two = record("imports/2", "doi:10.5555/s", title="Triage in hospitals")
    first, second = groups(one, two)
    assert first.work == "doi:10.5555/s"
    assert second.work.startswith("file:")


def test_a_decision_on_an_identifier_a_source_gave_up_still_finds_its_work() -> None:
    (work,) = groups(
        record("openalex/W1", "doi:10.5555/right", first_ids=("doi:10.5555/wrong", "openalex:W1"))
    )
    assert work.work == "doi:10.5555/wrong"
    assert set(work.aliases) == {"doi:10.5555/wrong", "doi:10.5555/right", "openalex:W1"}


def test_a_bridge_between_two_works_keeps_the_id_of_the_earlier() -> None:
    one = record("openalex/W1", "openalex:W1", day=1)
    two = record("pubmed/7", "pubmed:7", day=2)
    bridge = record("crossref/10.5555/a", "doi:10.5555/a", "pubmed:7", "openalex:W1", day=3)
    assert [work.work for work in groups(one, two)] == ["openalex:W1", "pubmed:7"]
    assert [work.work for work in groups(one, two, bridge)] == ["openalex:W1"]


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


@given(literature())
def test_every_record_is_in_one_work_and_every_identifier_leads_to_one(records: list[Candidate]) -> None:
    found = groups(*records)
    assert sorted(name for work in found for name in work.records) == sorted(one.record for one in records)
    aliases = [name for work in found for name in work.aliases]
    assert len(aliases) == len(set(aliases))
    assert {name for one in records for name in one.ids} <= set(aliases)
    assert all(work.work in work.aliases for work in found)


@given(literature())
def test_no_later_record_changes_the_id_of_a_record_that_still_leads_its_work(
    records: list[Candidate],
) -> None:
    before = {work.records[0]: work.work for work in groups(*records[:-1])}
    after = {work.records[0]: work.work for work in groups(*records)}
    for leader in before.keys() & after.keys():
        assert before[leader] == after[leader]
