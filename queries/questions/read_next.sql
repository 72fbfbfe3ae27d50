-- title: What should be read next?
-- about: The most promising works that nobody has decided on, or too few or with a maybe, by the model that learns from the decisions made so far, with how many included works each cites and is cited by: a work the included ones lean on deserves a look whatever its score.
-- param most: 25
with near as (
    select cited as work, citing as other from citations
    union all
    select citing, cited from citations
),
linked as (
    select near.work, count(distinct near.other) as linked_to_included
    from near
    join included on included.work = near.other
    group by near.work
)
select evidence.rank, evidence.work, evidence.title, evidence.authors, evidence.year,
       round(evidence.score, 3) as score, coalesce(linked.linked_to_included, 0) as linked_to_included
from evidence
left join linked on linked.work = evidence.work
where evidence.outcome in ('undecided', 'awaiting', 'maybe') and evidence.status <> 'retracted'
order by evidence.rank, evidence.work
limit $most::integer
