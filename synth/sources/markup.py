"""Text out of HTML, JATS and MathML: the words, and in abstracts the labels of their sections."""

from __future__ import annotations

import html
import re

# Only what is known to be a tag is one: «p <0.05 and b> 3» keeps its signs.
_NAMES = (
    "p|div|br|sec|title|label|abstract|h[1-6]|ul|ol|li|list|list-item|table|tr|td|th|"
    "i|em|italic|b|strong|bold|u|underline|overline|strike|s|sub|inf|sup|sc|scp|smallcaps|small|big|"
    "tt|code|monospace|roman|span|font|a|ext-link|uri|email|xref|fn|styled-content|named-content|"
    "inline-formula|disp-formula|disp-quote|inline-graphic|graphic|alternatives|tex-math|math|mrow|mi|mn|mo|"
    "msub|msup|msubsup|mfrac|mtext|mover|munder|mspace|mstyle|semantics|annotation|img|q|cite|article-title"
)
_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
_TAG = re.compile(
    rf"<(/?)((?:jats|mml|m|xhtml|html|ce):[\w-]+|(?:{_NAMES})(?=[\s/>])){_ATTRIBUTES}>", re.IGNORECASE
)
_UNSEEN = re.compile(
    r"<((?:[a-z]+:)?(?:tex-math|annotation))\b[^<>]*>.*?</\1\s*>|<!--.*?-->|<!\[CDATA\[|\]\]>|<\?.*?\?>",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b]")
_HEADINGS = {"title", "h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {
    "p",
    "div",
    "br",
    "sec",
    "abstract",
    "ul",
    "ol",
    "li",
    "list",
    "list-item",
    "table",
    "tr",
    "disp-quote",
}
_APART = {"td", "th", "label", "math", "inline-formula", "disp-formula"}
_ITALICS = {"i", "em", "italic"}
# What stands for structure while a text is read; no source sends these, they are cut out before.
_PARAGRAPH, _OPEN, _CLOSE, _LABEL, _GAP, _ITALIC, _INLINE = (
    "\x01",
    "\x02",
    "\x03",
    "\x04",
    "\x05",
    "\x06",
    "\x07",
)
_MARKS = f"{_GAP}{_ITALIC}{_INLINE}"
# Publishers lose the blanks around italics («between<i>Chlamydia</i>Infection»), or put lines there.
_LOST = re.compile(f"(?<=[^\\W\\d_]{{3}}){_ITALIC}(?=[^\\W\\d_]{{3}})")
_BEFORE = re.compile(f"([(\\[])\\s+(?=[{_MARKS}])")
_BEHIND = re.compile(f"(?<=[{_MARKS}])\\s+(?=[)\\],.;])")
_NEEDLESS = re.compile(f"(?<=[\\s(\\[])[{_MARKS}]+|[{_MARKS}]+(?=[\\s)\\],.;:]|$)|[{_ITALIC}{_INLINE}]")


def plain(text: str | None) -> str:
    """Give a text on one line: no tags, entities decoded, blanks folded; "" for None."""
    if not text:
        return ""
    if "<" not in text and "&" not in text:  # most texts: the quick way
        return " ".join(_CONTROL.sub("", text).split())
    return _folded(re.sub(f"[{_PARAGRAPH}{_OPEN}{_CLOSE}]", " ", _untagged(text)))


def paragraphs(text: str | None) -> str | None:
    """
    Give an abstract as lines, one a paragraph, each label of a section before its text.

    ``<h4>Aim</h4>To find<p>More</p>`` becomes ``Aim: To find`` and ``More``. None where no word is left.
    """
    if not text or ("<" not in text and "&" not in text):
        return plain(text) or None
    labelled = re.sub(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}", _label, _untagged(text))
    joined = re.sub(f"{_LABEL}[\\s{_PARAGRAPH}]*", " ", labelled)
    lines = (_folded(re.sub(f"[{_OPEN}{_CLOSE}]", " ", line)) for line in joined.split(_PARAGRAPH))
    return "\n".join(line for line in lines if line) or None


def without_point(title: str) -> str:
    """Give a title without the full stop some databases put behind each; ``U.S.`` and ``…`` keep theirs."""
    last = title.rsplit(None, 1)[-1] if title else ""
    return title[:-1] if last.endswith(".") and "." not in last[:-1] and len(last) > 2 else title


def _untagged(text: str) -> str:
    """Cut tags and decode entities, also those that were encoded twice."""
    text = _CONTROL.sub("", text)
    for _ in range(3):
        shorter = _ENTITY.sub(_decoded, _TAG.sub(_mark, _UNSEEN.sub("", text)))
        if shorter == text:
            break
        text = shorter
    return text


def _decoded(entity: re.Match[str]) -> str:
    return _CONTROL.sub("", html.unescape(entity[0]))


def _mark(tag: re.Match[str]) -> str:
    """Give what stands for a tag while the text is read."""
    name = tag[2].lower().rpartition(":")[2]
    if name in _HEADINGS:
        return _CLOSE if tag[1] else _PARAGRAPH + _OPEN
    if name in _BLOCKS:
        return _PARAGRAPH
    return _GAP if name in _APART else _ITALIC if name in _ITALICS else _INLINE


def _label(heading: re.Match[str]) -> str:
    words = _folded(heading[1]).rstrip(":. ")
    return f"{words}:{_LABEL}" if words and words.casefold() != "abstract" else _LABEL


def _folded(text: str) -> str:
    """Fold blanks, and set those that tags stood for where they belong."""
    text = _BEHIND.sub("", _BEFORE.sub(r"\1", _LOST.sub(" ", text)))
    return " ".join(_NEEDLESS.sub("", text).replace(_GAP, " ").split())
