-- title: What is written about?
-- about: The topics, largest first, with what sets each apart, how many works it has and how many of them are in, and its most typical works. A work may belong to several; main counts those it is the strongest topic of.
with counted as (
    select work_topics.topic, count(*) as works, count(*) filter (where work_topics.main) as main,
           count(*) filter (where evidence.outcome = 'included') as included,
           count(*) filter (where evidence.status = 'retracted') as retracted
    from work_topics
    join evidence on evidence.work = work_topics.work
    group by work_topics.topic
)
select topics.topic, topics.label, coalesce(counted.works, 0) as works, coalesce(counted.main, 0) as main,
       coalesce(counted.included, 0) as included, coalesce(counted.retracted, 0) as retracted,
       topics.terms, topics.description, topics.central
from topics
left join counted on counted.topic = topics.topic
order by works desc, topics.topic
