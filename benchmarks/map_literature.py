"""
A made-up literature of any size with places, topics, communities and links, to try the maps on.

It says nothing about belonging and knows no pipeline: the tables are written as the stages would write them,
so that a map of 50,000 works can be opened without harvesting one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy
from numpy.typing import NDArray

from synth.paths import Places
from synth.stages import build, period
from synth.store import tables

Row = dict[str, Any]

_SETTINGS = (
    "placement",
    "rural practice",
    "simulation",
    "theatre",
    "clerkship",
    "residency",
    "online study",
    "primary care",
)
_MATTERS = (
    "belonging",
    "mentoring",
    "first year",
    "identity",
    "bullying",
    "peer support",
    "international students",
    "burnout",
)
_WHO = (
    ("nursing", "Nursing students"),
    ("medicine", "Medical students"),
    ("pharmacy", "Pharmacists"),
    ("midwifery", "Midwives"),
    ("dentistry", "Dental students"),
)
_STATUS = ("clean", "corrected", "concern", "retracted", "unknown")
_ESTIMATED = "Betweenness is an estimate from 500 works drawn at random."
YEARS = (1990, 2026)
TOPICS = 24


class Literature:
    """Works, where they lie, what they are about and whom they cite, all drawn from one seed."""

    def __init__(self, works: int, *, seed: int = 1) -> None:
        self.works = works
        self._dice = numpy.random.default_rng(seed)
        dice = self._dice
        self.topic = dice.choice(TOPICS, size=works, p=_shares(TOPICS))
        self.community = numpy.where(
            dice.random(works) < 0.8, self.topic // 2, dice.integers(0, TOPICS // 2, works)
        )
        self.year = numpy.sort(numpy.clip(YEARS[1] - dice.gamma(2.2, 4.5, works), *YEARS).astype(int))
        self.status = dice.choice(len(_STATUS), size=works, p=(0.9, 0.02, 0.01, 0.02, 0.05))
        self.topic_places = self._spread(self.topic, TOPICS)
        self.citation_places = self._spread(self.community, TOPICS // 2)
        self.path = self._path()
        self.cites = self._citations()

    def name(self, place: int) -> str:
        """Give the identifier of a work."""
        return f"doi:10.5555/map{place:06}"

    def rows(self) -> dict[str, Iterator[Row]]:
        """Give the rows of every table that the maps need."""
        return {
            "works": self._works(),
            "records": self._records(),
            "topics": self._topics(),
            "work_topics": self._work_topics(),
            "topic_places": self._places(self.topic_places),
            "topic_drift": iter(_drift()),
            "topic_numbers": self._numbers(),
            "codebook": iter(_codebook()),
            "codes": self._codes(),
            "communities": self._communities(),
            "citation_places": self._places(self.citation_places),
            "citation_measures": self._measures(),
            "links": self._links(),
            "main_path": self._main_path(),
            "bursts": self._bursts(),
            "citation_facts": iter([{"fact": "betweenness", "value": 500.0, "words": _ESTIMATED}]),
        }

    def _spread(self, groups: NDArray[Any], count: int) -> NDArray[numpy.float64]:
        dice = self._dice
        angle = numpy.arange(count) * 2.39996  # a sunflower: groups lie apart without a grid
        middles = (
            0.8
            * numpy.sqrt((numpy.arange(count) + 0.5) / count)[:, None]
            * numpy.c_[numpy.cos(angle), numpy.sin(angle)]
        )
        wide = dice.uniform(0.05, 0.11, count)[groups][:, None]
        around = dice.normal(size=(len(groups), 2)) * wide
        lost = dice.random(len(groups))[:, None] < 0.06
        places = numpy.where(lost, dice.uniform(-0.9, 0.9, (len(groups), 2)), middles[groups] + around)
        return numpy.clip(places, -1, 1)

    def _path(self) -> list[int]:
        steps = numpy.linspace(0, self.works - 1, min(12, self.works)).astype(int)
        return [int(step) for step in steps]

    def _citations(self) -> list[list[int]]:
        """Give whom each work cites: earlier works, mostly of its community, few of them often."""
        members = [numpy.flatnonzero(self.community == one) for one in range(TOPICS // 2)]
        cites: list[list[int]] = []
        for place in range(self.works):
            same = members[self.community[place]]
            earlier = int(numpy.searchsorted(same, place))
            chosen = set()
            if earlier:
                chosen = {int(same[int(earlier * draw**2)]) for draw in self._dice.random(5)}
            cites.append(sorted(chosen))
        for one, other in zip(self.path, self.path[1:], strict=False):
            cites[other] = sorted({*cites[other], one})
        return cites

    def _works(self) -> Iterator[Row]:
        empty = dict.fromkeys(tables.WORKS.columns)
        who = [label.lower() for _, label in _WHO]
        lists: dict[str, list[Any]] = {
            field: [] for field in ("authors", "issn", "keywords", "subjects", "relations")
        }
        for place in range(self.works):
            name = self.name(place)
            yield {
                **empty,
                **lists,
                "work": name,
                "aliases": [name],
                "records": [f"crossref/10.5555/map{place:06}"],
                "title": f"{self._label(self.topic[place])} among {who[place % len(who)]}: study {place}",
                "abstract": "Made up.",
                "year": int(self.year[place]),
                "type": "article",
                "status": _STATUS[self.status[place]],
                "first_at": "2026-11-01T00:00:00",
                "references": [self.name(one) for one in self.cites[place]] if place % 5 else [],
            }

    def _records(self) -> Iterator[Row]:
        for place, work in enumerate(self._works()):
            account = {field: work[field] for field in tables.ACCOUNT}
            yield {
                **account,
                "record": work["records"][0],
                "source": "crossref",
                "native": f"10.5555/map{place:06}",
                "ids": work["aliases"],
                "first_ids": work["aliases"],
                "first_at": work["first_at"],
                "retrieved_at": work["first_at"],
                "answer": "crossref/1.json",
            }

    def _label(self, topic: int) -> str:
        return f"{_MATTERS[topic % 8].capitalize()} in {_SETTINGS[(topic * 3 + topic // 8) % 8]}"

    def _topics(self) -> Iterator[Row]:
        counts = numpy.bincount(self.topic, minlength=TOPICS)
        for place, topic in enumerate(numpy.argsort(-counts, kind="stable").tolist(), start=1):
            inside = numpy.flatnonzero(self.topic == topic)
            if not len(inside):
                return
            middle = numpy.median(self.topic_places[inside], axis=0)
            words = self._label(topic).lower().split(" in ")
            yield {
                "topic": f"t{topic + 1:03}",
                "place": place,
                "label": self._label(topic),
                "description": f"How {words[0]} shows in {words[1]}, and what is done about it.",
                "terms": [*words, "support", "wards"],
                "weights": [0.9, 0.7, 0.3, 0.2],
                "central": [self.name(int(one)) for one in inside[:5]],
                "works": int(counts[topic]),
                "coherence": 0.5,
                "stability": 0.9,
                "since": "2026-11-01",
                "x": float(middle[0]),
                "y": float(middle[1]),
            }

    def _work_topics(self) -> Iterator[Row]:
        for place in range(self.works):
            yield {
                "work": self.name(place),
                "topic": f"t{self.topic[place] + 1:03}",
                "weight": 0.7,
                "main": True,
            }

    def _places(self, places: NDArray[numpy.float64]) -> Iterator[Row]:
        for place, (x, y) in enumerate(places.round(5).tolist()):
            yield {"work": self.name(place), "x": x, "y": y}

    def _codes(self) -> Iterator[Row]:
        for place in range(self.works):
            for code in {place % len(_WHO), (place * 7) % 11} & set(range(len(_WHO))):
                yield {
                    "work": self.name(place),
                    "code": f"pop.{_WHO[code][0]}",
                    "origin": "phrase",
                    "reviewer": "",
                    "settles": False,
                    "phrase": _WHO[code][0],
                    "passage": _WHO[code][0],
                    "field": "title",
                    "start": 0,
                    "stop": 5,
                    "passages": 1,
                }

    def _communities(self) -> Iterator[Row]:
        counts = numpy.bincount(self.community, minlength=TOPICS // 2)
        for place, one in enumerate(numpy.argsort(-counts, kind="stable").tolist(), start=1):
            if not counts[one]:
                return
            words = self._label(2 * one).lower().split(" in ")
            yield {
                "community": f"c{one + 1:02}",
                "place": place,
                "label": self._label(2 * one),
                "terms": words,
                "works": int(counts[one]),
                "inside": 0.8,
                "since": "2026-11-01",
            }

    def _measures(self) -> Iterator[Row]:
        cited = numpy.bincount([one for all_ in self.cites for one in all_], minlength=self.works)
        rank = (cited + 1) / (cited + 1).sum()
        for place in range(self.works):
            yield {
                "work": self.name(place),
                "references_here": len(self.cites[place]),
                "cited_here": int(cited[place]),
                "pagerank": float(rank[place]),
                "betweenness": float(rank[place] / 2),
                "community": f"c{self.community[place] + 1:02}",
            }

    def _links(self) -> Iterator[Row]:
        dice = self._dice
        for kind in ("co-citation", "coupling"):
            seen = set()
            for one in range(self.works):
                same = self.cites[one][:2]
                for other in same:
                    pair = (min(one, other), max(one, other))
                    if pair not in seen:
                        seen.add(pair)
                        yield {
                            "kind": kind,
                            "one": self.name(pair[0]),
                            "other": self.name(pair[1]),
                            "shared": int(dice.integers(1, 9)),
                            "strength": float(dice.uniform(0.05, 0.9)),
                        }

    def _numbers(self) -> Iterator[Row]:
        for number in range(8, 41, 4):
            yield {
                "topics": number,
                "stability": 0.9 - abs(number - TOPICS) / 60,
                "coherence": 0.3 + number / 200,
                "chosen": number == TOPICS,
            }

    def _bursts(self) -> Iterator[Row]:
        for place, one in enumerate(self.path[:6]):
            year = int(self.year[one])
            yield {
                "work": self.name(one),
                "first_year": year + 2,
                "last_year": year + 5,
                "strength": 9.0 - place,
                "citations": 30 - place,
            }

    def _main_path(self) -> Iterator[Row]:
        for place, (one, other) in enumerate(zip(self.path, self.path[1:], strict=False), start=1):
            yield {
                "kind": "global",
                "place": place,
                "cited": self.name(one),
                "citing": self.name(other),
                "traversals": str(10**20 + place),
                "share": 0.2,
            }


def write(places: Places, literature: Literature) -> None:
    """Write every table of a project, those that the maps do not need empty, and build its warehouse."""
    period.run(places)
    rows = literature.rows()
    for name, table in tables.TABLES.items():
        empty = dict.fromkeys(table.columns)
        tables.write(places.table(name), table, ({**empty, **row} for row in rows.get(name, iter(()))))
    build.run(places)


def _shares(groups: int) -> NDArray[numpy.float64]:
    weights = 1 / numpy.sqrt(numpy.arange(1, groups + 1))
    shares: NDArray[numpy.float64] = weights / weights.sum()
    return shares


def _codebook() -> Iterator[Row]:
    for place, (name, label) in enumerate(_WHO, start=1):
        yield {
            "place": place,
            "facet": "population",
            "facet_label": "Who",
            "code": f"pop.{name}",
            "kind": "code",
            "label": label,
            "definition": f"{label} take part.",
            "profession": name,
            "since": 1,
            "version": 1,
        }


def _drift() -> list[Row]:
    return [
        _change("new", "t003", works=40, label="Simulation", words="Simulation is new."),
        _change(
            "split", "t004", other="t001", works=30, shared=25, label="Wards", words="Wards came out of t001."
        ),
        _change("vanished", "t099", works=12, label="Uniforms", words="Uniforms is gone."),
    ]


def _change(change: str, topic: str, **more: Any) -> Row:
    return {"change": change, "topic": topic, "shared": 0, **more}
