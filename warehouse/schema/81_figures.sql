-- Figures taken out of titles and abstracts by rule.

create table figures (
    figure integer primary key,
    work varchar not null references works (work),
    kind varchar not null check (kind in ('participants', 'sites', 'response rate', 'country')),
    "value" double,
    text varchar not null,
    passage varchar not null,
    field varchar not null check (field in ('title', 'abstract')),
    "start" integer not null check ("start" >= 0),
    "stop" integer not null check ("stop" > "start")
);

insert into figures
select row_number() over (order by work, kind, field desc, "start", "value" nulls first, text),
       work, kind, "value", text, passage, field, "start", "stop"
from built.figures
order by work, kind, field desc, "start", "value" nulls first, text;

comment on table figures is 'Figures read out of titles and abstracts by rule, each with its passage: a help to whoever extracts data, and not checked by a person.';
comment on column figures.figure is 'The number of the row, new in each build.';
comment on column figures.work is 'The work.';
comment on column figures.kind is 'What it counts: participants, sites, response rate (per cent); or country, where the study was made.';
comment on column figures."value" is 'The number; empty for a country.';
comment on column figures.text is 'The words that say it; of a country, its name.';
comment on column figures.passage is 'The sentence they stand in.';
comment on column figures.field is 'Where: title or abstract.';
comment on column figures."start" is 'Where the passage begins in that field, counted in signs from 0.';
comment on column figures."stop" is 'Where it ends: the first sign after it.';
