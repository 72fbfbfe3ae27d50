"""Which sentences of an abstract tell of the work itself, and which only lead up to it or look ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

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
# Of whom, or to what end: the sentences of purpose, sample and what those asked said.
_STUDIED = re.compile(
    r"\b(?:aims?|aimed|purpose|objectives?|goals?|explored?|examined?|investigated?|studied|assessed|"
    r"evaluated|compared|"
    r"described?|asked (?!to\b)|joined|invited|interviewed|surveyed|interviews?|focus groups?|survey|"
    r"questionnaires?|sample|cohort|"
    r"participants|participated|respondents|took part|completed|answered|responded|enrolled|randomi[sz]ed|"
    r"experiences? of|"
    r"experienced|perceptions? of|perceived|views of|among|felt|reported|n ?= ?\d+|we|this (?:study|"
    r"review|article|paper))\b"
    r"|\b\d[\d,]+ [a-z]|\b(?:should|need to)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:future|further|additional|more) (?:\w+ )?(?:research|studies|study|work|efforts|"
    r"investigations?|trials?|"
    r"directions?)\b|\bfuture\b.*\bshould\b"
    r"|\bimplications? for\b|\bneeds? to be (?:studied|explored|investigated|examined)\b"
    r"|\b(?:could|might|may) (?:\w+ )?(?:assist|contribute|enhance|ultimately|be used|be useful|be "
    r"valuable|help|be well placed|inform)\b"
    r"|\bhighlights? the (?:\w+ )?(?:need|importance|potential|necessity)\b|\bunderscores? the\b|\b(?:is|"
    r"are) warranted\b"
    r"|\bpotential (?:to|for)\b|\bpromises? to\b|\bpromising\b|\brecommend|\bit is (?:essential|important|"
    r"crucial)\b",
    re.IGNORECASE,
)


class Weight(IntEnum):
    """How much what a sentence names is what the work is about."""

    PASSING = 0  # it leads up to the work or looks ahead
    TOLD = 1
    STUDIED = 2  # it says what was asked, or of whom


def telling(text: str, starts: Sequence[int]) -> list[Weight]:
    """
    Say of each sentence, by where it starts, how much it tells of the work itself.

    The sentences before the first that speaks of a study, a purpose or of "us" lead up to it; where none
    does, all tell. So do all of a long text, which is no abstract.
    """
    ends = [*starts[1:], len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    if len(text) > _ESSAY:
        return [Weight.STUDIED] * len(parts)
    ahead = [bool(_AHEAD.search(part)) for part in parts]
    cued = [bool(_CUE.search(part)) and not ahead[place] for place, part in enumerate(parts)]
    first = cued.index(True) if True in cued else 0
    weights = []
    for place, part in enumerate(parts):
        if place < first or ahead[place]:
            weights.append(Weight.PASSING)
        else:
            weights.append(Weight.STUDIED if _STUDIED.search(part) or True not in cued else Weight.TOLD)
    return weights
