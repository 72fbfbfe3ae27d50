-- title: What may I read and reuse freely?
-- about: Included works with a free copy, the most open licence first, so that students can be given them. A work without a licence may be read, but not necessarily copied or changed.
-- param licence: %
select work, title, authors, year, coalesce(licence, 'none known') as licence, oa_status, oa_url
from included
where (oa_url is not null or oa_status not in ('closed', 'unknown'))
  and lower(coalesce(licence, 'none known')) like lower($licence)
order by case
             when licence ilike '%cc0%' or licence ilike '%publicdomain%' or licence ilike '%public-domain%' then 1
             when regexp_matches(lower(licence), 'cc[- ]by$|licenses/by/') then 2
             when licence ilike '%cc%by%' or licence ilike '%licenses/by%' then 3
             when licence is not null then 4
             else 5
         end,
         year desc nulls last, work
