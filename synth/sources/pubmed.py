"""PubMed's E-utilities: a search gives numbers, the numbers give records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from synth.domain.answers import Answer, Page, Pairs, Request, Search
from synth.domain.records import Record
from synth.sources import judging, medline
from synth.sources.batches import batches
from synth.sources.judging import Judgement, Outcome
from synth.sources.nodes import changed, decoded
from synth.sources.reading import Unread

NAME = "pubmed"
BASE = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
PACE = 0.35  # three a second without a key, ten with one
KEY = "NCBI_API_KEY"
KEYED_PACE = 0.11

TOOL = "synth"  # the name a program is known by: one word
REACH = 9_999  # a search reaches no record behind this one
RECORDS = 200  # a fetch
MOST_DOIS, LONGEST = 200, 100_000  # they travel in the body of a POST
NO_END = date(3000, 1, 1)
FIRST_DAY = date(1900, 1, 1)  # of slices; PubMed has no earlier date of entry
_LIMIT = "API rate limit exceeded"


def search(search: Search, *, since: date | None, until: date) -> Request:
    """
    Ask for the numbers of all hits; with ``since`` of those entered or changed from that day on.

    Without an end: the day of the last change moves on, and what was changed since would be missed.
    """
    return _searched(search.text, datetype="mdat", days=(since, NO_END) if since else None)


def fetch(dois: Sequence[str]) -> list[Request]:
    """Ask for the numbers of the records with these DOIs, two hundred at once."""
    return [
        _searched(" OR ".join(f'"{doi}"[aid]' for doi in batch), datetype="", days=None)
        for batch in batches([doi.replace('"', "") for doi in dois], most=MOST_DOIS, longest=LONGEST)
    ]


def _searched(term: str, *, datetype: str, days: tuple[date, date] | None) -> Request:
    form: Pairs = (("db", "pubmed"), ("retmode", "json"), ("retmax", str(REACH)), ("term", term))
    if days:
        first, last = (day.strftime("%Y/%m/%d") for day in days)
        form = (*form, ("datetype", datetype), ("mindate", first), ("maxdate", last))
    return Request(source=NAME, path="/esearch.fcgi", form=form)


def _fetched(numbers: Sequence[str]) -> Request:
    form = (("db", "pubmed"), ("retmode", "xml"), ("id", ",".join(numbers)))
    return Request(source=NAME, path="/efetch.fcgi", form=form)


def authorise(key: str) -> tuple[dict[str, str], dict[str, str]]:
    """Carry the key in the body: no header is known to the API."""
    return {}, {"api_key": key}


def introduce(contact: str) -> dict[str, str]:
    """Name the program and whom to write to, as https://www.ncbi.nlm.nih.gov/books/NBK25497/ asks."""
    return {"tool": TOOL, **({"email": contact} if contact else {})}


def judge(answer: Answer) -> Judgement:
    """
    Judge an answer; too many requests and a search that broke down may come with status 200.

    The words are the error's alone: the body around it repeats the key.
    """
    judgement, error = judging.judge(answer), _error(answer)
    if error is None:
        return judgement
    words = f"status {answer.status}: {error}"[:300]
    if "api key" in error.lower() and "rate limit" not in error.lower():
        return Judgement(outcome=Outcome.DENIED, words=words)
    if _LIMIT in error:
        wait = judgement.wait if judgement.wait is not None else judging.retry_after(answer)
        outcome = Outcome.SPENT if judgement.outcome is Outcome.SPENT else Outcome.WAIT
        return Judgement(outcome=outcome, wait=2.0 if wait is None else wait, words=words)
    if judgement.outcome is Outcome.ANSWERED:
        outcome = Outcome.WRONG if "range" in error else Outcome.WAIT
        return Judgement(outcome=outcome, words=words)
    return Judgement(outcome=judgement.outcome, wait=judgement.wait, words=words)


