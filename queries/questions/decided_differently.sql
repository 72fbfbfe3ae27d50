-- title: Which nearly identical works were decided differently?
-- about: Pairs of works with nearly the same words, or the same title, of which one is included and the other excluded: a preprint and its article, a report in two journals, a mistake, or a duplicate nobody noticed.
select round(contradictions.similarity, 3) as similarity, contradictions.same_title,
       contradictions.included, one.title as included_title, one.year as included_year,
       contradictions.excluded, two.title as excluded_title, two.year as excluded_year
from contradictions
join works as one on one.work = contradictions.included
join works as two on two.work = contradictions.excluded
order by contradictions.similarity desc, contradictions.included, contradictions.excluded
