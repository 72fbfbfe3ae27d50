"""
Which codes the publications of the demonstration literature carry in truth, from what their sentences mean.

Every template and every word that fills one was given its codes by hand, by the definitions of the codes in
``queries/codebook.yaml`` and not by their phrases, as a careful coder would who knows the study: none for
what is denied, planned or only touched upon. Where a second reader of the definitions saw a word differently
and the definition bore her out, hers stands. ``meanings_*`` hold the tables. What a text means is the union
of what was used to write it; nothing is searched.

What counts is what can be read: a record shows its title, subtitle, abstract and keywords in English, or
some of them, and a publication what any of its records shows by now. What no record shows nobody could code.
A notice is no study and carries nothing; of the real works nothing is known.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from synth.demo import accounts, meanings_findings, meanings_people, meanings_sentences, meanings_words
from synth.demo.abstracts import ON_CONCEPT, Sentence
from synth.demo.literature import Literature
from synth.demo.publications import Wording, publication
from synth.demo.records import BIT, CROSSREF, EUROPEPMC, OPENALEX, PUBMED
from synth.demo.vocabulary import Genre
from synth.demo.works import NOTICES

Codes = frozenset[str]

# What each place of a sentence may be filled with; numbers and countries earn nothing.
PLACES: Mapping[str, Mapping[str, str]] = {
    "P": meanings_people.PEOPLE,
    "S": meanings_people.SETTINGS,
    "F": meanings_words.FOCUSES,
    "G": meanings_words.FOCUSES,
    "C": meanings_words.CONCEPTS,
    "L": meanings_words.LACKS,
    "I": meanings_words.INSTRUMENTS,
    "T1": meanings_words.THEMES,
    "T2": meanings_words.THEMES,
    "T3": meanings_words.THEMES,
}
SENTENCES: Mapping[str, str] = {
    **meanings_sentences.OPEN,
    **meanings_sentences.TITLES,
    **meanings_sentences.METHODS,
    **meanings_sentences.RESULTS,
    **meanings_sentences.ASIDES,
    **meanings_findings.LENSES,
    **meanings_findings.SITES,
    **meanings_findings.HELPS,
    **meanings_findings.HINDERS,
    **meanings_findings.PRACTICES,
    **meanings_findings.OUTCOMES,
    **meanings_findings.GROUPS,
    **meanings_findings.TRAPS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The codes that the parts of a publication earn, whoever shows them."""

    title: Codes
    subtitle: Codes
    abstract: Codes
    keywords: Codes


def of_work(literature: Literature, work: int) -> Codes | None:
    """Give the codes that the records of a publication show by now, None of a real one."""
    if publication(literature, work).real:
        return None
    shown = (record for record in literature.records_by_work[work] if literature.seen[record])
    return frozenset(code for record in shown for code in of_record(literature, record) or ())


def of_record(literature: Literature, record: int) -> Codes | None:
    """Give the codes of a publication that one record of it shows, None of a real one."""
    found = publication(literature, int(literature.records.work[record]))
    earned = parts(literature, found.work)
    if earned is None:
        return None
    codes: Codes = frozenset()
    if _in_english(literature, record, found.wording):
        codes |= earned.title
        codes |= earned.subtitle if _with_subtitle(literature, record) else frozenset()
    if accounts.shown_sections(literature, record, found.wording) == found.wording.sections:
        codes |= earned.abstract
    return codes | earned.keywords if _with_keywords(literature, record) else codes


@lru_cache(maxsize=8192)
def parts(literature: Literature, work: int) -> Parts | None:
    """Give the codes that the parts of a publication earn, None of a real one."""
    found = publication(literature, work)
    said = found.wording.said
    if said is None:
        return None
    if found.kind in NOTICES:
        return Parts(title=frozenset(), subtitle=frozenset(), abstract=frozenset(), keywords=frozenset())
    genre = Genre(int(literature.works.genre[literature.works.text_of[work]]))
    sentences = [sentence for section in said.sections for sentence in section]
    return Parts(
        title=of_sentence(said.title, said.words, genre=genre),
        subtitle=frozenset(SENTENCES[said.subtitle].split() if said.subtitle else ()),
        abstract=frozenset(_each(of_sentence(one, said.words, genre=genre) for one in sentences)),
        keywords=frozenset(_each(meanings_words.KEYWORDS[word].split() for word in found.keywords)),
    )


def of_sentence(sentence: Sentence, words: Mapping[str, object], *, genre: Genre) -> Codes:
    """Give the codes that a sentence earns by itself and by what stands in its places."""
    filled = {**words, "C": sentence.concept}
    standing = {place: str(filled[place]) for place in _places(sentence.template) if place in PLACES}
    earned = [SENTENCES[sentence.template], *(PLACES[place][word] for place, word in standing.items())]
    if sentence.template in meanings_sentences.REPORTING:
        earned += [meanings_words.FOUND.get(word, "") for word in standing.values()]
    if genre in ON_CONCEPT and standing.get("P") in meanings_people.PATIENTS:
        earned.append("pop.patients")
    return frozenset(_each(codes.split() for codes in earned))


@cache
def _places(template: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in string.Formatter().parse(template) if name)


def _each(earned: Iterable[Iterable[str]]) -> Iterator[str]:
    for codes in earned:
        yield from codes


def _in_english(literature: Literature, record: int, found: Wording) -> bool:
    title, _ = accounts.shown_title(literature, record, found)
    return title not in ("[Not Available]", found.vernacular)


def _with_subtitle(literature: Literature, record: int) -> bool:
    # Crossref keeps the subtitle apart where others drop it.
    kept = literature.records.source[record] == CROSSREF
    return bool(kept or not literature.records.dirt[record] & BIT["subtitle-dropped"])


def _with_keywords(literature: Literature, record: int) -> bool:
    """Say whether a record shows its publication's keywords, as ``render_*`` do."""
    source = int(literature.records.source[record])
    return source == OPENALEX or (source in (PUBMED, EUROPEPMC) and bool(record % 4))