def _error(answer: Answer) -> str | None:
    """Give the error a body tells of: beside the result, in its place, or as XML."""
    start = answer.body[:4000].lstrip()
    if start.startswith(b"<") and b"<ERROR>" in start:
        return start.partition(b"<ERROR>")[2].partition(b"</ERROR>")[0].decode("utf-8", "replace").strip()
    if not start.startswith(b"{") or (b'"error"' not in start and b'"ERROR"' not in start):
        return None
    try:
        body = json.loads(answer.body)
    except ValueError:
        return None
    result = body.get("esearchresult")
    error = result.get("ERROR") if isinstance(result, dict) else body.get("error")
    return str(error) if error else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What a search found, in whichever format it was told."""

    hits: int
    numbers: tuple[str, ...]
    translation: str
    messages: tuple[str, ...]


def follow(answer: Answer) -> Page:
    """
    Owe the records of the numbers found; where a search finds more than it may give, its two halves.

    A record that was asked for and did not come is told in the remarks: PubMed says so by silence.
    """
    if not answer.request.path.endswith("esearch.fcgi"):
        return Page(remarks=_silent(answer))
    found = _found(answer)
    if found.hits > REACH:
        return Page(hits=found.hits, owed=_halves(answer, found.hits), remarks=_remarks(answer, found))
    if len(found.numbers) < found.hits and answer.request.parameter("retmax") == str(REACH):
        raise changed(NAME, f"{len(found.numbers)} numbers though it counts {found.hits}", answer=answer)
    owed = (found.numbers[start : start + RECORDS] for start in range(0, len(found.numbers), RECORDS))
    return Page(
        hits=found.hits,
        owed=tuple(_fetched(numbers) for numbers in owed),
        remarks=_remarks(answer, found),
    )


def _silent(answer: Answer) -> tuple[str, ...]:
    asked = (answer.request.parameter("id") or "").split(",")
    came = medline.numbers(answer)
    missing = [number for number in asked if number and number not in came]
    return (f"asked for and not given: PMID {', '.join(missing)}",) if missing else ()


def _halves(answer: Answer, hits: int) -> tuple[Request, ...]:
    """Cut the days of a search in two, those of entry where it names none."""
    request = answer.request
    first, last = (_day(request.parameter(name)) for name in ("mindate", "maxdate"))
    tomorrow = answer.at.date() + timedelta(days=1)  # it is later elsewhere
    first, last = first or FIRST_DAY, min(last or tomorrow, tomorrow)
    if first >= last:
        raise changed(NAME, f"{hits} hits on {first}, more than the {REACH} a search reaches", answer=answer)
    middle = first + (last - first) // 2
    term, datetype = request.parameter("term") or "", request.parameter("datetype") or "edat"
    return tuple(
        _searched(term, datetype=datetype, days=days)
        for days in ((first, middle), (middle + timedelta(days=1), last))
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text.replace("/", "-")) if text else None


def _found(answer: Answer) -> _Found:
    if answer.body[:200].lstrip().startswith(b"<"):
        return _found_in_xml(answer)
    result = decoded(NAME, answer).node("esearchresult")
    hits = result.number("count")
    if hits is None or not result.has("idlist"):
        raise changed(NAME, "no esearchresult with count and idlist", answer=answer)
    lists: list[Mapping[str, Any]] = [result.node(name).fields for name in ("errorlist", "warninglist")]
    return _Found(
        hits=hits,
        numbers=tuple(result.texts("idlist")),
        translation=result.text("querytranslation") or "",
        messages=tuple(
            f"{name}: {', '.join(map(str, texts))}"
            for listed in lists
            for name, texts in listed.items()
            if texts
        ),
    )


def _found_in_xml(answer: Answer) -> _Found:
    root = medline.root(answer)
    count = root.findtext("Count") or ""
    if root.tag != "eSearchResult" or not count.isdecimal() or root.find("IdList") is None:
        raise changed(NAME, "no eSearchResult with Count and IdList", answer=answer)
    warnings = [*(root.find("ErrorList") or ()), *(root.find("WarningList") or ())]
    return _Found(
        hits=int(count),
        numbers=tuple((number.text or "").strip() for number in root.iterfind("IdList/Id")),
        translation=root.findtext("QueryTranslation") or "",
        messages=tuple(f"{warning.tag.lower()}: {warning.text}" for warning in warnings if warning.text),
    )


def _remarks(answer: Answer, found: _Found) -> tuple[str, ...]:
    """Say what PubMed made of the words: which it does not know, and into what it turned the rest."""
    term = answer.request.parameter("term") or ""
    if not found.translation or _words(found.translation) == _words(term):
        return found.messages
    return (*found.messages, f"searched as: {found.translation[:1000]}")


def _words(term: str) -> list[str]:
    """Give the words of a search without the names of fields, which PubMed spells out, and days."""
    return re.findall(r"\w+", re.sub(r"\[[^\]]*\]|and \d{4}/\d\d/\d\d:\S+?(?=\[)", " ", term.casefold()))


def parse(answer: Answer) -> Iterator[Record | Unread]:
    """Read each article and book chapter; the answer to a search holds numbers and no records."""
    if answer.request.path.endswith("esearch.fcgi"):
        _found(answer)
        return iter(())
    return medline.records(answer)
