"""Single values as exports write them: names, dates, languages, kinds, ISSNs, plain text."""

from __future__ import annotations

import calendar
import html
import re

from synth.domain.records import Author, Kind

_BLOCKS = re.compile(r"</?(?:p|br|div|h\d|jats:(?:p|sec|title))(?:\s[^<>]*)?/?>", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:i|b|u|em|strong|sub|sup|span|jats:[a-z]+)(?:\s[^<>]*)?/?>", re.IGNORECASE)
# Control characters but tab and newline, and halves of UTF-16 pairs, which no encoding can write again.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_GIVEN = re.compile(r"(?:[A-Z\u00c0-\u00de]\.?[- ]?){1,4}")
_INITIALS = re.compile(rf"(?P<family>\S.*?)[ ](?P<given>{_GIVEN.pattern})")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LANGUAGES = {
    name: code
    for code, names in {
        "en": "eng english",
        "es": "spa spanish español espanol",
        "pt": "por portuguese português",
        "fr": "fre fra french français",
        "de": "ger deu german deutsch",
        "it": "ita italian italiano",
        "nl": "dut nld dutch",
        "sv": "swe swedish",
        "no": "nor norwegian",
        "da": "dan danish",
        "fi": "fin finnish",
        "pl": "pol polish",
        "ru": "rus russian",
        "tr": "tur turkish",
        "fa": "per fas persian farsi",
        "ar": "ara arabic",
        "zh": "chi zho chinese",
        "ja": "jpn japanese",
        "ko": "kor korean",
    }.items()
    for name in names.split()
}
# Words of RIS, BibTeX, CSL, Crossref and our own Kind; what is not here is `other`.
_KINDS = {
    word: kind
    for kind, words in {
        Kind.ARTICLE: "jour ejour jfull mgzn inpr article journal-article article-journal journalarticle",
        Kind.REVIEW: "review review-article systematic-review literature-review",
        Kind.PREPRINT: "preprint posted-content",
        Kind.CONFERENCE: "conf cpaper abst conference inproceedings proceedings conference-paper "
        "proceedings-paper proceedings-article paper-conference conferencepaper meeting-abstract",
        Kind.CHAPTER: "chap echap chapter book-chapter incollection inbook booksection book-section",
        Kind.BOOK: "book ebook edbook monograph",
        Kind.DISSERTATION: "thes thesis dissertation phdthesis mastersthesis",
        Kind.REPORT: "rprt govdoc report techreport",
        Kind.COMMENTARY: "news commentary editorial editorial-material letter comment newspaperarticle "
        "book-review",
        Kind.ERRATUM: "erratum correction corrigendum published-erratum",
        Kind.RETRACTION: "retraction retraction-notice retraction-of-publication",
        Kind.PEER_REVIEW: "peer-review",
        Kind.DATASET: "data dbase dataset",
    }.items()
    for word in words.split()
}


def plain(text: str) -> str:
    """Give text on one line: entities decoded, mark-up out, blanks folded, nothing unwritable."""
    return " ".join(_decoded(text).split())


