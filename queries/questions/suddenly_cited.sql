-- title: Which works were suddenly cited much more?
-- about: Bursts of citations from works here (Kleinberg 2002), the strongest first: from which year to which a work was cited much more than in its other years. A burst that ends in the last year may go on.
-- param since: 1900
select bursts.work, evidence.title, evidence.authors, evidence.year, evidence.status, bursts.first_year,
       bursts.last_year, bursts.citations, round(bursts.strength, 2) as strength
from bursts
join evidence on evidence.work = bursts.work
where bursts.last_year >= $since::integer
order by bursts.strength desc, bursts.work, bursts.first_year
