-- title: Which works belong to a topic?
-- about: Works of the topics whose id is given, or whose label holds the words given (empty: all topics), the most typical first; weight says how much of a work is about it. Works that the reviewers exclude are left out.
-- param topic:
-- param most: 100
with asked as (
    select topic, label, place
    from topics
    where topic = trim($topic) or contains(lower(label), lower(trim($topic)))
)
select asked.topic, asked.label, evidence.work, evidence.title, evidence.authors, evidence.year, evidence.status,
       round(work_topics.weight, 3) as weight, evidence.outcome
from asked
join work_topics on work_topics.topic = asked.topic
join evidence on evidence.work = work_topics.work
where evidence.outcome <> 'excluded'
order by asked.place, work_topics.weight desc, evidence.work
limit $most::integer
