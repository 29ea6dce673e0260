"""Step 2 of a vote: two rounds in which every state hears those it listens to.

What a state shows of its leaning is ``voice(u)``, between -1 (surely no) and +1 (surely yes).
Every pull is a strength times what is heard, so a pull of zero strength changes nothing,
bit for bit.

Sources: [inboden2023] bloc, China and Russia, steps 2-4 and 6; [inboden2021] LMG.
"""

from sim.compiled import rule


@rule
def voice(leaning):
    """What others hear of a leaning: -1 to +1, the softsign u / (1 + |u|)."""
    return leaning / (1.0 + abs(leaning))


@rule
def hear(heard, weight, said):
    """Add one speaker's voice to what has been heard so far."""
    return heard + weight * said


@rule
def bloc_pull(strength, affiliation, line):
    """The organisers' line, felt in proportion to affiliation (0 to 1): no whip without it."""
    return strength * affiliation * line


@rule
def outreach_pull(strength, openness, capacity, goodwill, line):
    """The democracies' line, felt through their missions' capacity and by goodwill won.

    ``capacity`` is 1 for the missions as they were; ``goodwill`` is 0 without outreach.
    """
    return (strength * openness * capacity + goodwill) * line


@rule
def favour_pull(favour, line):
    """The bloc's line, felt for what the bloc has done for a state or may do to it."""
    return favour * line


@rule
def story_pull(story, west_pen):
    """What the stories told about the West add to a leaning on a text that it pens."""
    return story * west_pen


@rule
def spotlight_pull(known, mandate, openness, orientation):
    """What is newly known of abuses speaks for scrutiny, to open governments most.

    ``mandate``, 0 to 1, is what is left of the Council's own means to look.
    """
    return known * mandate * openness * orientation


@rule
def image_pull(fear, said, room):
    """Fear of standing alone pulls a state from what it says to what the room says."""
    return fear * (room - said)


@rule
def aid_tie(aid):
    """The tie that aid makes, 0 to 1; aid of one per cent of income makes half a tie."""
    return aid / (aid + 0.01)


@rule
def civic_pull(strength, orientation):
    """Civil society at home asks its government to stand with scrutiny, against shielding."""
    return strength * orientation
