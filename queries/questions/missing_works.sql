-- title: Which publications do the works here cite most that are not here themselves?
-- about: Suggestions for the search: what several works cite, those the included works cite most first. Look each up and, if it belongs here, add its DOI to queries/dois.csv. One publication may stand here under two identifiers.
-- param least: 2
-- param most: 50
select identifier, works, included, round(share, 3) as share
from suggestions
where works >= $least::integer
order by included desc, works desc, identifier
limit $most::integer
