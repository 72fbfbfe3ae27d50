-- What people decided, and in which order the works are read.

create table decisions (
    decision integer primary key,
    decided_at timestamp not null,
    reviewer varchar not null,
    stage varchar not null,
    work varchar references works (work),
    decided varchar not null,
    record varchar,
    verdict varchar not null check (verdict in ('include', 'exclude', 'maybe', 'withdraw')),
    reason varchar,
    note varchar,
    labels varchar[] not null,
    key varchar,
    shown_by varchar,
    score double,
    shown varchar[] not null,
    settles boolean not null,
    undoes varchar,
    standing boolean not null,
    synthetic boolean not null
);

insert into decisions
select row_number() over (
           order by built.decided_at, built.reviewer, built.decided, built."key", built.verdict, built.standing
       ),
       built.decided_at, built.reviewer, built.stage, works.work, built.decided, nullif(built.record, ''), built.verdict,
       nullif(built.reason, ''), nullif(built.note, ''), coalesce(built.labels, []), nullif(built."key", ''),
       nullif(built.shown_by, ''), built.score, coalesce(built.shown, []), coalesce(built.settles, false),
       nullif(built.undoes, ''), built.standing, built.synthetic
from built.decisions as built
left join works on works.work = built.work;

comment on table decisions is 'Every line of the decision logs: what was said first and what was said instead. What holds today is standing.';
comment on column decisions.decision is 'A number in the order of time; it changes from build to build.';
comment on column decisions.decided_at is 'When it was decided, in UTC.';
comment on column decisions.reviewer is 'The reviewer.';
comment on column decisions.stage is 'What was read: abstract or full text.';
comment on column decisions.work is 'The work it is about today; empty where no work has that identifier any more.';
comment on column decisions.decided is 'The identifier under which the work was shown then.';
comment on column decisions.record is 'The record that was shown, where the log says so.';
comment on column decisions.verdict is 'include, exclude, maybe, or withdraw: the same reviewer takes back what was said before.';
comment on column decisions.reason is 'The reason for exclusion, one of those in queries/review.toml.';
comment on column decisions.note is 'A note of the reviewer.';
comment on column decisions.labels is 'Labels the reviewer gave.';
comment on column decisions.key is 'Makes one decision of two deliveries of the same key press.';
comment on column decisions.shown_by is 'What put the work before the reviewer: most relevant, random (an audit), or something else; empty where the log does not say.';
comment on column decisions.score is 'The model''s score of the work when it was shown, where the log has it.';
comment on column decisions.shown is 'What the page showed beside title, abstract and keywords: authors, venue, highlights.';
comment on column decisions.settles is 'Whether it settles what others disagree on: the outcome of the work, and no vote.';
comment on column decisions.undoes is 'The key of the line of the same reviewer that this one takes back; to take back such a line is to redo.';
comment on column decisions.standing is 'Whether it is this reviewer''s last word on the work at this stage; of lines that settle, whether it is what settles the work.';
comment on column decisions.synthetic is 'Whether a synthetic reviewer of the demonstration decided, and no person.';

create table exclusion_reasons (
    reason varchar primary key,
    place integer not null unique check (place >= 1),
    label varchar not null,
    not_retrieved boolean not null
);

insert into exclusion_reasons
select reason, place, label, not_retrieved
from built.exclusion_reasons
order by place;

comment on table exclusion_reasons is 'The reasons for exclusion of queries/review.toml.';
comment on column exclusion_reasons.reason is 'The name that decisions keep.';
comment on column exclusion_reasons.place is 'The place in the list, from 1: up to 9 the key that chooses it.';
comment on column exclusion_reasons.label is 'The reason in words.';
comment on column exclusion_reasons.not_retrieved is 'Whether it says that a report was sought and could not be had.';

create table ranking (
    work varchar primary key references works (work),
    rank integer not null unique check (rank >= 1),
    score double not null,
    probability double check (probability between 0 and 1),
    model varchar not null,
    decided boolean not null,
    readers varchar[] not null
);

insert into ranking
select work, rank, score, probability, model, decided, coalesce(readers, [])
from built.ranking
order by rank;

comment on table ranking is 'All works in the order in which they are best read: the most promising first.';
comment on column ranking.work is 'The work.';
comment on column ranking.rank is 'The place in the order, the first is 1.';
comment on column ranking.score is 'The model''s score: higher is more likely relevant; comparable only within one build.';
comment on column ranking.probability is 'How likely the work is relevant, from 0 to 1; of a decided work, as a model says that did not see the decision. Empty: no statement yet.';
comment on column ranking.model is 'The model that gave the score; question: nothing was learnt from decisions yet, works are ordered by their likeness to the review''s question.';
comment on column ranking.decided is 'Whether somebody has included or excluded the work already.';
comment on column ranking.readers is 'Who is to read it, of team.reviewers in queries/review.toml; none: anybody.';
