"""Figures out of abstracts: participants, sites, response rates, countries; rather none than a wrong one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.coding.countries import countries
from synth.coding.figures import COUNTRY, PARTICIPANTS, RATE, SITES, figures


def values(text: str, kind: str, *, title: str = "") -> list[float | None]:
    return [one.value for one in figures(title, text) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We surveyed nurses (n = 34).", [34]),
        ("We surveyed 34 nursing students.", [34]),
        ("A total of 1,204 nurses took part.", [1204]),
        ("Thirty-four residents were interviewed.", [34]),
        ("One hundred and twenty students completed it.", [120]),
        ("Twelve interviews were held.", [12]),
        ("Interviews with twelve participants were held.", [12]),
        ("A survey of 204 registered nurses was done.", [204]),
        ("An online survey was answered by 77 pharmacists.", [77]),
        ("We asked nurses (n = 30) and doctors (n = 30).", [30, 30]),
        ("Twelve nurses and eight doctors took part.", [12, 8]),
        ("A total of 20 people took part, 12 nurses and 8 doctors.", [20]),
        ("A total of five nurses, 12 doctors, and six midwives took part.", [5, 12, 6]),
        ("We invited 500 students; 120 students completed it.", [120]),
    ],
)
def test_participants_are_found(text: str, expected: list[float]) -> None:
    assert values(text, PARTICIPANTS) == expected


@pytest.mark.parametrize(
    "text",
    [
        "34% of nurses agreed.",
        "Of 34 nurses asked by mail.",
        "Over 20-30 students in each year.",
        "In 2015 students were asked.",
        "Year 10 students were asked.",
        "Of the 34 nurses asked.",
        "Two thirds of 34 nurses.",
        "12 of 34 nurses agreed.",
        "Two reviewers screened 340 records.",
        "We included studies (n = 34).",
        "We invited 500 students.",
        "Burnout was common (n = 12, 30%) among nurses.",
        "The essays were rated by two physicians.",
        "Aged 34 years.",
        "",
    ],
)
def test_what_only_looks_like_participants_is_left(text: str) -> None:
    assert values(text, PARTICIPANTS) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nurses at six hospitals were asked.", [6]),
        ("It was done in 12 academic medical centers.", [12]),
        ("A single-centre study.", [1]),
        ("Students at three schools of nursing.", [3]),
        ("Six hospital nurses were asked.", []),
        ("Schools (60%) agreed.", []),
    ],
)
def test_sites_are_found(text: str, expected: list[float]) -> None:
    assert values(text, SITES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The response rate was 62.5%.", [62.5]),
        ("Nurses answered (response rate 62%).", [62]),
        ("Nurses answered (62% response rate).", [62]),
        ("Response rate: 62 percent.", [62]),
        ("The odds ratio was 1.2 (95% CI 1.1-1.4).", []),
        ("The objective response rate was 62%.", []),
        ("In 62% a response was seen.", []),
    ],
)
def test_response_rates_are_found(text: str, expected: list[float]) -> None:
    assert values(text, RATE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nurses in Scotland and Wales.", ["United Kingdom"]),
        ("Nurses in the U.S. were asked.", ["United States"]),
        ("Students at a university in Ohio.", ["United States"]),
        ("Australian nursing students were asked.", ["Australia"]),
        ("New Zealand medical students were asked.", ["New Zealand"]),
        ("Nurses in Northern Ireland.", ["United Kingdom"]),
        ("Nurses in Ireland.", ["Ireland"]),
        ("Nurses in Jordan.", ["Jordan"]),
        ("Nurses in Türkiye.", ["Turkey"]),
        ("Nurses from New South Wales.", ["Australia"]),
        ("Nurses in Papua New Guinea.", ["Papua New Guinea"]),
        ("Korean hospitals took part.", ["South Korea"]),
        ("Nurses in Iran, Japan and Peru.", ["Iran", "Japan", "Peru"]),
        ("Michael Jordan wrote.", []),
        ("Nurses in Georgia.", []),
        ("Nurses in New Mexico.", ["United States"]),
        ("African American students were asked.", []),
        ("The American Nurses Association says so.", []),
        ("Students of English literature.", []),
        ("Bedside US was used.", []),
        ("the US examination of the liver", []),
        ("Traditional Chinese medicine students.", []),
        ("The United States Medical Licensing Examination was taken.", []),
        ("They kept guinea pigs and turkey.", []),
    ],
)
def test_countries_are_found(text: str, expected: list[str]) -> None:
    assert [one.country for one in countries(text)] == expected


def test_a_figure_comes_with_its_sentence_and_its_place() -> None:
    abstract = "METHODS: It was quiet. We asked 34 nurses in Ghana. Then we left."
    people, country = figures("On nurses", abstract)
    assert (people.value, people.text, people.passage) == (34, "34", "We asked 34 nurses in Ghana.")
    assert (country.kind, country.text, country.value) == (COUNTRY, "Ghana", None)
    assert abstract[country.start : country.stop] == "Ghana"


def test_what_the_abstract_does_not_say_is_taken_from_the_title() -> None:
    assert values("", PARTICIPANTS, title="Belonging of 34 nurses in Ghana") == [34]


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["34", "n = 12", " nurses", " of ", "twelve", "response rate", " 62%", " in Ghana", ". ", "("]
        ),
        st.text(max_size=8),
    ),
    max_size=14,
).map("".join)


@given(PIECES, PIECES)
def test_every_figure_leads_back_to_its_text(title: str, abstract: str) -> None:
    texts = {"title": title, "abstract": abstract}
    for one in figures(title, abstract):
        text = texts[one.field]
        assert 0 <= one.start < one.stop <= len(text)
        assert one.passage in text
        if one.kind != COUNTRY:
            assert text[one.start : one.stop] == one.text
            assert one.value is not None and one.value > 0
