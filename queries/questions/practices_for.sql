-- title: Which practices were studied for a group, and in which setting?
-- about: Practices of the codebook in works about the people and the setting whose names hold the words given (empty: any), those with most works first; works that the reviewers exclude are left out. It says what was studied together, not that it helped: read the works. Designs are named where they are known.
-- param who:
-- param where:
with about_people as (
    select distinct work
    from work_codes
    where facet = 'population' and contains(lower(label), lower(trim($who)))
),
in_setting as (
    select distinct work
    from work_codes
    where facet = 'setting' and contains(lower(label), lower(trim($where)))
),
asked as (
    select evidence.work, evidence.year, evidence.outcome, evidence.status
    from evidence
    where evidence.outcome <> 'excluded'
        and (trim($who) = '' or evidence.work in (select work from about_people))
        and (trim($where) = '' or evidence.work in (select work from in_setting))
),
practices as (
    select work_codes.code, work_codes.label as practice, count(*) as works,
           count(*) filter (where asked.outcome = 'included') as included,
           count(*) filter (where asked.status = 'retracted') as retracted,
           string_agg(distinct one_design.design, ', ' order by one_design.design) as designs,
           max(asked.year) as newest,
           list(asked.work order by asked.year desc nulls last, asked.work)[:3] as newest_works
    from asked
    join work_codes on work_codes.work = asked.work and work_codes.facet = 'practice'
    left join one_design on one_design.work = asked.work
    group by work_codes.code, work_codes.label
)
select code, practice, works, included, retracted, designs, newest, newest_works
from practices
order by works desc, code
