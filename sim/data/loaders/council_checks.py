"""Do the tables of the Council's votes agree, with one another and with who sat?

What the two tables say of one thing and do not agree on is refused: one of them is wrong. What
is odd, but may be so in the record itself, is kept and counted.

Sources: [ohchr_votes], [hrc_membership].
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.data.agenda import session_code
from sim.data.loaders.council_defects import TOTALS
from sim.data.loaders.council_tables import CouncilTables
from sim.data.loaders.country_codes import iso3_of_name, members
from sim.data.loaders.raw_table import RawTable
from sim.data.loaders.row_checks import check_year
from sim.data.recorded import SEATS, seats_on
from sim.data.report import ReadingReport
from sim.data.series import recognise
from sim.data.states import read_table
from sim.world import NO_SEAT, States

FIRST_DAY = pd.Timestamp("2006-06-19")  # the Council's first
FIRST_YEAR, SESSIONS_A_YEAR = 2006, 3  # of regular sessions, the 46th being the first of 2021
LONGEST_SESSION = 100  # days; the sixth, with a pause, took 78
SAID_TWICE = ("date", "is_amendment", "country_specific", "tally_match")
# what a table of roll calls may count of its votes: column, vote codes
COUNTS = {"yes": "Y", "no": "N", "abst": "A", "absent": ".", "blank": "-", "n_rows": "YNA.-"}
PAIR = ["record_id", "symbol"]


def check_tables(tables: CouncilTables, when: pd.Series, report: ReadingReport) -> None:
    """Refuse two tables that contradict one another; count what does not add up.

    Parameters
    ----------
    when : days of the roll calls

    Raises
    ------
    InputError
        For a roll call that is listed twice, a day on which the Council could not vote, or a
        cell that the other table, or another cell of its row, contradicts.
    """
    calls, votes = tables.calls, tables.votes
    _check_days(calls, when)
    _check_keys(calls)
    _check_totals(calls)
    for raw in (calls, votes):
        check_year(raw)
    _check_said_twice(calls, votes)
    _check_names(votes)
    report.doubts["roll calls whose votes are not as many as it is said there"] += _miscounted(
        calls, votes
    )


def _check_days(calls: RawTable, when: pd.Series) -> None:
    tomorrow = pd.Timestamp.now().normalize() + pd.Timedelta(days=1)
    for wrong, why in (
        (when < FIRST_DAY, f"before the Council's first day, {FIRST_DAY:%Y-%m-%d}"),
        (when > tomorrow, "still to come"),
    ):
        if wrong.any():
            row = int(wrong.to_numpy().argmax())
            calls.refuse(row, "date", f"{calls.shown(row, 'date')} is {why}")


def _check_totals(calls: RawTable) -> None:
    for column in TOTALS:
        if column in calls.frame:
            calls.numbers(column, 0, len(members()))  # so many votes at most


def _check_keys(calls: RawTable) -> None:
    again = calls.frame.duplicated(PAIR).to_numpy()
    if again.any():
        row = int(again.argmax())
        calls.refuse(row, "symbol", f"a second row of roll call {calls.shown(row, 'symbol')}")
    for column in ("record_id", "symbol", "title"):
        empty = calls[column].str.strip().eq("").to_numpy()
        if empty.any():
            calls.refuse(int(empty.argmax()), column, "the cell is empty")


def _check_said_twice(calls: RawTable, votes: RawTable) -> None:
    both = [c for c in SAID_TWICE if {c} <= set(calls.frame.columns) & set(votes.frame.columns)]
    if not both:
        return
    joined = votes.frame[[*PAIR, *both]].merge(
        calls.frame[[*PAIR, *both]], on=PAIR, how="left", suffixes=("", " there")
    )
    listed = joined[f"{both[0]} there"].notna()
    for column in both:
        wrong = (listed & (joined[column] != joined[f"{column} there"])).to_numpy()
        if wrong.any():
            row = int(wrong.argmax())
            there = str(joined[f"{column} there"].iloc[row])[:40]
            votes.refuse(
                row, column, f"{votes.shown(row, column)}, but {calls.path.name} has {there!r}"
            )


def _check_names(votes: RawTable) -> None:
    """A country's name, where it is given, belongs to its code."""
    if "country" not in votes.frame.columns:
        return
    pairs = votes.frame[["iso3", "country"]].drop_duplicates()
    for row, iso3, name in pairs.itertuples():
        code = iso3_of_name(name)
        if code and code != iso3:
            shown = votes.shown(row, "iso3")
            votes.refuse(row, "iso3", f"{shown}, but the country is {votes.shown(row, 'country')}")


