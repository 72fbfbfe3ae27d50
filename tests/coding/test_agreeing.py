from __future__ import annotations

import pytest
from sklearn.metrics import cohen_kappa_score

from synth.coding import agreeing
from synth.coding.agreeing import Again
from synth.coding.judging import Origin, judge
from synth.coding.views import views
from synth.domain.codebook import Code, Codebook, Facet, Field
from synth.domain.codings import CodeVerdict, Coding, Value
from synth.domain.identifiers import WorkId

BOOK = Codebook(
    version=3,
    facets=(
        Facet(
            id="practice",
            label="Practice",
            codes=(
                Code(id="mentoring", facet="practice", label="Mentoring", definition=""),
                Code(id="space", facet="practice", label="Space", definition="", since=3),
            ),
        ),
    ),
    fields=(
        Field(id="quality", label="Quality", kind="choice", options=("strong", "weak")),
        Field(id="places", label="Places", kind="many", options=("ward", "campus", "online")),
        Field(id="people", label="People", kind="number"),
        Field(id="aim", label="Aim", kind="text", design="qualitative", since=2),
    ),
)
MENTORING = BOOK.codes["mentoring"]
PRESENT, ABSENT, ANSWER, FINISHED, WITHDRAW = CodeVerdict


def work(number: int) -> WorkId:
    return WorkId(f"doi:10.1/{number}")


def said(
    by: str,
    number: int,
    verdict: CodeVerdict,
    code: str = "mentoring",
    *,
    value: Value = None,
    version: int = 1,
    minute: int = 0,
) -> Coding:
    return Coding(
        at=f"2026-11-20T10:{minute:02}:00+00:00",
        by=by,
        work=work(number),
        verdict=verdict,
        code="" if verdict is FINISHED else code,
        value=value,
        codebook=version,
    )


def test_the_kappa_is_that_of_cohen() -> None:
    ada = [True, True, False, False, True, False, False, False]
    ben = [True, False, False, False, True, True, False, False]
    lines = [
        said(by, number, PRESENT if there else ABSENT)
        for by, told in (("ada", ada), ("ben", ben))
        for number, there in enumerate(told)
    ]
    (measured,) = agreeing.agreements("ada", "ben", views(lines), book=BOOK, found={})
    assert (measured.name, measured.works, measured.agreed) == ("mentoring", 8, 0.75)
    assert measured.kappa == pytest.approx(cohen_kappa_score(ada, ben))


def test_of_two_who_always_say_the_same_one_thing_no_kappa_is_given() -> None:
    lines = [said(by, number, ABSENT) for by in ("ada", "ben") for number in range(5)]
    (measured,) = agreeing.agreements("ada", "ben", views(lines), book=BOOK, found={})
    assert (measured.agreed, measured.kappa) == (1.0, None)


def test_who_is_through_and_silent_leaves_what_phrases_found_and_else_says_absent() -> None:
    lines = [
        said("ada", 1, PRESENT),
        said("ada", 2, PRESENT),
        said("ben", 1, FINISHED),
        said("ben", 2, FINISHED),
    ]
    found = {work(1): {"mentoring"}}
    (measured,) = agreeing.agreements("ada", "ben", views(lines), book=BOOK, found=found)
    assert (measured.works, measured.agreed) == (2, 0.5)
    (one,) = agreeing.differences("ada", "ben", views(lines), book=BOOK, found=found)
    assert (one.work, one.name, one.other, one.found) == (work(2), "mentoring", None, False)
    assert one.one == lines[1]


def test_who_is_not_through_and_silent_says_nothing() -> None:
    lines = [said("ada", 1, PRESENT), said("ben", 1, ABSENT, "space")]
    assert agreeing.agreements("ada", "ben", views(lines), book=BOOK, found={}) == []
    assert agreeing.differences("ada", "ben", views(lines), book=BOOK, found={}) == []


def test_of_a_code_that_came_later_who_was_through_said_nothing() -> None:
    lines = [said("ada", 1, PRESENT, "space", version=3), said("ben", 1, FINISHED, version=2)]
    assert agreeing.agreements("ada", "ben", views(lines), book=BOOK, found={}) == []


