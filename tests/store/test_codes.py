"""The tables and views of codes, held against hand-made rows and against the same rules in Python."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from synth.coding import agreeing
from synth.coding.judging import Origin, judge
from synth.coding.views import views
from synth.domain.codebook import Code, Codebook, Facet, Field
from synth.domain.codings import CodeVerdict, Coding, settled
from synth.domain.identifiers import WorkId
from synth.store import warehouse
from tests.store import small_warehouse
from tests.store.small_codes import FOUR, A, B, coding, of_codebook, phrase

Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_warehouse.build(tmp_path_factory.mktemp("evidence"))


def ask(path: Path, statement: str) -> Rows:
    with warehouse.locked(path) as connection:
        return connection.execute(statement).fetchall()


def test_a_code_counts_by_person_or_phrase_and_not_while_it_is_disputed(evidence: Path) -> None:
    assert ask(evidence, "select work, code, origin from work_codes order by all") == [
        (A, "design.interviews", "person"),  # cem settled it
        (A, "pop.nursing_student", "person"),
        (B, "pop.resident", "phrase"),  # what ada said against it she took back
        (FOUR, "pop.nursing_student", "phrase"),
    ]
    assert ask(evidence, "select work, code, present, absent from code_disputes") == [
        (A, "practice.mentoring", ["ada"], ["ben"])
    ]


def test_a_proposal_counts_nowhere(evidence: Path) -> None:
    assert ask(evidence, "select work, code, probability from proposals") == [
        ("doi:10.5555/c", "practice.mentoring", 0.9),
        (FOUR, "practice.mentoring", 0.7),
    ]
    for view in ("work_codes", "code_words", "code_disputes"):
        counted = (
            f"select 1 from {view} where work in ('doi:10.5555/c', '{FOUR}') and code = 'practice.mentoring'"
        )
        assert ask(evidence, counted) == []


@pytest.mark.parametrize(("votes", "blind", "through", "told"), [
    ("2", "true", (), False),
    ("2", "true", ("ben",), False),
    ("2", "true", ("ben", "ada"), True),
    ("2", "false", (), True),
    ("1", "true", (), True),
])  # fmt: skip
def test_where_coders_are_blind_their_words_count_when_as_many_are_through_as_are_asked_for(
    tmp_path: Path, votes: str, blind: str, through: tuple[str, ...], told: bool
) -> None:
    said = [
        coding(B, "practice.mentoring", "ben", "present"),
        coding(B, "pop.resident", "ben", "absent"),
        coding(B, "quality", "ben", "answer", value='"weak"'),
        coding(A, "practice.mentoring", "cem", "present", settles=True),
        *(coding(B, "", name, "finished") for name in through),
    ]
    words = ("work", "code", "reviewer", "verdict", "settles", "synthetic")
    people = [
        {**{name: row[name] for name in words}, "origin": "person"}
        for row in said
        if row["verdict"] in ("present", "absent")
    ]
    found = phrase(B, "pop.resident", "medical resident", "Mattering among medical residents")
    warehouse.build(
        parquet=small_warehouse.write(tmp_path, codings=said, codes=[found, *people]),
        schema=small_warehouse.SCHEMA,
        target=tmp_path / "evidence.duckdb",
        about={"votes": votes, "blind": blind},
    )
    counted = ask(tmp_path / "evidence.duckdb", "select work, code, origin from work_codes order by all")
    of_ben = [(B, "practice.mentoring" if told else "pop.resident", "person" if told else "phrase")]
    if told and through:  # ada left what the phrase had found as it stood: they disagree on both
        of_ben = []
    assert counted == [(A, "practice.mentoring", "person"), *of_ben]  # what is settled counts everywhere
    asked = ask(tmp_path / "evidence.duckdb", "select work, quality from quality")
    assert asked == ([(B, "weak")] if told else [])


def test_who_is_through_leaves_a_code_as_it_stood_and_says_nothing_of_later_ones(evidence: Path) -> None:
    of_ben = (
        f"select code, present, said from code_words where work = '{A}' and reviewer = 'ben' order by all"
    )
    assert ask(evidence, of_ben) == [
        ("design.interviews", False, True),
        ("pop.nursing_student", True, False),
        ("pop.resident", False, False),
        ("practice.mentoring", False, True),
        ("practice.new", False, False),
    ]
    assert ask(evidence, "select 1 from code_words where code = 'practice.new' and reviewer = 'ada'") == []


def test_professions_levels_and_designs_follow_from_the_codes(evidence: Path) -> None:
    assert ask(evidence, "from work_professions") == [(A, "nursing"), (B, "medicine"), (FOUR, "nursing")]
    assert ask(evidence, "from work_levels") == [(A, "student"), (B, "trainee"), (FOUR, "student")]
    assert ask(evidence, "from work_designs") == [(A, "qualitative")]


def test_answers_are_plain_and_quality_is_what_all_say_or_what_was_settled(evidence: Path) -> None:
    answers = 'select work, field, reviewer, "value", quote from code_answers'
    assert ask(evidence, answers) == [
        (A, "quality", "ada", "strong", None),
        (A, "quality", "ben", "strong", "fit in"),
        (A, "settings", "ada", "ward; campus", None),
        (B, "quality", "ada", "strong", None),
        (B, "quality", "ben", "weak", None),
    ]
    assert ask(evidence, "from quality") == [(A, "strong")]


def test_what_came_later_names_the_works_to_look_at_again(evidence: Path) -> None:
    # The field asked of qualitative works is asked of this one, which is of that design.
    assert ask(evidence, "select code, work, reviewer, codebook, since from revisit") == [
        ("practice.new", A, "ada", 1, 2),
        ("interviewed", A, "ada", 1, 2),
    ]


def test_the_facets_are_in_the_order_of_the_codebook(evidence: Path) -> None:
    assert ask(evidence, "select facet, label, place from facets order by place") == [
        ("population", "Population", 1),
        ("design", "Design", 2),
        ("practice", "Practice", 3),
    ]


BOOK = Codebook(
    version=2,
    facets=(
        Facet(
            id="f",
            label="F",
            codes=tuple(
                Code(id=f"f.{number}", facet="f", label="", definition="", since=1 + number // 4)
                for number in range(5)
            ),
        ),
    ),
    fields=(Field(id="quality", label="", kind="choice", options=("a", "b"), since=2),),
)
PEOPLE = ("ada", "ben", "cem")
WORDS = (CodeVerdict.PRESENT, CodeVerdict.ABSENT)
WORKS = [WorkId(f"doi:10.1/{number:02d}") for number in range(40)]


def at_random(seed: int) -> tuple[list[Coding], dict[WorkId, set[str]]]:
    """Give words, settlements and what phrases find, each work differently; nothing is said twice."""
    dice = random.Random(seed)
    said: list[Coding] = []
    found: dict[WorkId, set[str]] = {}

    def say(work: WorkId, by: str, verdict: CodeVerdict, *, code: str = "", version: int = 1) -> None:
        at = f"2026-11-20T10:00:00.{len(said):06}+00:00"
        made = Coding(at=at, by=by, work=work, verdict=verdict, code=code, codebook=version)
        said.append(replace(made, settles=by == "zoe"))

    for work in WORKS:
        found[work] = {code for code in BOOK.codes if dice.random() < 0.4}
        for by in dice.sample(PEOPLE, dice.randrange(4)):
            for code in BOOK.codes:
                if dice.random() < 0.3:
                    say(work, by, dice.choice(WORDS), code=code)
            if dice.random() < 0.7:
                say(work, by, CodeVerdict.FINISHED, version=dice.choice([1, 2]))
        if dice.random() < 0.3:
            say(work, "zoe", dice.choice(WORDS), code=dice.choice(list(BOOK.codes)))
    return said, found


@pytest.fixture(scope="module", params=[1, 2])
def drawn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Give words drawn by chance, what phrases find, and the warehouse built from them."""
    said, found = at_random(request.param)
    of_people = [
        coding(one.work, one.code, one.by, one.verdict, settles=one.settles, codebook=one.codebook)
        for one in said
    ]
    changed: dict[str, list[dict[str, Any]]] = {name: [] for name in small_warehouse.rows()}
    changed |= {
        "works": [small_warehouse.work(name, f"crossref/{name}", title=name) for name in WORKS],
        "codebook": [
            *(
                of_codebook(place, code.id, facet="f", facet_label="F", since=code.since)
                for place, code in enumerate(BOOK.codes.values(), start=1)
            ),
            of_codebook(9, "quality", kind="choice", since=2),
        ],
        "codings": of_people,
        "codes": [
            *(phrase(work, code, "p", "p") for work, codes in found.items() for code in sorted(codes)),
            *(
                {
                    **{name: row[name] for name in ("work", "code", "reviewer", "verdict", "settles")},
                    "origin": "person",
                }
                for row in of_people
                if row["code"]
            ),
        ],
    }
    return said, found, small_warehouse.build(tmp_path_factory.mktemp("drawn"), **changed)


