"""LaTeX as BibTeX files hold it, as plain text."""

from __future__ import annotations

import re
from functools import lru_cache

from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry, Field

_DECODING = LatexDecodingMiddleware(keep_math_mode=False)
# One letter with its accent, or one foreign letter: decoded each for itself, as there are few of them
# and the decoder is slow: \"{U}, \'\i, \c c, \o{}, \ss.
_LETTER = re.compile(
    r"\\(?:[\"'`^~=.]\s*|[uvHcdbkr]\s+|[uvHcdbkr](?=\{))(?:\{\s*\\?[A-Za-z]\s*\}|\\[ij]\b|[A-Za-z])"
    r"|\\(?:aa|AA|ae|AE|oe|OE|ss|o|O|l|L|i|j)(?:\{\}|(?![A-Za-z])\s?)"
)
# Zotero writes mark-up this way: {\textless}i{\textgreater}. The decoder would drop the signs.
_SIGN = re.compile(r"\{?\\text(less|greater)\b(?:\{\})?\}?")
_ESCAPED = re.compile(r"\\([_%&#${}])")
_KEPT = {ord(sign): chr(0xE000 + ord(sign)) for sign in "_%&#${}"}  # signs of private use, till the end
_BACK = {ord(kept): sign for sign, kept in _KEPT.items()}
_MATH = re.compile(r"\$([^$]*)\$")


def plain(text: str) -> str:
    r"""
    Give a value without its LaTeX: ``{\"U}ber {NASA}`` is ``Über NASA``; a broken command stays as it is.

    Many programs write ``%``, ``$`` and ``&`` as they are, where LaTeX would see a comment or a formula.
    """
    text = text.replace("``", "\u201c").replace("''", "\u201d")
    text = re.sub(r"(?<=[^\s\\])~(?=\S)", " ", text)
    if "\\" in text:
        text = _SIGN.sub(lambda found: "<" if found[1] == "less" else ">", text)
        text = _ESCAPED.sub(lambda found: found[1].translate(_KEPT), text)
        text = _LETTER.sub(lambda found: _decoded(found[0]), text)
    if "$" in text:
        text = _MATH.sub(_formula, text).replace("$", "$".translate(_KEPT))
    text = _decoded(text.replace("%", "\\%")) if "\\" in text else _unbraced(text)
    return text.translate(_BACK)


def verbatim(text: str) -> str:
    """Give an identifier or address, in which only escapes and braces are LaTeX."""
    return re.sub(r"\\url\b", "", _unbraced(re.sub(r"\\([_%&#$~{}])", r"\1", text))).strip()


@lru_cache(maxsize=4096)
def _decoded(text: str) -> str:
    decoded = _DECODING.transform_entry(Entry("", "", [Field("value", text)]), Library())
    return str(decoded.fields[0].value) if isinstance(decoded, Entry) else _unbraced(text.replace("\\%", "%"))


def _formula(found: re.Match[str]) -> str:
    r"""Decode ``$\alpha$``, take ``$_2$`` for 2, and leave ``$5 and $`` as it is: that is money."""
    inner = found[1]
    if "\\" in inner:
        return _decoded(found[0])
    if re.search(r"[_^<>=+]", inner) or len(inner) == 1:
        return re.sub(r"[_^{}]", "", inner)
    return found[0].translate(_KEPT)


def _unbraced(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace("---", "\u2014").replace("--", "\u2013")
