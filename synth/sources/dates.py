"""Dates as exact as a source has them: 2025, 2025-01 or 2025-01-31."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?![\d-])")
_WORDS = re.compile(r"(\d{4})\b(?:\s+([A-Za-z]{3})[a-z]*)?(?:\s+(\d{1,2})\b)?")


def year(number: int | None) -> int | None:
    """Give a year that can be one of publication, else None."""
    return number if number is not None and 1000 <= number <= 2999 else None


def month(text: str | None) -> int | None:
    """Give the number of a month written as ``1``, ``01``, ``Jan`` or ``January``."""
    bare = (text or "").strip().lower()
    if bare.isascii() and bare.isdigit():
        return int(bare) if 1 <= int(bare) <= 12 else None
    return _MONTHS.index(bare[:3]) + 1 if bare[:3] in _MONTHS else None


def joined(years: int | None, months: int | None = None, days: int | None = None) -> str | None:
    """Give the parts as ISO 8601 up to the last one that is possible."""
    if year(years) is None or years is None:
        return None
    if months is None or not 1 <= months <= 12:
        return f"{years:04}"
    try:
        return date(years, months, days or 0).isoformat()
    except ValueError:
        return f"{years:04}-{months:02}"


def iso(text: str | None) -> str | None:
    """Read ``2025``, ``2025-01``, ``2025-01-31`` and ``2025-01-31T…``."""
    found = _ISO.match(text or "")
    if not found:
        return None
    return joined(int(found[1]), int(found[2]) if found[2] else None, int(found[3]) if found[3] else None)


def words(text: str | None) -> str | None:
    """Read ``2025 Jan 31``, and of ``1998 Dec-1999 Jan`` or ``1993 Sep-Oct`` the beginning."""
    found = _WORDS.search(text or "")
    if not found:
        return None
    return joined(int(found[1]), month(found[2]), int(found[3]) if found[3] else None)


def finest(issue: str | None, *others: str | None) -> str | None:
    """
    Give the date of the issue, or where that is a bare year a finer date of the same year.

    So the year of the date is the year one cites, though the article was online a year before.
    """
    if issue is None:
        return next((other for other in others if other), None)
    if len(issue) > 4:
        return issue
    return next((other for other in others if other and other.startswith(issue)), issue)


def year_of(text: str | None) -> int | None:
    """Give the year of a date in ISO 8601."""
    return year(int(text[:4])) if text else None
