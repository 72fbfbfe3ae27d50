"""Terms: what is counted, how it is shown, what sets groups apart, and how a group is called."""

import numpy
import pytest
from scipy import sparse

from synth.maps import terms
from synth.maps.folding import fold
from synth.maps.terms import Terms, Text


def counted(*texts: Text | str, least: int = 1) -> Terms:
    return terms.count(texts, least=least)


def value(found: Terms, name: str, *, text: int = 0) -> float:
    return float(found.counts[:, [found.names.index(name)]].toarray()[text, 0])


def groups(*numbers: int) -> sparse.csr_array:
    return sparse.csr_array(numpy.eye(max(numbers) + 1)[list(numbers)])


def test_plurals_are_one_term_and_shown_as_most_write_them() -> None:
    found = counted("A nurse left. Nurses stayed.", "Nurses learn.")
    assert "nurses" in found.names
    assert "nurse" not in found.names
    assert value(found, "nurses") == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nurse", "nurses"),
        ("midwife", "midwives"),
        ("faculty", "faculties"),
        ("well-being", "wellbeing"),
        ("programme", "programs"),
        ("behaviour", "behaviors"),
        ("socialisation", "socialization"),
        ("centre", "centers"),
        ("students’", "student's"),
        ("paediatric", "pediatric"),
        ("counselling", "counseling"),
        ("illness", "illnesses"),
    ],
)
def test_spellings_of_a_word_are_folded(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("nurse", "nursing"), ("new", "news"), ("bus", "bu"), ("campus", "camp"), ("our", "or")],
)
def test_different_words_are_not_folded(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_words_of_the_trade_are_no_terms() -> None:
    found = counted("Background: This study explored belonging. Methods: A survey. Results: Belonging.")
    assert found.names == ["belonging"]


def test_a_term_reaches_over_a_link_and_is_shown_with_it() -> None:
    found = counted("sense of belonging", "belonging, and sense", "the sense of humour")
    assert "sense of belonging" in found.names
    assert "belonging and sense" not in found.names


def test_no_term_reaches_over_punctuation_or_from_one_part_to_the_next() -> None:
    found = counted(Text(title="Clinical", abstract="placement. Nursing", keywords=("students", "wards")))
    assert sorted(found.names) == ["clinical", "nursing", "placement", "students", "wards"]


def test_the_title_counts_more_than_a_keyword_and_that_more_than_the_abstract() -> None:
    found = counted(Text(title="belonging", abstract="placement", keywords=("mentor",)))
    assert value(found, "belonging") > value(found, "mentor") > value(found, "placement") == 1


def test_a_fragment_of_a_longer_term_sets_nothing_apart() -> None:
    found = counted("monte carlo", "monte carlo methods", "Carlo Monte Carlo", "wards", "wards", least=2)
    told = dict(zip(found.names, found.fragments.tolist(), strict=True))
    assert told == {"carlo": True, "monte": True, "monte carlo": False, "wards": False}
    apart = terms.distinctive(found, groups(0, 0, 0, 1, 1))
    assert [[name for name, _ in group] for group in apart] == [["monte carlo"], ["wards"]]


def test_a_word_that_stands_alone_too_stays_beside_the_longer_term() -> None:
    found = counted("nursing students", "nursing students", "nursing", "students", "students", least=2)
    assert found.names == ["nursing", "nursing students", "students"]
    assert not found.fragments.any()


def test_names_keep_their_capitals_and_common_words_lose_them() -> None:
    found = counted(
        Text(title="The Nurses of Markov", abstract="ChatGPT helped Markov."),
        "Nurses asked ChatGPT.",
        "By Markov.",
    )
    assert {"ChatGPT", "nurses", "Markov"} <= set(found.names)


def test_what_publishers_append_and_indexers_give_to_all_is_not_read() -> None:
    imprint = "Belonging. [The dissertation citations contained here are published with permission.]"
    found = counted(Text(abstract=imprint, keywords=("Humans", "Female", "Mentors")))
    assert sorted(found.names) == ["belonging", "mentors"]


def test_terms_come_in_one_order_whatever_the_order_of_the_texts() -> None:
    texts = ["placement of nurses", "belonging at school", "nurses belong", "school placement"]
    one, other = counted(*texts), counted(*reversed(texts))
    assert (one.names, one.keys) == (other.names, other.keys)
    assert (one.counts.toarray() == other.counts.toarray()[::-1]).all()


def test_no_texts_and_empty_texts_have_no_terms() -> None:
    assert counted().names == []
    assert counted().counts.shape == (0, 0)
    empty = counted("", Text())
    assert empty.names == []
    assert empty.counts.shape == (2, 0)
    assert terms.distinctive(empty, groups(0, 1)) == [[], []]


def test_what_sets_a_group_apart_is_what_the_others_do_not_have() -> None:
    found = counted(*["nurses on placement"] * 5, *["nurses in surgery"] * 5)
    apart = terms.distinctive(found, groups(*[0] * 5, *[1] * 5))
    assert [name for name, _ in apart[0]][:1] == ["placement"]
    assert [name for name, _ in apart[1]][:1] == ["surgery"]
    assert apart[0][0][1] == 1


def test_a_group_without_works_has_no_terms() -> None:
    found = counted("nurses", "surgery")
    members = sparse.csr_array(numpy.array([[1.0, 0.0], [1.0, 0.0]]))
    assert terms.distinctive(found, members)[1] == []


def test_a_label_says_nothing_twice() -> None:
    apart = [
        ("nursing", 1.0),
        ("nursing students", 0.9),
        ("students", 0.8),
        ("placement", 0.7),
        ("nurse", 0.6),
    ]
    assert terms.label(apart) == "nursing students, placement"


def test_a_longer_term_takes_the_place_of_all_it_holds() -> None:
    apart = [("disability", 1.0), ("intellectual", 0.9), ("intellectual disability", 0.8), ("access", 0.5)]
    assert terms.label(apart) == "intellectual disability, access"


def test_a_label_stops_where_terms_are_weak_and_where_it_grows_long() -> None:
    assert terms.label([("residency", 1.0), ("burnout", 0.9), ("hours", 0.1)]) == "residency, burnout"
    long = [("interprofessional collaboration", 1.0), ("psychological safety", 0.9), ("wards", 0.8)]
    assert terms.label(long) == "interprofessional collaboration, wards"
    assert terms.label([]) == ""


def test_a_label_says_in_full_what_is_cut_short() -> None:
    assert terms.label([("NDV", 1.0), ("newcastle disease virus", 0.9), ("genotype", 0.5)]) == (
        "newcastle disease virus, genotype"
    )
