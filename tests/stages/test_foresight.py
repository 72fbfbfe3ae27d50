"""What is foreseen of a decision is what the next run makes of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from synth.stages import build, citations, code, duplicates, foresight, merge, parse, period, rank, topics
from tests.pipeline.project import Project

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
# The second says less than the others and is like both; these differ in year, volume and pages.
ENTRIES = """@article{first, title = {Belonging of nursing students on clinical placement},
  author = {Okafor, Ngozi and Lindqvist, Eva}, journal = {Nurse Education Today},
  year = {2010}, volume = {30}, pages = {101--109}}
@article{second, title = {Belonging of nursing students on clinical placement},
  author = {Okafor, Ngozi and Lindqvist, Eva}}
@article{third, title = {Belonging of nursing students on clinical placement},
  author = {Okafor, Ngozi and Lindqvist, Eva}, journal = {Nurse Education Today},
  year = {2016}, volume = {36}, pages = {612--620}}
@article{fourth, title = {Mattering among medical residents in rural hospitals},
  author = {Haddad, Rana}, year = {2018}, journal = {Medical Education}}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("foresight"), profile="files")
    (project.places.imports / "belonging.bib").write_text(ENTRIES)
    for stage in (period, parse, merge, rank, code, topics, citations, build):
        stage.run(project.places)
    return project


def works(project: Project) -> list[list[str]]:
    return [sorted(names) for (names,) in project.sql("select list(record) from records group by work")]


def named(project: Project) -> dict[str, str]:
    """Give each entry's record by what tells it from the others."""
    rows = project.sql("select record, year, title from records")
    return {str(year or title[:9]): record for record, year, title in rows}


def test_what_only_looked_alike_and_is_different_keeps_works_apart_in_what_is_foreseen(
    project: Project,
) -> None:
    name = named(project)
    first, second, third = name["2010"], name["Belonging"], name["2016"]
    assert project.sql("select record from pairs where outcome = 'different'") == []  # not in the warehouse
    together = next(one for one in works(project) if second in one)
    assert len(together) == 2  # with one of the two, and the other is apart
    foreseen = foresight.foresee(project.places, [second])
    assert sorted(sorted(names) for _, names in foreseen.works) == sorted(
        one for one in works(project) if set(one) & {first, second, third}
    )


def test_what_is_foreseen_of_a_decision_is_what_the_run_makes_of_it(project: Project) -> None:
    name = named(project)
    outlook = duplicates.decide(
        project.places, by="ada", at=NOON, names=(name["2018"], name["Belonging"]), words="same"
    )
    for stage in (merge, rank, code, topics, citations, build):
        stage.run(project.places)
    touched = {record for _, names in outlook.works for record in names}
    assert sorted(sorted(names) for _, names in outlook.works) == sorted(
        one for one in works(project) if touched & set(one)
    )
