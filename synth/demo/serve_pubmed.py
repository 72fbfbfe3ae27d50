"""PubMed's E-utilities: ``esearch.fcgi`` and ``efetch.fcgi``."""

from __future__ import annotations

import threading
from xml.sax.saxutils import escape

from synth.demo import find_pubmed, naming, render_pubmed
from synth.demo.accounts import date_of
from synth.demo.calls import Call, Json, Reply, as_json, as_text, whole
from synth.demo.find_pubmed import Found
from synth.demo.shelves import Shelf
from synth.errors import UserError

_REACH = 9_999  # records of one search that can be had at all
_MOST = 10_000
_TOO_FAR = (
    "Search Backend failed: Exception:\n'retstart' cannot be larger than 9998. For PubMed, ESearch can only "
    "retrieve the first 9,999 records matching the query. To obtain more than 9,999 PubMed records, consider "
    "using <EDirect> that contains additional logic to batch PubMed search results automatically."
)
_XML_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n'
    '<!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" '
    '"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">\n'
)
_NO_IDS = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<eFetchResult>\n'
    "\t<ERROR>ID list is empty! Possibly it has no correct IDs.</ERROR>\n</eFetchResult>\n"
)


class Desk:
    """Answers requests; remembers searches that were sent with ``usehistory``."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._history: dict[str, list[tuple[int, ...]]] = {}
        self._guard = threading.Lock()
        self._results: dict[str, Found] = {}

    def answer(self, call: Call) -> Reply:
        """Answer one request."""
        limit = 10 if call.value("api_key") else 3
        headers = {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": str(limit - 1)}
        if call.path == "/esearch.fcgi":
            reply = self._search(call)
        elif call.path == "/efetch.fcgi":
            reply = self._fetch(call)
        else:
            reply = as_text("<html><body><h1>Not Found</h1></body></html>", status=404, kind="text/html")
        return Reply(status=reply.status, kind=reply.kind, body=reply.body, headers=headers)

    def _search(self, call: Call) -> Reply:
        try:
            body = self._result(call)
        except UserError as error:
            body = {"ERROR": str(error)}
        if call.value("retmode") == "json":
            envelope = {"header": {"type": "esearch", "version": "0.3"}, "esearchresult": body}
            return as_json(envelope, kind="application/json; charset=UTF-8")
        return as_text(_XML_HEAD + _xml(body), status=200, kind="text/xml; charset=UTF-8")

    def _result(self, call: Call) -> Json:
        if call.value("db") not in (None, "pubmed"):
            raise UserError(f"Invalid db name specified: {call.value('db')}")
        if not (call.value("term") or "").strip():
            raise UserError("Empty term and query_key - nothing todo")
        found = self._found(call)
        if call.value("rettype") == "count":
            return {"count": str(len(found.places))}
        start, most = whole(call.value("retstart"), 0), whole(call.value("retmax"), 20)
        if start is None or most is None:
            raise UserError("retstart and retmax must be whole numbers")
        if start >= _REACH:
            raise UserError(_TOO_FAR)
        shown = found.places[start : min(start + min(most, _MOST), _REACH)]
        body: Json = {"count": str(len(found.places)), "retmax": str(len(shown)), "retstart": str(start)}
        if call.value("usehistory") == "y":
            body |= self._remembered(call, found)
        literature, records = self._shelf.literature, self._shelf.records
        ids = [naming.native_of(literature, int(records[place])) for place in shown]
        body |= {"idlist": ids, "translationset": []}
        return body | {"querytranslation": found.translation} | _remarks(found)

    def _remembered(self, call: Call, found: Found) -> Json:
        with self._guard:
            name = call.value("WebEnv") or f"MCID_synthetic{len(self._history) + 1:010d}"
            searches = self._history.setdefault(name, [])
            searches.append(found.places)
            return {"querykey": str(len(searches)), "webenv": name}

    def _found(self, call: Call) -> Found:
        """Search, and keep what lies within the dates asked for."""
        text = call.value("term") or ""
        with self._guard:
            if text not in self._results:
                self._results[text] = find_pubmed.find(self._shelf, text)
            found = self._results[text]
        span = self._span(call)
        if span is None:
            return found
        kind, low, high = span
        within = find_pubmed.within(self._shelf, kind, low, high)
        days = f"{render_pubmed.slashed(date_of(low))}:{render_pubmed.slashed(date_of(high))}"
        return Found(
            places=tuple(place for place in found.places if within[place]),
            translation=f"({found.translation}) AND {days}[{find_pubmed.spelt(kind)}]",
            phrases=found.phrases,
            quoted=found.quoted,
            fields=found.fields,
        )

    def _span(self, call: Call) -> tuple[str, int, int] | None:
        kind = call.value("datetype") or "pdat"
        low, high, days = call.value("mindate"), call.value("maxdate"), call.value("reldate")
        if kind not in find_pubmed.dates():
            raise UserError(f"Invalid datetype: {kind}")
        if days:
            today = self._shelf.literature.today
            return kind, today - (whole(days, 0) or 0), today
        if not (low and high):
            return None  # one alone is ignored
        return kind, find_pubmed.moment(low, end=False), find_pubmed.moment(high, end=True)

    def _fetch(self, call: Call) -> Reply:
        places = self._asked(call)
        if places is None:
            return as_text(_NO_IDS, status=400, kind="text/xml; charset=UTF-8")
        literature = self._shelf.literature
        articles = [render_pubmed.article(literature, self._shelf.account(place)) for place in places]
        body = render_pubmed.HEAD + "".join(articles) + render_pubmed.TAIL
        return as_text(body, status=200, kind="text/xml; charset=UTF-8")

    def _asked(self, call: Call) -> list[int] | None:
        """Give the records asked for: what is unknown is left out; None where no id is one."""
        start, most = whole(call.value("retstart"), 0) or 0, whole(call.value("retmax"), _MOST) or _MOST
        name = call.value("WebEnv")
        if name:
            with self._guard:
                searches = self._history.get(name, [])
            number = whole(call.value("query_key"), 1) or 1
            known = list(searches[number - 1]) if number <= len(searches) else []
            return known[:_REACH][start : start + most] if known else None
        wanted = [text.strip() for text in ",".join(call.values("id")).split(",")]
        ids = [text for text in wanted if text.isascii() and text.isdigit() and int(text) > 0]
        if not ids:
            return None
        table = self._shelf.by_native()
        return [place for text in dict.fromkeys(ids) for place in table.get(text.lstrip("0"), ())][
            start : start + most
        ]


def _remarks(found: Found) -> Json:
    body: Json = {}
    if found.phrases or found.fields:
        body["errorlist"] = {"phrasesnotfound": list(found.phrases), "fieldsnotfound": list(found.fields)}
    if found.quoted or not found.places:
        messages = [] if found.places else ["No items found."]
        body["warninglist"] = {
            "phrasesignored": [],
            "quotedphrasesnotfound": list(found.quoted),
            "outputmessages": messages,
        }
    return body


def _xml(body: Json) -> str:
    if "ERROR" in body:
        return f"<eSearchResult><ERROR>{escape(body['ERROR'])}</ERROR></eSearchResult>\n"
    if "idlist" not in body:
        return f"<eSearchResult><Count>{body['count']}</Count></eSearchResult>\n"
    head = f"<Count>{body['count']}</Count><RetMax>{body['retmax']}</RetMax>"
    head += f"<RetStart>{body['retstart']}</RetStart>"
    if "webenv" in body:
        head += f"<QueryKey>{body['querykey']}</QueryKey><WebEnv>{body['webenv']}</WebEnv>"
    ids = "".join(f"<Id>{number}</Id>\n" for number in body["idlist"])
    listed = f"<IdList>\n{ids}</IdList>" if ids else "<IdList/>"
    tail = f"<TranslationSet/><QueryTranslation>{escape(body['querytranslation'])}</QueryTranslation>"
    return f"<eSearchResult>{head}{listed}{tail}{_lists(body)}</eSearchResult>\n"


def _lists(body: Json) -> str:
    errors, warnings = body.get("errorlist"), body.get("warninglist")
    text = ""
    if errors:
        entries = [
            f"<PhraseNotFound>{escape(phrase)}</PhraseNotFound>" for phrase in errors["phrasesnotfound"]
        ]
        entries += [f"<FieldNotFound>{escape(field)}</FieldNotFound>" for field in errors["fieldsnotfound"]]
        text += f"<ErrorList>{''.join(entries)}</ErrorList>"
    if warnings:
        entries = [
            f"<QuotedPhraseNotFound>{escape(phrase)}</QuotedPhraseNotFound>"
            for phrase in warnings["quotedphrasesnotfound"]
        ]
        entries += [
            f"<OutputMessage>{escape(message)}</OutputMessage>" for message in warnings["outputmessages"]
        ]
        text += f"<WarningList>{''.join(entries)}</WarningList>"
    return text
