"""A member's vote set by hand: the count if it voted so, everything else as it was drawn."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.council.tally import MAJORITY
from sim.errors import InputError
from sim.forecast.count import Count, count_votes
from sim.forecast.forecast import VOTE_WORDS, Forecast

BY_WORD = {word: vote for vote, word in VOTE_WORDS.items()}


def count_if(found: Forecast, held: Mapping[str, str], draft: int = 0) -> Count:
    """The count of a draft if some members voted as said. The others vote as they were drawn.

    Parameters
    ----------
    held : votes by ISO 3166 code: yes, abstain, no or absent

    Raises
    ------
    InputError
        For a state that is no member, or a vote that is none.
    """
    states = found.before.states.iso3
    row = found.members[found.members.draft == found.texts[draft].name]
    members = [states.index(iso3) for iso3 in row.iso3]
    votes: np.ndarray = found.votes[:, draft, members].copy()
    codes = list(row.iso3)
    for iso3, vote in held.items():
        if iso3 not in codes:
            raise InputError(f"{iso3[:60]!r} is no member of the Council on that day")
        if vote not in BY_WORD:
            raise InputError(f"{vote[:60]!r} is no vote: one of {', '.join(BY_WORD)}")
        votes[:, codes.index(iso3)] = BY_WORD[vote]
    return count_votes(votes, MAJORITY)
