-- title: Which included works did only one source have?
-- about: Included works that would have been missed had this one source not been asked: a measure of what each database adds to a search on this topic.
-- param source: %
select sources[1] as only_source, work, title, year, venue
from included
where len(sources) = 1 and sources[1] like $source
order by only_source, year desc nulls last, work
