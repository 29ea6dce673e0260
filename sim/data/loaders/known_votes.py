"""Is a roll call the one that this release knows? Digests of what was read when it was made.

``known_votes.csv`` holds, for every roll call of the public records as they were read for this
release, a digest of what is said of it and one of its votes. A roll call that differs is read all
the same, since a publisher mends his record, but it is counted.

    python -m sim.data.loaders.known_votes FOLDER

writes the table anew from a folder with ``unhrc`` and ``unga``.

Sources: [szoszkiewicz2026], [unvotes].
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.report import ReadingReport
from sim.data.states import read_table
from sim.files.tables import table_text
from sim.files.whole import write_whole
from sim.world import NO_SEAT, States

FILE = "known_votes.csv"
COUNCIL, COMMISSION, ASSEMBLY = "council", "commission", "assembly"
LETTERS = 8  # of a digest
KNOWN_ENOUGH = 0.5  # share of roll calls known from which on those that are missing are told
EDITION = "the edition that this release knows"


def digests(
    body: str, ids: Sequence[str], days: np.ndarray, said: Sequence[str], recorded: np.ndarray,
    states: States,
) -> pd.DataFrame:  # fmt: skip
    """One row a roll call: body, id, date and the digests ``text`` and ``votes``.

    Parameters
    ----------
    ids, days, said : of each roll call [B]; ``said`` is what the record says of it beside its day
    recorded : [B, S]
    """
    codes = np.array(states.iso3)
    rows = []
    for name, day, text, votes in zip(ids, days, said, recorded, strict=True):
        here = votes != NO_SEAT
        cast = " ".join(f"{c}{v}" for c, v in zip(codes[here], votes[here], strict=True))
        rows.append((body, name, str(day), _digest(f"{day} {text}"), _digest(cast)))
    return pd.DataFrame(rows, columns=["body", "id", "date", "text", "votes"])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:LETTERS]


@cache
def _known(body: str) -> pd.DataFrame:
    table = read_table(FILE)
    return table[table.body == body].set_index("id")


def count_unknown(found: pd.DataFrame, report: ReadingReport) -> None:
    """Count the roll calls that are not as this release knows them, and those it misses.

    Parameters
    ----------
    found : as ``digests`` gives them, of one body
    """
    report.digests = found
    if found.empty:
        return
    known = _known(found.body.iloc[0])
    here = found.set_index("id")
    both = here.index.intersection(known.index)
    for column, what in (("votes", "votes"), ("text", "day, title or sponsors")):
        other = here.loc[both, column].to_numpy() != known.loc[both, column].to_numpy()
        report.doubts[f"roll calls whose {what} are not those of {EDITION}"] += int(other.sum())
    expected = known[known.date.between(found.date.min(), found.date.max())]
    missing = len(expected.index.difference(here.index))
    if missing <= KNOWN_ENOUGH * len(expected):
        report.doubts[f"roll calls of {EDITION} that are not here"] += missing


def table_from(folder: Path) -> pd.DataFrame:
    """The rows of ``known_votes.csv`` from the public records.

    Raises
    ------
    InputError
        If they cannot be read.
    """
    from sim.data.loaders.assembly_votes import read_assembly_votes
    from sim.data.loaders.commission_votes import read_commission_votes
    from sim.data.public_votes import read_public_votes

    reports = (
        read_public_votes(folder / "unhrc")[2],
        read_commission_votes(folder / "unhrc" / "chr_votes_long_1947_2005.csv")[2],
        read_assembly_votes(folder / "unga")[2],
    )
    return pd.concat([report.digests for report in reports])


if __name__ == "__main__":
    place = Path(__file__).parents[1] / "tables" / FILE
    write_whole(place, table_text(table_from(Path(sys.argv[1])), floats=None))
