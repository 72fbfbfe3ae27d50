"""A selection of works: read from an address, said in SQL that a person can take along, and answered."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from synth.errors import UserError
from synth.store import questions, sandbox, selecting, selections, warehouse
from synth.store.selections import Selection
from tests.store import small_evidence
from tests.store.small_evidence import E5, FOUR, A, B, C, F, G


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_evidence.build(tmp_path_factory.mktemp("evidence"))


def read(query: str) -> Selection:
    return selections.read(parse_qsl(query, keep_blank_values=True))


def found(evidence: Path, selection: Selection) -> list[str]:
    """Give the works, in the order of their ids."""
    statement = selecting.works(selection)
    with warehouse.locked(evidence) as connection:
        rows = questions.fetch(connection, statement.text, statement.bound()).rows
    return sorted(row[0] for row in rows)


# What each condition finds in the small warehouse.
CONDITIONS = {
    "": [A, B, C, FOUR, E5, F, G],
    "code=pop.nursing": [A, B, C, FOUR],
    "code=pop.nursing&code=pra.mentoring": [A, B, C],
    "code=pop.nursing&code=pra.mentoring&code=pop.resident": [B],
    "code=pop.nursing&origin=person": [A],
    "code=pop.nursing&origin=phrase": [B, C, FOUR],
    "axis=practice": [A, B, C, F],
    "axis=practice&origin=person": [],
    "axis=topic&axis=country": [A, B],
    "topic=t001": [A, C, FOUR],
    "topic=t001&topic=t002": [A],
    "community=c01": [A, B, C],
    "profession=medicine": [B],
    "profession=nursing&profession=medicine": [B],
    "profession=nursing&origin=person": [A],
    "level=student": [A, B, C, FOUR],
    "design=quantitative": [B, C],
    "quality=high": [A],
    "country=Sweden": [A, B],
    "country=C%C3%B4te+d%E2%80%99Ivoire": [B],
    "journal=Nurse+Education+Today": [A, B],
    "year=2016": [C],
    "since=2018": [B, F, G],
    "since=2016&until=2020": [B, C, F],
    "outcome=included": [A, B],
    "outcome=excluded": [E5],
    "outcome=conflict": [F],
    "outcome=maybe": [G],
    "outcome=open": [C, FOUR],
    "outcome=awaiting": [C, FOUR],
    "outcome=not+excluded": [A, B, C, FOUR, F, G],
    "status=retracted": [C],
    "path=main": [A, B, C],
    "burst=1": [A],
    f"cites={A}": [B, C, FOUR],
    f"cites={A}&cites={C}": [B],
    f"cited_by={B}": [A, C],
    f"link=co-citation&one={A}&other={C}": [B],
    f"link=coupling&one={B}&other={C}": [A],
    f"link=direct&one={A}&other={C}": [A, C],
    f"link=direct&one={A}&other={G}": [],
    "map=topics": [A, B, C, FOUR],
    "map=topics&lasso=-0.1,-0.1;0.6,-0.1;0.6,0.6;-0.1,0.6": [A, B],
    "map=citations&lasso=-1,0.25;1,0.25;0,1": [B, C],
    "words=belong+nurs": [A, FOUR],
    "words=Bel%C3%B6nging&words=antibod": [E5],
    "code=pop.nursing&since=2015&outcome=included&status=clean&path=main": [A, B],
    "code=nothing+of+this+name": [],
}


@pytest.mark.parametrize("query", CONDITIONS)
def test_a_condition_finds_what_meets_it(evidence: Path, query: str) -> None:
    assert found(evidence, read(query)) == sorted(CONDITIONS[query])


HOSTILE = [
    "it's",
    "'; drop table works; --",
    "' or true or code = '",
    "$code",
    "$code_2 $one {code} {} %s",
    'a "name" \\ `id` $(id) !important',
    "Ünïcödé 日本語 🩺\u200c\u00a0x",
    "/* 7 -- */ ;;",
    "\\' or 1=1",
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["code", "journal", "country", "words", "cites"])
def test_what_is_bound_and_what_is_written_out_give_the_same(evidence: Path, name: str, value: str) -> None:
    selection = read(urlencode([("code", "pop.nursing"), (name, value), (name, "Sweden it's")]))
    same_both_ways(evidence, selection)
    assert found(evidence, selection) == []


def test_a_hostile_name_that_is_there_is_found(tmp_path: Path) -> None:
    figures = [{**small_evidence.FIGURES[0], "text": value} for value in HOSTILE]
    evidence = small_evidence.build(tmp_path, figures=figures)
    for value in HOSTILE:
        selection = read(urlencode({"country": value}))
        same_both_ways(evidence, selection)
        assert found(evidence, selection) == [A]


@pytest.mark.parametrize("query", CONDITIONS)
def test_each_condition_can_be_taken_along_as_text(evidence: Path, query: str) -> None:
    same_both_ways(evidence, read(query))


def same_both_ways(evidence: Path, selection: Selection) -> None:
    """Hold the statement with its values bound against its text, as a stranger's statement and as ours."""
    statement = selecting.works(selection)
    text = statement.literal()
    with warehouse.locked(evidence) as connection:
        bound = questions.fetch(connection, statement.text, statement.bound())
        written = questions.fetch(connection, text)
        sandbox.allow(connection, text)
    assert written == bound


@pytest.mark.parametrize("value", HOSTILE)
def test_the_line_for_a_shell_holds_the_statement(value: str, evidence: Path) -> None:
    statement = selecting.works(read(urlencode({"country": value})))
    line = statement.command()
    assert line.startswith("synth sql ")
    told = subprocess.run(
        ["bash", "-c", line.replace("synth sql", "printf %s", 1)], capture_output=True, check=True
    ).stdout.decode()
    assert "!" not in line
    with warehouse.locked(evidence) as connection:
        assert questions.fetch(connection, told) == questions.fetch(connection, statement.literal())


