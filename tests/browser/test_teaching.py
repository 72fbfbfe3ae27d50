"""Teaching mode: a labelled set is read again, and nothing of it reaches the review."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.serving import Served
from tests.browser.room import Room

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    file = tmp_path / "wards.csv"
    rows = ["title,abstract,included"]
    for place in range(40):
        relevant = place % 5 == 0
        about = "belonging of student nurses on the ward" if relevant else "dosage of a new antibiotic"
        rows.append(f"Study {place} of {about},We looked at {about}.,{int(relevant)}")
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


@pytest.fixture
def site(room: Room, labelled: Path) -> Iterator[Served]:
    with room.serve("--as", "ada", "--teach", str(labelled)) as served:
        yield served


def digests(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def read(page: Page) -> str:
    text: str = page.get_by_role("complementary", name="How it goes").inner_text()
    return text


def test_a_set_is_replayed_and_leaves_no_trace(page: Page, room: Room, site: Served) -> None:
    before = digests(room.folder / "warehouse")
    page.goto(f"{site.address}/teach")
    page.get_by_label("wards").check()
    page.get_by_role("button", name="Begin").click()
    for verdict in ("Relevant", "Not relevant"):
        page.get_by_role("button", name=verdict, exact=True).click()
        assert "you agree" in page.get_by_label("The work before").inner_text() or (
            "you differ" in page.get_by_label("The work before").inner_text()
        )
    page.get_by_role("button", name="Read the next 10 by the labels").click()
    assert "12 of 40" in read(page)
    page.get_by_role("button", name="Read the next 100 by the labels").click()
    assert "40 of 40" in read(page) and "8 of 8" in read(page)
    curve = page.get_by_role("img", name="Curve")
    assert curve.evaluate("async image => { await image.decode(); return image.naturalWidth }") > 0
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("button", name="Begin").wait_for()
    assert digests(room.folder / "warehouse") == before
    assert room.lines("ada") == []
