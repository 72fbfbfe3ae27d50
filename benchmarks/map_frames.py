"""
How smoothly the maps move: Chromium without a graphics card opens each, a mouse pans, a wheel zooms.

    python -m benchmarks.map_frames [--works 1500 --works 50000] [--seconds 5]

A frame is the time from one in which the map was drawn to the next that the browser shows; those in which
nothing moved do not count. As a driver's mouse moves a few times a second only while the machine is busy, the
map is also moved anew in every frame by events the page makes ("every"), so that no frame is quick because
nothing followed. Beside it: bytes of the answers, seconds until the map can be used, JS heap.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import map_literature, serving
from benchmarks.map_literature import Literature
from tests.browser import chromium
from tests.pipeline.project import Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

MAPS = ("topics", "citations")
WINDOW = (1280, 900)
# Notes of each frame whether the map was drawn in it: sigma clears its canvas first.
_WATCH = """() => {
  window.frames_ = [];
  let drawn = false, before = 0;
  const card = WebGL2RenderingContext.prototype, clear = card.clear;
  card.clear = function (...bits) { drawn = true; return clear.apply(this, bits); };
  const frame = (now) => {
    if (before && drawn) window.frames_.push(now - before);
    drawn = false;
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""


# Moves the mouse that is held down in each frame, for so many seconds, and gives how long each frame took.
_EVERY = """([x, y, seconds]) => new Promise((done) => {
  const stage = document.querySelector(".sigma-mouse");
  const frames = [], begun = performance.now();
  let before = 0, step = 0;
  const frame = (now) => {
    if (before) frames.push(now - before);
    before = now;
    step += 1;
    const clientX = x + 240 * Math.sin(step / 25), clientY = y + 120 * Math.sin(step / 16);
    stage.dispatchEvent(new MouseEvent("mousemove", {clientX, clientY, bubbles: true, cancelable: true}));
    if (now - begun < seconds * 1000) requestAnimationFrame(frame);
    else done(frames.slice(2));
  };
  requestAnimationFrame(frame);
})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one map came to: frames in milliseconds, seconds until it was there, bytes, and MiB of heap."""

    works: int
    name: str
    pan: Sequence[float]
    every: Sequence[float]
    zoom: Sequence[float]
    load: float
    sent: int
    heap: float

    def row(self) -> str:
        """Give it as a line of the table."""
        return (
            f"{self.works:>7,} {self.name:<10} {_middle(self.pan):>8.1f} {_late(self.pan):>7.1f}"
            f" {len(self.pan):>6} {_middle(self.every):>8.1f} {_late(self.every):>7.1f}"
            f" {_middle(self.zoom):>9.1f} {_late(self.zoom):>8.1f}"
            f" {self.load:>7.2f} {self.sent / 1e6:>7.2f} {self.heap:>6.0f}"
        )


HEAD = "  works map        pan/ms  p95/ms frames every/ms  p95/ms   zoom/ms   p95/ms  load/s      MB heap/MiB"


def main() -> None:
    """Print one line a map and size."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--works", type=int, action="append")
    asked.add_argument("--seconds", type=float, default=5.0)
    given = asked.parse_args()
    if why := chromium.missing():
        raise SystemExit(why)
    from playwright.sync_api import sync_playwright

    print(HEAD)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=chromium.program(), args=list(chromium.ARGUMENTS)
        )
        for works in given.works or (1_500, 50_000):
            project = Project(Path(folder) / str(works))
            map_literature.write(project.places, Literature(works))
            with serving.synth(project.folder, "--as", "ada") as served:
                for name in MAPS:
                    measured = measure(browser, served.address, name, works=works, seconds=given.seconds)
                    print(measured.row(), flush=True)


def measure(browser: Browser, address: str, name: str, *, works: int, seconds: float) -> Measured:
    """Open one map, pan it with the button held down, zoom it with the wheel."""
    with browser.new_context(viewport={"width": WINDOW[0], "height": WINDOW[1]}) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        sent: list[int] = []
        page.on("response", lambda answer: sent.append(int(answer.headers.get("content-length", 0))))
        begun = time.perf_counter()
        page.goto(f"{address}/evidence/{name}")
        page.locator("#map-frame[data-ready]").wait_for(timeout=120_000)
        load = time.perf_counter() - begun
        page.wait_for_timeout(1_500)
        page.evaluate(_WATCH)
        pan = _pan(page, seconds)
        page.wait_for_timeout(800)
        every = _every(page, seconds)
        page.wait_for_timeout(800)
        return Measured(
            works=works,
            name=name,
            pan=pan,
            every=every,
            zoom=_zoom(page, seconds / 2),
            load=load,
            sent=sum(sent),
            heap=_heap(session),
        )


def _pan(page: Page, seconds: float) -> list[float]:
    x, y = _middle_of(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("frames_.length = 0")
    until, leg = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        # To and fro over more than half of the window; the driver sends the steps by itself.
        leg += 1
        page.mouse.move(x + (240 if leg % 2 else -240), y + (120 if leg % 3 else -120), steps=40)
    frames = list(page.evaluate("frames_"))
    page.mouse.up()
    return frames


def _every(page: Page, seconds: float) -> list[float]:
    x, y = _middle_of(page)
    page.mouse.move(x, y)
    page.mouse.down()
    frames = list(page.evaluate(_EVERY, [x, y, seconds]))
    page.mouse.up()
    return frames


def _zoom(page: Page, seconds: float) -> list[float]:
    page.mouse.move(*_middle_of(page))
    page.evaluate("frames_.length = 0")
    until, step = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        page.mouse.wheel(0, -120 if step % 12 < 6 else 120)
        page.wait_for_timeout(60)
        step += 1
    return list(page.evaluate("frames_"))


def _middle_of(page: Page) -> tuple[float, float]:
    box = page.locator("#map-stage").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"], WINDOW[1] - box["y"]) / 2


def _heap(session: CDPSession) -> float:
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 2**20


def _middle(frames: Sequence[float]) -> float:
    return statistics.median(frames) if frames else float("nan")


def _late(frames: Sequence[float]) -> float:
    return sorted(frames)[int(len(frames) * 0.95)] if frames else float("nan")


if __name__ == "__main__":
    main()
