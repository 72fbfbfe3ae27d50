"""The gap map: cells, totals that count each work once, and sums that come out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from synth.domain import codebook
from synth.errors import UserError
from synth.store import gaps, questions, sandbox, selecting, selections, warehouse
from synth.store.gaps import Axis, Cell, Gaps
from synth.store.selections import Selection
from tests.store import small_evidence
from tests.store.small_evidence import FOUR, A, B, C, F

NURSING, RESIDENT, PATIENT = "pop.nursing", "pop.resident", "pop.patient"
MENTORING, WELCOME = "pra.mentoring", "pra.welcome"
AXES = (
    *("population", "method", "practice", "outcome"),
    *codebook.AXES,
)


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_evidence.build(tmp_path_factory.mktemp("evidence"))


def read(
    evidence: Path, *pairs: tuple[str, str], rows: str = "population", columns: str = "practice"
) -> Gaps:
    return gaps.read(evidence, selections.read(pairs), rows=rows, columns=columns)


def ask(evidence: Path, text: str) -> list[tuple[Any, ...]]:
    with warehouse.locked(evidence) as connection:
        return connection.execute(text).fetchall()


def test_the_axes_are_the_facets_and_what_else_works_are_known_by(evidence: Path) -> None:
    with warehouse.locked(evidence) as connection:
        assert tuple(gaps.axes(connection)) == AXES


def test_cells_count_works_by_design_and_the_retracted_apart(evidence: Path) -> None:
    found = read(evidence)
    assert found.cells == {
        (NURSING, MENTORING): Cell(
            works=3, retracted=1, designs={"qualitative": 1, "quantitative": 1, gaps.SEVERAL: 1}
        ),
        (RESIDENT, MENTORING): Cell(works=1, retracted=0, designs={gaps.SEVERAL: 1}),
    }
    assert list(found.designs) == ["qualitative", "quantitative", gaps.SEVERAL]


def test_empty_rows_and_columns_are_there_too(evidence: Path) -> None:
    found = read(evidence)
    assert [(head.label, head.works) for head in found.rows] == [
        ("Nursing students", 3),
        ("Residents", 1),
        ("Patients", 0),
    ]
    assert [(head.value, head.works) for head in found.columns] == [(MENTORING, 3), (WELCOME, 0)]
    assert (found.works, found.in_rows, found.in_columns, found.both, found.retracted) == (7, 4, 4, 3, 1)
    assert (found.entries, found.empty, found.largest) == (4, 4, 3)


def test_a_code_that_people_deny_or_that_is_proposed_stands_nowhere(evidence: Path) -> None:
    # Of F people say that it is about no nurses, whatever its words; of G the machine alone says that it is.
    assert ask(evidence, "select work from axis_works where value = 'pop.nursing' order by work") == [
        (A,),
        (B,),
        (C,),
        (FOUR,),
    ]
    assert ask(evidence, f"select value from axis_works where work = '{F}' and axis = 'practice'") == [
        (WELCOME,)
    ]


@pytest.mark.parametrize("origin", ["", "person"])
@pytest.mark.parametrize(("rows", "columns"), list(zip(AXES, (*AXES[5:], *AXES[:5]), strict=True)))
def test_the_works_of_all_cells_are_those_with_a_place_on_both_axes(
    evidence: Path, rows: str, columns: str, origin: str
) -> None:
    found = read(evidence, ("origin", origin), rows=rows, columns=columns)
    held = f"and coalesce(origin, '{origin}') = '{origin}'" if origin else ""
    on_both = f"""
        select work from axis_works where axis = '{rows}' {held}
        intersect select work from axis_works where axis = '{columns}' {held}
    """
    assert [(found.both,)] == ask(evidence, f"select count(*) from ({on_both})")
    of_both = f"select work, \"value\" from axis_works where axis = '{{}}' {held} and work in ({on_both})"
    pairs = f"select * from ({of_both.format(rows)}) join ({of_both.format(columns)}) using (work)"
    assert [(found.entries,)] == ask(evidence, f"select count(*) from ({pairs})")
    for head in (*found.rows, *found.columns):
        assert head.works <= found.both
    assert all(sum(cell.designs.values()) == cell.works for cell in found.cells.values())


def test_a_total_counts_a_work_once_however_many_cells_it_stands_in(evidence: Path) -> None:
    found = read(evidence, rows="practice", columns="population")
    mentoring = found.rows[0]
    assert mentoring.works == 3 < sum(found.cell(mentoring, column).works for column in found.columns) == 4


@pytest.mark.parametrize(
    ("pairs", "works"),
    [
        ([("profession", "medicine")], [(NURSING, 1), (RESIDENT, 1), (PATIENT, 0)]),
        ([("since", "2016")], [(NURSING, 2), (RESIDENT, 1), (PATIENT, 0)]),
        ([("quality", "high")], [(NURSING, 1), (RESIDENT, 0), (PATIENT, 0)]),
        ([("outcome", "included")], [(NURSING, 2), (RESIDENT, 1), (PATIENT, 0)]),
        ([("status", "retracted")], [(NURSING, 1), (RESIDENT, 0), (PATIENT, 0)]),
        ([("code", "out.burnout")], [(NURSING, 1), (RESIDENT, 0), (PATIENT, 0)]),
    ],
)
def test_conditions_narrow_the_map(
    evidence: Path, pairs: list[tuple[str, str]], works: list[tuple[str, int]]
) -> None:
    assert [(head.value, head.works) for head in read(evidence, *pairs).rows] == works


def test_rows_and_columns_are_ordered_by_book_or_size_and_empty_ones_hidden(evidence: Path) -> None:
    found = read(evidence, rows="practice", columns="method")
    assert [head.value for head in found.ordered("size").columns] == ["met.interview", "met.survey"]
    assert [head.value for head in found.ordered("book", hide=True).rows] == [MENTORING]
    assert found.ordered("book") == found
    three = read(evidence, rows="level", columns="population")
    assert [head.works for head in three.ordered("size").rows] == [4, 1, 0]


def test_of_too_many_rows_the_fullest_stay_in_their_order(evidence: Path) -> None:
    found = read(evidence, rows="years", columns="population")
    assert [head.value for head in found.rows] == [
        *("2000–2004", "2005–2009", "2010–2014", "2015–2019", "2020–2024")
    ]
    assert [head.value for head in found.cut(2, 9).rows] == ["2000–2004", "2015–2019"]


def test_the_statement_written_out_gives_the_same_counts(evidence: Path) -> None:
    selection = Selection(since=2010, origin="phrase", country=("Côte d’Ivoire",))
    statement = gaps.counting(selection, rows="population", columns="practice")
    with warehouse.locked(evidence) as connection:
        bound = questions.fetch(connection, statement.text, statement.bound())
        sandbox.allow(connection, statement.literal())
        assert questions.fetch(connection, statement.literal()) == bound
    assert (RESIDENT, MENTORING, gaps.SEVERAL, 1, 0) in bound.rows


def test_the_macro_gives_the_cells_of_the_page_to_whoever_asks_in_sql(evidence: Path) -> None:
    rows = ask(
        evidence,
        "select row_value, column_value, works, included, retracted from gap_cells('population', 'practice')",
    )
    assert rows == [
        (NURSING, MENTORING, 3, 2, 1),
        (NURSING, WELCOME, 0, 0, 0),
        (RESIDENT, MENTORING, 1, 1, 0),
        (RESIDENT, WELCOME, 0, 0, 0),
        (PATIENT, MENTORING, 0, 0, 0),
        (PATIENT, WELCOME, 0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("rows", "columns", "words"),
    [
        ("weather", "practice", "rows: 'weather' is none of population, method"),
        ("population", "", "columns: '' is none of population"),
        ("practice", "practice", "rows, columns: both are practice: take another for one of them"),
    ],
)
def test_axes_that_cannot_be_are_told(evidence: Path, rows: str, columns: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        read(evidence, rows=rows, columns=columns)


SQUARE = "[[0, 0], [2, 0], [2, 2], [0, 2]]"
HORSESHOE = "[[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3]]"
BOW = "[[0, 0], [2, 2], [2, 0], [0, 2]]"


@pytest.mark.parametrize(
    ("x", "y", "polygon", "within"),
    [
        (1, 1, SQUARE, True),
        (3, 1, SQUARE, False),
        (-1, 1, SQUARE, False),
        (1, 3, SQUARE, False),
        (0.5, 2, HORSESHOE, True),
        (1.5, 2, HORSESHOE, False),
        (2.5, 2, HORSESHOE, True),
        (1.5, 0.5, HORSESHOE, True),
        (0.2, 1, BOW, True),
        (1, 0.5, BOW, False),
        (1.8, 1, BOW, True),
        # A corner lies just on the line from the point: it counts once.
        (0.5, 1, "[[0, 0], [2, 1], [0, 2]]", True),
        (-1, 1, "[[0, 0], [2, 1], [0, 2]]", False),
    ],
)
def test_a_point_is_inside_by_the_even_odd_rule(
    evidence: Path, x: float, y: float, polygon: str, within: bool
) -> None:
    assert ask(evidence, f"select inside({x}, {y}, {polygon})") == [(within,)]


def test_a_list_of_a_cell_has_as_many_works_as_the_cell(evidence: Path) -> None:
    found = read(evidence)
    for (row, column), cell in found.cells.items():
        counted = selecting.count(Selection(code=(row, column)))
        with warehouse.locked(evidence) as connection:
            assert questions.fetch(connection, counted.text, counted.bound()).rows == [
                (cell.works, cell.retracted)
            ]


def test_an_axis_is_named_as_people_and_as_sql_name_it() -> None:
    assert Axis(axis="practice", label="What is done about it").named == "What is done about it (practice)"
    assert Axis(axis="topic", label="Topic").named == "Topic"
