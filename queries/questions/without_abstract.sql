-- title: Which works have no abstract?
-- about: Works no source gives an abstract for; a model and a reviewer see only their title, so promising ones are found late. Not yet decided ones in the order of reading; the sources that were asked stand beside them.
select work, title, authors, year, venue, array_to_string(sources, ', ') as sources, rank
from evidence
where abstract is null and outcome in ('undecided', 'maybe')
order by rank, work
