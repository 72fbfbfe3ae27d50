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
    r"|\b\d[\d,]+ [a-z]|\bneed to\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:future|further|additional|more) (?:\w+ )?(?:research|studies|study|work|efforts|"
    r"investigations?|trials?|"
    r"directions?)\b|\bfuture\b.*\bshould\b"
    r"|\bimplications? for\b|\bneeds? to be (?:studied|explored|investigated|examined)\b"
    r"|\b(?:could|might|may|can) (?:\w+ )?(?:assist|contribute|enhance|improve|increase|reduce|"
    r"minimi[sz]e|lead to|serve|ultimately|be used|be useful|be "
    r"valuable|help|be well placed|inform)\b"
    r"|\bhighlights? the (?:\w+ )?(?:need|importance|potential|necessity)\b|\bunderscores? the\b|\b(?:is|"
    r"are) warranted\b"
    r"|\b(?:research|studies|work) (?:is|are) (?:\w+ )?needed\b|\bmore research\b|\bpotential (?:to|"
    r"for)\b|\bpromises? to\b|\bpromising\b|\brecommend|\bit is (?:essential|important|"
    r"crucial)\b",
    re.IGNORECASE,
)


class Weight(IntEnum):
    """How much what a sentence names is what the work is about."""

    PASSING = 0  # it leads up to the work or looks ahead
    TOLD = 1
    STUDIED = 2  # it says what was asked, or of whom


class Telling:
    """
    How much each sentence of a text tells of the work itself, worked out when it is asked for.

    The sentences before the first that speaks of a study, a purpose or of "us" lead up to it; where none
    does, all tell. So do all of a long text, which is no abstract.
    """

    def __init__(self, text: str, starts: Sequence[int]) -> None:
        self._text = text
        self._bounds = [*starts, len(text)]
        self._weights: dict[int, Weight] = {}
        self._ahead: dict[int, bool] = {}
        self._begins: int | None = None

    def weight(self, number: int) -> Weight:
        """Give the weight of a sentence by its number, from 0."""
        if number not in self._weights:
            self._weights[number] = self._weighed(number)
        return self._weights[number]

    def _weighed(self, number: int) -> Weight:
        if len(self._text) > _ESSAY:
            return Weight.STUDIED
        if self._looks_ahead(number) or number < (begins := self._beginning()):
            return Weight.PASSING
        if begins < 0 or self._says(_STUDIED, number):
            return Weight.STUDIED
        return Weight.TOLD

    def _beginning(self) -> int:
        """Give the number of the sentence with which the work begins, -1 where none says so."""
        if self._begins is None:
            told = (one for one in range(len(self._bounds) - 1) if self._says(_CUE, one))
            self._begins = next((one for one in told if not self._looks_ahead(one)), -1)
        return self._begins

    def _looks_ahead(self, number: int) -> bool:
        if number not in self._ahead:
            self._ahead[number] = self._says(_AHEAD, number)
        return self._ahead[number]

    def _says(self, words: re.Pattern[str], number: int) -> bool:
        return bool(words.search(self._text[self._bounds[number] : self._bounds[number + 1]]))
