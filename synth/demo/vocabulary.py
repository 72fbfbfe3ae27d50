"""What the synthetic literature is about: genres, topics and the words each topic uses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Genre(IntEnum):
    """What a publication is to a reader who looks for belonging in the health professions."""

    BELONGING = 0  # relevant: belonging is the aim or the measure, and the word is there
    THEME = 1  # relevant: belonging is one theme among others, named once
    MATTERING = 2  # relevant: the idea under other words, the word is nowhere
    ELSEWHERE = 3  # belonging, but of pupils, veterans, neighbours, employees
    PASSING = 4  # the health professions, and belonging named in passing
    NEIGHBOUR = 5  # the health professions and a neighbouring concept
    ACCIDENT = 6  # the word only: patients belonging to a group, personal belongings
    EDUCATION = 7  # the health professions, nothing of the kind
    CLINICAL = 8  # medicine


RELEVANT = (Genre.BELONGING, Genre.THEME, Genre.MATTERING)
SHARES = (0.058, 0.045, 0.047, 0.19, 0.12, 0.17, 0.11, 0.14, 0.12)  # of all base works, by genre


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """
    One subject of the literature and its words.

    ``people`` and ``settings`` fill the places of sentences, ``focuses`` are what such studies ask
    about. ``genres`` are weights in the order of Genre: how often a work of a genre has this topic.
    """

    name: str
    people: tuple[str, ...]
    settings: tuple[str, ...]
    focuses: tuple[str, ...]
    keywords: tuple[str, ...]
    mesh: tuple[str, ...]
    descriptors: tuple[str, ...]
    genres: tuple[float, ...]


PLACES = (
    "Australia", "Brazil", "Canada", "Chile", "China", "Colombia", "Denmark", "Egypt", "England", "Finland",
    "France", "Germany", "Ghana", "India", "Indonesia", "Iran", "Ireland", "Israel", "Italy", "Japan",
    "Jordan", "Kenya", "Malaysia", "Mexico", "the Netherlands", "New Zealand", "Nigeria", "Norway",
    "Pakistan", "Peru", "the Philippines", "Poland", "Portugal", "Saudi Arabia", "Scotland", "Singapore",
    "South Africa", "South Korea", "Spain", "Sweden", "Switzerland", "Taiwan", "Thailand", "Turkey",
    "Uganda", "the United States", "Vietnam", "Wales",
)  # fmt: skip
