"""A work as Crossref registers it, read into a record."""

from __future__ import annotations

from collections.abc import Iterator

from synth.domain import identifiers
from synth.domain.identifiers import WorkId
from synth.domain.records import Author, Record, Relation, RelationKind, Status
from synth.sources import dates, kinds, languages, markup, spellings
from synth.sources.nodes import Node

_RETRACTED = {"retraction", "removal", "withdrawal", "partial_retraction"}
_CONCERN = {"expression_of_concern"}
_CORRECTED = {"correction", "corrigendum", "erratum", "addendum", "clarification"}
_UPDATED_BY = {
    **dict.fromkeys(_RETRACTED, RelationKind.RETRACTED_BY),
    **dict.fromkeys(_CONCERN, RelationKind.HAS_CONCERN),
    **dict.fromkeys(_CORRECTED, RelationKind.HAS_ERRATUM),
    **dict.fromkeys(("new_version", "new_edition"), RelationKind.HAS_VERSION),
}
_UPDATE_TO = {
    **dict.fromkeys(_RETRACTED, RelationKind.RETRACTION_OF),
    **dict.fromkeys(_CONCERN, RelationKind.CONCERN_ABOUT),
    **dict.fromkeys(_CORRECTED, RelationKind.ERRATUM_OF),
    **dict.fromkeys(("new_version", "new_edition"), RelationKind.VERSION_OF),
}
_RELATIONS = {
    "has-preprint": RelationKind.HAS_PREPRINT,
    "is-preprint-of": RelationKind.PREPRINT_OF,
    "has-version": RelationKind.HAS_VERSION,
    "is-version-of": RelationKind.VERSION_OF,
    "has-comment": RelationKind.HAS_COMMENT,
    "has-review": RelationKind.HAS_COMMENT,
    "has-reply": RelationKind.HAS_COMMENT,
    "is-comment-on": RelationKind.COMMENT_ON,
    "is-review-of": RelationKind.COMMENT_ON,
    "is-reply-to": RelationKind.COMMENT_ON,
}


def record(item: Node) -> Record:
    """Read one item; raise SourceChanged where it has no DOI, which all items have."""
    item.need("DOI")
    doi = identifiers.work_id("doi", item.text("DOI"))
    title, authors, date = _title(item), _authors(item), _date(item)
    year = dates.year_of(date)
    hashed = identifiers.hashed(["crossref", title, str(year), *(author.name for author in authors)])
    relations, published = tuple(_relations(item, doi)), _type(item)
    references = item.nodes("reference")
    return Record(
        source="crossref",
        native=doi.removeprefix("doi:") if doi else hashed,
        ids=(doi or hashed,),
        title=title,
        original_title=_other_title(item, title),
        abstract=markup.paragraphs(item.text("abstract")),
        authors=authors,
        year=year,
        date=date,
        venue=_venue(item),
        publisher=markup.plain(item.text("publisher")) or None,
        issn=spellings.issns(item.texts("ISSN")),
        volume=item.text("volume"),
        issue=item.text("issue") or item.node("journal-issue").text("issue"),
        pages=spellings.pages(item.text("page")) or item.text("article-number"),
        type=kinds.kind(_words(published, relations)),
        source_type=published,
        language=languages.language(item.text("language")),
        subjects=spellings.each_once(markup.plain(subject) for subject in item.texts("subject")),
        references=identifiers.best_first(_cited(reference) for reference in references),
        reference_count=item.number("reference-count")
        if item.has("reference-count")
        else item.number("references-count"),
        cited_by_count=item.number("is-referenced-by-count"),
        licence=_licence(item),
        status=_status(item, doi),
        relations=relations,
    )


def _title(item: Node) -> str:
    """Give the first title with its subtitle, which other sources make one."""
    titles = [markup.plain(title) for title in item.texts("title")]
    subtitles = [markup.plain(subtitle) for subtitle in item.texts("subtitle")]
    if not titles or not titles[0]:
        return subtitles[0] if subtitles else ""
    if not subtitles or not subtitles[0] or subtitles[0].casefold() in titles[0].casefold():
        return titles[0]
    return f"{titles[0]} {subtitles[0]}" if titles[0][-1] in "?!:.-\u2013" else f"{titles[0]}: {subtitles[0]}"


def _other_title(item: Node, title: str) -> str | None:
    """Give the title in the original language where it is another one."""
    originals = (markup.plain(original) for original in item.texts("original-title"))
    return next((original for original in originals if original and original not in title), None)


