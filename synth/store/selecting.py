"""A selection as SQL: one named step for each condition, the works they have in common, and what is shown."""

from __future__ import annotations

import unicodedata
from dataclasses import fields
from typing import Any

from synth.store.selections import OPEN, Selection
from synth.store.statements import Statement, Value

# What each condition says, as the body of its step; {} is its value. The first word names the step.
STEPS: dict[str, tuple[str, str]] = {
    "code": ("coded", "select work\nfrom work_codes\nwhere code = {code}"),
    "axis": ("known_on", "select distinct work\nfrom axis_works\nwhere axis = {axis}"),
    "topic": ("on_topic", "select work\nfrom work_topics\nwhere topic = {topic}"),
    "community": (
        "in_community",
        "select work\nfrom citation_measures\nwhere community = {community}",
    ),
    "profession": (
        "of_profession",
        "select work\nfrom work_professions\nwhere profession = {profession}",
    ),
    "level": ("at_level", 'select work\nfrom work_levels\nwhere "level" = {level}'),
    "design": ("designed", "select work\nfrom work_designs\nwhere design = {design}"),
    "quality": ("of_quality", "select work\nfrom quality\nwhere quality = {quality}"),
    "country": (
        "from_country",
        "select distinct work\nfrom figures\nwhere kind = 'country' and text = {country}",
    ),
    "journal": ("in_journal", "select work\nfrom works\nwhere venue = {journal}"),
    "cites": ("citing", "select citing as work\nfrom citations\nwhere cited = {cites}"),
    "cited_by": ("cited", "select cited as work\nfrom citations\nwhere citing = {cited_by}"),
    "words": ("", ""),  # see _telling
    "year": ("of_year", "select work\nfrom works\nwhere year = {year}"),
    "since": ("since_then", "select work\nfrom works\nwhere year >= {since}"),
    "until": ("until_then", "select work\nfrom works\nwhere year <= {until}"),
    "outcome": ("decided", "select work\nfrom outcomes\nwhere outcome = {outcome}"),
    "status": ("standing", "select work\nfrom works\nwhere status = {status}"),
    "path": ("on_main_path", "select cited as work\nfrom main_path\nunion\nselect citing\nfrom main_path"),
    "burst": ("in_burst", "select distinct work\nfrom bursts"),
    "link": (
        "making_the_link",
        "select work\nfrom link_works({link}, {one}, {other})\nwhere work is not null",
    ),
    "map": ("", ""),  # see MAP_STEPS
}
OUTCOME_STEPS = {
    "open": (
        "undecided",
        "select works.work\nfrom works\nleft join outcomes on outcomes.work = works.work\n"
        f"where coalesce(outcomes.outcome, 'undecided') in ({', '.join(map(repr, OPEN))})",
    ),
    "not excluded": (
        "not_excluded",
        "select works.work\nfrom works\nleft join outcomes on outcomes.work = works.work\n"
        "where coalesce(outcomes.outcome, 'undecided') <> 'excluded'",
    ),
}
MAP_STEPS = {
    "topics": ("on_topic_map", "select work\nfrom topic_places"),
    "citations": ("on_citation_map", "select work\nfrom citation_places"),
}
LASSO = "\nwhere inside(x, y, {lasso})"
# Whose word a code is: what rests on codes then asks for it.
ORIGINAL = {
    "code": "\n    and origin = {origin}",
    "axis": "\n    and coalesce(origin, {origin}) = {origin}",  # topics, years … rest on nobody's word
    **{
        name: "select work\nfrom axis_works\n"
        f"where axis = '{name}' and \"value\" = {{{name}}} and origin = {{origin}}"
        for name in ("profession", "level", "design")
    },
}
# What the list can be ordered by: what it is called, and its column.
ORDERS = {
    "year": "year",
    "title": "lower(title)",
    "journal": "lower(journal)",
    "profession": "profession",
    "design": "design",
    "topic": "topic",
    "outcome": "outcome",
    "status": "status",
    "cited": "cited_here",
}
LISTED = """\
professions as (
    select work, string_agg("value", '; ' order by "value") as profession
    from axis_works
    where axis = 'profession' and work in (select work from {works})
    group by work
),
designs as (
    select work, string_agg("value", '; ' order by "value") as design
    from axis_works
    where axis = 'design' and work in (select work from {works})
    group by work
),
main_topics as (
    select work_topics.work, topics.label as topic
    from work_topics
    join topics on topics.topic = work_topics.topic
    where work_topics.main and work_topics.work in (select work from {works})
),
listed as (
    select works.work, works.title, works.authors, works.year, works.venue as journal,
           professions.profession, designs.design, main_topics.topic,
           case
               when outcomes.outcome is null or outcomes.outcome = 'awaiting' then 'open'
               else outcomes.outcome
           end as outcome,
           works.status, coalesce(citation_measures.cited_here, 0) as cited_here
    from {works}
    join works on works.work = {works}.work
    left join professions on professions.work = works.work
    left join designs on designs.work = works.work
    left join main_topics on main_topics.work = works.work
    left join outcomes on outcomes.work = works.work
    left join citation_measures on citation_measures.work = works.work
)
select *
from listed
"""
COUNTED = """\
counted as (
    select count(*) as works, count(*) filter (where works.status = 'retracted') as retracted
    from selected
    join works on works.work = selected.work
)
select works, retracted
from counted"""


