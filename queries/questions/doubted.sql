-- title: Which decisions does the model doubt?
-- about: Decisions that surprise a model which did not see them, the most surprising first, with the terms that speak for the model: exclusions of works it gives one chance in five or more, and inclusions of works it gives less than an even chance, at most twenty of each. Look at them once more; in trials one in nine was a mistake.
-- param verdict: any
with said as (
    select work, string_agg(reviewer || ': ' || verdict || if(settles, ' (settles)', ''), '; ' order by reviewer, stage) as decided
    from decisions
    where standing and work is not null
    group by work
)
select works.title, works.work, said.decided, round(doubts.probability, 3) as probability,
       round(doubts.surprise, 1) as bits_of_surprise, array_to_string(doubts.terms, ', ') as because_of
from doubts
join works on works.work = doubts.work
join said on said.work = doubts.work
where $verdict = 'any' or ($verdict = 'include') = (doubts.share > 0.5)
order by doubts.place
