-- Where everything came from: from a field of a work back to the answer that carried it.

create table lineage (
    work varchar not null references works (work),
    field varchar not null,
    record varchar not null references records (record),
    why varchar not null,
    primary key (work, field, record)
);

insert into lineage
select work, field, record, why
from built.lineage
order by work, field, record;

comment on table lineage is 'For each field of each work, the record it was taken from, and why from that one.';
comment on column lineage.work is 'The work.';
comment on column lineage.field is 'The field of the work''s account.';
comment on column lineage.record is 'The record. Lists united from several sources (keywords, subjects, references, issn, relations) have a row for each record that added something.';
comment on column lineage.why is 'Why this record and no other: the only one that has the field, trusted most for it, the fuller abstract, the longer list of authors, …';

create table disagreements (
    work varchar not null references works (work),
    field varchar not null,
    record varchar not null references records (record),
    source varchar not null,
    value varchar not null,
    differs boolean not null,
    primary key (work, field, record)
);

insert into disagreements
select built.work, built.field, built.record, records.source, built.value, built.differs
from built.disagreements as built
join records on records.record = built.record
order by built.work, built.field, built.record;

comment on table disagreements is 'Fields on which the records of a work do not all say the same, one row for each record that has the field. A difference of spelling alone (capitals, accents, an abbreviation, a dropped subtitle, a page range cut short) is none.';
comment on column disagreements.work is 'The work.';
comment on column disagreements.field is 'The field; doi: the records name DOIs of which none is the same.';
comment on column disagreements.record is 'The record.';
comment on column disagreements.source is 'The source the record is from.';
comment on column disagreements.value is 'What it says, long texts cut after 300 characters.';
comment on column disagreements.differs is 'Whether it differs from the account of the work: the one that was preferred does not.';

create table answers (
    answer varchar primary key,
    source varchar not null,
    search varchar,
    request varchar,
    retrieved_at timestamp,
    status integer,
    sha256 varchar,
    bytes bigint,
    records integer,
    unread integer
);

insert into answers
select answer, source, search, request, retrieved_at, status, sha256, bytes, records, unread
from built.answers
order by answer;

comment on table answers is 'The kept answers of the sources that were read, and the imported files.';
comment on column answers.answer is 'The file, below the folder of kept answers or of imports.';
comment on column answers.source is 'Who answered.';
comment on column answers.search is 'The search it belongs to.';
comment on column answers.request is 'What was asked, without keys.';
comment on column answers.retrieved_at is 'When it came, in UTC.';
comment on column answers.status is 'The HTTP status.';
comment on column answers.sha256 is 'The hash of the answer as it came.';
comment on column answers.bytes is 'Its size.';
comment on column answers.records is 'How many records were read from it.';
comment on column answers.unread is 'How many it holds that cannot be read yet.';

create table found (
    record varchar not null references records (record),
    answer varchar not null,
    place integer not null,
    primary key (record, answer, place)
);

insert into found
select record, answer, place
from built.found
order by record, answer, place;

comment on table found is 'Each time an answer held a record.';
comment on column found.record is 'The record.';
comment on column found.answer is 'The answer, or the imported file.';
comment on column found.place is 'Its place in the answer, the first is 1; in an imported file the line.';

create table searches (
    source varchar not null,
    search varchar not null,
    key varchar not null,
    text varchar,
    as_of date,
    since date,
    state varchar not null check (state in ('complete', 'gap')),
    hits integer,
    requests integer,
    asked_at timestamp,
    reason varchar
);

insert into searches
select source, search, "key", "text", as_of, since, state, hits, requests, asked_at, nullif(reason, '')
from built.searches
order by all;

comment on table searches is 'What each source was asked, run by run. A search may be run several times; what changed in its wording has another key.';
comment on column searches.source is 'The source that was asked.';
comment on column searches.search is 'The name of the search in queries/search.yaml.';
comment on column searches.key is 'Changes when what is asked changes.';
comment on column searches.text is 'The search in the source''s own syntax.';
comment on column searches.as_of is 'The day up to which the answers are complete.';
comment on column searches.since is 'Only what was new since this day was asked; empty: everything.';
comment on column searches.state is 'complete, or gap: the source failed or a budget was spent, and a later run will close it.';
comment on column searches.hits is 'How many publications the source says it has for this search.';
comment on column searches.requests is 'How many requests were sent.';
comment on column searches.asked_at is 'When the run ended, in UTC.';
comment on column searches.reason is 'Why there is a gap.';
