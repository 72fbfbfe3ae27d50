"""What the tests in a browser share: one built project for all, a browser for each module."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import chromium
from tests.browser.room import Room, Written
from tests.pipeline.project import STAGES, Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

WORKS = 300
PATIENCE = 15_000  # milliseconds until something awaited is held to be missing


@pytest.fixture(scope="session")
def literature(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demonstration once, also where several processes run the tests."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    built = base / "literature"
    with (base / "literature.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            project = Project(base / "literature.part", works=WORKS)
            for stage in STAGES:
                stage.run(project.places)
            project.folder.rename(built)
    return built


@pytest.fixture(scope="module")
def room(literature: Path, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Give a module's tests a room to share: a server takes seconds to start."""
    return Room(tmp_path_factory.mktemp("room") / "room", like=literature)


@pytest.fixture
def written(room: Room) -> Written:
    """Give what a reviewer's file holds beyond what earlier tests wrote into it."""
    before = {file.stem: len(room.lines(file.stem)) for file in room.log.glob("*.jsonl")}
    return lambda by: room.lines(by)[before.get(by, 0) :]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if why := chromium.missing():
        pytest.skip(why)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium.program(), args=list(chromium.ARGUMENTS)
        )
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as context:
        context.set_default_timeout(PATIENCE)
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
