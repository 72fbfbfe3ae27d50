-- title: Who is studied, and who hardly ever?
-- about: Each group of the codebook with its works, also groups without any; a work about two groups counts for both. Works that the reviewers exclude are left out. The share is that of the works that have a group at all.
-- param since: 1900
with kept as (
    select work, year, outcome, status
    from evidence
    where outcome <> 'excluded' and coalesce(year, 9999) >= $since::integer
),
about_people as (
    select work_codes.code, kept.*
    from work_codes
    join kept on kept.work = work_codes.work
    where work_codes.facet = 'population'
),
total as (
    select count(distinct work) as works
    from about_people
),
counted as (
    select code, count(*) as works, count(*) filter (where outcome = 'included') as included,
           count(*) filter (where status = 'retracted') as retracted,
           min(year) as first_year, max(year) as last_year
    from about_people
    group by code
),
groups as (
    select codebook.code, codebook.label as people, coalesce(counted.works, 0) as works,
           coalesce(counted.included, 0) as included, coalesce(counted.retracted, 0) as retracted,
           round(coalesce(counted.works, 0) / nullif(total.works, 0), 3) as share,
           counted.first_year, counted.last_year, codebook.place
    from codebook
    cross join total
    left join counted on counted.code = codebook.code
    where codebook.facet = 'population'
)
select code, people, works, included, retracted, share, first_year, last_year
from groups
order by works desc, place
