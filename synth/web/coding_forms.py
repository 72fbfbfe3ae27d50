"""What a coding form says: read, held against what stands, and turned into the lines to be written."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from synth.coding.views import View, views
from synth.domain.codebook import Code, Codebook, Field
from synth.domain.codings import CodeVerdict, Coding, Value
from synth.domain.identifiers import WorkId
from synth.errors import UserError
from synth.web.forms import Form

VERDICTS = {"present": CodeVerdict.PRESENT, "absent": CodeVerdict.ABSENT}
NO_WORK = WorkId("")  # moment, name and work are put in when a line is written
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What is said of a code or field: a verdict with its value, and the quote it is taken from."""

    verdict: CodeVerdict
    value: Value = None
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a form showed or would show of one code or field, as texts."""

    verdict: str = ""
    text: str = ""
    options: tuple[str, ...] = ()
    quote: str = ""


def said(line: Coding | None) -> Word | None:
    """Give what a line says."""
    return Word(verdict=line.verdict, value=line.value, quote=line.quote) if line else None


def shown(line: Coding | None) -> Shown:
    """Give a line as a form shows it."""
    if line is None:
        return Shown()
    value = line.value
    return Shown(
        verdict=line.verdict.value,
        text=value if isinstance(value, str) else _plain(value) if isinstance(value, float) else "",
        options=value if isinstance(value, tuple) else (),
        quote=line.quote,
    )


def typed(form: Form, book: Codebook) -> dict[str, Shown]:
    """Give what was typed, so that a page that could not be taken is shown again as it was."""
    names = [*book.codes, *(field.id for field in book.fields)]
    return {
        name: Shown(
            verdict=form.text(f"code:{name}"),
            text=form.text(f"field:{name}"),
            options=form.all(f"field:{name}"),
            quote=form.text(f"quote:{name}"),
        )
        for name in names
    }


def words(form: Form, book: Codebook) -> dict[str, Word | None]:
    """
    Give what the form says of each code and field it has; None: nothing.

    Raises UserError where a value is none that the field takes.
    """
    found: dict[str, Word | None] = {}
    for code in book.codes.values():
        verdict = VERDICTS.get(form.text(f"code:{code.id}"))
        quote = form.text(f"quote:{code.id}").strip()
        found[code.id] = Word(verdict=verdict, quote=quote) if verdict else None
    for field in book.fields:
        value = value_of_form(field, form)
        quote = form.text(f"quote:{field.id}").strip()
        given = None if value is None else Word(verdict=CodeVerdict.ANSWER, value=value, quote=quote)
        found[field.id] = given
    return found


def value_of_form(field: Field, form: Form) -> Value:
    """Give what a form answers a field with, None: nothing; raises UserError for what it does not take."""
    given = form.text(f"field:{field.id}").strip()
    if field.kind == "many":
        return _options(field, form.all(f"field:{field.id}")) or None
    if not given:
        return None
    if field.kind == "number":
        return _number(field, given)
    return _options(field, [given])[0] if field.kind == "choice" else given


def _options(field: Field, given: Sequence[str]) -> tuple[str, ...]:
    """Give several options in the order of the codebook; raises UserError where it knows one not."""
    for option in given:
        if option and option not in field.options:
            raise UserError(
                f"{field.label} has no option {option!r}: choose among {', '.join(field.options)}"
            )
    return tuple(option for option in field.options if option in given)


def _number(field: Field, given: str) -> float:
    plain = re.sub(r"(?<=\d)[ ,\u00a0\u202f](?=\d{3}\b)", "", given).removesuffix("%").strip()
    try:
        number = float(plain)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UserError(f"{field.label}: {given!r} is no number: write it in figures, as 412 or 57.5")
    return number


def _plain(number: float) -> str:
    return f"{number:.0f}" if number.is_integer() and abs(number) < 1e15 else repr(number)


def view(lines: Sequence[Coding], *, until: str | None = None) -> View:
    """
    Give what a coder's lines on one work come to; ``until``: as they were when that line was the last.

    With ``until`` empty nothing had been said yet.
    """
    if until is not None:
        last = next((place for place, line in enumerate(lines, start=1) if name(line) == until), 0)
        lines = lines[:last]
    known = next(iter(views(lines).values()), {})
    return next(iter(known.values()), View())


def name(line: Coding) -> str:
    """Give what a page calls a line: its key, or its moment where it has none."""
    return line.key or line.at


def last(lines: Sequence[Coding]) -> str:
    """Name the last of a coder's lines on a work; empty: there is none."""
    return name(lines[-1]) if lines else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheaf:
    """
    What one form brings: what it says, the line that was last when it was made, and what had been shown.

    ``shown_by`` is what brought each code before the coder; ``version`` that
    of the codebook.
    """

    words: Mapping[str, Word | None]
    seen: str
    work: WorkId
    shown_by: Mapping[str, str]
    version: int

    def lines(self, own: Sequence[Coding]) -> list[Coding]:
        """
        Give the lines to be added to a coder's own on the work.

        Only what she changed on the form counts, and of that only what does not stand already: two
        deliveries of one form write nothing twice, and an old page takes nothing back that came since.
        """
        before, now = view(own, until=self.seen), view(own)
        return [
            self._line(code, word, own)
            for code, word in self.words.items()
            if word != said(before.words.get(code)) and word != said(now.words.get(code))
        ]

    def ending(self, own: Sequence[Coding], act: str) -> list[Coding]:
        """Give the line that says that she is through, or takes that back; none where it stands already."""
        now = view(own)
        if act == "finish" and now.finished < self.version:
            return [self._end(CodeVerdict.FINISHED, self.version, own)]
        if act == "unfinish" and now.through:
            return [self._end(CodeVerdict.WITHDRAW, now.finished, own)]
        return []

    def _end(self, verdict: CodeVerdict, version: int, own: Sequence[Coding]) -> Coding:
        key = self._key(f"{verdict} {version}", own)
        return Coding(at="", by="", work=NO_WORK, verdict=verdict, codebook=version, key=key)

    def _key(self, words: str, own: Sequence[Coding]) -> str:
        return sha256(f"{self.work} {words} {len(own)}".encode()).hexdigest()[:20]

    def _line(self, code: str, word: Word | None, own: Sequence[Coding]) -> Coding:
        return Coding(
            at="",
            by="",
            work=NO_WORK,
            verdict=word.verdict if word else CodeVerdict.WITHDRAW,
            code=code,
            value=word.value if word else None,
            quote=word.quote if word else "",
            shown_by=self.shown_by.get(code, ""),
            codebook=self.version,
            key=self._key(f"{code} {word}", own),
        )


def found_and_unsaid(
    own: Sequence[Coding], words: Mapping[str, Word | None], found: frozenset[str], codes: Sequence[Code]
) -> Iterator[str]:
    """Give the codes that phrases found and of which neither the form nor what stands says anything."""
    known = view(own).words
    for code in codes:
        if code.id in found and words.get(code.id) is None and code.id not in known:
            yield code.id


def stands_in(quote: str, texts: Sequence[str]) -> bool:
    """Say whether a quote stands in one of the texts, whatever blanks, case and quotation marks."""
    wanted = _even(quote)
    return any(wanted in _even(text) for text in texts)


def _even(text: str) -> str:
    return " ".join(text.translate(_MARKS).casefold().split())
