"""Texts that hang together: those of one series in a session, a softer rival and what it rivals.

Works on any agenda, recorded or to come, from its series, sessions, targets and order alone.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from sim.data.states import read_table
from sim.world import COUNTRY, Agenda

ASSISTANCE = "-assistance"  # how the series of a softer rival is named after its state's


@cache
def _assistance_series() -> frozenset[str]:
    known = read_table("series.csv")
    return frozenset(known.series[known.assistance == "1"])


def is_assistance(series: str) -> bool:
    """Whether the texts of a series offer technical assistance rather than scrutiny."""
    return series in _assistance_series() or series.endswith(ASSISTANCE)


def rival_of(agenda: Agenda) -> np.ndarray:
    """The softer rival of each text that scrutinises a state, [B] int; -1 where there is none.

    A rival offers technical assistance to the same state in the same session and does not
    scrutinise it.
    """
    country = agenda.kind == COUNTRY
    assistance = np.array([is_assistance(series) for series in agenda.series], bool)
    softer = country & assistance & (agenda.orientation <= 0)
    at = {(int(agenda.session[b]), int(agenda.target[b])): int(b) for b in np.flatnonzero(softer)}
    scrutiny = country & ~assistance & (agenda.orientation > 0)
    return np.array(
        [
            at.get((int(t), int(target)), -1) if watched else -1
            for t, target, watched in zip(agenda.session, agenda.target, scrutiny, strict=True)
        ],
        int,
    )


def rival_texts(agenda: Agenda) -> np.ndarray:
    """Whether a softer rival stands in the same session on the same target, [B] bool."""
    return rival_of(agenda) >= 0


def packets(agenda: Agenda) -> np.ndarray:
    """The first ballot of the same series in the same session, [B] int.

    Ballots with the same number come together: in an agenda to come, one draw decides on all.
    """
    first: dict[tuple[int, str], int] = {}
    names = zip(agenda.session.tolist(), agenda.series, strict=True)
    return np.array([first.setdefault(name, b) for b, name in enumerate(names)], int)
