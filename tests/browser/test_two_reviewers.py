"""A day of two blind reviewers and of the lead who settles what they disagree on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from benchmarks.serving import Served
from tests.browser import reading
from tests.browser.room import Room

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

ADA, BEN, CORA = "adaeze-okoro", "benedetta-rossi", "cora-lead"
WORKS = 8
PAGES = ("/", "/screen", "/screen?stage=full+text", "/history", "/progress", "/conflicts", "/duplicates")


@pytest.fixture
def site(room: Room) -> Iterator[Served]:
    room.set("votes = 2")
    room.set(f'reviewers = ["{ADA}", "{BEN}"]')
    room.rewrite([work for work in room.works() if work["abstract"]][:WORKS])
    with room.serve() as served:
        yield served


class Desk:
    """One person's browser; ``heard`` is every answer it had from the site."""

    def __init__(self, browser: Browser, room: Room, site: Served, name: str, *, role: str) -> None:
        self._address = site.address
        self.heard: list[str] = []
        self.page = browser.new_context().new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("response", self._hear)
        reading.enter(self.page, site.address, room.invite(name, role=role))

    def _hear(self, answer: Response) -> None:
        if not answer.url.startswith(f"{self._address}/static") and answer.status not in (302, 303):
            self.heard.append(answer.text())

    def open(self, path: str) -> Page:
        """Go to a page of the site."""
        self.page.goto(self._address + path)
        return self.page

    def read_all(self, *, relevant: set[str], note: str) -> None:
        """Decide on everything, by the titles, with a note on each."""
        page = self.open("/screen")
        for _ in range(WORKS):
            page.get_by_label("Note").fill(note)
            verdict = "Relevant" if reading.title(page) in relevant else "Not relevant"
            reading.decide(page, verdict)
        page.get_by_role("heading", name="Everything is read").wait_for()


def test_two_read_blind_and_a_third_settles(browser: Browser, room: Room, site: Served) -> None:
    titles = sorted(" ".join(work["title"].split()) for work in room.works())
    ben_includes, ada_includes = set(titles[:4]), set(titles[2:5])  # they differ on three
    works = [work["work"] for work in room.works()]
    ben = Desk(browser, room, site, BEN, role="reviewer")
    ada = Desk(browser, room, site, ADA, role="reviewer")
    cora = Desk(browser, room, site, CORA, role="lead")

    ben.read_all(relevant=ben_includes, note="what ben thinks")
    for path in (*PAGES, *(f"/works/{work}" for work in works)):
        ada.open(path)
    ada.read_all(relevant=ada_includes, note="what ada thinks")
    for secret in (BEN, "what ben thinks"):
        assert [text for text in ada.heard if secret in text] == []
    assert [text for text in ben.heard if ADA in text or "what ada thinks" in text] == []

    page = cora.open("/conflicts")
    assert page.get_by_role("heading", name="Disagreements: 3").is_visible()
    for left in (2, 1, 0):
        page.get_by_role("table").first.get_by_role("link").first.click()
        text = page.get_by_role("main").inner_text()
        assert BEN in text and ADA in text and "what ben thinks" in text and "what ada thinks" in text
        page.get_by_label("Note").fill("Both read it again with me.")
        page.get_by_role("button", name="Relevant", exact=True).click()
        page = cora.open("/conflicts")
        assert page.get_by_role("heading", name=f"Disagreements: {left}").is_visible()

    settled = room.lines(CORA)
    assert [line["verdict"] for line in settled] == ["include"] * 3
    assert all(line["settles"] and line["note"] == "Both read it again with me." for line in settled)
    for name, note in ((ADA, "what ada thinks"), (BEN, "what ben thinks")):
        votes = room.lines(name)
        assert len(votes) == len({line["work"] for line in votes}) == WORKS
        assert {line["note"] for line in votes} == {note}
    assert "kappa" in cora.open("/progress").get_by_role("main").inner_text().lower()

    page = ada.open("/screen?stage=full+text")  # what both or the lead included: five works
    assert reading.left(page) == 5
    page.get_by_role("button", name="Not relevant", exact=True).click()
    assert "reason" in page.get_by_role("alert").inner_text()
    reading.press(page, "1")
    last = room.lines(ADA)[-1]
    assert (last["stage"], last["verdict"], last["reason"]) == ("full text", "exclude", "wrong-population")
    assert len(room.lines(ADA)) == WORKS + 1
