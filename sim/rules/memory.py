"""Step 5 of a vote: it enters memory and moves affiliation with the bloc.

Memory is kept per state and per slot (a series, a target, a kind of text). The first vote
counts in full, later ones at a learning rate, so old votes fade. Affiliation with the bloc is
a memory too: the share of country texts on which a state kept to the bloc's line.

Sources: [inboden2023] bloc (affiliation case by case).
"""

from sim.compiled import rule


@rule
def learning_rate(slowest, seen):
    """Weight of the newest vote when it is the ``seen``-th: 1/seen, but never below ``slowest``."""
    return 1.0 / seen if seen * slowest < 1.0 else slowest


@rule
def remember(record, happened, rate):
    """Move a running record towards what just happened."""
    return record + rate * (happened - record)


@rule
def closeness(vote, line, half_credit):
    """How near a vote came to the bloc's line: 1 with it, ``half_credit`` abstaining, 0 against."""
    with_line = 1.0 if vote == line else 0.0
    return half_credit if (vote == 0 and line != 0) else with_line
