from __future__ import annotations

import pytest

from synth.errors import UserError
from synth.strategy import blocks
from synth.strategy.blocks import SOURCES, Concepts, Scope, Short, Term


def read_one(text: str) -> Concepts:
    (search,) = blocks.read(text, file="search.yaml")
    return search


def fault(text: str) -> str:
    with pytest.raises(UserError) as caught:
        blocks.read(text, file="search.yaml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_search_has_blocks_of_terms_and_asks_every_source() -> None:
    search = read_one("- name: n\n  blocks:\n    - [one, two words]\n    - [three]\n")
    assert (search.name, search.sources, search.where) == ("n", SOURCES, "search.yaml line 1")
    assert [[term.text for term in block] for block in search.blocks] == [["one", "two words"], ["three"]]
    assert {term.scope for block in search.blocks for term in block} == {Scope.TEXT}


def test_a_term_may_say_where_it_is_looked_for_and_what_it_stands_for() -> None:
    search = read_one(
        "- name: n\n  blocks:\n    - - title: a\n      - mesh: B, C\n      - eric_subject: D\n"
        "      - text: e*\n        forms: [e1, e2]\n"
    )
    assert search.blocks == (
        (
            Term(text="a", scope=Scope.TITLE, where="search.yaml line 3"),
            Term(text="B, C", scope=Scope.MESH, where="search.yaml line 4"),
            Term(text="D", scope=Scope.ERIC_SUBJECT, where="search.yaml line 5"),
            Term(text="e*", forms=("e1", "e2"), where="search.yaml line 6"),
        ),
    )


def test_a_named_list_can_be_a_block_or_stand_inside_of_one() -> None:
    first, second = blocks.read(
        "- name: a\n  blocks:\n    - &these [one, two]\n"
        "- name: b\n  blocks:\n    - *these\n    - [*these, three]\n"
    )
    assert second.blocks[0] == first.blocks[0]
    assert [term.text for term in second.blocks[1]] == ["one", "two", "three"]


def test_sources_are_those_that_are_listed_each_once() -> None:
    assert read_one("- name: n\n  sources: [eric, pubmed, eric]\n  blocks: [[a]]\n").sources == (
        "eric",
        "pubmed",
    )


def test_short_queries_have_a_number_of_hits() -> None:
    search = read_one("- name: n\n  short:\n    - text: a b\n      most: 50\n    - text: c\n")
    assert search.short == (Short(text="a b", most=50), Short(text="c", most=200))


def test_words_that_yaml_reads_as_values_are_the_words_that_were_typed() -> None:
    search = read_one("- name: 2025\n  blocks: [[no, 1e3, true]]\n")
    assert search.name == "2025"
    assert [term.text for term in search.blocks[0]] == ["no", "1e3", "true"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "search.yaml: is empty"),
        ("# only a comment\n", "search.yaml: is empty"),
        ("- name: [\n", "search.yaml line 2: not readable as YAML"),
        ("- name: a\n  blocks: [[*b]]\n", "search.yaml line 2: not readable as YAML"),
        ("\x00", "search.yaml: not readable as YAML"),
        ("name: a\n", "search.yaml line 1: the file: should be a list"),
        ("[]\n", "search.yaml line 1: the file: is an empty list"),
        ("- a\n", "search.yaml line 1: [1]: should have fields: name, sources, blocks, short"),
        ("- blocks: [[a]]\n", "search.yaml line 1: [1].name: is missing"),
        ("- name:\n  blocks: [[a]]\n", "search.yaml line 1: [1].name: is empty"),
        ("- name: [a]\n", "search.yaml line 1: [1].name: should be a single text"),
        ("- name: a\n", "search.yaml line 1: [1]: asks nothing"),
        ("- name: a\n  block: [[a]]\n", "search.yaml line 2: [1].block: there is no such field"),
        ("- name: a\n  name: b\n", "search.yaml line 2: [1].name: stands twice"),
        ("- name: a\n  blocks: []\n", "search.yaml line 2: [1].blocks: is an empty list"),
        ("- name: a\n  blocks:\n    - a\n", "search.yaml line 3: [1].blocks[1]: should be a list"),
        ("- name: a\n  blocks:\n    - []\n", "search.yaml line 3: [1].blocks[1]: is an empty list"),
        (
            "- name: a\n  blocks:\n    - - a\n      - colour: b\n",
            "search.yaml line 4: [1].blocks[1][2].colour: there is no such field",
        ),
        (
            "- name: a\n  blocks:\n    - - title: b\n        text: c\n",
            "search.yaml line 3: [1].blocks[1][1]: a term has exactly one of text, title, mesh, eric_subject",
        ),
        (
            "- name: a\n  blocks:\n    - - forms: [c]\n",
            "search.yaml line 3: [1].blocks[1][1]: a term has exactly one of",
        ),
        (
            "- name: a\n  blocks:\n    - - text: b*\n        forms: [b, b*]\n",
            "search.yaml line 4: [1].blocks[1][1].forms: 'b*': a form is written out",
        ),
        (
            "- name: a\n  blocks:\n    - - text: b\n        forms: [b]\n",
            "search.yaml line 4: [1].blocks[1][1].forms: 'b' has no asterisk",
        ),
        (
            "- name: a\n  blocks:\n    - [[[b]]]\n",
            "search.yaml line 3: [1].blocks[1][1][1]: should have fields",
        ),
        (
            "- name: a\n  sources: [scopus]\n",
            "search.yaml line 2: [1].sources[1]: there is no source 'scopus'",
        ),
        ("- name: a\n  short: [{most: 3}]\n", "search.yaml line 2: [1].short[1].text: is missing"),
        (
            "- name: a\n  short: [{text: b, most: 0}]\n",
            "search.yaml line 2: [1].short[1].most: '0' is no number",
        ),
        (
            "- name: a\n  short: [{text: b, most: 1001}]\n",
            "search.yaml line 2: [1].short[1].most: '1001' is no",
        ),
        (
            "- name: a\n  short: [{text: b, most: x}]\n",
            "search.yaml line 2: [1].short[1].most: 'x' is no number",
        ),
        (
            "- name: a\n  blocks: [[b]]\n- name: a\n  blocks: [[c]]\n",
            "search.yaml line 3: name: 'a' is taken by search.yaml line 1",
        ),
    ],
)
def test_a_fault_is_one_line_with_file_line_and_place(text: str, words: str) -> None:
    assert fault(text).startswith(words)


def test_a_text_nested_too_deeply_is_one_line() -> None:
    with pytest.raises(UserError, match="nested too deeply"):
        blocks.read("- name: a\n  blocks: " + "[" * 5000)
