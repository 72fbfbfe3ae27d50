"""
What the two synthetic reviewers coded: what the publications mean, with the slips that people make.

They code what the text says to a reader, not what a search for phrases finds in it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from synth.demo import meanings, reviewers, truth
from synth.demo.dice import Dice
from synth.demo.literature import Literature
from synth.demo.publications import Publication, publication
from synth.demo.reviewers import NAMES
from synth.demo.vocabulary import RELEVANT, Genre
from synth.demo.works import EPOCH, Kind
from synth.domain.codings import CodeVerdict, Coding, Value
from synth.domain.identifiers import WorkId

_START = datetime.datetime(2026, 10, 19, 8, 30, tzinfo=datetime.UTC)
_EACH = 70  # works coded by either of them
_BOTH = 30  # of these, coded by both
_OTHERS = 0.15  # of all, the share that nobody should include
_VERSION = 1  # of the codebook that they had before them
# How often a code that is there is missed, one that is not there is given, and a code shown is denied.
_SLIPS = {"synthetic-ada": (0.06, 0.02), "synthetic-ben": (0.11, 0.05)}
# Codes that people take for one another: who errs, errs among them.
_NEAR = {
    "the.pif": "out.identity",
    "out.identity": "the.pif",
    "bar.hierarchy": "bar.discrimination",
    "bar.discrimination": "bar.hierarchy",
    "con.connection": "con.valued",
    "con.valued": "con.connection",
    "con.autonomy": "con.expectations",
    "out.burnout": "out.wellbeing",
    "out.wellbeing": "out.burnout",
    "set.workplace": "set.placement",
    "set.placement": "set.workplace",
    "pop.resident": "pop.physician",
    "met.phenomenology": "met.ipa",
    "met.ipa": "met.phenomenology",
    "met.survey": "met.longitudinal",
    "pra.mentorship": "con.support",
    "bar.anonymity": "bar.underrepresentation",
    "eq.race": "bar.underrepresentation",
}
_ROLES = {
    Genre.BELONGING: "main question",
    Genre.MATTERING: "main question",
    Genre.THEME: "a theme that came up",
    Genre.ELSEWHERE: "main question",
    Genre.PASSING: "mentioned only",
}
# What the form asks for in figures: the field, the words that tell it, and the place the figure stands in.
_FIGURES = (
    ("participants", "{N} {P}", "N"),
    ("participants", "{N} participants", "N"),
    ("participants", "{N} questionnaires", "N"),
    ("participants", "(n = {N})", "N"),
    ("participants", "interviews with {M}", "M"),
    ("participants", "focus groups with {M}", "M"),
    ("studies", "{M} studies", "M"),
    ("studies", "{M} papers", "M"),
    ("studies", "{M} reports", "M"),
    ("sites", "{K} sites", "K"),
    ("response_rate", "(response rate {pct}%)", "pct"),
)
_DIRECTIONS = {
    "something helps it": ("{C} may be fostered", "helped", "felt valued"),
    "something hinders it": ("{L}", "Being ignored", "Short rotations"),
    "it goes with something good": ("{C} correlated", "{C} explained"),
    "it goes with something bad": ("Higher {C}", "went along with"),
    "groups differ in it": ("ethnic minorities", "scored lower"),
}
_QUALITY = {
    "trial": "high",
    "longitudinal": "high",
    "review": "high",
    "mixed": "moderate",
    "scale": "moderate",
    "survey": "moderate",
    "cohort": "moderate",
    "interviews": "moderate",
    "focus groups": "moderate",
    "commentary": "low",
}
_SCALE = ("high", "moderate", "low", "unclear")


@dataclass(slots=True, kw_only=True)
class _Coder:
    """One coder at work: who, the dice, and the moment that it is."""

    by: str
    dice: Dice
    moment: datetime.datetime
    made: int = field(default=0)

    def says(self, work: WorkId, verdict: CodeVerdict, code: str = "", value: Value = None) -> Coding:
        """Give the next word on a work."""
        self.moment += datetime.timedelta(seconds=self.dice.between(3, 25))
        self.made += 1
        return Coding(
            at=self.moment.isoformat(),
            by=self.by,
            work=work,
            verdict=verdict,
            code=code,
            value=value,
            codebook=_VERSION if verdict is CodeVerdict.FINISHED else 0,
            key=f"{self.by}-code-{self.made:05d}",
        )


def codings(literature: Literature) -> dict[str, list[Coding]]:
    """
    Give what the two synthetic reviewers coded, in the order of time, by reviewer.

    They code works that they read before: mostly such as a reviewer includes, and some others. What they
    coded does not depend on the day the literature is seen on, once that is after the day they began.
    """
    literature = _then(literature)
    chosen = _chosen(literature)
    shared, rest = chosen[:_BOTH], chosen[_BOTH:]
    found = {}
    for place, name in enumerate(NAMES):
        own = [*shared, *rest[place :: len(NAMES)]][:_EACH]
        coder = _Coder(
            by=name,
            dice=Dice(literature.synthetic * 37 + place),
            moment=_START + datetime.timedelta(minutes=11 * place),
        )
        found[name] = [coding for work in own for coding in _of_work(literature, work, coder)]
    return found


def _then(literature: Literature) -> Literature:
    """Give the literature as they saw it, when what they read was chosen."""
    eve = datetime.date.fromordinal(min(literature.today, EPOCH - 60))
    return replace(literature, as_of=eve)


def _chosen(literature: Literature) -> list[int]:
    """Choose the works that are coded, in chance order: those read for screening first, then others found."""
    read = [work for work in reviewers.read(literature) if _can_be_coded(literature, work)]
    rest = (int(work) for work in reviewers.readable(literature))
    more = [work for work in rest if truth.relevant(literature, work) and _can_be_coded(literature, work)]
    more.sort(key=lambda work: (reviewers.stems(literature, work) == 0, _luck(literature, work)))
    wanted = dict.fromkeys(work for work in (*read, *more) if truth.relevant(literature, work))
    others = [work for work in read if work not in wanted]
    most = 2 * _EACH - _BOTH
    some = min(round(most * _OTHERS), len(others))
    return sorted(
        [*list(wanted)[: most - some], *others[:some]], key=lambda work: (_luck(literature, work), work)
    )


def _luck(literature: Literature, work: int) -> int:
    return int(literature.works.salt[work]) % 999_979


def _can_be_coded(literature: Literature, work: int) -> bool:
    found = publication(literature, work)
    whole = bool(found.wording.sections) and not found.wording.vernacular
    return whole and found.kind is Kind.ARTICLE and reviewers.identifier(literature, work) is not None


def _of_work(literature: Literature, work: int, coder: _Coder) -> Iterator[Coding]:
    named = reviewers.identifier(literature, work)
    carried = meanings.of_work(literature, work)
    if named is None or carried is None:
        return
    coder.moment += datetime.timedelta(seconds=coder.dice.between(60, 400))
    for code, verdict in _judged(sorted(carried), coder):
        yield coder.says(named[0], verdict, code)
    for name, value in _answers(literature, publication(literature, work), coder.dice):
        yield coder.says(named[0], CodeVerdict.ANSWER, name, value)
    yield coder.says(named[0], CodeVerdict.FINISHED)


def _judged(carried: list[str], coder: _Coder) -> Iterator[tuple[str, CodeVerdict]]:
    """Give the codes that a coder gives and those that she looks at and denies."""
    missed, added = _SLIPS[coder.by]
    seen = set(carried)
    for code in carried:
        slip = coder.dice.chance(missed)
        if not slip or coder.dice.chance(0.5):  # of what is missed, half is denied and half overlooked
            yield code, CodeVerdict.ABSENT if slip else CodeVerdict.PRESENT
        near = _NEAR.get(code)
        if near and near not in seen:
            seen.add(near)
            if coder.dice.chance(added if not slip else 0.5):
                yield near, CodeVerdict.PRESENT
            elif coder.dice.chance(0.25):
                yield near, CodeVerdict.ABSENT


def _answers(literature: Literature, found: Publication, dice: Dice) -> Iterator[tuple[str, Value]]:
    """Give what a coder answers the fields of the form with; not all are answered always."""
    genre, said = Genre(int(literature.works.genre[found.work])), found.wording.said
    if said is None:
        return
    told = " ".join(sentence.template for section in said.sections for sentence in section)
    grade = _SCALE.index(_QUALITY.get(found.design, "unclear"))
    yield "quality", _SCALE[min(grade + dice.chance(0.15), len(_SCALE) - 1)]
    yield "belonging_role", _ROLES.get(genre, "absent") if dice.chance(0.93) else "one of several questions"
    for name, figure in _figures(told, said.words).items():
        if dice.chance(0.9):
            yield name, figure + (10.0 if dice.chance(0.05) else 0.0)  # misread
    if "{W}" in told and dice.chance(0.8):
        yield "country", str(said.words["W"]).removeprefix("the ")
    if genre in RELEVANT:
        shown = [name for name, words in _DIRECTIONS.items() if any(word in told for word in words)]
        yield "direction", tuple(shown) or ("it describes only",)


def _figures(told: str, words: Mapping[str, object]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name, said, place in _FIGURES:
        if said in told:
            figures.setdefault(name, float(str(words[place])))
    return figures
