-- How far the reading has come, and what may be said of the rest.

create table reading (
    place integer primary key check (place >= 1),
    work varchar not null unique references works (work),
    read_at timestamp not null,
    share double not null check (share between 0 and 1),
    shown_by varchar,
    works_then integer not null,
    found integer not null
);

insert into reading
select place, work, read_at, share, nullif(shown_by, ''), works_then, found
from built.reading
order by place;

comment on table reading is 'The works somebody includes or excludes, in the order in which they were first decided: the curve of what was found.';
comment on column reading.place is 'The place in the order, the first is 1.';
comment on column reading.work is 'The work.';
comment on column reading.read_at is 'When it was first decided, in UTC.';
comment on column reading.share is 'The share of the reviewers who decided that include it, from 0 to 1, a maybe left out.';
comment on column reading.shown_by is 'What put it before the first who decided: most relevant, random (an audit), or something else; empty where the log does not say.';
comment on column reading.works_then is 'How many works the list had then.';
comment on column reading.found is 'How many relevant works were found when it was read: those that at least half include.';

create table statements (
    method varchar primary key,
    chosen boolean not null,
    target double not null,
    confidence double not null,
    works integer not null,
    read integer not null,
    found integer not null,
    recall_at_least double,
    left_low integer,
    left_estimate integer,
    left_high integer,
    more_to_read integer,
    stop boolean not null,
    words varchar not null
);

insert into statements
select method, chosen, target, confidence, works, read, found, recall_at_least, left_low, left_estimate,
       left_high, more_to_read, stop, words
from built.statements
order by method;

comment on table statements is 'Whether enough has been read: what each rule of stopping says of the reading as it stands.';
comment on column statements.method is 'The rule.';
comment on column statements.chosen is 'Whether it is the one to go by: the review''s own rule, screening.stopping in queries/review.toml, or, where that is silent since the log does not say how works were chosen for reading, the rule for any order.';
comment on column statements.target is 'The share of the relevant works that is to be found.';
comment on column statements.confidence is 'How sure one wants to be.';
comment on column statements.works is 'How many works the list has.';
comment on column statements.read is 'How many of them are read.';
comment on column statements.found is 'How many relevant ones are found.';
comment on column statements.recall_at_least is 'The share of the relevant works found is at least this, at that confidence; empty: no statement yet, or a rule that makes none.';
comment on column statements.left_low is 'At least so many relevant works are unread.';
comment on column statements.left_estimate is 'About so many relevant works are unread.';
comment on column statements.left_high is 'At most so many relevant works are unread.';
comment on column statements.more_to_read is 'About how many works more until the rule says stop, if nothing relevant turns up.';
comment on column statements.stop is 'Whether the rule says that enough has been read.';
comment on column statements.words is 'The same in words, with what it assumes.';

create table calibration (
    low double primary key,
    high double not null,
    works integer not null,
    predicted double not null,
    observed double not null
);

insert into calibration
select low, high, works, predicted, observed
from built.calibration
order by low;

comment on table calibration is 'Whether probabilities are to be believed: decided works by the probability a model gave that had not seen their decision, and how many of them were relevant in fact.';
comment on column calibration.low is 'The range begins here.';
comment on column calibration.high is 'The range ends here.';
comment on column calibration.works is 'How many decided works lie in it.';
comment on column calibration.predicted is 'Their mean probability.';
comment on column calibration.observed is 'The share of them that the reviewers include.';
