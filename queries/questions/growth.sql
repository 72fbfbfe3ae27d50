-- title: How has the literature grown?
-- about: Included works by year of publication, their running total, and all works found, year by year; years without any are in it with 0, works without a year are left out. The last year may not be complete.
-- param since: 1990
with counted as (
    select year, count(*) as found, count(*) filter (where outcome = 'included') as included
    from evidence
    where year is not null
    group by year
),
years as (
    select unnest(generate_series(min(year), max(year)))::integer as year
    from counted
),
filled as (
    select years.year, coalesce(counted.included, 0) as included, coalesce(counted.found, 0) as found
    from years
    left join counted on counted.year = years.year
),
growth as (
    select year, included, sum(included) over (order by year)::integer as included_so_far, found
    from filled
)
select year, included, included_so_far, found
from growth
where year >= $since::integer
order by year
