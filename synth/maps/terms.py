"""Terms: what sets a group of works apart in words, and the label an educator reads on a map."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from synth.maps.counting import Matrix
from synth.maps.counting import Terms as Terms
from synth.maps.counting import Text as Text
from synth.maps.counting import count as count

COMMON = 0.6  # from 0 to 1: how much a term's share in the group counts, next to how far it is its own
PARTS = 3  # a label is made of so many terms at most
WIDEST = 44  # and of so many letters
STRONG = 0.4  # a term of a label is at least so strong, next to the strongest
FULLER = 0.35  # a longer term takes the place of a shorter one inside it if it is so strong next to it
_HALF = re.compile(r"(?:.al|.ic|.ive|.ous|.ary|.able|.ible|.ful|.less|.ular)$")
# Nouns that end like adjectives.
_NOUNS = frozenset(
    [
        "hospital",
        "trial",
        "journal",
        "survival",
        "referral",
        "approval",
        "appraisal",
        "withdrawal",
        "goal",
        "signal",
        "animal",
        "proposal",
        "individual",
        "arousal",
        "rehearsal",
        "denial",
        "ritual",
        "manual",
        "refusal",
        "dismissal",
        "renewal",
        "clinic",
        "topic",
        "logic",
        "metric",
        "epidemic",
        "pandemic",
        "music",
        "ethic",
        "public",
        "traffic",
        "antibiotic",
        "medic",
        "basic",
        "motive",
        "initiative",
        "incentive",
        "alternative",
        "narrative",
        "perspective",
        "executive",
        "collective",
        "objective",
        "salary",
        "library",
        "vocabulary",
        "summary",
        "commentary",
        "diary",
        "anniversary",
        "glossary",
        "secretary",
        "formulary",
        "dispensary",
        "variable",
        "table",
        "cable",
        "vegetable",
    ]
)


def distinctive(terms: Terms, membership: Matrix, *, most: int = 10) -> list[list[tuple[str, float]]]:
    """
    Give the terms that set each group apart, strongest first, with their weights (0 to 1 in a group).

    ``membership`` has shape (n_texts, n_groups), what each text counts in each group. The measure is the
    relevance of Sievert and Shirley (2014, LDAvis): the term's share in the group, over the power ``1 -
    COMMON`` of its share in all. Read beside class-based TF-IDF (Grootendorst 2022) it gives fewer words
    that are everywhere, beside weighted log-odds with an informative prior (Monroe, Colaresi and Quinn
    2008) more phrases.
    """
    weights = _weights(terms, membership)
    found = []
    for row in weights:
        order = numpy.lexsort((numpy.arange(len(row)), -row))[:most]
        found.append([(terms.names[place], float(row[place])) for place in order if row[place] > 0])
    return found


def _weights(terms: Terms, membership: Matrix) -> NDArray[numpy.float64]:
    """Weigh each term in each group, (n_groups, n_terms)."""
    damped = terms.counts.copy()
    damped.data = 1 + numpy.log(numpy.maximum(damped.data, 1))  # a word said often is not said so much more
    within = numpy.asarray((membership.T @ damped).todense(), dtype=numpy.float64)
    everywhere = numpy.asarray(damped.sum(axis=0), dtype=numpy.float64).ravel()
    everywhere /= max(everywhere.sum(), 1)
    sizes = within.sum(axis=1)
    weights = within / numpy.where(sizes > 0, sizes, 1)[:, None]
    weights /= numpy.where(everywhere > 0, everywhere, 1) ** (1 - COMMON)
    weights[:, terms.fragments] = 0
    strongest = weights.max(axis=1, initial=0)
    scaled: NDArray[numpy.float64] = weights / numpy.where(strongest > 0, strongest, 1)[:, None]
    return scaled


def label(found: Sequence[tuple[str, float]]) -> str:
    """
    Make a short label of a group's distinctive terms: up to three that share no word.

    A longer term that holds those it shares words with takes their place where it is strong enough:
    "clinical placement" for "placement". A lone adjective is left out.
    """
    chosen: list[tuple[str, float]] = []
    whole = [one for one in found if not half(one[0])]
    for name, weight in whole or found:
        if len(chosen) > 1 and weight < STRONG * chosen[0][1]:
            break
        rivals = [place for place, (other, _) in enumerate(chosen) if alike(name, other)]
        if not rivals and len(chosen) < PARTS and _fits([*chosen, (name, weight)]):
            chosen.append((name, weight))
        elif rivals and all(_fuller(name, weight, chosen[place]) for place in rivals):
            fuller = [one for place, one in enumerate(chosen) if place not in rivals]
            fuller.insert(rivals[0], (name, chosen[rivals[0]][1]))
            chosen = fuller if _fits(fuller) else chosen
    return ", ".join(name for name, _ in chosen)


def half(name: str) -> bool:
    """Say whether a term is but a word that waits for another: clinical, academic, generative."""
    return " " not in name and name.islower() and bool(_HALF.search(name)) and name not in _NOUNS


def _fits(chosen: Sequence[tuple[str, float]]) -> bool:
    return len(chosen) == 1 or len(", ".join(name for name, _ in chosen)) <= WIDEST


def _fuller(name: str, weight: float, other: tuple[str, float]) -> bool:
    longer = f" {other[0]} " in f" {name} " or _short_for(other[0], name)
    return longer and weight >= FULLER * other[1]


def _short_for(one: str, other: str) -> bool:
    """Say whether one term is made of the first letters of another: NDV, Newcastle disease virus."""
    return len(one) > 1 and one.lower().rstrip("s") == "".join(word[0] for word in other.lower().split())


def alike(one: str, other: str) -> bool:
    """Say whether two terms share a word or a stem, or one is the other without spaces or cut short."""
    if _short_for(one, other) or _short_for(other, one):
        return True
    one, other = one.lower(), other.lower()
    if one.replace(" ", "") in other.replace(" ", "") or other.replace(" ", "") in one.replace(" ", ""):
        return True
    return any(_one_stem(first, second) for first in one.split() for second in other.split())


def _one_stem(one: str, other: str) -> bool:
    """Say whether two words begin alike but for a short ending: nurse and nursing, clinic and clinical."""
    if one == other:
        return len(one) > 3
    shared = next((at for at, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), None)
    shared = min(len(one), len(other)) if shared is None else shared
    return shared >= max(4, min(len(one), len(other)) - 2)
