"""Also each thing of which is known that it goes wrong in real bibliographies, as a test."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.dedup.candidates import Candidate
from synth.dedup.joining import join
from synth.dedup.matching import Outcome, Pair, match
from synth.domain.identifiers import WorkId
from synth.domain.reviews import Point

TITLE = "Belonging of nursing students on clinical placement"
ABSTRACT = (
    "Students who feel that they belong learn more. We asked forty of them in three hospitals what helped."
)


def record(name: str, *ids: str, **changes: Any) -> Candidate:
    fields: dict[str, Any] = {
        "record": name,
        "source": name.split("/")[0],
        "ids": tuple(WorkId(one) for one in ids),
        "first_ids": tuple(WorkId(one) for one in ids),
        "first_at": datetime(2026, 1, 1),
        "title": TITLE,
        "year": 2020,
        "families": ("okafor", "lindqvist", "tanaka"),
        "venue": "Nurse Education Today",
        "volume": "54",
        "issue": "3",
        "pages": "1596-1602",
        "kind": "article",
    }
    return Candidate(**{**fields, **changes})


def bare(name: str, *ids: str, **changes: Any) -> Candidate:
    """Make a record that does not say where it stands."""
    return record(name, *ids, **{"volume": "", "issue": "", "pages": "", **changes})


def compared(one: Candidate, other: Candidate, point: Point = Point.BALANCED) -> Pair:
    (pair,) = match([one, other], point=point)
    return pair


def outcome(one: Candidate, other: Candidate) -> Outcome:
    """Say what came of two records: DIFFERENT too where they were not even compared."""
    found = match([one, other])
    return found[0].outcome if found else Outcome.DIFFERENT


def same(one: Candidate, other: Candidate) -> bool:
    return outcome(one, other) is Outcome.SAME


def test_a_pair_says_by_what_and_why() -> None:
    one = record("openalex/W1", "doi:10.5555/a", "openalex:W1")
    pair = compared(one, record("pubmed/7", "doi:10.5555/a", "pubmed:7", year=2021))
    assert (pair.record, pair.other) == ("openalex/W1", "pubmed/7")
    assert (pair.outcome, pair.rule, pair.value) == (Outcome.SAME, "doi", "DOI: 10.5555/a")
    assert pair.score > 0.99
    assert pair.reasons[0] == "DOI: 10.5555/a"
    assert "title: the same" in pair.reasons
    assert pair.reasons[-1] == "year: 2020 and 2021"


def test_without_an_identifier_the_rule_names_the_fields_that_agree() -> None:
    pair = compared(bare("crossref/a", "doi:10.5555/a"), bare("eric/EJ100", "eric:EJ100"))
    assert (pair.outcome, pair.rule) == (Outcome.SAME, "title+authors+year+journal")


def test_what_is_in_doubt_is_for_a_person_and_says_why() -> None:
    pair = compared(bare("imports/1"), bare("imports/2", year=2021))
    assert pair.outcome is Outcome.DOUBTFUL
    assert pair.reasons[-1].startswith("not joined: neighbouring years need")


def test_at_the_safe_point_a_title_and_its_authors_are_not_enough() -> None:
    one, other = bare("imports/1"), bare("imports/2")
    assert compared(one, other).outcome is Outcome.SAME
    assert compared(one, other, Point.SAFE).outcome is Outcome.DOUBTFUL
    assert compared(record("imports/1"), record("imports/2"), Point.SAFE).outcome is Outcome.SAME


def test_another_author_and_place_is_another_publication() -> None:
    other = record("imports/2", families=("haddad",), volume="12", pages="1-9", venue="Academic Medicine")
    assert outcome(record("imports/1"), other) is Outcome.DIFFERENT


# What goes wrong in real data.


@pytest.mark.parametrize("title", ["Editorial", "Editor's comments", "Book reviews", "In this issue"])
def test_recurring_titles_need_one_place(title: str) -> None:
    editorials = [
        record(f"imports/{number}", title=title, volume=str(number), pages=str(number), families=("okafor",))
        for number in range(1, 40)
    ]
    assert not [pair for pair in match(editorials) if pair.outcome is Outcome.SAME]
    assert same(editorials[0], replace(editorials[0], record="imports/other"))
    unplaced = [bare(f"imports/{number}", title=title, families=("okafor",)) for number in (1, 2)]
    assert outcome(*unplaced) is not Outcome.SAME


def test_all_abstracts_of_a_supplement_share_a_doi_and_are_not_one() -> None:
    titles = ["Mattering among dental residents", "Triage in rural hospitals", "Simulation for paramedics"]
    abstracts = [
        record(f"imports/{n}", "doi:10.5555/s", title=title, families=(f"author{n}",), pages=f"S{n}")
        for n, title in enumerate(titles, 1)
    ]
    assert not [pair for pair in match(abstracts) if pair.outcome is Outcome.SAME]
    again = replace(abstracts[1], record="imports/again")
    assert [
        (pair.record, pair.other) for pair in match([*abstracts, again]) if pair.outcome is Outcome.SAME
    ] == [("imports/2", "imports/again")]


def test_two_abstracts_of_one_group_in_one_supplement_are_not_one() -> None:
    one = record("imports/1", "doi:10.5555/s", title="Mattering among dental residents", pages="S12")
    assert not same(
        one, record("imports/2", "doi:10.5555/s", title="Burnout of dental residents", pages="S12")
    )


def test_a_conference_abstract_is_not_its_article() -> None:
    abstract = record("imports/1", venue="Medical Education", volume="49", issue="Suppl. 1", pages="S12")
    pair = compared(abstract, record("imports/2"))
    assert (pair.outcome, pair.relation) == (Outcome.RELATED, "conference abstract of")
    assert (pair.record, pair.other) == ("imports/1", "imports/2")
    within = replace(abstract, venue="Nurse Education Today", volume="54")
    assert outcome(within, record("imports/2")) is Outcome.DOUBTFUL


def test_a_relation_is_read_from_the_record_that_has_it() -> None:
    abstract = record("imports/2", venue="Medical Education", volume="49", issue="Suppl. 1", pages="S12")
    pair = compared(record("imports/1"), abstract)
    assert (pair.record, pair.relation, pair.other) == ("imports/2", "conference abstract of", "imports/1")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Belonging in nursing schools, part 1", "Belonging in nursing schools, part 2"),
        ("Belonging in nursing schools I", "Belonging in nursing schools II"),
        ("Care of paediatric patients in hospitals", "Care of adult patients in hospitals"),
        ("The dopamine receptor of wards (D2)", "The dopamine receptor of wards (D4)"),
        ("Hypoglycemia in hospitals and wards", "Hyperglycemia in hospitals and wards"),
        ("Belonging of male students in nursing", "Belonging of female students in nursing"),
        ("Survey of hospital libraries 2019", "Survey of hospital libraries 2020"),
    ],
)
def test_numbers_and_contrast_words_keep_titles_apart(one: str, other: str) -> None:
    assert not same(bare("imports/1", title=one), bare("imports/2", title=other))
    first, second = record("openalex/1", title=one), record("crossref/2", title=other, pages="1603-1610")
    assert not same(first, second)


def test_what_appears_every_year_is_not_one() -> None:
    assert not same(bare("imports/1", year=2021), bare("imports/2", year=2022))
    assert not same(bare("imports/1", year=2015), bare("imports/2", year=2022))


def test_two_databases_may_give_one_publication_two_years() -> None:
    assert same(bare("openalex/W1", "openalex:W1"), bare("eric/EJ1", "eric:EJ1", year=2021))


@pytest.mark.parametrize(
    "note",
    [" [Erratum appears in Nurse Educ Today. 2021;55(1):12]", " [Erratum appears in Nurse", " [Chinese]."],
)
def test_a_note_behind_the_title_marks_the_article_itself(note: str) -> None:
    assert same(record("imports/1"), record("imports/2", title=TITLE + note))


@pytest.mark.parametrize(
    ("before", "relation"),
    [
        ("Erratum: ", "erratum of"),
        ("Correction to: ", "erratum of"),
        ("Retraction notice: ", "retraction of"),
        ("Expression of concern: ", "concern about"),
        ("Reply to: ", "reply to"),
        ("Comment on: ", "comment on"),
    ],
)
def test_a_notice_before_the_title_is_another_publication(before: str, relation: str) -> None:
    pair = compared(record("imports/1"), record("imports/2", title=before + TITLE, pages="1700"))
    assert (pair.outcome, pair.record, pair.relation) == (Outcome.RELATED, "imports/2", relation)
    assert same(record("imports/1", title=before + TITLE), record("imports/2", title=before + TITLE))


def test_a_retracted_article_is_the_article_and_the_notice_by_its_kind_is_not() -> None:
    assert same(record("imports/1"), record("imports/2", title="RETRACTED: " + TITLE))
    assert compared(record("imports/1"), record("imports/2", kind="retraction")).relation == "retraction of"


@pytest.mark.parametrize(
    "families",
    [
        ("tanaka", "okafor", "lindqvist"),
        ("okaforncolindqvist", "tanaka"),
        ("kafor", "indqvist", "anaka"),
        ("okafor",),
        ("okaffor", "lindquist"),
    ],
)
def test_author_order_glued_and_damaged_names_are_no_difference(families: tuple[str, ...]) -> None:
    assert same(bare("imports/1"), bare("imports/2", families=families))


@pytest.mark.parametrize(
    "venue", ["Nurse Educ Today", "NURSE EDUCATION TODAY.", "Nurse Education Today (Online)"]
)
def test_a_journal_has_many_spellings(venue: str) -> None:
    assert "journal: the same" in compared(bare("imports/1"), bare("imports/2", venue=venue)).reasons


@pytest.mark.parametrize(
    "title",
    [
        TITLE + ": a survey in three hospitals",
        TITLE + " [Zugehörigkeit von Pflegestudierenden im Praktikum]",
        TITLE.upper() + ".",
        "Belonging of nursing students on clincial placement",
        TITLE[:40],
    ],
)
def test_a_subtitle_an_original_title_and_slips_are_no_difference(title: str) -> None:
    assert same(bare("imports/1"), bare("imports/2", title=title))


def test_a_translated_title_is_joined_by_its_place_or_identifier() -> None:
    spanish = "Pertenencia de los estudiantes de enfermería en el hospital"
    assert same(record("imports/1"), record("imports/2", title=spanish))
    one, other = bare("openalex/W1", "doi:10.5555/a"), bare("crossref/a", "doi:10.5555/a", title=spanish)
    assert same(one, other)
    assert not same(bare("imports/1"), bare("imports/2", title=spanish))


def test_an_original_title_stands_for_the_title() -> None:
    german = "Zugehörigkeit von Pflegestudierenden im Praktikum"
    one = bare("pubmed/7", "pubmed:7", original_title=german)
    assert same(one, bare("crossref/a", "doi:10.5555/a", title=german))


def test_titles_in_other_scripts_are_compared_and_not_emptied() -> None:
    chinese, other = (
        "护理学生在临床实习中的归属感与学习体验之间的关系研究",
        "急诊科护士职业倦怠与离职意愿的横断面调查分析报告",
    )
    assert same(bare("imports/1", title=chinese), bare("imports/2", title=chinese))
    assert not same(bare("imports/1", title=chinese), bare("imports/2", title=other))


def test_a_missing_title_is_no_difference_where_all_else_agrees() -> None:
    assert same(record("imports/1"), record("imports/2", title=""))
    assert not same(bare("imports/1"), bare("imports/2", title=""))


@pytest.mark.parametrize(
    "pages", ["1596-602", "1596\u20131602", "1596", "e36480", "no pagination", "7 p", "1596???1602", ""]
)
def test_pages_are_written_in_many_ways(pages: str) -> None:
    pair = compared(record("imports/1"), record("imports/2", pages=pages))
    assert pair.outcome is Outcome.SAME
    assert not any(
        "pages: 1596" in reason and "and" in reason for reason in pair.reasons if "1602" not in reason
    )


def test_pages_that_a_spreadsheet_took_for_a_date_are_read() -> None:
    assert (
        "pages: 1\u201310"
        in compared(record("imports/1", pages="1-10"), record("imports/2", pages="01-Oct")).reasons
    )


def test_a_running_number_in_the_issue_is_a_small_difference() -> None:
    assert same(record("imports/1"), record("imports/2", issue="20457"))


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "preprint"},
        {"venue": "medRxiv"},
        {"ids": (WorkId("doi:10.1101/2020.01.02.20016543"),)},
    ],
)
def test_a_preprint_stands_beside_its_article(changes: dict[str, Any]) -> None:
    pair = compared(record("imports/1", "doi:10.5555/a"), bare("imports/2", **changes))
    assert (pair.outcome, pair.record, pair.relation) == (Outcome.RELATED, "imports/2", "preprint of")


def test_what_a_source_states_is_a_relation_and_no_merge() -> None:
    stated = replace(
        bare("crossref/p", "doi:10.5555/p"), relations=(("preprint_of", WorkId("doi:10.5555/a")),)
    )
    pair = compared(record("pubmed/7", "doi:10.5555/a"), stated)
    assert (pair.record, pair.relation, pair.other) == ("crossref/p", "preprint of", "pubmed/7")


def test_a_chapter_belongs_to_its_book() -> None:
    book = bare("imports/1", title="Handbook of belonging in medicine", kind="book", venue="")
    chapter = bare(
        "imports/2", kind="chapter", venue="Handbook of Belonging in Medicine", families=("haddad",)
    )
    pair = compared(book, chapter)
    assert (pair.outcome, pair.record, pair.relation) == (Outcome.RELATED, "imports/2", "chapter of")


def test_a_source_may_have_one_doi_twice_and_an_importer_one_publication() -> None:
    one, two = record("openalex/W1", "doi:10.5555/a", "openalex:W1"), record("openalex/W2", "openalex:W2")
    assert same(one, replace(two, ids=(WorkId("doi:10.5555/a"), WorkId("openalex:W2"))))
    assert same(one, two)  # all it says of the two is the same
    assert outcome(bare("openalex/W1", "openalex:W1"), bare("openalex/W2", "openalex:W2")) is Outcome.DOUBTFUL
    assert same(bare("imports/1"), bare("imports/2"))


def test_two_pmids_are_two_articles() -> None:
    assert not same(bare("imports/1", "pubmed:7"), bare("imports/2", "pubmed:8"))


def test_a_reference_s_doi_on_a_pubmed_record_joins_nothing() -> None:
    several = record("pubmed/7", "pubmed:7", "doi:10.5555/a", "doi:10.5555/cited")
    cited = record(
        "crossref/cited",
        "doi:10.5555/cited",
        title="Triage in rural hospitals",
        families=("haddad",),
        year=2011,
    )
    assert not same(several, cited)
    assert same(several, record("crossref/a", "doi:10.5555/a"))


def test_a_wrong_doi_joins_no_other_title_by_another_author() -> None:
    wrong = record("openalex/W1", "doi:10.5555/a", title="Triage in rural hospitals", families=("haddad",))
    right = record("crossref/a", "doi:10.5555/a")
    assert not same(wrong, right)
    assert same(
        replace(wrong, ids=(WorkId("doi:10.5555/wrong"),), title=TITLE, families=right.families), right
    )


def test_two_dois_of_one_registrant_need_one_place() -> None:
    one, other = bare("imports/1", "doi:10.5555/culture.1"), bare("imports/2", "doi:10.5555/culture.2")
    assert outcome(one, other) is Outcome.DOUBTFUL
    assert same(record("imports/1", "doi:10.5555/1"), record("imports/2", "doi:10.5555/2"))


# Whatever comes in whatever order.

TITLES = (TITLE, TITLE + ": a survey", "Editorial", "Triage in rural hospitals", TITLE + ", part 2", "")


@st.composite
def records(draw: st.DrawFn) -> list[Candidate]:
    made = []
    for number in range(draw(st.integers(2, 12))):
        source = draw(st.sampled_from(["openalex", "pubmed", "imports"]))
        ids = [f"doi:10.5555/{draw(st.integers(1, 3))}"] if draw(st.booleans()) else []
        made.append(
            record(
                f"{source}/{number}",
                *ids,
                title=draw(st.sampled_from(TITLES)),
                year=draw(st.sampled_from([2019, 2020, None])),
                pages=draw(st.sampled_from(["1596-602", "12-19", ""])),
                families=draw(st.sampled_from([("okafor", "tanaka"), ("haddad",), ()])),
                abstract=draw(st.sampled_from([ABSTRACT, ""])),
                first_at=datetime(2026, 1, 1 + number),
            )
        )
    return made


def by_names(pairs: Sequence[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (pair.record, pair.other))


@settings(deadline=None, max_examples=40)
@given(records(), st.data())
def test_increments_are_together_what_a_full_run_is(made: list[Candidate], data: st.DataObject) -> None:
    old = data.draw(st.integers(0, len(made)))
    before = match(made[:old])
    added = match(made, new={one.record for one in made[old:]})
    assert by_names([*before, *added]) == by_names(match(made))


@settings(deadline=None, max_examples=40)
@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_records_makes_no_difference(made: list[Candidate], chance: random.Random) -> None:
    expected = match(made)
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert match(shuffled) == expected


def test_a_file_imported_twice_makes_no_more_groups() -> None:
    once = [
        record(f"imports/{n}", title=title, pages=f"{n}00-{n}09", volume=str(n))
        for n, title in enumerate(TITLES, 1)
    ]
    twice = [*once, *(replace(one, record=one.record + "-again") for one in once)]
    assert len(join(twice, match(twice)).groups) == len(join(once, match(once)).groups) == len(once)


def test_nothing_is_compared_where_there_is_nothing() -> None:
    assert match([]) == []
    nothing = [record(f"imports/{n}", title="", families=(), year=None, volume="", pages="") for n in (1, 2)]
    assert match(nothing) == []


NOTHING: dict[str, Any] = {"families": (), "year": None, "venue": "", "volume": "", "issue": "", "pages": ""}


@pytest.mark.parametrize(
    ("title", "other", "expected"),
    [
        (TITLE, "Belongin fo nurseing studens onn klinical plasement", Outcome.SAME),
        (TITLE, "Belonging of nurse pupils in clinics placed", Outcome.DOUBTFUL),
        ("Mattering of residents in wards", "Matter resident warding", Outcome.DOUBTFUL),
        (TITLE, "Benefits of nuts for the stomach in cliff plants", Outcome.DIFFERENT),
        (TITLE, "Triage in rural hospitals", Outcome.DIFFERENT),
    ],
)
def test_an_equal_doi_with_a_misspelt_title_and_nothing_else_is_at_least_in_doubt(
    title: str, other: str, expected: Outcome
) -> None:
    one = record("imports/1", "doi:10.1/a", title=title, **NOTHING)
    assert outcome(one, record("imports/2", "doi:10.1/a", title=other, **NOTHING)) == expected


def test_a_crowd_of_bare_entries_is_a_question_each_and_not_one_for_any_two() -> None:
    crowd = [
        record(f"imports/{number:03}", title="Editorial", **NOTHING | {"year": 2019}) for number in range(200)
    ]
    pairs = match(crowd)
    assert {pair.outcome for pair in pairs} == {Outcome.DOUBTFUL}
    assert len(pairs) == 199 + 36  # each with the first; the first ten also among themselves
    assert {name for pair in pairs for name in (pair.record, pair.other)} == {one.record for one in crowd}


def test_a_crowd_of_bare_entries_of_a_telling_title_is_one_group() -> None:
    crowd = [record(f"imports/{number:03}", **NOTHING | {"year": 2019}) for number in range(200)]
    (group,) = join(crowd, match(crowd)).groups
    assert len(group) == 200


def test_what_is_like_a_crowd_and_says_more_is_compared_with_all_of_it() -> None:
    crowd = [record(f"imports/{number:03}", **NOTHING | {"year": 2019}) for number in range(20)]
    full = record("pubmed/7", "pubmed:7", year=2019)
    found = [pair for pair in match([full, *crowd]) if "pubmed/7" in (pair.record, pair.other)]
    assert len(found) == 20
