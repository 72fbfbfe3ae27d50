-- What authors and databases say a work is about.

create table keywords (
    work varchar not null references works (work),
    keyword varchar not null,
    primary key (work, keyword)
);

insert into keywords
with listed as (
    select work, unnest(keywords) as keyword
    from built.works
)
select distinct work, lower(trim(keyword)) as keyword
from listed
where trim(keyword) <> ''
order by work, keyword;

comment on table keywords is 'Keywords of works, as authors gave them, all sources united.';
comment on column keywords.work is 'The work.';
comment on column keywords.keyword is 'The keyword, in lower case.';

create table subjects (
    work varchar not null references works (work),
    subject varchar not null,
    primary key (work, subject)
);

insert into subjects
with listed as (
    select work, unnest(subjects) as subject
    from built.works
)
select distinct work, trim(subject) as subject
from listed
where trim(subject) <> ''
order by work, subject;

comment on table subjects is 'Subject headings that databases gave: MeSH, ERIC descriptors, OpenAlex topics, all united.';
comment on column subjects.work is 'The work.';
comment on column subjects.subject is 'The heading, as the database spells it.';
