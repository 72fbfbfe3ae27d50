-- Views for readers: what was decided, and the works as one table.

create view outcomes as
select work, stage, includes, excludes, maybes, needed, settled_by, outcome
from stage_outcomes
where stage = 'abstract' or work in (select work from reports)
qualify row_number() over (partition by work order by stage = 'full text' and outcome <> 'awaiting' desc, stage) = 1;

comment on view outcomes is 'What was decided on each work in the end: at the full text, where the abstract is included and all who are to decide on it have, else at the abstract: it would tell that somebody has voted.';
comment on column outcomes.work is 'The work.';
comment on column outcomes.stage is 'The stage this is of: abstract or full text.';
comment on column outcomes.includes is 'How many reviewers include it there.';
comment on column outcomes.excludes is 'How many reviewers exclude it there.';
comment on column outcomes.maybes is 'How many reviewers said maybe there.';
comment on column outcomes.needed is 'How many people are to decide: team.votes in queries/review.toml, or fewer where there are not so many.';
comment on column outcomes.settled_by is 'Who settled it, where somebody did.';
comment on column outcomes.outcome is 'included, excluded: all who had to say the same, or it was settled; conflict: both were said; maybe: without the maybes there are too few votes; awaiting: fewer have decided than are to.';

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
comment on column evidence.outcome is 'included, excluded, conflict, maybe, awaiting (a further vote), or undecided: nobody has decided yet.';
comment on column evidence.rank is 'The place in the order of reading.';
comment on column evidence.score is 'The model''s score; higher is more likely relevant.';
comment on column evidence.probability is 'How likely the work is relevant, from 0 to 1, as a model says that did not see what was decided about it; empty: no statement yet.';

create view included as
select * exclude (outcome)
from evidence
where outcome = 'included';

comment on view included is 'The works that are in: as many reviewers as are to decide include them and none excludes them, or they were settled so; the full text, read of those whose abstract is included, counts above the abstract.';
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
