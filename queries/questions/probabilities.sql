-- title: Are the model's probabilities to be believed?
-- about: Decided works by the probability that a model gave them which had not seen their decision, beside the share that the reviewers include. Where the two columns agree, a probability of 0.3 means three in ten.
select low, high, works, round(predicted, 3) as predicted, round(observed, 3) as observed
from calibration
order by low
