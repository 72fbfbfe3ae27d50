"""Every recorded answer: how many records it gives, or what it is taken for."""

from __future__ import annotations

import pytest

from synth.errors import SourceChanged
from synth.sources import SOURCES
from synth.sources.judging import Outcome
from tests.sources import recorded
from tests.sources.whole import whole

pytestmark = recorded.needed

# The number of records; or how a refusal is judged; or, with status 200, words of the SourceChanged raised.
EXPECTED: dict[str, int | Outcome | str] = {
    "openalex/batch_doi25_page1.json": 25,
    "openalex/batch_doi25_page2_empty.json": 0,
    "openalex/batch_ids_cursor_page1.json": 2,
    "openalex/batch_ids_cursor_page2_empty.json": 0,
    "openalex/cites_cursor_page1.json": 5,
    "openalex/count_title_and_abstract.json": 1,  # select=ids: a work of which only the identifiers are told
    "openalex/error_400_bad_select.json": Outcome.WRONG,
    "openalex/error_400_unknown_filter.json": Outcome.WRONG,
    "openalex/error_401_bad_key.json": Outcome.DENIED,
    "openalex/error_404.html": Outcome.MISSING,
    "openalex/filter_title_search_two_versions.json": 2,
    "openalex/group_by_type.json": "no results",
    "openalex/list_sample5.json": 5,
    "openalex/work_book.json": 1,
    "openalex/work_component_figure.json": 1,
    "openalex/work_dissertation.json": 1,
    "openalex/work_elife01567.json": 1,
    "openalex/work_german_multiple_titles.json": 1,
    "openalex/work_missing_contributor_name.json": 1,
    "openalex/work_peer_review.json": 1,
    "openalex/work_preprint_biorxiv.json": 1,
    "openalex/work_reactions_weekly_noabstract.json": 1,
    "openalex/work_sici_doi.json": 1,
    "crossref/agency.json": "a message of type work-agency",
    "crossref/colrev_jmir_22081.json": 1,
    "crossref/cursor_page1.json": 20,
    "crossref/cursor_page2.json": 20,
    "crossref/cursor_page3.json": 20,
    "crossref/error_400_query_on_single_work.json": Outcome.WRONG,
    "crossref/error_400_rows.json": Outcome.WRONG,
    "crossref/error_400_sample.json": Outcome.WRONG,
    "crossref/error_404_bad_cursor.json": Outcome.WRONG,  # the cursor is gone, not a work
    "crossref/error_404_resource_not_found.txt": Outcome.MISSING,
    "crossref/error_500_bad_cursor.json": Outcome.WAIT,
    "crossref/list_empty.json": 0,
    "crossref/list_hindawi_100_retracted_title.json": 100,
    "crossref/list_plosone_cursor_30.json": 30,
    "crossref/list_polite_array_headers.json": 20,
    "crossref/list_query_author_20.json": 20,
    "crossref/list_query_two.json": 2,
    "crossref/select_doi_title.json": 20,
    "crossref/select_retraction_watch_lookup.json": 1,
    "crossref/work_book.json": 1,
    "crossref/work_component.json": 1,
    "crossref/work_dissertation.json": 1,
    "crossref/work_esmoopen.json": 1,
    "crossref/work_jclinpath_jats_html_title.json": 1,
    "crossref/work_multiple_titles.json": 1,
    "crossref/work_peer_review.json": 1,
    "crossref/work_pone0033693_updated_by_correction.json": 1,
    "crossref/work_posted_content_jats_html_title.json": 1,
    "crossref/work_reactions_weekly.json": 1,
    "pubmed/efetch_19129924.xml": 1,  # the article is the whole body
    "pubmed/efetch_2018_structured.xml": 1,
    "pubmed/efetch_20301546.xml": 1,  # a chapter
    "pubmed/efetch_30776274.xml": 1,
    "pubmed/efetch_34337106.xml": 1,
    "pubmed/efetch_36156117.xml": 1,
    "pubmed/efetch_37070066.xml": 1,
    "pubmed/efetch_37909814.xml": 0,  # a number nobody has: silence
    "pubmed/efetch_38356364.xml": 1,
    "pubmed/efetch_38534005.xml": 1,
    "pubmed/efetch_38833988.xml": 1,
    "pubmed/efetch_38866711.xml": 1,
    "pubmed/efetch_39630833.xml": 1,
    "pubmed/efetch_40195673.xml": 1,
    "pubmed/efetch_nlm_sample_A.xml": 61,
    "pubmed/efetch_old_kie.xml": 2,
    "pubmed/esearch_20_of_63.xml": 0,  # numbers, not records
    "pubmed/esearch_json_count.json": 0,
    "pubmed/esearch_json_quoted_phrase_not_found.json": 0,
    "pubmed/esearch_phrase_not_found.xml": 0,
    "pubmed/esearch_usehistory.xml": 0,
    "pubmed/idconv_ok.json": "no whole XML",
    "europepmc/search_core_25.json": 25,
    "europepmc/search_core_retracted_2026.json": 2,
    "europepmc/search_idlist.json": 25,
    "europepmc/search_lite.xml": "no whole JSON",
    "europepmc/search_lite_25.json": 25,
    "europepmc/search_lite_boolean_5.json": 5,
    "europepmc/search_no_results.json": 0,
    "eric/search_ajs.xml": "no whole JSON",
    "eric/search_ajs_333.json": 333,
    "eric/search_one_of_56.json": 1,
}


def test_every_recorded_answer_is_in_the_table_and_every_line_of_it_is_recorded() -> None:
    assert sorted(EXPECTED) == recorded.names()


@pytest.mark.parametrize("name", [name for name, wanted in EXPECTED.items() if isinstance(wanted, int)])
def test_an_answer_that_bears_records_gives_them_all(name: str) -> None:
    source, answer = SOURCES[name.split("/")[0]], recorded.answer(name)
    assert source.judge(answer).outcome is Outcome.ANSWERED
    found = whole(source.parse(answer))
    assert len(found) == EXPECTED[name]
    assert len({record.key for record in found}) == len(found)
    assert all(record.ids and record.native and record.source == source.NAME for record in found)
    source.follow(answer)  # is the known shape for the walk as well


@pytest.mark.parametrize("name", [name for name, wanted in EXPECTED.items() if isinstance(wanted, Outcome)])
def test_a_refusal_is_judged_as_one_and_never_read_as_an_empty_answer(name: str) -> None:
    source, answer = SOURCES[name.split("/")[0]], recorded.answer(name)
    judgement = source.judge(answer)
    assert judgement.outcome is EXPECTED[name]
    assert str(answer.status) in judgement.words
    with pytest.raises(SourceChanged):
        whole(source.parse(answer))
    with pytest.raises(SourceChanged):
        source.follow(answer)


@pytest.mark.parametrize("name", [name for name, wanted in EXPECTED.items() if type(wanted) is str])
def test_an_answer_to_what_is_never_asked_is_said_to_be_of_another_shape(name: str) -> None:
    source, answer = SOURCES[name.split("/")[0]], recorded.answer(name)
    with pytest.raises(SourceChanged, match=str(EXPECTED[name])) as caught:
        whole(source.parse(answer))
    assert str(caught.value).startswith(f"{source.NAME}: ")
    with pytest.raises(SourceChanged):
        source.follow(answer)
