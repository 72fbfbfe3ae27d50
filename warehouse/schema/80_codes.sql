-- What each work is about: the codebook, what earned each code, and what counts.

create table facets (
    facet varchar primary key,
    label varchar not null,
    place integer not null unique check (place >= 1)
);

insert into facets
select facet, min(facet_label), row_number() over (order by min(place))
from built.codebook
where kind = 'code'
group by facet
order by min(place);

comment on table facets is 'The facets of the codebook: one way each to look at the works, by codes of one kind.';
comment on column facets.facet is 'The id, as population.';
comment on column facets.label is 'What it is called.';
comment on column facets.place is 'Its place in the codebook, from 1.';

create table codebook (
    code varchar primary key,
    place integer not null unique,
    facet varchar references facets (facet),
    kind varchar not null check (kind in ('code', 'choice', 'many', 'number', 'text', 'quote')),
    label varchar not null,
    definition varchar,
    notes varchar,
    phrases varchar[] not null,
    options varchar[] not null,
    profession varchar,
    level varchar,
    design varchar,
    since integer not null check (since >= 1),
    version integer not null check (version >= since)
);

insert into codebook
select code, place, nullif(facet, ''), kind, label, nullif(definition, ''), nullif(notes, ''), coalesce(phrases, []),
       coalesce(options, []), nullif(profession, ''), nullif("level", ''), nullif(design, ''), since, version
from built.codebook
order by place;

comment on table codebook is 'What a work may be said to be about, and what is asked of it in the coding form: queries/codebook.yaml as it was when this warehouse was built.';
comment on column codebook.code is 'The id of the code or field.';
comment on column codebook.place is 'Its place in the codebook.';
comment on column codebook.facet is 'The facet of a code; empty for a field of the form.';
comment on column codebook.kind is 'code; or what a field of the form takes: choice, many, number, text, quote.';
comment on column codebook.label is 'What it is called.';
comment on column codebook.definition is 'What is meant.';
comment on column codebook.notes is 'What to look out for.';
comment on column codebook.phrases is 'The phrases that find a code.';
comment on column codebook.options is 'What a field lets choose among.';
comment on column codebook.profession is 'The profession that a code of people stands for.';
comment on column codebook.level is 'The level of those people: student, trainee …';
comment on column codebook.design is 'The design that a code of methods stands for; of a field, the design it is asked of.';
comment on column codebook.since is 'The version of the codebook that brought it.';
comment on column codebook.version is 'The version of the codebook.';

create table code_evidence (
    evidence integer primary key,
    work varchar not null references works (work),
    code varchar not null references codebook (code),
    origin varchar not null check (origin in ('phrase', 'person', 'proposal')),
    reviewer varchar check ((reviewer is not null) = (origin = 'person')),
    verdict varchar check (verdict in ('present', 'absent') and origin = 'person' or verdict is null),
    settles boolean not null,
    synthetic boolean not null,
    phrase varchar,
    passage varchar,
    field varchar check (field in ('title', 'abstract', 'keywords')),
    start integer,
    stop integer,
    passages integer,
    probability double check (probability between 0 and 1)
);

insert into code_evidence
select row_number() over (order by work, code, origin, reviewer nulls first, settles),
       work, code, origin, nullif(reviewer, ''), nullif(verdict, ''), coalesce(settles, false),
       coalesce(synthetic, false), nullif(phrase, ''), nullif(passage, ''), nullif(field, ''), "start", "stop",
       passages, probability
from built.codes
order by work, code, origin, reviewer nulls first, settles;

