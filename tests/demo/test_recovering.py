from __future__ import annotations

import itertools
import random
from pathlib import Path

import duckdb
import pytest

from synth.demo.recovering import (
    Arc,
    main_path,
    of_codes,
    of_groups,
    of_main_path,
    read_citations,
    read_codes,
    read_groups,
)
from synth.errors import WarehouseError

FACETS = {"pop.nurse": "population", "met.survey": "method", "met.interview": "method"}
WORKS = {"doi:1": ["a/1", "b/1"], "doi:2": ["a/2"], "doi:3": ["a/3", "b/3", "c/3"], "doi:9": ["real/9"]}
CODES = {
    "a/1": {"pop.nurse", "met.survey"},
    "b/1": {"pop.nurse"},  # has no abstract
    "a/2": {"met.interview"},
    "a/3": {"met.survey"},
    "b/3": {"met.survey"},
    "c/3": set[str](),
}


def written(path: Path, select: str) -> Path:
    with duckdb.connect() as connection:
        connection.execute(f"copy ({select}) to '{path}' (format parquet)")
    return path


def test_codes_are_counted_over_all_works_and_by_facet() -> None:
    found = {"doi:1": {"pop.nurse"}, "doi:2": {"met.interview", "met.survey"}, "doi:3": {"met.survey"}}
    numbers = of_codes(CODES, WORKS, found, FACETS)
    assert numbers["works"] == 3
    assert {key: numbers[key] for key in ("true", "found", "precision", "recall")} == {
        "true": 4,
        "found": 4,
        "precision": 0.75,
        "recall": 0.75,
    }
    assert numbers["by_facet"] == {
        "population": {"true": 1, "found": 1, "precision": 1.0, "recall": 1.0},
        "method": {"true": 3, "found": 3, "precision": 0.6667, "recall": 0.6667},
    }
    assert [row["code"] for row in numbers["by_code"]] == ["met.interview", "met.survey", "pop.nurse"]
    assert numbers["by_code"][1] == {
        "code": "met.survey",
        "true": 2,
        "found": 2,
        "precision": 0.5,
        "recall": 0.5,
    }


def test_a_real_work_and_a_code_that_is_in_no_facet_do_not_count() -> None:
    found = {"doi:1": {"pop.nurse", "met.survey", "new.code"}, "doi:9": {"pop.nurse"}}
    numbers = of_codes(CODES, WORKS, found, FACETS)
    assert (numbers["found"], numbers["precision"]) == (2, 1.0)


def test_a_code_is_true_of_a_work_where_one_of_its_records_shows_it() -> None:
    truth = {"a/1": {"pop.nurse"}, "b/1": set[str](), "a/2": {"met.survey"}}
    numbers = of_codes(
        truth, {"doi:1": ["a/1", "b/1", "c/1"]}, {"doi:1": {"pop.nurse", "met.survey"}}, FACETS
    )
    assert (numbers["true"], numbers["precision"], numbers["recall"]) == (1, 0.5, 1.0)


def test_nothing_found_has_no_precision_and_no_recall() -> None:
    numbers = of_codes(CODES, WORKS, {}, FACETS)
    assert (numbers["precision"], numbers["recall"], numbers["found"]) == (0.0, 0.0, 0)


def test_groups_are_the_same_whatever_they_are_called() -> None:
    truth = {"a/1": "x", "b/1": "x", "a/2": "x", "a/3": "y", "b/3": "y", "c/3": "x"}
    same = of_groups(truth, WORKS, {"doi:1": "t2", "doi:2": "t2", "doi:3": "t1", "doi:9": "t1"})
    assert same == {"works": 3, "groups_true": 2, "groups_found": 2, "adjusted_mutual_information": 1.0}
    other = of_groups(truth, WORKS, {"doi:1": "t2", "doi:2": "t1", "doi:3": "t1"})
    assert other["adjusted_mutual_information"] < 0.5


def test_a_work_without_a_group_on_either_side_is_left_out() -> None:
    assert of_groups({"a/1": "x"}, WORKS, {"doi:2": "t1"})["works"] == 0
    assert of_groups({"a/1": "x"}, WORKS, {"doi:1": "t1", "doi:7": "t1"})["works"] == 1


def test_the_main_path_is_the_way_most_other_ways_go_over() -> None:
    # Two works begin, two end, and all four ways go over c and d; a is longer on the way than b.
    arcs = {("a", "x"), ("x", "c"), ("b", "c"), ("c", "d"), ("d", "e"), ("d", "f")}
    assert main_path(arcs) == [("a", "x"), ("x", "c"), ("c", "d"), ("d", "e")]


def test_of_equal_ways_the_first_in_the_order_of_ids_is_taken() -> None:
    arcs = {("b", "m"), ("a", "m"), ("m", "z"), ("m", "y"), ("b", "k"), ("k", "z")}
    assert main_path(arcs) == [("a", "m"), ("m", "y")]
    assert main_path({("b", "d"), ("a", "c")}) == [("a", "c")]


def test_citations_on_a_cycle_and_of_oneself_are_left_out() -> None:
    cycle = {("b", "c"), ("c", "d"), ("d", "b")}
    assert main_path({("a", "b"), ("d", "e"), ("c", "f"), ("a", "a")} | cycle) == [("a", "b")]


def test_no_citations_have_no_path() -> None:
    assert main_path(set()) == []
    assert main_path({("a", "a")}) == []


