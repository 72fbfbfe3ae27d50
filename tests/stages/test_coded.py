"""What the stage code makes of works, codebook and coders' files."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from synth.coding.finding import Finder
from synth.domain.codebook import Code, Codebook, Facet, Field, Phrase
from synth.domain.codings import CodeVerdict, Coding
from synth.domain.identifiers import WorkId
from synth.errors import UserError
from synth.paths import Places
from synth.stages import code, coded
from synth.stages.coded import Coded
from synth.store import codings, tables
from tests.pipeline.project import Project
from tests.store import small_warehouse
from tests.web.small_coding import CODEBOOK

PRESENT, ABSENT, ANSWER, FINISHED, WITHDRAW = CodeVerdict
BOOK = Codebook(
    version=1,
    facets=(
        Facet(
            id="practice",
            label="Practices",
            codes=(
                Code(
                    id="mentoring",
                    facet="practice",
                    label="Mentoring",
                    definition="A more experienced person helps.",
                    hints=(Phrase(words="mentoring"), Phrase(words="mentor")),
                ),
                Code(id="space", facet="practice", label="Space", definition="Rooms.", design="qualitative"),
            ),
        ),
    ),
    fields=(Field(id="quality", label="Quality", kind="choice", options=("high", "low")),),
)


def work(number: int, title: str = "", **fields: Any) -> dict[str, Any]:
    name = f"doi:10.5555/{number}"
    row = {"work": name, "title": title, "abstract": None, "keywords": None}
    return {**row, "aliases": [name, f"pubmed:{number}"], "records": [f"crossref/{number}"], **fields}


WORKS = [
    work(1, "Mentoring of students", abstract="Each had a mentor."),
    work(2, "Rooms", keywords=["mentors", "rooms"]),
    work(3),
]


def said(verdict: CodeVerdict, name: str = "mentoring", *, by: str = "ada", **fields: Any) -> Coding:
    made = Coding(
        at="2026-11-20T12:00:00+02:00",
        by=by,
        work=WorkId("doi:10.5555/1"),
        verdict=verdict,
        code="" if verdict is FINISHED else name,
        value="high" if verdict is ANSWER else None,
        codebook=1,
    )
    return replace(made, **fields)


def known(folder: Path, *made: Coding, synthetic: tuple[Coding, ...] = (), works: Any = WORKS) -> Coded:
    places = Places(folder, "demo")
    for one in made:
        codings.follow(places.decisions / "codes").append(one)
    for one in synthetic:
        codings.follow(places.synthetic_codings).append(one)
    finder = Finder(BOOK)
    return Coded(
        book=BOOK,
        works=works,
        lines=coded.lines(places, works),
        found=[coded.find(finder, row) for row in works],
    )


def test_a_word_finds_its_work_by_any_identifier_in_any_spelling(tmp_path: Path) -> None:
    names = ("doi:10.5555/1", "https://doi.org/10.5555/2", "PMID: 2", "doi:10.5555/gone")
    found = known(tmp_path, *(said(PRESENT, work=WorkId(name)) for name in names)).lines
    today = [line.today.work if line.today else "" for line in found]
    assert today == ["doi:10.5555/1", "doi:10.5555/2", "doi:10.5555/2", ""]
    assert [line.made.work for line in found] == list(names)


def test_a_persons_word_on_a_work_that_is_gone_is_kept_and_a_synthetic_one_is_not(tmp_path: Path) -> None:
    gone = said(PRESENT, work=WorkId("doi:10.5555/gone"))
    found = known(tmp_path, gone, synthetic=(replace(gone, by="synthetic-ada"),))
    assert [(line.made.by, line.today, line.stands) for line in found.lines] == [("ada", None, False)]
    (row,) = coded.coding_rows(found.lines)
    assert (row["work"], row["coded"], row["standing"]) == (None, "doi:10.5555/gone", False)


def test_phrases_keep_their_first_passage_and_how_many_there_are(tmp_path: Path) -> None:
    rows = list(coded.code_rows(known(tmp_path), {}))
    assert [(row["work"], row["phrase"], row["field"], row["passages"]) for row in rows] == [
        ("doi:10.5555/1", "mentoring", "title", 2),
        ("doi:10.5555/2", "mentor", "keywords", 1),
    ]
    assert WORKS[0]["title"][rows[0]["start"] : rows[0]["stop"]] == "Mentoring"


def test_peoples_words_are_rows_of_their_own_and_what_does_not_stand_is_none(tmp_path: Path) -> None:
    found = known(
        tmp_path,
        said(PRESENT, "space", quote="Rooms"),
        said(PRESENT),
        said(WITHDRAW, at="2026-11-20T13:00:00+02:00"),
        said(ABSENT, by="cem", settles=True),
        said(PRESENT, "of no codebook"),
        said(FINISHED),
        synthetic=(said(ABSENT, by="synthetic-ben"),),
    )
    rows = [row for row in coded.code_rows(found, {}) if row["origin"] == "person"]
    assert [
        (row["reviewer"], row["code"], row["verdict"], row["settles"], row["synthetic"]) for row in rows
    ] == [
        ("synthetic-ben", "mentoring", "absent", False, True),
        ("ada", "space", "present", False, False),
        ("cem", "mentoring", "absent", True, False),
    ]
    assert rows[1]["passage"] == "Rooms"
    assert len(list(coded.coding_rows(found.lines))) == 7


def test_a_line_is_told_in_utc_and_its_value_as_json(tmp_path: Path) -> None:
    values = ("hoch «sehr»", 12.0, ("one", "two"))
    found = known(tmp_path, *(said(ANSWER, "quality", value=value) for value in values))
    rows = list(coded.coding_rows(found.lines))
    assert [json.loads(row["value"]) for row in rows] == ["hoch «sehr»", 12.0, ["one", "two"]]
    assert {row["coded_at"] for row in rows} == {"2026-11-20T10:00:00"}


def test_the_codebook_is_in_its_order_with_the_questions_behind(tmp_path: Path) -> None:
    rows = list(coded.codebook_rows(BOOK))
    assert [(row["place"], row["code"], row["kind"]) for row in rows] == [
        (1, "mentoring", "code"),
        (2, "space", "code"),
        (3, "quality", "choice"),
    ]
    assert (rows[0]["facet_label"], rows[1]["design"], rows[2]["options"]) == (
        "Practices",
        "qualitative",
        ("high", "low"),
    )


def test_examples_are_works_that_people_agree_on_or_left_without_the_code(tmp_path: Path) -> None:
    found = known(
        tmp_path,
        said(PRESENT, "space"),
        said(FINISHED, work=WorkId("doi:10.5555/2")),
        said(PRESENT, "space", work=WorkId("doi:10.5555/3")),
        said(ABSENT, "space", work=WorkId("doi:10.5555/3"), by="ben"),
    )
    space, mentoring = found.lessons("space"), found.lessons("mentoring")
    assert (list(space.present), list(space.absent), set(space.said)) == ([0], [1], {0, 1, 2})
    assert (list(mentoring.present), list(mentoring.absent)) == ([], []), "left as a phrase found it"
    assert (set(mentoring.found), set(mentoring.said)) == ({0, 1}, {1})


def many() -> tuple[list[dict[str, Any]], list[Coding]]:
    """Give works of which some are about rooms, and a coder who read the first sixty."""
    dice = random.Random(1)
    works, made = [], []
    for number in range(200):
        about = dice.random() < 0.4
        others = dice.sample(["placement", "students", "nurses", "wards", "care", "teams", "learning"], 4)
        works.append(work(number, " ".join([*others, *(["lounges", "kitchens"] if about else [])])))
        if number < 60:
            if about:
                made.append(said(PRESENT, "space", work=WorkId(f"doi:10.5555/{number}")))
            made.append(said(FINISHED, work=WorkId(f"doi:10.5555/{number}")))
    return works, made


def test_what_is_proposed_is_a_row_of_its_kind_and_counts_nowhere(tmp_path: Path) -> None:
    works, made = many()
    found = known(tmp_path, *made, works=works)
    learnt = coded.learn(found, examples=10, sure=0.5, seed=1)
    rows = [row for row in coded.code_rows(found, learnt) if row["origin"] == "proposal"]
    assert rows
    assert all("lounges" in works[int(row["work"].partition("/")[2])]["title"] for row in rows)
    assert all("reviewer" not in row and row["probability"] >= 0.5 for row in rows)
    counted, proposed = found.counted(), coded.proposed(found, learnt)
    assert not any(proposed[name] & counted.get(name, set()) for name in proposed)
    numbers = coded.numbers(found, learnt)
    assert numbers["tagger"]["proposals"] == len(rows)
    assert numbers["codes_by_origin"] == {"person": len(counted), "phrase": 0, "disputed": 0}
    assert learnt["mentoring"].missing == "people have coded 0 of 10 works with it"


def test_two_coders_agreement_is_in_the_numbers(tmp_path: Path) -> None:
    found = known(
        tmp_path,
        said(PRESENT),
        said(ABSENT, by="ben"),
        said(PRESENT, "space"),
        said(PRESENT, "space", by="ben"),
    )
    numbers = coded.numbers(found, {})
    assert numbers["agreement"] == [["ada", "ben", 1, 0.5, 0.0]]
    assert numbers["codes_by_origin"]["disputed"] == 1


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a project of the small warehouse's works, with the small codebook."""
    project = Project(tmp_path_factory.mktemp("project"))
    small_warehouse.write(project.places.build)
    project.places.codebook.write_text(CODEBOOK.format(version=1, more=""), encoding="utf-8")
    codings.follow(project.places.decisions / "codes").append(
        replace(said(PRESENT, "met.interview"), work=WorkId("openalex:W1"))
    )
    return project


NAMES = ("codebook", "codes", "codings", "figures", "tagger")


def test_the_stage_writes_its_tables_the_same_bytes_each_time(project: Project) -> None:
    code.run(project.places)
    before = [project.places.table(name).read_bytes() for name in NAMES]
    rows = list(tables.read(project.places.table("codes"), tables.TABLES["codes"]))
    assert [(row["work"], row["code"], row["origin"]) for row in rows] == [
        ("doi:10.5555/a", "met.interview", "person"),
        ("doi:10.5555/a", "pop.nursing", "phrase"),
        ("doi:10.5555/b", "pop.resident", "phrase"),
        ("pubmed:4", "pop.nursing", "phrase"),
    ]
    code.run(project.places)
    assert [project.places.table(name).read_bytes() for name in NAMES] == before
    numbers = project.metrics("code")
    assert numbers["works"] == 7
    assert "truth" not in numbers, "the small works have none"


def test_a_faulty_codebook_stops_the_stage_with_its_line(project: Project, tmp_path: Path) -> None:
    other = Project(tmp_path)
    small_warehouse.write(other.places.build)
    other.places.codebook.write_text("version: 1\nfacets: none\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"queries/codebook\.yaml: line 2: facets: should be a list"):
        code.run(other.places)
