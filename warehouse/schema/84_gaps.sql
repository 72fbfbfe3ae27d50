-- What a gap map is drawn of: two axes against each other, and which works stand where on each.

create macro inside(x, y, polygon) as (
    len(
        list_filter(
            list_transform(
                list_zip(polygon, list_concat(polygon[2:], polygon[:1])),
                lambda side: {'x1': side[1][1], 'y1': side[1][2], 'x2': side[2][1], 'y2': side[2][2]}
            ),
            lambda side: (side.y1 > y) <> (side.y2 > y)
                and x < (side.x2 - side.x1) * (y - side.y1) / (side.y2 - side.y1) + side.x1
        )
    ) % 2 = 1
);

comment on macro inside is 'Whether a point lies inside a polygon, given by its corners as [[x, y], [x, y], …]: a line from the point to the right crosses its sides an odd number of times.';

create view axes as
with built_in (axis, label, place) as (
    values ('topic', 'Topic', 1), ('community', 'Citation community', 2), ('years', 'Years', 3),
           ('country', 'Country', 4), ('profession', 'Profession', 5), ('level', 'Level of training or work', 6),
           ('design', 'Study design', 7), ('quality', 'Quality, as coders find it', 8)
),
named as (
    select facet as axis, label, place
    from facets
    union all
    select axis, label, 1000 + place
    from built_in
)
select axis, label, row_number() over (order by place) as place
from named
order by place;

comment on view axes is 'What works can be laid out by: the facets of the codebook, then topic, citation community, years, country, profession, level, design and quality.';
comment on column axes.axis is 'The id; of a facet, that of the codebook.';
comment on column axes.label is 'What it is called.';
comment on column axes.place is 'Its place, from 1.';

-- Tables and no views from here: every cell of a map is counted from them while somebody waits.
create table axis_works (
    axis varchar not null,
    "value" varchar not null,
    work varchar not null,
    origin varchar check (origin in ('person', 'phrase'))
);

insert into axis_works by name
with placed as (
    select work, facet as axis, code as "value", origin
    from work_codes
    union all
    select work, 'topic', topic, null
    from work_topics
    union all
    select work, 'community', community, null
    from citation_measures
    where community is not null
    union all
    select work, 'years', (year - year % 5) || '–' || (year - year % 5 + 4), null
    from works
    where year is not null
    union all
    select distinct work, 'country', text, null
    from figures
    where kind = 'country'
    union all
    select work_codes.work, 'profession', codebook.profession, min(work_codes.origin)
    from work_codes
    join codebook on codebook.code = work_codes.code
    where codebook.profession <> 'none'
    group by work_codes.work, codebook.profession
    union all
    select work_codes.work, 'level', codebook."level", min(work_codes.origin)
    from work_codes
    join codebook on codebook.code = work_codes.code
    where codebook."level" is not null
    group by work_codes.work, codebook."level"
    union all
    select work_codes.work, 'design', codebook.design, min(work_codes.origin)
    from work_codes
    join codebook on codebook.code = work_codes.code
    where codebook.design is not null
    group by work_codes.work, codebook.design
    union all
    select work, 'quality', quality, null
    from quality
)
select axis, "value", work, origin
from placed
order by axis, "value", work;

comment on table axis_works is 'Which works stand where on each axis: one row for each work, axis and value. A work may have several values on one axis: two codes, two topics, two countries.';
comment on column axis_works.work is 'The work.';
comment on column axis_works.axis is 'The axis.';
comment on column axis_works."value" is 'The value: a code, a topic, five years as 2015–2019, a country …';
comment on column axis_works.origin is 'person: coders say so; phrase: words of the text say so; empty where it rests on no code.';

create table axis_values (
    axis varchar not null,
    "value" varchar not null,
    label varchar not null,
    place integer not null check (place >= 1),
    primary key (axis, "value")
);

