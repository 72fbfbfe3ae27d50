-- Views for whoever keeps the corpus: what is missing, who brought what.

create view missing as
with scoped as (
    select 'all' as scope, works.*
    from works
    union all
    select 'included', works.*
    from works
    join included on included.work = works.work
),
counted as (
    select scope, count(*) as works,
           {
               'title': count(*) filter (where title = ''),
               'authors': count(*) filter (where authors is null),
               'abstract': count(*) filter (where abstract is null),
               'year': count(*) filter (where year is null),
               'venue': count(*) filter (where venue is null),
               'volume': count(*) filter (where volume is null),
               'pages': count(*) filter (where pages is null),
               'language': count(*) filter (where language is null),
               'doi': count(*) filter (where work not in (select work from identifiers where kind = 'doi')),
               'keywords': count(*) filter (where work not in (select work from keywords)),
               'subjects': count(*) filter (where work not in (select work from subjects)),
               'reference_count': count(*) filter (where reference_count is null),
               'cited_by_count': count(*) filter (where cited_by_count is null),
               'oa_status': count(*) filter (where oa_status is null),
               'licence': count(*) filter (where licence is null),
               'status': count(*) filter (where status = 'unknown')
           } as gaps
    from scoped
    group by scope
),
listed as (
    select scope, works, unnest(map_entries(gaps::map(varchar, bigint))) as gap
    from counted
)
select scope, gap.key as field, gap.value as missing, works, gap.value / works as share
from listed;

comment on view missing is 'How many works lack which field, among all works and among the included ones.';
comment on column missing.scope is 'all or included.';
comment on column missing.field is 'The field.';
comment on column missing.missing is 'How many works of the scope lack it.';
comment on column missing.works is 'How many works the scope has.';
comment on column missing.share is 'The share that lacks it, from 0 to 1.';

create view sources as
select records.source, count(*) as records, count(distinct records.work) as works,
       count(distinct records.work) filter (where len(works.sources) = 1) as only_here,
       min(records.first_at) as first_at, max(records.retrieved_at) as retrieved_at
from records
join works on works.work = records.work
group by records.source;

comment on view sources is 'What each source brought.';
comment on column sources.source is 'The source.';
comment on column sources.records is 'How many records it has here.';
comment on column sources.works is 'How many works these describe.';
comment on column sources.only_here is 'How many of these works no other source has.';
comment on column sources.first_at is 'When its first record was retrieved, in UTC.';
comment on column sources.retrieved_at is 'When its latest account was retrieved, in UTC.';
