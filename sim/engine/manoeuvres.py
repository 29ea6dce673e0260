"""What the fast driver does before and after a ballot: tabling, motions, dilution, mandates.

``L`` lanes side by side; ``A`` are the states in the room ``r``.
"""

from __future__ import annotations

from sim.compiled import compiled
from sim.council.manoeuvre import mandate_after, manoeuvre_leaning, may_be_tabled, softened
from sim.council.tally import is_adopted
from sim.engine.lanes import of
from sim.rules.ballot import band, cast
from sim.world import ABSENT, NOT_TAKEN, YES


@compiled
def require_support(r, inputs, start, share, taken):
    """Leave ``taken`` [L] at 1 only where enough members lean to the text before any lobbying."""
    for lane in range(taken.shape[0]):
        behind, members = 0.0, 0.0
        for a in range(inputs.size[r]):
            if inputs.sits[r, a]:
                members += 1.0
                behind += 1.0 if start[a, lane] > 0.0 else 0.0
        if not may_be_tabled(behind, members, share):
            taken[lane] = 0.0


@compiled
def attempt(b, r, inputs, workspace, chance, moves, ease, absent, carried):
    """Set ``carried`` [L] to 1 where a manoeuvre is tried and finds a majority."""
    lot = moves.lot[b]
    for lane in range(carried.shape[0]):
        if of(lot, lane) >= chance[lane]:
            continue
        yes, no = 0.0, 0.0
        for a in range(inputs.size[r]):
            i = inputs.present[r, a]
            if not inputs.sits[r, a] or of(absent[b, i], lane):
                continue
            half = band(workspace.half_band[a, lane])
            leaning = manoeuvre_leaning(workspace.leaning[a, lane], of(ease, lane))
            vote = cast(leaning, of(moves.noise[b, i], lane), half, half)
            yes += 1.0 if vote > 0 else 0.0
            no += 1.0 if vote < 0 else 0.0
        if is_adopted(yes, no, 0.5):
            carried[lane] = 1.0


@compiled
def soften(r, inputs, state, workspace, dilution, carried):
    """Make a text easier for those tied to the bloc where an amendment was carried [L]."""
    for a in range(inputs.size[r]):
        i = inputs.present[r, a]
        for lane in range(carried.shape[0]):
            workspace.leaning[a, lane] = softened(
                workspace.leaning[a, lane],
                of(dilution, lane),
                state.affiliation[i, lane],
                carried[lane],
            )


@compiled
def block(b, r, inputs, workspace, chance, moves, ease, absent, taken):
    """Take a text from the floor, ``taken`` [L] to 0, where a no-action motion is carried."""
    carried = taken * 0.0
    attempt(b, r, inputs, workspace, chance, moves, ease, absent, carried)
    for lane in range(taken.shape[0]):
        if carried[lane] > 0.0:
            taken[lane] = 0.0


@compiled
def renew(b, r, inputs, state, share, carried, taken, votes):
    """What is left of the mandate on a text's target, after the text was voted or withdrawn."""
    target = inputs.target[b]
    for lane in range(taken.shape[0]):
        yes, no = 0.0, 0.0
        for a in range(inputs.size[r]):
            i = inputs.present[r, a]
            if inputs.sits[r, a] and votes[b, i, lane] <= YES:
                yes += 1.0 if votes[b, i, lane] > 0 else 0.0
                no += 1.0 if votes[b, i, lane] < 0 else 0.0
        adopted = taken[lane] if is_adopted(yes, no, share) else 0.0
        state.mandate[target, lane] = mandate_after(adopted, carried[lane])


@compiled
def withdraw(b, r, inputs, taken, votes):
    """Mark the votes of texts that were not taken; those who were away stay away."""
    for lane in range(taken.shape[0]):
        if taken[lane] == 0.0:
            for a in range(inputs.size[r]):
                i = inputs.present[r, a]
                if inputs.sits[r, a] and votes[b, i, lane] != ABSENT:
                    votes[b, i, lane] = NOT_TAKEN
