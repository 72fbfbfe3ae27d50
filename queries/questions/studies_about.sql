-- title: Which works are about a group, a place or a practice?
-- about: Works whose title, abstract or keywords hold all the words given, each also as the beginning of a longer word (student finds students). Those a reviewer excluded are left out; the most promising come first.
-- param words: nursing student placement
-- param since: 1900
with split as (
    select unnest(regexp_split_to_array(lower(strip_accents($words)), '[^\p{L}\p{M}\p{N}]+')) as word
),
asked as (
    select list(' ' || word order by len(word) desc, word) as beginnings
    from split
    where word <> ''
),
-- The longest word is the rarest: what it leaves out need not be looked through for the others.
near as (
    select work, words
    from texts
    where contains(words, (select beginnings[1] from asked))
),
matching as (
    select near.work
    from near
    cross join asked
    where list_bool_and(list_transform(asked.beginnings, lambda beginning: contains(near.words, beginning)))
)
select evidence.work, evidence.title, evidence.authors, evidence.year, evidence.venue, evidence.outcome
from matching
join evidence on evidence.work = matching.work
where evidence.outcome <> 'excluded' and coalesce(evidence.year, 9999) >= $since::integer
order by evidence.rank, evidence.work
