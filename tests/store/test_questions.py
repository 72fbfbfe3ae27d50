from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from synth.errors import UserError, WarehouseError
from synth.store import questions, warehouse
from synth.store.questions import Question, ask, plain, read_question, read_questions
from tests.store import small_questions, small_warehouse

SHIPPED = {question.name: question for question in read_questions(small_warehouse.QUESTIONS)}
GOOD = "-- title: How many?\n-- about: Counts\n-- about: works.\n-- param since: 2000\n"


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_warehouse.build(tmp_path_factory.mktemp("evidence"), **small_questions.ROWS)


def written(folder: Path, text: str) -> Path:
    path = folder / "how_many.sql"
    path.write_text(text, encoding="utf-8")
    return path


def answers(evidence: Path, name: str, **values: str) -> list[dict[str, Any]]:
    result = ask(evidence, SHIPPED[name], values)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


# What each stored question must find in the small warehouse: columns of the first row, number of rows.
EXPECTED: dict[str, tuple[dict[str, Any], int]] = {
    "practices_for": ({"code": "practice.welcome", "works": 1, "newest_works": ["doi:10.5555/b"]}, 1),
    "who_is_studied": ({"code": "pop.nursing_student", "works": 2, "included": 1, "share": 0.667}, 2),
    "gaps": (
        {
            "row_label": "nursing_student",
            "column_label": "A welcome",
            "works_of_row": 2,
            "works_of_column": 1,
            "expected": 0.67,
        },
        5,
    ),
    "topics": ({"topic": "t001", "works": 4, "main": 4, "included": 2, "retracted": 1}, 2),
    "works_of_topic": ({"topic": "t001", "work": "doi:10.5555/a", "weight": 0.8}, 7),
    "rising_topics": ({"topic": "t001", "trend": "steady", "recent_works": 1, "before_works": 2}, 2),
    "main_path": (
        {
            "place": 1,
            "cited": "doi:10.5555/a",
            "citing": "doi:10.5555/c",
            "share": 0.333,
            "remark": "one of them was retracted",
        },
        2,
    ),
    "missing_works": ({"identifier": "doi:10.5555/outside", "works": 2, "included": 1, "share": 0.5}, 1),
    "measures_used": ({"code": "instrument.scale", "works": 1, "professions": "medicine"}, 1),
    "outcomes_by_practice": ({"practice": "A welcome", "outcome": "Burnout", "works": 1, "included": 1}, 1),
    "what_a_code_rests_on": (
        {"work": "doi:10.5555/a", "said_by": "ada", "passage": "students", "counts": True},
        3,
    ),
    "disagreements_of_coders": (
        {"code": "practice.mentoring", "says_present": "ada", "says_absent": "ben", "agreed": 0.0},
        1,
    ),
    "suddenly_cited": ({"work": "doi:10.5555/a", "first_year": 2016, "last_year": 2018, "strength": 3.5}, 1),
    "agreement": ({"stage": "abstract", "reviewer": "ada", "other": "ben", "works": 2, "kappa": 0.0}, 1),
    "decided_differently": ({"included": "doi:10.5555/a", "excluded": "eric:EJ5", "similarity": 0.8}, 1),
    "doubted": ({"work": "eric:EJ5", "decided": "ada: exclude", "because_of": "belonging"}, 2),
    "enough_read": ({"method": "hypergeometric", "recall_at_least": 0.6, "left_high": 2}, 2),
    "probabilities": ({"works": 2, "predicted": 0.04, "observed": 0.0}, 2),
    "why_here": (
        {"work": "pubmed:4", "speaks_for": "nursing students, belonging", "speaks_against": "of"},
        5,
    ),
    "preprints_and_articles": (
        {
            "work": "doi:10.5555/a",
            "kind": "has_preprint",
            "other_work": "doi:10.5555/b",
            "told_by": "person: ada, source: openalex",
        },
        2,
    ),
    "sources_disagree": (
        {"field": "year", "works_that_disagree": 1, "share": 1.0, "who_differs": "openalex 1"},
        1,
    ),
    "full_text": ({"reports": "sought", "reason": None, "n": 2}, 5),
    "growth": ({"year": 2001, "included": 0, "included_so_far": 0, "found": 1}, 21),
    "journals": ({"venue": "Nurse Education Today", "included": 2, "found": 2, "first_year": 2015}, 1),
    "most_cited": ({"work": "doi:10.5555/a", "cited_here": 3, "cited_by_count": 40}, 2),
    "only_one_source": ({"only_source": "openalex", "work": "doi:10.5555/b"}, 1),
    "open_access": ({"work": "doi:10.5555/b", "licence": "cc-by", "oa_url": "https://example.org/b"}, 1),
    "read_next": ({"rank": 3, "work": "pubmed:4", "linked_to_included": 1}, 2),
    "retracted": ({"work": "doi:10.5555/c", "notice": "doi:10.5555/notice", "cited_in": "doi:10.5555/b"}, 1),
    "studies_about": ({"work": "doi:10.5555/a", "outcome": "included"}, 2),
    "who_with_whom": (
        {"author": "orcid:0000-0001", "works": 2, "wrote_with": "Eva Lindqvist (1); Haddad R (1)"},
        3,
    ),
    "without_abstract": ({"work": "pubmed:4", "sources": "pubmed", "rank": 3}, 2),
}


