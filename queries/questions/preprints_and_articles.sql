-- title: Which included works have a preprint, an erratum, a reply or another version here?
-- about: Included works and the works they belong together with, as sources state it, matching found it or people decided it. Each is a work of its own unless dedup.one_work in queries/review.toml says otherwise.
-- param kind: %
select included.work, included.title, related.kind, related.other_work, other.title as other_title,
       other.type as other_type, array_to_string(related.told_by, ', ') as told_by
from included
join related on related.work = included.work
join works as other on other.work = related.other_work
where related.kind like $kind
order by included.work, related.kind, related.other_work
