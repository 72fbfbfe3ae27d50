-- title: What has been retracted or corrected, and who cites it?
-- about: Works whose standing some source calls retracted, in doubt (an expression of concern) or corrected, with the notice where one is named, and each work here that cites them. Do not teach from a retracted work unawares.
with notices as (
    select work, string_agg(distinct coalesce(target, kind), '; ' order by coalesce(target, kind)) as notice
    from relations
    where kind in ('retracted_by', 'has_concern', 'has_erratum')
    group by work
)
select works.work, works.title, works.year, works.status, notices.notice,
       citing.work as cited_in, citing.title as cited_in_title, citing.year as cited_in_year
from works
left join notices on notices.work = works.work
left join citations on citations.cited = works.work
left join works as citing on citing.work = citations.citing
where works.status in ('retracted', 'concern', 'corrected')
order by array_position(['retracted', 'concern', 'corrected'], works.status), works.work, citing.year, citing.work
