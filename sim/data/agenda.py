"""From a table of roll calls to an agenda: slots of memory, strands, voting days, noise keys."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.data.sponsors import authors
from sim.errors import InputError
from sim.world import KINDS, PENS, STRANDS, Agenda, States

COLUMNS = ("id", "symbol", "title", "date", "session", "kind", "series", "target", "pen",
           "orientation", "sponsors", "amended")  # fmt: skip


def strand_of(kind: str, orientation: int) -> str:
    """The strand of a text: its kind and the way it points."""
    if kind == "palestine":
        return "palestine"
    if kind == "amendment":
        return "amendment-friendly" if orientation > 0 else "amendment-hostile"
    if kind == "country":
        return "country-scrutiny" if orientation > 0 else "country-other"
    return {-1: "thematic-south", 0: "thematic-neutral", 1: "thematic-liberal"}[orientation]


def session_code(session: str) -> int:
    """A session's own number: 51 for the 51st, 1034 for the special session S-34."""
    text = session.upper().replace("S-", "S").strip()
    number = text[1:] if text.startswith("S") else text
    if not number.isdigit():
        raise InputError(f"unknown session {session!r}: a number such as 51, or S-34")
    return int(number) + (1000 if text.startswith("S") else 0)


def build_agenda(
    table: pd.DataFrame, recorded: np.ndarray, sits: np.ndarray, states: States
) -> Agenda:
    """An agenda of the roll calls of ``table``, in time order, without a record of the Assembly.

    Parameters
    ----------
    table : one row a roll call, with the columns of ``COLUMNS``; ``date`` is a timestamp,
        ``sponsors`` and ``amended`` are who tables the text, and who the one that it amends,
        as ``sim.data.sponsors`` writes them
    recorded : [B, S] int8, the recorded votes in the table's order
    sits : [B, S] bool, who held a seat
    states : the states of the second axis

    Raises
    ------
    InputError
        For an unknown kind, pen, orientation, target or sponsor; the message names it.
    """
    for row in table.itertuples():
        if row.kind not in KINDS:
            raise InputError(f"roll call {row.id}: unknown kind {row.kind!r}: {', '.join(KINDS)}")
        if row.pen not in PENS:
            raise InputError(f"roll call {row.id}: unknown pen {row.pen!r}: {', '.join(PENS)}")
        if row.orientation not in (-1, 0, 1):
            raise InputError(f"roll call {row.id}: orientation {row.orientation!r} is not -1, 0, 1")
        if row.target and row.target not in states.iso3:
            raise InputError(f"roll call {row.id}: unknown target {row.target!r}")
    strands = [strand_of(k, o) for k, o in zip(table.kind, table.orientation, strict=True)]
    amended = ["/amendment" if kind == "amendment" else "" for kind in table.kind]
    series = [f"series/{s}{a}" for s, a in zip(table.series, amended, strict=True)]
    target = [f"target/{t}{a}" if t else "" for t, a in zip(table.target, amended, strict=True)]
    names = [f"strand/{s}" for s in STRANDS] + sorted(set(series)) + sorted(set(target) - {""})
    slot = {name: k for k, name in enumerate(names)}
    sessions = list(dict.fromkeys(table.session))
    codes = np.array([session_code(s) for s in table.session], np.int64)
    place = table.groupby("session", sort=False).cumcount().to_numpy()
    dates = table.date.to_numpy().astype("datetime64[D]")
    return Agenda(
        id=tuple(table.id),
        symbol=tuple(table.symbol),
        title=tuple(table.title),
        series=tuple(table.series),
        date=dates,
        session_name=tuple(sessions),
        session=np.array([sessions.index(s) for s in table.session]),
        day=np.unique(dates, return_inverse=True)[1],
        kind=np.array([KINDS.index(k) for k in table.kind]),
        strand=np.array([STRANDS.index(s) for s in strands]),
        orientation=table.orientation.to_numpy(int),
        target=np.array([states.iso3.index(t) if t else -1 for t in table.target]),
        pen=np.array([PENS.index(p) for p in table.pen]),
        slots=np.array(
            [
                [slot[s], slot[t] if t else -1, slot[f"strand/{c}"]]
                for s, t, c in zip(series, target, strands, strict=True)
            ]
        ),
        slot_name=tuple(names),
        key=codes * 65536 + place,
        special=codes > 1000,
        authors=authors(table.sponsors, table.amended, states, table.date.dt.year.to_numpy()),
        assembly=np.zeros(sits.shape),
        sits=sits,
        recorded=recorded,
    )
