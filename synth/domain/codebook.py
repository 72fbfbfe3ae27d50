"""The codebook: what a work may be said to be about, and what is asked about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["choice", "many", "number", "text", "quote"]

KINDS: tuple[Kind, ...] = ("choice", "many", "number", "text", "quote")
CHOOSING = ("choice", "many")  # the kinds that have options
PLACES = ("title", "abstract", "keywords")
PROFESSIONS = (
    "nursing",
    "medicine",
    "midwifery",
    "pharmacy",
    "dentistry",
    "allied health",
    "veterinary",
    "several",
    "none",
)
LEVELS = ("student", "trainee", "practising", "faculty", "staff", "patient", "community")
# Left out of phrases and texts alike, so that "part of the team" and "part of their team" are one.
ARTICLES = frozenset(("a", "an", "the", "their", "our", "my", "his", "her", "its", "your"))
WEIGHTS = ("passing", "told", "studied")
# What works are laid out by beside the facets, which therefore must be called otherwise.
AXES = ("topic", "community", "years", "country", "profession", "level", "design", "quality")
DESIGNS = ("qualitative", "quantitative", "mixed", "synthesis", "instrument", "opinion")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """
    Words that speak for a code, and where they do not.

    ``words`` are plain words; plural, spelling, hyphens, accents and articles go by rule.
    ``as_written``: capitals count, for short forms such as DEI. ``where``: the phrase counts only in a work
    that has one of these phrases somewhere. ``unless``: it does not count within one of these. ``places``:
    the fields it counts in. ``alone``: nothing else may stand with it between full stops or colons.
    """

    words: str
    as_written: bool = False
    where: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    places: tuple[str, ...] = PLACES
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """
    One thing a work may be about.

    ``hints`` are the phrases it is found by; none: only people give it. ``where`` and ``unless`` hold for
    each of them. ``profession`` and ``level`` are said of codes of people, ``design`` of codes of method,
    all else empty.

    ``lacking``: a phrase counts also where the text says that the thing is lacking ("no mentors"), as for a
    barrier; else not. ``own``: it counts only of what the work itself does, as a method, and not of
    "earlier surveys". ``weight``, one of WEIGHTS, is how much the text must make of it: told counts not
    where it is only said in passing, studied only where it is said who took part or what was asked, passing
    anywhere. ``since`` is the version of the codebook that
    brought the code.
    """

    id: str
    facet: str
    label: str
    definition: str
    hints: tuple[Phrase, ...] = ()
    where: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    notes: str = ""
    profession: str = ""
    level: str = ""
    design: str = ""
    lacking: bool = False
    own: bool = False
    weight: str = "told"
    since: int = 1

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words of its phrases."""
        return tuple(hint.words for hint in self.hints)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to look at works: codes of one kind, in the order of the codebook."""

    id: str
    label: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """
    One question of the coding form.

    ``options`` are what a choice, or many, choose among. ``design``: asked of works of this design only;
    empty: of all.
    """

    id: str
    label: str
    kind: Kind
    definition: str = ""
    options: tuple[str, ...] = ()
    design: str = ""
    since: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """All facets with their codes, and the fields of the form, at one version."""

    version: int
    facets: tuple[Facet, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def codes(self) -> dict[str, Code]:
        """The codes by their id, in the order of the codebook."""
        return {code.id: code for code in self._codes()}

    def _codes(self) -> Iterator[Code]:
        for facet in self.facets:
            yield from facet.codes
