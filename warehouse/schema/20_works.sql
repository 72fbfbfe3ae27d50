-- Publications: the account chosen from all records of each. Lists stand in tables of their own.

create table works (
    work varchar primary key,
    title varchar not null,
    original_title varchar,
    authors varchar,
    abstract varchar,
    year integer check (year between 1500 and 2100),
    date varchar,
    venue varchar references venues (venue),
    volume varchar,
    issue varchar,
    pages varchar,
    type varchar not null,
    source_type varchar,
    language varchar,
    reference_count integer check (reference_count >= 0),
    cited_by_count integer check (cited_by_count >= 0),
    oa_status varchar,
    oa_url varchar,
    licence varchar,
    status varchar not null check (status in ('unknown', 'clean', 'corrected', 'concern', 'retracted')),
    sources varchar[] not null,
    first_at timestamp
);

insert into works
select built.work, coalesce(built.title, ''), built.original_title,
       nullif(array_to_string(list_transform(built.authors, lambda author: author.name), '; '), ''),
       built.abstract,
       case when built.year between 1500 and 2100 then built.year end,
       built."date", spellings.venue, built.volume, built.issue, built.pages, built.type, built.source_type,
       built.language,
       case when built.reference_count >= 0 then built.reference_count end,
       case when built.cited_by_count >= 0 then built.cited_by_count end,
       built.oa_status, built.oa_url, built.licence, coalesce(built.status, 'unknown'),
       list_sort(list_distinct(list_transform(built.records, lambda record: split_part(record, '/', 1)))),
       built.first_at
from built.works as built
left join venue_spellings as spellings on spellings.spelling = built.venue
order by built.work;

comment on table works is 'Publications, one row each: the account chosen from all records that describe it. Where each field was taken from stands in lineage.';
comment on column works.work is 'The identifier of the work: doi:…, else pubmed:…, pmc:…, openalex:…, eric:…, europepmc:…, else file:… and a hash. Later records do not change it.';
comment on column works.title is 'The title, without markup; empty where no source gives one.';
comment on column works.original_title is 'The title in the language of the work, where a source gives it beside a translated one.';
comment on column works.authors is 'The authors'' names in their order, with semicolons between; as persons they stand in authorships.';
comment on column works.abstract is 'The fullest abstract of all sources, with the labels of its parts; empty where none has one.';
comment on column works.year is 'The year of publication; empty where no source gives a year between 1500 and 2100.';
comment on column works.date is 'The date of publication as exactly as it is known: 2025, 2025-01 or 2025-01-31.';
comment on column works.venue is 'The journal, book, conference or preprint server.';
comment on column works.volume is 'The volume of the venue.';
comment on column works.issue is 'The issue of the volume.';
comment on column works.pages is 'Pages from and to, or the number of the article.';
comment on column works.type is 'What kind of publication: article, review, preprint, conference, chapter, book, dissertation, report, commentary, erratum, retraction (the notice), peer-review, dataset, other.';
comment on column works.source_type is 'The kind in the words of the source it was taken from.';
comment on column works.language is 'The language of the publication, ISO 639-1 where known.';
comment on column works.reference_count is 'How many references the source says the work has, also those without an identifier.';
comment on column works.cited_by_count is 'How often the work is cited in all literature, as one source counts (lineage says which); citations within this warehouse stand in citations.';
comment on column works.oa_status is 'Open access: gold, green, hybrid, bronze, diamond or closed, as the source says; empty where none says.';
comment on column works.oa_url is 'Where the work can be read freely, as far as a source knows.';
comment on column works.licence is 'The licence, in the words of the source.';
comment on column works.status is 'Standing of the work, the gravest any source knows: retracted, concern, corrected, clean (a source that would know has nothing), unknown.';
comment on column works.sources is 'The sources that have a record of this work.';
comment on column works.first_at is 'When the first of its records was first retrieved, in UTC.';
