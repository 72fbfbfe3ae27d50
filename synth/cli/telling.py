"""A work's story in lines that a person reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synth.cli import shown

if TYPE_CHECKING:  # the module brings DuckDB along, which commands that need none should not wait for
    from synth.store.story import Story

Row = dict[str, Any]


def told(story: Story, *, raw: Path) -> Iterator[str]:
    """Give the lines; ``raw`` is the folder of kept answers, as a person would type it."""
    (work,) = story.parts["work"]
    yield shown.paragraph(work["title"] or "(no title)")
    yield shown.paragraph(
        " · ".join(str(work[name]) for name in ("authors", "year", "venue", "type") if work[name])
    )
    if story.synthetic:
        yield shown.paragraph(
            "Synthetic demonstration data, not evidence. Only the works of queries/dois.csv are real, and of "
            "these only DOI, title, authors, year and journal: their other identifiers are made up."
        )
    yield ""
    yield from _summary(story, work)
    for heading, lines in (
        ("Found", _found(story, raw)),
        ("Records", _records(story)),
        ("Merged because", _merges(story)),
        ("Relations", _relations(story)),
        ("Decisions", _decisions(story)),
    ):
        rows = list(lines)
        yield ""
        yield f"{heading}:" if rows else f"{heading}: none"
        yield from (f"  {row}" for row in rows)


def _summary(story: Story, work: Row) -> Iterator[str]:
    yield f"id          {story.id}"
    yield f"known as    {', '.join(row['identifier'] for row in story.parts['identifiers'])}"
    yield f"standing    {work['status']}"
    yield f"outcome     {work['outcome'] or 'undecided'}"
    if work["rank"]:
        yield f"rank        {work['rank']} (score {work['score']:.3f}, model {work['model']})"
    (counts,) = story.parts["citations"]
    outside = "" if work["cited_by_count"] is None else f"; {work['cited_by_count']} in all literature"
    yield (
        f"citations   by {counts['cited_by_works_here']} works here, "
        f"cites {counts['works_here_it_cites']} works here{outside}"
    )


def _found(story: Story, raw: Path) -> Iterator[str]:
    for row in story.parts["found"]:
        file = row["answer"] if row["answer"].startswith("imports/") else f"{raw / row['answer']}"
        yield f"{row['retrieved_at'] or 'unknown when'} UTC by search «{row['search']}» as {row['record']}"
        yield f"    place {row['place']} of {file}"
        yield f"    sha256 {row['sha256']}"


def _records(story: Story) -> Iterator[str]:
    fields = {row["record"]: row["fields"] for row in story.parts["lineage"]}
    for row in story.parts["records"]:
        yield f"{row['record']}, first retrieved {row['first_at'] or 'unknown when'}"
        yield f"    gives {fields.get(row['record'], 'no field: others are preferred')}"


def _merges(story: Story) -> Iterator[str]:
    for row in story.parts["merges"]:
        yield f"{row['record']} and {row['other']} have the same {row['rule']}: {row['value']}"


def _relations(story: Story) -> Iterator[str]:
    for row in story.parts["relations"]:
        here = f" ({row['target_work']} here)" if row["target_work"] else ""
        yield f"{row['kind']} {row['target'] or '(not named)'}{here}"


def _decisions(story: Story) -> Iterator[str]:
    for row in story.parts["decisions"]:
        said = f"{row['verdict']}, {row['reason']}" if row["reason"] else row["verdict"]
        marks = [
            *(["synthetic reviewer"] if row["synthetic"] else []),
            *([] if row["standing"] else ["no longer stands"]),
        ]
        note = f": {row['note']}" if row["note"] else ""
        yield f"{row['decided_at']} UTC {row['reviewer']} ({row['stage']}): {said}{note}{_in_brackets(marks)}"


def _in_brackets(marks: list[str]) -> str:
    return f" [{', '.join(marks)}]" if marks else ""
