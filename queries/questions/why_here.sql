-- title: Why do these works stand first?
-- about: The most promising undecided works with the terms that speak for and against each, and the decided work most like it. Terms are what the model learnt from the decisions, not a judgement.
-- param most: 15
with weighed as (
    select work,
           string_agg(term, ', ' order by place) filter (where weight > 0) as speaks_for,
           string_agg(term, ', ' order by place) filter (where weight < 0) as speaks_against
    from reasons
    group by work
)
select ranking.rank, works.work, works.title, round(ranking.probability, 3) as probability,
       weighed.speaks_for, weighed.speaks_against, neighbours.neighbour as most_like,
       round(neighbours.share, 2) as share_that_includes_it
from ranking
join works on works.work = ranking.work
left join weighed on weighed.work = ranking.work
left join neighbours on neighbours.work = ranking.work and neighbours.place = 1
where not ranking.decided
order by ranking.rank
limit $most::integer