comment on table code_evidence is 'Everything that speaks for or against a code of a work, and whose word it is. What counts in the end is in work_codes; a proposal never counts.';
comment on column code_evidence.evidence is 'The number of the row, new in each build.';
comment on column code_evidence.work is 'The work.';
comment on column code_evidence.code is 'The code.';
comment on column code_evidence.origin is 'phrase: words of the text; person: a coder says so; proposal: the machine thinks so, and nobody has said so.';
comment on column code_evidence.reviewer is 'The coder, where a person says it.';
comment on column code_evidence.verdict is 'present or absent, where a person says it.';
comment on column code_evidence.settles is 'Whether this settles what coders see differently.';
comment on column code_evidence.synthetic is 'Whether the coder is one of the demonstration''s synthetic reviewers.';
comment on column code_evidence.phrase is 'The phrase of the codebook that was found first.';
comment on column code_evidence.passage is 'The words that earned it: the sentence the phrase stands in, or what the coder quotes.';
comment on column code_evidence.field is 'Where the passage stands: title, abstract, keywords (counted with "; " between).';
comment on column code_evidence."start" is 'Where the found words begin in that field, counted in signs from 0.';
comment on column code_evidence."stop" is 'Where they end: the first sign after them.';
comment on column code_evidence.passages is 'How many passages speak for the code.';
comment on column code_evidence.probability is 'How likely the code is, of a proposal, from 0 to 1.';

create table codings (
    coding integer primary key,
    coded_at timestamp not null,
    reviewer varchar not null,
    work varchar references works (work),
    coded varchar not null,
    code varchar,
    verdict varchar not null check (verdict in ('present', 'absent', 'answer', 'finished', 'withdraw')),
    "value" varchar,
    quote varchar,
    note varchar,
    shown_by varchar,
    settles boolean not null,
    codebook integer,
    key varchar,
    standing boolean not null,
    synthetic boolean not null
);

insert into codings
select row_number() over (
           order by built.coded_at, built.reviewer, built.coded, built.code, built."key", built.verdict, built.standing
       ),
       built.coded_at, built.reviewer, works.work, built.coded, nullif(built.code, ''), built.verdict,
       built."value", nullif(built.quote, ''), nullif(built.note, ''), nullif(built.shown_by, ''),
       coalesce(built.settles, false), nullif(built.codebook, 0), nullif(built."key", ''), built.standing,
       built.synthetic
from built.codings as built
left join works on works.work = built.work;

comment on table codings is 'Every line that coders wrote, also what they took back.';
comment on column codings.coding is 'The number of the row, new in each build.';
comment on column codings.coded_at is 'When, in UTC.';
comment on column codings.reviewer is 'The coder.';
comment on column codings.work is 'The work of today; empty where it is not in the corpus now.';
comment on column codings.coded is 'The identifier it was made on.';
comment on column codings.code is 'The code or field; empty where the coder says that she is through with the work.';
comment on column codings.verdict is 'present, absent (of a code), answer (of a field), finished (through with the work), withdraw (taken back).';
comment on column codings."value" is 'The answer, as JSON.';
comment on column codings.quote is 'The passage that it is taken from.';
comment on column codings.note is 'What she noted.';
comment on column codings.shown_by is 'What brought the code before her: phrase, proposal, or nothing.';
comment on column codings.settles is 'Whether it settles what coders see differently, and is no coder''s word.';
comment on column codings.codebook is 'The version of the codebook she had before her.';
comment on column codings.key is 'Makes one of two deliveries of the same key press.';
comment on column codings.standing is 'Whether it is this coder''s last word on it; of lines that settle, whether it is what settles.';
comment on column codings.synthetic is 'Whether the coder is one of the demonstration''s synthetic reviewers.';

-- Who is through with a work and says nothing of a code leaves it as it stands: found by a phrase, or not there.
create view code_words as
with finished as (
    select work, reviewer, codebook
    from codings
    where standing and verdict = 'finished' and work is not null
),
said as (
    select work, code, reviewer, verdict = 'present' as present, passage as quote
    from code_evidence
    where origin = 'person' and not settles
),
left_so as (
    select finished.work, codebook.code, finished.reviewer, found.code is not null as present
    from finished
    join codebook on codebook.kind = 'code' and codebook.since <= finished.codebook
    left join code_evidence as found
        on found.work = finished.work and found.code = codebook.code and found.origin = 'phrase'
    left join said
        on said.work = finished.work and said.code = codebook.code and said.reviewer = finished.reviewer
    where said.code is null
),
words as (
    select work, code, reviewer, present, true as said, quote from said
    union all
    select work, code, reviewer, present, false, null from left_so
)
select work, code, reviewer, present, said, quote
from words;

