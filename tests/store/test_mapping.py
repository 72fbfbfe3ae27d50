from __future__ import annotations

from pathlib import Path

import pytest

from synth.domain.outcomes import Outcome
from synth.domain.pictures import STATUSES, Picture
from synth.errors import UserError, WarehouseError
from synth.store import mapping
from tests.store import small_warehouse


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    return mapping.read(small_warehouse.build(tmp_path_factory.mktemp("mapped")), "citations")


def test_a_map_is_read_with_its_works_where_they_lie(picture: Picture) -> None:
    points = {point.work: point for point in picture.points}
    first = points["doi:10.5555/a"]
    assert (first.x, first.y, first.year, first.cited) == (0.0, 0.1, 2015, 3)
    assert first.title == "Belonging of nursing students on placement"
    assert first.authors == "Ngozi Okafor; Eva Lindqvist"
    assert first.group == "c01" and first.outcome == "included"
    assert points["doi:10.5555/c"].status == "retracted"
    assert all(point.outcome in list(Outcome) and point.status in STATUSES for point in picture.points)


def test_links_are_of_every_kind_and_between_works_with_a_place(picture: Picture) -> None:
    here = {point.work for point in picture.points}
    assert {link.kind for link in picture.links} == {"direct", "co-citation", "coupling"}
    assert all({link.one, link.other} <= here for link in picture.links)
    assert {link.strength for link in picture.links if link.kind == "direct"} == {1.0}


def test_a_map_says_what_it_rests_on(picture: Picture) -> None:
    assert picture.synthetic and picture.as_of == "2026-11-01"
    placed = len(picture.points)
    assert f"{placed} of 7 works have a place. References are known for " in picture.note
    assert picture.path[0] == ("doi:10.5555/a", "doi:10.5555/c")


def test_a_map_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no map 'people': there are topics, citations"):
        mapping.read(tmp_path / "none.duckdb", "people")


def test_a_map_without_works_says_what_to_do(tmp_path: Path) -> None:
    target = small_warehouse.build(tmp_path, citation_places=[])
    with pytest.raises(UserError, match="no work has a place on the map of citations yet: run `dvc repro`"):
        mapping.read(target, "citations")


def test_a_warehouse_that_is_missing_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="run `dvc repro`"):
        mapping.read(tmp_path / "none.duckdb", "citations")


def test_the_topic_map_has_topics_and_no_links(tmp_path: Path) -> None:
    picture = mapping.read(small_warehouse.build(tmp_path), "topics")
    assert (picture.grouping, picture.links, picture.path) == ("topic", (), ())
    assert [(group.id, group.works) for group in picture.groups] == [("t001", 4), ("t003", 2)]
    groups = {point.work: point.group for point in picture.points}
    assert groups["doi:10.5555/a"] == "t001" and groups["doi:10.5555/f"] == "t003"
    assert "References" not in picture.note and "works have a place." in picture.note
