import re
import shutil
import subprocess
from pathlib import Path

import pytest

from synth.drawing import pages
from synth.drawing.theme import Spec

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Names of namespaces and schemas, a link that is switched off, and a comment; none is ever loaded.
NAMED = {"www.w3.org", "vega.github.io", "github.com"}
CHART: Spec = {
    "width": "container",
    "data": {"values": [{"x": 1}]},
    "mark": "point",
    "encoding": {"x": {"field": "x", "title": "a word of its own"}},
}


def hosts(page: str) -> set[str]:
    return set(re.findall(r"https?://([\w.-]+)", page))


def test_a_page_loads_nothing() -> None:
    page = pages.page("A title", [CHART])
    assert hosts(page) <= NAMED
    assert "<script src" not in page
    assert "<link" not in page


def test_what_a_chart_says_cannot_become_markup() -> None:
    page = pages.page("<b>bold</b>", [{**CHART, "title": "</script><script>alert(1)"}], note="<i>")
    assert "<b>" not in page
    assert "<p>&lt;i&gt;</p>" in page
    assert page.count("</script>") == 2


def test_the_page_for_dvc_has_room_for_charts_and_none_for_scripts_from_the_net() -> None:
    page = pages.plots()
    assert page.count("{plot_divs}") == 1
    assert "{scripts}" not in page
    assert hosts(page) <= NAMED
    assert "synthetic demonstration data" in page


@pytest.mark.skipif(BROWSER is None, reason="no Chromium here to open the page with")
def test_a_browser_without_a_network_draws_the_page(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(pages.page("A title", [CHART, CHART]), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000", "--dump-dom"]
    offline = "--host-resolver-rules=MAP * ~NOTFOUND"
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    done = subprocess.run(
        [str(BROWSER), *options, offline, profile, file.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert len(re.findall(r">a word of its own</text>", done.stdout)) == 2
    assert ">Save as SVG</a>" in done.stdout
    assert ">Open in Vega Editor</a>" not in done.stdout
