-- What the works are about: topics made by the machine, the same from refresh to refresh; their growth.

create table topics (
    topic varchar primary key,
    place integer not null unique check (place >= 1),
    label varchar not null,
    description varchar not null,
    terms varchar[] not null,
    weights double[] not null,
    central varchar[] not null,
    works integer not null check (works > 0),
    coherence double not null check (coherence between -1 and 1),
    stability double not null check (stability between 0 and 1),
    since date,
    x double not null,
    y double not null
);

insert into topics
select topic, place, label, description, terms, weights, central, works, coherence, stability, since, x, y
from built.topics
order by place;

comment on table topics is 'Topics: groups of works with words in common, made by the machine. A topic keeps its id from refresh to refresh.';
comment on column topics.topic is 'The id, as t003; never given to another topic.';
comment on column topics.place is 'Its place by size, the largest is 1.';
comment on column topics.label is 'What it is called: the terms that set it apart.';
comment on column topics.description is 'What it is in a sentence, with works that are typical of it.';
comment on column topics.terms is 'The terms that set it apart from the other topics, strongest first.';
comment on column topics.weights is 'How strong each of these terms is; the strongest is 1.';
comment on column topics.central is 'The works that are most typical of it, the most typical first.';
comment on column topics.works is 'How many works it is the main topic of.';
comment on column topics.coherence is 'How far its strongest words stand in the same works, from -1 over 0, as by chance, to 1 (normalised pointwise mutual information).';
comment on column topics.stability is 'How much of it comes again when topics are made of other parts of the works, from 0 to 1.';
comment on column topics.since is 'The day the corpus was complete to when the topic was first found.';
comment on column topics.x is 'Where its middle lies on the map of topics, from -1 to 1.';
comment on column topics.y is 'Where its middle lies on the map of topics, from -1 to 1.';

create table work_topics (
    work varchar not null references works (work),
    topic varchar not null references topics (topic),
    weight double not null check (weight between 0 and 1),
    main boolean not null,
    primary key (work, topic)
);

insert into work_topics
select work, topic, weight, main
from built.work_topics
order by work, topic;

comment on table work_topics is 'Which topics a work belongs to: its main one, and those that have at least a fifth of it and half as much as its strongest. A work without words in common with others has none.';
comment on column work_topics.work is 'The work.';
comment on column work_topics.topic is 'The topic.';
comment on column work_topics.weight is 'How much of the work is of this topic, from 0 to 1.';
comment on column work_topics.main is 'Whether it is the work''s main topic: the strongest, or the one it had before as long as that is nearly as strong.';

create table topic_drift (
    change varchar not null check (change in ('kept', 'new', 'split', 'merged', 'vanished')),
    topic varchar primary key,
    other varchar,
    works integer not null,
    shared integer not null,
    label varchar not null,
    words varchar not null
);

insert into topic_drift
select change, topic, other, works, shared, label, words
from built.topic_drift
order by change, topic;

comment on table topic_drift is 'What became of the topics at the last refresh; empty where there was none before.';
comment on column topic_drift.change is 'kept; new; split: it came out of another; merged: it went into another; vanished: its works are gone or spread over others.';
comment on column topic_drift.topic is 'The topic; of one that is gone, the id it had.';
comment on column topic_drift.other is 'The topic it came out of or went into.';
comment on column topic_drift.works is 'How many works it has, or had where it is gone.';
comment on column topic_drift.shared is 'How many of these stayed, came from the other topic, or went to it.';
comment on column topic_drift.label is 'What it is called, or was.';
comment on column topic_drift.words is 'The same as a sentence.';

create table topic_numbers (
    topics integer primary key check (topics > 0),
    stability double not null,
    coherence double not null,
    chosen boolean not null
);

insert into topic_numbers
select topics, stability, coherence, chosen
from built.topic_numbers
order by topics;

comment on table topic_numbers is 'How the number of topics was found: that of the highest product of stability and coherence (on a scale from 0 to 1), or the last one as long as no other is clearly better. Of more than 2,000 works it is found on 2,000.';
comment on column topic_numbers.topics is 'The number tried.';
comment on column topic_numbers.stability is 'How far topics made of several parts of the works agree with those of all (adjusted mutual information): 0 by chance, 1 the same.';
comment on column topic_numbers.coherence is 'How far the strongest words of its topics stand in the same works, the mean, from -1 to 1.';
comment on column topic_numbers.chosen is 'Whether it is the number of topics that were made.';

create table topic_places (
    work varchar primary key references works (work),
    x double not null check (x between -1 and 1),
    y double not null check (y between -1 and 1),
    moved double
);

insert into topic_places
select work, x, y, moved
from built.topic_places
order by work;

comment on table topic_places is 'Where each work lies on the map of topics: near works with the same words. Also the list of the works that topics were made of.';
comment on column topic_places.work is 'The work.';
comment on column topic_places.x is 'From -1 to 1.';
comment on column topic_places.y is 'From -1 to 1.';
comment on column topic_places.moved is 'How far it is from its place at the last refresh, in widths of the map; empty: it was not there.';