def _miscounted(calls: RawTable, votes: RawTable) -> int:
    here = [name for name in COUNTS if name in calls.frame.columns]
    if not here:
        return 0
    cast = votes.frame.groupby([*PAIR, "vote"]).size().unstack(fill_value=0)
    cast = cast.reindex(pd.MultiIndex.from_frame(calls.frame[PAIR]), fill_value=0)
    wrong = np.zeros(len(calls), bool)
    for name in here:
        codes = [code for code in COUNTS[name] if code in cast.columns]
        said = calls.numbers(name, 0, 1000)
        wrong |= ~np.isnan(said) & (said != cast[codes].sum(axis=1).to_numpy())
    return int(wrong.sum())


def count_oddities(
    calls: pd.DataFrame, recorded: np.ndarray, states: States, report: ReadingReport
) -> None:
    """Count what is odd in roll calls that are kept: sessions, kinds, sponsors, members.

    Parameters
    ----------
    calls : one row a roll call: symbol, title, sponsors, when, session and the flags
    recorded : [B, S] their votes
    """
    year = [_year_of(session) for session in calls.session]
    middle = calls.when.groupby(calls.session.to_numpy()).transform("median")
    draft = calls.symbol.str.contains("/L.", regex=False)
    known = recognise(calls.title.reset_index(drop=True)).kind.to_numpy(object)
    flagged = np.select([calls.pal_isr == "1", calls.country_specific == "1"],
                        ["palestine", "country"], "thematic")  # fmt: skip
    for what, odd in {
        "roll calls of a session that was not held in that year":
            [y not in (0, day.year) for y, day in zip(year, calls.when, strict=True)],
        f"roll calls more than {LONGEST_SESSION} days from the others of their session":
            (calls.when - middle).abs() > pd.Timedelta(days=LONGEST_SESSION),
        "amendments with the symbol of an adopted text, or the other way round":
            (draft != (calls.is_amendment == "1")) & (calls.record_id != "rejected"),
        "roll calls sorted otherwise than the series of their title":
            (known != "") & (known != flagged),
        "roll calls whose sponsors are not named": calls.sponsors.str.strip() == "",
        "roll calls whose total is not given": _without_total(calls),
    }.items():  # fmt: skip
        report.doubts[what] += int(np.sum(odd))
    _count_members(calls, recorded, states, report)


def _without_total(calls: pd.DataFrame) -> np.ndarray:
    columns = [c for c in ("yes_off", "no_off", "abst_off") if c in calls.columns]
    if len(columns) < 3:
        return np.ones(len(calls), bool)
    empty: np.ndarray = (calls[columns].fillna("") == "").any(axis=1).to_numpy()
    return empty & (calls.record_id != "rejected").to_numpy()


def _year_of(session: str) -> int:
    """The year of a regular session, 0 for a special one."""
    number = session_code(session)
    return 0 if number > 1000 else FIRST_YEAR + (number - 1) // SESSIONS_A_YEAR


def _count_members(
    calls: pd.DataFrame, recorded: np.ndarray, states: States, report: ReadingReport
) -> None:
    listed = recorded != NO_SEAT
    days = calls.when.dt.strftime("%Y-%m-%d").to_numpy(str)
    terms = read_table("council.csv")
    missing = extra = 0
    for day in np.unique(days):
        here = days == day
        sat = seats_on(np.datetime64(day), terms, states)
        if sat.sum() == sum(SEATS.values()):  # the table of members is whole
            extra += int((listed[here] & ~sat).sum())
        else:
            sat = listed[here].any(0)
        missing += int((sat & ~listed[here]).sum())
    report.doubts["members of the Council without a vote or an absence on a roll call"] += missing
    report.doubts["votes of states without a seat on that day"] += extra
    full = sum(SEATS.values())
    report.doubts[f"roll calls with more than {full} members"] += int((listed.sum(1) > full).sum())
    report.doubts["states that are listed on few roll calls of their session"] += _strangers(
        calls.session.to_numpy(str), listed
    )


def _strangers(session: np.ndarray, listed: np.ndarray) -> int:
    """States that are listed on fewer than half of a session's roll calls, and on some."""
    found = 0
    for name in np.unique(session):
        share = listed[session == name].mean(0)
        found += int(((share > 0) & (share < 0.5)).sum())
    return found
