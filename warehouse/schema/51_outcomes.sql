-- What the votes on each work come to at each stage, and how far reviewers agree.

create view stage_outcomes as
with counted as (
    select work, stage,
           count(*) filter (where verdict = 'include' and not settles) as includes,
           count(*) filter (where verdict = 'exclude' and not settles) as excludes,
           count(*) filter (where verdict = 'maybe' and not settles) as maybes,
           list(reviewer) filter (where not settles) as voters,
           max(reviewer) filter (where settles) as settled_by,
           max(verdict) filter (where settles) as settled
    from decisions
    where standing and work is not null
    group by work, stage
),
asked as (
    select coalesce(max("value")::integer, 1) as votes
    from about
    where "key" = 'votes'
),
expected as (
    select counted.*,
           case
               when len(ranking.readers) > 0
                   then least(asked.votes, len(list_distinct(list_concat(ranking.readers, counted.voters))))
               else asked.votes
           end as needed
    from counted
    cross join asked
    left join ranking on ranking.work = counted.work
)
select work, stage, includes, excludes, maybes, needed, settled_by,
       case
           when settled = 'include' then 'included'
           when settled = 'exclude' then 'excluded'
           when includes + excludes + maybes < needed then 'awaiting'
           when includes > 0 and excludes > 0 then 'conflict'
           when includes + excludes < needed then 'maybe'
           when includes > 0 then 'included'
           else 'excluded'
       end as outcome
from expected
where includes + excludes + maybes > 0 or settled in ('include', 'exclude');

comment on view stage_outcomes is 'What the standing votes on each work, or what settled them, come to at each stage somebody decided at.';
comment on column stage_outcomes.work is 'The work.';
comment on column stage_outcomes.stage is 'What was read: abstract or full text.';
comment on column stage_outcomes.includes is 'How many reviewers include it.';
comment on column stage_outcomes.excludes is 'How many reviewers exclude it.';
comment on column stage_outcomes.maybes is 'How many reviewers said maybe.';
comment on column stage_outcomes.needed is 'How many people are to decide: team.votes in queries/review.toml, or fewer where there are not so many.';
comment on column stage_outcomes.settled_by is 'Who settled it, where somebody did.';
comment on column stage_outcomes.outcome is 'included, excluded: all who had to say the same, or it was settled; conflict: both were said; maybe: without the maybes there are too few votes; awaiting: fewer have decided than are to.';

create view reports as
with said as (
    select decisions.work, decisions.reason, decisions.settles, exclusion_reasons.place, count(*) as votes
    from decisions
    left join exclusion_reasons on exclusion_reasons.reason = decisions.reason
    where decisions.standing and decisions.stage = 'full text' and decisions.verdict = 'exclude'
    group by all
),
chosen as (
    select work, reason
    from said
    where work is not null
    qualify row_number() over (
                partition by work order by settles desc, votes desc, place nulls last, reason nulls last
            ) = 1
),
sought as (
    select work, coalesce(max(outcome) filter (where stage = 'full text'), 'undecided') as outcome
    from stage_outcomes
    group by work
    having bool_or(stage = 'abstract' and outcome = 'included')
)
select sought.work, works.title, works.oa_status, works.oa_url, works.licence, works.status, sought.outcome,
       exclusion_reasons.not_retrieved is true as not_retrieved,
       coalesce(exclusion_reasons.reason, chosen.reason) as reason, exclusion_reasons.label
from sought
join works on works.work = sought.work
left join chosen on chosen.work = sought.work and sought.outcome = 'excluded'
left join exclusion_reasons on exclusion_reasons.reason = chosen.reason;

comment on view reports is 'The reports sought for reading in full: of each work included by its abstract, what became of it.';
comment on column reports.work is 'The work.';
comment on column reports.title is 'The title.';
comment on column reports.oa_status is 'Open access, as the source says.';
comment on column reports.oa_url is 'Where it can be read freely.';
comment on column reports.licence is 'The licence.';
comment on column reports.status is 'Standing: retracted, concern, corrected, clean, unknown.';
comment on column reports.outcome is 'What was decided on the full text: included, excluded, conflict, maybe, awaiting (a further vote), or undecided: nobody has decided yet.';
comment on column reports.not_retrieved is 'Whether it is excluded since it could not be had: sought, not retrieved.';
comment on column reports.reason is 'Of an excluded one, the reason: that of who settled, else the one most reviewers give, else the first in the list.';
comment on column reports.label is 'The same in words.';

create view agreement as
with votes as (
    select work, stage, reviewer, verdict
    from decisions
    where standing and not settles and work is not null
),
counted as (
    select one.stage, one.reviewer, two.reviewer as other,
           count(*) filter (where one.verdict = 'maybe' or two.verdict = 'maybe') as maybes,
           count(*) filter (where one.verdict = 'include' and two.verdict = 'include') as both_include,
           count(*) filter (where one.verdict = 'include' and two.verdict = 'exclude') as one_includes,
           count(*) filter (where one.verdict = 'exclude' and two.verdict = 'include') as other_includes,
           count(*) filter (where one.verdict = 'exclude' and two.verdict = 'exclude') as both_exclude
    from votes as one
    join votes as two on two.work = one.work and two.stage = one.stage and two.reviewer > one.reviewer
    group by all
),
shares as (
    select *, both_include + one_includes + other_includes + both_exclude as works,
           (both_include + both_exclude) / nullif(works, 0) as agreed,
           (both_include + one_includes) / nullif(works, 0) as yes_of_one,
           (both_include + other_includes) / nullif(works, 0) as yes_of_other
    from counted
),
chances as (
    select *, yes_of_one * yes_of_other + (1 - yes_of_one) * (1 - yes_of_other) as chance,
           (yes_of_one + yes_of_other) / 2 * (2 - yes_of_one - yes_of_other) as guessed
    from shares
)
select stage, reviewer, other, works, maybes, agreed,
       case
           when both_include < works and both_exclude < works then (agreed - chance) / (1 - chance)
       end as kappa,
       (agreed - guessed) / (1 - guessed) as ac1,
       both_include, one_includes, other_includes, both_exclude
from chances;

comment on view agreement is 'How far each two reviewers agree at each stage, over the works that both included or excluded; what settles is no vote.';
comment on column agreement.stage is 'What was read: abstract or full text.';
comment on column agreement.reviewer is 'The one reviewer.';
comment on column agreement.other is 'The other, later in the alphabet.';
comment on column agreement.works is 'How many works both included or excluded.';
comment on column agreement.maybes is 'How many works more both decided on, where one or both said maybe: left out.';
comment on column agreement.agreed is 'The share of these works on which they agree, from 0 to 1.';
comment on column agreement.kappa is 'Cohen''s kappa; empty where chance alone would explain full agreement.';
comment on column agreement.ac1 is 'Gwet''s AC1, which does not fall, as kappa does, when nearly all works are of one kind.';
comment on column agreement.both_include is 'How many works both include.';
comment on column agreement.one_includes is 'How many works the one includes and the other excludes.';
comment on column agreement.other_includes is 'How many works the other includes and the one excludes.';
comment on column agreement.both_exclude is 'How many works both exclude.';
