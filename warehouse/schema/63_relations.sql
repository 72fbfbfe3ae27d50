-- How works stand to each other: what sources state, what matching found, what people said.

create table relations (
    work varchar not null references works (work),
    record varchar not null references records (record),
    kind varchar not null,
    target varchar,
    target_work varchar references works (work),
    other varchar references records (record),
    date varchar,
    origin varchar not null check (origin in ('source', 'matched', 'person')),
    told_by varchar not null
);

insert into relations
select distinct one.work, built.record, built.kind, built.target, coalesce(two.work, identifiers.work), built.other,
       built."date", built.origin, built.told_by
from built.relations as built
join records as one on one.record = built.record
left join records as two on two.record = built.other
left join identifiers on identifiers.identifier = built.target
order by all;

comment on table relations is 'What is known of how publications stand to each other (preprint and article, erratum, retraction notice, reply, version, congress abstract, chapter), one row a statement, with who made it.';
comment on column relations.work is 'The work.';
comment on column relations.record is 'The record of it that the statement was made by, or about.';
comment on column relations.kind is 'How it stands to the other, read as «this work is … the other»: preprint_of, has_preprint, erratum_of, has_erratum, retraction_of (this is the notice), retracted_by, concern_about, has_concern, comment_on, has_comment, reply_to, has_reply, version_of, has_version, conference_abstract_of, has_conference_abstract, chapter_of, has_chapter, review_of, has_review, part_of, has_part, other.';
comment on column relations.target is 'The identifier of the other, where a source names it.';
comment on column relations.target_work is 'The other, where it is a work of this warehouse; this work itself where the relation counts as one work.';
comment on column relations.other is 'The record of the other, where matching or a person named it.';
comment on column relations.date is 'The date the source gives for the relation.';
comment on column relations.origin is 'source: a source states it; matched: matching found it; person: a person decided it.';
comment on column relations.told_by is 'The source, the rule of matching, or the person.';

create view related as
with opposite (kind, back) as (
    values ('preprint_of', 'has_preprint'), ('erratum_of', 'has_erratum'), ('retraction_of', 'retracted_by'),
           ('concern_about', 'has_concern'), ('comment_on', 'has_comment'), ('reply_to', 'has_reply'),
           ('version_of', 'has_version'), ('conference_abstract_of', 'has_conference_abstract'),
           ('chapter_of', 'has_chapter'), ('review_of', 'has_review'), ('part_of', 'has_part')
),
turned as (
    select kind, back from opposite
    union all
    select back, kind from opposite
    union all
    select 'other', 'other'
),
both_ways as (
    select work, kind, target_work as other_work, origin, told_by
    from relations
    union
    select relations.target_work, turned.back, relations.work, relations.origin, relations.told_by
    from relations
    join turned on turned.kind = relations.kind
)
select work, kind, other_work, list_sort(list(distinct origin || ': ' || told_by)) as told_by
from both_ways
where work is not null and other_work is not null and work <> other_work
group by work, kind, other_work;

comment on view related is 'Which works of this warehouse belong together, seen from either side: a preprint has its article, and the article its preprint.';
comment on column related.work is 'The work.';
comment on column related.kind is 'How it stands to the other, read as «this work is … the other».';
comment on column related.other_work is 'The other work.';
comment on column related.told_by is 'Who says so: source, matched or person, and which.';
