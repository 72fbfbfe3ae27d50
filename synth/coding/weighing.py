"""Which sentences of an abstract tell of the work itself, and which only lead up to it or look ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A text longer than this is an essay or a whole article: there is no opening to tell apart.
_ESSAY = 3500
_CUE = re.compile(
    r"\b(?:this|the (?:present|current)) (?:study|paper|article|research|project|review|work|report|essay|"
    r"commentary|"
    r"perspective|editorial|survey|trial|investigation|analysis|chapter|thesis|dissertation|column|viewpoint|"
    r"(?:\w+[ -]){1,3}(?:study|review|analysis|trial|survey))\b"
    r"|\bthe study\b|\b(?:we|our|us)\b|\bthe authors?\b|\bhere,|\bwhether\b"
    r"|\b(?:aims?|aimed|purpose|objectives?|goals?|hypothesi[sz]ed?)\b|\bto (?:explore|examine|determine|"
    r"assess|"
    r"evaluate|compare|describe|investigate|identify|understand|test|develop|analy[sz]e|review|report|"
    r"validate)\b"
    r"|\b(?:was|were) (?:conducted|carried|performed|used|collected|recruited|invited|asked|interviewed|"
    r"surveyed|"
    r"analy[sz]ed|included|administered|distributed|developed|designed|held|given|randomi[sz]ed|searched)\b"
    r"|\bparticipants\b|\brespondents\b|\bn ?= ?\d",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:future|further|additional|more) (?:\w+ )?(?:research|studies|study|work|efforts|"
    r"investigations?|trials?|"
    r"directions?)\b|\bfuture\b.*\bshould\b"
    r"|\bimplications? for\b|\bneeds? to be (?:studied|explored|investigated|examined)\b"
    r"|\b(?:could|might|may) (?:\w+ )?(?:assist|contribute|enhance|ultimately|be used|be useful|be "
    r"valuable|inform)\b"
    r"|\bhighlights? the (?:\w+ )?(?:need|importance|potential|necessity)\b|\bunderscores? the\b|\b(?:is|"
    r"are) warranted\b"
    r"|\bpotential (?:to|for)\b|\bpromises? to\b|\bpromising\b|\brecommend|\bit is (?:essential|important|"
    r"crucial)\b",
    re.IGNORECASE,
)


def telling(text: str, starts: Sequence[int]) -> list[bool]:
    """
    Say of each sentence, by where it starts, whether it tells of the work itself.

    The sentences before the first that speaks of a study, a purpose or of "us" lead up to it; where none
    does, all tell. So do all of a long text, which is no abstract.
    """
    ends = [*starts[1:], len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    if len(text) > _ESSAY:
        return [True] * len(parts)
    ahead = [bool(_AHEAD.search(part)) for part in parts]
    cued = [bool(_CUE.search(part)) and not ahead[place] for place, part in enumerate(parts)]
    first = cued.index(True) if True in cued else 0
    return [place >= first and not looks for place, looks in enumerate(ahead)]
