"""Other people's records, and reviewers' notes, are text: whatever they hold, nothing of it runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.serving import Served
from tests.browser import reading
from tests.browser.room import Room, Written

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

ATTACKS = (
    "<script>window.pwned = 1</script>",
    "<img src=x onerror='window.pwned = 1'>",
    "\"><svg onload='window.pwned = 1'>",
    "</textarea></title></style><script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %}${7*7}",
    "<a href='javascript:window.pwned=1'>press</a>",
    "\u202egnignoleb\u202c </bdi><iframe srcdoc='<script>parent.pwned=1</script>'>",
    "<form action='https://example.org/steal'><button data-key='r'>R</button>",
)


def hostile(work: dict[str, Any], attack: str) -> dict[str, Any]:
    address = "javascript:window.pwned=1"
    return {
        **work,
        "title": f"Belonging {attack}",
        "original_title": attack,
        "abstract": f"BACKGROUND: belonging {attack} METHODS: {attack}",
        "keywords": [attack, "belonging"],
        "venue": attack,
        "authors": [{"name": attack, "family": attack, "given": "", "orcid": None, "affiliations": []}],
        "type": attack,
        "language": attack,
        "oa_url": address,
        "oa_status": attack,
        "licence": attack,
    }


@pytest.fixture(scope="module")
def site(room: Room) -> Iterator[Served]:
    works = room.works()[: len(ATTACKS)]
    room.rewrite([hostile(work, attack) for work, attack in zip(works, ATTACKS, strict=True)])
    first = works[0]["work"]
    room.set("votes = 2")
    room.set('reviewers = ["ada", "ben", "dan"]')
    room.write("ben", [{"work": first, "verdict": "include", "note": ATTACKS[0], "labels": [ATTACKS[1]]}])
    room.write("dan", [{"work": first, "verdict": "exclude", "reason": ATTACKS[2], "note": ATTACKS[3]}])
    with room.serve("--as", "ada") as served:
        yield served


def untouched(page: Page) -> None:
    """Say that nothing of the texts ran or became part of the page."""
    assert page.evaluate("window.pwned") is None
    inside = "script:not([src]), iframe, img[src=x], svg[onload], [onerror], form[action*=example]"
    assert page.locator(inside).count() == 0
    assert page.locator("a[href^='javascript:' i]").count() == 0


def test_nothing_in_a_record_or_a_note_runs(written: Written, room: Room, site: Served, page: Page) -> None:
    dialogs: list[str] = []

    def hear(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", hear)
    page.goto(f"{site.address}/screen")
    for name in ("Show authors", "Show journal"):
        page.get_by_role("button", name=name).click()
        page.get_by_role("button", name=name.replace("Show", "Hide")).wait_for()
    shown = []
    for attack in ATTACKS[1:]:
        shown.append(reading.title(page))
        untouched(page)
        page.get_by_label("Note").fill(f"{attack} noted")
        page.get_by_label("New labels, parted by commas").fill(attack.replace(",", " ")[:60])
        reading.decide(page, "Maybe")
    titles = {work["work"]: work["title"] for work in room.works()}
    assert shown == [titles[line["work"]] for line in written("ada")]  # as they are written, to the letter
    for work in room.works():
        page.goto(f"{site.address}/works/{work['work']}")
        untouched(page)
    for path in (
        "/history",
        "/history?words=%3Cscript%3Ealert(1)%3C/script%3E",
        "/conflicts",
        "/progress",
        "/team",
    ):
        page.goto(site.address + path)
        untouched(page)
    page.goto(f"{site.address}/conflicts")
    page.get_by_role("table").first.get_by_role("link").first.click()
    untouched(page)
    assert ATTACKS[0] in page.get_by_role("main").inner_text()
    assert dialogs == []
