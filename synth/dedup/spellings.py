"""Titles and names as they are compared: one spelling for what sources write in many ways."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_INLINE = re.compile(
    r"</?(?:i|b|u|em|strong|su[bp]|sc|scp|span|jats:\w+|mml:\w+)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
# Marks that stand on Latin, Greek and Cyrillic letters; those of other scripts are letters of their own.
_ACCENTS = re.compile("[\u0300-\u036f]")
_JOINING = re.compile("['\u2019\u2018\u02bc`]")
_SHORTEST = 12  # bytes of UTF-8: about two words in Latin letters, four signs in Chinese or Japanese
# Headings of sections that every issue of a journal has; compared with a title's key.
_STOCK = re.compile(
    r"(?:guest|invited)?(?:editorials?|comments?|commentar(?:y|ies)|perspectives?|viewpoint)(?:board|comment(?:ary)?)?"
    r"|editors?(?:comments?|corner|notes?|page|message)|fromtheeditors?|presidents?(?:message|page|address)"
    r"|letters?(?:totheeditors?)?|correspondence|(?:authors?|in)?(?:reply|response)(?:totheeditors?|totheauthors?)?"
    r"|errat(?:um|a)|corrections?|corrigend(?:um|a)|retraction(?:notice)?|expressionofconcern|notice(?:ofretraction)?"
    r"|(?:book|media|film)reviews?(?:section)?|reviews?|(?:conference|meeting|oral|poster)?abstracts?"
    r"|(?:oral|poster)(?:presentations?|sessions?)|originalarticles?|casereports?|news(?:andviews)?|inbrief|calendar"
    r"|announcements?|obituar(?:y|ies)|inmemoriam|inthisissue|issueinformation|introduction|preface|foreword|welcome"
    r"|acknowledge?ments?|thankyoutoreviewers|reviewers|contributors|(?:tableof)?contents|index|titlepage|frontmatter"
    r"|untitled|notitle(?:available)?"
)


def plain(text: str) -> str:
    """
    Give the words of a text in lower case, with single blanks, without markup, accents and punctuation.

    Letters, digits and marks of every script stay, so no title becomes empty that had a word in it;
    «&» is «and».
    """
    if not text.isascii() or "&" in text or "<" in text:
        text = _unaccented(text)
    # An apostrophe joins (student's, students'), everything else that is no letter parts.
    return " ".join(_JOINING.sub("", text.casefold()).translate(_PARTING).split())


def _unaccented(text: str) -> str:
    bare = _TAG.sub(" ", _INLINE.sub("", html.unescape(text))).replace("&", " and ")
    unaccented = _ACCENTS.sub("", unicodedata.normalize("NFKD", bare))
    return unicodedata.normalize("NFKC", unaccented)


class _Parting(dict[int, str]):
    """A table for ``str.translate`` that grows: what is no letter, digit or mark becomes a blank."""

    def __missing__(self, sign: int) -> str:
        known = chr(sign) if unicodedata.category(chr(sign))[0] in "LNM" else " "
        self[sign] = known
        return known


_PARTING = _Parting()


def key(text: str) -> str:
    """Give a text's words run together: «well-being» and «wellbeing» are one spelling."""
    return plain(text).replace(" ", "")


def telling(title_key: str) -> bool:
    """Say whether a title, given as its key, names one publication: neither stock nor very short."""
    return not _STOCK.fullmatch(title_key) and len(title_key.encode()) >= _SHORTEST


def family(author: Mapping[str, Any]) -> str:
    """Give the key of an author's family name, from the name as shown where no family name is given."""
    if author.get("family"):
        return _name_key(str(author["family"]))
    name = str(author.get("name") or "")
    before, comma, _ = name.partition(",")
    words = before.split()
    if not comma and len(words) > 1:
        # «Suryavanshi C» has the initials behind, «Chinmay Suryavanshi» the family name.
        initials = len(words[-1]) <= 3 and words[-1].isupper()
        return _name_key(" ".join(words[:-1]) if initials else words[-1])
    return _name_key(before)


@lru_cache(maxsize=65_536)  # few names are borne by most authors
def _name_key(name: str) -> str:
    return key(name)
