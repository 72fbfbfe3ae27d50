"""Figures that an abstract gives of its own study: participants, sites, response rate, countries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from synth.coding.countries import countries
from synth.coding.passages import Sentences, labels
from synth.coding.words import NUMBERS

PARTICIPANTS, SITES, RATE, COUNTRY = "participants", "sites", "response rate", "country"

_SMALL = {"one": 1} | {word: number for word, number in NUMBERS.items() if number < 20}
_TENS = {word: number for word, number in NUMBERS.items() if number >= 20}
_UNIT = "|".join(_SMALL)
_WRITTEN = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNIT}))?|(?:a|{_UNIT}) hundred(?:(?: and)? "
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ]"
    rf"(?:{_UNIT}))?|{_UNIT}))?|{_UNIT})"
)
# No part of a decimal, a range, a share, an age, a year of study or a name that ends in a number.
_DIGITS = (
    r"(?<![\w.,$\u20ac\u00a3<>=\u2264\u2265/\u2013-])\d{1,3}(?:[, \u202f]\d{3})+(?![\d.]\d)|"
    r"(?<![\w.,$/\u2013-])\d+(?![\d.,]\d)"
)
_NUMBER = (
    rf"(?P<number>(?=[0-9AEFNOSTaefnost]){_DIGITS}|\b{_WRITTEN}\b)(?!\s?(?:%|per ?cent|"
    rf"[-\u2013]\s?\d|to \d|\u00b1))"
)
_PEOPLE = (
    r"(?:participants|respondents|interviewees|informants|students|undergraduates|graduates|learners|"
    r"trainees|interns|nurses|"
    r"midwives|physicians|doctors|surgeons|residents|fellows|registrars|pharmacists|dentists|paramedics|"
    r"therapists|"
    r"physiotherapists|physical therapists|occupational therapists|radiographers|dietitians|clerks|"
    r"veterinarians|[^\W\d_]+(?:ologists|iatrists|icians)|faculty members|faculty|educators|teachers|"
    r"preceptors|instructors|supervisors|mentors|lecturers|"
    r"academics|leaders|managers|staff members|staff|employees|workers|clinicians|practitioners|"
    r"professionals|providers|"
    r"specialists|patients|caregivers|carers|inpatients|outpatients|survivors|adults|adolescents|children|"
    r"pupils|women|men|people|"
    r"individuals|persons|veterans|volunteers|subjects|donors|applicants|members|majors|refugees|inmates|"
    r"personnel|teenagers)"
)
_SITE = (
    r"(?:sites|institutions|hospitals|universities|(?:medical |nursing |dental |pharmacy |veterinary "
    r")?schools(?: of \w+)?|"
    r"colleges|(?:medical |health |trauma |cancer )?cent(?:er|re)s|clinics|campuses|residency programs|"
    r"nursing homes|"
    r"care homes|facilities|health systems|general practices|hospices)"
)
_NOT_BETWEEN = (
    r"(?!(?:of|in|per|to|out|years?|months?|weeks?|days?|hours?|minutes?|points?|items?|times?|percent|"
    r"sessions?|"
    r"versus|vs|groups?|themes?|or|than|more|hospitals?|schools?|universities|sites|institutions|centers|"
    r"centres|"
    r"studies|questions|interviews|focus|from|with|by|at|for|were|was|is|are|had|have|who|that|which|on|"
    r"as|if|"
    r"the)\b)"
)
_SOME = rf"(?:[ \u00a0]{_NOT_BETWEEN}[^\W\d_][\w\u2019'/-]*){{0,5}}?[ \u00a0]"
_COUNTED = re.compile(rf"{_NUMBER}{_SOME}{_PEOPLE}(?![\w-])", re.IGNORECASE)
# A number may begin here; the patterns above are then tried at these places only.
_BEGINS = re.compile(rf"(?<![\w.])(?:\d|(?:{'|'.join(_TENS)}|{_UNIT}|a hundred)\b)", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:a total of|in total,?|totall?ing|(?:sample|cohort) of|altogether,?|overall,)\s+$", re.IGNORECASE
)
# "A total of five residents, 12 nurses and …" counts each.
_MORE = re.compile(rf",?\s(?:and\s)?{_NUMBER}{_SOME}{_PEOPLE}(?![\w-])", re.IGNORECASE)
_EQUALS = re.compile(r"(?<!\w)[nN]\s?=\s?(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?![\d/]|[.,]\d|\s?%)")
_INTERVIEWS = re.compile(rf"{_NUMBER}{_SOME}interviews(?!\w)", re.IGNORECASE)
_SITES = re.compile(
    rf"{_NUMBER}(?:[ \u00a0](?!(?:of|and|in|from|years?|at|with|who|were|was|to|for|on)\b|{_PEOPLE}\b)"
    rf"[^\W\d_][\w\u2019'-]*){{0,3}}?[ \u00a0]{_SITE}(?![\w-])",
    re.IGNORECASE,
)
_ONE_SITE = re.compile(
    r"\bsingle[- ](?:site|cent(?:er|re)|institution(?:al)?|hospital|university|school)\b", re.IGNORECASE
)
_RATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:response|participation|return) rates?[\s,:=(]*(?:(?:was|were|of|is|at|overall|about|"
        r"approximately|around|"
        r"being)[\s,:=(]+)*(?P<number>\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent)",
        r"(?P<number>(?<![\d.])\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent)[\s,;]*(?:overall )?(?:survey "
        r")?(?:response|participation|return)"
        r" rate\b",
    )
)
_BEFORE_NO_COUNT = re.compile(
    r"(?:\b(?:year|years|grade|grades|phase|stage|level|week|day|month|semester|term|step|table|figure|"
    r"aged?|top|version|"
    r"GPT|GPT-|type|class|cycle|round|session|block|module|aim|over|than|least|most|about age|invited|"
    r"approached|"
    r"eligible|across|sent to|distributed to|mailed to|e-?mailed to|population of|out of|of whom|only)|"
    # A part of these: 12 of 34 nurses, most of the nurses. But: the views of 34 nurses.
    r"(?:^|[.;]\s)of|\bof (?:the|these|all)|(?:[\d%)]|\b(?:most|some|half|thirds?|quarters?|fifths?|majority|"
    r"none|each|number|"
    r"proportion|percentage|one|two|three|four|five|six|seven|eight|nine|ten)) of|"
    r"(?<!answered )(?<!completed )(?<!filled in )(?<!returned )\bby(?: the)?)\s$",
    re.IGNORECASE,
)
_AFTER_NO_COUNT = re.compile(
    r"\s(?:(?:were|was) (?:invited|approached|eligible|contacted|excluded|sent|e-?mailed)\b|(?:\w+ "
    r")?(?:independently|rated|"
    r"reviewed|graded|scored|judged|coded|screened)\b|\(\d+(?:\.\d+)?\s?%)"
)
_NO_RATE = re.compile(
    r"\b(?:correct|objective|complete|partial|pathologic(?:al)?|virologic(?:al)?|clinical|treatment|"
    r"immune|tumou?r|accurate|"
    r"sustained)\s$",
    re.IGNORECASE,
)
_NOT_PEOPLE = re.compile(
    r"\b(?:studies|articles|papers|records|questions|items|reports|publications|abstracts|sites|schools|"
    r"hospitals|programs|"
    r"programmes|institutions|cases|comments|responses|themes|images|citations|documents|MCQs|trials|"
    r"reviews|countries)"
    r"[^.;()]{0,25}\($",
    re.IGNORECASE,
)
_SPEAKS_OF_PEOPLE = re.compile(
    rf"\b(?:{_PEOPLE}|samples?|groups?|cohort|surveys?|interviews?|arm)\b", re.IGNORECASE
)
_YEAR = range(1950, 2040)
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    A figure that a text gives, with the sentence it stands in.

    ``kind``: participants, sites, response rate (per cent) or country. ``value`` is None for a country.
    ``text`` is the figure as written, or the country's name; ``start`` and ``stop`` are its place in
    ``field``.
    """

    kind: str
    value: float | None
    text: str
    passage: str
    field: str
    start: int
    stop: int


