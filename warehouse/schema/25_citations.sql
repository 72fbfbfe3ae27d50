-- Which work leads to which other: citations and declared relations.

create temp table cited_identifiers as
with listed as (
    select work, unnest("references") as identifier
    from built.works
)
select distinct listed.work, listed.identifier, identifiers.work as cited
from listed
left join identifiers on identifiers.identifier = listed.identifier;

create table citations (
    citing varchar not null references works (work),
    cited varchar not null references works (work),
    primary key (citing, cited),
    check (citing <> cited)
);

insert into citations
select distinct work, cited
from cited_identifiers
where cited is not null and cited <> work
order by work, cited;

comment on table citations is 'Citations between works of this warehouse, each once. A work that cites itself under another identifier is left out.';
comment on column citations.citing is 'The work that cites.';
comment on column citations.cited is 'The work that is cited.';

create table outside_references (
    work varchar not null references works (work),
    identifier varchar not null,
    primary key (work, identifier)
);

insert into outside_references
select work, identifier
from cited_identifiers
where cited is null
order by work, identifier;

comment on table outside_references is 'References of works to publications that are not in this warehouse. One publication may stand here under several identifiers.';
comment on column outside_references.work is 'The work that cites.';
comment on column outside_references.identifier is 'The identifier of what it cites.';

create table relations (
    work varchar not null references works (work),
    kind varchar not null,
    target varchar,
    target_work varchar references works (work),
    date varchar
);

insert into relations
with listed as (
    select work, unnest(relations) as relation
    from built.works
)
select distinct listed.work, relation.kind, relation.target, identifiers.work, relation."date"
from listed
left join identifiers on identifiers.identifier = relation.target
order by all;

comment on table relations is 'What sources declare between publications: preprint and article, erratum, retraction notice, comment, version.';
comment on column relations.work is 'The work.';
comment on column relations.kind is 'How it stands to the other, read as «this work is … the other»: preprint_of, has_preprint, erratum_of, has_erratum, retraction_of (this is the notice), retracted_by, concern_about, has_concern, comment_on, has_comment, version_of, has_version, other.';
comment on column relations.target is 'The identifier of the other; empty where the source names none.';
comment on column relations.target_work is 'The other, where it is a work of this warehouse.';
comment on column relations.date is 'The date the source gives for the relation.';