comment on view code_words is 'What each coder says of each code of a work. Who is through with a work and says nothing of a code leaves it as it stands: present where a phrase found it, else absent.';
comment on column code_words.work is 'The work.';
comment on column code_words.code is 'The code.';
comment on column code_words.reviewer is 'The coder.';
comment on column code_words.present is 'Whether the code is there, by her word.';
comment on column code_words.said is 'Whether she said so; false: she is through with the work and left it as it stood.';
comment on column code_words.quote is 'The passage she takes it from.';

-- Where coders are blind to each other, what one of them says must not show in a map or a list either.
create view told_works as
with asked as (
    select coalesce(max("value") filter (where "key" = 'votes')::integer, 1) as coders,
           coalesce(max("value") filter (where "key" = 'blind'), 'false') = 'true' as blind
    from about
),
through as (
    select work, count(distinct reviewer) as coders
    from codings
    where standing and verdict = 'finished' and work is not null
    group by work
)
select works.work
from works
cross join asked
left join through on through.work = works.work
where not asked.blind or asked.coders < 2 or through.coders >= asked.coders
order by works.work;

comment on view told_works is 'The works of which coders'' words count: all; or, where coders are blind to each other and several are asked for (team.blind and team.votes in queries/review.toml), those that as many are through with. What was settled counts everywhere.';
comment on column told_works.work is 'The work.';

create table work_codes (
    work varchar not null references works (work),
    facet varchar not null references facets (facet),
    code varchar not null references codebook (code),
    label varchar not null,
    origin varchar not null check (origin in ('person', 'phrase')),
    primary key (work, code)
);

insert into work_codes
with words as (
    select work, code, bool_or(present) as present, bool_or(not present) as absent,
           bool_or(present and said) as said
    from code_words
    where work in (select work from told_works)
    group by work, code
),
settled as (
    select work, code, verdict
    from code_evidence
    where origin = 'person' and settles
),
found as (
    select distinct work, code
    from code_evidence
    where origin = 'phrase'
),
places as (
    select work, code from words
    union
    select work, code from settled
    union
    select work, code from found
),
judged as (
    select places.work, places.code,
           case
               when settled.verdict = 'present' then 'person'
               when settled.verdict = 'absent' then null
               when words.absent then null
               when words.said then 'person'
               when found.code is not null then 'phrase'
           end as origin
    from places
    left join words on words.work = places.work and words.code = places.code
    left join settled on settled.work = places.work and settled.code = places.code
    left join found on found.work = places.work and found.code = places.code
)
select judged.work, codebook.facet, judged.code, codebook.label, judged.origin
from judged
join codebook on codebook.code = judged.code
where judged.origin is not null
order by judged.work, codebook.place;

comment on table work_codes is 'The codes that count: one row a work and code. Where coders disagree and nobody settled, the code does not count and stands in code_disputes; where too few coders are through with a work (see told_works) their words do not count yet; what the machine proposes never counts.';
comment on column work_codes.work is 'The work.';
comment on column work_codes.facet is 'The facet of the code.';
comment on column work_codes.code is 'The code.';
comment on column work_codes.label is 'What the code is called.';
comment on column work_codes.origin is 'person: coders say so, or it was settled so; phrase: its words were found, and no coder says that it is absent.';

create view code_disputes as
with counted as (
    select work, code,
           list_sort(list(reviewer) filter (where present)) as present,
           list_sort(list(reviewer) filter (where not present)) as absent
    from code_words
    group by work, code
)
select counted.work, codebook.facet, counted.code, codebook.label, counted.present, counted.absent
from counted
join codebook on codebook.code = counted.code
left join code_evidence as settled
    on settled.work = counted.work and settled.code = counted.code and settled.settles
where counted.present is not null and counted.absent is not null and settled.code is null
order by counted.work, codebook.place;

