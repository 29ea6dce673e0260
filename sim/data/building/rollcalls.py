"""Roll calls and votes in the schema of ``rollcalls.csv`` and ``votes.csv``, from a public record.

What is already known of a roll call stays: its id, its short title, and what was looked up by
hand of who tabled it and which way it points. New ones get the next free numbers of their session,
in the order of date and resolution, the amendments to a text before the text.

Sources: [ohchr_votes], [szoszkiewicz2026].
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from sim.data.agenda import session_code
from sim.data.linked_texts import is_assistance
from sim.data.recorded import VOTE_COLUMNS
from sim.world import States

CALLS = ["id", "symbol", "date", "session", "kind", "parent_kind", "series", "target", "pen",
         "orientation", "assistance", "sponsors", "sponsors_basis", "title", "yes", "no", "abstain",
         "absent", "tally_basis"]  # fmt: skip
TALLY = list(VOTE_COLUMNS)
BY_HAND = [name for name in CALLS if name not in ("date", *TALLY)]
REVISED = re.compile(r"\s+as orally revised$", re.IGNORECASE)
ENDING = re.compile(r"\s*[:/]\s*(draft )?(resolution|decision|amendment)s?\b.*$", re.IGNORECASE)
LONGEST_TITLE = 120
LAST_NUMBER = re.compile(r"(\d+)\D*$")


def record_tables(
    table: pd.DataFrame, recorded: np.ndarray, states: States, known: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of ``rollcalls.csv`` and of ``votes.csv``, as text, in time order.

    Parameters
    ----------
    table : as ``read_public_record`` gives it, [B] rows
    recorded : [B, S] int8
    known : rows of ``rollcalls.csv`` of which what was done by hand is kept; may be empty
    """
    codes = np.array(states.iso3)
    votes = pd.DataFrame(
        {name: [" ".join(codes[row == value]) for row in recorded]
         for name, value in VOTE_COLUMNS.items()}
    )  # fmt: skip
    calls = _fresh(table).join(votes.map(lambda listed: str(len(listed.split()))))
    rows = _with_what_is_known(calls, known)
    order = sorted(range(len(rows)), key=lambda n: _in_time(rows.iloc[n]))
    rows = rows.iloc[order].reset_index(drop=True)
    votes = votes.iloc[order].reset_index(drop=True)
    votes.insert(0, "id", rows.id)
    return rows[CALLS], votes


def _fresh(table: pd.DataFrame) -> pd.DataFrame:
    amends = table.kind == "amendment"
    helps = [int(is_assistance(s) and not a) for s, a in zip(table.series, amends, strict=True)]
    return pd.DataFrame(
        {
            "id": "",
            "symbol": [REVISED.sub("", text) for text in table.symbol],
            "date": table.date.dt.strftime("%Y-%m-%d"),
            "session": table.session,
            "kind": table.kind,
            "parent_kind": table.about,
            "series": table.series,
            "target": table.target,
            "pen": table.pen,
            "orientation": table.orientation.astype(str),
            "assistance": [str(n) for n in helps],
            "sponsors": table.sponsors,
            "sponsors_basis": table.basis,
            "title": [_short(t, a) for t, a in zip(table.title, amends, strict=True)],
            "tally_basis": [
                _basis(off, n, rejected)
                for off, n, rejected in zip(
                    table.off, table.corrected, table.id.str.startswith("rejected/"), strict=True
                )
            ],
        }
    )


def _short(title: str, amends: bool) -> str:
    words = " ".join(ENDING.sub("", title).split()).rstrip(" :/")
    if len(words) > LONGEST_TITLE:
        words = words[: LONGEST_TITLE - 3].rsplit(" ", 1)[0] + "..."
    return f"Amendment: {words}" if amends else words


def _basis(off: float, corrected: int, rejected: bool) -> str:
    if rejected:
        return "press"
    if np.isnan(off):
        return "untold"
    if off > 0:
        return "partial" if corrected else "rollcall"
    return "corrected" if corrected else "agree"


def _with_what_is_known(calls: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The rows with what is known put in, and ids for all."""
    rows = calls.assign(turn=calls.groupby(["symbol", "date"]).cumcount())
    named = known.assign(turn=known.groupby(["symbol", "date"]).cumcount())
    place = {key: n for n, key in enumerate(zip(named.symbol, named.date, named.turn, strict=True))}
    here = [place.get(key, -1) for key in zip(rows.symbol, rows.date, rows.turn, strict=True)]
    old = np.flatnonzero(np.array(here, int) >= 0)
    if len(old):
        mine = known.iloc[[here[n] for n in old]]
        rows.loc[old, BY_HAND] = mine[BY_HAND].to_numpy()
    taken: dict[str, int] = {}
    for session, name in zip(known.session, known.id, strict=True):
        taken[session] = max(taken.get(session, 0), _number(name))
    new = [n for n in range(len(rows)) if here[n] < 0]
    texts = {(r.session, r.series): _number(r.symbol)
             for r in rows[rows.kind != "amendment"][::-1].itertuples()}  # fmt: skip

    def place_of(n: int) -> tuple[str, int, bool, int]:
        row = rows.iloc[n]
        own, amends = _number(row.symbol), row.kind == "amendment"
        of = texts.get((row.session, row.series), own) if amends else own
        return row.date, of, not amends, own

    for n in sorted(new, key=place_of):
        session = rows.session[n]
        taken[session] = taken.get(session, 0) + 1
        rows.loc[n, "id"] = f"{session.replace('-', '')}-{taken[session]:02d}"
    return rows


def _number(text: str) -> int:
    found = LAST_NUMBER.search(text)
    return int(found.group(1)) if found else 0


def _in_time(row: pd.Series) -> tuple[str, int, int]:
    return row.date, session_code(row.session), _number(row.id)
