"""People, abstracts and links of recorded answers, each looked up by hand in the raw answer."""

from __future__ import annotations

import pytest

from synth.domain.records import Kind, RelationKind
from tests.sources import recorded

pytestmark = recorded.needed

# First and last author with ORCID and first affiliation; None: not looked at.
AUTHORS = [
    (
        "openalex/work_elife01567.json",
        "W2121398592",
        (
            "Martial Sankar",
            None,
            "Department of Plant Molecular Biology, University of Lausanne, Lausanne, Switzerland",
        ),
        ("Christian S. Hardtke", "0000-0003-3203-1058", None),
    ),
    (
        "openalex/work_dissertation.json",
        "W3038237952",
        ("Patricia Collingwood", "0000-0003-3086-4443", None),
        ("Patricia Collingwood", "0000-0003-3086-4443", None),
    ),
    (
        "crossref/work_jclinpath_jats_html_title.json",
        "10.1136/jclinpath-2020-206745",
        ("Jun Xu", None, "Department of Neurosurgery, China-Japan Friendship Hospital, Beijing, China"),
        ("Jie Huang", None, None),
    ),
    (
        "crossref/cursor_page3.json",
        "10.31390/gradschool_theses.6125",
        ("Joshua Rovira", None, "Louisiana State University and Agricultural and Mechanical College"),
        ("Joshua Rovira", None, None),  # the other one has no name
    ),
    (
        "pubmed/efetch_36156117.xml",
        "36156117",
        (
            "John I Hogan",
            None,
            "Department of Medicine, NYU Long Island School of Medicine, Mineola, New York, USA.",
        ),
        ("Adriana Heguy", "0000-0002-2836-6683", None),
    ),
    (
        "pubmed/efetch_nlm_sample_A.xml",
        "9634358",
        ("E C Dunkel", None, None),
        ("D Pavan-Langston", None, None),  # behind her stands a misprint of another's name
    ),
    (
        "pubmed/efetch_20301546.xml",
        "20301546",
        ("Claudie Gauvreau", None, None),
        ("Nicolas Dupré", None, None),  # the book's editors are others
    ),
    (
        "europepmc/search_core_retracted_2026.json",
        "MED/42251884",
        ("Zina Smadi", None, None),
        ("Joseph A Abboud", "0000-0002-3845-7220", None),
    ),
    (
        "europepmc/search_lite_25.json",
        "MED/39709209",
        ("Schoenfeld JD", None, None),
        ("O'Neill AF", None, None),
    ),
    ("eric/search_one_of_56.json", "EJ1286736", ("Davut Çulha", None, None), ("Davut Çulha", None, None)),
    ("eric/search_ajs_333.json", "EJ063961", ("Jerold Heiss", None, None), ("Susan Owens", None, None)),
]
# How each line of an abstract begins.
ABSTRACTS = [
    (
        "crossref/work_jclinpath_jats_html_title.json",
        "10.1136/jclinpath-2020-206745",
        ["Background: The absence of high-quality", "Objective: This study aimed to develop"],
    ),
    (
        "crossref/list_hindawi_100_retracted_title.json",
        "10.1155/s0161171201006068",
        ["Let B be a ring with 1,"],
    ),
    (
        "europepmc/search_core_25.json",
        "MED/40493882",
        ["Background: After a diagnosis of prostate", "Methods: Using data that were reported"],
    ),
    (
        "pubmed/efetch_20301546.xml",
        "20301546",
        ["CLINICAL CHARACTERISTICS: Hereditary motor", "DIAGNOSIS/TESTING: The diagnosis of HMSN/ACC"],
    ),
    ("pubmed/efetch_36156117.xml", "36156117", ["New mutations conferring resistance to SARS-CoV-2"]),
    ("eric/search_ajs_333.json", "EJ104921", ["Durkheim's theory of anomie is traced"]),
    ("openalex/batch_doi25_page1.json", "W1984314264", ["The western states are experiencing increasing"]),
]
RELATIONS = [
    (
        "crossref/work_pone0033693_updated_by_correction.json",
        "10.1371/journal.pone.0033693",
        RelationKind.HAS_ERRATUM,
        "doi:10.1371/annotation/c76da2c1-ccb8-4797-94c1-359d3ceceeda",
    ),
    (
        "crossref/list_plosone_cursor_30.json",
        "10.1371/journal.pone.0129989",
        RelationKind.ERRATUM_OF,
        "doi:10.1371/journal.pone.0120799",
    ),
    (
        "crossref/colrev_jmir_22081.json",
        "10.2196/22081",
        RelationKind.HAS_PREPRINT,
        "doi:10.2196/preprints.22081",
    ),
    (
        "crossref/work_peer_review.json",
        "10.7554/elife.55167.sa2",
        RelationKind.COMMENT_ON,
        "doi:10.7554/elife.55167",
    ),
    ("pubmed/efetch_nlm_sample_A.xml", "8655018", RelationKind.RETRACTED_BY, "pubmed:9867474"),
    ("pubmed/efetch_nlm_sample_A.xml", "9634358", RelationKind.RETRACTION_OF, "pubmed:8393056"),
    (
        "pubmed/efetch_nlm_sample_A.xml",
        "17823161",
        RelationKind.HAS_ERRATUM,
        "doi:10.1136/bmj.39454.454676.ad",
    ),
    ("pubmed/efetch_38833988.xml", "38833988", RelationKind.ERRATUM_OF, "pubmed:33279609"),
    ("pubmed/efetch_36156117.xml", "36156117", RelationKind.HAS_PREPRINT, "pubmed:35794888"),
    ("pubmed/efetch_nlm_sample_A.xml", "11406024", RelationKind.VERSION_OF, "pubmed:11034741"),
    (
        "europepmc/search_core_retracted_2026.json",
        "MED/42550576",
        RelationKind.RETRACTED_BY,
        "pubmed:42715445",
    ),
    ("europepmc/search_core_retracted_2026.json", "MED/42251884", RelationKind.RETRACTED_BY, None),
    ("europepmc/search_core_25.json", "MED/39709208", RelationKind.ERRATUM_OF, "pubmed:39293462"),
]


