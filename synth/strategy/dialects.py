"""
Concept blocks in the syntax of each source.

A dialect says everything a search says or refuses: a clause that a source would read otherwise, or
silently find nothing with, is a UserError that names source, search and clause. Headings of another
source's thesaurus are no clause for it and are passed by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from synth.domain.answers import Search
from synth.errors import UserError
from synth.strategy.blocks import SOURCES, Concepts, Scope, Term

# What no dialect reads as syntax. A heading may hold commas; it always stands in quotes.
_WORD = r"[^\W_]+(?:['\u2019-][^\W_]+)*['\u2019]?"
_WORDS = re.compile(rf"{_WORD}\*?(?: {_WORD}\*?)*")
_HEADING = re.compile(rf"{_WORD}(?:,? {_WORD})*")
_OPERATORS = {"AND", "OR", "NOT", "NEAR", "TO"}
_LEAST_STEM = 4  # letters PubMed wants before an asterisk
OPENALEX_LONGEST = 1500  # characters of one search value on a free plan; then 400 "Search query too long"
OPENALEX_LONG_PHRASE = 80  # characters; of longer phrases ...
OPENALEX_LONG_PHRASES = 3  # ... no more than these


def compile(strategy: Iterable[Concepts], source: str) -> list[Search]:
    """
    Give the searches that a source receives, in the order of the strategy.

    Raises UserError where the source cannot be asked what a search says; such a search either says
    it otherwise or lists its ``sources:`` without this one.
    """
    if source not in DIALECTS:
        raise UserError(f"there is no source {source!r}: choose among {', '.join(SOURCES)}")
    dialect = DIALECTS[source]
    return [search for concepts in strategy if source in concepts.sources for search in dialect(concepts)]


def _openalex(concepts: Concepts) -> list[Search]:
    """
    Give the value of OpenAlex's ``title_and_abstract.search``; with a block for the title both filters.

    Words are stemmed there and an asterisk is read as nothing, so a truncated word is written out in its
    forms. Stemming cannot stand in for a missing form: it takes endings off whole words, and nothing
    tells whether what stands before an asterisk is one (``midwi``).
    """
    titles = tuple(block for block in concepts.blocks if _only_in_title(concepts, block))
    others = tuple(block for block in concepts.blocks if block not in titles)
    if not titles:
        return [Search(source="openalex", name=concepts.name, text=_openalex_text(concepts))]
    parts = {"title": titles, "title_and_abstract": others}
    texts = [
        f"{field}.search:{_openalex_text(replace(concepts, blocks=blocks))}"
        for field, blocks in parts.items()
        if blocks
    ]
    return [Search(source="openalex", name=concepts.name, text=",".join(texts))]


def _only_in_title(concepts: Concepts, block: tuple[Term, ...]) -> bool:
    """Say whether a block asks for words in the title; refuse one that asks for both."""
    title = next((term for term in block if term.scope is Scope.TITLE), None)
    if title and any(term.scope is Scope.TEXT for term in block):
        # One filter looks in one field, and two filters are joined by AND.
        words = "OpenAlex looks for a block in titles or in titles and abstracts: make it two searches"
        raise UserError(f"{_place(concepts, 'openalex', title)}: {words}")
    return title is not None


def _openalex_text(concepts: Concepts) -> str:
    text = _all_of(concepts, "openalex", _openalex_term)
    if len(text) > OPENALEX_LONGEST:
        words = f"{len(text)} characters, and OpenAlex takes {OPENALEX_LONGEST}: split it into several"
        raise _refusal(concepts, "openalex", words)
    long = [phrase for phrase in re.findall(r'"([^"]*)"', text) if len(phrase) > OPENALEX_LONG_PHRASE]
    if len(long) > OPENALEX_LONG_PHRASES:
        words = (
            f"{len(long)} phrases of more than {OPENALEX_LONG_PHRASE} characters, and OpenAlex takes "
            f"{OPENALEX_LONG_PHRASES}: shorten them or split the search"
        )
        raise _refusal(concepts, "openalex", words)
    return text


def _openalex_term(term: Term) -> list[str]:
    if term.scope not in (Scope.TEXT, Scope.TITLE):
        return []
    return [_quoted(form) for form in _stemmed(_written_out(term))]


def _stemmed(forms: tuple[str, ...]) -> list[str]:
    """Leave out plurals of forms that are there: stemming finds both, and the room is short."""
    known: dict[str, str] = {}
    for form in forms:
        known.setdefault(re.sub(r"(?<=[^s\W])s$", "", form.lower()), form)
    return list(known.values())


def _crossref(concepts: Concepts) -> list[Search]:
    """Give the short queries: Crossref ranks by likeness and knows neither AND nor phrases."""
    if not concepts.short:
        words = "Crossref knows no AND: give the search a short: list, or sources: without crossref"
        raise _refusal(concepts, "crossref", words)
    return [
        Search(source="crossref", name=f"{concepts.name}: {short.text}", text=short.text, most=short.most)
        for short in concepts.short
    ]


def _pubmed(concepts: Concepts) -> list[Search]:
    return [Search(source="pubmed", name=concepts.name, text=_all_of(concepts, "pubmed", _pubmed_term))]


def _pubmed_term(term: Term) -> list[str]:
    """Give one PubMed clause: https://pubmed.ncbi.nlm.nih.gov/help/ (wildcards since June 2024)."""
    if term.scope is Scope.MESH:
        return [f'"{term.text}"[mh]']
    if term.scope is Scope.ERIC_SUBJECT:
        return []
    too_short = any(len(word) < _LEAST_STEM for word in re.findall(r"([^\W_]+)\*", term.text))
    if too_short and not term.forms:
        raise UserError(
            f"PubMed needs {_LEAST_STEM} letters before an asterisk: lengthen it, or add forms: [...]"
        )
    tag = "[ti]" if term.scope is Scope.TITLE else "[tiab]"
    return [_quoted(text) + tag for text in (term.forms if too_short else (term.text,))]


