-- Journals, books and servers. Sources spell one venue in several ways; spellings that differ only in case,
-- accents, punctuation, «&» for «and» or a leading «The» are one venue, shown in the form most works carry.

create temp table venue_spellings as
with spelled as (
    select venue as spelling, publisher, issn,
           regexp_replace(
               regexp_replace(
                   replace(lower(strip_accents(venue)), '&', ' and '), '[^\p{L}\p{N}]+', ' ', 'g'
               ),
               '^ ?the | $', '', 'g'
           ) as plain
    from built.works
    where venue is not null
),
counted as (
    select plain, spelling, count(*) as works, list(issn) as issn, max(publisher) as publisher
    from spelled
    group by plain, spelling
)
select spelling, publisher, issn,
       first_value(spelling) over (partition by plain order by works desc, spelling) as venue
from counted;

create table venues (
    venue varchar primary key,
    publisher varchar,
    issn varchar[] not null,
    spellings varchar[] not null
);

insert into venues
select venue, max(publisher), list_sort(list_distinct(flatten(flatten(list(issn))))), list_sort(list(spelling))
from venue_spellings
group by venue;

comment on table venues is 'Journals, books, conferences and preprint servers: one row for each name.';
comment on column venues.venue is 'The name, as most works carry it.';
comment on column venues.publisher is 'The publisher some source names for it; empty where none does.';
comment on column venues.issn is 'All ISSNs that works of this venue carry.';
comment on column venues.spellings is 'All spellings that were taken for this venue.';
