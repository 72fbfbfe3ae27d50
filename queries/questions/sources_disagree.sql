-- title: On what do the sources disagree?
-- about: For each field, the works whose records do not all say the same, among those where two records or more have it; spelling alone is no disagreement. Which value stands in works, and why, is in lineage; what each source says is in disagreements.
-- param least: 1
with doubled as (
    select count(*) as works
    from (select work from records group by work having count(*) > 1)
),
differing as (
    select field, source, count(distinct work) as works
    from disagreements
    where differs
    group by field, source
),
by_field as (
    select field, string_agg(source || ' ' || works, ', ' order by works desc, source) as who_differs
    from differing
    group by field
),
disagreeing as (
    select field, count(distinct work) as works
    from disagreements
    group by field
)
select disagreeing.field, disagreeing.works as works_that_disagree, doubled.works as works_with_several_records,
       round(disagreeing.works / doubled.works, 3) as share, by_field.who_differs
from disagreeing
join by_field on by_field.field = disagreeing.field
cross join doubled
where disagreeing.works >= $least::int
order by works_that_disagree desc, disagreeing.field
