-- title: What is belonging measured with?
-- about: The instruments of the codebook with the works that name them, by the words of title, abstract or keywords or by people, and in which professions; those without any work too. A work may use several. Works that the reviewers exclude are left out.
-- param since: 1900
with kept as (
    select work, year, outcome, status
    from evidence
    where outcome <> 'excluded' and coalesce(year, 9999) >= $since::integer
),
used as (
    select work_codes.code, kept.*
    from work_codes
    join kept on kept.work = work_codes.work
    where work_codes.facet = 'instrument'
),
professions as (
    select used.code, string_agg(distinct work_professions.profession, ', ' order by work_professions.profession)
               as professions
    from used
    join work_professions on work_professions.work = used.work
    group by used.code
),
counted as (
    select code, count(*) as works, count(*) filter (where outcome = 'included') as included,
           count(*) filter (where status = 'retracted') as retracted, min(year) as first_year, max(year) as last_year
    from used
    group by code
)
select codebook.code, codebook.label as instrument, coalesce(counted.works, 0) as works,
       coalesce(counted.included, 0) as included, coalesce(counted.retracted, 0) as retracted,
       professions.professions, counted.first_year, counted.last_year
from codebook
left join counted on counted.code = codebook.code
left join professions on professions.code = codebook.code
where codebook.facet = 'instrument'
order by works desc, codebook.place
