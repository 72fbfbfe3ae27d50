"""What is compared of a record: its account in one spelling, worked out when first asked for, and once."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from functools import lru_cache

from synth.dedup import positions, spellings, titles
from synth.dedup.candidates import DATABASES, Candidate, Turn
from synth.dedup.quick import once
from synth.domain.identifiers import WorkId
from synth.domain.records import Kind, RelationKind

# Servers of preprints, by the beginning of their DOIs and by their names.
_PREPRINT = re.compile(
    r"doi:10\.(?:1101/(?:19|20)\d\d\.|1101/\d{6}$|48550/arxiv|21203/rs|2139/ssrn|20944/preprints|31234/|31219/"
    r"|35542/|26434/chemrxiv|7287/peerj\.preprints|22541/au|31124/advance|2196/preprints|32388/)"
)
_SERVERS = re.compile(r"xiv\b|\bssrn\b|\bresearch square\b|\bpreprints?\b", re.IGNORECASE)
# Files that come with an article, and reviews of it, have DOIs of their own.
_PART = re.compile(r"\.(?:s\d{3}|suppl\d*|t\d{3}|g\d{3})$|/review\d*$")
_NOTICES = {
    Kind.ERRATUM: RelationKind.ERRATUM_OF,
    Kind.RETRACTION: RelationKind.RETRACTION_OF,
    Kind.PEER_REVIEW: RelationKind.REVIEW_OF,
    Kind.DATASET: RelationKind.PART_OF,
}
_SCRIPTS = re.compile(
    "(?P<cyrillic>[\u0400-\u04ff])|(?P<greek>[\u0370-\u03ff])|(?P<arabic>[\u0600-\u06ff])"
    "|(?P<chinese>[\u3040-\u30ff\u4e00-\u9fff])|(?P<korean>[\uac00-\ud7af])|(?P<other>[\u0590-\u05ff\u0900-\u0fff])"
)
_TONGUES = {
    word: tongue
    for tongue, words in {
        "english": "the of and in on among with for",
        "spanish": "el los las del una en y",
        "portuguese": "os das dos uma em na no ao",
        "french": "les des une du et dans chez",
        "german": "der die und bei von zur im eine",
        "italian": "il della dei nel gli di e",
        "dutch": "het een van bij voor",
    }.items()
    for word in words.split()
}


@lru_cache(maxsize=65_536)
def _bit(word: str) -> int:
    return 1 << (zlib.crc32(word.encode("utf-8", "replace")) & 63)


class Traits:
    """
    What is compared of a record.

    Many records are compared with none, and most of what is known of them is never asked for. ``turn`` is
    its place in a crowd of records that say the same; None: it is in none.
    """

    def __init__(self, candidate: Candidate, *, turn: Turn | None = None) -> None:
        self._candidate = candidate
        self.turn = turn
        self.record = candidate.record
        self.families = candidate.families
        self.year = candidate.year
        self.issn = candidate.issn
        self.relations = candidate.relations
        self.database = candidate.source if candidate.source in DATABASES else ""
        self.thesis = candidate.kind == Kind.DISSERTATION
        self.book = candidate.kind == Kind.BOOK

    @once
    def ids(self) -> dict[str, frozenset[WorkId]]:
        """Give its identifiers by kind, without hashes: that all fields are equal, they say themselves."""
        kinds: dict[str, frozenset[WorkId]] = {}
        for identifier in self._candidate.ids:
            kind = identifier.partition(":")[0]
            if kind != "file":
                kinds[kind] = kinds.get(kind, frozenset()) | {identifier}
        return kinds

    @once
    def titles(self) -> tuple[titles.Title, ...]:
        """Give its title and, where it has one, its original title."""
        both = (self._candidate.title, self._candidate.original_title)
        return tuple(titles.read(text) for text in both if text.strip())

    @once
    def key(self) -> str:
        """Give the key of its title, empty where it has none."""
        return self.titles[0].key if self.titles else ""

    @once
    def stock(self) -> bool:
        """Say whether its title is one that many publications have."""
        return bool(self.key) and not spellings.telling(self.key)

    @once
    def mark(self) -> int:
        """Give a bit of 64 for each telling word of its titles, to see at a glance which cannot agree."""
        mark = 0
        for title in self.titles:
            for word in title.content:
                mark |= _bit(word)
        return mark

    @once
    def openings(self) -> int:
        """Give a bit of 64 for the beginning of each telling word: most slips of the pen leave it."""
        mark = 0
        for title in self.titles:
            for word in title.content:
                mark |= _bit(word[:3])
        return mark

    @once
    def tongue(self) -> str:
        """Guess the language of its title by the script, else by small words; empty where nothing tells."""
        words = self.titles[0].words if self.titles else ""
        if found := _SCRIPTS.search(words):
            return str(found.lastgroup)
        counts = Counter(_TONGUES[word] for word in words.split() if word in _TONGUES)
        return min(counts, key=lambda tongue: (-counts[tongue], tongue), default="")

    @once
    def role(self) -> RelationKind | None:
        """Give what it is to the publication that its title names; None for that publication itself."""
        if self._candidate.kind in _NOTICES:
            return _NOTICES[Kind(self._candidate.kind)]
        if any(_PART.search(doi) for doi in self.ids.get("doi", ())):
            return RelationKind.PART_OF
        return next((title.role for title in self.titles if title.role), None)

    @once
    def venue(self) -> tuple[str, ...]:
        """Give the telling words of its journal or congress."""
        return positions.venue(self._candidate.venue)

    @once
    def congress(self) -> bool:
        """Say whether it appeared at a congress, by its name."""
        return positions.congress(self._candidate.venue)

    @once
    def volume(self) -> str:
        """Give the number of its volume, empty where there is none."""
        return positions.volume(self._candidate.volume)

    @once
    def issue(self) -> str:
        """Give the number of its issue, empty where there is none."""
        return positions.issue(self._candidate.issue)

    @once
    def pages(self) -> tuple[str, str]:
        """Give its first and last page, both empty where there are none."""
        return positions.pages(self._candidate.pages)

    @once
    def supplement(self) -> bool:
        """Say whether it stands among a congress's abstracts: in a supplement, whose pages begin with S."""
        one = self._candidate
        named = positions.supplement(one.volume, one.issue, one.venue)
        return named or one.kind == Kind.CONFERENCE or self.pages[0].startswith("s")

    @once
    def preprint(self) -> bool:
        """Say whether it is a preprint: by its kind, its DOI, or the name of the server."""
        return (
            self._candidate.kind == Kind.PREPRINT
            or any(_PREPRINT.match(doi) for doi in self.ids.get("doi", ()))
            or bool(_SERVERS.search(self._candidate.venue))
        )

    @once
    def chapter(self) -> str:
        """Give the key of the title of the book it is a chapter of, empty where it is none."""
        return spellings.key(self._candidate.venue) if self._candidate.kind == Kind.CHAPTER else ""

    @once
    def abstract(self) -> str:
        """Give the key of the beginning of its abstract."""
        return spellings.key(self._candidate.abstract)
