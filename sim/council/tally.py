"""Step 4 of a vote: does the text pass?"""

from sim.compiled import rule


@rule
def is_adopted(yes, no, share):
    """More yes than no among those present and voting, and yes at least ``share`` of the two.

    Abstentions do not count and a tie rejects. ``share`` is a half, or two thirds for country
    texts under the rule that was proposed in 2007 [inboden2021].

    Sources: [rules_of_procedure], those of the General Assembly, which the Council applies.
    """
    return yes > no and yes >= share * (yes + no)
