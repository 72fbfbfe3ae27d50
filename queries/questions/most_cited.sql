-- title: Which works are cited most by the others here?
-- about: Counts citations between works of this warehouse only, so it shows what this field builds on, not how famous a work is elsewhere; that count stands beside it. Works a reviewer excluded are left out, as cited ones and not as citing ones.
-- param since: 1900
-- param most: 50
with counted as (
    select cited as work, count(*) as cited_here
    from citations
    group by cited
)
select evidence.work, evidence.title, evidence.authors, evidence.year, evidence.status,
       counted.cited_here, evidence.cited_by_count
from counted
join evidence on evidence.work = counted.work
where coalesce(evidence.year, 9999) >= $since::integer and evidence.outcome <> 'excluded'
order by counted.cited_here desc, evidence.work
limit $most::integer
