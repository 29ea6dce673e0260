"""Manoeuvres before a text is voted: to take no action on it, or to write it softer.

A state that would vote against the text supports the manoeuvre. Sources: [inboden2021] (China
was among the first to move that no action be taken), [inboden2023] step 6 (hostile amendments
when a mandate is renewed).
"""

from sim.compiled import rule


@rule
def manoeuvre_leaning(leaning, ease):
    """Leaning on the manoeuvre from that on the text; ``ease``: not to act is easier than a no."""
    return ease - leaning


@rule
def softened(leaning, dilution, affiliation, carried):
    """Leaning on a text after a hostile amendment was carried (1) or not (0)."""
    return leaning + dilution * affiliation * carried


@rule
def may_be_tabled(leaning_to_it, members, share):
    """Whether enough members stand behind a country text to table it: a ``share`` of them."""
    return leaning_to_it >= share * members


@rule
def mandate_after(adopted, carried):
    """What is left of a mandate after its text was voted: all, half if it was written softer."""
    return (1.0 - 0.5 * carried) * adopted
