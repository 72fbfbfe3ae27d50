"""The countries that people were studied in, by name and by what they are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from synth.coding.nations import ADJECTIVES, NAMES

PEOPLE = (
    r"(?:students?|nurses|nurse|midwives|physicians|doctors|surgeons|residents|trainees|interns|fellows|"
    r"graduates|"
    r"undergraduates|pharmacists|dentists|paramedics|physiotherapists|therapists|radiographers|dietitians|"
    r"learners|"
    r"faculty|educators|teachers|preceptors|lecturers|academics|clinicians|practitioners|professionals|"
    r"providers|workers|"
    r"workforce|staff|employees|patients|caregivers|carers|participants|respondents|adults|adolescents|"
    r"children|women|men|"
    r"people|veterans|population|sample|cohort)"
)
PLACES = (
    r"(?:hospitals?|universit(?:y|ies)|(?:medical |nursing |dental |pharmacy )?schools?|colleges?|"
    r"institutions?|cent(?:er|re)s?|"
    r"clinics?|programs?|programmes?|health ?care system|health system|health service|emergency departments?|"
    r"intensive care units?|context|setting|settings)"
)
_LETTERS = r"[^\W\d_]"
_LEADING = r"(?:in|from|of|across|throughout|at|within|outside|between|to|and|or|both|for|around|over)"
# Not the people but what is called after them.
_ORIGIN = r"(?:international|immigrant|migrant|expatriate|refugee|American|Canadian|Australian|British)"
_NO_COUNTRY = re.compile(
    r"(?:African|Asian|Latin|Latino|North|South|Central|Native|Mexican|Chinese|Japanese|Korean|Indian|"
    r"Filipino|Black|Arab|"
    r"Pan|Anglo|Euro|European|Black/African)[- /]$"
)
_NEW = re.compile(r"(?:\bNew |\bPapua |\bEquatorial |\bNorthern |\bNorth )$")
# "The US" may be ultrasound: what follows says.
_AMERICA = re.compile(
    r"[.,;:)?]|$|\s(?:and|or|for|in|from|to|as|with|during|between|have|has|is|are|was|were|who|health|"
    r"medical|nursing|dental|"
    r"pharmacy|academic|population|residency|physicians|surgeons|nurses|students|hospitals|universities|"
    r"schools|colleges|"
    r"military|veterans|adults|citizens|workforce|system|context|institutions|residents|trainees|programs)\b"
)
# Each name by its first word, the longest first: one look at a word says whether a country may begin there.
_SHORT = ("UK", "U.K.", "U.S.", "U.S.A.", "USA", "US", "UAE", "NHS", "KSA")
_CAPITAL = re.compile(r"(?<![\w-])[A-Z][\w]*(?:\.[A-Z])*")
_ENDS = re.compile(
    r"(?![\w-])(?!['\u2019]?\s?American)(?! (?:pig|Scale|Questionnaire|Inventory|Multiphasic|Medical "
    r"Licensing)\b)"
)
_PEOPLE_AFTER = re.compile(
    rf"(?: (?!{_ORIGIN}\b|medicine\b|language\b|version\b|Medical Licensing\b){_LETTERS}[\w-]*){{0,3}}? "
    rf"{PEOPLE}(?!\w)"
)
_PLACES_AFTER = re.compile(
    rf"(?: (?!medicine\b|language\b|version\b|Association\b|Society\b|Board\b|Medical "
    rf"Licensing\b){_LETTERS}[\w-]*){{0,2}}?"
    rf" {PLACES}(?!\w)"
)
# These are names of people or of something else too: they count only after a word such as "in".
_CAREFUL = frozenset(
    (
        *(
            "Chile",
            "England",
            "Florida",
            "Holland",
            "India",
            "Indiana",
            "Ireland",
            "Israel",
            "Jordan",
            "Mali",
        ),
        *("Malta", "Mississippi", "Montana", "Nevada", "Niger", "Oman", "Peru", "Sudan", "Togo", "Wales"),
    )
)
_STRANGE = re.compile(r"[^\x00-\x7f]")
_THE = re.compile(r"\b(?:the|in|across|of|multiple|several)\s$")
_LISTED = re.compile(r"(?:,|\band)\s$")
_AFTER_NAME = re.compile(r"[A-Z][\w.]*\s$")
_WORD_BEFORE = re.compile(rf"(?:^|[\s(,;:])(?:{_LEADING}(?: the| mainland| southern| northern| western| "
    rf"eastern| rural| urban|"
                          r" south| north| central| southeast| southwest| northeast| "
                          r"northwest)*)\s$", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A country named in a text: its name in English, and the place of the words that say so."""

    country: str
    start: int
    stop: int


def countries(text: str) -> list[Named]:
    """Give each country that a text says people were studied in, where it is named first, in order."""
    bare = _without_accents(text)
    found: dict[str, Named] = {}
    for match in _CAPITAL.finditer(bare):
        first, place = match[0].split(".")[0], match.start()
        named = _named(bare, place, _BY_WORD.get(first, ())) or _told(
            bare, place, _TOLD_BY_WORD.get(first, ())
        )
        if named:
            found.setdefault(named.country, named)
    return list(found.values())


def _by_word(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    by_word: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_word.setdefault(re.split(r"[^\w]", name)[0], []).append(name)
    return {word: tuple(several) for word, several in by_word.items()}


_BY_WORD = _by_word([*NAMES, "US"])
_TOLD_BY_WORD = _by_word(ADJECTIVES)


def _named(text: str, place: int, names: Sequence[str]) -> Named | None:
    """Read a country's name that begins here."""
    for name in names:
        if text.startswith(name, place) and _ENDS.match(text, place + len(name)):
            before = text[max(0, place - 30) : place]
            if name == "US":
                meant = bool(_THE.search(before) and _AMERICA.match(text, place + 2))
            else:
                meant = _meant(name, before)
            return (
                Named(country=NAMES.get(name, "United States"), start=place, stop=place + len(name))
                if meant
                else None
            )
    return None


def _meant(name: str, before: str) -> bool:
    """Say whether a name stands for the country, by the words before it."""
    if _NEW.search(before) and not name.startswith(("New", "Papua", "Northern", "North")):
        return False
    if name in _SHORT:
        return True
    leading = bool(_WORD_BEFORE.search(before))
    state = NAMES[name] == "United States" and not name.startswith("United")
    if name in _CAREFUL or state:
        return leading
    # A name among names is one of a person: Kevin Jordan.
    return leading or bool(_LISTED.search(before)) or not before.strip() or not _AFTER_NAME.search(before)


def _told(text: str, place: int, adjectives: Sequence[str]) -> Named | None:
    """Read what is said of a country's people or places here: Australian nursing students."""
    for adjective in adjectives:
        end = place + len(adjective)
        if not text.startswith(adjective, place) or text[end : end + 1] != " ":
            continue
        if _NO_COUNTRY.search(text[max(0, place - 16) : place]):
            return None
        # English: students of English, patients with little English.
        people = adjective != "English" and _PEOPLE_AFTER.match(text, end)
        if people or _PLACES_AFTER.match(text, end):
            return Named(country=ADJECTIVES[adjective], start=place, stop=end)
    return None


def _without_accents(text: str) -> str:
    """Give a text of the same length whose letters have no accents."""
    if text.isascii():
        return text
    return _STRANGE.sub(lambda match: _bare(match[0]), text)


def _bare(sign: str) -> str:
    first = unicodedata.normalize("NFKD", sign)[:1]
    return first if first.isascii() and first.isalnum() else sign
