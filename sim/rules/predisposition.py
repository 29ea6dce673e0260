"""Step 1 of a vote: a state's leaning before any lobbying, from its preferences and its record.

The leaning ``u`` is a utility on the logistic scale: above zero it leans to yes, below zero
to no. It is the state's standing on that kind of text, what is at stake for it, whether the text
is its own, plus what it remembers: its own votes in the series, on the target and on the kind, and
how the Council and its own regional group last took the series. Memory counts for more the more
often the state has been asked; until then its votes in the General Assembly stand in for it.

Sources: [inboden2023] bloc (aversion to country texts, comfort with themes; anti-imperial
sentiment), [hug_lukacs2014] (preferences before membership).
"""

from sim.compiled import rule


@rule
def standing(intercept, by_freedom, freedom, stance):
    """Where a state stands on a kind of text before memory and before anyone lobbies.

    ``freedom`` runs from 0 to 1; ``stance`` is the state's own deviation from what its regime
    would suggest. The bloc is not in here: it works through its line alone.
    """
    return intercept + by_freedom * freedom + stance


@rule
def concern(orientation, is_target, own, is_neighbour, near, agreement, friend, special, urgency):
    """What raises the stakes: the record of the state, a land neighbour or a friend; urgency.

    ``orientation`` is 1 where a text scrutinises; ``agreement`` is past voting agreement with
    the state concerned, 0 to 1; ``special`` is 1 in a special session, which is called only
    over grave events. Sources: [inboden2023] bloc (members shield one another), step 0.
    """
    return orientation * (
        own * is_target + near * is_neighbour + friend * agreement + urgency * special
    )


@rule
def authorship(author, own_text, group, group_text, tie, pen_agreement):
    """Whose text it is: its own, its group's, or that of states with which it votes.

    ``author`` and ``group`` are 1 where the state itself or its group tables the text, and -1
    where the ballot would amend what they have tabled. ``tie`` is past agreement with all who
    table it, beyond that of other states. Sources: [inboden2023] step 2 (who holds the pen).
    """
    return author * own_text + group * group_text + tie * pen_agreement


@rule
def sign_of(orientation):
    """The sign of a memory of votes about a state: 1 on scrutiny, -1 on shielding."""
    return -1.0 if orientation < 0 else 1.0


HALF_SERIES, HALF_TARGET, HALF_STRAND, HALF_ASSEMBLY = 1.0, 1.0, 3.0, 3.0


@rule
def weight_here(weight, added, applies):
    """The weight of a memory, with ``added`` on the one kind of text where ``applies`` is 1."""
    return weight + added * applies


@rule
def trust(weight, seen, half):
    """How much a memory of ``seen`` votes counts: nothing at 0, half its weight at ``half``."""
    return weight * seen / (seen + half)


@rule
def fade(weight, seen):
    """A weight that is full where nothing is remembered and shrinks with each vote ``seen``."""
    return weight / (seen + 1.0)


@rule
def give_way(weight, seen, half):
    """The weight of what is known from elsewhere: full at 0 votes here, half at ``half``."""
    return weight * half / (seen + half)


@rule
def recall(leaning, weight, remembered):
    """Add one remembered quantity (-1 no ... +1 yes) to a leaning."""
    return leaning + weight * remembered
