-- What the citations say: central works, communities, links, the main path, bursts; how much of it is known.

create table communities (
    community varchar primary key,
    place integer not null unique check (place >= 1),
    label varchar not null,
    terms varchar[] not null,
    works integer not null check (works >= 0),
    inside double check (inside between 0 and 1),
    since date
);

insert into communities
select community, place, label, terms, works, inside, since
from built.communities
order by place;

comment on table communities is 'Groups of works that cite each other more than others (Leiden algorithm). Their number is not chosen by hand: it is the finest division that hardly changes when a tenth of the citations is missing.';
comment on column communities.community is 'The name of the community; it stays with it from refresh to refresh.';
comment on column communities.place is 'Its place by size, from 1 for the largest.';
comment on column communities.label is 'What sets its works apart from the others, in their own words.';
comment on column communities.terms is 'The terms that set it apart, strongest first.';
comment on column communities.works is 'How many works belong to it.';
comment on column communities.inside is 'Of the citations that its works make or receive, the share between two of them, from 0 to 1.';
comment on column communities.since is 'The day of the corpus it was first seen on; empty where the corpus has no day.';

create table citation_measures (
    work varchar primary key references works (work),
    references_here integer not null check (references_here >= 0),
    cited_here integer not null check (cited_here >= 0),
    pagerank double not null check (pagerank between 0 and 1),
    betweenness double not null check (betweenness between 0 and 1),
    community varchar references communities (community)
);

insert into citation_measures
select work, references_here, cited_here, pagerank, betweenness, community
from built.citation_measures
order by work;

comment on table citation_measures is 'What the citations between the works of this warehouse say of each work. Where a work''s references are not known it seems to cite nothing: see citation_coverage.';
comment on column citation_measures.work is 'The work.';
comment on column citation_measures.references_here is 'How many works of this warehouse it cites.';
comment on column citation_measures.cited_here is 'How many works of this warehouse cite it.';
comment on column citation_measures.pagerank is 'How often a reader who follows references at random comes by it (PageRank, damping 0.85); all works together: 1.';
comment on column citation_measures.betweenness is 'The share of the shortest ways between other works, along citations in either direction, that lead over it: high for works that connect parts of the literature. citation_facts says where it is an estimate.';
comment on column citation_measures.community is 'The community it belongs to; empty: it has no citation to or from a work here, or only within a very small group.';

create table links (
    kind varchar not null check (kind in ('co-citation', 'coupling')),
    one varchar not null references works (work),
    other varchar not null references works (work),
    shared integer not null check (shared > 0),
    strength double not null check (strength > 0),
    primary key (kind, one, other),
    check (one < other)
);

insert into links
select kind, one, other, shared, strength
from built.links
order by kind, one, other;

comment on table links is 'Which works are cited together (co-citation), and which cite the same (coupling): the strongest links of each work, as many as citations.links in queries/review.toml says. link_works(kind, one, other) gives what makes a link.';
comment on column links.kind is 'co-citation: works here cite both; coupling: both cite the same publications, here or outside.';
comment on column links.one is 'The work whose identifier comes first.';
comment on column links.other is 'The other work.';
comment on column links.shared is 'How many works cite both, or how many publications both cite, at least: of publications outside only the names of one kind count, less those that may be works here which have none of that kind.';
comment on column links.strength is 'The same over the geometric mean of what each has (Salton''s cosine): 1 where both have all in common.';

create table main_path (
    kind varchar not null check (kind in ('global', 'key route')),
    place integer not null check (place >= 1),
    cited varchar not null references works (work),
    citing varchar not null references works (work),
    traversals varchar not null,
    share double not null check (share between 0 and 1),
    primary key (kind, cited, citing)
);

insert into main_path
select kind, place, cited, citing, traversals, share
from built.main_path
order by kind, place, cited, citing;

comment on table main_path is 'Along which citations most ways lead from the oldest works to the newest (search path count; Hummon and Doreian 1989, Batagelj 2003, Liu and Lu 2012).';
comment on column main_path.kind is 'global: the one path whose counts add up to most; key route: the best paths through each of the ten citations with the highest counts.';
comment on column main_path.place is 'The step, from the oldest on; steps side by side have the same.';
comment on column main_path.cited is 'The work that is cited: the earlier one.';
comment on column main_path.citing is 'The work that cites it: the later one.';
comment on column main_path.traversals is 'How many of the ways from works that cite nothing here to works that nothing here cites lead over this citation; in figures, as it can be larger than any number type.';
comment on column main_path.share is 'The same as a share of all such ways.';

create table bursts (
    work varchar not null references works (work),
    first_year integer not null,
    last_year integer not null,
    strength double not null check (strength > 0),
    citations integer not null check (citations > 0),
    primary key (work, first_year),
    check (first_year <= last_year)
);

insert into bursts
select work, first_year, last_year, strength, citations
from built.bursts
order by work, first_year;

comment on table bursts is 'Years in which a work was cited much more than in its other years, among the works that cite anything (Kleinberg 2002).';
comment on column bursts.work is 'The work that was cited.';
comment on column bursts.first_year is 'The year the burst began.';
comment on column bursts.last_year is 'The last year of the burst; the newest year of the corpus: it may still go on.';
comment on column bursts.strength is 'How much better a burst explains these years than chance: a difference of logarithms, 3 is twenty times.';
comment on column bursts.citations is 'The citations from works here in these years.';

