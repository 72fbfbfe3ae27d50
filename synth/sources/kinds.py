"""What a publication is: each source's own words to one short list."""

from __future__ import annotations

import re
from collections.abc import Iterable

from synth.domain.records import Kind

# First wins: a retraction notice is also called a journal article, a review as well.
_ORDER = (
    Kind.RETRACTION,
    Kind.ERRATUM,
    Kind.PEER_REVIEW,
    Kind.PREPRINT,
    Kind.DISSERTATION,
    Kind.COMMENTARY,
    Kind.REVIEW,
    Kind.CHAPTER,
    Kind.BOOK,
    Kind.ARTICLE,
    Kind.CONFERENCE,
    Kind.REPORT,
    Kind.DATASET,
    Kind.OTHER,
)
_WORDS: dict[Kind, tuple[str, ...]] = {
    Kind.RETRACTION: ("retraction", "retraction notice", "retraction of publication", "partial retraction"),
    Kind.ERRATUM: ("erratum", "published erratum", "correction", "corrigendum", "addendum"),
    Kind.PEER_REVIEW: ("peer review", "reviewer report", "decision letter"),
    Kind.PREPRINT: ("preprint", "posted content", "posted content preprint"),
    Kind.DISSERTATION: ("dissertation", "thesis", "academic dissertation", "doctoral thesis"),
    Kind.COMMENTARY: (
        "editorial",
        "letter",
        "comment",
        "commentary",
        "news",
        "newspaper article",
        "interview",
        "book review",
        "article commentary",
        "expression of concern",
        "opinion papers",
        "book product reviews",
    ),
    Kind.REVIEW: (
        "review",
        "review article",
        "systematic review",
        "scoping review",
        "meta analysis",
        "network meta analysis",
        "information analyses",
    ),
    Kind.CHAPTER: ("book chapter", "chapter", "book section", "book part", "book track", "reference entry"),
    Kind.BOOK: ("book", "books", "monograph", "edited book", "reference book", "book set", "book series"),
    Kind.ARTICLE: (
        "article",
        "journal article",
        "journal articles",
        "research article",
        "case report",
        "case reports",
        "brief report",
        "data paper",
        "software paper",
    ),
    Kind.CONFERENCE: (
        "conference paper",
        "conference abstract",
        "conference poster",
        "proceedings article",
        "congress",
        "meeting abstract",
        "abstract",
        "speeches meeting papers",
        "collected works proceedings",
    ),
    Kind.REPORT: ("report", "report component", "report series", "technical report"),
    Kind.DATASET: ("dataset", "database"),
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words}
_BEGINNINGS = {
    "dissertations theses": Kind.DISSERTATION,
    "reports ": Kind.REPORT,
    "collected works": Kind.BOOK,
}


def kind(words: Iterable[str]) -> Kind:
    """Give the one kind that a source's words for a publication mean."""
    found = {_one(word) for word in words}
    return next((kind for kind in _ORDER if kind in found), Kind.OTHER)


def _one(word: str) -> Kind:
    bare = " ".join(re.split(r"[\W_]+", word.lower())).strip()
    if bare in _KINDS:
        return _KINDS[bare]
    return next((kind for start, kind in _BEGINNINGS.items() if bare.startswith(start)), Kind.OTHER)