def paragraphs(text: str) -> str:
    """Give text as ``plain`` does, but keep its paragraphs, joined by one newline."""
    lines = (" ".join(line.split()) for line in _decoded(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _decoded(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text:
        text = _INLINE.sub("", _BLOCKS.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    return _UNWRITABLE.sub("\ufffd", text)


def author(text: str) -> Author | None:
    """
    Read one author: ``Family, Given``, ``Family GH``, or a name as it is.

    A comma at the end is EndNote's way to say that a name is a group's. None where nothing is left.
    """
    return _author(plain(text))


def _author(text: str) -> Author | None:
    name = text.strip("; ")
    if name.endswith(","):
        name = name.rstrip(", ")
        return Author(name=name) if name else None
    if "t al" in name:
        name = re.sub(r"(?:^|,?\s+)[Ee]t al\.?$", "", name)
    if name.lower() == "others":  # BibTeX's word for those not named
        return None
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family:
        given, _, suffix = (part.strip() for part in given.partition(","))
        shown = f"{given} {family}, {suffix}" if suffix else f"{given} {family}"
        return Author(name=shown, family=family, given=given or None)
    initials = _INITIALS.fullmatch(name)
    # RW SAPP or AB CD says nothing about which part is the family's.
    if initials and not initials["family"].isupper():
        return Author(name=name, family=initials["family"], given=initials["given"].strip())
    return Author(name=name) if name else None


def authors(text: str) -> tuple[Author, ...]:
    """Read a line of authors, separated by ``;``, else by `` and ``, else ``Family GH, Family IJ``."""
    text = plain(text)
    if ";" in text:
        return listed(text)
    return listed(";".join(name for part in re.split(r",?\s+and\s+", text) for name in _commas(part)))


def _commas(text: str) -> list[str]:
    """Cut ``Family GH, Family IJ`` and ``Family, G. H., Family, I.`` into names; else it is one name."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > 1 and all(_INITIALS.fullmatch(part) and not _GIVEN.fullmatch(part) for part in parts):
        return parts
    families, given = parts[::2], parts[1::2]
    if len(given) > 1 and len(parts) % 2 == 0 and all(map(_GIVEN.fullmatch, given)):
        return [f"{family}, {initials}" for family, initials in zip(families, given, strict=True)]
    return [text]


def listed(text: str) -> tuple[Author, ...]:
    """Read authors separated by ``;``, which an entity may hold too: ``D&#252;llmann`` is one name."""
    names = plain(text).replace("&NA;", "").split(";")  # so Ovid says that there is none
    return tuple(found for name in names if (found := _author(name)))


def date(text: str) -> str | None:
    """Give a date as exact as it is written: ``2024``, ``2024-05``, ``2024-05-13``; None where it is none."""
    found = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?:\.0)?(?!\d)", text)
    if not found:
        return None
    year, rest = found[1], text[found.end() :]
    numbers = re.match(r"[-/. ]\s*(\d{1,2})(?:[-/. ]\s*(\d{1,2}))?(?!\d)", rest)
    if numbers and 1 <= int(numbers[1]) <= 12:
        return _dated(year, int(numbers[1]), int(numbers[2] or 0))
    named = re.search(r"(?<![a-z])(" + "|".join(_MONTHS) + r")[a-z]*\.?\s*(\d{1,2})?(?!\d)", text.lower())
    if named:
        return _dated(year, _MONTHS.index(named[1]) + 1, int(named[2] or 0))
    return year


def _dated(year: str, month: int, day: int) -> str:
    days = calendar.monthrange(int(year), month)[1]
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= days else f"{year}-{month:02}"


def language(text: str) -> str | None:
    """Give a language's two letters (ISO 639-1) where known, else what was written, in small letters."""
    word = plain(text).lower()
    first = re.split(r"[;,/ ]", word)[0]
    if re.fullmatch(r"[a-z]{2}(?:[-_][a-z]{2,4})?", first):
        return first[:2]
    return _LANGUAGES.get(first, word) or None


def kind(text: str) -> Kind:
    """Give what a publication is, from the word of a file; ``other`` where the word is unknown."""
    word = re.sub(r"[\s_]+", "-", text.strip().lower())
    return _KINDS.get(word) or _KINDS.get(word.replace("-", ""), Kind.OTHER)


def issns(text: str) -> tuple[str, ...]:
    """Give every ISSN in a text as ``1234-567X``; ISBNs and words like «(Print)» are passed by."""
    words = re.split(r"[\s;,()\[\]]+", text.replace("\u2013", "-"))
    found = (word.upper().replace("-", "") for word in words if _ISSN.fullmatch(word))
    return tuple(dict.fromkeys(f"{digits[:4]}-{digits[4:]}" for digits in found))


def keywords(text: str) -> tuple[str, ...]:
    """Split keywords at ``;``; the asterisk of a major MeSH heading is dropped."""
    words = (plain(word).strip("* ") for word in text.split(";"))
    return tuple(dict.fromkeys(word for word in words if word))
