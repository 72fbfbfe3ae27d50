"""Titles and abstracts in English: sentences chosen and filled for one work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from synth.demo import concepts, findings, lenses, phrases, traps
from synth.demo.dice import Dice
from synth.demo.topics import TOPICS
from synth.demo.vocabulary import PLACES, RELEVANT, Genre, Topic

Section = tuple[str, str]  # a label, empty where the abstract is not structured, and its text


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a text is about: the genre, the topic and the design decide which sentences are open to it."""

    genre: Genre
    topic: Topic
    topic_number: int
    design: str


class Sentence(NamedTuple):
    """A sentence, the template it was made of, and the concept that stands in it for ``{C}``."""

    text: str
    template: str
    concept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """
    What a text was made of, so that what it means is known without reading it.

    ``words`` fill the places of all templates but ``{C}``. ``subtitle`` is a template, maybe empty;
    ``sections`` are those of the text.
    """

    words: Mapping[str, object]
    title: Sentence
    subtitle: str
    sections: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """
    A title and its abstract.

    ``title`` is without the ``subtitle``, which may be empty; ``sections`` are in the order of the
    abstract, all labels empty where it is not structured.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    said: Said


_QUALITATIVE = ("interviews", "focus groups", "mixed")
ON_CONCEPT = (Genre.BELONGING, Genre.MATTERING, Genre.ELSEWHERE)
_IN_HEALTH = (*RELEVANT, Genre.PASSING, Genre.NEIGHBOUR, Genre.EDUCATION)


def _concept_names(subject: Subject) -> Sequence[str]:
    """Give the words that the concept studied goes by in this text."""
    if subject.genre is Genre.ELSEWHERE:
        crisis = "suicide" in subject.topic.name
        return concepts.NAMED_IN_CRISIS if crisis else concepts.NAMED_AT_SCHOOL
    return concepts.NAMED_AT_WORK if subject.genre is Genre.BELONGING else concepts.UNNAMED


def _instruments(subject: Subject) -> Sequence[str]:
    if subject.genre is Genre.ELSEWHERE:
        crisis = "suicide" in subject.topic.name
        return concepts.INSTRUMENTS_CRISIS if crisis else concepts.INSTRUMENTS_SCHOOL
    if subject.genre is Genre.BELONGING:
        return concepts.INSTRUMENTS_NAMED
    if subject.genre in (Genre.MATTERING, Genre.THEME):
        return concepts.INSTRUMENTS_UNNAMED
    return concepts.INSTRUMENTS_OTHER


class Writer:
    """Fills sentences for one text; the same dice, the same text."""

    def __init__(self, subject: Subject, dice: Dice) -> None:
        self.subject = subject
        self.dice = dice
        topic = subject.topic
        focus, other = dice.some(topic.focuses, 2)
        self.names = _concept_names(subject)
        self.words: dict[str, object] = {
            "P": dice.pick(topic.people),
            "S": dice.pick(topic.settings),
            "F": focus,
            "G": other,
            "W": dice.pick(PLACES),
            "I": dice.pick(_instruments(subject)),
            "L": dice.pick(concepts.UNNAMED_LACK),
            "C": dice.pick(self.names),
        }
        self._figures()
        self._themes()

    def _figures(self) -> None:
        dice = self.dice
        low = dice.between(40, 95)
        self.words |= {
            "N": dice.between(48, 1900),
            "M": dice.between(8, 46),
            "K": dice.between(2, 9),
            "pct": dice.between(31, 88),
            "pct2": dice.between(4, 38),
            "r": f"0.{dice.between(12, 61)}",
            "p": dice.pick(("0.001", "0.03", "0.02", "0.04", "0.21", "0.008")),
            "or": f"{dice.between(1, 2)}.{dice.between(10, 89)}",
            "ci": f"0.{low}-{dice.between(1, 3)}.{dice.between(10, 99)}",
            "mean": f"{dice.between(2, 4)}.{dice.between(10, 99)}",
            "mean2": f"{dice.between(3, 4)}.{dice.between(10, 99)}",
            "sd": f"0.{dice.between(31, 99)}",
        }

    def _themes(self) -> None:
        near = self.subject.genre in (Genre.BELONGING, Genre.THEME, Genre.MATTERING)
        themes = self.dice.some(concepts.THEMES if near else concepts.OTHER_THEMES, 3)
        learning = near or self.subject.genre in (Genre.NEIGHBOUR, Genre.PASSING, Genre.ELSEWHERE)
        if learning and self.dice.chance(0.5):  # what people tell does not keep to one subject
            themes[self.dice.below(2)] = self.dice.pick(concepts.OTHER_THEMES if near else concepts.THEMES)
        if self.subject.genre is Genre.THEME:
            themes[2] = self.dice.pick(concepts.NAMED_THEMES)
        self.words |= {f"T{number}": theme for number, theme in enumerate(themes, 1)}

    def write(self, bank: Sequence[str]) -> Sentence:
        """Give one sentence of a bank, filled, with a capital letter."""
        if self.dice.chance(0.6):
            self.words["C"] = self.dice.pick(self.names)
        template = self.dice.pick(bank)
        text = template.format_map(self.words)
        return Sentence(text[0].upper() + text[1:], template, str(self.words["C"]))

    def several(self, bank: Sequence[str], count: int) -> list[Sentence]:
        """Give different sentences of a bank, filled."""
        return [self.write((template,)) for template in self.dice.some(bank, count)]


def _aside(writer: Writer) -> list[Sentence]:
    """Give the sentences that make a text hard to judge by its words alone."""
    dice, genre = writer.dice, writer.subject.genre
    if genre is Genre.PASSING:
        return [*writer.several(concepts.IN_PASSING, 1 + dice.chance(0.25)), *_shade(writer, 0.3)]
    if genre is Genre.NEIGHBOUR:
        passing = writer.several(concepts.IN_PASSING, 1) if dice.chance(0.45) else []
        return [*writer.several(concepts.NEIGHBOURS, 1 + dice.chance(0.5)), *passing, *_shade(writer, 0.45)]
    if genre is Genre.ACCIDENT:
        return writer.several(concepts.ACCIDENTS, 1 + dice.chance(0.6) + dice.chance(0.3))
    if genre is Genre.ELSEWHERE:
        return writer.several(concepts.BYSTANDERS, 1 + dice.chance(0.3)) if dice.chance(0.85) else []
    if genre is Genre.EDUCATION:
        near = writer.several(concepts.NEIGHBOURS, 1) if dice.chance(0.15) else []
        return [*near, *_shade(writer, 0.15)]
    if genre is Genre.BELONGING and dice.chance(0.3):
        return writer.several(concepts.NEIGHBOURS, 1)
    return []


def _shade(writer: Writer, share: float) -> list[Sentence]:
    """Give sentences that the relevant works also have, in this share of the others."""
    if not writer.dice.chance(share):
        return []
    return writer.several(writer.dice.pick((phrases.UNNAMED_COLOUR, concepts.UNNAMED_IN_PASSING)), 1)


def _results(writer: Writer) -> list[Sentence]:
    subject, dice = writer.subject, writer.dice
    numbers = phrases.NUMBER_RESULTS if subject.genre in ON_CONCEPT else phrases.FOCUS_NUMBERS
    sentences: list[Sentence] = []
    if subject.design in _QUALITATIVE or subject.genre is Genre.THEME:
        sentences += writer.several(phrases.THEME_RESULTS, 1)
    if subject.genre in (Genre.MATTERING, Genre.THEME) or (
        subject.genre is Genre.BELONGING and dice.chance(0.6)
    ):
        sentences += writer.several(phrases.UNNAMED_COLOUR, 1 + dice.chance(0.5))
    if subject.design == "scale":
        sentences += writer.several(phrases.SCALE_RESULTS, 1)
    if subject.design == "review":
        sentences += writer.several(phrases.REVIEW_RESULTS, 1)
    if subject.design not in ("interviews", "focus groups", "review", "commentary"):
        sentences += writer.several(numbers, dice.between(1, 3))
    return sentences or writer.several(phrases.OPINIONS, 2)


def _parts(writer: Writer) -> tuple[list[Sentence], ...]:
    """Give background, aim, methods, results and conclusion as lists of sentences."""
    subject, dice = writer.subject, writer.dice
    on_concept = subject.genre in ON_CONCEPT
    opening = phrases.BACKGROUND if on_concept and dice.chance(0.65) else phrases.FOCUS_BACKGROUND
    background = writer.several(opening, dice.between(1, 2))
    aim = writer.several(phrases.AIM if on_concept else phrases.FOCUS_AIM, 1)
    methods = writer.several(phrases.METHODS[subject.design], 1)
    if subject.design != "commentary" and dice.chance(0.5):
        methods += writer.several(phrases.ANALYSIS, 1)
    results = _results(writer)
    closing = phrases.CONCLUSION if on_concept and dice.chance(0.75) else phrases.FOCUS_CONCLUSION
    conclusion = writer.several(closing, dice.between(1, 2))
    if subject.genre is Genre.THEME and dice.chance(0.4):
        conclusion += writer.several(phrases.UNNAMED_COLOUR, 1)
    target = dice.pick((background, results, results, conclusion))
    target += _aside(writer)
    aim += _lens(writer)
    methods += _site(writer)
    results += [*_findings(writer), *_traps(writer)]
    return background, aim, methods, results, conclusion


def _lens(writer: Writer) -> list[Sentence]:
    """Give the theory that a text names: the relevant ones more often than their neighbours."""
    share = {Genre.PASSING: 0.3, Genre.NEIGHBOUR: 0.3, Genre.EDUCATION: 0.2}.get(writer.subject.genre, 0.0)
    named = writer.dice.chance(0.45 if writer.subject.genre in RELEVANT else share)
    return writer.several(lenses.LENSES, 1) if named else []


def _site(writer: Writer) -> list[Sentence]:
    """Give where and with whom a study was done, and how what was said was read."""
    subject, dice = writer.subject, writer.dice
    if subject.genre not in _IN_HEALTH or subject.design in ("commentary", "review"):
        return []
    listens = subject.design in _QUALITATIVE and dice.chance(0.4)
    read = writer.several(lenses.APPROACHES, 1) if listens else []
    return [*read, *(writer.several(lenses.SITES, 1) if dice.chance(0.4) else [])]


def _findings(writer: Writer) -> list[Sentence]:
    """Give what helped, hindered, was done and came of it, and for whom; outside, only for whom."""
    dice, genre = writer.dice, writer.subject.genre
    if genre not in _IN_HEALTH:
        return writer.several(findings.GROUPS, 1) if genre is Genre.ELSEWHERE and dice.chance(0.3) else []
    if not dice.chance(0.8 if genre in RELEVANT else 0.55):
        return []
    banks = dice.some((findings.HELPS, findings.HINDERS, findings.PRACTICES, findings.OUTCOMES), 2)
    found = writer.several(banks[0], 1) + (writer.several(banks[1], 1) if dice.chance(0.5) else [])
    return found + (writer.several(findings.GROUPS, 1) if dice.chance(0.35) else [])


def _traps(writer: Writer) -> list[Sentence]:
    """Give a sentence that a search for words takes for a finding."""
    bank = traps.LEARNING if writer.subject.genre in _IN_HEALTH else traps.CLINICAL
    outside = writer.subject.genre is Genre.ELSEWHERE
    return writer.several(bank, 1) if not outside and writer.dice.chance(0.35) else []


def _title(writer: Writer) -> tuple[Sentence, str, str]:
    """Give the title, the subtitle and the template of the subtitle."""
    subject, dice = writer.subject, writer.dice
    bank: Sequence[str] = phrases.FOCUS_TITLES
    if subject.genre in ON_CONCEPT and dice.chance(0.8):
        bank = phrases.TITLES
    if subject.genre is Genre.THEME and dice.chance(0.3):
        bank = phrases.THEME_TITLES
    if subject.genre is Genre.ACCIDENT:
        bank = concepts.ACCIDENT_TITLES
    title = writer.write(bank)
    if "?" in title.text or ":" in title.text[8:] or not dice.chance(0.62):
        return title, "", ""
    subtitle = dice.pick(phrases.DESIGN_TITLES[subject.design])
    return title, f"{subtitle} in {writer.words['W']}" if dice.chance(0.4) else subtitle, subtitle


def compose(subject: Subject, dice: Dice) -> Text:
    """Write a title and an abstract on a subject."""
    writer = Writer(subject, dice)
    title, subtitle, named = _title(writer)
    parts = _parts(writer)
    labels: Sequence[str] = ("",)
    if dice.chance(0.45) and subject.design != "commentary":
        labels = dice.pick(phrases.LABELS)
    else:
        parts = ([sentence for part in parts for sentence in part],)
    texts = (" ".join(sentence.text for sentence in part) for part in parts)
    return Text(
        title=title.text,
        subtitle=subtitle,
        sections=tuple(zip(labels, texts, strict=True)),
        said=Said(words=writer.words, title=title, subtitle=named, sections=tuple(map(tuple, parts))),
    )


def subject_of(*, genre: int, topic: int, design: str) -> Subject:
    """Give the subject that these columns of a work mean."""
    return Subject(genre=Genre(genre), topic=TOPICS[topic], topic_number=topic, design=design)
