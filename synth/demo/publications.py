"""One publication as it truly is: its words, its authors, its place in a journal."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from synth.demo import abstracts, dirt, journals, people, phrases
from synth.demo.abstracts import Said, Section, Sentence
from synth.demo.dice import Dice
from synth.demo.journals import Journal
from synth.demo.languages import ENGLISH, LANGUAGES, Language, abstract_in, title_in
from synth.demo.literature import Literature
from synth.demo.people import Person
from synth.demo.topics import TOPICS
from synth.demo.vocabulary import RELEVANT, Genre, Topic
from synth.demo.works import DESIGNS, NOTICES, Kind

_PREFIXES = {
    Kind.ERRATUM: ("Correction to: ", "Erratum: ", "Corrigendum to: "),
    Kind.RETRACTION: ("Retraction notice to: ", "Retraction: ", "Retraction of: "),
    Kind.CONCERN: ("Expression of Concern: ",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """
    The words of a publication.

    ``title`` and ``subtitle`` are English; ``vernacular`` is the title as printed where the work is
    in another language, else empty, and ``local_abstract`` likewise.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    language: Language
    vernacular: str
    local_abstract: str
    said: Said | None  # what the English words were made of; nothing where they are a real work's

    @property
    def full_title(self) -> str:
        """Title and subtitle."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What is true of a publication on every day."""

    work: int
    wording: Wording
    kind: Kind
    design: str
    topic: Topic | None
    authors: tuple[Person, ...]
    journal: Journal
    year: int
    volume: str
    issue: str
    first_page: str
    last_page: str
    article_number: str
    keywords: tuple[str, ...]
    mesh: tuple[str, ...]
    descriptors: tuple[str, ...]
    real: bool

    @property
    def full_title(self) -> str:
        """Title and subtitle."""
        return self.wording.full_title

    @property
    def language(self) -> Language:
        """The language it is written in."""
        return self.wording.language