def every_way(arcs: set[Arc]) -> list[list[str]]:
    """Walk every way from a source to a sink."""
    cited, citing = ({arc[place] for arc in arcs} for place in (0, 1))
    ways = [[work] for work in cited - citing]
    done = []
    while ways:
        way = ways.pop()
        onward = [arc[1] for arc in arcs if arc[0] == way[-1]]
        done += [way] if not onward else []
        ways += [[*way, work] for work in onward]
    return done


@pytest.mark.parametrize("seed", range(40))
def test_the_path_is_that_of_walking_every_way_there_is(seed: int) -> None:
    chance = random.Random(seed)
    works = [f"{chance.randrange(1000):03d}-{place}" for place in range(9)]
    arcs = {pair for pair in itertools.combinations(works, 2) if chance.random() < 0.35}
    ways = every_way(arcs)
    counts = {arc: sum(arc in itertools.pairwise(way) for way in ways) for arc in arcs}
    sums = {tuple(way): sum(counts[arc] for arc in itertools.pairwise(way)) for way in ways}
    best = min(sums, key=lambda way: (-sums[way], way))
    assert main_path(arcs) == list(itertools.pairwise(best))


def test_counts_stay_exact_where_there_are_more_ways_than_a_float_can_count() -> None:
    # 70 diamonds in a row: 2 to the power of 70 ways.
    arcs = set()
    for place in range(70):
        for side in ("l", "r"):
            arcs |= {(f"{place:03d}", f"{place:03d}{side}"), (f"{place:03d}{side}", f"{place + 1:03d}")}
    path = main_path(arcs | {("~", "070")})
    assert len(path) == 140
    assert all(work.endswith("l") for work, _ in path[1::2])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    truth = written(
        tmp_path / "truth.parquet",
        "select split_part(record, '/', 1) as source, split_part(record, '/', 2) as native, work,"
        " true as relevant, false as real, 'article' as kind, null::varchar as related,"
        " []::varchar[] as dirt, topic, community"
        " from (values ('a/1', 'w1', 'nurses', 3), ('b/1', 'w1', 'nurses', 3), ('a/2', 'w2', null, 4),"
        " ('a/3', 'w3', 'nurses', null), ('b/3', 'w3', 'nurses', null), ('c/3', 'w4', 'nurses', 1))"
        " as truth (record, work, topic, community)",
    )
    citations = written(
        tmp_path / "truth_citations.parquet",
        "select citing, cited, told, tellers from (values"
        " ('w2', 'w1', true, [{'citing': 'a/2', 'cited': 'a/1'}, {'citing': 'a/2', 'cited': 'b/1'}]),"
        " ('w3', 'w2', true, [{'citing': 'b/3', 'cited': 'a/2'}, {'citing': 'a/3', 'cited': 'a/2'}]),"
        " ('w3', 'w1', true, [{'citing': 'd/3', 'cited': 'a/1'}, {'citing': 'b/3', 'cited': 'd/1'}]),"
        " ('w1', 'w3', false, []),"
        " ('w9', 'w3', true, [{'citing': 'a/9', 'cited': 'a/3'}])"
        ") as citations (citing, cited, told, tellers)",
    )
    return citations, truth


def test_the_main_path_is_held_against_the_citations_that_are_told_and_here(
    files: tuple[Path, Path],
) -> None:
    right = of_main_path(*files, WORKS, [("doi:1", "doi:2"), ("doi:2", "doi:3")])
    assert right == {
        "citations": 2,
        "steps_true": 2,
        "steps_found": 2,
        "steps_shared": 2,
        "share_of_steps_found": 1.0,
        "equal": True,
        "path": ["doi:1", "doi:2", "doi:3"],
    }
    short = of_main_path(*files, WORKS, [("doi:1", "doi:3")])
    assert (short["equal"], short["steps_shared"], short["share_of_steps_found"]) == (False, 0, 0.0)


def test_a_publication_in_two_works_is_one_on_the_path(files: tuple[Path, Path]) -> None:
    works = {"doi:1": ["b/1"], "doi:0": ["a/1"], "doi:2": ["a/2"], "doi:3": ["a/3"]}
    assert of_main_path(*files, works, [("doi:1", "doi:2"), ("doi:2", "doi:3")])["equal"]


def test_files_of_the_truth_are_read_by_the_names_of_records(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    citations, truth = files
    assert read_groups(truth, "topic")["b/1"] == "nurses"
    assert "a/2" not in read_groups(truth, "topic")
    assert read_groups(truth, "community") == {"a/1": "3", "b/1": "3", "a/2": "4", "c/3": "1"}
    every = {"a/1", "a/2", "a/3", "d/3", "a/9"}
    assert read_citations(citations, every) == {("w1", "w2"), ("w2", "w3"), ("w1", "w3"), ("w3", "w9")}
    # One record that shows the citation and one that carries what it shows: neither is enough alone.
    assert read_citations(citations, every - {"a/9", "d/3"}) == {("w1", "w2"), ("w2", "w3")}
    codes = written(
        tmp_path / "codes.parquet",
        "select 'a' as source, '1' as native, ['pop.nurse', 'met.survey'] as codes"
        " union all select 'a', '2', []",
    )
    assert read_codes(codes) == {"a/1": {"pop.nurse", "met.survey"}, "a/2": frozenset()}


def test_a_damaged_or_older_file_says_what_to_do(files: tuple[Path, Path]) -> None:
    _, truth = files
    with pytest.raises(WarehouseError, match=r"truth\.parquet is damaged or old: delete it"):
        read_citations(truth, set())
