"""``python -m make_tables FOLDER``: write the embedded tables anew from published files.

The folder holds the files of the publishers in ``unhrc``, ``unga``, ``regime``, ``aid``,
``networks``, ``upr`` and ``leaders``, as ``make_tables.sources`` names them. What was looked up
by hand stays as it is: ``series.csv``, ``organisations.csv``, ``elections.csv``,
``security_council.csv``, ``recognition.csv``, and of each roll call what is known of it already.
Writing twice gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from make_tables import sources
from sim.data.building.aid import aid_table, income_table
from sim.data.building.assembly import later_rows
from sim.data.building.consensus import consensus_table
from sim.data.building.council import END, terms_from_votes
from sim.data.building.freedom import freedom_table
from sim.data.building.praise import praise_table
from sim.data.building.rollcalls import record_tables
from sim.data.building.turns import turns_table
from sim.data.public_votes import read_public_record
from sim.data.states import read_table
from sim.files.tables import table_text
from sim.files.whole import write_whole

TABLES = Path(__file__).parents[1] / "sim" / "data" / "tables"
FIRST_TURN = 2003  # some years before the first vote on countries that both halls take
FIRST_YEAR, LAST_YEAR = 2005, 2025  # of freedom and aid: a year before the Council, to the last
LATER_SESSIONS = 77  # of the Assembly: the earlier ones were taken down from the library itself


def tables_from(folder: Path) -> dict[str, pd.DataFrame]:
    """Every table that is made, by its file's name.

    Raises
    ------
    InputError
        If a file is missing or malformed.
    """
    read = read_public_record(folder / "unhrc")
    calls, votes = record_tables(
        read.table, read.recorded, read.states, read_table("rollcalls.csv")
    )
    days = read.table.date.to_numpy("datetime64[D]")
    early = terms_from_votes(read.recorded, days, read.states.iso3)
    terms = read_table("council.csv")
    terms = pd.concat([early[early.until <= END], terms[terms.until > END]])
    later, known = read_table("assembly_later.csv"), read_table("assembly.csv")
    later = later[later.session.astype(int) < LATER_SESSIONS]
    shared = {*known.series, *later.series}
    more = later_rows(*sources.assembly(folder), LATER_SESSIONS, shared)
    income = income_table(sources.income(folder), FIRST_YEAR, LAST_YEAR)
    return {
        "rollcalls.csv": calls,
        "votes.csv": votes,
        "council.csv": terms.sort_values(["iso3", "from"], ignore_index=True),
        "assembly_later.csv": pd.concat([later, more], ignore_index=True),
        "freedom.csv": freedom_table(sources.freedom(folder)),
        "praise.csv": praise_table(sources.recommendations(folder), set(calls.target) - {""}),
        "turns.csv": turns_table(sources.leaders(folder), FIRST_TURN),
        "consensus.csv": consensus_table(sources.texts(folder)),
        "aid.csv": aid_table(*sources.aid(folder), income, sources.american_aid(folder)),
    }


if __name__ == "__main__":
    for name, table in tables_from(Path(sys.argv[1])).items():
        write_whole(TABLES / name, table_text(table))
