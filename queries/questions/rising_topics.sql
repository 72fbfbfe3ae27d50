-- title: Which topics are rising, and which are falling?
-- about: The share of each topic in the works of the last five full years (recent) beside that of the five years before, those that grow fastest first. low and high: between these lies the growth with 95 % confidence; where 1 is between them the difference may be chance, and the topic is called steady.
select topic, label, trend, round(recent, 4) as recent, round("before", 4) as "before", round(growth, 2) as growth,
       round(low, 2) as low, round(high, 2) as high, recent_works, before_works, last_year
from rising_topics
order by growth desc nulls last, topic
