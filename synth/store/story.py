"""Where a work came from and everything that happened to it, read from the warehouse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synth.domain import identifiers
from synth.errors import UserError
from synth.store import joined, questions, warehouse

Rows = list[dict[str, Any]]

# Each part of the story is one statement about the work $id.
PARTS = {
    "work": """
        select evidence.*, ranking.model
        from evidence
        left join ranking on ranking.work = evidence.work
        where evidence.work = $id
    """,
    "account": """
        select works.*,
               (select string_agg(keyword, '; ' order by keyword) from keywords where work = $id) as keywords,
               (select string_agg(subject, '; ' order by subject) from subjects where work = $id) as subjects
        from works
        where work = $id
    """,
    "identifiers": "select identifier from identifiers where work = $id order by identifier",
    "records": """
        select record, source, first_at::varchar as first_at, retrieved_at::varchar as retrieved_at,
               answer, title
        from records
        where work = $id
        order by first_at nulls last, record
    """,
    "accounts": "select * from records where work = $id order by first_at nulls last, record",
    "found": """
        select found.record, found.answer, found.place, answers.search, answers.request,
               answers.retrieved_at::varchar as retrieved_at, answers.sha256
        from found
        join records on records.record = found.record and records.work = $id
        join answers on answers.answer = found.answer
        order by answers.retrieved_at nulls last, found.answer, found.place
    """,
    "decisions": """
        select decided_at::varchar as decided_at, reviewer, stage, verdict, reason, note, decided,
               standing, synthetic
        from decisions
        where work = $id
        order by decisions.decided_at, reviewer
    """,
    "reasons": "select term, weight from reasons where work = $id order by place",
    "neighbours": """
        select neighbours.neighbour, works.title, neighbours.similarity, neighbours.share
        from neighbours
        join works on works.work = neighbours.neighbour
        where neighbours.work = $id
        order by neighbours.place
    """,
    "doubts": "select share, probability, terms from doubts where work = $id",
    "contradictions": """
        select works.work, works.title, contradictions.included = $id as included, contradictions.similarity
        from contradictions
        join works on works.work in (contradictions.included, contradictions.excluded) and works.work <> $id
        where $id in (contradictions.included, contradictions.excluded)
        order by contradictions.similarity desc, works.work
    """,
    **joined.PARTS,
    "citations": """
        select (select count(*) from citations where cited = $id) as cited_by_works_here,
               (select count(*) from citations where citing = $id) as works_here_it_cites
    """,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The parts of a work's story, each as rows; what is named in PARTS."""

    id: str
    parts: Mapping[str, Rows]
    synthetic: bool


def tell(path: Path, text: str) -> Story:
    """
    Tell the story of the work an identifier leads to, in any spelling.

    Raises UserError where the text is no identifier or leads to no work of this warehouse.
    """
    identifier = identifiers.recognise(text)
    if identifier is None:
        raise UserError(f"{text!r} is no identifier: write a DOI, PMID, PMCID, OpenAlex, ERIC or file: id")
    with warehouse.locked(path) as connection, warehouse.understood(path):

        def ask(statement: str, **values: str) -> Rows:
            result = questions.fetch(connection, statement, values)
            return [dict(zip(result.columns, row, strict=True)) for row in result.rows]

        led = ask("select work from identifiers where identifier = $identifier", identifier=identifier)
        if not led:
            raise UserError(
                f"{identifier} is not in this warehouse: was it harvested? `synth status` shows what is"
            )
        work = led[0]["work"]
        synthetic = ask("select value from about where key = 'synthetic'")
        return Story(
            id=work,
            parts={name: ask(statement, id=work) for name, statement in PARTS.items()},
            synthetic=bool(synthetic) and synthetic[0]["value"] == "true",
        )
