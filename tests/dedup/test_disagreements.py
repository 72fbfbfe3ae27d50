from typing import Any

import pytest

from synth.dedup import disagreements
from synth.dedup.disagreements import AGREE
from synth.dedup.merging import TRUST


def people(*families: str) -> list[dict[str, str]]:
    return [{"name": f"{family} X", "family": family} for family in families]


@pytest.mark.parametrize(
    ("field", "value", "other"),
    [
        ("title", "Sense of Belonging & mattering", "sense of belonging and <i>mattering</i>."),
        ("title", "Belonging of paediatric nurses on wards", "Belonging of pediatric nurses on wards"),
        ("title", "Belonging of nursing students: a review", "Belonging of nursing students"),
        ("title", "Zugehörigkeit im Praktikum", "Zugehorigkeit im Praktikum"),
        (
            "abstract",
            "Background: we asked students. Results: they belong.",
            "We asked students. They belong.",
        ),
        ("abstract", "We asked students and they told us.", "We asked students and they told"),
        ("authors", people("Okafor", "Lindqvist"), people("Okafor")),
        ("authors", people("Müller", "O'Neill"), people("Muller", "ONeill")),
        ("date", "2020", "2020-02-01"),
        ("venue", "J Adv Nurs", "Journal of Advanced Nursing"),
        ("venue", "The Journal of Nursing Education", "Journal of nursing education"),
        ("venue", "Medical Education", "Medical Education : official journal of the association"),
        ("volume", "07", "7"),
        ("issue", "3-4", "3/4"),
        ("pages", "1596-602", "1596\u20131602"),
        ("pages", "e123", "E123"),
        ("pages", "12-12", "12"),
        ("year", 2020, 2020),
    ],
)
def test_spelling_alone_is_no_disagreement(field: str, value: Any, other: Any) -> None:
    assert AGREE[field](value, other)
    assert AGREE[field](other, value)


@pytest.mark.parametrize(
    ("field", "value", "other"),
    [
        ("title", "Belonging of nursing students, part 1", "Belonging of nursing students, part 2"),
        ("title", "Belonging of nursing students", "Burnout among medical residents"),
        ("abstract", "We asked students how they fit in.", "A letter to the editor about proteins."),
        ("authors", people("Okafor", "Lindqvist"), people("Lindqvist", "Okafor")),
        ("date", "2020-02", "2020-03"),
        ("venue", "Medical Teacher", "Medical Education"),
        ("volume", "7", "8"),
        ("pages", "1596-602", "1597-602"),
        ("pages", "12-20", "12-21"),
        ("year", 2020, 2021),
        ("type", "review", "article"),
    ],
)
def test_another_statement_is_one(field: str, value: Any, other: Any) -> None:
    assert not AGREE[field](value, other)
    assert not AGREE[field](other, value)


def row(name: str, **fields: Any) -> dict[str, Any]:
    return {**dict.fromkeys(AGREE), "record": name, "ids": [], **fields}


def found(account: dict[str, Any], *rows: dict[str, Any]) -> list[tuple[str, str, bool]]:
    told = disagreements.disagreements({**dict.fromkeys(AGREE), **account}, rows)
    return [(one.field, one.record, one.differs) for one in told]


def test_what_is_compared_is_a_field_of_the_account() -> None:
    assert set(AGREE) <= set(TRUST)


def test_all_who_speak_are_listed_where_one_differs_and_nobody_where_all_agree() -> None:
    rows = [row("a", year=2019, volume="3"), row("b", year=2020, volume="03"), row("c")]
    assert found({"year": 2020, "volume": "3"}, *rows) == [("year", "a", True), ("year", "b", False)]


def test_other_and_unknown_say_nothing_that_could_differ() -> None:
    rows = [row("a", type="other", status="unknown"), row("b", type="review", status="retracted")]
    assert found({"type": "review", "status": "retracted"}, *rows) == []


def test_records_whose_dois_have_none_in_common_disagree() -> None:
    rows = [
        row("a", ids=["doi:10.1/a", "doi:10.1/b"]),
        row("b", ids=["doi:10.1/b"]),
        row("c", ids=["doi:10.1/c"]),
    ]
    assert found({}, *rows) == [("doi", "a", False), ("doi", "b", False), ("doi", "c", True)]
    assert found({}, *rows[:2]) == []


def test_a_long_value_is_cut_and_authors_are_told_by_name() -> None:
    told = disagreements.disagreements(
        {**dict.fromkeys(AGREE), "authors": people("Okafor"), "abstract": "x y z"},
        [
            row("a", authors=people("Okafor"), abstract="x y z"),
            row("b", authors=people("Lindqvist"), abstract="w " * 1000),
        ],
    )
    values = {(one.field, one.record): one.value for one in told}
    assert values["authors", "b"] == "Lindqvist X"
    assert len(values["abstract", "b"]) == disagreements.LONGEST
