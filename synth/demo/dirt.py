"""What databases do to titles and names: small changes of text, each by itself."""

from __future__ import annotations

import html
import re

_SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
_BRITISH = (
    ("pediatric", "paediatric"),
    ("program ", "programme "),
    ("programs", "programmes"),
    ("Program ", "Programme "),
    ("Programs", "Programmes"),
    ("center", "centre"),
    ("socialization", "socialisation"),
    ("Socialization", "Socialisation"),
    ("randomized", "randomised"),
    ("analyzed", "analysed"),
    ("hospitalized", "hospitalised"),
    ("behavior", "behaviour"),
    ("labor ", "labour "),
    ("neighborhood", "neighbourhood"),
    ("counselors", "counsellors"),
    ("operating room", "operating theatre"),
    ("imposter", "impostor"),
    ("health care", "healthcare"),
    ("wellbeing", "well-being"),
    ("glycemic", "glycaemic"),
    ("preregistration", "pre-registration"),
)


def title_case(text: str) -> str:
    """Write a title with capitals, as many databases do."""
    words = text.split(" ")
    cased = [
        word if word in _SMALL and place else word[:1].upper() + word[1:] for place, word in enumerate(words)
    ]
    return " ".join(cased)


def curly(text: str) -> str:
    """Turn straight quotes and apostrophes into typographic ones, and hyphens between blanks into dashes."""
    text = re.sub(r'"([^"]*)"', "\u201c\\1\u201d", text)
    return text.replace("'", "\u2019").replace(" - ", " \u2013 ")


def british(text: str) -> str:
    """Spell as in England."""
    for american, english in _BRITISH:
        text = text.replace(american, english)
    return text


def cut(text: str) -> str:
    """Cut a title off as a column that is too narrow does."""
    return text if len(text) < 50 else text[: 40 + len(text) % 30].rstrip()


def misspelt(text: str) -> str:
    """Let two neighbouring letters of the longest word change places."""
    longest = max(text.split(" "), key=len)
    if len(longest) < 6:
        return text
    middle = len(longest) // 2
    wrong = longest[: middle - 1] + longest[middle] + longest[middle - 1] + longest[middle + 1 :]
    return text.replace(longest, wrong, 1)


def entities(text: str) -> str:
    """Write some characters as HTML entities, twice escaped now and then, as deposits do."""
    text = html.escape(text, quote=False).replace('"', "&quot;").replace("'", "&#x27;")
    return text if len(text) % 5 else text.replace("&amp;", "&amp;amp;")


def marked(text: str) -> str:
    """Set one word of a title in italics."""
    words = text.split(" ")
    place = len(text) % max(1, len(words))
    words[place] = f"<i>{words[place]}</i>"
    return " ".join(words)


def broken(text: str) -> str:
    """Break a title into lines with runs of blanks, as XML deposits come."""
    words = text.split(" ")
    half = len(words) // 2
    return " ".join(words[:half]) + "\n            " + " ".join(words[half:])


def reworded(text: str, luck: int) -> str:
    """Say a title slightly differently, as a preprint and its article do."""
    changes = (
        ("Exploring ", "Understanding "),
        (" among ", " in "),
        (" during ", " throughout "),
        ("Experiences of", "Lived experiences of"),
        (" and ", " & "),
        ("Factors associated with", "Correlates of"),
    )
    for old, new in changes[luck % 3 :] + changes[: luck % 3]:
        if old in text:
            return text.replace(old, new, 1)
    return f"{text}: preliminary findings"
