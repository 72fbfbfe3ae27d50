"""The tables that the stages topics and citations write, and what they keep for the next run."""

from __future__ import annotations

from synth.store.columns import Table

# One row a topic. Its id stays with it from refresh to refresh; `place` orders today's by size. `terms` set
# it apart, strongest first; `central` are its most typical works. `coherence` and `stability` lie from -1
# and 0 to 1.
TOPICS = Table(
    name="topics",
    columns={
        "topic": "varchar",
        "place": "integer",
        "label": "varchar",
        "description": "varchar",
        "terms": "varchar[]",
        "weights": "double[]",
        "central": "varchar[]",
        "works": "integer",
        "coherence": "double",
        "stability": "double",
        "since": "date",
        "x": "double",
        "y": "double",
    },
    order=("place",),
)
# One row for each work and topic it belongs to; weights of a work add up to at most 1; `main`: its
# strongest.
WORK_TOPICS = Table(
    name="work_topics",
    columns={"work": "varchar", "topic": "varchar", "weight": "double", "main": "boolean"},
    order=("work", "topic"),
)
# What became of the topics of the last refresh. `change`: kept, new, split, merged, vanished.
TOPIC_DRIFT = Table(
    name="topic_drift",
    columns={
        "change": "varchar",
        "topic": "varchar",
        "other": "varchar",
        "works": "integer",
        "shared": "integer",
        "label": "varchar",
        "words": "varchar",
    },
    order=("change", "topic", "other"),
)
# How the number of topics was chosen: what each number tried came to.
TOPIC_NUMBERS = Table(
    name="topic_numbers",
    columns={
        "topics": "integer",
        "stability": "double",
        "coherence": "double",
        "chosen": "boolean",
    },
    order=("topics",),
)
# Places on the two maps, each axis from -1 to 1; `moved` is how far from its place at the last build, in
# widths of the map; empty: it was not there.
PLACES = {"work": "varchar", "x": "double", "y": "double", "moved": "double"}
TOPIC_PLACES = Table(name="topic_places", columns=PLACES, order=("work",))
CITATION_PLACES = Table(name="citation_places", columns=PLACES, order=("work",))
# The works that topics are made of, where `topics.scope` is "included"; empty: all. Written by rank, so
# that a vote reruns the topics only where it changes which works these are.
SCOPED = Table(name="scoped", columns={"work": "varchar"}, order=("work",))

# One row a work: what the citation graph says of it. `betweenness` is normalised to 0 … 1.
CITATION_MEASURES = Table(
    name="citation_measures",
    columns={
        "work": "varchar",
        "references_here": "integer",
        "cited_here": "integer",
        "pagerank": "double",
        "betweenness": "double",
        "community": "varchar",
    },
    order=("work",),
)
# One row a community; its id stays with it from refresh to refresh.
COMMUNITIES = Table(
    name="communities",
    columns={
        "community": "varchar",
        "place": "integer",
        "label": "varchar",
        "terms": "varchar[]",
        "works": "integer",
        "inside": "double",  # the share of its citations that stay inside
        "since": "date",
    },
    order=("place",),
)
# Co-citation and bibliographic coupling: the strongest links of each work. `shared` counts the works that
# cite both, or the references both have; `strength` is that over the geometric mean of what each has
# (Salton).
LINKS = Table(
    name="links",
    columns={
        "kind": "varchar",
        "one": "varchar",
        "other": "varchar",
        "shared": "integer",
        "strength": "double",
    },
    order=("kind", "one", "other"),
)
# The main path (search path count), step by step from the oldest; `traversals` in figures, as they can be
# huge.
MAIN_PATH = Table(
    name="main_path",
    columns={
        "kind": "varchar",  # global, or key route
        "place": "integer",
        "cited": "varchar",
        "citing": "varchar",
        "traversals": "varchar",
        "share": "double",  # of all paths
    },
    order=("kind", "place", "cited", "citing"),
)
# Bursts of citations (Kleinberg 2002): from which year to which a work was cited much more than before.
BURSTS = Table(
    name="bursts",
    columns={
        "work": "varchar",
        "first_year": "integer",
        "last_year": "integer",
        "strength": "double",
        "citations": "integer",
    },
    order=("work", "first_year"),
)
# What was left out or estimated, in one row a fact: betweenness sampled, cycles opened, links kept.
CITATION_FACTS = Table(
    name="citation_facts",
    columns={"fact": "varchar", "value": "double", "words": "varchar"},
    order=("fact",),
)

MAPPED = (TOPICS, WORK_TOPICS, TOPIC_DRIFT, TOPIC_NUMBERS, TOPIC_PLACES)
CITED = (CITATION_MEASURES, COMMUNITIES, LINKS, MAIN_PATH, BURSTS, CITATION_FACTS, CITATION_PLACES)
