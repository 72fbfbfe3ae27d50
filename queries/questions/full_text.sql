-- title: What became of the reports sought for reading in full?
-- about: The lower part of a PRISMA flow: reports of works included by their abstract, those that could not be had (a reason with not_retrieved in queries/review.toml), those assessed, the excluded by reason, the included, and those that are still to be decided on.
with told as (
    select *, case
                  when not_retrieved then 'not retrieved'
                  when outcome in ('included', 'excluded') then outcome
                  else 'still to be decided on'
              end as fate
    from reports
),
steps as (
    select 1 as place, 'sought' as reports, null as reason, count(*) as n from told
    union all
    select 2, 'not retrieved', null, count(*) from told where fate = 'not retrieved'
    union all
    select 3, 'assessed', null, count(*) from told where fate in ('included', 'excluded')
    union all
    select 4, 'excluded', coalesce(label, reason, 'no reason given'), count(*)
    from told
    where fate = 'excluded'
    group by all
    union all
    select 5, 'included', null, count(*) from told where fate = 'included'
    union all
    select 6, 'still to be decided on', null, count(*) from told where fate = 'still to be decided on'
)
select reports, reason, n
from steps
order by place, n desc, reason