def _authors(literature: Literature, work: int) -> tuple[Person, ...]:
    works = literature.works
    dice = Dice(int(works.salt[works.text_of[work]]) ^ 0xA57)
    community = int(works.community[work])
    pool = max(24, literature.synthetic // 60)
    wanted = 1 + min(dice.below(6), dice.below(9)) + (4 if dice.chance(0.06) else 0)
    if works.kind[work] == Kind.DISSERTATION:
        wanted = 1
    # The lower of two draws: some people write much more than others.
    numbers = dict.fromkeys(min(dice.below(pool), dice.below(pool)) for _ in range(wanted))
    authors = [people.person(community * pool + number, community) for number in numbers]
    if dice.chance(0.012):
        group = Person(
            number=-1, family="Placement Learning Study Group", given="", orcid="", institution=None
        )
        authors.append(group)
    return tuple(authors)


def _text(literature: Literature, work: int) -> abstracts.Text:
    works = literature.works
    origin = int(works.text_of[work])
    subject = abstracts.subject_of(
        genre=int(works.genre[origin]), topic=int(works.topic[origin]), design=DESIGNS[works.design[origin]]
    )
    text = abstracts.compose(subject, Dice(int(works.salt[origin])))
    if journals.journals()[works.journal[origin]].country in ("England", "Australia"):
        return _respelt(text)
    return text


def _respelt(text: abstracts.Text) -> abstracts.Text:
    return replace(
        text,
        title=dirt.british(text.title),
        subtitle=dirt.british(text.subtitle),
        sections=tuple((label, dirt.british(words)) for label, words in text.sections),
    )


def _varied(literature: Literature, work: int, text: abstracts.Text) -> abstracts.Text:
    """Change a text by what the kind of work makes of it."""
    works = literature.works
    kind, luck = Kind(int(works.kind[work])), int(works.salt[work]) % 1000
    if kind in NOTICES:
        prefix = _PREFIXES[kind][luck % len(_PREFIXES[kind])]
        text = replace(text, title=prefix + text.title, sections=(), said=replace(text.said, sections=()))
    if kind is Kind.EDITORIAL:
        text = _stock(phrases.STOCK_TITLES[luck % len(phrases.STOCK_TITLES)])
    if kind is Kind.PREPRINT:
        text = _early(text, luck)
    if kind is Kind.CONFERENCE:
        text = _short(text)
    if works.part[work]:
        text = _without_subtitle(text, f"Part {int(works.part[work])}")
    return text


def _stock(title: str) -> abstracts.Text:
    """Give an editorial: a stock title and no abstract."""
    said = Said(words={}, title=Sentence(title, title), subtitle="", sections=())
    return abstracts.Text(title=title, subtitle="", sections=(), said=said)


def _early(text: abstracts.Text, luck: int) -> abstracts.Text:
    """Give a preprint: another title, earlier counts, and the last sentences not yet written."""
    early = replace(
        text,
        title=dirt.reworded(text.title, luck) if luck % 2 else text.title,
        sections=tuple((label, _unfinished(words, luck)) for label, words in text.sections),
        said=replace(
            text.said,
            sections=tuple(part[:-1] if len(part) > 3 and luck % 3 else part for part in text.said.sections),
        ),
    )
    return _without_subtitle(early) if luck % 5 == 0 else early


def _short(text: abstracts.Text) -> abstracts.Text:
    """Give a conference abstract: the first sentence of the last section."""
    words = text.sections[-1][1].split(". ")[0].rstrip(".") + "."
    said = replace(text.said, sections=(text.said.sections[-1][:1],))
    return replace(text, sections=((text.sections[0][0], words),), said=said)


def _without_subtitle(text: abstracts.Text, instead: str = "") -> abstracts.Text:
    return replace(text, subtitle=instead, said=replace(text.said, subtitle=""))


def _unfinished(words: str, luck: int) -> str:
    """Give a preprint's numbers and sentences: an earlier count, and the last sentence not yet written."""
    words = re.sub(r"(?<![.\d])([1-9]\d{2,3})\b", lambda found: str(int(found[1]) - luck % 40), words)
    sentences = words.split(". ")
    return ". ".join(sentences[:-1]) + "." if len(sentences) > 3 and luck % 3 else words


def _keywords(literature: Literature, work: int, topic: Topic, dice: Dice) -> tuple[str, ...]:
    words = dice.some(topic.keywords, 3)
    genre = Genre(int(literature.works.genre[work]))
    if genre in (Genre.BELONGING, Genre.ELSEWHERE) and dice.chance(0.6):
        words.insert(0, dice.pick(("belonging", "belongingness", "sense of belonging")))
    if genre is Genre.MATTERING and dice.chance(0.5):
        words.insert(0, dice.pick(("inclusion", "mattering", "social connectedness")))
    return tuple(words)


def _mesh(literature: Literature, work: int, topic: Topic, dice: Dice) -> tuple[str, ...]:
    headings = dice.some(topic.mesh, 3)
    if literature.works.genre[work] in RELEVANT and dice.chance(0.5):
        headings.append(dice.pick(("Social Identification", "Social Inclusion", "Interpersonal Relations")))
    return tuple(dict.fromkeys(("Humans", *headings)))


@lru_cache(maxsize=8192)
def wording(literature: Literature, work: int) -> Wording:
    """Give the words of one publication: what is searched, without the rest, which costs more."""
    if work >= literature.synthetic:
        title = literature.landmarks[work - literature.synthetic].title
        return Wording(
            title=title,
            subtitle="",
            sections=(),
            language=ENGLISH,
            vernacular="",
            local_abstract="",
            said=None,
        )
    works = literature.works
    text = _varied(literature, work, _text(literature, work))
    language = LANGUAGES[works.language[work]]
    dice = Dice(int(works.salt[work]) ^ 0x10C)
    foreign = language is not ENGLISH
    return Wording(
        title=text.title,
        subtitle=text.subtitle,
        sections=text.sections,
        language=language,
        vernacular=title_in(language, Genre(int(works.genre[work])), dice) if foreign else "",
        local_abstract=abstract_in(language, dice) if foreign else "",
        said=text.said,
    )


@lru_cache(maxsize=8192)
def publication(literature: Literature, work: int) -> Publication:
    """Give one publication; the same literature and place, the same publication."""
    if work >= literature.synthetic:
        return _landmark(literature, work)
    works = literature.works
    topic = TOPICS[works.topic[work]]
    journal = journals.journals()[works.journal[work]]
    year = datetime.date.fromordinal(int(works.printed[work])).year
    dice = Dice(int(works.salt[work]) ^ 0x5EED)
    first = dice.between(1, 1400)
    paged = journal.pages and works.kind[work] != Kind.PREPRINT
    prefix = "S" if works.kind[work] == Kind.CONFERENCE else ""
    return Publication(
        work=work,
        wording=wording(literature, work),
        kind=Kind(int(works.kind[work])),
        design=DESIGNS[works.design[work]],
        topic=topic,
        authors=_authors(literature, work),
        journal=journal,
        year=datetime.date.fromordinal(int(works.day[work])).year,
        volume=""
        if works.kind[work] in (Kind.PREPRINT, Kind.DISSERTATION)
        else str(year - 1978 + journal.number % 9),
        issue=str(dice.between(1, 12)) if journal.number % 4 else "",
        first_page=f"{prefix}{first}" if paged else "",
        last_page=f"{prefix}{first + dice.between(0, 13)}" if paged else "",
        article_number=f"e{dice.between(1000, 99999)}",
        keywords=_keywords(literature, work, topic, dice),
        mesh=_mesh(literature, work, topic, dice),
        descriptors=tuple(dice.some(topic.descriptors, 3)),
        real=False,
    )


def _real_person(number: int, name: str) -> Person:
    family, _, initials = name.strip().rpartition(" ")
    given = (
        " ".join(initials)
        if family and initials.isupper() and initials.isalpha() and len(initials) < 4
        else ""
    )
    return Person(
        number=-10 - number, family=family if given else name.strip(), given=given, orcid="", institution=None
    )


def _landmark(literature: Literature, work: int) -> Publication:
    """Give a real work: its facts and nothing else."""
    landmark = literature.landmarks[work - literature.synthetic]
    return Publication(
        work=work,
        wording=wording(literature, work),
        kind=Kind.ARTICLE,
        design="",
        topic=None,
        authors=tuple(
            _real_person(number, name) for number, name in enumerate(landmark.authors) if name.strip()
        ),
        journal=journals.real(landmark.journal),
        year=landmark.year,
        volume="",
        issue="",
        first_page="",
        last_page="",
        article_number="",
        keywords=(),
        mesh=(),
        descriptors=(),
        real=True,
    )
