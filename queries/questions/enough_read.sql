-- title: Has enough been read?
-- about: What each rule of stopping says of the reading as it stands, the one to go by first: how many relevant works are found, at least which share of all that is, and how many may be left. Only rules with a bound promise anything; the others are habits, and their words say how often they failed.
select method, words, found, round(recall_at_least, 3) as recall_at_least, left_estimate, left_high,
       more_to_read, stop, confidence
from statements
order by chosen desc, recall_at_least is null, method