@pytest.mark.parametrize(
    ("field", "mine", "hers", "same"),
    [
        ("quality", "strong", "strong", True),
        ("quality", "strong", "weak", False),
        ("places", ("ward", "campus"), ("campus", "ward"), True),
        ("places", ("ward",), ("ward", "campus"), False),
        ("places", (), (), True),
        ("people", 12.0, 12.0, True),
        ("people", 0.0, 12.0, False),
        ("aim", "to  belong ", "to belong", True),
    ],
)
def test_fields_are_compared_by_what_they_mean(field: str, mine: Value, hers: Value, same: bool) -> None:
    lines = [said("ada", 1, ANSWER, field, value=mine), said("ben", 1, ANSWER, field, value=hers)]
    (measured,) = agreeing.agreements("ada", "ben", views(lines), book=BOOK, found={})
    assert (measured.name, measured.agreed) == (field, float(same))
    assert len(agreeing.differences("ada", "ben", views(lines), book=BOOK, found={})) == (not same)


def test_of_many_options_each_is_judged_for_kappa_and_of_numbers_there_is_none() -> None:
    lines = [
        said("ada", 1, ANSWER, "places", value=("ward",)),
        said("ben", 1, ANSWER, "places", value=("ward", "campus")),
        said("ada", 1, ANSWER, "people", value=1.0),
        said("ben", 1, ANSWER, "people", value=2.0),
    ]
    places, people = agreeing.agreements("ada", "ben", views(lines), book=BOOK, found={})
    assert places.kappa == pytest.approx(cohen_kappa_score([1, 0, 0], [1, 1, 0]))
    assert people.kappa is None


def test_a_code_added_later_lists_the_works_to_look_at_again_until_something_is_said() -> None:
    lines = [
        said("ada", 1, FINISHED, version=2),
        said("ada", 2, FINISHED, version=2),
        said("ada", 2, ABSENT, "space", version=3),
        said("ada", 3, FINISHED, version=3),
        said("ben", 1, FINISHED, version=1),
        said("cem", 1, PRESENT),
    ]
    designs = {work(1): {"qualitative"}}
    assert agreeing.revisit(views(lines), book=BOOK, designs=designs) == [
        Again(work=work(1), by="ada", names=("space",)),
        Again(work=work(1), by="ben", names=("space", "aim")),
    ]
    again = said("ada", 1, FINISHED, version=3, minute=9)
    assert [one.by for one in agreeing.revisit(views([*lines, again]), book=BOOK, designs={})] == ["ben"]


@pytest.mark.parametrize(
    ("words", "found", "settled", "origin", "truth"),
    [
        ([], False, None, None, None),
        ([], True, None, Origin.PHRASE, None),
        ([("ada", PRESENT)], False, None, Origin.PERSON, True),
        ([("ada", ABSENT)], True, None, None, False),
        ([("ada", FINISHED)], True, None, Origin.PHRASE, None),
        ([("ada", FINISHED)], False, None, None, False),
        ([("ada", PRESENT), ("ben", FINISHED)], True, None, Origin.PERSON, True),
        ([("ada", PRESENT), ("ben", FINISHED)], False, None, Origin.DISPUTED, None),
        ([("ada", ABSENT), ("ben", FINISHED)], True, None, Origin.DISPUTED, None),
        ([("ada", PRESENT), ("ben", ABSENT)], True, None, Origin.DISPUTED, None),
        ([("ada", PRESENT), ("ben", ABSENT)], False, PRESENT, Origin.PERSON, True),
        ([("ada", PRESENT), ("ben", PRESENT)], True, ABSENT, None, False),
    ],
)
def test_what_counts_follows_from_words_settlement_and_phrases(
    words: list[tuple[str, CodeVerdict]],
    found: bool,
    settled: CodeVerdict | None,
    origin: Origin | None,
    truth: bool | None,
) -> None:
    by = views(said(name, 1, verdict) for name, verdict in words).get(work(1), {})
    judged = judge(MENTORING, by, found=found, settled=said("zoe", 1, settled) if settled else None)
    assert (judged.origin, judged.truth) == (origin, truth)


def test_what_was_taken_back_is_not_said() -> None:
    lines = [said("ada", 1, PRESENT), said("ada", 1, WITHDRAW, minute=1), said("ada", 1, FINISHED)]
    seen = views([*lines, said("ada", 1, WITHDRAW, "", minute=2)])
    assert seen.get(work(1)) is None
    assert views(lines)[work(1)]["ada"].words == {}
