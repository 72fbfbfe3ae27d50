from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.domain.answers import Search
from synth.errors import UserError
from synth.strategy import blocks, dialects
from synth.strategy.blocks import SOURCES, Concepts, Scope, Short, Term

SHIPPED = Path(__file__).resolve().parents[2] / "queries" / "search.yaml"
BOOLEAN = ("openalex", "pubmed", "europepmc", "eric")


def terms(*texts: str) -> tuple[Term, ...]:
    return tuple(Term(text=text, where="search.yaml line 9") for text in texts)


def concepts(*parts: tuple[Term, ...], short: tuple[Short, ...] = ()) -> Concepts:
    return Concepts(name="n", blocks=parts, short=short, where="search.yaml line 1")


def text_of(search: Concepts, source: str) -> str:
    (compiled,) = dialects.compile([search], source)
    assert compiled.source == source
    assert compiled.name == "n"
    return compiled.text


def refusal(search: Concepts, source: str) -> str:
    with pytest.raises(UserError) as caught:
        dialects.compile([search], source)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def shipped() -> tuple[Concepts, ...]:
    return blocks.read(SHIPPED.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("openalex", '("sense of belonging" OR mattering) AND (nurses)'),
        ("pubmed", '("sense of belonging"[tiab] OR mattering[tiab]) AND (nurses[tiab])'),
        ("europepmc", '(TITLE_ABS:"sense of belonging" OR TITLE_ABS:mattering) AND (TITLE_ABS:nurses)'),
        (
            "eric",
            '(title:"sense of belonging" OR description:"sense of belonging" OR title:mattering '
            "OR description:mattering) AND (title:nurses OR description:nurses)",
        ),
    ],
)
def test_terms_are_joined_by_or_and_blocks_by_and(source: str, text: str) -> None:
    search = concepts(terms("sense of belonging", "mattering"), terms("nurses"))
    assert text_of(search, source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("openalex", "title.search:(belonging)"),
        ("pubmed", "(belonging[ti])"),
        ("europepmc", "(TITLE:belonging)"),
        ("eric", "(title:belonging)"),
    ],
)
def test_a_term_for_the_title_is_looked_for_in_the_title_only(source: str, text: str) -> None:
    assert text_of(concepts((Term(text="belonging", scope=Scope.TITLE),)), source) == text


def test_openalex_is_asked_for_words_in_the_title_beside_words_anywhere() -> None:
    title = Term(text="belong*", scope=Scope.TITLE, forms=("belonging", "belongingness"))
    search = concepts(terms("nurses", "physicians"), (title,), terms("placement"))
    assert text_of(search, "openalex") == (
        "title.search:(belonging OR belongingness),"
        "title_and_abstract.search:(nurses OR physicians) AND (placement)"
    )


def test_openalex_refuses_a_word_in_the_title_or_another_anywhere() -> None:
    title = Term(text="belonging", scope=Scope.TITLE, where="search.yaml line 3")
    words = refusal(concepts((*terms("mattering"), title)), "openalex")
    assert words.startswith('search.yaml line 3: search "n": openalex: title: belonging: ')
    assert words.endswith("make it two searches")


def test_openalex_refuses_too_long_a_part_whichever_filter_it_goes_to() -> None:
    titles = tuple(Term(text=f"belonging number {place}", scope=Scope.TITLE) for place in range(80))
    assert "OpenAlex takes 1500" in refusal(concepts(terms("nurses"), titles), "openalex")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("openalex", '("nursing student" OR midwife OR midwifery)'),
        ("pubmed", '("nursing student*"[tiab] OR midwi*[tiab])'),
        (
            "europepmc",
            '(TITLE_ABS:"nursing student" OR TITLE_ABS:"nursing students" OR TITLE_ABS:midwi*)',
        ),
        (
            "eric",
            '(title:"nursing student" OR description:"nursing student" OR title:"nursing students" '
            'OR description:"nursing students" OR title:midwi* OR description:midwi*)',
        ),
    ],
)
def test_a_truncated_term_is_written_out_where_the_asterisk_is_not_understood(source: str, text: str) -> None:
    block = (
        Term(text="nursing student*", forms=("nursing student", "nursing students")),
        Term(text="midwi*", forms=("midwife", "midwifery")),
    )
    assert text_of(concepts(block), source) == text


@pytest.mark.parametrize("source", ["openalex", "europepmc", "eric"])
def test_a_truncated_phrase_without_forms_is_refused_where_it_would_find_nothing(source: str) -> None:
    words = refusal(concepts(terms("nursing student*")), source)
    start = f'search.yaml line 9: search "n": {source}: text: nursing student*: '
    assert words.startswith(start)
    assert "forms" in words


def test_pubmed_refuses_a_stem_of_three_letters_unless_its_forms_are_given() -> None:
    assert "4 letters" in refusal(concepts(terms("belonging cue*")), "pubmed")
    block = (Term(text="belonging cue*", forms=("belonging cue", "belonging cues")),)
    assert text_of(concepts(block), "pubmed") == '("belonging cue"[tiab] OR "belonging cues"[tiab])'


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("pubmed", '(nurses[tiab] OR "Students, Nursing"[mh])'),
        ("europepmc", '(TITLE_ABS:nurses OR KW:"Students, Nursing")'),
        ("eric", '(title:nurses OR description:nurses OR subject:"Nursing Students")'),
        ("openalex", "(nurses)"),
    ],
)
def test_headings_go_to_the_sources_that_know_them(source: str, text: str) -> None:
    headings = (
        Term(text="Students, Nursing", scope=Scope.MESH),
        Term(text="Nursing Students", scope=Scope.ERIC_SUBJECT),
    )
    assert text_of(concepts((*terms("nurses"), *headings)), source) == text


