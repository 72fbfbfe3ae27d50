"""What the two maps on the site show: places, groups and links of works, and the tables that say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from synth.errors import UserError
from synth.store import selecting, selections, warehouse

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """One of the maps: which works lie where, the groups they fall into, and the tables that say the same."""

    name: str
    group: str  # what its groups are called in an address: topic or community
    places: str  # the table of places
    points: str
    groups: str
    tables: Mapping[str, str]


# All works with a place, in one order that titles, decisions and links follow. `cited` is how often other
# works here cite it.
_POINTS = """
    select places.work, places.x, places.y, works.year, works.status, {group} as "group",
           coalesce(measures.cited_here, 0) as cited
    from {places} as places
    join works on works.work = places.work
    left join citation_measures as measures on measures.work = places.work
    {joined}
    order by places.work
"""
_TITLES = """
    select works.title
    from {places} as places
    join works on works.work = places.work
    order by places.work
"""
_ACCOUNTS = """
    select evidence.title, evidence.authors, evidence.venue, evidence.outcome
    from {places} as places
    join evidence on evidence.work = places.work
    order by places.work
"""
_WORKS = "select work from {places} order by work"
_PROFESSIONS = "select work, profession from work_professions order by work, profession"
_MEMBERSHIPS = "select work, topic from work_topics where not main order by work, topic"
_PATH = "select cited, citing from main_path where kind = 'global' order by place, cited, citing"
_FACTS = """
    select count(*) as works, count(places.work) as placed, min(works.year) as first_year,
           max(works.year) as last_year,
           (select "value" from about where "key" = 'as_of') as as_of,
           (select "value" from about where "key" = 'synthetic') as synthetic,
           (select list(distinct profession order by profession) from work_professions) as professions
    from works
    left join {places} as places on places.work = works.work
"""
_FOUND = """
    select places.work
    from {places} as places
    join selected on selected.work = places.work
    order by places.work
"""

TOPICS = Map(
    name="topics",
    group="topic",
    places="topic_places",
    points=_POINTS.format(
        places="topic_places",
        group="main.topic",
        joined="left join work_topics as main on main.work = places.work and main.main",
    ),
    groups="select topic as id, label, works, x, y from topics order by place",
    tables={
        "groups": """
            select topics.topic, topics.label, topics.description, topics.terms, topics.works,
                   (select count(*) from work_topics where work_topics.topic = topics.topic) as members,
                   topics.coherence, topics.stability, topics.since, rising.trend, rising.growth,
                   rising.low, rising.high, rising.recent, rising.before, rising.last_year
            from topics
            left join rising_topics as rising on rising.topic = topics.topic
            order by topics.place
        """,
        "central": """
            with listed as (
                select topic, unnest(central) as work, generate_subscripts(central, 1) as place
                from topics
            )
            select listed.topic, listed.work, coalesce(nullif(works.title, ''), listed.work) as title,
                   works.year, works.status
            from listed
            join works on works.work = listed.work
            where listed.place <= 3
            order by listed.topic, listed.place
        """,
        "growth": """
            select topic, year, works
            from topic_growth
            where year is not null
            order by topic, year
        """,
        "drift": """
            select change, topic, other, works, shared, label, words
            from topic_drift
            order by array_position(['new', 'split', 'merged', 'vanished', 'kept'], change), topic, other
        """,
        "numbers": "select topics, stability, coherence, chosen from topic_numbers order by topics",
    },
)
CITATIONS = Map(
    name="citations",
    group="community",
    places="citation_places",
    points=_POINTS.format(places="citation_places", group="measures.community", joined=""),
    groups="""
        select communities.community as id, communities.label, communities.works,
               median(places.x) as x, median(places.y) as y
        from communities
        left join citation_measures as measures on measures.community = communities.community
        left join citation_places as places on places.work = measures.work
        group by all
        order by any_value(communities.place)
    """,
    tables={
        "groups": """
            select community, label, terms, works, inside, since
            from communities
            order by place
        """,
        "path": """
            select path.place, path.cited, path.citing, path.traversals, path.share,
                   coalesce(nullif(one.title, ''), path.cited) as cited_title, one.year as cited_year,
                   one.status as cited_status,
                   coalesce(nullif(other.title, ''), path.citing) as citing_title, other.year as citing_year,
                   other.status as citing_status
            from main_path as path
            join works as one on one.work = path.cited
            join works as other on other.work = path.citing
            where path.kind = 'global'
            order by path.place, path.cited, path.citing
        """,
        "central": """
            select measures.work, coalesce(nullif(works.title, ''), measures.work) as title, works.year,
                   works.status, measures.cited_here, measures.references_here, measures.pagerank,
                   measures.betweenness
            from citation_measures as measures
            join works on works.work = measures.work
            order by measures.pagerank desc, measures.work
            limit 20
        """,
        "links": """
            with weighed as (
                select kind, one, other, shared, strength, strength * ln(1 + shared) as weight
                from links
            ),
            strongest as (  -- one kind after the other: so no more than these few are put in order
                (from weighed where kind = 'co-citation' order by weight desc, one, other limit 15)
                union all
                (from weighed where kind = 'coupling' order by weight desc, one, other limit 15)
            )
            select strongest.kind, strongest.one, strongest.other, strongest.shared, strongest.strength,
                   coalesce(nullif(first.title, ''), strongest.one) as one_title,
                   coalesce(nullif(second.title, ''), strongest.other) as other_title
            from strongest
            join works as first on first.work = strongest.one
            join works as second on second.work = strongest.other
            order by strongest.kind, strongest.weight desc, strongest.one, strongest.other
        """,
        "bursts": """
            select bursts.work, coalesce(nullif(works.title, ''), bursts.work) as title, works.year,
                   works.status, bursts.first_year, bursts.last_year, bursts.strength, bursts.citations
            from bursts
            join works on works.work = bursts.work
            order by bursts.strength desc, bursts.work, bursts.first_year
            limit 20
        """,
        "suggestions": """
            select identifier, works, included, share
            from suggestions
            order by included desc, works desc, identifier
            limit 20
        """,
        "facts": "select fact, value, words from citation_facts order by fact",
    },
)
MAPS = {one.name: one for one in (TOPICS, CITATIONS)}

_COVERAGE = """
    select scope, works, with_references, share, "references", references_here
    from citation_coverage
    order by scope
