import dataclasses

import pytest

from tests.small_pictures import CITATIONS, TOPICS, point


@pytest.mark.parametrize(
    ("authors", "called"),
    [
        ("Ngozi Okafor", "Okafor (2015)"),
        ("van Dijk RM; Eva Lindqvist", "van Dijk et al. (2015)"),
        ("Haddad R", "Haddad (2015)"),
        ("WHO", "WHO (2015)"),
        (".", "Fitting in (2015)"),
        ("", "Fitting in (2015)"),
    ],
)
def test_a_work_is_called_as_in_a_citation(authors: str, called: str) -> None:
    assert point("pubmed:1", title="Fitting in", authors=authors).called == called


def test_a_retracted_work_is_called_so() -> None:
    assert point("pubmed:1", status="retracted").called == "Okafor et al. (2015), retracted"
    assert point("pubmed:1", year=None).called == "Okafor et al."


@pytest.mark.parametrize(
    ("work", "address"),
    [
        ("doi:10.1000/a<b>", "https://doi.org/10.1000/a%3Cb%3E"),
        ("pubmed:4", "https://pubmed.ncbi.nlm.nih.gov/4"),
        ("doi:10.5555/made.up", ""),
        ("file:0123", ""),
    ],
)
def test_an_address_leads_somewhere_or_is_none(work: str, address: str) -> None:
    assert point(work).address == address


def test_a_note_says_first_what_is_no_evidence() -> None:
    assert CITATIONS.note.startswith("Synthetic demonstration data, not evidence. As of 2026-11-01. 4 of 5")
    assert TOPICS.note == "90 of 90 works have a place."
    assert "As of" not in dataclasses.replace(CITATIONS, as_of="").note
