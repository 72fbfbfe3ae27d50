"""Maps as files of other programs: each holds what its readers look for."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from xml.etree import ElementTree

import networkx
import pytest

from synth.domain.pictures import Group, Picture
from synth.maps import networks, pairs, sheets, vosviewer
from synth.maps.exports import EXPORTS
from tests.small_pictures import CITATIONS, HOSTILE, PICTURES, point

EMPTY = dataclasses.replace(CITATIONS, points=(), groups=(), links=(), path=())


@pytest.mark.parametrize("suffix", EXPORTS)
@pytest.mark.parametrize("picture", [*PICTURES.values(), EMPTY], ids=[*PICTURES, "empty"])
def test_the_same_map_is_the_same_bytes_in_utf_8(picture: Picture, suffix: str) -> None:
    written = EXPORTS[suffix](picture)
    assert written == EXPORTS[suffix](picture)
    assert written.decode("utf-8").endswith(("\n", ">"))


@pytest.mark.parametrize("suffix", EXPORTS)
def test_every_file_says_how_a_work_stands_in_words(suffix: str) -> None:
    written = EXPORTS[suffix](CITATIONS).decode()
    for words in ("retracted", "included", "undecided", "nothing known against it"):
        assert words in written, words
    for work in CITATIONS.points:
        assert work.work in written


@pytest.mark.parametrize("suffix", [".json", ".gexf", ".graphml"])
def test_what_the_map_rests_on_goes_with_it(suffix: str) -> None:
    assert CITATIONS.note in EXPORTS[suffix](CITATIONS).decode()


def test_vosviewer_finds_what_its_format_asks_for() -> None:
    read = json.loads(vosviewer.write(CITATIONS))
    network = read["network"]
    items = {item["id"]: item for item in network["items"]}
    assert set(items) == {point.work for point in CITATIONS.points}
    first = items["doi:10.1000/a"]
    assert (first["x"], first["y"], first["cluster"]) == (-0.5, 0.5, 1)
    assert first["label"] == "Okafor et al. (2015)"
    assert first["url"] == "https://doi.org/10.1000/a"
    assert first["weights"] == {"Cited by works here": 2, "Links": 1, "Total link strength": 1.5}
    assert first["scores"] == {"Year of publication": 2015, "Included": 1, "Retracted": 0}
    assert "cluster" not in items["pubmed:4"] and "Year of publication" not in items["pubmed:4"]["scores"]
    assert items["doi:10.5555/b"]["scores"]["Retracted"] == 1
    assert network["clusters"][1] == {"cluster": 7, "label": CITATIONS.groups[1].label}
    assert {(link["source_id"], link["target_id"], link["strength"]) for link in network["links"]} == {
        ("doi:10.1000/a", "doi:10.5555/b", 1.5),
        ("doi:10.5555/b", "eric:EJ5", 1.0),
        ("eric:EJ5", "pubmed:4", 0.25),
    }
    for item in items.values():
        assert all(value >= 0 for value in item["weights"].values())


def test_a_description_for_vosviewer_holds_no_markup_of_a_title() -> None:
    read = json.loads(vosviewer.write(CITATIONS))
    (item,) = (one for one in read["network"]["items"] if one["id"] == "eric:EJ5")
    assert "<script" not in item["description"] and "&lt;script&gt;" in item["description"]


@pytest.mark.parametrize("ids", [("a", "b"), ("t001", "u001"), ("t000", "t2000")])
def test_groups_whose_ids_are_no_numbers_of_vosviewer_are_numbered_in_order(ids: tuple[str, str]) -> None:
    groups = tuple(Group(id=name, label=name, works=1) for name in ids)
    picture = dataclasses.replace(
        CITATIONS, groups=groups, points=tuple(point(f"pubmed:{name}", group=name) for name in ids), links=()
    )
    network = json.loads(vosviewer.write(picture))["network"]
    assert [one["cluster"] for one in network["clusters"]] == [1, 2]
    assert [item["cluster"] for item in network["items"]] == [1, 2]


def test_gexf_is_read_again_with_places_and_links() -> None:
    written = networks.gexf(CITATIONS)
    graph = networkx.read_gexf(io.BytesIO(written))
    assert set(graph) == {point.work for point in CITATIONS.points}
    node = graph.nodes["doi:10.1000/a"]
    assert node["viz"]["position"] == {"x": -500.0, "y": 500.0, "z": 0.0}
    assert (node["year"], node["community_label"]) == (2015, "nursing students, placement")
    assert node["professions"] == "medicine; nursing"
    edge = graph.edges["doi:10.1000/a", "doi:10.5555/b"]
    assert (edge["weight"], edge["citing"], edge["cited_together"]) == (1.5, "doi:10.5555/b", 3)
    assert edge["kinds"] == "citation; cited together"
    assert b'lastmodifieddate="2026-11-01"' in written


def test_gexf_of_no_day_has_no_day_of_its_own() -> None:
    assert b"lastmodifieddate" not in networks.gexf(dataclasses.replace(CITATIONS, as_of=""))


def test_graphml_is_read_again_with_places_and_links() -> None:
    graph = networkx.read_graphml(io.BytesIO(networks.graphml(CITATIONS)))
    node = graph.nodes["doi:10.5555/b"]
    assert (node["x"], node["y"], node["standing"]) == (0.25, -0.125, "retracted")
    assert "year" not in graph.nodes["pubmed:4"]
    assert graph.edges["eric:EJ5", "pubmed:4"]["references_shared"] == 2
    assert graph.number_of_edges() == 3


@pytest.mark.parametrize("write", [networks.gexf, networks.graphml])
def test_signs_that_no_xml_may_hold_are_left_out_and_no_others(write: object) -> None:
    assert callable(write)
    texts = ElementTree.fromstring(write(CITATIONS))
    found = {value for element in texts.iter() for value in (element.text, *element.attrib.values())}
    assert HOSTILE.replace("\x0b", " ") in found


def test_a_sheet_has_a_line_for_each_work() -> None:
    rows = list(csv.DictReader(io.StringIO(sheets.works(CITATIONS).decode())))
    assert [row["work"] for row in rows] == [point.work for point in CITATIONS.points]
    assert rows[0]["community_label"] == "nursing students, placement"
    assert rows[0]["decision"] == "included" and rows[1]["standing"] == "retracted"
    assert rows[2]["year"] == "" and rows[3]["title"] == HOSTILE
    assert (float(rows[1]["x"]), float(rows[1]["y"])) == (0.25, -0.125)


def test_a_sheet_of_links_has_a_line_for_each_link() -> None:
    rows = list(csv.DictReader(io.StringIO(sheets.links(CITATIONS).decode())))
    assert [row["kind"] for row in rows] == ["direct", "direct", "co-citation", "coupling"]
    assert (rows[2]["one"], rows[2]["shared"], rows[2]["strength"]) == ("doi:10.1000/a", "3", "0.5")


def test_several_links_of_two_works_are_one_pair_and_a_work_is_not_linked_with_itself() -> None:
    own = dataclasses.replace(CITATIONS.links[0], other="doi:10.5555/b")
    found = pairs.pairs([own, *CITATIONS.links])
    assert len(found) == 3
    assert found[0].kinds == "citation; cited together"
    assert found[2].kinds == "cite the same" and found[2].citing == ""
