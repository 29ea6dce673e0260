"""How states voted in the General Assembly on what the Council votes on, too.

A state that comes to the Council has often voted in the Assembly on the same series: on Iran or
Myanmar, the right to development, mercenaries. Until it has a record of its own in the Council,
that is what it is known by, and whom it voted with there says who its peers are. ``assembly.csv``
holds the Assembly's roll calls on series that the Council knows and that point the same way in
both halls, ``assembly_later.csv`` those after 2019, taken down from the library's voting records.

    python -m sim.data.assembly_record FOLDER

writes the first table anew from a folder of the Assembly's votes.

Sources: [unvotes], [voeten_unga], [undl_votes].
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.record.in_force import by_record
from sim.data.report import ReadingReport
from sim.data.states import load_states, read_table
from sim.files.tables import table_text
from sim.files.whole import write_whole
from sim.rules.memory import remember
from sim.rules.predisposition import HALF_SERIES, trust
from sim.world import ABSTAIN, AMENDMENT, NO, NO_SEAT, YES, Agenda, States

RATE = 0.7  # slowest rate of this memory, that of a state's memory of a series in the Council
TABLES = ("assembly.csv", "assembly_later.csv")
FIRST_SESSION = 58  # 2003: three years before the Council
COLUMNS = {"yes": YES, "no": NO, "abstain": ABSTAIN}


@by_record
def roll_calls() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Days [R], series [R] and votes [R, 193] of the Assembly's roll calls, in time order."""
    table = pd.concat([read_table(name) for name in TABLES], ignore_index=True)
    place = {code: i for i, code in enumerate(load_states().iso3)}
    votes = np.full((len(table), len(place)), NO_SEAT, np.int8)
    for name, vote in COLUMNS.items():
        for row, codes in enumerate(table[name]):
            votes[row, [place[code] for code in codes.split()]] = vote
    return table.date.to_numpy().astype("datetime64[D]"), table.series.to_numpy(object), votes


def records(series: str, days: np.ndarray, states: States) -> np.ndarray:
    """What the states' votes in the Assembly on a series said before each of ``days`` [N].

    Returns
    -------
    [N, S]
        Running mean vote, -1 no to 1 yes, times how much as few or many votes can be trusted.
    """
    when, names, votes = roll_calls()
    mine = np.flatnonzero(names == series)
    votes = _of(states, votes[mine])
    seen, mean = np.zeros(len(states)), np.zeros(len(states))
    known = [mean]
    for vote in votes:
        voted = vote <= YES
        seen = seen + voted
        rate = np.where(voted, np.maximum(1 / np.maximum(seen, 1), RATE), 0.0)
        mean = remember(mean, np.where(voted, vote, 0), rate)
        known.append(trust(mean, seen, HALF_SERIES))
    found: np.ndarray = np.array(known)[np.searchsorted(when[mine], days)]
    return found


def last_vote(series: str, day: np.datetime64, states: States) -> tuple[int, np.ndarray]:
    """The Assembly's last vote on a series before a day: its year, 0 if there is none, and [S]."""
    when, names, votes = roll_calls()
    mine = np.flatnonzero((names == series) & (when < day))
    if not len(mine):
        return 0, np.full(len(states), NO_SEAT, np.int8)
    return int(str(when[mine[-1]])[:4]), _of(states, votes[mine[-1:]])[0]


def votes_before(day: np.datetime64, states: States) -> np.ndarray:
    """How the states voted in the Assembly before a day, [R, S] int8, in time order."""
    when, _, votes = roll_calls()
    return _of(states, votes[when < day])


def _of(states: States, votes: np.ndarray) -> np.ndarray:
    everyone = load_states()
    place = {code: n for n, code in enumerate(everyone.iso3)}
    at = [place[code] if code in place else everyone.index(code) for code in states.iso3]
    chosen: np.ndarray = votes[:, at]
    return chosen


def with_assembly(agenda: Agenda, states: States, until: str | None = None) -> Agenda:
    """The agenda with what states had said in the Assembly on each text before its day.

    ``until``, a day, keeps what was said by its end for all later texts: what a simulation that
    begins then can know. Amendments have no record there.
    """
    days = agenda.date
    if until is not None:
        days = np.minimum(days, np.datetime64(until, "D") + np.timedelta64(1, "D"))
    known = np.zeros((len(agenda), len(states)))
    names = np.array(agenda.series, object)
    for series in sorted(set(roll_calls()[1]) & set(agenda.series)):
        here = np.flatnonzero((names == series) & (agenda.kind != AMENDMENT))
        known[here] = records(series, days[here], states)
    return replace(agenda, assembly=known)


def new_rows(path: Path) -> tuple[pd.DataFrame, ReadingReport]:
    """The Assembly's roll calls as published, in the columns of ``assembly.csv``, and the report.

    Raises
    ------
    InputError
        If they cannot be read.
    """
    from sim.data.loaders.assembly_votes import read_assembly_votes

    agenda, states, report = read_assembly_votes(path, since_session=FIRST_SESSION)
    points = read_table("series.csv").set_index("series").orientation.astype(int).to_dict()
    codes, rows = np.array(states.iso3), []
    for b, series in enumerate(agenda.series):
        if agenda.kind[b] != AMENDMENT and points.get(series) == agenda.orientation[b]:
            cast = {n: " ".join(codes[agenda.recorded[b] == v]) for n, v in COLUMNS.items()}
            session = agenda.session_name[agenda.session[b]]
            symbol = re.sub(r"^R/", "A/RES/", agenda.symbol[b])
            rows.append({"symbol": symbol, "date": str(agenda.date[b]),
                         "session": session, "series": series, **cast})  # fmt: skip
    return pd.DataFrame(rows, columns=["symbol", "date", "session", "series", *COLUMNS]), report


if __name__ == "__main__":
    place = Path(__file__).parent / "tables" / "assembly.csv"
    write_whole(place, table_text(new_rows(Path(sys.argv[1]))[0], floats=None))
