"""Which records are compared at all: those that share a key and whose titles could agree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

import duckdb

from synth.dedup.traits import Traits

HEAD = 30  # letters of a title's beginning or end
COLUMNS = ("record", "key", "telling", "fresh", "mark", "place", "crowd", "turn")
CHUNK = 50_000  # keys that are handed over at a time
MEMORY = "1GB"  # of DuckDB; what does not fit is an error, not a file

_TABLE = """
create table keys (
    record integer, key ubigint, telling boolean, fresh boolean, mark ubigint, place ubigint,
    crowd integer, turn tinyint
)
"""
_KEYS = """
insert into keys
select record, hash(key), telling, fresh, mark, if(place = '', null, hash(place)), crowd, turn
from (
    select
        unnest($record::integer[]) as record,
        unnest($key::varchar[]) as key,
        unnest($telling::boolean[]) as telling,
        unnest($fresh::boolean[]) as fresh,
        unnest($mark::ubigint[]) as mark,
        unnest($place::varchar[]) as place,
        unnest($crowd::integer[]) as crowd,
        unnest($turn::tinyint[]) as turn
)
"""
# Pairs that share a key. A key that tells much (a first author on a page of a volume, the beginning of an
# abstract) is enough; with others, three fifths of the shorter title's words must be in the other title, or
# four where the two stand on different pages, which few records of one publication do. Of a crowd that says
# the same in everything (turns 0, 1, 2) the many are compared with the first alone, not among themselves.
_PAIRS = """
with pairs as (
    select least(a.record, b.record) as one, greatest(a.record, b.record) as other
    from keys as a
    join keys as b on a.key = b.key and a.record != b.record
    where b.fresh
      and (a.record < b.record or not a.fresh)
      and coalesce(a.turn + b.turn < if(a.crowd = b.crowd, 3, 4), true)
      and (
          a.telling or b.telling
          or bit_count(a.mark & b.mark) >= least(bit_count(a.mark), bit_count(b.mark))
              * case when a.place != b.place then 0.8 else 0.6 end
      )
)
select distinct one, other from pairs order by one, other
"""


def pairs(traits: Sequence[Traits], *, new: Collection[int] | None = None) -> list[tuple[int, int]]:
    """
    Give the places of the records to compare, the smaller first, in order.

    Whether two records are compared follows from these two alone (and their turns, in a crowd), so that what
    is added later changes nothing. ``new``: only pairs that have one of these places.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": 1,
        "temp_directory": "",
    }
    fresh = range(len(traits)) if new is None else new
    with duckdb.connect(config=settings) as connection:
        connection.execute(_TABLE)
        rows = _rows(traits, fresh)
        while chunk := list(islice(rows, CHUNK)):
            columns = map(list, zip(*chunk, strict=True))
            connection.execute(_KEYS, dict(zip(COLUMNS, columns, strict=True)))
        return connection.execute(_PAIRS).fetchall()


def keys(one: Traits) -> list[str]:
    """Give the keys of a record: two that have none in common are not compared."""
    return [key for key, _, _ in _marked(one)]


def _rows(traits: Sequence[Traits], fresh: Collection[int]) -> Iterator[tuple[str | bool | int | None, ...]]:
    """Give a row a key, as COLUMNS says: all of the fresh records, and of the others what these have too."""
    wanted = set()
    for number in fresh:
        for key, telling, mark in _marked(traits[number]):
            wanted.add(key)
            yield number, key, telling, True, mark, *_standing(traits[number])
    for number, one in enumerate(traits):
        if number not in fresh:
            for key, telling, mark in _marked(one):
                if key in wanted:
                    yield number, key, telling, False, mark, *_standing(one)


def _standing(one: Traits) -> tuple[str, int | None, int | None]:
    """Give where a record stands: on its page, and in its crowd."""
    return (_place(one), one.turn.crowd, one.turn.number) if one.turn else (_place(one), None, None)


def _marked(one: Traits) -> Iterator[tuple[str, bool, int]]:
    """Give the keys of a record, whether each is enough by itself, and the bits that must agree else."""
    for key, telling in _keys(one):
        yield key, telling, one.mark
    for doi in sorted(one.ids.get("doi", ())):  # the title may be misspelt in every word
        yield f"{doi} misspelt", False, one.openings


def _place(one: Traits) -> str:
    first, _ = one.pages
    return f"{one.volume} {first}" if one.volume and first else ""


def _keys(one: Traits) -> Iterator[tuple[str, bool]]:
    """Give the keys of a record, and of each whether it is enough by itself."""
    first, place = one.pages[0], _place(one)
    for known in one.ids.values():
        for identifier in sorted(known):
            yield identifier, not identifier.startswith("doi:")
            if one.families:  # whatever the title: it may have been translated
                yield f"{identifier} {one.families[0]}", True
    if place and one.families:
        yield f"{one.families[0]} {place}", True
    if one.families and one.year:
        # The first author, and the first by the alphabet, whatever their order.
        for family in dict.fromkeys((one.families[0], min(one.families))):
            yield f"{family} {one.year}", False
    if place:
        yield place, False
    for _, target in one.relations:
        yield target, True
    if one.chapter:
        yield one.chapter, True
    if one.book and one.key:
        yield one.key, True
    if len(one.abstract) >= 100:
        yield one.abstract[:100], True
    for title in one.titles:
        if one.stock:
            yield f"{title.key} {one.volume or one.year} {first}", False
            continue
        yield title.key, False
        # Other endings, then other spellings: the longest words are the rarest.
        yield title.key[:HEAD], False
        words = sorted(sorted(set(title.content)), key=len, reverse=True)
        yield " ".join(words[:3]), False
        if one.year:
            yield f"{' '.join(words[:2])} {one.year}", False
            yield f"{title.key[-HEAD:]} {one.year}", False
