"""The bloc's line: how its organisers who sit vote, most often.

Sources: [inboden2023] bloc (organisers marshal LMG backing).
"""

from sim.compiled import rule

NO_LINE = 9


@rule
def modal_vote(yes, abstain, no):
    """The most frequent vote, or NO_LINE where two share the first place (or nobody voted)."""
    if yes > abstain and yes > no:
        return 1
    if no > abstain and no > yes:
        return -1
    if abstain > yes and abstain > no:
        return 0
    return 9
