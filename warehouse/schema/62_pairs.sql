-- Which records were compared, what came of it, and what waits for a person.

create table pairs (
    record varchar not null references records (record),
    other varchar not null references records (record),
    work varchar not null references works (work),
    other_work varchar not null references works (work),
    outcome varchar check (outcome in ('same', 'doubtful', 'related', 'different')),
    score double check (score between 0 and 1),
    rule varchar not null,
    value varchar,
    reasons varchar[] not null,
    relation varchar,
    verdict varchar check (verdict in ('same', 'different', 'related')),
    decided_by varchar,
    decided_at timestamp,
    joined boolean not null,
    refused varchar,
    primary key (record, other),
    check (record <> other)
);

insert into pairs
select record, other, work, other_work, outcome, score, rule, nullif("value", ''), coalesce(reasons, []),
       relation, verdict, decided_by, decided_at, joined, refused
from built.pairs
order by record, other;

comment on table pairs is 'Records that were compared two by two: what matching says of them and why, what a person decided, and what came of it. Most pairs of records share nothing and are not listed.';
comment on column pairs.record is 'The one record; where they are related, the one that is the preprint, erratum … of the other.';
comment on column pairs.other is 'The other record.';
comment on column pairs.work is 'The work the one record is in.';
comment on column pairs.other_work is 'The work the other is in; the same where they were joined, directly or by way of others.';
comment on column pairs.outcome is 'What matching says: same, doubtful (for a person), related, different. Empty where only a person connected the two.';
comment on column pairs.score is 'How sure matching is that they are the same, from 0 to 1.';
comment on column pairs.rule is 'What decided, in short: doi, title+year+author …; person where only a person connected the two.';
comment on column pairs.value is 'What is equal: the identifier, or the words.';
comment on column pairs.reasons is 'What speaks for and against, in plain words.';
comment on column pairs.relation is 'How the one stands to the other, where they are related: preprint of, erratum of …';
comment on column pairs.verdict is 'The latest that a person said of the two: same, different, related; empty where nobody did.';
comment on column pairs.decided_by is 'Who said it.';
comment on column pairs.decided_at is 'When, in UTC.';
comment on column pairs.joined is 'Whether this pair made one work of the two records.';
comment on column pairs.refused is 'Why the two were not joined though they look the same or a person said so: other records in between are known to be apart.';

create view merges as
select work, record, other, rule, value, score, reasons, decided_by
from pairs
where joined;

comment on view merges is 'Why records are one work: each pair that was joined directly, and what joined it.';
comment on column merges.work is 'The work they are.';
comment on column merges.record is 'The record retrieved first.';
comment on column merges.other is 'The record joined to it.';
comment on column merges.rule is 'What decided: an identifier, title+year+author …, or person.';
comment on column merges.value is 'What is equal: the identifier, or the words.';
comment on column merges.score is 'How sure matching is, from 0 to 1; empty where only a person joined them.';
comment on column merges.reasons is 'What speaks for and against, in plain words.';
comment on column merges.decided_by is 'The person who said that they are the same, where one did.';

create view duplicates as
select merges.work, merges.record, one.title, merges.other, two.title as other_title, merges.rule, merges.value,
       merges.score, merges.reasons
from merges
join records as one on one.record = merges.record
join records as two on two.record = merges.other;

comment on view duplicates is 'The pairs of records that were taken for one publication, with both titles, to be looked through.';
comment on column duplicates.work is 'The work they became.';
comment on column duplicates.record is 'The record retrieved first.';
comment on column duplicates.title is 'Its title.';
comment on column duplicates.other is 'The record joined to it.';
comment on column duplicates.other_title is 'The title of that one.';
comment on column duplicates.rule is 'What decided: an identifier, title+year+author …, or person.';
comment on column duplicates.value is 'What is equal: the identifier, or the words.';
comment on column duplicates.score is 'How sure matching is, from 0 to 1.';
comment on column duplicates.reasons is 'What speaks for and against, in plain words.';

create view doubtful as
with waiting as (
    select pairs.*, least(work, other_work) as first_work, greatest(work, other_work) as second_work
    from pairs
    where outcome = 'doubtful' and verdict is null and work <> other_work
),
counted as (
    select *, count(*) over (partition by first_work, second_work) as pairs,
           row_number() over (partition by first_work, second_work order by score desc, record, other) as place
    from waiting
)
select record, other, work, other_work, score, rule, value, reasons, pairs
from counted
where place = 1
order by score desc, record, other;

comment on view doubtful is 'Works that may be the same: for each two of them the pair of records that tells most, for a person to decide (synth duplicates). What was decided since this warehouse was built still stands here.';
comment on column doubtful.record is 'The one record.';
comment on column doubtful.other is 'The other record.';
comment on column doubtful.work is 'The work the one is in.';
comment on column doubtful.other_work is 'The work the other is in.';
comment on column doubtful.score is 'How sure matching is that they are the same, from 0 to 1.';
comment on column doubtful.rule is 'What decided, in short.';
comment on column doubtful.value is 'What is equal.';
comment on column doubtful.reasons is 'What speaks for and against, in plain words.';
comment on column doubtful.pairs is 'How many pairs of records of these two works are in doubt.';
