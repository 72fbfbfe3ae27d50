import pytest

from synth.dedup import positions


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("65 (Supplement 1)", "65"),
        ("Vol. 012", "12"),
        ("13 (1) (no pagination)", "13"),
        ("1)", ""),
        ("(Jul)", ""),
        ("&NA;", ""),
        ("", ""),
    ],
)
def test_a_volume_is_its_number(text: str, number: str) -> None:
    assert positions.volume(text) == number


def test_an_issue_is_its_first_number() -> None:
    assert [positions.issue(text) for text in ("03", "2-3", "Suppl 4", "Winter")] == ["3", "2", "4", ""]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("1596-602", ("1596", "1602")),
        ("1456\u20101463", ("1456", "1463")),
        ("47--65", ("47", "65")),
        ("28???42", ("28", "42")),
        ("pp. 34-8", ("34", "38")),
        ("117-118, 120", ("117", "118")),
        ("e158-66", ("e158", "e166")),
        ("S530", ("s530", "s530")),
        ("01-Oct", ("1", "10")),
        ("Oct-15", ("10", "15")),
        ("12 p", ("", "")),
        ("no pagination", ("", "")),
        ("Suppl-6", ("", "")),
        ("", ("", "")),
    ],
)
def test_pages_are_the_first_and_the_last(text: str, pages: tuple[str, str]) -> None:
    assert positions.pages(text) == pages


def test_a_supplement_and_a_congress_are_known_by_their_words() -> None:
    assert positions.supplement("12", "SUPPL. 1", "Medical Education")
    assert positions.supplement("12", "", "Circulation. Conference: Scientific Sessions")
    assert not positions.supplement("12", "1", "Medical Education")
    assert positions.congress("Proceedings of the Symposium on Wards")
    assert not positions.congress("Medical Education")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Clin Infect Dis", "Clinical Infectious Diseases", True),
        ("N Engl J Med", "The New England Journal of Medicine", True),
        ("Stroke (00392499)", "Stroke", True),
        ("VLDB", "Very Large Data Bases", True),
        ("ACM Trans. Database Syst.", "ACM Transactions on Database Systems (TODS)", True),
        (
            "Cancer Epidemiology & Prevention : a publication of a society",
            "Cancer Epidemiology and Prevention",
            True,
        ),
        ("Diabetes", "Diabetes Care", None),
        ("Stroke; a journal of cerebral circulation", "Stroke", None),
        ("", "Stroke", None),
        ("Diabetologia", "Circulation", False),
        ("Medical Education", "Medical Teacher", False),
    ],
)
def test_journals_are_compared_by_the_beginnings_of_their_words(
    one: str, other: str, same: bool | None
) -> None:
    first, second = positions.venue(one), positions.venue(other)
    assert positions.one_venue(first, second) is same
    assert positions.one_venue(second, first) is same
