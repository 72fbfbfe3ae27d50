"""What became of a publication, in the words PubMed and Europe PMC share."""

from __future__ import annotations

from collections.abc import Iterable

from synth.domain.records import RelationKind, Status

# "RetractionIn" of PubMed is "Retraction in" of Europe PMC: read without blanks and in lower case.
_KINDS = {
    "retractionin": RelationKind.RETRACTED_BY,
    "retractionof": RelationKind.RETRACTION_OF,
    "retractionfor": RelationKind.RETRACTION_OF,
    "partialretractionin": RelationKind.RETRACTED_BY,
    "partialretractionof": RelationKind.RETRACTION_OF,
    "retractedandrepublishedin": RelationKind.RETRACTED_BY,
    "retractedandrepublishedfrom": RelationKind.VERSION_OF,
    "expressionofconcernin": RelationKind.HAS_CONCERN,
    "expressionofconcernfor": RelationKind.CONCERN_ABOUT,
    "expressionofconcernof": RelationKind.CONCERN_ABOUT,
    "erratumin": RelationKind.HAS_ERRATUM,
    "erratumfor": RelationKind.ERRATUM_OF,
    "correctionin": RelationKind.HAS_ERRATUM,
    "correctionfor": RelationKind.ERRATUM_OF,
    "correctedandrepublishedin": RelationKind.HAS_VERSION,
    "correctedandrepublishedfrom": RelationKind.VERSION_OF,
    "republishedin": RelationKind.HAS_VERSION,
    "republishedfrom": RelationKind.VERSION_OF,
    "updatein": RelationKind.HAS_VERSION,
    "updateof": RelationKind.VERSION_OF,
    "preprintin": RelationKind.HAS_PREPRINT,
    "preprintof": RelationKind.PREPRINT_OF,
    "haspreprint": RelationKind.HAS_PREPRINT,
    "ispreprintof": RelationKind.PREPRINT_OF,
    "commentin": RelationKind.HAS_COMMENT,
    "commenton": RelationKind.COMMENT_ON,
}
_CORRECTING = {"erratumin", "correctionin", "correctedandrepublishedin", "partialretractionin"}
_RETRACTING = {"retractionin", "retractedandrepublishedin"}
_SERVERS = ("preprint", "rxiv", "res sq", "research square", "ssrn", "jmir preprints", "authorea")


def kind(word: str, *, of_preprint: bool = False, by_preprint: bool = False) -> RelationKind:
    """
    Give how a publication stands to another one.

    ``of_preprint``: the other one is a preprint; ``by_preprint``: this one is. Both databases call a
    preprint's article its update.
    """
    bare = _bare(word)
    if bare == "updateof" and of_preprint:
        return RelationKind.HAS_PREPRINT
    if bare == "updatein" and by_preprint:
        return RelationKind.PREPRINT_OF
    return _KINDS.get(bare, RelationKind.OTHER)


def names_preprint(reference: str | None) -> bool:
    """Say whether a reference as printed is one to a preprint server."""
    return any(server in (reference or "").lower() for server in _SERVERS)


def status(words: Iterable[str], types: Iterable[str]) -> Status:
    """Give a publication's standing from its links and its publication types."""
    links, known = {_bare(word) for word in words}, {_bare(word) for word in types}
    if links & _RETRACTING or "retractedpublication" in known:
        return Status.RETRACTED
    if "expressionofconcernin" in links:
        return Status.CONCERN
    return Status.CORRECTED if links & _CORRECTING else Status.CLEAN


def _bare(word: str) -> str:
    return "".join(word.split()).lower()
