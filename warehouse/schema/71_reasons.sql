-- Why a work stands where it stands, and which decisions are worth a second look.

create table reasons (
    work varchar not null references works (work),
    place integer not null check (place >= 1),
    term varchar not null,
    weight double not null,
    primary key (work, place)
);

insert into reasons
select work, place, term, weight
from built.reasons
order by work, place;

comment on table reasons is 'The terms that weigh most in a work''s score: of the five hundred most promising undecided works, of the five hundred decided last, and of those whose decision is in doubt.';
comment on column reasons.work is 'The work.';
comment on column reasons.place is 'The place among its terms, the heaviest is 1.';
comment on column reasons.term is 'A word of the work, or two words that stand together.';
comment on column reasons.weight is 'What it adds to the score; below 0 it speaks against the work. Comparable only within one build.';

create table neighbours (
    work varchar not null references works (work),
    place integer not null check (place >= 1),
    neighbour varchar not null references works (work),
    similarity double not null check (similarity between 0 and 1),
    share double not null check (share between 0 and 1),
    primary key (work, place),
    check (work <> neighbour)
);

insert into neighbours
select work, place, neighbour, similarity, share
from built.neighbours
order by work, place;

comment on table neighbours is 'The decided works most like a work: of the two hundred most promising undecided ones, and of those whose decision is in doubt.';
comment on column neighbours.work is 'The work.';
comment on column neighbours.place is 'The place among its neighbours, the nearest is 1.';
comment on column neighbours.neighbour is 'The decided work.';
comment on column neighbours.similarity is 'The likeness of their words, from 0 to 1 (cosine).';
comment on column neighbours.share is 'The share of the reviewers who decided on the neighbour that include it.';

create table doubts (
    place integer primary key check (place >= 1),
    work varchar not null unique references works (work),
    share double not null check (share between 0 and 1),
    probability double not null check (probability between 0 and 1),
    surprise double not null,
    terms varchar[] not null
);

insert into doubts
select place, work, share, probability, surprise, coalesce(terms, [])
from built.doubts
order by place;

comment on table doubts is 'Decisions that surprise a model which did not see them, the most surprising first: at most twenty exclusions of works it gives one chance in five or more, and twenty inclusions of works it gives less than an even chance. Mistakes are found this way; most surprises are none.';
comment on column doubts.place is 'The place, the most surprising is 1.';
comment on column doubts.work is 'The work.';
comment on column doubts.share is '1: all who decided include it; 0: all exclude it.';
comment on column doubts.probability is 'How likely the model thinks that it is relevant.';
comment on column doubts.surprise is 'How much the decision surprises the model, in bits: 1 is a coin''s toss, 7 one chance in 128.';
comment on column doubts.terms is 'The terms of the work that speak for the model''s view, heaviest first.';

create table contradictions (
    included varchar not null references works (work),
    excluded varchar not null references works (work),
    similarity double not null check (similarity between 0 and 1),
    same_title boolean not null,
    primary key (included, excluded)
);

insert into contradictions
select included, excluded, similarity, same_title
from built.contradictions
order by included, excluded;

comment on table contradictions is 'Near-identical works of which one is included and the other excluded.';
comment on column contradictions.included is 'The work that more than half include.';
comment on column contradictions.excluded is 'The work that more than half exclude.';
comment on column contradictions.similarity is 'The likeness of their words, from 0 to 1 (cosine).';
comment on column contradictions.same_title is 'Whether their titles are the same but for case and punctuation.';