insert into axis_values
with counted as (
    select axis, "value"
    from axis_works
    where axis in ('country', 'quality')
    group by axis, "value"
),
span as (
    select min(year - year % 5) as first_year, max(year - year % 5) as last_year
    from works
),
bands as (
    select unnest(generate_series(first_year, last_year, 5)) as first_year
    from span
),
attributes as (
    select 'profession' as axis, profession as "value", min(place) as place
    from codebook
    where profession <> 'none' and kind = 'code'
    group by profession
    union all
    select 'level', "level", min(place)
    from codebook
    where "level" is not null and kind = 'code'
    group by "level"
    union all
    select 'design', design, min(place)
    from codebook
    where design is not null and kind = 'code'
    group by design
),
listed as (
    select facet as axis, code as "value", label, place
    from codebook
    where kind = 'code'
    union all
    select 'topic', topic, label, place
    from topics
    union all
    select 'community', community, label, place
    from communities
    union all
    select 'years', first_year || '–' || (first_year + 4), first_year || '–' || (first_year + 4), first_year
    from bands
    union all
    select axis, "value", upper("value"[1]) || replace("value"[2:], '_', ' '), place
    from attributes
    union all
    select axis, "value", upper("value"[1]) || replace("value"[2:], '_', ' '),
           row_number() over (partition by axis order by "value")
    from counted
)
select axis, "value", label, row_number() over (partition by axis order by place, "value") as place
from listed
order by axis, place;

comment on table axis_values is 'The values that each axis has, those without any work too.';
comment on column axis_values.axis is 'The axis.';
comment on column axis_values."value" is 'The value.';
comment on column axis_values.label is 'What it is called.';
comment on column axis_values.place is 'Its place on the axis, from 1: codes as in the codebook, topics by size, years in time, countries by name.';

create table one_design (
    work varchar primary key,
    design varchar not null
);

insert into one_design
select work, case when count(*) = 1 then min("value") else 'several designs' end as design
from axis_works
where axis = 'design'
group by work
order by work;

comment on table one_design is 'The study design of a work as one word, so that works can be counted by it and each counts once. A work of which no design is known is not listed.';
comment on column one_design.work is 'The work.';
comment on column one_design.design is 'Its only design, or: several designs.';

create macro gap_entries(row_axis, column_axis) as table
select one.work, one."value" as row_value, other."value" as column_value,
       one.origin as row_origin, other.origin as column_origin
from axis_works as one
join axis_works as other on other.work = one.work
where one.axis = row_axis and other.axis = column_axis;

comment on macro table gap_entries is 'Which works stand in which cell of the gap map of two axes: select * from gap_entries(''population'', ''practice''). A work with two codes on one axis stands in two cells. row_origin and column_origin say whose word it is, as in axis_works.';

create macro gap_cells(row_axis, column_axis) as table
with cells as (
    select one."value" as row_value, one.label as row_label, one.place as row_place,
           other."value" as column_value, other.label as column_label, other.place as column_place
    from axis_values as one
    cross join axis_values as other
    where one.axis = row_axis and other.axis = column_axis
),
counted as (
    select entries.row_value, entries.column_value, count(*) as works,
           count(*) filter (where outcomes.outcome = 'included') as included,
           count(*) filter (where works.status = 'retracted') as retracted
    from gap_entries(row_axis, column_axis) as entries
    join works on works.work = entries.work
    left join outcomes on outcomes.work = entries.work
    group by entries.row_value, entries.column_value
)
select cells.row_value, cells.row_label, cells.column_value, cells.column_label,
       coalesce(counted.works, 0) as works, coalesce(counted.included, 0) as included,
       coalesce(counted.retracted, 0) as retracted
from cells
left join counted on counted.row_value = cells.row_value and counted.column_value = cells.column_value
order by cells.row_place, cells.column_place;

comment on macro table gap_cells is 'The gap map of two axes, empty cells too: select * from gap_cells(''population'', ''practice''). works counts the works of a cell, included those that are in, retracted those that were retracted.';
