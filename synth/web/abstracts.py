"""An abstract as paragraphs, each with its label where it has one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What authors and journals call the parts of an abstract.
_NAMES = (
    "background|introduction|context|rationale|problem|issue|objectives?|aims?|purpose|goals?|questions?|"
    "hypothes[ie]s|(?:study |research )?design|settings?|participants?|subjects|sample|patients|population|"
    "(?:materials? and )?methods?|methodology|approach|interventions?|"
    "(?:main )?(?:outcome )?measure(?:ment)?s?|outcomes?|procedures?|"
    "data (?:sources?|collection|analysis|extraction|synthesis)|"
    "analys[ie]s|(?:main |key )?(?:results?|findings?)|discussion|conclusions?|interpretation|limitations?|"
    "recommendations?|significance|relevance|originality|value|contribution|evaluation|impact|"
    "(?:practice |practical |clinical |research |social )?(?:limitations?/)?implications?"
    "(?: for (?:practice|research|policy|education))?|(?:trial )?registration|funding"
)
_LABEL, _CAPITALS = (
    rf"(?:{names})(?:\s?(?:and|AND|&|/)\s?(?:{names}))*" for names in (_NAMES, _NAMES.upper())
)
_BEGINS = r"(?:^|(?<=[.?!)\]]\s))"  # where a sentence begins
# «Methods: …», «MAIN BODY: …», and «METHODS We …» without a colon, as OpenAlex has it.
_SURE = (
    rf"(?i:({_LABEL}))\s?[:.\u2013\u2014]\s+|([A-Z][A-Z ,/&]{{3,50}}):\s+"
    rf"|((?:ABSTRACT )?{_CAPITALS})\s+(?=[A-Z0-9\"“(])"
)
# «Methods We …» may be the subject of a sentence, too: believed where there are several of them.
_BARE = rf"((?:Abstract )?(?i:{_LABEL}))\s+(?=[A-Z0-9\"“(])"
_WITHIN, _BARELY, _EITHER = (
    re.compile(rf"{_BEGINS}(?=[A-Z])(?:{labels})") for labels in (_SURE, _BARE, f"{_SURE}|{_BARE}")
)
_SEVERAL = 3
# At the head of a line of its own any short phrase with a colon is a label.
_HEAD = re.compile(r"([^\W\d_][^:.;?!]{1,48}?)\s?:\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One part of an abstract; ``label`` is empty where it has none."""

    text: str
    label: str = ""


def paragraphs(abstract: str) -> tuple[Paragraph, ...]:
    """Cut an abstract at its lines and labels; nothing of it is lost but blanks and what parts the label."""
    lines = [line.strip() for line in abstract.splitlines() if line.strip()]
    return tuple(part for line in lines for part in _parts(line, alone=len(lines) == 1))


def _parts(line: str, *, alone: bool) -> Iterator[Paragraph]:
    label, start = "", 0
    head = None if alone else _HEAD.match(line)
    if head:
        label, start = head[1], head.end()
    labels = _EITHER if len(_BARELY.findall(line)) >= _SEVERAL else _WITHIN
    for match in labels.finditer(line, start):
        if text := line[start : match.start()].strip():
            yield Paragraph(label=label, text=text)
        elif label:
            yield Paragraph(label=label, text="")
        label, start = next(filter(None, match.groups())), match.end()
    if label or line[start:].strip():
        yield Paragraph(label=label, text=line[start:].strip())
