"""One spelling for each identifier, whoever wrote it."""

from __future__ import annotations

import string
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.domain import identifiers
from synth.domain.identifiers import KINDS, WorkId

# What registered DOIs are made of, SICI included; the end is never what a sentence may have added.
SIGNS = string.ascii_lowercase + string.digits + "-._;()/:<>[],+#"
prefixes = st.from_regex(r"10\.[1-9][0-9]{3,5}", fullmatch=True)
suffixes = st.builds(
    lambda middle, last: middle + last,
    st.text(SIGNS, max_size=30),
    st.sampled_from(string.ascii_lowercase + string.digits),
)
dois = st.builds(lambda prefix, suffix: f"{prefix}/{suffix}", prefixes, suffixes)

SICI = [
    "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
    "10.1002/1520-6807(199301)30:1<79::AID-PITS2310300113>3.0.CO;2-X",
    "10.1890/0012-9658(2006)87[2832:tiopma]2.0.co;2",
    "10.1016/S0140-6736(24)02600-X",
    "10.1577/1548-8667(1998)010<0056:EOOAWT>2.0.CO;2",
]


@given(st.text(max_size=60))
def test_a_spelling_is_the_spelling_of_itself(text: str) -> None:
    for normal in KINDS.values():
        once = normal(text)
        if once is not None:
            assert normal(once) == once


@given(st.text(string.printable, max_size=30))
def test_a_spelling_of_a_doi_is_the_spelling_of_itself_whatever_stands_in_it(text: str) -> None:
    once = identifiers.doi(f"10.1000/{text}")
    assert once is None or identifiers.doi(once) == once


@given(st.lists(st.sampled_from(["%25", "2", "5", "&", "amp;", "lt;", ".", ")", "(", "x", "É", "%C3%89"])))
def test_what_was_encoded_many_times_is_decoded_to_the_end(parts: list[str]) -> None:
    once = identifiers.doi("10.1000/" + "".join(parts))
    assert once is None or identifiers.doi(once) == once


@given(dois)
def test_a_doi_survives_as_it_is(doi: str) -> None:
    assert identifiers.doi(doi) == doi


@given(dois)
def test_case_address_and_encoding_make_no_other_doi(doi: str) -> None:
    variants = [
        doi.upper(),
        f"  {doi}\n",
        f"https://doi.org/{doi}",
        f"HTTP://DX.DOI.ORG/{doi.upper()}",
        f"http://www.doi.org/{doi}",
        f"doi.org/{doi}",
        f"doi:{doi}",
        f"DOI: {doi}.",
        f"info:doi/{doi}",
        f"https://doi.org/{quote(doi, safe='')}",
        quote(doi, safe="/"),
        quote(f"https://doi.org/{doi}", safe=""),
        doi.replace("<", "&lt;").replace(">", "&gt;"),
        f"“{doi}”,",
        f"{doi}; ",
    ]
    assert {identifiers.doi(variant) for variant in variants} == {doi}


@given(dois, dois)
def test_two_dois_never_become_one(one: str, other: str) -> None:
    assert (identifiers.doi(one) == identifiers.doi(other)) == (one == other)


@pytest.mark.parametrize("doi", SICI)
def test_a_doi_with_brackets_and_semicolons_keeps_them(doi: str) -> None:
    assert identifiers.doi(f"https://doi.org/{doi}") == doi.lower()
    assert identifiers.doi(f"({doi})") == doi.lower()
    assert identifiers.doi(f"<https://doi.org/{doi}>") == doi.lower()
    assert identifiers.doi(f"{doi}).") == doi.lower()


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("10.1000/a&copy=1", "10.1000/a&copy=1"),  # no entity: it has no semicolon
        ("10.1000/a&amp;b", "10.1000/a&b"),
        ("10.1000/x%ff", "10.1000/x%ff"),  # not UTF-8: decoded it would be one with %fe
        ("10.1000/x(1)", "10.1000/x(1)"),
        ("10.1000/x1)", "10.1000/x1"),
        ("10.1000.10/x", "10.1000.10/x"),
        ("10.1000/", None),
        ("10.1000", None),
        ("10.10/x", None),
        ("10.\uff11\uff12\uff13\uff14/x", None),
        ("10.1000/a b", None),
        ("11.1000/x", None),
        ("", None),
    ],
)
def test_a_doi_is_read_or_refused(text: str, spelling: str | None) -> None:
    assert identifiers.doi(text) == spelling


