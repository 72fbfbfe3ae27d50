"""One spelling for a word: British or American, with accents or without, singular or plural."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_POSSESSIVE = re.compile("['\u2019\u02bc]s$")
_RULES = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"[ao]e(?!$)", "e"),  # paediatric, anaesthesia, oestrogen
        (r"^practis(?=e|i)", "practic"),
        (r"isation", "ization"),
        (r"(?<=\w{3})is(e|ed|es|er|ers|ing)$", r"iz\1"),
        (r"(?<=\w{3})ys(e|ed|er|ers|ing)$", r"yz\1"),
        (r"(?<=\w{3})our(?=(?:s|ed|ing|al|ally|able|ful|ism|ist|ite|ites|less|hood|hoods|ly)?$)", "or"),
        (r"(?<=\w{2})([tb])re(s?)$", r"\1er\2"),  # centre
        (r"gramme(s?)$", r"gram\1"),
        (r"logue(s?)$", r"log\1"),
        (r"ll(?=(?:ing|ings|ed|er|ers|or|ors|ment|ments|ful)$)", "l"),  # counselling, fulfillment
        (r"(?<=nro|lfi)ll(?=s?$)", "l"),
        (r"dge(?=ment)", "dg"),
        (r"^ageing$", "aging"),
        (r"^grey$", "gray"),
        (r"(?<=[lf]en|cen)ce(?=s?d?$)", "se"),  # licence
        (r"alit(y|ies)$", r"alt\1"),  # speciality, and so alike all others
        (r"ntative$", "ntive"),
        (r"^enquir", "inquir"),
        (r"orientated$", "oriented"),
        (r"^imposter", "impostor"),
        (r"^adviser", "advisor"),
        (r"^dietician", "dietitian"),
        (r"^towards$", "toward"),
        (r"^(?:feels|felt|feelings?)$", "feel"),
        # The letters come in any order and number; a few words hold them by chance and have no g or q.
        (r"^(?=.*l)(?=.*b)(?=.*t)(?=.*[gq])[lgbtqiaups2k]{4,12}$", "lgbtq"),
    )
)
# What none of the rules can change has none of these.
_MAY = re.compile(
    r"[ao]e|is(?:ation|e|i)|ys[ei]|our|[bt]re|gramme|logue|ll|practi[sz]|dgement|ageing|grey|[nl]ce|alit(?:y|ies)$|ntative"
    r"|enquir|orientated|imposter|adviser|dietician|towards|felt|feel|^[lgbtqiaups2k]{4,12}$"
)
_PLURALS = {
    "analyses": "analysis",
    "biases": "bias",
    "campuses": "campus",
    "children": "child",
    "crises": "crisis",
    "criteria": "criterion",
    "curricula": "curriculum",
    "diagnoses": "diagnosis",
    "hypotheses": "hypothesis",
    "lenses": "lens",
    "men": "man",
    "midwives": "midwife",
    "phenomena": "phenomenon",
    "selves": "self",
    "series": "series",
    "species": "species",
    "syntheses": "synthesis",
    "metasyntheses": "metasynthesis",
    "metaanalyses": "metaanalysis",
    "theses": "thesis",
    "viruses": "virus",
    "women": "woman",
}


def spelt(word: str) -> str:
    """Give a word without capitals, accents, ligatures and 's, in American spelling."""
    bare = word.casefold()
    if not bare.isascii():
        bare = _UNSEEN.sub("", unicodedata.normalize("NFKD", bare)).casefold()
        bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    bare = _POSSESSIVE.sub("", bare)
    if bare in _PLURALS:
        return bare
    if _MAY.search(bare):
        for pattern, written in _RULES:
            bare = pattern.sub(written, bare)
    return bare


def singular(word: str) -> str:
    """Give the singular of a word that is spelt as above; a word that has none stays."""
    if word in _PLURALS:
        return _PLURALS[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]