def test_what_counts_is_the_same_in_sql_as_in_python(drawn: Any) -> None:
    said, found, path = drawn
    seen, settlements = views(said), settled(said)
    judged = {
        (work, code.id): judge(
            code, seen.get(work, {}), found=code.id in found[work], settled=settlements.get((work, code.id))
        ).origin
        for work in WORKS
        for code in BOOK.codes.values()
    }
    counting = {place: origin for place, origin in judged.items() if origin in (Origin.PERSON, Origin.PHRASE)}
    rows = ask(path, "select work, code, origin from work_codes")
    assert {(work, code): origin for work, code, origin in rows} == counting
    disputed = {place for place, origin in judged.items() if origin is Origin.DISPUTED}
    assert set(ask(path, "select work, code from code_disputes")) == disputed
    assert len(set(judged.values())) == 4


def test_agreement_is_the_same_in_sql_as_in_python(drawn: Any) -> None:
    said, found, path = drawn
    seen = views(said)
    rows = ask(path, "select reviewer, other, code, works, agreed, kappa from code_agreement")
    assert len(rows) > 10
    for one, other, code, works, agreed, kappa in rows:
        (own,) = (
            measured
            for measured in agreeing.agreements(one, other, seen, book=BOOK, found=found)
            if measured.name == code
        )
        assert works == own.works
        assert agreed == pytest.approx(own.agreed)
        assert kappa == (None if own.kappa is None else pytest.approx(own.kappa))


def test_what_to_look_at_again_is_the_same_in_sql_as_in_python(drawn: Any) -> None:
    said, _, path = drawn
    again = {
        (one.work, one.by, name)
        for one in agreeing.revisit(views(said), book=BOOK, designs={})
        for name in one.names
    }
    assert set(ask(path, "select work, reviewer, code from revisit")) == again
    assert len(again) > 10
