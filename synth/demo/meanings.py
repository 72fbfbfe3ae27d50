"""
Which codes the publications of the demonstration literature carry in truth, from what their sentences mean.

Every template and every word that fills one was given its codes by hand, by the definitions of the codes in
``queries/codebook.yaml`` and not by their phrases, as a careful coder would who knows the study: none for
what is denied, planned or only touched upon; ``meanings_*`` hold the tables. What a text means is the union
of what was used to write it; nothing is searched.

A publication carries only what some source shows of it in English by now: its title, subtitle, abstract and
keywords. What is in no record nobody could code. A notice is no study and carries nothing; of the real
works nothing is known, and they are left out.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from synth.demo import accounts, meanings_findings, meanings_people, meanings_sentences, meanings_words
from synth.demo.abstracts import ON_CONCEPT, Said, Sentence
from synth.demo.literature import Literature
from synth.demo.publications import Publication, Wording, publication
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


def of_work(literature: Literature, work: int) -> Codes | None:
    """Give the codes that a publication carries by what is shown of it by now, None of a real one."""
    found = publication(literature, work)
    said = found.wording.said
    if said is None:
        return None
    if found.kind in NOTICES:
        return frozenset()
    genre = Genre(int(literature.works.genre[literature.works.text_of[work]]))
    return frozenset(_codes(literature, found, said, genre=genre))


def _codes(literature: Literature, found: Publication, said: Said, *, genre: Genre) -> Iterator[str]:
    records = [record for record in literature.records_by_work[found.work] if literature.seen[record]]
    titled = [record for record in records if _in_english(literature, record, found.wording)]
    if titled:
        yield from of_sentence(said.title, said.words, genre=genre)
    if said.subtitle and any(_with_subtitle(literature, record) for record in titled):
        yield from SENTENCES[said.subtitle].split()
    if any(_abstract(literature, record, found.wording) for record in records):
        for sentence in (sentence for section in said.sections for sentence in section):
            yield from of_sentence(sentence, said.words, genre=genre)
    if any(_with_keywords(literature, record) for record in records):
        yield from _each(meanings_words.KEYWORDS[word] for word in found.keywords)


def of_sentence(sentence: Sentence, words: Mapping[str, object], *, genre: Genre) -> Codes:
    """Give the codes that a sentence earns by itself and by what stands in its places."""
    filled = {**words, "C": sentence.concept}
    standing = {place: str(filled[place]) for place in _places(sentence.template) if place in PLACES}
    earned = [SENTENCES[sentence.template], *(PLACES[place][word] for place, word in standing.items())]
    if sentence.template in meanings_sentences.REPORTING:
        earned += [meanings_words.FOUND.get(word, "") for word in standing.values()]
    if genre in ON_CONCEPT and standing.get("P") in meanings_people.PATIENTS:
        earned.append("pop.patients")
    return frozenset(_each(earned))


@cache
def _places(template: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in string.Formatter().parse(template) if name)


def _each(earned: Iterable[str]) -> Iterator[str]:
    for codes in earned:
        yield from codes.split()


def _in_english(literature: Literature, record: int, found: Wording) -> bool:
    title, _ = accounts.shown_title(literature, record, found)
    return title not in ("[Not Available]", found.vernacular)


def _with_subtitle(literature: Literature, record: int) -> bool:
    # Crossref keeps the subtitle apart where others drop it.
    kept = literature.records.source[record] == CROSSREF
    return bool(kept or not literature.records.dirt[record] & BIT["subtitle-dropped"])


def _abstract(literature: Literature, record: int, found: Wording) -> bool:
    return accounts.shown_sections(literature, record, found) == found.sections


def _with_keywords(literature: Literature, record: int) -> bool:
    """Say whether a record shows its publication's keywords, as ``render_*`` do."""
    source = int(literature.records.source[record])
    return source == OPENALEX or (source in (PUBMED, EUROPEPMC) and bool(record % 4))
