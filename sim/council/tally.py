"""Step 4 of a vote: does the text pass?"""

from sim.compiled import rule


@rule
def is_adopted(yes, no):
    """Simple majority of those present and voting; abstentions do not count, a tie rejects.

    Sources: [rules_of_procedure], those of the General Assembly, which the Council applies.
    """
    return yes > no
