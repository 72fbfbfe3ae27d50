-- Persons and what they wrote. Two names are one person where they carry one ORCID, or where one of them
-- carries none and the same name carries exactly one in the whole warehouse; else where they are equal.

create temp table people as
with listed as (
    select work, unnest(authors) as author, generate_subscripts(authors, 1) as position
    from built.works
),
named as (
    select work, position, author.name, author.family, author.given, author.orcid, author.affiliations,
           trim(regexp_replace(
               lower(strip_accents(author.name)),
               '[^\p{L}\p{N}]+', ' ', 'g'
           )) as plain
    from listed
    where coalesce(author.name, '') <> ''
),
identified as (
    select plain, min(orcid) as orcid
    from named
    where orcid is not null
    group by plain
    having count(distinct orcid) = 1
)
select named.* exclude (orcid),
       coalesce(named.orcid, identified.orcid) as orcid,
       coalesce('orcid:' || named.orcid, 'orcid:' || identified.orcid, 'name:' || named.plain) as author
from named
left join identified on identified.plain = named.plain;

create table authors (
    author varchar primary key,
    name varchar not null,
    family varchar,
    given varchar,
    orcid varchar
);

insert into authors
with fullest as (
    select author, arg_max({'name': name, 'family': family, 'given': given}, (length(name), name)) as shown,
           min(orcid) as orcid
    from people
    group by author
)
select author, shown.name, shown.family, shown.given, orcid
from fullest
order by author;

comment on table authors is 'Persons and groups who wrote works, one row each as far as names and ORCIDs tell: two persons of one name without ORCID are one row, one person under two names without ORCID is two.';
comment on column authors.author is 'orcid:… where an ORCID is known, else name:… and the name in lower case.';
comment on column authors.name is 'The longest form of the name.';
comment on column authors.family is 'The family name, where a source tells it apart.';
comment on column authors.given is 'Given names or initials, where a source tells them apart.';
comment on column authors.orcid is 'The ORCID; empty where no source gives one.';

create table authorships (
    work varchar not null references works (work),
    position integer not null check (position >= 1),
    author varchar not null references authors (author),
    name varchar not null,
    affiliations varchar[] not null,
    primary key (work, position)
);

insert into authorships
select work, position, author, name, coalesce(affiliations, [])
from people
order by work, position;

comment on table authorships is 'Who wrote which work: one row for each author of each work.';
comment on column authorships.work is 'The work.';
comment on column authorships.position is 'The place among the authors, the first is 1.';
comment on column authorships.author is 'The person or group.';
comment on column authorships.name is 'The name as it stands on this work.';
comment on column authorships.affiliations is 'Institutions named with the author on this work.';
