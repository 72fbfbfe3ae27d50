-- What each source says, unedited.

create table records (
    record varchar primary key,
    work varchar not null references works (work),
    source varchar not null,
    native varchar not null,
    ids varchar[] not null,
    first_ids varchar[] not null,
    first_at timestamp,
    retrieved_at timestamp,
    answer varchar,
    title varchar,
    original_title varchar,
    abstract varchar,
    authors struct(name varchar, family varchar, given varchar, orcid varchar, affiliations varchar[])[],
    year integer,
    date varchar,
    venue varchar,
    publisher varchar,
    issn varchar[],
    volume varchar,
    issue varchar,
    pages varchar,
    type varchar,
    source_type varchar,
    language varchar,
    keywords varchar[],
    subjects varchar[],
    "references" varchar[],
    reference_count integer,
    cited_by_count integer,
    oa_url varchar,
    oa_status varchar,
    licence varchar,
    status varchar,
    relations struct(kind varchar, target varchar, date varchar)[]
);

insert into records by name
with merged as (
    select work, unnest(records) as record
    from built.works
)
select merged.work, built.*
from built.records as built
join merged on merged.record = built.record;

comment on table records is 'What each source says of each publication, one row a record, as it was read from the answer and never edited.';
comment on column records.record is 'The name of the record: the source and the source''s own id, with a stroke between.';
comment on column records.work is 'The work this record was merged into.';
comment on column records.source is 'Where it is from: openalex, crossref, pubmed, europepmc, eric, or imports (a file someone added).';
comment on column records.native is 'The source''s own id.';
comment on column records.ids is 'All identifiers the source gives, best first.';
comment on column records.first_ids is 'The identifiers the source gave when the record was first retrieved.';
comment on column records.first_at is 'When the record was first retrieved, in UTC; empty for a file put into imports by hand.';
comment on column records.retrieved_at is 'When the account shown here was retrieved, in UTC.';
comment on column records.answer is 'The kept answer, or the imported file, that this account was read from.';
comment on column records.title is 'The title.';
comment on column records.original_title is 'The title in the language of the work, where it is given beside a translated one.';
comment on column records.abstract is 'The abstract, labels of its parts kept, markup removed.';
comment on column records.authors is 'The authors in their order: name as shown, family and given name, ORCID, affiliations.';
comment on column records.year is 'The year of publication.';
comment on column records.date is 'The date of publication, as exactly as the source has it.';
comment on column records.venue is 'The journal, book, conference or server, as the source spells it.';
comment on column records.publisher is 'The publisher.';
comment on column records.issn is 'The ISSNs of the venue.';
comment on column records.volume is 'The volume.';
comment on column records.issue is 'The issue.';
comment on column records.pages is 'Pages from and to, or the number of the article.';
comment on column records.type is 'The kind of publication in our words.';
comment on column records.source_type is 'The kind of publication in the source''s words.';
comment on column records.language is 'The language of the publication.';
comment on column records.keywords is 'The authors'' keywords, where the source has them.';
comment on column records.subjects is 'Subject headings of the source: MeSH, ERIC descriptors, topics.';
comment on column records."references" is 'Identifiers of what the work cites.';
comment on column records.reference_count is 'How many references the source says there are.';
comment on column records.cited_by_count is 'How often the source has seen the work cited.';
comment on column records.oa_url is 'Where the work can be read freely.';
comment on column records.oa_status is 'Open access, in the source''s word.';
comment on column records.licence is 'The licence, in the source''s words.';
comment on column records.status is 'Standing of the work as this source knows it: unknown, clean, corrected, concern, retracted.';
comment on column records.relations is 'Links to other publications: the kind, the other''s identifier, the date.';