def _authors(item: Node) -> tuple[Author, ...]:
    """Give those with a name; the first one may stand behind others."""
    listed = sorted(item.nodes("author"), key=lambda author: author.text("sequence") != "first")
    return tuple(author for author in map(_author, listed) if author.name)


def _author(author: Node) -> Author:
    family, given = markup.plain(author.text("family")), markup.plain(author.text("given"))
    whole = " ".join(part for part in (given, family, markup.plain(author.text("suffix"))) if part)
    places = (markup.plain(place.text("name")) for place in author.nodes("affiliation"))
    return Author(
        name=whole or markup.plain(author.text("name")),
        family=family or None,
        given=given or None,
        orcid=spellings.orcid(author.text("ORCID")),
        affiliations=spellings.each_once(places),
    )


def _date(item: Node) -> str | None:
    """Give the day it was issued; ``[[null]]`` is a day nobody knows."""
    names = ("issued", "published", "published-print", "published-online", "posted", "approved")
    return next((found for name in names if (found := _day(item.node(name)))), None)


def _day(field: Node) -> str | None:
    # "date-parts" is a list of dates, each a list: [[2019, 5]].
    first = next(iter(field.values("date-parts")), None)
    parts = [part for part in first if isinstance(part, int)] if isinstance(first, list) else []
    return dates.joined(*parts[:3]) if parts else None


def _venue(item: Node) -> str | None:
    """Give the journal or book, else who a preprint server or university is."""
    named = [*item.texts("container-title"), item.text("group-title")]
    institutions = (place.text("name") for place in item.nodes("institution"))
    return next((markup.plain(name) for name in (*named, *institutions) if name), None)


def _type(item: Node) -> str | None:
    kind, part = item.text("type"), item.text("subtype")
    return f"{kind} ({part})" if kind and part else kind


def _words(published: str | None, relations: tuple[Relation, ...]) -> list[str]:
    """Give the words for what it is: a notice is registered as an article, and says what it updates."""
    notices = {RelationKind.RETRACTION_OF: "retraction", RelationKind.ERRATUM_OF: "erratum"}
    words = [notices[relation.kind] for relation in relations if relation.kind in notices]
    return [*words, (published or "").replace("posted-content (other)", "other")]


def _cited(reference: Node) -> WorkId | None:
    return identifiers.work_id("doi", reference.text("DOI"))


def _licence(item: Node) -> str | None:
    """Give a Creative Commons licence if there is one, else that of the published version."""
    texts = item.nodes("license")
    order = sorted(texts, key=lambda text: text.text("content-version") not in ("vor", "unspecified"))
    found = [spellings.licence(text.text("URL")) for text in order]
    open_ones = (text for text in found if text and text.startswith(("cc", "public")))
    return next(open_ones, found[0] if found else None)


def _updates(item: Node, name: str) -> list[tuple[str, WorkId | None, str | None]]:
    """Give what kind of update, by or to which work, and when."""
    return [
        (
            (update.text("type") or "").lower().replace("-", "_").replace(" ", "_"),
            identifiers.work_id("doi", update.text("DOI")),
            _day(update.node("updated")),
        )
        for update in item.nodes(name)
    ]


def _relations(item: Node, own: WorkId | None) -> Iterator[Relation]:
    for kind, target, date in _updates(item, "updated-by"):
        yield Relation(kind=_UPDATED_BY.get(kind, RelationKind.OTHER), target=_other(target, own), date=date)
    for kind, target, date in _updates(item, "update-to"):
        if target != own:  # a work corrected in place names itself
            yield Relation(kind=_UPDATE_TO.get(kind, RelationKind.OTHER), target=target, date=date)
    related = item.node("relation")
    for name in related.fields:
        for other in related.nodes(name):
            target = identifiers.work_id("doi", other.text("id")) if other.text("id-type") == "doi" else None
            yield Relation(kind=_RELATIONS.get(name, RelationKind.OTHER), target=_other(target, own))


def _other(target: WorkId | None, own: WorkId | None) -> WorkId | None:
    return target if target != own else None


def _status(item: Node, own: WorkId | None) -> Status:
    """Give the gravest thing that was done to this work; an item cut by ``select`` cannot tell."""
    kinds = {kind for kind, _, _ in _updates(item, "updated-by")}
    kinds |= {kind for kind, target, _ in _updates(item, "update-to") if own and target == own}
    for status, words in (
        (Status.RETRACTED, _RETRACTED - {"partial_retraction"}),
        (Status.CONCERN, _CONCERN),
        (Status.CORRECTED, _CORRECTED | {"partial_retraction"}),
    ):
        if kinds & words:
            return status
    return Status.CLEAN if item.has("indexed") or item.has("deposited") else Status.UNKNOWN
