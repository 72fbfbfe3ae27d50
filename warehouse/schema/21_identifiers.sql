-- Every identifier leads to one work.

create table identifiers (
    identifier varchar primary key,
    kind varchar not null,
    work varchar not null references works (work)
);

insert into identifiers
with listed as (
    select unnest(aliases) as identifier, work
    from built.works
)
select identifier, split_part(identifier, ':', 1), work
from listed
order by identifier;

comment on table identifiers is 'All identifiers of all works. An identifier that two works would claim (the DOI of a whole supplement) leads to the one retrieved first.';
comment on column identifiers.identifier is 'The kind and the one spelling of the identifier: doi:10.1000/x, pubmed:123, pmc:PMC123, openalex:W1, eric:EJ1, europepmc:MED/123, file:….';
comment on column identifiers.kind is 'What comes before the colon: doi, pubmed, pmc, openalex, eric, europepmc, file.';
comment on column identifiers.work is 'The work it leads to.';
