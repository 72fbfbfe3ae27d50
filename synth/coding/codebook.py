"""The nouns of the codebook, as this room knows them; they live in ``synth.domain.codebook``."""

from __future__ import annotations

from synth.domain.codebook import (
    CHOOSING,
    DESIGNS,
    KINDS,
    LEVELS,
    PLACES,
    PROFESSIONS,
    Code,
    Codebook,
    Facet,
    Field,
    Kind,
    Phrase,
)

__all__ = (
    "CHOOSING",
    "DESIGNS",
    "KINDS",
    "LEVELS",
    "PLACES",
    "PROFESSIONS",
    "Code",
    "Codebook",
    "Facet",
    "Field",
    "Kind",
    "Phrase",
)
