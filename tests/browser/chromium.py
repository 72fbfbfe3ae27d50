"""Debian's chromium, driven by Playwright; where one is missing, why nothing is tested."""

from __future__ import annotations

import importlib.util
import shutil

# As root there is no sandbox, and nothing is asked of anybody: no updates, no lists, no telemetry. The maps
# are drawn without a graphics card.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)


def program() -> str:
    """Give the chromium to drive; empty where there is none."""
    return shutil.which("chromium") or ""


def missing() -> str:
    """Say why no browser can be driven here; empty where one can."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed: `make test EXTRAS=dev,e2e` on a fresh .venv has it"
    if not program():
        return "chromium is not installed: on Debian `apt-get install chromium`, as .ci/run does"
    return ""
