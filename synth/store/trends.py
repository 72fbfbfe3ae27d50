"""What became more and what less: works by year, and how large a share of each year's works a value has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from synth.errors import UserError
from synth.store import built, gaps, selecting, warehouse
from synth.store.gaps import Axis
from synth.store.selected import Row, ask
from synth.store.selections import Selection
from synth.store.statements import Statement

YEARS = """\
counted as (
    select works.year, count(*) as found, count(*) filter (where outcomes.outcome = 'included') as included,
           count(*) filter (where works.status = 'retracted') as retracted
    from selected
    join works on works.work = selected.work
    left join outcomes on outcomes.work = works.work
    where works.year is not null
    group by works.year
)
select year, found, included, retracted
from counted
order by year"""
SHARES = """\
dated as (
    select works.work, works.year
    from selected
    join works on works.work = selected.work
    where works.year is not null
),
of_years as (
    select year, count(*) as of_year
    from dated
    group by year
),
counted as (
    select axis_works."value", dated.year, count(*) as works
    from dated
    join axis_works on axis_works.work = dated.work
    where axis_works.axis = $axis
    group by axis_works."value", dated.year
),
shares as (
    select axis_values."value", axis_values.label, axis_values.place, counted.year, counted.works,
           of_years.of_year, counted.works / of_years.of_year as share
    from counted
    join axis_values on axis_values.axis = $axis and axis_values."value" = counted."value"
    join of_years on of_years.year = counted.year
)
select "value", label, year, works, of_year, share
from shares
order by place, year"""
RISING = "select topic, label, recent, before, growth, trend, last_year from rising_topics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The works of a year: all that were found, those that are in, and the retracted."""

    year: int
    found: int = 0
    included: int = 0
    retracted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How many works of each year have a value of an axis; years without any are left out."""

    value: str
    label: str
    works: Mapping[int, int]

    @property
    def total(self) -> int:
        """How many works of all years."""
        return sum(self.works.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """
    The years of a selection from the first to the last, and the courses of an axis.

    ``unfinished`` is the year that was not over when the corpus was complete; None: all were.
    """

    years: Sequence[Year]
    axis: Axis
    courses: Sequence[Course]
    unfinished: int | None
    statement: Statement

    def share(self, course: Course, year: Year) -> float:
        """Give the share of a year's works that have the value, from 0 to 1; 0 where the year has none."""
        return course.works.get(year.year, 0) / year.found if year.found else 0.0

    def mean(self, course: Course, year: Year) -> float:
        """Give the share over a year and the ones before and after it, without the one that is not over."""
        near = [
            one
            for one in self.years
            if one == year
            or (abs(one.year - year.year) == 1 and self.unfinished not in (one.year, year.year))
        ]
        found = sum(one.found for one in near)
        return sum(course.works.get(one.year, 0) for one in near) / found if found else 0.0

    def fullest(self, most: int) -> list[Course]:
        """Give the courses with most works, those first."""
        return sorted(self.courses, key=lambda course: -course.total)[:most]


def read(path: Path, selection: Selection, *, axis: str) -> Trends:
    """Read the years and one axis's courses. Raises UserError where there is no such axis."""
    day = built.read(path).as_of
    with warehouse.locked(path) as connection, warehouse.understood(path):
        known = gaps.axes(connection)
        if axis not in known or axis == "years":
            names = ", ".join(name for name in known if name != "years")
            raise UserError(f"axis: {axis[:60]!r} is none of {names}: take one of these")
        statement = counting(selection, axis=axis)
        years = _filled(ask(connection, selecting.whole(selection, YEARS)))
        return Trends(
            years=years,
            axis=known[axis],
            courses=_courses(ask(connection, statement)),
            unfinished=_unfinished(day, years),
            statement=statement,
        )


def rising(path: Path) -> list[Row]:
    """Give the topics whose share grows, the fastest first, of all works."""
    with warehouse.locked(path) as connection, warehouse.understood(path):
        return ask(connection, Statement(text=RISING, values={}))


def counting(selection: Selection, *, axis: str) -> Statement:
    """Give the statement that counts an axis's values by year."""
    return selecting.whole(selection, SHARES, axis=axis)


def _filled(rows: list[Row]) -> list[Year]:
    """Give every year from the first to the last, those without works too."""
    known = {row["year"]: Year(**row) for row in rows}
    return [known.get(year, Year(year=year)) for year in range(min(known), max(known) + 1)] if known else []


def _courses(rows: list[Row]) -> list[Course]:
    works: dict[tuple[str, str], dict[int, int]] = {}
    for row in rows:
        works.setdefault((row["value"], row["label"]), {})[row["year"]] = row["works"]
    return [Course(value=value, label=label, works=of) for (value, label), of in works.items()]


def _unfinished(day: str, years: Sequence[Year]) -> int | None:
    """Give the last year, where the corpus ends within it, or before it: some works are dated ahead."""
    if not day or not years:
        return None
    end = date.fromisoformat(day)
    over = end.year if (end.month, end.day) == (12, 31) else end.year - 1
    return years[-1].year if years[-1].year > over else None
