"""The gap map: two axes against each other, a table that is the picture too; cells lead to their works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.drawing import gaps as drawing
from synth.errors import UserError
from synth.store import built, gaps, selections
from synth.store.gaps import Axis, Gaps, Head
from synth.store.selections import Pair, Selection
from synth.web import charted, pages, tabular
from synth.web.addresses import address, asked
from synth.web.charted import Known, Narrowed, narrowed
from synth.web.pages import page, site

OWN = ("rows", "columns", "order", "empty", "outcome")
MOST = (60, 40)  # rows and columns of the page; the files have all
OTHERS = "Other designs"
ALL = "all"  # the works that reviewers exclude too: the map leaves them out unless it is asked for all
ORDERS = {"book": "as in the codebook", "size": "the fullest first"}
SCOPES = [(outcome or ALL, charted.SCOPES[outcome]) for outcome in (gaps.USUAL.outcome, "included", "")]
ORIGINS = {"": "phrases and people", "person": "people alone"}
FILTERS = {"profession": "Profession", "design": "Study design", "quality": "Quality"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request asks for: works, the two axes, and how they are laid out."""

    selection: Selection
    rows: str
    columns: str
    order: str
    hide: bool

    @property
    def pairs(self) -> list[Pair]:
        """Give what is asked for as it stands in an address."""
        return self.of(self.selection)

    def of(self, selection: Selection) -> list[Pair]:
        """Give the address's parameters for the same map of other works."""
        return [
            *selection.pairs(),
            ("outcome", "" if selection.outcome else ALL),
            ("rows", self.rows),
            ("columns", self.columns),
            ("order", "" if self.order == "book" else self.order),
            ("empty", "hide" if self.hide else ""),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A field of the form that offers a few values."""

    name: str
    label: str
    options: Sequence[Pair]
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A cell of the page: what is in it, its bar, and where it leads."""

    works: int
    retracted: int
    bars: list[drawing.Bar]
    words: str
    address: str


def show(request: Request) -> Response:
    """Answer the gap map."""
    path = site(request).places.evidence
    known = charted.axes(path)
    what, error = _asked(request, known.axes)
    counted = None if error else _read(request, what)
    fitting = counted.cut(*MOST) if counted else None
    return pages.render(
        request,
        "gaps.html",
        status=400 if error else 200,
        error=error,
        asked=what,
        choices=_choices(known, what),
        kept=_kept(what.selection),
        built=built.read(path),
        gaps=fitting,
        whole=counted,
        chosen=charted.dropped(request, "gaps", what.selection, counted.conditions, what.of)
        if counted
        else [],
        everything=address(request, "gaps", what.of(Selection())),
        textures=Markup(drawing.patterns("texture-", classes=True)),  # ours alone, nothing typed is in it
        parts=[words for words, _ in _parts(fitting)] if fitting else [],
        room=drawing.BAR[0],
        cell=partial(_cell, request, what, fitting),
        total=lambda row=None, column=None: address(request, "works_list", _total(what, row, column).pairs()),
        files={kind: address(request, f"gaps_{kind}", what.pairs) for kind in FILES},
    )


def _choices(known: Known, what: Asked) -> dict[str, list[Choice]]:
    """Give what the form lets one choose, before the years and after them."""
    selection = what.selection
    axes = [(axis.axis, axis.named) for axis in known.axes.values()]
    before = [
        Choice(name="rows", label="Rows", options=axes, now=what.rows),
        Choice(name="columns", label="Columns", options=axes, now=what.columns),
        _choice("outcome", "Which works", SCOPES, selection.outcome or ALL),
    ]
    for name, label in FILTERS.items():
        options = [("", "any"), *((head.value, head.label) for head in known.values[name])]
        before.append(_choice(name, label, options, next(iter(getattr(selection, name)), "")))
    after = [
        _choice("origin", "Codes said by", [*ORIGINS.items()], selection.origin),
        Choice(name="order", label="In order", options=[*ORDERS.items()], now=what.order),
    ]
    return {"before": before, "after": after}


def _choice(name: str, label: str, options: list[Pair], now: str) -> Choice:
    """Give a choice that has what is chosen now, also where it came by an address and is none of these."""
    there = now in dict(options)
    return Choice(name=name, label=label, options=options if there else [*options, (now, now)], now=now)


def _kept(selection: Selection) -> list[Pair]:
    """Give the conditions that the form has no field for: they stay when it is sent."""
    fields = {"outcome", "origin", "since", "until", *FILTERS}
    kept = []
    for name, value in selection.pairs():
        if name not in fields:
            kept.append((name, value))
        fields -= {name} & set(FILTERS)  # a field holds one value: the next ones stay too
    return kept


def as_csv(request: Request) -> Response:
    """Answer all cells, the empty ones too, one a line."""
    counted = _counted(request)
    designs = list(counted.designs)
    columns = ["row", "row_label", "column", "column_label", "works", "retracted", *designs]
    return tabular.as_csv(
        "gaps", columns, [line for row in counted.rows for line in _lines(counted, row, designs)]
    )


def as_svg(request: Request) -> Response:
    """Answer the map as a picture that can be enlarged."""
    return tabular.file("gaps.svg", drawing.svg(_picture(request)))


def as_png(request: Request) -> Response:
    """Answer the map as a picture of points."""
    return tabular.file("gaps.png", drawing.png(_picture(request)))


FILES = {"csv": as_csv, "svg": as_svg, "png": as_png}


def _asked(request: Request, known: Mapping[str, Axis]) -> tuple[Asked, str]:
    """Give what is asked for, and what is wrong with it; what is wrong can then be put right in the form."""
    selection, own = gaps.USUAL, dict[str, str]()
    error = ""
    try:
        others, own = asked(request, *OWN)
        outcome = own.get("outcome") or gaps.USUAL.outcome
        asks = selections.read([] if outcome == ALL else [("outcome", outcome)])
        selection = others.having(outcome=asks.outcome)
        order = own.get("order") or "book"
        if order not in ORDERS:
            raise UserError(f"order: {order[:60]!r} is none of {', '.join(ORDERS)}: take one of these")
        if own.get("empty", "") not in ("", "hide"):
            raise UserError(f"empty: {own['empty'][:60]!r} is not known: write hide, or nothing")
    except UserError as wrong:
        error, own = str(wrong), {name: own.get(name, "") for name in ("rows", "columns")}
    rows, columns = _two(known, own.get("rows", ""), own.get("columns", ""))
    made = Asked(
        selection=selection,
        rows=rows,
        columns=columns,
        order=own.get("order") or "book",
        hide=own.get("empty") == "hide",
    )
    try:
        gaps.chosen(known, rows, columns)
    except UserError as wrong:
        error = error or str(wrong)
    return made, error


def _two(known: Mapping[str, Axis], rows: str, columns: str) -> tuple[str, str]:
    """Give the two axes that are asked for; what is not asked for is the first that is another."""
    order = [*(axis for axis in gaps.DEFAULTS if axis in known), *known]
    rows = rows or next(axis for axis in order if axis != columns)
    return rows, columns or next(axis for axis in order if axis != rows)


def _read(request: Request, what: Asked) -> Gaps:
    counted = gaps.read(site(request).places.evidence, what.selection, rows=what.rows, columns=what.columns)
    return counted.ordered("size" if what.order == "size" else "book", hide=what.hide)


def _counted(request: Request) -> Gaps:
    what, error = _asked(request, charted.axes(site(request).places.evidence).axes)
    if error:
        raise UserError(error)
    return _read(request, what)


def _lines(counted: Gaps, row: Head, designs: list[str]) -> list[list[Any]]:
    return [
        [row.value, row.label, column.value, column.label, cell.works, cell.retracted]
        + [cell.designs.get(design, 0) for design in designs]
        for column in counted.columns
        for cell in (counted.cell(row, column),)
    ]


def _parts(counted: Gaps) -> list[tuple[str, tuple[str, ...]]]:
    """Give the legend: its words, and the designs each stands for; the last texture is for all the rest."""
    named: list[tuple[str, tuple[str, ...]]] = [
        (label, (design,)) for design, label in counted.designs.items()
    ]
    most = len(drawing.TEXTURES)
    if len(named) <= most:
        return named
    rest = tuple(design for _, of in named[most - 1 :] for design in of)
    return [*named[: most - 1], (OTHERS, rest)]


def _split(counted: Gaps, designs: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sum(designs.get(one, 0) for one in of) for _, of in _parts(counted))


def _cell(request: Request, what: Asked, counted: Gaps | None, row: Head, column: Head) -> Shown:
    assert counted is not None  # the page has cells only where there is a map
    cell = counted.cell(row, column)
    parts = _split(counted, cell.designs)
    leads_to = narrowed(_narrowed(what, what.rows, row), Narrowed(axis=what.columns, value=column.value))
    return Shown(
        works=cell.works,
        retracted=cell.retracted,
        bars=drawing.bars(parts, largest=counted.largest),
        words=", ".join(
            f"{label}: {count}" for (label, _), count in zip(_parts(counted), parts, strict=True) if count
        ),
        address=address(request, "works_list", leads_to.pairs()),
    )


def _narrowed(what: Asked, axis: str, head: Head) -> Selection:
    return narrowed(what.selection, Narrowed(axis=axis, value=head.value))


def _total(what: Asked, row: Head | None, column: Head | None) -> Selection:
    """Give the works of a row, of a column, or of all cells: whatever they are on the other axis."""
    if row is None and column is None:
        return what.selection.having(axis=(*what.selection.axis, what.rows, what.columns))
    axis, head, other = (what.rows, row, what.columns) if row else (what.columns, column, what.rows)
    assert head is not None
    within = _narrowed(what, axis, head)
    return within.having(axis=(*within.axis, other))


def _picture(request: Request) -> drawing.Picture:
    counted = _counted(request)
    about = built.read(site(request).places.evidence)
    notes = [
        f"{counted.both:,} works stand in {counted.entries:,} cells: one with two codes stands in two.",
        f"As of {about.as_of or 'an unknown day'}, codebook version {about.codebook}, synth {about.version}.",
    ]
    told = "; ".join(condition.words for condition in counted.conditions)
    notes += [f"Works {told}."] if told else []
    notes += ["Synthetic demonstration data, not evidence."] if pages.desk(request).synthetic else []
    return drawing.Picture(
        title=f"{counted.row_axis.label} × {counted.column_axis.label}",
        notes=notes,
        rows=[row.label for row in counted.rows],
        columns=[column.label for column in counted.columns],
        cells=[
            [
                drawing.Cell(parts=_split(counted, cell.designs), retracted=cell.retracted)
                for column in counted.columns
                for cell in (counted.cell(row, column),)
            ]
            for row in counted.rows
        ],
        parts=[words for words, _ in _parts(counted)],
    )


ROUTES = (
    Route("/evidence/gaps", page(show), name="gaps"),
    *(Route(f"/evidence/gaps.{kind}", page(answer), name=f"gaps_{kind}") for kind, answer in FILES.items()),
)
