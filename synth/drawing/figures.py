"""A figure, one panel or several, as the bytes of a file: by the file's suffix."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from synth.drawing import pages, theme
from synth.drawing.theme import Spec
from synth.errors import UserError

WIDE, SMALL = (560, 360), (270, 200)  # pixels of one panel alone, and of one among others


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    A title, a note below it (that data are synthetic, for example), and its panels.

    A panel is a Vega-Lite specification, data included, without size, config or schema: what a file
    needs of these is added when it is drawn.
    """

    title: str
    panels: tuple[Spec, ...]
    note: str = ""


def draw(figure: Figure, name: str) -> bytes:
    """Give the bytes of a file of this name. Raises UserError for a suffix that is not in FORMS."""
    return FORMS[suffix(name)](figure)


def suffix(name: str) -> str:
    """Give the suffix of a file that can be drawn; raises UserError where it cannot."""
    found = PurePath(name).suffix.lower()
    if found not in FORMS:
        raise UserError(f"{name}: a picture is written as {', '.join(FORMS)}: name the file so")
    return found


def _svg(figure: Figure) -> bytes:
    import vl_convert  # brings a JavaScript engine along, which nothing else should wait for

    drawn = str(vl_convert.vegalite_to_svg(_whole(figure)))
    head = f"<title>{html.escape(_said(figure))}</title><style>{theme.style()}</style>"
    return drawn.replace(">", ">" + head, 1).encode()


def _png(figure: Figure) -> bytes:
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(_whole(figure), scale=2))


def _html(figure: Figure) -> bytes:
    said = _said(figure)
    charts = [{"description": said, **panel, **_sized("container", 280)} for panel in figure.panels]
    return pages.page(figure.title, charts, note=figure.note).encode()


def _whole(figure: Figure) -> Spec:
    """Give one specification of all panels, in rows of as many as make the figure about square."""
    title = {"text": figure.title, "subtitle": figure.note}
    head: Spec = {"$schema": theme.SCHEMA, "config": theme.CONFIG, "title": title}
    if len(figure.panels) == 1:
        (panel,) = figure.panels
        return {**panel, **_sized(*WIDE), **head}
    columns = min(4, round(len(figure.panels) ** 0.5 + 0.4))
    return {**head, "columns": columns, "concat": [{**panel, **_sized(*SMALL)} for panel in figure.panels]}


def _said(figure: Figure) -> str:
    """Give what a screen reader says of the picture."""
    return f"{figure.title}. {figure.note}".strip()


def _sized(width: int | str, height: int) -> Spec:
    return {"width": width, "height": height}


FORMS: dict[str, Callable[[Figure], bytes]] = {".svg": _svg, ".png": _png, ".html": _html}
