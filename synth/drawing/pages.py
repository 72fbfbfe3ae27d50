"""A page with its drawing library inside: it opens without a network, in light and dark, on a phone."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from functools import cache

from synth.drawing import theme
from synth.drawing.theme import Spec

# vega-embed's menu: a picture can be saved; nothing leads to a server.
_OPTIONS: Spec = {
    "renderer": "svg",
    "actions": {"export": True, "source": False, "compiled": False, "editor": False},
    "config": theme.CONFIG,
}
# What DVC's pages call with a place and a chart alone: what all charts share comes in here. A chart
# without data comes from DVC as an empty one.
_DRAW = f"""
window.vegaEmbed = (place, chart) => {{
  if (Object.keys(chart).length) return vegaEmbed(place, chart, {json.dumps(_OPTIONS)});
  document.querySelector(place).textContent = "A plot stands here when there is something to draw.";
}};
"""

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{refresh}<title>{title}</title>
<style>{style}</style>
<script>{library}</script>
</head>
<body>
<h1>{title}</h1>
<p>{note}</p>
<noscript>This page is drawn by the script inside it: allow scripts to see it.</noscript>
<main>
{body}
</main>
</body>
</html>
"""

_STYLE = f"""
body {{ margin: 1rem; font: 1rem/1.5 Helvetica, Arial, sans-serif; color: {theme.INK.light};
  background: {theme.PAPER.light} }}
h1 {{ font-size: 1.25rem }}
main {{ display: grid; gap: 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)) }}
main > div {{ min-width: 0; max-width: 48rem }}
.vega-embed {{ width: 100% }}
.vega-embed svg {{ background: none !important }}
@media (prefers-color-scheme: dark) {{
  body {{ color: {theme.INK.dark}; background: {theme.PAPER.dark} }}
}}
{theme.style()}
"""


def page(title: str, charts: Sequence[Spec], *, note: str = "") -> str:
    """Give a page of charts, one after the other or side by side where there is room."""
    divisions = "\n".join(_division(place, chart) for place, chart in enumerate(charts))
    return _filled(title=html.escape(title), note=html.escape(note), refresh="", body=divisions)


def plots() -> str:
    """
    Give the page that ``dvc plots show`` fills, in place of its own, which loads a library from the net.

    DVC puts its charts for ``{plot_divs}``; without ``{scripts}`` in it, none of its addresses get in.
    """
    note = "What is drawn of the profile demo is synthetic demonstration data, not evidence."
    return _filled(title="Plots", note=note, refresh="{refresh_tag}\n", body="{plot_divs}")


def _division(place: int, chart: Spec) -> str:
    # "</script>" in a text would end the script.
    written = json.dumps({"$schema": theme.SCHEMA, **chart}, ensure_ascii=False).replace("</", "<\\/")
    return f'<div id="chart{place}"></div><script>vegaEmbed("#chart{place}", {written});</script>'


def _filled(**parts: str) -> str:
    return _PAGE.format(style=_STYLE, library=_library(), **parts)


@cache
def _library() -> str:
    """Give Vega, Vega-Lite and vega-embed (BSD 3-Clause), as the package vl-convert-python brings them."""
    import vl_convert  # brings a JavaScript engine along, which nothing else should wait for

    return str(vl_convert.javascript_bundle(_DRAW))
