"""The embedded record: every recorded vote of the Council since 2006, and who sat.

Sources: [ohchr_votes], [hrc_membership].
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd

from sim.data.agenda import build_agenda, session_code
from sim.data.drafts import drafts_of
from sim.data.record.in_force import by_record
from sim.data.series import amended_sponsors
from sim.data.states import load_states, read_table
from sim.errors import InputError
from sim.world import ABSENT, ABSTAIN, GROUPS, NO, NO_SEAT, YES, Agenda, States

SEATS = {"African": 13, "Asia-Pacific": 13, "Eastern European": 6, "GRULAC": 8, "WEOG": 7}
VOTE_COLUMNS = {"yes": YES, "no": NO, "abstain": ABSTAIN, "absent": ABSENT}


def seats_on(date: np.datetime64, terms: pd.DataFrame, states: States) -> np.ndarray:
    """Who holds a seat on a day, [S] bool, by the table of terms."""
    day = str(date)
    rows = zip(*(terms[name].to_numpy(object) for name in ("iso3", "from", "until")), strict=True)
    sitting = {code for code, first, last in rows if first <= day <= last}
    return np.array([code in sitting for code in states.iso3])


def check_terms(terms: pd.DataFrame, states: States) -> None:
    """Refuse a table of terms with an unknown code, a term backwards or too many members."""
    for n, term in enumerate(terms.itertuples(index=False)):
        iso3, first, last = term[0], term[1], term[2]
        if iso3 not in states.iso3:
            raise InputError(f"council.csv row {n + 2}: unknown state code {iso3!r}")
        if first > last:
            raise InputError(
                f"council.csv row {n + 2} ({iso3}): from {first} is after until {last}"
            )
    group_of = dict(zip(states.iso3, (GROUPS[g] for g in states.group), strict=True))
    for day in sorted(set(terms["from"])):
        here = terms[(terms["from"] <= day) & (terms["until"] >= day)]
        count = Counter(group_of[code] for code in here.iso3)
        for group, seats in SEATS.items():
            if count[group] > seats:
                last = here[here.iso3.map(group_of) == group].iloc[-1]
                raise InputError(
                    f"council.csv row {last.name + 2} ({last.iso3}): on {day} {group} would have "
                    f"{count[group]} members; it has {seats} seats"
                )


def vote_matrix(calls: pd.DataFrame, votes: pd.DataFrame, states: States) -> np.ndarray:
    """The recorded votes [B, S]; refuses a tally that the votes do not give."""
    position = {code: i for i, code in enumerate(states.iso3)}
    recorded = np.full((len(calls), len(states)), NO_SEAT, np.int8)
    if list(calls.id) != list(votes.id):
        odd = next((a for a, b in zip(calls.id, votes.id, strict=False) if a != b), "the last")
        raise InputError(f"votes.csv and rollcalls.csv do not list the same ids from {odd} on")
    for b, (call, vote) in enumerate(
        zip(calls.itertuples(index=False), votes.itertuples(index=False), strict=True)
    ):
        for column, value in VOTE_COLUMNS.items():
            codes = getattr(vote, column).split()
            if len(codes) != int(getattr(call, column)):
                raise InputError(
                    f"rollcalls.csv row {b + 2} ({call.id}): {column} is {getattr(call, column)}, "
                    f"but votes.csv lists {len(codes)}"
                )
            for code in codes:
                if code not in position:
                    raise InputError(
                        f"votes.csv row {b + 2} ({call.id}): unknown state code {code!r}"
                    )
                if recorded[b, position[code]] != NO_SEAT:
                    raise InputError(f"votes.csv row {b + 2} ({call.id}): {code} is listed twice")
                recorded[b, position[code]] = value
    return recorded


@by_record
def embedded_agenda(drafts: tuple[str, ...] = ()) -> tuple[Agenda, States]:
    """The agenda since 2006 with its recorded votes, over all 193 states.

    Parameters
    ----------
    drafts : ids of drafts that failed and come to the vote all the same (``sim.data.drafts``)

    Raises
    ------
    InputError
        If a table does not add up; file, row and reason are named.
    """
    states = load_states()
    calls, votes, terms = (read_table(f"{n}.csv") for n in ("rollcalls", "votes", "council"))
    check_terms(terms, states)
    recorded = vote_matrix(calls, votes, states)
    calls["date"] = pd.to_datetime(calls.date)
    calls["amended"] = amended_sponsors(calls)
    calls["orientation"] = calls.orientation.astype(int)
    days = list(calls.date.dt.date)
    seated = {day: seats_on(day, terms, states) for day in set(days)}
    sits = np.stack([seated[day] for day in days])
    wrong = (recorded != NO_SEAT) != sits
    if wrong.any():
        b, i = (int(x[0]) for x in np.nonzero(wrong))
        has = "votes without a seat" if not sits[b, i] else "has a seat but no vote or absence"
        raise InputError(f"votes.csv row {b + 2} ({calls.id[b]}): {states.iso3[i]} {has}")
    agenda = build_agenda(calls, recorded, sits, states)
    return (_put_on(agenda, calls, drafts, terms, states) if drafts else agenda), states


def _put_on(
    agenda: Agenda, calls: pd.DataFrame, names: tuple[str, ...], terms: pd.DataFrame, states: States
) -> Agenda:
    """The agenda with drafts at the end of their days; nobody's vote on them is recorded.

    Every recorded ballot keeps the number of its noise.
    """
    drafts = drafts_of(names)
    drafts["date"] = pd.to_datetime(drafts.date)
    more = np.stack([seats_on(day, terms, states) for day in drafts.date.dt.date])
    unknown = np.full(more.shape, NO_SEAT, np.int8)
    places = [session_code(s) * 65536 + p for s, p in
              zip(drafts.session, drafts.place, strict=True)]  # fmt: skip
    together = pd.concat([calls, drafts], ignore_index=True)
    order = together.date.argsort(kind="stable").to_numpy()
    joined = build_agenda(
        together.iloc[order].reset_index(drop=True),
        np.concatenate([agenda.recorded, unknown])[order],
        np.concatenate([agenda.sits, more])[order],
        states,
    )
    return replace(joined, key=np.concatenate([agenda.key, places])[order])
