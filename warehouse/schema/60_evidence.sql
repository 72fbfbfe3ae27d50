-- Views for readers: what was decided, and the works as one table.

create view outcomes as
with latest as (
    select work, reviewer, arg_max(verdict, stage = 'full text') as verdict, max(stage) as stage
    from decisions
    where standing and work is not null
    group by work, reviewer
),
counted as (
    select work, max(stage) as stage,
           count(*) filter (where verdict = 'include') as includes,
           count(*) filter (where verdict = 'exclude') as excludes,
           count(*) filter (where verdict = 'maybe') as maybes
    from latest
    group by work
)
select work, stage, includes, excludes, maybes,
       case
           when includes > 0 and excludes > 0 then 'conflict'
           when includes > 0 then 'included'
           when excludes > 0 then 'excluded'
           else 'maybe'
       end as outcome
from counted;

comment on view outcomes is 'What the standing decisions on each decided work come to. Of a reviewer''s verdicts the one on the full text counts, else that on the abstract.';
comment on column outcomes.work is 'The work.';
comment on column outcomes.stage is 'The last stage any reviewer decided at: abstract or full text.';
comment on column outcomes.includes is 'How many reviewers include it.';
comment on column outcomes.excludes is 'How many reviewers exclude it.';
comment on column outcomes.maybes is 'How many reviewers said maybe.';
comment on column outcomes.outcome is 'included: at least one include and no exclude; excluded: the reverse; conflict: both; maybe: neither.';

create view evidence as
select works.work, works.title, works.authors, works.year, works.venue, works.type, works.language,
       works.abstract, works.cited_by_count, works.oa_status, works.oa_url, works.licence, works.status,
       works.sources, coalesce(outcomes.outcome, 'undecided') as outcome, ranking.rank, ranking.score,
       ranking.probability
from works
left join outcomes on outcomes.work = works.work
left join ranking on ranking.work = works.work;

comment on view evidence is 'All works as one table to read: who, when, where, standing, and what was decided. Begin here.';
comment on column evidence.work is 'The identifier of the work.';
comment on column evidence.title is 'The title.';
comment on column evidence.authors is 'The authors'' names, with semicolons between.';
comment on column evidence.year is 'The year of publication.';
comment on column evidence.venue is 'The journal, book, conference or server.';
comment on column evidence.type is 'What kind of publication it is.';
comment on column evidence.language is 'The language.';
comment on column evidence.abstract is 'The fullest abstract of all sources.';
comment on column evidence.cited_by_count is 'How often it is cited in all literature, as one source counts.';
comment on column evidence.oa_status is 'Open access, as the source says.';
comment on column evidence.oa_url is 'Where it can be read freely.';
comment on column evidence.licence is 'The licence.';
comment on column evidence.status is 'Standing: retracted, concern, corrected, clean, unknown.';
comment on column evidence.sources is 'The sources that have it.';
comment on column evidence.outcome is 'included, excluded, conflict, maybe, or undecided: nobody has decided yet.';
comment on column evidence.rank is 'The place in the order of reading.';
comment on column evidence.score is 'The model''s score; higher is more likely relevant.';
comment on column evidence.probability is 'How likely the work is relevant, from 0 to 1, as a model says that did not see what was decided about it; empty: no statement yet.';

create view included as
select * exclude (outcome)
from evidence
where outcome = 'included';

comment on view included is 'The works that are in: by standing decisions at least one reviewer includes them and none excludes them, the full text counting above the abstract.';
comment on column included.work is 'The identifier of the work.';
comment on column included.title is 'The title.';
comment on column included.authors is 'The authors'' names, with semicolons between.';
comment on column included.year is 'The year of publication.';
comment on column included.venue is 'The journal, book, conference or server.';
comment on column included.type is 'What kind of publication it is.';
comment on column included.language is 'The language.';
comment on column included.abstract is 'The fullest abstract of all sources.';
comment on column included.cited_by_count is 'How often it is cited in all literature, as one source counts.';
comment on column included.oa_status is 'Open access, as the source says.';
comment on column included.oa_url is 'Where it can be read freely.';
comment on column included.licence is 'The licence.';
comment on column included.status is 'Standing: retracted, concern, corrected, clean, unknown.';
comment on column included.sources is 'The sources that have it.';
comment on column included.rank is 'The place in the order of reading.';
comment on column included.score is 'The model''s score; higher is more likely relevant.';
comment on column included.probability is 'How likely the work is relevant, from 0 to 1, as a model says that did not see what was decided about it; empty: no statement yet.';
