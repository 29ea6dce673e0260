"""Step 2 of a vote: two rounds in which every state hears those it listens to.

What a state shows of its leaning is ``voice(u)``, between -1 (surely no) and +1 (surely yes).
Every pull is a weight times what is heard, so a pull of no weight changes nothing,
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
def bloc_pull(weight, affiliation, line):
    """The pull of the organisers' line, in proportion to affiliation (0 to 1)."""
    return weight * affiliation * line


@rule
def outreach_pull(weight, openness, reach, goodwill, line):
    """The pull of the democracies' line, by how far their missions reach and goodwill won.

    ``weight`` is that of the fit. ``reach`` is 1 for the missions as they were; ``goodwill``, 0
    without outreach, is what the lever of that name wins.
    """
    return (weight * openness * reach + goodwill) * line


@rule
def favour_pull(favour, line):
    """The pull of the bloc's line by what the bloc has given a state, or threatens it with."""
    return favour * line


@rule
def story_pull(story, west_pen):
    """What campaigns about the West add to a leaning on a text of which the West is penholder."""
    return story * west_pen


@rule
def spotlight_pull(known, mandate, openness, orientation):
    """The pull towards scrutiny of newly known abuses, strongest on open governments.

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
def civic_pull(pressure, orientation):
    """The pull of civil society at home: towards scrutiny and against shielding."""
    return pressure * orientation