Found = tuple[float | None, int, int]
Way = Callable[["_Read"], Iterator[Found]]


def figures(title: str, abstract: str | None) -> list[Figure]:
    """
    Give the figures that a title and an abstract tell, in the order of kind.

    Rather none than a wrong one. Of participants, sites and response rate the abstract's, else the title's.
    Participants: the total where one is stated, else each group of the first sentence that counts people.
    """
    read = [_Read("title", title), _Read("abstract", abstract or "")]
    kinds = (PARTICIPANTS, (_totals, _counted, _interviews)), (SITES, (_sites, _one_site)), (RATE, (_rates,))
    found = [figure for kind, ways in kinds for figure in _first(read, kind, ways)]
    return [*found, *_countries(read)]


class _Read:
    """A field of a work, where its sentences begin, and where a number may."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.begins = [match.start() for match in _BEGINS.finditer(text)]
        self._sentences: Sentences | None = None

    @property
    def sentences(self) -> Sentences:
        self._sentences = self._sentences or Sentences(self.text, labels(self.text))
        return self._sentences

    def figure(self, kind: str, found: Found, *, text: str = "") -> Figure:
        value, start, stop = found
        first, last = self.sentences.around(start, stop)
        return Figure(
            kind=kind,
            value=value,
            text=text or self.text[start:stop],
            passage=self.text[first:last],
            field=self.name,
            start=start,
            stop=stop,
        )


def _countries(read: Sequence[_Read]) -> Iterator[Figure]:
    seen: set[str] = set()
    for one in read:
        for named in countries(one.text):
            if named.country not in seen:
                seen.add(named.country)
                yield one.figure(COUNTRY, (None, named.start, named.stop), text=named.country)


def _first(read: Sequence[_Read], kind: str, ways: Sequence[Way]) -> list[Figure]:
    """Give what the abstract says, by the first way that finds anything; else what the title does."""
    for one in reversed(read):
        for way in ways:
            found = list(way(one))
            if not found:
                continue
            sentence = one.sentences.number(found[0][1])
            if kind != PARTICIPANTS or way is _totals:
                found = found[:1]
            return [one.figure(kind, each) for each in found if one.sentences.number(each[1]) == sentence]
    return []


def _totals(read: _Read) -> Iterator[Found]:
    for match in _at_numbers(read, _COUNTED):
        before = read.text[max(0, match.start() - 24) : match.start()]
        if (
            _TOTAL.search(before)
            and not _MORE.match(read.text, match.end())
            and _value(match["number"]) >= _FEWEST
        ):
            yield _found(match)


def _counted(read: _Read) -> Iterator[Found]:
    yield from sorted([*_numbers(read, _COUNTED), *_equals(read.text)], key=lambda one: one[1])


def _interviews(read: _Read) -> Iterator[Found]:
    yield from _numbers(read, _INTERVIEWS)


def _sites(read: _Read) -> Iterator[Found]:
    yield from _numbers(read, _SITES)


def _one_site(read: _Read) -> Iterator[Found]:
    for match in _ONE_SITE.finditer(read.text):
        yield 1.0, match.start(), match.end()


def _numbers(read: _Read, pattern: re.Pattern[str]) -> Iterator[Found]:
    for match in _at_numbers(read, pattern):
        written = match["number"]
        before = read.text[max(0, match.start() - 24) : match.start()]
        if _value(written) < _FEWEST or (_BEFORE_NO_COUNT.search(before) and not _TOTAL.search(before)):
            continue
        if written.isdigit() and int(written) in _YEAR:
            continue
        if _AFTER_NO_COUNT.match(read.text, match.end()) or _in_brackets(read.text, match.start()):
            continue
        yield _found(match)


def _at_numbers(read: _Read, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Give where a pattern that begins with a number matches, none within another."""
    reached = 0
    for begins in read.begins:
        if begins >= reached and (match := pattern.match(read.text, begins)):
            reached = match.end()
            yield match