@pytest.mark.parametrize("source", ["openalex", "eric"])
def test_a_block_of_foreign_headings_only_is_refused_and_not_left_out(source: str) -> None:
    search = concepts(terms("a"), (Term(text="Students, Nursing", scope=Scope.MESH),))
    assert f"{source}: a block has only headings of other sources (Students, Nursing)" in refusal(
        search, source
    )


@pytest.mark.parametrize("source", BOOLEAN)
@pytest.mark.parametrize(
    "text",
    [
        *('say "belonging"', "a OR b", "NOT", "belonging)", "title:belonging", "be*long", "*longing", "a, b"),
        *("a[tiab]", "a~3", "a&b", "a|b", "-a", "a  b", "a_b", "*", "a\\b", "a/b", "a.b", "a!", "'a", "a -b"),
    ],
)
def test_a_term_that_would_be_read_as_syntax_is_refused(source: str, text: str) -> None:
    assert f'search "n": {source}: text: {text}: ' in refusal(concepts(terms(text)), source)


@pytest.mark.parametrize("source", BOOLEAN)
def test_forms_and_headings_are_checked_too(source: str) -> None:
    assert "may hold only" in refusal(concepts((Term(text="abcd*", forms=('ab"',)),)), source)
    headings = tuple(Term(text='A "B"', scope=scope) for scope in (Scope.MESH, Scope.ERIC_SUBJECT))
    assert "may hold only" in refusal(concepts(headings), source)


@pytest.mark.parametrize(
    "text", ["students' belonging", "co-creation", "part of the team and more", "归属感"]
)
@pytest.mark.parametrize("source", BOOLEAN)
def test_ordinary_words_of_any_language_pass(source: str, text: str) -> None:
    assert text in text_of(concepts(terms(text)), source)


def test_crossref_gets_the_short_queries_with_their_number_of_hits() -> None:
    search = concepts(terms("a"), short=(Short(text="a b", most=50), Short(text="c")))
    assert dialects.compile([search], "crossref") == [
        Search(source="crossref", name="n: a b", text="a b", most=50),
        Search(source="crossref", name="n: c", text="c", most=200),
    ]


def test_crossref_refuses_a_search_that_has_only_blocks() -> None:
    words = refusal(concepts(terms("a")), "crossref")
    assert words.startswith('search.yaml line 1: search "n": crossref: Crossref knows no AND')


@pytest.mark.parametrize("source", BOOLEAN)
def test_the_others_refuse_a_search_that_has_only_short_queries(source: str) -> None:
    assert f'search "n": {source}: it has no blocks' in refusal(concepts(short=(Short(text="a"),)), source)


def test_openalex_refuses_a_search_over_its_length_and_takes_one_at_it() -> None:
    longest = "a" * (dialects.OPENALEX_LONGEST - 2)
    assert len(text_of(concepts(terms(longest)), "openalex")) == 1500
    words = refusal(concepts(terms(longest + "a")), "openalex")
    assert 'search "n": openalex: 1501 characters, and OpenAlex takes 1500: split' in words


def test_openalex_refuses_a_fourth_phrase_over_eighty_characters() -> None:
    long = [f"{letter * 40} {letter * 40}" for letter in "abcd"]
    assert text_of(concepts(terms(*long[:3], f"{'e' * 40} {'e' * 39}")), "openalex").count("OR") == 3
    assert "4 phrases of more than 80 characters" in refusal(concepts(terms(*long)), "openalex")


def test_a_source_that_a_search_does_not_list_is_not_asked() -> None:
    search = Concepts(name="n", sources=("eric",), blocks=(terms("a"),))
    assert [len(dialects.compile([search], source)) for source in SOURCES] == [0, 0, 0, 0, 1]


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(UserError, match="there is no source 'scopus': choose among openalex, crossref"):
        dialects.compile([], "scopus")


def test_every_source_has_a_dialect() -> None:
    assert tuple(dialects.DIALECTS) == SOURCES


@settings(deadline=None)  # two cores are shared; time is no part of what is tested
@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=3), min_size=1, max_size=3))
def test_whatever_is_typed_is_refused_or_becomes_clauses_that_close(texts: list[list[str]]) -> None:
    search = concepts(*(terms(*block) for block in texts))
    for source in BOOLEAN:
        try:
            (compiled,) = dialects.compile([search], source)
        except UserError:
            continue
        outside = re.sub(r'"[^"]*"', "", compiled.text)
        assert '"' not in outside
        assert outside.count("(") == outside.count(")") == len(texts)
        assert outside.count(" AND ") == len(texts) - 1


@pytest.mark.parametrize("source", SOURCES)
def test_the_shipped_search_asks_every_source_in_both_arms(source: str) -> None:
    searches = dialects.compile(shipped(), source)
    names = {search.name.startswith("neighbours") for search in searches}
    assert names == {True, False}
    assert len({search.key for search in searches}) == len(searches)


def test_the_shipped_search_asks_pubmed_for_belonging_in_titles_and_for_phrases_in_abstracts() -> None:
    narrow, wide = (search.text for search in dialects.compile(shipped(), "pubmed"))
    assert '"sense of belonging"[tiab]' in narrow
    assert " OR belonging[ti])" in narrow
    assert " belonging[tiab]" not in narrow
    assert '"Students, Health Occupations"[mh]' in narrow
    assert "mattering[tiab]" in wide
    assert wide.count(") AND (") == 2


def test_the_shipped_addresses_stay_short_enough_for_a_get() -> None:
    lengths = {
        source: max(len(search.text) for search in dialects.compile(shipped(), source)) for source in SOURCES
    }
    assert lengths["openalex"] <= dialects.OPENALEX_LONGEST
    assert max(lengths.values()) < 4000
