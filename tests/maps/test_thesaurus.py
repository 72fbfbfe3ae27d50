"""The thesaurus: words put in the place of others before counting, and lines that cannot be followed."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as some

from synth.domain.thesaurus import Entry
from synth.maps import counting, synonyms, terms, thesaurus
from synth.maps.synonyms import Synonym
from synth.maps.terms import Terms, Text


def counted(lines: dict[str, str], *texts: Text | str) -> Terms:
    entries = [Entry(term=term, counts_as=wanted) for term, wanted in lines.items()]
    return terms.count(texts, least=1, thesaurus=entries)


def often(found: Terms) -> dict[str, list[float]]:
    """Give what each term counts in each text."""
    return dict(zip(found.names, found.counts.toarray().T.tolist(), strict=True))


def test_what_says_the_same_is_one_term_in_all_its_spellings_and_in_longer_terms() -> None:
    found = often(
        counted({"med student": "medical student"}, "Med students grieve.", "A medical student.", "Grief")
    )
    assert found["medical student"] == [1, 1, 0]
    assert found["medical student grieve"] == [1, 0, 0]
    assert not [name for name in found if "med " in name]


def test_it_is_shown_as_most_texts_write_it_and_else_as_the_thesaurus_does() -> None:
    lines = {"lgbt": "LGBTQ", "med student": "medical student", "health care": "healthcare"}
    found = counted(
        lines, "The LGBT staff. Health care.", "Medical students.", "Medical students, med student"
    )
    assert {"LGBTQ", "LGBTQ staff", "healthcare", "medical students"} <= set(found.names)
    assert often(found)["medical students"] == [0, 1, 2]


def test_one_term_may_reach_over_the_signs_that_end_others() -> None:
    lines = {"diversity, equity, and inclusion": "diversity equity inclusion"}
    found = often(counted(lines, "On diversity, equity, and inclusion curricula. Diversity; equity."))
    assert found["diversity equity inclusion"] == [1]
    assert found["diversity equity inclusion curricula"] == [1]
    assert found["diversity"] == [2]  # as part of the term, and alone


def test_of_words_that_overlap_the_longest_counts_and_what_is_meant_stands_already() -> None:
    lines = {"student": "medical student", "med student": "medical student"}
    found = often(counted(lines, "A medical student. A med student. A student."))
    assert found["medical student"] == [3]
    assert "medical medical student" not in found


def test_a_word_in_title_or_keyword_counts_as_it_would_have() -> None:
    text = Text(title="DEI", abstract="A DEI office.", keywords=("DEI",))
    found = often(counted({"DEI": "equity"}, "Nothing.", text))
    assert found["equity"] == [0, counting.TITLE + 1 + counting.KEYWORD]


def test_what_is_left_out_is_no_term_but_stays_in_longer_ones() -> None:
    found = often(counted({"students": ""}, "A student. Nursing students."))
    assert "nursing students" in found
    assert not {"student", "students"} & set(found)


def test_without_lines_or_with_such_as_match_nothing_nothing_changes() -> None:
    texts = ["A sense of belonging among nurses.", "Nurses belong."]
    plain, same = terms.count(texts, least=1), counted({"weather": "climate"}, *texts)
    assert plain.names == same.names
    assert (plain.counts != same.counts).nnz == 0


def slowly(forms: list[int], lines: list[Synonym]) -> tuple[list[int], list[int]]:
    """Give where each token comes from and what it is (-1: as it was), by looking at each place in turn."""
    taken: dict[int, Synonym] = {}
    claimed: set[int] = set()
    for line in sorted(lines, key=lambda one: -len(one.forms)):
        last = -len(line.forms)
        for start in range(len(forms) - len(line.forms) + 1):
            span = range(start, start + len(line.forms))
            if tuple(forms[at] for at in span) == line.forms and not claimed & set(span):
                if start - last >= len(line.forms):
                    taken[start] = line
                last = start
        for start, one in taken.items():
            claimed |= set(range(start, start + len(one.forms)))
    replaced = {
        at for start, one in taken.items() if one.tokens for at in range(start, start + len(one.forms))
    }
    source: list[int] = []
    put: list[int] = []
    for place in range(len(forms)):
        if place in replaced and place in taken:
            source += [place] * len(taken[place].tokens)
            put += taken[place].tokens
        elif place not in replaced:
            source.append(place)
            put.append(-1)
    return source, put


LETTERS = some.integers(min_value=0, max_value=3)
WORDS = some.lists(LETTERS, min_size=1, max_size=3).map(tuple)


@given(
    some.lists(LETTERS, max_size=30),
    some.lists(
        some.builds(Synonym, forms=WORDS, tokens=WORDS | some.just(())),
        max_size=5,
        unique_by=lambda one: one.forms,
    ),
)
def test_words_change_places_as_if_one_looked_at_each_in_turn(forms: list[int], lines: list[Synonym]) -> None:
    found = synonyms.changed(numpy.array(forms, dtype=numpy.int64), lines)
    tokens = numpy.full(len(found.source), -1)
    tokens[found.at] = found.put
    assert (found.source.tolist(), tokens.tolist()) == slowly(forms, lines)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([("", "nurse")], "line 2: term: is empty"),
        ([("nurses", "RN"), ("Nurse", "LPN")], "line 3: term: 'Nurse' stands on line 2 too"),
        ([("health-care", "healthcare")], "line 2: counts_as: 'healthcare' and 'health-care' are one term"),
        (
            [("EDI", "diversity, equity")],
            "line 2: counts_as: 'diversity, equity' has ',' in it, at which terms",
        ),
        ([("EDI", "diversity within")], "line 2: counts_as: 'diversity within' has 'within' in it, at which"),
        ([("EDI", "of and")], "line 2: counts_as: 'of and' says nothing that is counted"),
        (
            [("a b", "EDI"), ("EDI", "equity")],
            "line 2: counts_as: 'EDI' counts as another term itself (line 3",
        ),
    ],
)
def test_a_line_that_cannot_be_followed_is_named(lines: list[tuple[str, str]], words: str) -> None:
    entries = [
        Entry(term=term, counts_as=wanted, line=line) for line, (term, wanted) in enumerate(lines, start=2)
    ]
    told = [f"line {line}: {fault}" for line, fault in thesaurus.faults(entries)]
    assert len(told) == 1
    assert told[0].startswith(words)