comment on view code_disputes is 'Codes on which coders disagree and which nobody has settled; until then they do not count.';
comment on column code_disputes.work is 'The work.';
comment on column code_disputes.facet is 'The facet of the code.';
comment on column code_disputes.code is 'The code.';
comment on column code_disputes.label is 'What the code is called.';
comment on column code_disputes.present is 'Who says that it is there.';
comment on column code_disputes.absent is 'Who says that it is not.';

create view proposals as
select code_evidence.work, code_evidence.code, codebook.label, code_evidence.probability
from code_evidence
join codebook on codebook.code = code_evidence.code
where code_evidence.origin = 'proposal'
order by code_evidence.probability desc, code_evidence.work, codebook.place;

comment on view proposals is 'What the machine proposes where no phrase was found and nobody has said anything: to be confirmed or rejected by a person. Proposals count nowhere.';
comment on column proposals.work is 'The work.';
comment on column proposals.code is 'The code.';
comment on column proposals.label is 'What the code is called.';
comment on column proposals.probability is 'How likely it is, from 0 to 1.';

create view work_professions as
select distinct work_codes.work, codebook.profession
from work_codes
join codebook on codebook.code = work_codes.code
where codebook.profession is not null and codebook.profession <> 'none'
order by work_codes.work, codebook.profession;

comment on view work_professions is 'The professions that a work is about, by its codes; a work may be about several.';
comment on column work_professions.work is 'The work.';
comment on column work_professions.profession is 'The profession.';

create view work_levels as
select distinct work_codes.work, codebook."level"
from work_codes
join codebook on codebook.code = work_codes.code
where codebook."level" is not null
order by work_codes.work, codebook."level";

comment on view work_levels is 'Whom a work is about: students, trainees, clinicians …, by its codes; it may be several.';
comment on column work_levels.work is 'The work.';
comment on column work_levels."level" is 'The level.';

create view work_designs as
select distinct work_codes.work, codebook.design
from work_codes
join codebook on codebook.code = work_codes.code
where codebook.design is not null
order by work_codes.work, codebook.design;

comment on view work_designs is 'How a work studies, by its codes; it may be in several ways.';
comment on column work_designs.work is 'The work.';
comment on column work_designs.design is 'The design: qualitative, quantitative …';

create view code_answers as
select codings.work, codings.code as field, codings.reviewer,
       case
           when json_type(codings."value") = 'ARRAY'
               then array_to_string(json_extract_string(codings."value", '$[*]'), '; ')
           else json_extract_string(codings."value", '$')
       end as "value",
       codings.quote, codings.settles
from codings
join codebook on codebook.code = codings.code and codebook.kind <> 'code'
where codings.standing and codings.verdict = 'answer' and codings.work is not null
order by codings.work, codebook.place, codings.settles desc, codings.reviewer;

comment on view code_answers is 'What coders answer the fields of the form with, and what was settled.';
comment on column code_answers.work is 'The work.';
comment on column code_answers.field is 'The field.';
comment on column code_answers.reviewer is 'The coder, or who settled it.';
comment on column code_answers."value" is 'The answer; of several options, in one text with "; " between.';
comment on column code_answers.quote is 'The passage that it is taken from.';
comment on column code_answers.settles is 'Whether it settles what coders answer differently.';

create view quality as
with said as (
    select work, max("value") filter (where settles) as settled, min("value") as lowest, max("value") as highest
    from code_answers
    where field = 'quality' and (settles or work in (select work from told_works))
    group by work
)
select work, coalesce(settled, lowest) as quality
from said
where settled is not null or lowest = highest
order by work;

comment on view quality is 'How good the coders find a work''s study: what was settled, or what all who say something say, of works in told_works. Other works are not listed.';
comment on column quality.work is 'The work.';
comment on column quality.quality is 'The answer to the field quality of the codebook.';

create view revisit as
select codebook.code, codings.work, codings.reviewer, codings.coded_at, codings.codebook, codebook.since
from codings
join codebook on codebook.since > codings.codebook
left join codings as said
    on said.work = codings.work and said.reviewer = codings.reviewer and said.code = codebook.code
    and said.standing and not said.settles