def _europepmc(concepts: Concepts) -> list[Search]:
    text = _all_of(concepts, "europepmc", _europepmc_term)
    return [Search(source="europepmc", name=concepts.name, text=text)]


def _europepmc_term(term: Term) -> list[str]:
    """Give Europe PMC's clauses; an asterisk in quotes is not documented to work, so forms stand there."""
    if term.scope is Scope.MESH:
        return [f'KW:"{term.text}"']  # KW holds MeSH headings and authors' keywords
    if term.scope is Scope.ERIC_SUBJECT:
        return []
    field = "TITLE" if term.scope is Scope.TITLE else "TITLE_ABS"
    return [f"{field}:{_quoted(form)}" for form in _words_or_forms(term)]


def _eric(concepts: Concepts) -> list[Search]:
    return [Search(source="eric", name=concepts.name, text=_all_of(concepts, "eric", _eric_term))]


def _eric_term(term: Term) -> list[str]:
    """Give ERIC's clauses; an asterisk in quotes is reported to find nothing, so forms stand there."""
    if term.scope is Scope.ERIC_SUBJECT:
        return [f'subject:"{term.text}"']
    if term.scope is Scope.MESH:
        return []
    fields = ("title",) if term.scope is Scope.TITLE else ("title", "description")
    return [f"{field}:{_quoted(form)}" for form in _words_or_forms(term) for field in fields]


DIALECTS: dict[str, Callable[[Concepts], list[Search]]] = {
    "openalex": _openalex,
    "crossref": _crossref,
    "pubmed": _pubmed,
    "europepmc": _europepmc,
    "eric": _eric,
}


def _all_of(concepts: Concepts, source: str, clauses: Callable[[Term], list[str]]) -> str:
    """Join blocks by AND and the clauses of their terms by OR."""
    if not concepts.blocks:
        words = f"it has no blocks: write them, or give it sources: without {source}"
        raise _refusal(concepts, source, words)
    return " AND ".join(
        _any_of(concepts, source=source, block=block, clauses=clauses) for block in concepts.blocks
    )


def _any_of(
    concepts: Concepts, *, source: str, block: tuple[Term, ...], clauses: Callable[[Term], list[str]]
) -> str:
    said: dict[str, None] = {}
    for term in block:
        try:
            _check(term)
            said.update(dict.fromkeys(clauses(term)))
        except UserError as problem:
            raise UserError(f"{_place(concepts, source, term)}: {problem}") from None
    if not said:
        # Left out, the block would ask for more than was meant.
        headings = ", ".join(term.text for term in block)
        raise _refusal(concepts, source, f"a block has only headings of other sources ({headings})")
    return "(" + " OR ".join(said) + ")"


def _place(concepts: Concepts, source: str, term: Term) -> str:
    return f'{term.where}: search "{concepts.name}": {source}: {term.scope}: {term.text}'


def _refusal(concepts: Concepts, source: str, words: str) -> UserError:
    return UserError(f'{concepts.where}: search "{concepts.name}": {source}: {words}')


def _check(term: Term) -> None:
    """Refuse what some dialect would read as syntax: quotes, brackets, colons, operators."""
    heading = term.scope in (Scope.MESH, Scope.ERIC_SUBJECT)
    for text in (term.text, *term.forms):
        if not (_HEADING if heading else _WORDS).fullmatch(text):
            allowed = "letters, digits, blanks, hyphens and apostrophes"
            last = "commas" if heading else "an asterisk at the end of a word"
            raise UserError(f"{text!r} may hold only {allowed}, and {last}")
        if found := _OPERATORS.intersection(text.split()):
            raise UserError(f"{found.pop()} in capitals is read as an operator: write it small")


def _written_out(term: Term) -> tuple[str, ...]:
    """Give a term's forms, or the term itself where nothing is cut off."""
    if "*" not in term.text:
        return (term.text,)
    if not term.forms:
        raise UserError("no asterisk is understood here: add forms: [...] with the words it stands for")
    return term.forms


def _words_or_forms(term: Term) -> tuple[str, ...]:
    """Give a single truncated word as it is, a truncated phrase in its forms."""
    return (term.text,) if re.fullmatch(r"[^\W_]+\*?", term.text) else _written_out(term)


def _quoted(text: str) -> str:
    """Put a phrase in quotes; a single word needs none."""
    return text if re.fullmatch(r"[^\W_]+\*?", text) else f'"{text}"'