PAGED = """\
paged as (
    select selected.work
    from selected
    join works on works.work = selected.work
    order by {order}
    limit $most offset $skipped
),
"""
# What a page can be cut out by before the rest is looked up.
QUICK = ("year", "title", "journal", "status")


def works(selection: Selection, *, order: str = "-year") -> Statement:
    """Give the statement that lists the works; ``order`` is one of ORDERS, with a minus turned round."""
    return whole(selection, f"{LISTED.format(works='selected')}order by {_ordered(order)}")


def page(selection: Selection, *, order: str = "-year", most: int, skipped: int) -> Statement:
    """Give the statement that lists ``most`` of the works after the first ``skipped``, as ``works`` does."""
    bounds = {"most": most, "skipped": skipped}
    if order.removeprefix("-") not in QUICK:
        listed = works(selection, order=order)
        text = f"{listed.text}\nlimit $most offset $skipped"
        return Statement(text=text, values={**listed.values, **bounds})
    cut = PAGED.format(order=_ordered(order, of="works."))
    return whole(selection, f"{cut}{LISTED.format(works='paged')}order by {_ordered(order)}", **bounds)


def _ordered(order: str, *, of: str = "") -> str:
    name, down = order.removeprefix("-"), " desc" if order.startswith("-") else ""
    column = {"journal": "lower(works.venue)", "title": "lower(works.title)"}.get(name, of + name)
    return f"{column if of else ORDERS[name]}{down} nulls last, {of}work"


def count(selection: Selection) -> Statement:
    """Give the statement that counts the works, and the retracted among them."""
    return whole(selection, COUNTED)


def whole(selection: Selection, rest: str, **values: Value) -> Statement:
    """Give a statement that begins with the step ``selected``, the works; ``rest`` is how it goes on."""
    steps, bound = _steps(selection)
    common = "\nintersect\n".join(f"select work from {name}" for name, _ in steps)
    steps.append(("selected", common or "select work\nfrom works"))
    named = ",\n".join(f"{name} as (\n{_indented(body)}\n)" for name, body in steps)
    return Statement(text=f"with {named},\n{rest}", values={**bound, **values})


def _steps(selection: Selection) -> tuple[list[tuple[str, str]], dict[str, Value]]:
    """Give the steps of a selection, each with its name, and the values they are bound to."""
    steps: list[tuple[str, str]] = []
    bound: dict[str, Value] = {}
    for field in fields(selection):
        given = getattr(selection, field.name)
        if not given or field.name not in STEPS:
            continue
        name, body = _step(selection, field.name)
        for place, value in enumerate(given if isinstance(given, tuple) else (given,), start=1):
            suffix = f"_{place}" if place > 1 else ""
            if field.name == "words":
                written, taken = _telling(str(value), suffix)
            else:
                written, taken = _filled(selection, body, field.name, value, suffix)
            steps.append((name + suffix, written))
            bound |= taken
    return steps, bound


def _step(selection: Selection, name: str) -> tuple[str, str]:
    if name == "outcome" and selection.outcome in OUTCOME_STEPS:
        return OUTCOME_STEPS[selection.outcome]
    if name == "words":
        return "telling_of", ""
    if name == "map":
        called, body = MAP_STEPS[selection.map]
        return called, body + (LASSO if selection.lasso else "")
    called, body = STEPS[name]
    if selection.origin and name in ORIGINAL:
        more = ORIGINAL[name]
        return called, body + more if more.startswith("\n") else more
    return called, body


def _filled(
    selection: Selection, body: str, name: str, value: Any, suffix: str
) -> tuple[str, dict[str, Value]]:
    """Put names of parameters into a step, and give what each is bound to."""
    known = {
        name: value,
        "origin": selection.origin,
        "one": selection.one,
        "other": selection.other,
        "lasso": [list(corner) for corner in selection.lasso],
    }
    taken = {one: one + suffix if one == name else one for one in known if f"{{{one}}}" in body}
    written = body.format(**{one: f"${parameter}" for one, parameter in taken.items()})
    return written, {parameter: known[one] for one, parameter in taken.items()}


def _telling(text: str, suffix: str) -> tuple[str, dict[str, Value]]:
    """Give the step for words: each of them, also as the beginning of a longer one, as in studies_about."""
    whole = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in text)
    taken: dict[str, Value] = {
        f"word{suffix}_{place}": word for place, word in enumerate(whole.split(), start=1)
    }
    looked_for = "\n    and ".join(f"contains(words, ' ' || lower(strip_accents(${name})))" for name in taken)
    return f"select work\nfrom texts\nwhere {looked_for}", taken


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
