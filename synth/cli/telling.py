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
    from synth.store import joined

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
        ("Merged because", joined.told_of_merges(story.parts["merges"])),
        ("Not merged", joined.told_of_apart(story.parts["apart"])),
        ("Sources disagree", joined.told_of_disagreements(story.parts["disagreements"])),
        ("Relations", joined.told_of_relations(story.parts["relations"])),
        ("Decisions", _decisions(story)),
        ("Why it stands there", _reasons(story)),
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
        likely = work["probability"]
        chance = (
            "no probability yet"
            if likely is None
            else f"relevant with a probability of {shown.likely(likely)}"
        )
        yield f"rank        {work['rank']} ({chance}; score {work['score']:.3f}, model {work['model']})"
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


def _decisions(story: Story) -> Iterator[str]:
    for row in story.parts["decisions"]:
        said = f"{row['verdict']}, {row['reason']}" if row["reason"] else row["verdict"]
        marks = [
            *(["synthetic reviewer"] if row["synthetic"] else []),
            *([] if row["standing"] else ["no longer stands"]),
        ]
        note = f": {row['note']}" if row["note"] else ""
        yield f"{row['decided_at']} UTC {row['reviewer']} ({row['stage']}): {said}{note}{_in_brackets(marks)}"


def _reasons(story: Story) -> Iterator[str]:
    for sign, words in ((1, "for it"), (-1, "against")):
        terms = [row["term"] for row in story.parts["reasons"] if sign * row["weight"] > 0]
        if terms:
            yield f"{words}: {', '.join(terms)}"
    for row in story.parts["neighbours"]:
        yield f"like {row['neighbour']} ({row['similarity']:.2f}), {_said(row['share'])}: {row['title']}"
    for row in story.parts["doubts"]:
        likely = shown.likely(row["probability"])
        yield f"in doubt: {_said(row['share'])}, and a model that did not see that gave it {likely}"
    for row in story.parts["contradictions"]:
        one, other = ("included", "excluded") if row["included"] else ("excluded", "included")
        yield f"{one}, while the nearly identical {row['work']} is {other}: {row['title']}"


def _said(share: float) -> str:
    """Put the share of yes into words."""
    return {1.0: "included", 0.0: "excluded"}.get(share, f"included by {share:.0%}")


def _in_brackets(marks: list[str]) -> str:
    return f" [{', '.join(marks)}]" if marks else ""
