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
_NOBODY = {"at": "", "by": "", "work": WorkId("")}  # put in when it is written
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
        value = _value(field, form)
        quote = form.text(f"quote:{field.id}").strip()
        given = None if value is None else Word(verdict=CodeVerdict.ANSWER, value=value, quote=quote)
        found[field.id] = given
    return found


def _value(field: Field, form: Form) -> Value:
    given = form.text(f"field:{field.id}").strip()
    if field.kind == "many":
        return checked(field, form.all(f"field:{field.id}")) or None
    return value_of(field, given)


def checked(field: Field, given: Sequence[str]) -> tuple[str, ...]:
    """Give several options in the order of the codebook; raises UserError where it knows one not."""
    for option in given:
        if option and option not in field.options:
            raise UserError(f"{field.label} has no option {option!r}: choose among {', '.join(field.options)}")
    return tuple(option for option in field.options if option in given)


def value_of(field: Field, given: str) -> Value:
    """Give the value that a text stands for, of a field of one value; None: nothing was given."""
    if not given:
        return None
    if field.kind == "number":
        return _number(field, given)
    if field.kind == "choice":
        return checked(field, [given])[0]
    return given


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
    Give what a coder's lines on one work come to; ``until``: as they were when the line of this name was last.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheaf:
    """
    What one form brings: what it says, the line that was last when it was made, and what had been shown.

    ``ticket`` is the form's own; ``shown_by`` is what brought each code before the coder; ``version`` that
    of the codebook.
    """

    words: Mapping[str, Word | None]
    seen: str
    ticket: str
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

    def _line(self, code: str, word: Word | None, own: Sequence[Coding]) -> Coding:
        key = f"{self.ticket} {code} {word} {len(own)}"
        return Coding(
            **_NOBODY,
            verdict=word.verdict if word else CodeVerdict.WITHDRAW,
            code=code,
            value=word.value if word else None,
            quote=word.quote if word else "",
            shown_by=self.shown_by.get(code, ""),
            codebook=self.version,
            key=sha256(key.encode()).hexdigest()[:20],
        )


def through(own: Sequence[Coding], *, version: int, ticket: str) -> list[Coding]:
    """Give the line that says that a coder is through with the work; none where it stands already."""
    if view(own).finished >= version:
        return []
    key = sha256(f"{ticket} through {version} {len(own)}".encode()).hexdigest()[:20]
    return [Coding(**_NOBODY, verdict=CodeVerdict.FINISHED, codebook=version, key=key)]


def not_through(own: Sequence[Coding], *, ticket: str) -> list[Coding]:
    """Give the line that takes back that a coder is through with the work; none where she is not."""
    now = view(own)
    if now.through is None:
        return []
    key = sha256(f"{ticket} not through {len(own)}".encode()).hexdigest()[:20]
    return [Coding(**_NOBODY, verdict=CodeVerdict.WITHDRAW, codebook=now.finished, key=key)]


def found_and_unsaid(
    own: Sequence[Coding], words: Mapping[str, Word | None], found: frozenset[str], codes: Sequence[Code]
) -> Iterator[str]:
    """Give the codes that phrases found and of which neither the form nor what stands says anything."""
    known = view(own).words
    for code in codes:
        if code.id in found and words.get(code.id) is None and code.id not in known:
            yield code.id


def stands_in(quote: str, texts: Sequence[str]) -> bool:
    """Say whether a quote stands in one of the texts, whatever the blanks, the case and the quotation marks."""
    wanted = _even(quote)
    return any(wanted in _even(text) for text in texts)


def _even(text: str) -> str:
    return " ".join(text.translate(_MARKS).casefold().split())
