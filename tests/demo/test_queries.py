import pytest

from synth.demo.queries import Both, Dialect, Either, Everything, Range, Term, Without, parse, terms
from synth.errors import UserError

PREFIXED = Dialect()
TAGGED = Dialect(tags=True, leftward=True, lenient=True)


def word(text: str, field: str = "") -> Term:
    return Term(field=field, text=text)


def test_and_binds_before_or() -> None:
    assert parse("a OR b AND c", PREFIXED) == Either(parts=(word("a"), Both(parts=(word("b"), word("c")))))


def test_pubmed_reads_from_left_to_right() -> None:
    assert parse("a OR b AND c", TAGGED) == Both(parts=(Either(parts=(word("a"), word("b"))), word("c")))


def test_words_side_by_side_must_all_be_there() -> None:
    assert parse("a b", PREFIXED) == Both(parts=(word("a"), word("b")))


def test_not_takes_away() -> None:
    assert parse("a NOT b", PREFIXED) == Without(kept=word("a"), dropped=word("b"))
    assert parse("a AND NOT b", PREFIXED) == Without(kept=word("a"), dropped=word("b"))
    assert parse("NOT b", PREFIXED) == Without(kept=Everything(), dropped=word("b"))
    beside = Without(kept=Everything(), dropped=word("b"))
    assert parse("a OR NOT b", PREFIXED) == Either(parts=(word("a"), beside))


def test_a_field_before_parentheses_holds_for_all_in_them() -> None:
    assert parse("TITLE:(a OR b)", PREFIXED) == Either(parts=(word("a", "TITLE"), word("b", "TITLE")))


def test_a_tag_stands_behind_its_term() -> None:
    quoted = Term(field="tiab", text="sense of belonging", quoted=True)
    assert parse('"sense of belonging"[tiab] OR nurse*[ti]', TAGGED) == Either(
        parts=(quoted, word("nurse*", "ti"))
    )


def test_several_words_before_a_tag_are_a_phrase() -> None:
    assert parse("medical students[tiab]", TAGGED) == Term(field="tiab", text="medical students", quoted=True)


def test_nearness_and_ranges_are_read() -> None:
    assert parse('"a b"~5', PREFIXED) == Term(field="", text="a b", quoted=True, slop=5)
    assert parse('"a b"[tiab:~3]', TAGGED) == Term(field="tiab", text="a b", quoted=True, slop=3)
    assert parse("PUB_YEAR:[2015 TO 2020]", PREFIXED) == Range(field="PUB_YEAR", low="2015", high="2020")
    assert parse("2015:2020[dp]", TAGGED) == word("2015:2020", "dp")


def test_a_doi_is_one_term() -> None:
    assert parse('DOI:"10.1000/a(1)b;2-x"', PREFIXED) == Term(
        field="DOI", text="10.1000/a(1)b;2-x", quoted=True
    )
    assert parse("10.1000/abc[aid]", TAGGED) == word("10.1000/abc", "aid")


@pytest.mark.parametrize(
    "text", ["(a", "a)", "a AND", "OR a", '"a', "()", "", "[x]", "a AND )", "PUB_YEAR:[2015]"]
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="cannot parse"):
        parse(text, PREFIXED)


@pytest.mark.parametrize("text", ["(a", "a)", "a AND", "OR a"])
def test_pubmed_mends_what_others_refuse(text: str) -> None:
    assert parse(text, TAGGED) == word("a")


def test_all_terms_are_listed_also_the_excluded() -> None:
    assert [term.text for term in terms(parse("a AND (b OR c) NOT d", PREFIXED))] == ["a", "b", "c", "d"]
