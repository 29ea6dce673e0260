"""Step 4 of a vote: does the text pass?"""

from typing import Annotated

from sim.compiled import rule
from sim.council.constant import Fixed

MAJORITY: Annotated[
    float, Fixed("share of yes that every text needs, beside more yes than no", "share")
] = 0.5


@rule
def is_adopted(yes, no, share):
    """More yes than no among those present and voting, and yes at least ``share`` of the two.

    Abstentions do not count and a tie rejects. ``share`` is a half, or two thirds for country
    texts under the rule that was proposed in 2007 [inboden2021].

    All three may be numbers or arrays; the answer has the shape to which they broadcast.

    Sources: [rules_of_procedure], those of the General Assembly, which the Council applies.
    """
    return (yes > no) & (yes >= share * (yes + no))
