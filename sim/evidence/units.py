"""What a logit of the model is worth, beside a logit of the odds of the mean vote.

A regression gives a change of the mean vote. Divided by p (1 - p) it is a change of the odds of
the mean vote, as most rows of evidence have it. A lever gives a change of leaning. Most states are
far from the point where a logit would change their vote, so that a logit of leaning moves the mean
vote by much less than p (1 - p). How much less was measured in the model (``sim.study.steepness``:
20 random halves of the states outside the West, 15 replicates each, 2021-23, fit to 2020): 0.082
with an error of 0.002, at a mean vote of 0.494.
"""

SLOPE = 0.082  # change of the mean vote a logit of leaning
LEVEL = 0.494  # the mean vote there
MARGINAL = LEVEL * (1.0 - LEVEL) / SLOPE  # logits of leaning in a logit of the mean vote's odds