def test_every_stored_question_has_an_expected_answer() -> None:
    assert set(EXPECTED) == set(SHIPPED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_stored_question_finds_what_is_there(evidence: Path, name: str) -> None:
    expected, count = EXPECTED[name]
    rows = answers(evidence, name)
    assert len(rows) == count
    assert rows[0] | expected == rows[0]


@pytest.mark.parametrize(("verdict", "works"), [("include", ["doi:10.5555/b"]), ("exclude", ["eric:EJ5"])])
def test_doubted_decisions_are_listed_by_verdict(evidence: Path, verdict: str, works: list[str]) -> None:
    assert [row["work"] for row in answers(evidence, "doubted", verdict=verdict)] == works


def test_agreement_is_asked_of_one_stage_or_of_any(evidence: Path) -> None:
    assert len(answers(evidence, "agreement", stage="abstract")) == 1
    assert answers(evidence, "agreement", stage="full text") == []


def test_growth_counts_up_and_leaves_no_year_out(evidence: Path) -> None:
    rows = answers(evidence, "growth", since="2014")
    assert [row["year"] for row in rows] == list(range(2014, 2022))
    assert [row["included_so_far"] for row in rows] == [0, 1, 1, 1, 2, 2, 2, 2]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("placement", ["doi:10.5555/a", "doi:10.5555/f"]),
        ("Nurs, STUDENT", ["doi:10.5555/a", "pubmed:4", "doi:10.5555/f"]),
        ("belonging", ["doi:10.5555/a", "pubmed:4"]),
        ("urse", []),
        ("", []),
    ],
)
def test_works_are_found_by_the_beginnings_of_all_words(evidence: Path, words: str, found: list[str]) -> None:
    assert [row["work"] for row in answers(evidence, "studies_about", words=words)] == found


@pytest.mark.parametrize(
    ("who", "where", "found"),
    [("resident", "", 1), ("resident", "WARD", 1), ("nursing", "", 0), ("resident", "campus", 0)],
)
def test_practices_are_asked_for_people_and_a_setting(
    evidence: Path, who: str, where: str, found: int
) -> None:
    assert len(answers(evidence, "practices_for", who=who, where=where)) == found


def test_gaps_are_asked_of_any_two_axes(evidence: Path) -> None:
    rows = answers(evidence, "gaps", rows="outcome", columns="topic")
    assert [(row["row_label"], row["column_label"]) for row in rows] == [("Burnout", "residency")]


def test_a_code_is_asked_by_its_id_or_by_words_and_what_does_not_count_says_so(evidence: Path) -> None:
    rows = answers(evidence, "what_a_code_rests_on", code="practice.mentoring")
    assert {row["code"] for row in rows} == {"practice.mentoring"}
    assert {(row["origin"], row["counts"]) for row in rows} == {("person", False), ("proposal", False)}
    assert {row["code"] for row in answers(evidence, "what_a_code_rests_on", code="welc")} == {
        "practice.welcome"
    }


def test_works_of_a_topic_are_asked_by_its_id_or_by_words(evidence: Path) -> None:
    assert len(answers(evidence, "works_of_topic", topic="t001")) == 4
    assert {row["topic"] for row in answers(evidence, "works_of_topic", topic="RESID")} == {"t003"}


def test_a_value_is_bound_and_never_part_of_the_statement(evidence: Path) -> None:
    assert answers(evidence, "only_one_source", source="' or true --") == []