def _found(match: re.Match[str]) -> Found:
    return _value(match["number"]), match.start("number"), match.end("number")


def _in_brackets(text: str, place: int) -> bool:
    """Say whether a place is within round brackets, where parts of what was counted are told."""
    opening = text.rfind("(", max(0, place - 80), place)
    return opening >= 0 and ")" not in text[opening:place]


def _equals(text: str) -> Iterator[Found]:
    """Give what is written as n = 34, where it counts people and not their answers or a share of them."""
    for match in _EQUALS.finditer(text) if "=" in text else ():
        opening = text.rfind("(", max(0, match.start() - 60), match.start())
        closing = text.find(")", match.end(), match.end() + 200)
        inside = text[opening : closing if closing >= 0 else match.end()]
        sentence = text[max(0, match.start() - 160) : match.end() + 60]
        if "%" in inside or text[max(0, opening - 2) : opening].rstrip().endswith("%"):
            continue
        if _NOT_PEOPLE.search(text[max(0, opening - 60) : opening + 1]):
            continue
        value = float(match["number"].replace(",", ""))
        if value >= _FEWEST and _SPEAKS_OF_PEOPLE.search(sentence):
            yield value, match.start("number"), match.end("number")


def _rates(read: _Read) -> Iterator[Found]:
    text = read.text
    if not read.begins or "rate" not in text:
        return
    for pattern in _RATES:
        for match in pattern.finditer(text):
            if _NO_RATE.search(text[max(0, match.start() - 16) : match.start()]):
                continue
            if 0 < float(match["number"]) <= 100:
                yield float(match["number"]), match.start("number"), match.end("number")


def _value(written: str) -> float:
    digits = re.sub(r"[^\w]", "", written)
    if digits.isdigit():
        return float(int(digits))
    total = 0
    for word in re.split(r"[\s-]+", written.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        else:
            total += _SMALL.get(word, 0) + _TENS.get(word, 0)
    return float(total)