left join work_designs
    on codebook.kind <> 'code' and work_designs.work = codings.work and work_designs.design = codebook.design
where codings.standing and codings.verdict = 'finished' and codings.work is not null and said.code is null
    and (codebook.kind = 'code' or codebook.design is null or work_designs.work is not null)
order by codings.work, codings.reviewer, codebook.place;

comment on view revisit is 'Codes and fields that came into the codebook after a coder was through with a work, and of which she has said nothing yet.';
comment on column revisit.code is 'The code or field.';
comment on column revisit.work is 'The work to look at again.';
comment on column revisit.reviewer is 'Who was through with it.';
comment on column revisit.coded_at is 'When, in UTC.';
comment on column revisit.codebook is 'The version of the codebook she had then.';
comment on column revisit.since is 'The version that brought the code.';

create view code_agreement as
with pairs as (
    select one.code, one.reviewer, two.reviewer as other, one.present as first_says, two.present as second_says
    from code_words as one
    join code_words as two on two.work = one.work and two.code = one.code and two.reviewer > one.reviewer
),
counted as (
    select code, reviewer, other, count(*) as works,
           avg((first_says = second_says)::integer) as agreed,
           avg(first_says::integer) as yes_of_one,
           avg(second_says::integer) as yes_of_other
    from pairs
    group by code, reviewer, other
),
chances as (
    select *, yes_of_one * yes_of_other + (1 - yes_of_one) * (1 - yes_of_other) as chance
    from counted
)
select chances.code, codebook.facet, chances.reviewer, chances.other, chances.works, chances.agreed,
       case when chance < 1 then (agreed - chance) / (1 - chance) end as kappa
from chances
join codebook on codebook.code = chances.code
order by codebook.place, chances.reviewer, chances.other;

comment on view code_agreement is 'How far two coders agree on each code, over the works of which both have said it or are through with.';
comment on column code_agreement.code is 'The code.';
comment on column code_agreement.facet is 'Its facet.';
comment on column code_agreement.reviewer is 'The one coder.';
comment on column code_agreement.other is 'The other.';
comment on column code_agreement.works is 'How many works both judged.';
comment on column code_agreement.agreed is 'The share of them on which they say the same.';
comment on column code_agreement.kappa is 'Cohen''s kappa; empty where both always say the same one thing.';

create table tagger (
    code varchar primary key references codebook (code),
    coded_present integer not null,
    coded_absent integer not null,
    precision double check (precision between 0 and 1),
    recall double check (recall between 0 and 1),
    brier double check (brier between 0 and 1),
    missed integer,
    recovered integer,
    wrong integer,
    threshold double check (threshold between 0 and 1),
    proposed integer not null,
    missing varchar
);

insert into tagger
select tagger.code, coded_present, coded_absent, precision, recall, brier, missed, recovered, wrong, threshold,
       proposed, nullif(missing, '')
from built.tagger
join codebook on codebook.code = tagger.code
order by codebook.place;

comment on table tagger is 'How well the machine can propose each code, by what it says of coded works that it did not see while it learnt.';
comment on column tagger.code is 'The code.';
comment on column tagger.coded_present is 'Works that people say have the code.';
comment on column tagger.coded_absent is 'Works that people say do not have it, or left without it when they were through.';
comment on column tagger.precision is 'Of the works it would give the code, the share that have it.';
comment on column tagger.recall is 'Of the works that have the code, the share it would give it.';
comment on column tagger.brier is 'The mean squared difference between its probability and the truth; 0 is best.';
comment on column tagger.missed is 'Works that have the code by people''s word and where no phrase found it.';
comment on column tagger.recovered is 'How many of these it would propose.';
comment on column tagger.wrong is 'How many works it would propose where no phrase was found and people say it is absent.';
comment on column tagger.threshold is 'The least probability of a proposal.';
comment on column tagger.proposed is 'How many works it proposes the code for.';
comment on column tagger.missing is 'What is missing before it can learn the code; empty where it has learnt it.';