def test_a_question_is_read_with_title_explanation_and_values(tmp_path: Path) -> None:
    sql = GOOD + "select count(*) as works from works where year >= $since::integer\n"
    assert read_question(written(tmp_path, sql)) == Question(
        name="how_many", title="How many?", about="Counts works.", parameters={"since": "2000"}, sql=sql
    )


def test_its_values_hold_unless_the_asker_gives_others(evidence: Path, tmp_path: Path) -> None:
    question = read_question(
        written(tmp_path, GOOD + "select count(*) as works from works where year >= $since::int")
    )
    assert ask(evidence, question).rows == [(6,)]
    assert ask(evidence, question, {"since": "2020"}).rows == [(2,)]
    assert ask(evidence, question).columns == ("works",)
    assert ask(evidence, question).types == ("BIGINT",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("select 1", "how_many.sql: has no line «-- title: …»"),
        ("-- title: T\nselect 1", "how_many.sql: has no line «-- about: …»"),
        ("-- title: T\n-- abuot: A\nselect 1", "how_many.sql: line 2: '-- abuot: A' is none of"),
        (GOOD + "select 1", "how_many.sql: $since is not used in the statement"),
        (GOOD + "select $since, $until", "how_many.sql: $until has no «-- param» line"),
        (GOOD + "select $since; select 2", "how_many.sql: must hold one SELECT statement"),
        (GOOD + "delete from works", "how_many.sql: must hold one SELECT statement"),
        (GOOD + "selec $since", "how_many.sql: Parser Error: syntax error"),
        (GOOD, "how_many.sql: must hold one SELECT statement"),
    ],
)
def test_a_question_that_is_not_right_is_told_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UserError) as raised:
        read_question(written(tmp_path, text))
    assert str(raised.value).startswith(words)
    assert "\n" not in str(raised.value)


def test_a_question_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "how_many.sql"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match=r"how_many\.sql cannot be read"):
        read_question(path)


def test_a_parameter_it_does_not_have_is_told_with_those_it_has(evidence: Path) -> None:
    with pytest.raises(UserError, match="growth has no parameter 'sinse'; it has: since"):
        ask(evidence, SHIPPED["growth"], {"sinse": "2000"})


def test_a_value_it_cannot_take_is_told(evidence: Path) -> None:
    with pytest.raises(UserError, match=r"growth: .*since = 'long ago'"):
        ask(evidence, SHIPPED["growth"], {"since": "long ago"})


def test_a_question_that_does_not_fit_the_warehouse_says_what_to_run(evidence: Path, tmp_path: Path) -> None:
    question = read_question(written(tmp_path, "-- title: T\n-- about: A\nselect * from no_such_table"))
    with pytest.raises(WarehouseError, match=r"how_many does not fit this warehouse .* run `dvc repro`"):
        ask(evidence, question)


def test_a_missing_warehouse_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="run `dvc repro`"):
        ask(tmp_path / "evidence.duckdb", SHIPPED["growth"])


def test_a_question_cannot_read_a_file(evidence: Path, tmp_path: Path) -> None:
    text = "-- title: T\n-- about: A\nselect * from read_text('/etc/hostname')"
    with pytest.raises(WarehouseError, match="Permission"):
        ask(evidence, read_question(written(tmp_path, text)))


def test_a_rebuilt_warehouse_is_asked_at_once(tmp_path: Path, evidence: Path) -> None:
    path = small_warehouse.build(tmp_path)
    assert ask(path, SHIPPED["journals"]).rows == ask(evidence, SHIPPED["journals"]).rows
    small_warehouse.build(tmp_path, decisions=[])
    assert ask(path, SHIPPED["journals"]).rows == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (7, 7),
        (1.5, 1.5),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (Decimal("2.50"), 2.5),
        (date(2026, 11, 1), "2026-11-01"),
        (datetime(2026, 11, 1, 8), "2026-11-01T08:00:00"),
        (timedelta(days=1), "1 day, 0:00:00"),
        ([date(2026, 11, 1), {"a": Decimal(1)}], ["2026-11-01", {"a": 1.0}]),
        ({1: b"\x00\xff"}, {"1": "00ff"}),
    ],
)
def test_values_are_those_json_knows(value: Any, expected: Any) -> None:
    assert plain(value) == expected


def test_a_time_with_a_zone_is_told_how_to_be_asked(evidence: Path) -> None:
    with warehouse.locked(evidence) as connection, pytest.raises(UserError, match="::timestamp"):
        questions.fetch(connection, "select '2026-11-01 08:00:00+00'::timestamptz as moment")
