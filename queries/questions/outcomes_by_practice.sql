-- title: Which outcomes were studied with which practices?
-- about: Each pair of a practice and an outcome that some work brings together, those with most works first; words of their names narrow it down. It says what was studied together, not what follows from what. Works that the reviewers exclude are left out.
-- param practice:
-- param outcome:
with kept as (
    select work, outcome, status
    from evidence
    where outcome <> 'excluded'
),
pairs as (
    select practices.label as practice, outcomes_of.label as outcome, practices.code as practice_code,
           outcomes_of.code as outcome_code, count(*) as works,
           count(*) filter (where kept.outcome = 'included') as included,
           count(*) filter (where kept.status = 'retracted') as retracted,
           string_agg(distinct one_design.design, ', ' order by one_design.design) as designs
    from kept
    join work_codes as practices on practices.work = kept.work and practices.facet = 'practice'
    join work_codes as outcomes_of on outcomes_of.work = kept.work and outcomes_of.facet = 'outcome'
    left join one_design on one_design.work = kept.work
    where contains(lower(practices.label), lower(trim($practice)))
        and contains(lower(outcomes_of.label), lower(trim($outcome)))
    group by all
)
select practice, outcome, works, included, retracted, designs, practice_code, outcome_code
from pairs
order by works desc, practice_code, outcome_code
