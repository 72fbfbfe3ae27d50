"""
Four browsers screen while their server is killed again and again: python -m benchmarks.room_kills

`kill -9` comes at random moments. A line for each: what had been answered by then, and whether it stood in
the reviewers' files at that moment; then the end, when nothing waits in a browser any more: every key press
must be in the files, once. The options change what is done.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import numpy
from itsdangerous import URLSafeSerializer

from benchmarks import room, serving
from benchmarks.serving import Served
from synth.stages import build, harvest, merge, parse, period, rank
from tests.browser import chromium
from tests.pipeline.project import Project

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, Response

PATIENCE = 120_000  # milliseconds a browser waits for a server that is down
KEYS = ("r", "e", "u")

Press = tuple[str, str]  # who, and the key of the card


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """
    What the files held at a kill, or in the end, beside what the browsers knew.

    ``lost`` are presses that should be there and are not, ``twice`` those that stand there more than once,
    ``torn`` lines that do not parse; ``at`` are seconds from the beginning.
    """

    name: str
    at: float
    pressed: int
    answered: int
    lines: int
    lost: int
    twice: int
    torn: int


@dataclass(slots=True, kw_only=True)
class Tally:
    """What the browsers did: all presses, and those that the server answered."""

    pressed: list[Press] = field(default_factory=list)
    answered: set[Press] = field(default_factory=set)
    moments: list[Moment] = field(default_factory=list)
    begun: float = field(default_factory=time.perf_counter)

    def note(self, name: str, log: Path, *, owed: Collection[Press]) -> None:
        """Look into the files."""
        lines = [line for file in sorted(log.glob("*.jsonl")) for line in file.read_bytes().splitlines()]
        told = [press for press in map(_press_of, lines) if press]
        count = Counter(told)
        self.moments.append(
            Moment(
                name=name,
                at=time.perf_counter() - self.begun,
                pressed=len(self.pressed),
                answered=len(self.answered),
                lines=len(lines),
                lost=sum(press not in count for press in owed),
                twice=sum(times > 1 for times in count.values()),
                torn=len(lines) - len(told),
            )
        )


def _press_of(line: bytes) -> Press | None:
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return said["by"], said["key"]


def _press_on(ticket: str) -> Press:
    _, said = URLSafeSerializer("").loads_unsafe(ticket)
    return said["by"], said["key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    How many people decide how much, and how often the server is killed at most.

    ``pause`` are the seconds a person reads, ``every`` those from a start to the next kill, on the average.
    """

    people: int = 4
    decisions: int = 500
    kills: int = 20
    pause: float = 0.6
    every: float = 6.0
    seed: int = 1


def run(project: Project, plan: Plan) -> list[Moment]:
    """Screen and kill; give what was seen at each kill and in the end."""
    names = [f"reviewer-{number}" for number in range(plan.people)]
    links = {name: room.invite(project, name) for name in names}
    with serving.synth(project.folder) as served:
        return asyncio.run(_day(project.places.decisions / "screening", served, links, plan))


async def _day(log: Path, served: Served, links: dict[str, str], plan: Plan) -> list[Moment]:
    from playwright.async_api import async_playwright

    tally = Tally()
    *dice, die = numpy.random.default_rng(plan.seed).spawn(plan.people + 1)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium.program(), args=list(chromium.ARGUMENTS)
        )
        pages = [await _enter(browser, served.address, link, tally) for link in links.values()]
        each = [len(part) for part in numpy.array_split(range(plan.decisions), plan.people)]
        tally.begun = time.perf_counter()
        hands = [
            Hand(page=page, die=die, pause=plan.pause, tally=tally)
            for page, die in zip(pages, dice, strict=True)
        ]
        screening = asyncio.gather(*(_screen(hand, count) for hand, count in zip(hands, each, strict=True)))
        for number in range(1, plan.kills + 1):
            if await _over(screening, within=die.exponential(plan.every)):
                break
            served.kill()
            tally.note(f"kill {number}", log, owed=tuple(tally.answered))
            await asyncio.to_thread(served.start)
        await screening
        for page in pages:
            await _sent(page)
        tally.note("the end", log, owed=tally.pressed)
        await browser.close()
    return tally.moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """One person at a browser: her page, her dice, how long she reads, and where her presses are counted."""

    page: Page
    die: numpy.random.Generator
    pause: float
    tally: Tally


async def _over(screening: asyncio.Future[list[None]], *, within: float) -> bool:
    await asyncio.wait([screening], timeout=within)
    return screening.done()


async def _enter(browser: Browser, address: str, link: str, tally: Tally) -> Page:
    context = await browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    await page.goto(address + link)
    await page.get_by_label("Password").fill(room.PASSWORD)
    await page.get_by_label("The same again").fill(room.PASSWORD)
    await page.get_by_role("button", name="sign in").click()
    await page.get_by_role("link", name="Screen").wait_for()

    def hear(answer: Response) -> None:
        if answer.url.endswith("/decide") and answer.ok:
            sent = parse_qs(answer.request.post_data or "")
            tally.answered.add(_press_on(sent["ticket"][0]))

    page.on("response", hear)
    await page.goto(f"{address}/screen")
    return page


async def _screen(hand: Hand, count: int) -> None:
    ticket = hand.page.locator("#card input[name=ticket]")
    for _ in range(count):
        await asyncio.sleep(hand.die.uniform(0, 2 * hand.pause))
        given = await ticket.input_value()
        hand.tally.pressed.append(_press_on(given))
        await hand.page.keyboard.press(str(hand.die.choice(KEYS)))
        await hand.page.locator(f'input[name=ticket][value="{given}"]').wait_for(state="detached")


async def _sent(page: Page) -> None:
    """Wait until nothing waits in the browser; what was refused stays there, and is missed in the end."""
    waits = """() => Object.keys(localStorage).some(place => place.startsWith("waiting ")
        && JSON.parse(localStorage[place]).some(one => !one.refused))"""
    while await page.evaluate(waits):
        await asyncio.sleep(0.2)


def told(moments: Sequence[Moment]) -> str:
    """Give the table."""
    names = ("at s", "pressed", "answered", "lines", "lost", "twice", "torn")
    rows = [" " * 9 + "".join(f"{name:>9}" for name in names)]
    for one in moments:
        counts = (one.pressed, one.answered, one.lines, one.lost, one.twice, one.torn)
        rows.append(f"{one.name:<9}{one.at:>9.1f}" + "".join(f"{count:>9}" for count in counts))
    return "\n".join(rows)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    plan = Plan()
    for name, value in asdict(plan).items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    if why := chromium.missing():
        raise SystemExit(why)
    chosen = Plan(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory(prefix="room-kills-") as folder:
        project = Project(Path(folder) / "room", works=1000)
        for stage in (period, harvest, parse, merge, rank, build):
            stage.run(project.places)
        print(told(run(project, chosen)))


if __name__ == "__main__":
    main()
