"""A thesaurus held against what counting makes of its terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from synth.domain.thesaurus import Entry, Fault
from synth.maps.folding import fold
from synth.maps.words import joins, key_of, words_of


def faults(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Give each line that cannot be followed, and what to do; spellings of a term are one term."""
    lines: dict[str, int] = {}
    for entry in entries:
        term = _folded(entry.term)
        if not term:
            yield entry.line, "term: is empty: write the words to be counted otherwise"
        elif term in lines:
            yield (
                entry.line,
                f"term: {entry.term!r} stands on line {lines[term]} too, maybe spelt otherwise",
            )
        else:
            lines[term] = entry.line
    for entry in entries:
        yield from ((entry.line, f"counts_as: {words}") for words in _wrong(entry, lines))


def _wrong(entry: Entry, lines: dict[str, int]) -> Iterator[str]:
    """Say what is wrong with what a term counts as."""
    wanted = _folded(entry.counts_as)
    if not wanted:
        return
    if ends := [word for word in words_of(entry.counts_as) if not joins(word)]:
        yield f"{entry.counts_as!r} has {ends[0]!r} in it, at which terms end: leave it out"
    elif not key_of(entry.counts_as):
        yield f"{entry.counts_as!r} says nothing that is counted: take another, or none to leave the term out"
    elif wanted == _folded(entry.term):
        yield f"{entry.counts_as!r} and {entry.term!r} are one term without this: leave the line out"
    elif wanted in lines:
        yield f"{entry.counts_as!r} counts as another term itself (line {lines[wanted]}): name that one"


def _folded(term: str) -> str:
    """Give a term's words in the form that its spellings share, with links and signs."""
    return " ".join(map(fold, words_of(term.lower())))
