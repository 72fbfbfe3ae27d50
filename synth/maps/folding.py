"""Spellings that are one word: plurals, hyphens, British and American."""

from __future__ import annotations

import re

# Plurals that no rule finds, and words that a rule would take for plurals.
_SPECIAL = {
    "analyses": "analysis",
    "children": "child",
    "crises": "crisis",
    "criteria": "criterion",
    "curricula": "curriculum",
    "diagnoses": "diagnosis",
    "faculties": "faculty",
    "feet": "foot",
    "hypotheses": "hypothesis",
    "lives": "life",
    "men": "man",
    "midwives": "midwife",
    "news": "news",
    "phenomena": "phenomenon",
    "selves": "self",
    "theses": "thesis",
    "wives": "wife",
    "women": "woman",
}
# British spellings to American ones, as neither is shown for it: a term is shown as most texts write it.
_BRITISH = (
    (re.compile(r"programme"), "program"),
    (re.compile(r"(behavi|col|fav|hon|hum|lab|neighb|tum|vig|end(?=eavour))our"), r"\1or"),
    (re.compile(r"(?<=.{4})is(ation|e|ed|ing)(s?)$"), r"iz\1\2"),
    (re.compile(r"anaesth"), "anesth"),
    (re.compile(r"(?<!s)paed"), "ped"),
    (re.compile(r"haem"), "hem"),
    (re.compile(r"faec"), "fec"),
    (re.compile(r"diarrhoe"), "diarrhe"),
    (re.compile(r"oestr"), "estr"),
    (re.compile(r"gynaec"), "gynec"),
    (re.compile(r"orthopaed"), "orthoped"),
    (re.compile(r"(?<=cent)re$"), "er"),
    (re.compile(r"ll(ing|ed|or)$"), r"l\1"),
    (re.compile(r"fulfil(?!l)"), "fulfill"),
    (re.compile(r"enrol(?!l)"), "enroll"),
)
_BRITISH_MARKS = re.compile(r"our|is(?:ation|e|ed|ing)s?$|ae|oe|ogramme|tre$|ll(?:ing|ed|or)$|fulfil|enrol")


def fold(word: str) -> str:
    """
    Give the form under which the spellings of a word, in lower case, are counted.

    It need not be a word: what is shown is the commonest spelling. Only the plural is folded, no other
    ending: "nurse" and "nursing" are two words to an educator.
    """
    word = word.replace("’", "'")
    for ending in ("'s", "s'", "'"):
        if word.endswith(ending):
            word = word[: -len(ending)] + ("s" if ending == "s'" else "")
    word = _singular(word.replace("-", "").replace("'", ""))
    if _BRITISH_MARKS.search(word):
        for british, american in _BRITISH:
            word = british.sub(american, word)
    return word


def _singular(word: str) -> str:
    """Give the singular of a plural in -s, by its ending alone."""
    if word in _SPECIAL:
        return _SPECIAL[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]