@pytest.mark.parametrize(("name", "native", "first", "last"), AUTHORS)
def test_first_and_last_author_are_who_they_are(
    name: str,
    native: str,
    first: tuple[str, str | None, str | None],
    last: tuple[str, str | None, str | None],
) -> None:
    authors = recorded.one(name, native).authors
    for author, (spoken, orcid, place) in ((authors[0], first), (authors[-1], last)):
        assert (author.name, author.orcid) == (spoken, orcid)
        assert place is None or author.affiliations[0] == place


@pytest.mark.parametrize(("name", "native", "beginnings"), ABSTRACTS)
def test_an_abstract_keeps_its_labels_and_begins_as_printed(
    name: str, native: str, beginnings: list[str]
) -> None:
    lines = (recorded.one(name, native).abstract or "").split("\n")
    for line, beginning in zip(lines, beginnings, strict=False):
        assert line.startswith(beginning)
    assert len(lines) >= len(beginnings)


@pytest.mark.parametrize(("name", "native", "kind", "target"), RELATIONS)
def test_a_publication_is_linked_to_its_other_versions_and_notices(
    name: str, native: str, kind: RelationKind, target: str | None
) -> None:
    assert (kind, target) in [(link.kind, link.target) for link in recorded.one(name, native).relations]


def test_a_group_is_an_author_and_references_are_not_taken_for_the_article() -> None:
    guideline = recorded.one("pubmed/efetch_38534005.xml", "38534005")
    assert guideline.authors[-1].name.startswith("Task and Finish Group for Urinalysis")
    assert guideline.authors[-1].family is None
    assert guideline.ids == ("doi:10.1515/cclm-2024-0070", "pubmed:38534005")
    letter = recorded.one("pubmed/efetch_36156117.xml", "36156117")
    assert "doi:10.1101/2022.03.02.22271697" in letter.references
    assert len(letter.references) == 14  # one of the fifteen has no identifier


def test_an_old_entity_is_decoded() -> None:
    assert '"Suicide."' in (recorded.one("eric/search_ajs_333.json", "EJ104921").abstract or "")
    assert recorded.one("eric/search_ajs_333.json", "EJ104921").type is Kind.ARTICLE
