"""Step 3 of a vote: yes, no or abstention, by an ordered logit with a state's own band.

    P(no) = s(-n - u),   P(yes) = s(u - y),   P(abstain) = the rest,   s(x) = 1/(1+exp(-x))

u is the leaning after lobbying, above zero towards yes; n and y are the distances from zero
beyond which a state votes no and yes. These cuts are the half band, and on the far side of the
bloc's line more than that: to abstain against one's friends is cheaper than to vote against them.
Adding a logistic draw to the leaning and cutting at -n and +y is the same law without an
exponential.

Sources: [mccullagh1980]; [inboden2023] bloc (the group protects its own).
"""

from math import exp, sqrt

from sim.compiled import rule


@rule
def on_the_floor(noise, drift, share, for_all, for_bloc, affiliation):
    """The random part of a vote: noise, drift over the years, what is new about the text.

    ``for_all`` moves every state alike, ``for_bloc`` those who are tied to the bloc. Drift is a
    part of what looks like chance in a single vote: ``share``, 0 to 1, keeps the spread of
    the two together at that of the noise alone.
    """
    return (noise + drift) * share + for_all + for_bloc * affiliation


@rule
def bend(x, corner):
    """A smooth positive part of x: half the root of ``corner`` at 0, x itself for large x.

    There is no corner at which a fit could stick, and a root is the same on every machine.
    """
    return 0.5 * (x + sqrt(x * x + corner))


@rule
def own_band(width, by_affiliation, affiliation, own):
    """Readiness to abstain before memory: by kind of text, by tie to the bloc, and one's own.

    The tie may widen the band (abstaining avoids a choice between friends) or narrow it (those
    who are tied take sides); which of the two, on which texts, is left to the votes.
    """
    return width + by_affiliation * affiliation + own


@rule
def band(habit):
    """Half-width of the abstention band: readiness and habit of abstaining, kept above 0."""
    return bend(habit, 0.04)


@rule
def cut_for_yes(half_band, discipline, affiliation, line):
    """How far a leaning must go for a yes; further for affiliates where the line is no."""
    return half_band + discipline * affiliation * bend(-line, 0.01)


@rule
def cut_for_no(half_band, discipline, affiliation, line):
    """How far a leaning must go for a no; further for affiliates where the line is yes."""
    return half_band + discipline * affiliation * bend(line, 0.01)


@rule
def cast(leaning, noise, yes_cut, no_cut):
    """The vote: +1 yes, -1 no, 0 abstention."""
    latent = leaning + noise
    return (1 if latent > yes_cut else 0) - (1 if latent < -no_cut else 0)


@rule
def logistic(x):
    """The logistic function, 0 to 1."""
    return 1.0 / (1.0 + exp(-x))


@rule
def chance_of_yes(leaning, yes_cut):
    """Exact probability of a yes vote."""
    return logistic(leaning - yes_cut)


@rule
def chance_of_no(leaning, no_cut):
    """Exact probability of a no vote."""
    return logistic(-no_cut - leaning)
