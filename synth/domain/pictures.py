"""A map as a picture or a file shows it: works at their places, their groups, their links."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

# How a work stands as a publication, in the words that a reader of a picture or of a file reads.
STATUSES = {
    "retracted": "retracted",
    "concern": "expression of concern",
    "corrected": "corrected",
    "clean": "nothing known against it",
    "unknown": "not known",
}

_ADDRESSES = {
    "doi": "https://doi.org/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmc": "https://pmc.ncbi.nlm.nih.gov/articles/",
    "openalex": "https://openalex.org/",
    "eric": "https://eric.ed.gov/?id=",
}
_NOWHERE = "doi:10.5555/"  # Crossref's prefix for trials


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """
    One work on a map; ``x`` and ``y`` lie from -1 to 1, to the right and upwards.

    ``group`` is the id of its topic or community, empty for none; ``outcome`` is the value of an
    Outcome, ``status`` a key of STATUSES; ``cited``: by how many works here.
    """

    work: str
    title: str
    authors: str
    year: int | None
    venue: str
    x: float
    y: float
    group: str
    outcome: str
    status: str
    professions: tuple[str, ...]
    cited: int

    @property
    def label(self) -> str:
        """The title, or the identifier where there is none."""
        return self.title or self.work

    @property
    def address(self) -> str:
        """Where the work is found; empty where its identifier leads nowhere."""
        kind, _, value = self.work.partition(":")
        if kind not in _ADDRESSES or self.work.startswith(_NOWHERE):
            return ""
        return _ADDRESSES[kind] + quote(value, safe="/")

    @property
    def called(self) -> str:
        """The first author's family name and the year, as in a citation, and that it is retracted."""
        first, *others = self.authors.split("; ")
        name = (_family(first) or self.label[:40]) + (" et al." if others else "")
        year = f" ({self.year})" if self.year else ""
        return name + year + (", retracted" if self.status == "retracted" else "")


def _family(name: str) -> str:
    """Give the family name of «Ngozi Okafor» and of «van Dijk RM»; empty where no word is one."""
    words = [word for word in name.split() if any(sign.isalpha() for sign in word)]
    if len(words) > 1 and words[-1].isupper() and len(words[-1]) < 4:
        return " ".join(words[:-1])
    return words[-1] if words else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A topic or a community; ``x`` and ``y``: the middle of its works, None where none has a place."""

    id: str
    label: str
    works: int
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """
    Two works that belong together; ``kind``: direct, co-citation, coupling.

    Of a direct link ``one`` cites ``other``; ``shared`` counts what makes the link, ``strength`` is its
    weight, 0 to 1.
    """

    kind: str
    one: str
    other: str
    shared: int
    strength: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """
    A map whole: ``name`` is topics or citations, ``grouping`` topic or community.

    ``groups`` stand in the order of their size, ``links`` the strongest first; ``path`` holds the steps of
    the main path as pairs (cited, citing). ``known`` says in a sentence what it rests on, ``as_of`` the
    day, empty for none.
    """

    name: str
    title: str
    grouping: str
    points: tuple[Point, ...]
    groups: tuple[Group, ...]
    links: tuple[Link, ...]
    path: tuple[tuple[str, str], ...]
    known: str
    as_of: str
    synthetic: bool

    @property
    def note(self) -> str:
        """What a reader must know: that it is no evidence, of which day it is, what it rests on."""
        day = f"As of {self.as_of}." if self.as_of else ""
        made_up = "Synthetic demonstration data, not evidence." if self.synthetic else ""
        return " ".join(filter(None, (made_up, day, self.known)))
