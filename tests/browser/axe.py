"""What axe-core holds against a page; .ci/run fetches it into .venv."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.pipeline.project import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

_FILES = sorted((ROOT / ".venv").glob("axe-*.min.js"))
MISSING = "" if _FILES else "axe-core is not here: .ci/run fetches it where npm can"
_ASK = """() => axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
})"""


def severe(page: Page) -> list[tuple[str, str, list[str]]]:
    """Give what is serious or critical: the rule, what it asks, and the first places that break it."""
    page.evaluate(_FILES[-1].read_text(encoding="utf-8"))
    told: dict[str, Any] = page.evaluate(_ASK)
    return [
        (found["id"], found["help"], [node["html"][:150] for node in found["nodes"][:3]])
        for found in told["violations"]
        if found["impact"] in ("serious", "critical")
    ]