create view topic_growth as
with ended as (
    select max("value")::date as day
    from about
    where "key" = 'as_of'
),
years as (
    select works.year, count(*) as works
    from topic_places
    join works on works.work = topic_places.work
    where works.year is not null
    group by works.year
),
counted as (
    select work_topics.topic, works.year, count(*) as works
    from work_topics
    join works on works.work = work_topics.work
    where work_topics.main and works.year is not null
    group by work_topics.topic, works.year
)
select topics.topic, topics.label, years.year,
       coalesce(counted.works, 0) as works,
       coalesce(counted.works, 0) / years.works as share,
       years.works as of_works,
       coalesce(years.year < year(ended.day + interval 1 day), true) as complete
from topics
cross join years
cross join ended
left join counted on counted.topic = topics.topic and counted.year = years.year
order by topics.place, years.year;

comment on view topic_growth is 'How many works each topic has in each year that has any works, and which share of that year''s works. Each work counts for its main topic.';
comment on column topic_growth.topic is 'The topic.';
comment on column topic_growth.label is 'What it is called.';
comment on column topic_growth.year is 'The year of publication.';
comment on column topic_growth.works is 'How many works of that year it is the main topic of.';
comment on column topic_growth.share is 'Their share of the works of that year, from 0 to 1.';
comment on column topic_growth.of_works is 'How many works of that year there are.';
comment on column topic_growth.complete is 'Whether the year was over on the day the corpus is complete to.';

create view rising_topics as
with lately as (
    select max(year) filter (where complete) as last_year
    from topic_growth
),
timed as (
    select topic_growth.*, last_year, year > last_year - 5 as recently
    from topic_growth
    cross join lately
    where complete and year > last_year - 10
),
summed as (
    select topic, label, last_year,
           coalesce(sum(works) filter (where recently), 0)::integer as recent_works,
           coalesce(sum(works) filter (where not recently), 0)::integer as before_works,
           coalesce(sum(of_works) filter (where recently), 0)::integer as recent_of,
           coalesce(sum(of_works) filter (where not recently), 0)::integer as before_of,
           sum(of_works * year) / sum(of_works) as middle,
           sum(works) / sum(of_works) as overall
    from timed
    group by topic, label, last_year
),
sloped as (
    select summed.topic,
           sum((timed.year - middle) * (timed.works - timed.of_works * overall)) as lean,
           sum(timed.of_works * (timed.year - middle) ** 2) as spread
    from summed
    join timed on timed.topic = summed.topic
    group by summed.topic
),
compared as (
    select summed.*, lean / nullif(spread, 0) as slope,
           sqrt(overall * (1 - overall) / nullif(spread, 0)) as slope_error,
           ln((recent_works + 0.5) / (recent_of + 0.5)) - ln((before_works + 0.5) / (before_of + 0.5)) as ratio,
           sqrt(1 / (recent_works + 0.5) - 1 / (recent_of + 0.5) + 1 / (before_works + 0.5) - 1 / (before_of + 0.5)) as error
    from summed
    join sloped on sloped.topic = summed.topic
    where recent_of > 0 and before_of > 0
)
select topic, label,
       recent_works / recent_of as recent,
       before_works / before_of as before,
       (recent_works / recent_of) / nullif(before_works / before_of, 0) as growth,
       exp(ratio - 1.96 * error) as low,
       exp(ratio + 1.96 * error) as high,
       case
           when ratio > 1.96 * error then 'rising'
           when ratio < -1.96 * error then 'falling'
           else 'steady'
       end as trend,
       recent_works, before_works, slope, slope_error, last_year
from compared
order by ratio desc, topic;

comment on view rising_topics is 'Whether each topic''s share of the works rises: the last five complete years against the five before, and the slope over all ten. Where there are no works in one of these spans, nothing is said.';
comment on column rising_topics.topic is 'The topic.';
comment on column rising_topics.label is 'What it is called.';
comment on column rising_topics.recent is 'Its share of the works of the last five complete years, from 0 to 1.';
comment on column rising_topics.before is 'Its share of the works of the five years before.';
comment on column rising_topics.growth is 'How many times as large the recent share is; empty where it had no works before.';
comment on column rising_topics.low is 'The growth is at least this, with 95 % confidence (log ratio of shares, a half added to each count).';
comment on column rising_topics.high is 'The growth is at most this, with 95 % confidence.';
comment on column rising_topics.trend is 'rising: the growth is above 1 with that confidence; falling: below; steady: neither can be said.';
comment on column rising_topics.recent_works is 'How many works it has in the last five complete years.';
comment on column rising_topics.before_works is 'How many works it has in the five years before.';
comment on column rising_topics.slope is 'By how much its share changes each year, over ten years (Cochran and Armitage).';
comment on column rising_topics.slope_error is 'The standard error of the slope, where nothing rises or falls.';
comment on column rising_topics.last_year is 'The last complete year.';
