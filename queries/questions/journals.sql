-- title: In which journals does it appear?
-- about: Venues of the included works: where to read on, and where to publish. Beside it how many of all works found there were screened in.
with found as (
    select evidence.venue, count(*) as found, count(*) filter (where outcome = 'included') as included,
           min(year) filter (where outcome = 'included') as first_year,
           max(year) filter (where outcome = 'included') as last_year
    from evidence
    where venue is not null
    group by evidence.venue
)
select found.venue, venues.publisher, found.included, found.found, found.first_year, found.last_year
from found
join venues on venues.venue = found.venue
where found.included > 0
order by found.included desc, found.found, found.venue
