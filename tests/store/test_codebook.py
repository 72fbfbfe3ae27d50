"""Reading the codebook: what it says, and one clear line for each mistake in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from synth.domain.codebook import Codebook
from synth.errors import UserError
from synth.store import codebook

ROOT = Path(__file__).resolve().parents[2]
SMALL = """\
version: 2
facets:
- id: population
  label: Who
  codes:
  - id: pop.nurse
    label: Nurses
    definition: Nurses at work.
    profession: nursing
    level: practising
    phrases:
    - nurses
    - {words: RN, as_written: true, where: [nurse], in: [abstract]}
    unless: [student nurse]
- id: method
  label: How
  own: true
  codes:
  - id: met.survey
    label: Survey
    definition: Asked once.
    design: quantitative
    since: 2
fields:
- id: quality
  label: How good?
  kind: choice
  options: [high, low]
- id: participants
  label: How many?
  kind: number
"""


def read(folder: Path, text: str) -> Codebook:
    path = folder / "queries" / "codebook.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return codebook.read(path)


def fault(folder: Path, text: str) -> str:
    with pytest.raises(UserError) as caught:
        read(folder, text)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix("queries/codebook.yaml: ")


def test_a_codebook_is_read_with_all_it_says(tmp_path: Path) -> None:
    book = read(tmp_path, SMALL)
    nurse, survey = book.codes.values()
    assert (book.version, nurse.facet, nurse.label, nurse.profession) == (
        2,
        "population",
        "Nurses",
        "nursing",
    )
    assert nurse.phrases == ("nurses", "RN")
    assert nurse.hints[1].as_written and nurse.hints[1].where == ("nurse",)
    assert nurse.hints[1].places == ("abstract",)
    assert nurse.unless == ("student nurse",)
    assert (survey.own, nurse.own, survey.since, survey.design) == (True, False, 2, "quantitative")
    assert [(field.id, field.kind, field.options) for field in book.fields] == [
        ("quality", "choice", ("high", "low")),
        ("participants", "number", ()),
    ]


def test_a_sheet_of_fields_alone_is_a_codebook_too(tmp_path: Path) -> None:
    book = read(tmp_path, "version: 1\n" + SMALL[SMALL.index("fields:") :])
    assert book.codes == {} and len(book.fields) == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "met.survey",
            "pop.nurse",
            "line 19: facets[2].codes[1].id: 'pop.nurse' is taken by facets[1].codes[1]",
        ),
        (
            "id: quality",
            "id: met.survey",
            "line 25: fields[1].id: 'met.survey' is taken by facets[2].codes[1]",
        ),
        ("since: 2", "since: 3", "line 23: facets[2].codes[1].since: 3 is later than the codebook"),
        (
            "since: 2",
            "since: soon",
            "line 23: facets[2].codes[1].since: 'soon' is no whole number of 1 or more",
        ),
        ("    - nurses", "    - ''", "line 12: facets[1].codes[1].phrases[1]: is empty"),
        ("    - nurses", "    - '?'", "line 12: facets[1].codes[1].phrases[1]: '?' could never be found"),
        (
            "    - nurses",
            "    - nurs*",
            "line 12: facets[1].codes[1].phrases[1]: 'nurs*' could never be found",
        ),
        ("    - nurses", "    - the", "line 12: facets[1].codes[1].phrases[1]: 'the' could never be found"),
        ("    - nurses", "    - RN\n    - rn", "line 13: facets[1].codes[1].phrases[2]: 'rn' stands twice"),
        ("where: [nurse]", "unless: [RN]", "phrases[2].unless: 'RN' could never count"),
        (
            "unless: [student",
            "unless: [Nurses, student",
            "codes[1].unless: 'Nurses' is a phrase that could never",
        ),
        (
            "in: [abstract]",
            "in: [body]",
            "phrases[2].in[1]: 'body' cannot be: choose among title, abstract, key",
        ),
        (
            "as_written: true",
            "as_written: yes",
            "phrases[2].as_written: 'yes' cannot be: choose among true, false",
        ),
        (
            "options: [high, low]",
            "options: [high]",
            "fields[1].options: kind choice needs two options or more",
        ),
        ("options: [high, low]", "options: [a, a]", "fields[1].options[2]: 'a' stands twice"),
        ("  options: [high, low]\n", "", "line 25: fields[1].options: kind choice needs two options or more"),
        (
            "kind: number",
            "kind: number\n  options: [a, b]",
            "fields[2].options: kind number takes no options",
        ),
        (
            "kind: number",
            "kind: date",
            "line 31: fields[2].kind: 'date' cannot be: choose among choice, many",
        ),
        (
            "level: practising",
            "level: old",
            "facets[1].codes[1].level: 'old' cannot be: choose among student",
        ),
        ("    definition: Nurses at work.\n", "", "line 6: facets[1].codes[1].definition: is missing"),
        ("label: Nurses", "label: ~", "line 7: facets[1].codes[1].label: is empty"),
        ("label: Nurses", "labels: Nurses", "line 7: facets[1].codes[1].labels: there is no such field"),
        ("label: Nurses", "label: A\n    label: B", "line 8: facets[1].codes[1].label: stands twice"),
        ("version: 2", "edition: 2", "line 1: edition: there is no such field: choose among version"),
        ("version: 2\n", "", "line 1: version: is missing"),
        ("id: method", "id: years", "line 15: facets[2].id: 'years' is an axis of the gap map already"),
        ("id: pop.nurse", "id: pop nurse", "line 6: facets[1].codes[1].id: 'pop nurse' is no id"),
        ("facets:\n", "facets: all\nx:\n", "there is no such field"),
        ("unless: [student nurse]", "unless: student", "facets[1].codes[1].unless: should be a list"),
        ("unless: [student nurse]", "unless: []", "facets[1].codes[1].unless: is an empty list"),
        ("label: Who", "label: [Who", "not readable as YAML"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in SMALL
    assert said in fault(tmp_path, SMALL.replace(old, new, 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty: a version, facets and fields are expected"),
        ("[]", "line 1: should have fields: version, facets, fields"),
        ("version: 1", "line 1: holds no facets and no fields: there is nothing to code"),
    ],
)
def test_a_file_that_is_no_codebook_says_so(tmp_path: Path, text: str, said: str) -> None:
    assert fault(tmp_path, text) == said


def test_a_missing_file_and_one_that_is_not_utf8_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"codebook.yaml: the file is missing"):
        codebook.read(tmp_path / "codebook.yaml")
    (tmp_path / "codebook.yaml").write_bytes(b"version: 1\nlabel: caf\xe9\n")
    with pytest.raises(UserError, match=r"line 2: not UTF-8"):
        codebook.read(tmp_path / "codebook.yaml")


def test_the_codebook_of_the_review_has_its_facets_and_fields() -> None:
    book = codebook.read(ROOT / "queries" / "codebook.yaml")
    assert len(book.facets) == 9 and len(book.codes) >= 120
    assert {field.kind for field in book.fields} == {"choice", "many", "number", "text", "quote"}
    assert all(code.hints for code in book.codes.values())
    people = [code for code in book.codes.values() if code.facet == "population"]
    assert all(code.profession for code in people)
    assert {code.design for code in book.codes.values() if code.facet == "method"} >= {
        "qualitative",
        "quantitative",
        "mixed",
        "synthesis",
        "instrument",
        "opinion",
    }


def test_the_sheet_of_quality_can_be_put_behind_the_questions_of_the_codebook(tmp_path: Path) -> None:
    book, sheet = (ROOT / "queries" / f"codebook{name}.yaml" for name in ("", "-quality"))
    _, _, fields = sheet.read_text(encoding="utf-8").partition("\nfields:\n")
    both = tmp_path / "codebook.yaml"
    both.write_text(book.read_text(encoding="utf-8") + fields, encoding="utf-8")
    assert codebook.read(both).fields == (*codebook.read(book).fields, *codebook.read(sheet).fields)


def test_the_sheet_of_quality_loads_as_any_other_codebook() -> None:
    sheet = codebook.read(ROOT / "queries" / "codebook-quality.yaml")
    assert sheet.codes == {}
    for design in ("qualitative", "quantitative", "mixed"):
        asked = [field for field in sheet.fields if field.design == design]
        assert [field.options for field in asked] == [("yes", "no", "can't tell")] * 5