"""
KINDS = ("direct", "co-citation", "coupling")
MOST_LINKS = 3000  # that are drawn at once: more is a grey cloud, and slow without a graphics card
# The strongest links of a kind, or all that a work has; of direct ones those between the works that count
# most in the graph. A strong link with little behind it (one shared reference of one) is no strong link.
_LINKS = """
    with every as (
        select kind, one, other, shared, strength
        from links
        union all
        select 'direct', citations.citing, citations.cited, 1,
               coalesce(one.pagerank, 0) + coalesce(other.pagerank, 0)
        from citations
        left join citation_measures as one on one.work = citations.citing
        left join citation_measures as other on other.work = citations.cited
    )
    select one, other, shared, strength
    from every
    where kind = $kind and ($work is null or $work in (one, other))
    order by strength * ln(1 + shared) desc, one, other
    limit $most
"""


class Atlas:
    """The maps of one warehouse, as long as it is open."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def points(self, which: Map) -> dict[str, list[Any]]:
        """Give the works of a map by column: work, x, y (-1 … 1), year, status, group, cited."""
        return self._columns(which.points)

    def groups(self, which: Map) -> list[Row]:
        """Give topics or communities, the largest first: id, label, works, and where their middle is."""
        return self._rows(which.groups)

    def facts(self, which: Map) -> Row:
        """Give how many works there are and have a place, their years and professions, and as of when."""
        return self._rows(_FACTS.format(places=which.places))[0]

    def works(self, which: Map) -> list[str]:
        """Give the works in the order of ``points``."""
        return list(self._columns(_WORKS.format(places=which.places))["work"])

    def path(self, which: Map) -> list[Row]:
        """Give the steps of the main path, the oldest first; the topic map has none."""
        return self._rows(_PATH) if which is CITATIONS else []

    def memberships(self, which: Map) -> list[tuple[str, str]]:
        """Give the works that belong to a topic beside their main one; a community is one's only."""
        columns = self._columns(_MEMBERSHIPS) if which is TOPICS else {"work": [], "topic": []}
        return list(zip(columns["work"], columns["topic"], strict=True))

    def titles(self, which: Map) -> list[str]:
        """Give the titles of the works in the order of ``points``."""
        return list(self._columns(_TITLES.format(places=which.places))["title"])

    def accounts(self, which: Map) -> dict[str, list[Any]]:
        """Give title, authors, venue and outcome of the works, by column, in the order of ``points``."""
        return self._columns(_ACCOUNTS.format(places=which.places))

    def professions(self) -> list[tuple[str, str]]:
        """Give each work with each profession it is about."""
        columns = self._columns(_PROFESSIONS)
        return list(zip(columns["work"], columns["profession"], strict=True))

    def found(self, which: Map, text: str) -> list[str]:
        """
        Give the works on a map in whose title, abstract or keywords every word of a text begins a word.

        As the list of works finds them; raises UserError for a text that is too long for it.
        """
        if not any(sign.isalnum() for sign in text):
            return []
        selection = selections.read([("words", text)])
        statement = selecting.whole(selection, _FOUND.format(places=which.places))
        return list(self._columns(statement.text, **statement.bound())["work"])

    def links(self, kind: str, *, work: str | None = None, most: int = MOST_LINKS) -> dict[str, list[Any]]:
        """Give links by column, the strongest first; raises UserError for a kind there is not."""
        if kind not in KINDS:
            raise UserError(f"there are no links of the kind {kind!r}: ask for {', '.join(KINDS)}")
        return self._columns(_LINKS, kind=kind, work=work, most=most)

    def tables(self, which: Map) -> dict[str, list[Row]]:
        """Give what the tables beside a map say."""
        return {name: self._rows(statement) for name, statement in which.tables.items()}

    def coverage(self) -> dict[str, Row]:
        """Give how many works have known references: of all works and of the included ones."""
        return {row["scope"]: row for row in self._rows(_COVERAGE)}

    def _rows(self, statement: str, **values: Any) -> list[Row]:
        columns = self._columns(statement, **values)
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]

    def _columns(self, statement: str, **values: Any) -> dict[str, list[Any]]:
        found = self._connection.execute(statement, values or None)
        names = [column[0] for column in found.description or ()]
        rows = found.fetchall()
        return {name: [row[place] for row in rows] for place, name in enumerate(names)}


@contextmanager
def opened(path: Path) -> Iterator[Atlas]:
    """Open the maps of a warehouse; raises WarehouseError where it is missing, or of before the maps."""
    with warehouse.understood(path), warehouse.locked(path) as connection:
        yield Atlas(connection)