create table citation_facts (
    fact varchar primary key,
    "value" double,
    words varchar not null
);

insert into citation_facts
select fact, "value", words
from built.citation_facts
order by fact;

comment on table citation_facts is 'What was estimated, chosen or left out in what the citations say; a picture of them prints it.';
comment on column citation_facts.fact is 'What it is about.';
comment on column citation_facts."value" is 'The number.';
comment on column citation_facts.words is 'The same in a sentence.';

create table citation_places (
    work varchar primary key references works (work),
    x double not null check (x between -1 and 1),
    y double not null check (y between -1 and 1),
    moved double check (moved >= 0)
);

insert into citation_places
select work, x, y, moved
from built.citation_places
order by work;

comment on table citation_places is 'Where works lie on the citation map: near those they cite, are cited by, and share references with. Works without any such link have no place.';
comment on column citation_places.work is 'The work.';
comment on column citation_places.x is 'From left, -1, to right, 1.';
comment on column citation_places.y is 'From bottom, -1, to top, 1.';
comment on column citation_places.moved is 'How far it is from its place at the last refresh, in widths of the map; empty: it was not there.';

create view citation_coverage as
with listed as (
    select citing as work, count(*) as here, 0 as outside from citations group by citing
    union all
    select work, 0, count(*) from outside_references group by work
),
summed as (
    select work, sum(here) as here, sum(here + outside) as total
    from listed
    group by work
),
scoped as (
    select 'all' as scope, work from works
    union all
    select 'included', work from included
)
select scopes.scope, count(scoped.work) as works, count(summed.work) as with_references,
       count(summed.work) / nullif(count(scoped.work), 0) as share,
       coalesce(sum(summed.total), 0)::bigint as "references",
       coalesce(sum(summed.here), 0)::bigint as references_here,
       sum(summed.here) / sum(summed.total) as share_here
from (values ('all'), ('included')) as scopes (scope)
left join scoped on scoped.scope = scopes.scope
left join summed on summed.work = scoped.work
group by scopes.scope
order by scopes.scope;

comment on view citation_coverage is 'How much is known of who cites whom: every picture of citations shows only this part.';
comment on column citation_coverage.scope is 'all works, or those included.';
comment on column citation_coverage.works is 'How many works there are.';
comment on column citation_coverage.with_references is 'Of how many of them any reference is known.';
comment on column citation_coverage.share is 'The same as a share, from 0 to 1; empty where there are no works.';
comment on column citation_coverage."references" is 'How many references with an identifier they list; under two identifiers outside this warehouse one publication may count twice.';
comment on column citation_coverage.references_here is 'How many of these are works of this warehouse.';
comment on column citation_coverage.share_here is 'The same as a share, from 0 to 1; empty where no reference is known.';

create table suggestions (
    identifier varchar primary key,
    works bigint not null check (works > 1),
    included bigint not null,
    share double not null check (share > 0)
);

insert into suggestions
with asked as (
    select with_references
    from citation_coverage
    where scope = 'all'
)
select identifier, count(*) as works, count(included.work) as included, count(*) / with_references as share
from outside_references
left join included on included.work = outside_references.work
cross join asked
group by identifier, with_references
having count(*) > 1
order by included desc, works desc, identifier;

comment on table suggestions is 'Publications that several works here cite and that are not here themselves, those the included works cite most first: the search may have missed them. One publication may stand here under two identifiers.';
comment on column suggestions.identifier is 'An identifier of the publication.';
comment on column suggestions.works is 'How many works here cite it.';
comment on column suggestions.included is 'How many of them are included.';
comment on column suggestions.share is 'How many of the works with known references cite it, as a share from 0 to 1.';

create macro link_works(link_kind, link_one, link_other) as table
with here as (
    select first.cited as work
    from citations as first
    join citations as second on second.cited = first.cited
    where link_kind = 'coupling' and first.citing = link_one and second.citing = link_other
),
outside as (
    select first.identifier, split_part(first.identifier, ':', 1) as named_by
    from outside_references as first
    join outside_references as second on second.identifier = first.identifier
    where link_kind = 'coupling' and first.work = link_one and second.work = link_other
),
kinds as (
    select named_by, count(*) as identifiers
    from outside
    group by named_by
),
counted as (
    select kinds.named_by,
           kinds.identifiers - count(here.work) filter (where identifiers.work is null) as publications
    from kinds
    left join here on true
    left join (select distinct work, kind from identifiers) as identifiers
        on identifiers.work = here.work and identifiers.kind = kinds.named_by
    group by kinds.named_by, kinds.identifiers
    having publications > 0
    order by publications desc, kinds.named_by
    limit 1
),
found as (
    select first.citing as work, null::varchar as identifier
    from citations as first
    join citations as second on second.citing = first.citing
    where link_kind = 'co-citation' and first.cited = link_one and second.cited = link_other
    union all
    select work, null
    from here
    union all
    select null, identifier
    from outside
    join counted using (named_by)
    union all
    select unnest([citing, cited]), null
    from citations
    where link_kind = 'direct' and (citing, cited) in ((link_one, link_other), (link_other, link_one))
)
select distinct link_kind as kind, link_one as one, link_other as other, work, identifier
from found
order by work nulls last, identifier;

comment on macro table link_works is 'What makes a link of two works: for co-citation the works that cite both; for coupling the works that both cite, and the identifiers of publications outside that both cite (of one kind; one of them may name a work listed above, then there are more rows than links.shared says); for direct the two, where one cites the other.';
