from pathlib import Path

import duckdb
import numpy as np

from synth.demo.literature import Literature, generate
from synth.demo.truth import write_truth
from synth.domain.reviews import Demo
from tests.demo.conftest import SEEDS


def test_the_truth_names_every_record_once(literature: Literature, tmp_path: Path) -> None:
    write_truth(literature, tmp_path)
    with duckdb.connect() as connection:
        table = f"read_parquet('{tmp_path / 'truth.parquet'}')"
        counted = f"select source, count(*), count(distinct native) from {table} group by 1"
        rows = connection.execute(counted).fetchall()
        real = connection.execute(
            f"select native, relevant, topic from {table} where real and source = 'crossref'"
        )
        landmarks = real.fetchall()
        columns = [column[0] for column in connection.execute(f"select * from {table}").description or ()]
    assert sum(count for _, count, _ in rows) == int(literature.seen.sum())
    assert all(count == names for _, count, names in rows)
    assert sorted(landmarks) == [(landmark.doi, True, None) for landmark in SEEDS]
    wanted = {"source", "native", "work", "relevant", "topic", "retracted", "real", "kind", "related", "dirt"}
    assert wanted <= set(columns)


def test_between_an_eighth_and_a_fifth_of_the_works_are_relevant(
    literature: Literature, tmp_path: Path
) -> None:
    write_truth(literature, tmp_path)
    with duckdb.connect() as connection:
        share = connection.execute(
            "select avg(relevant::int) from (select distinct work, relevant"
            f" from '{tmp_path / 'truth.parquet'}' where not real)"
        ).fetchone()
    assert share is not None
    assert 0.12 <= share[0] <= 0.18


def test_citations_join_works_that_the_truth_knows(literature: Literature, tmp_path: Path) -> None:
    write_truth(literature, tmp_path)
    with duckdb.connect() as connection:
        strangers = connection.execute(
            f"select count(*) from '{tmp_path / 'truth_citations.parquet'}' as citations"
            f" where citing not in (select work from '{tmp_path / 'truth.parquet'}')"
            f" or cited not in (select work from '{tmp_path / 'truth.parquet'}')"
        ).fetchone()
    assert strangers == (0,)


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_truth(generate(Demo(works=200), SEEDS), tmp_path / name)
    for file in ("truth.parquet", "truth_citations.parquet", "truth_codes.parquet"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["truth.parquet", "truth_citations.parquet", "truth_codes.parquet"]


def test_a_work_has_records_in_several_sources(literature: Literature) -> None:
    works = literature.records.work[literature.seen]
    sizes = np.bincount(works)
    assert (sizes >= 2).sum() > 1200
    assert sizes.max() <= 6
