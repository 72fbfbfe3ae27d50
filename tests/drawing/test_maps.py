from __future__ import annotations

import dataclasses
import html
import json
import re
from xml.etree import ElementTree

import pytest

from synth.domain.pictures import Picture
from synth.drawing import legends, maps, marks, theme
from synth.drawing.maps import DRAWN
from tests.small_pictures import CITATIONS, HOSTILE, PICTURES, TOPICS, point

SVG = "{http://www.w3.org/2000/svg}"
EMPTY = dataclasses.replace(CITATIONS, points=(), groups=(), links=(), path=())
MANY = dataclasses.replace(
    TOPICS, points=tuple(point(f"pubmed:{n}", (n % 200) / 100 - 1, n / 10_000 - 1) for n in range(20_000))
)


def drawn(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(maps.svg(picture))


def words(picture: Picture) -> list[str]:
    return [element.text or "" for element in drawn(picture).iter(f"{SVG}text")]


@pytest.mark.parametrize("suffix", DRAWN)
@pytest.mark.parametrize("picture", [*PICTURES.values(), EMPTY], ids=[*PICTURES, "empty"])
def test_the_same_map_gives_the_same_bytes(picture: Picture, suffix: str) -> None:
    assert DRAWN[suffix](picture) == DRAWN[suffix](picture)


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_picture_says_what_it_is_and_what_it_rests_on(picture: Picture) -> None:
    said = " ".join(words(picture))
    assert picture.title in said
    assert all(part in said for part in picture.note.split(". "))
    assert ("Synthetic demonstration data" in said) == picture.synthetic
    for group in picture.groups:
        assert all(word in said for word in group.label.split())


def test_a_picture_is_told_to_a_screen_reader() -> None:
    title, described = drawn(CITATIONS)[:2]
    assert title.text == CITATIONS.title
    assert described.text and CITATIONS.note in described.text
    assert "nursing students, placement: 1 works" in described.text


def test_a_retracted_work_has_another_mark_and_the_legend_says_so() -> None:
    crosses = [path for path in drawn(CITATIONS).iter(f"{SVG}path") if path.get("fill") == theme.GRAVE.light]
    assert len(crosses) == 2  # the work, and the legend
    assert any("retracted, whatever the community" in text for text in words(CITATIONS))
    assert not any("retracted" in text for text in words(TOPICS))


def test_every_group_has_a_mark_of_its_own() -> None:
    looks = [(mark.colour.light, mark.shape) for mark in map(marks.mark, range(50))]
    assert len(set(looks)) == 50
    assert marks.CROSS not in {shape for _, shape in looks}


@pytest.mark.parametrize("shape", [*marks.SHAPES, marks.CROSS])
def test_a_mark_is_drawn_at_each_work(shape: str) -> None:
    path = marks.path(shape, [(10.0, 20.0), (30.0, 40.0)], 3)
    assert re.findall(r"M(\S+) (\S+?)[a-z]", path) == [("10.0", "20.0"), ("30.0", "40.0")]


def test_all_works_are_drawn_however_many_and_the_file_stays_light() -> None:
    whole = maps.svg(MANY)
    assert sum((path.get("d") or "").count("M") for path in drawn(MANY).iter(f"{SVG}path")) >= 20_000
    assert len(whole) < 20_000 * 70
    assert whole.count(b"<") < 400


def test_the_main_path_and_the_links_are_drawn_and_explained() -> None:
    arrows = [path for path in drawn(CITATIONS).iter(f"{SVG}path") if path.get("marker-end")]
    assert len(arrows) == len(CITATIONS.path) + 1
    said = " ".join(words(CITATIONS))
    assert "main path" in said and "2 of 2" in said
    assert "main path" not in " ".join(words(TOPICS))


def test_a_picture_turns_dark_with_its_reader_and_a_png_does_not() -> None:
    style = next(drawn(TOPICS).iter(f"{SVG}style")).text or ""
    for colour in (theme.PAPER, theme.GRAVE, *theme.MARKS):
        assert f'[fill="{colour.light}"]{{fill:{colour.dark}}}' in style
    picture = maps.png(TOPICS)
    assert picture.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(picture[16:20], "big") > 2000


def test_a_page_brings_everything_along() -> None:
    page = DRAWN[".html"](CITATIONS).decode()
    assert not re.search(r"""(?:src|href)=["']|url\(|@import|fetch\(|XMLHttpRequest""", page)
    assert "default-src 'none'" in page
    assert html.escape(CITATIONS.note) in page and legends.READING["citations"] in page


def test_a_page_holds_the_works_and_no_title_ends_its_script() -> None:
    page = DRAWN[".html"](CITATIONS).decode()
    (held,) = re.findall(r'<script type="application/json" id="map">(.*?)</script>', page, re.DOTALL)
    data = json.loads(held)
    assert data["works"]["title"] == [one.label for one in CITATIONS.points]
    assert HOSTILE in data["works"]["title"]
    assert data["works"]["retracted"] == [0, 1, 0, 0]
    assert data["works"]["group"] == [0, 1, -1, 1]
    assert data["path"] == [[0, 1], [1, 3]]
    assert page.count("</script>") == 2


def test_a_page_has_the_groups_as_a_table_without_script() -> None:
    page = DRAWN[".html"](CITATIONS).decode()
    for group in CITATIONS.groups:
        assert f'<th scope="row">{html.escape(group.label)}</th><td class="number">{group.works}</td>' in page