def test_a_statement_is_read_in_named_steps() -> None:
    statement = selecting.works(read("code=pop.nursing&since=2015&outcome=included&code=pra.mentoring"))
    assert statement.text.startswith(
        "with coded as (\n    select work\n    from work_codes\n    where code = $code\n),\n"
        "coded_2 as (\n    select work\n    from work_codes\n    where code = $code_2\n),\n"
        "since_then as (\n    select work\n    from works\n    where year >= $since\n),\n"
        "decided as (\n    select work\n    from outcomes\n    where outcome = $outcome\n),\n"
        "selected as (\n    select work from coded\n    intersect\n    select work from coded_2\n"
    )
    assert statement.values == {
        "code": "pop.nursing",
        "code_2": "pra.mentoring",
        "since": 2015,
        "outcome": "included",
    }


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("cod=x", "cod: there is no such condition; there are: code, axis"),
        ("since=soon", "since: 'soon' is no year from 1500 to 2100: write one, as 2015"),
        ("since=99999", "since: '99999' is no year"),
        ("year=²", "year: '²' is no year"),
        ("year=2019&year=2020", "year: is given 2 times with different values: keep one of them"),
        ("since=2020&until=2019", "since, until: 2020 is after 2019: change one of them"),
        ("outcome=perhaps", "outcome: 'perhaps' is none of included, excluded"),
        ("status=gone", "status: 'gone' is none of unknown, clean"),
        ("origin=machine", "origin: 'machine' is none of person, phrase"),
        ("path=side", "path: 'side' is none of main: take one of these"),
        ("link=direct&one=a", "link: give the two works too: one=… and other=…"),
        ("one=a&other=b", "one, other: say which link is meant: link=direct or co-citation or coupling"),
        ("link=direct&one=a&other=a", "one, other: are the same work"),
        ("link=friends&one=a&other=b", "link: 'friends' is none of direct"),
        ("lasso=0,0;1,1;1,0", "lasso: say on which map it was drawn: map=topics or citations"),
        ("map=topics&lasso=0,0;1,1", "lasso: has 2 corners: give 3 to 60"),
        ("map=topics&lasso=" + "0,0;" * 61, "lasso: has 61 corners: give 3 to 60"),
        ("map=topics&lasso=0,0;1;1,0", "lasso: '1' is no corner: write two numbers, as 0.25,-0.5"),
        ("map=topics&lasso=0,0;1,nan;1,0", "lasso: '1,nan' is no place on a map"),
        ("map=sky", "map: 'sky' is none of topics, citations"),
        ("words=%3F%21", "words: '?!' has no letter and no digit"),
        ("code=a%00b", r"code: 'a\x00b' has a sign that cannot be written: leave it out"),
        ("code=" + "x" * 501, "code: has 501 characters: give at most 500"),
        ("&".join(f"code={place}" for place in range(21)), "code: 21 values are too many: give at most 20"),
    ],
)
def test_a_bad_value_is_told_with_what_where_and_what_to_do(query: str, words: str) -> None:
    with pytest.raises(UserError) as raised:
        read(query)
    assert str(raised.value).startswith(words)
    assert "\n" not in str(raised.value)


def test_what_is_empty_counts_for_nothing_and_what_comes_twice_once() -> None:
    assert read("code=&since=&outcome=&lasso=&link=") == Selection()
    assert read("code=a&code=a&code=+b+") == Selection(code=("a", "b"))


@pytest.mark.parametrize("query", CONDITIONS)
def test_an_address_gives_its_selection_again(query: str) -> None:
    selection = read(query)
    assert selections.read(selection.pairs()) == selection


def test_a_condition_is_dropped_and_what_makes_no_sense_alone_goes_with_it() -> None:
    selection = read("code=a&code=b&map=topics&lasso=0,0;1,1;1,0&link=direct&one=x&other=y")
    assert selection.without("code", "a").code == ("b",)
    assert (
        selection.without("map", "topics").pairs() == read("code=a&code=b&link=direct&one=x&other=y").pairs()
    )
    assert selection.without("one", "x").pairs() == read("code=a&code=b&map=topics&lasso=0,0;1,1;1,0").pairs()


@pytest.mark.parametrize("name", selecting.ORDERS)
def test_the_list_is_ordered_both_ways_and_what_is_empty_stays_last(evidence: Path, name: str) -> None:
    with warehouse.locked(evidence) as connection:

        def listed(order: str) -> list[Any]:
            statement = selecting.works(Selection(), order=order)
            result = questions.fetch(connection, statement.text)
            column = result.columns.index({"cited": "cited_here"}.get(name, name))
            return [row[column] for row in result.rows if row[column] is not None]

        up, down = listed(name), listed(f"-{name}")
    assert up == down[::-1]
    assert up == sorted(up, key=lambda value: value.lower() if isinstance(value, str) else value)


@pytest.mark.parametrize("name", selecting.ORDERS)
def test_pages_cut_the_list_in_pieces_whatever_it_is_ordered_by(evidence: Path, name: str) -> None:
    selection = read("since=1990")
    with warehouse.locked(evidence) as connection:
        for order in (name, f"-{name}"):
            whole = selecting.works(selection, order=order)
            rows = questions.fetch(connection, whole.text, whole.bound()).rows
            pieces = []
            for skipped in (0, 2, 4, 6):
                page = selecting.page(selection, order=order, most=2, skipped=skipped)
                pieces += questions.fetch(connection, page.text, page.bound()).rows
            assert pieces == rows