@pytest.mark.parametrize(
    ("kind", "text", "spelling"),
    [
        ("pubmed", "PMID: 0012345", "12345"),
        ("pubmed", "https://pubmed.ncbi.nlm.nih.gov/12345/", "12345"),
        ("pubmed", "https://www.ncbi.nlm.nih.gov/pubmed/12345", "12345"),
        ("pubmed", "0", None),
        ("pubmed", "PMC12345", None),
        ("pmc", "pmc12345", "PMC12345"),
        ("pmc", "12345", "PMC12345"),
        ("pmc", "PMC12345.2", "PMC12345"),
        ("pmc", "https://www.ncbi.nlm.nih.gov/pmc/articles/12345", "PMC12345"),
        ("pmc", "https://pmc.ncbi.nlm.nih.gov/articles/PMC12345/", "PMC12345"),
        ("pmc", "https://europepmc.org/article/PMC/PMC12345", "PMC12345"),
        ("pmc", "https://pubmed.ncbi.nlm.nih.gov/12345", None),
        ("pmc", "https://europepmc.org/article/MED/12345", None),
        ("openalex", "https://openalex.org/W123", "W123"),
        ("openalex", "w123", "W123"),
        ("openalex", "A123", None),
        ("eric", "https://eric.ed.gov/?id=EJ123456", "EJ123456"),
        ("eric", "ed123456", "ED123456"),
        ("eric", "EX123456", None),
        ("europepmc", "med/123", "MED/123"),
        ("europepmc", "PPR/PPR123", "PPR/PPR123"),
        ("europepmc", "123", None),
        ("file", "00FF00FF00ff00ff", "00ff00ff00ff00ff"),
        ("file", "00ff", None),
    ],
)
def test_an_identifier_is_read_or_refused(kind: str, text: str, spelling: str | None) -> None:
    assert KINDS[kind](text) == spelling


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("doi:10.1000/X", "doi:10.1000/x"),
        ("https://doi.org/10.1000/X", "doi:10.1000/x"),
        ("PMID 12", "pubmed:12"),
        ("pubmed:12", "pubmed:12"),
        ("PMC12", "pmc:PMC12"),
        ("W12", "openalex:W12"),
        ("EJ12345", "eric:EJ12345"),
        ("MED/12", "europepmc:MED/12"),
        ("a title", None),
    ],
)
def test_what_a_person_writes_is_recognised(text: str, work: str | None) -> None:
    assert identifiers.recognise(text) == work


def test_the_best_kind_comes_first_and_each_identifier_once() -> None:
    found = [
        identifiers.work_id("openalex", "W1"),
        None,
        identifiers.work_id("pubmed", "2"),
        identifiers.work_id("doi", "10.1000/b"),
        identifiers.work_id("doi", "10.1000/A"),
        identifiers.work_id("doi", "10.1000/B"),
    ]
    assert identifiers.best_first(found) == ("doi:10.1000/b", "doi:10.1000/a", "pubmed:2", "openalex:W1")


@given(st.lists(st.text(max_size=20), max_size=4))
def test_a_hash_names_a_record_and_ignores_blanks_and_case(fields: list[str]) -> None:
    hashed = identifiers.hashed(fields)
    assert identifiers.work_id("file", hashed.removeprefix("file:")) == hashed
    assert identifiers.hashed([f"  {field.upper()} " for field in fields]) == identifiers.hashed(
        [field.upper() for field in fields]
    )


def test_fields_that_run_together_have_another_hash() -> None:
    assert identifiers.hashed(["a b", "c"]) != identifiers.hashed(["a", "b c"])
    assert identifiers.hashed(["a"]) != WorkId("file:")
