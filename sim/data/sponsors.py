"""Who tables a text: codes of states, and the labels of the groups in whose name it is tabled.

``GBR CAN MWI`` are three states, ``OIC -ALB`` is a group without one of its members. A state that
tables a text votes for it nearly always, and so do the members of its group; against an amendment
to their text they vote likewise. Main sponsors only: co-sponsors are not on record.

Sources: [ohchr_votes], main sponsors as catalogued.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.data.covariates import ORGANISATIONS
from sim.errors import InputError
from sim.world import AUTHOR, GROUPS, OF_GROUP, States

UNION = "EU"  # votes as one: what it tables, its members table
OF_ORGANISATION = {
    "EU": "eu",
    "OIC": "oic",
    "NAM": "nam",
    "AfricanGroup": "au",
    "ArabGroup": "arab_league",
}
GULF = ("ARE", "BHR", "KWT", "OMN", "QAT", "SAU")
LABELS = (*OF_ORGANISATION, "GCC", "GRULAC")


def members_of(label: str, states: States) -> np.ndarray:
    """Who of these states belongs to a group of sponsors, [S] bool."""
    if label in OF_ORGANISATION:
        return states.organisations[:, ORGANISATIONS.index(OF_ORGANISATION[label])]
    if label == "GRULAC":
        return states.group == GROUPS.index("GRULAC")
    return np.isin(states.iso3, GULF)


def _roles(codes: str, states: States) -> np.ndarray:
    """What each state has to do with a text that ``codes`` table, [S] int8."""
    role = np.zeros(len(states), np.int8)
    position = {code: i for i, code in enumerate(states.iso3)}
    for code in codes.split():
        if code in LABELS:
            here = members_of(code, states)
            role[here] = np.maximum(role[here], AUTHOR if code == UNION else OF_GROUP)
    for code in codes.split():
        excluded = code.startswith("-")
        if excluded and code[1:] in position:
            role[position[code[1:]]] = 0
        elif code in position:
            role[position[code]] = AUTHOR
        elif code not in LABELS and len(code.lstrip("-")) != 3:
            raise InputError(
                f"unknown sponsor {code!r}: an ISO 3166 alpha-3 code, or {', '.join(LABELS)}"
            )
    return role


def authors(
    tabled: Iterable[str], amended: Iterable[str], states: States, years: np.ndarray | None = None
) -> np.ndarray:
    """Whose text each ballot is on, [B, S] int8.

    ``AUTHOR`` where a state tables it, itself or by its union; ``OF_GROUP`` where its group does;
    the same below zero where the ballot is on an amendment to what they have tabled.

    Parameters
    ----------
    tabled : sponsors of each ballot's text or amendment
    amended : sponsors of the text that is amended; "" where nothing is
    years : of each ballot, [B] int: groups have the members of that year, or those of ``states``

    Raises
    ------
    InputError
        For a label that is none.
    """
    rows, pairs = [], list(zip(tabled, amended, strict=True))
    when = [None] * len(pairs) if years is None else years.tolist()
    in_year = {year: states if year is None else states.in_year(year) for year in set(when)}
    for (own, against), year in zip(pairs, when, strict=True):
        mine, theirs = _roles(own, in_year[year]), _roles(against, in_year[year])
        rows.append(np.where(mine != 0, mine, -theirs))
    return np.array(rows, np.int8).reshape(-1, len(states))


def ties_to_authors(roles: np.ndarray, agreement: np.ndarray) -> np.ndarray:
    """How much more each state has agreed with those who table a text than states do, [B, S].

    The mean agreement with all of them, less its mean over all states; 0 where nobody is known.

    Parameters
    ----------
    roles : [B, S] as ``authors`` gives them
    agreement : [S, S] past voting agreement, 0 to 1
    """
    tabling = (roles > 0).astype(float)
    count = tabling.sum(1, keepdims=True)
    mean = tabling @ agreement / np.maximum(count, 1.0)
    ties: np.ndarray = np.where(count > 0, mean - mean.mean(1, keepdims=True), 0.0)
    return ties
