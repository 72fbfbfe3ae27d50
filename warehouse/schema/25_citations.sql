-- Which work cites which other.

create temp table cited_identifiers as
with listed as (
    select work, unnest("references") as identifier
    from built.works
),
-- A DOI means the work that Crossref has under it, whichever work another source shows it for.
registered as (
    select 'doi:' || substr(record, 10) as identifier, work
    from (select unnest(records) as record, work from built.works)
    where starts_with(record, 'crossref/')
)
select distinct listed.work, listed.identifier, coalesce(registered.work, identifiers.work) as cited
from listed
left join registered on registered.identifier = listed.identifier
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
