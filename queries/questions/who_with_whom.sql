-- title: Who publishes on it, and together with whom?
-- about: Authors of the included works, with the number of their works and the people they most often wrote these with. Persons are told apart by ORCID where it is known, else by name alone.
-- param least: 1
with written as (
    select distinct authorships.author, authorships.work
    from authorships
    join included on included.work = authorships.work
),
shared as (
    select one.author, two.author as partner, count(*) as works
    from written as one
    join written as two on two.work = one.work and two.author <> one.author
    group by one.author, two.author
),
partners as (
    select shared.author,
           string_agg(
               authors.name || ' (' || shared.works || ')',
               '; ' order by shared.works desc, authors.name, shared.partner
           ) as wrote_with
    from shared
    join authors on authors.author = shared.partner
    group by shared.author
),
counted as (
    select author, count(*) as works
    from written
    group by author
)
select authors.author, authors.name, counted.works, partners.wrote_with
from counted
join authors on authors.author = counted.author
left join partners on partners.author = counted.author
where counted.works >= $least::integer
order by counted.works desc, authors.author
