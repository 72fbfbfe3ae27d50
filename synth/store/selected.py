"""What a selection comes to: its works page by page, how many, and its conditions in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from synth.errors import UserError
from synth.store import questions, selecting, warehouse
from synth.store.questions import Result
from synth.store.selections import Selection
from synth.store.statements import Statement

Row = Mapping[str, Any]

PAGE = 50  # works of a page
NEWEST = "-year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition: as it stands in an address, and in words that go on from "works …"."""

    name: str
    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The works of a selection, one page of them, with the statement that lists them all."""

    statement: Statement
    works: int
    retracted: int
    rows: list[Row]
    conditions: list[Condition]
    outside: list[str]  # publications that are not here and make the link too


def find(path: Path, selection: Selection, *, order: str = NEWEST, page: int = 1) -> Found:
    """Give a page of the works. Raises UserError for an order or a page there is none of."""
    statement = selecting.works(selection, order=checked(order))
    with warehouse.locked(path) as connection, warehouse.understood(path):
        (counted,) = ask(connection, selecting.count(selection))
        last = max(1, -(-counted["works"] // PAGE))
        if not 1 <= page <= last:
            raise UserError(f"page: {page} is not there: the pages are 1 to {last}")
        return Found(
            statement=statement,
            works=counted["works"],
            retracted=counted["retracted"],
            rows=ask(
                connection, selecting.page(selection, order=order, most=PAGE, skipped=PAGE * (page - 1))
            ),
            conditions=conditions(connection, selection),
            outside=_outside(connection, selection),
        )


def everything(path: Path, selection: Selection, *, order: str = NEWEST) -> Result:
    """Give all works of a selection as the statement gives them."""
    statement = selecting.works(selection, order=checked(order))
    with warehouse.locked(path) as connection, warehouse.understood(path):
        return questions.fetch(connection, statement.text, statement.bound())


def checked(order: str) -> str:
    """Give an order back; raises UserError where there is no such order."""
    if order.removeprefix("-") not in selecting.ORDERS:
        raise UserError(
            f"sort: {order[:60]!r} is none of {', '.join(selecting.ORDERS)} (with - from last to first)"
        )
    return order


def ask(connection: duckdb.DuckDBPyConnection, statement: Statement) -> list[Row]:
    """Give the rows of a statement, each by the names of its columns."""
    result = questions.fetch(connection, statement.text, statement.bound())
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def _outside(connection: duckdb.DuckDBPyConnection, selection: Selection) -> list[str]:
    if selection.link != "coupling":
        return []
    text = """
        select identifier
        from link_works($link, $one, $other)
        where identifier is not null
        order by identifier
    """
    given: dict[str, Any] = {"link": selection.link, "one": selection.one, "other": selection.other}
    return [row["identifier"] for row in ask(connection, Statement(text=text, values=given))]


# How a condition goes on from "works"; {} is what it is called.
SAID = {
    "code": "coded “{}”",
    "axis": "that say something of “{}”",
    "topic": "on the topic “{}”",
    "community": "of the citation community “{}”",
    "profession": "about people of the profession “{}”",
    "level": "about people at the level “{}”",
    "design": "with a study design that is “{}”",
    "quality": "of quality “{}”, as coders find it",
    "country": "from {}",
    "journal": "in the journal “{}”",
    "cites": "that cite “{}”",
    "cited_by": "that “{}” cites",
    "words": "with the words “{}” in title, abstract or keywords",
    "year": "of the year {}",
    "since": "of the year {} or later",
    "until": "of the year {} or earlier",
}
FIXED = {
    ("origin", "person"): "where a person says so of each code",
    ("origin", "phrase"): "where a phrase says so of each code, and no person",
    ("outcome", "included"): "that the reviewers include",
    ("outcome", "excluded"): "that the reviewers exclude",
    ("outcome", "not excluded"): "that the reviewers do not exclude",
    ("outcome", "conflict"): "on which the reviewers disagree",
    ("outcome", "maybe"): "that the reviewers are in doubt about",
    ("outcome", "open"): "that do not have all their votes yet",
    ("status", "retracted"): "that were retracted",
    ("status", "concern"): "with an expression of concern",
    ("status", "corrected"): "that were corrected",
    ("status", "clean"): "of which a source that would know has no notice",
    ("status", "unknown"): "of whose standing no source knows",
    ("path", "main"): "on the main path of citations",
    ("burst", "1"): "that had a burst of citations",
    ("map", "topics"): "on the topic map",
    ("map", "citations"): "on the citation map",
}
LINKED = {
    "direct": "that make the link: “{}” and “{}”, where one cites the other",
    "co-citation": "that cite both “{}” and “{}”",
    "coupling": "that both “{}” and “{}” cite",
}
# Where the name of what a condition means stands.
LABELS = {
    "code": "select code as id, label from codebook where code in (select unnest($ids))",
    "axis": "select axis as id, label from axes where axis in (select unnest($ids))",
    "topic": "select topic as id, label from topics where topic in (select unnest($ids))",
    "community": "select community as id, label from communities where community in (select unnest($ids))",
    **dict.fromkeys(
        ("cites", "cited_by", "link"),
        "select work as id, title as label from works where work in (select unnest($ids))",
    ),
}
NOT_HERE = {
    "code": "not in the codebook",
    "axis": "no such axis",
    "topic": "no such topic",
    "community": "no such community",
    **dict.fromkeys(("cites", "cited_by", "link"), "not in this warehouse"),
}


def conditions(connection: duckdb.DuckDBPyConnection, selection: Selection) -> list[Condition]:
    """Give each condition in plain words; what it names is looked up, and told where it is not there."""
    told = []
    for name, value in selection.pairs():
        if name in ("one", "other", "lasso"):
            continue  # told with the link, and with the map
        words = FIXED.get((name, value)) or SAID.get(name, "{}").format(_called(connection, name, [value])[0])
        if name == "link":
            words = LINKED[value].format(*_called(connection, name, [selection.one, selection.other]))
        if name == "map" and selection.lasso:
            words += f", inside what was drawn there ({len(selection.lasso)} corners)"
        told.append(Condition(name=name, value=value, words=words))
    return told


def _called(connection: duckdb.DuckDBPyConnection, name: str, ids: list[str]) -> list[str]:
    if name not in LABELS:
        return ids
    rows = connection.execute(LABELS[name], {"ids": ids}).fetchall()
    labels = {row[0]: row[1] or row[0] for row in rows}
    return [labels.get(one, f"{one} ({NOT_HERE[name]})") for one in ids]
