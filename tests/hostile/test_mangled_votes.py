"""No record of votes that is wrong changes a result without a word.

A folder of votes is spoilt in some way and read. Then it is refused in one line, or its agenda is
what it was, or the report of the reading says more than it did.

``LMGSIM_HOSTILE=full`` tries many more; a few of each kind are tried always.
"""

import csv
import io
import os
from collections import Counter
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from sim.data.public_votes import read_public_votes
from sim.errors import InputError
from tests.hostile.made_up_votes import made_up
from tests.hostile.mangles import HIDDEN, SEEN

FULL = os.environ.get("LMGSIM_HOSTILE") == "full"
ROUNDS = 18 if FULL else 2  # of all kinds: 648 and 72 records
DATA = Path(__file__).parents[2].parent / "shared" / "data" / "unhrc"
NAMES = ("unhrc_rollcalls.csv", "unhrc_votes_long.csv")
LONGEST_MESSAGE = 400
YEAR = "2021"  # of the real record, for speed


def written(folder, tables):
    for name, table in zip(NAMES, tables, strict=True):
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(table)
        (folder / name).write_text(text.getvalue(), encoding="utf-8")
    return folder


def reading(folder):
    """Every field of the agenda, and the lines of the report."""
    agenda, _, report = read_public_votes(folder)
    said = {f.name: getattr(agenda, f.name) for f in fields(agenda)}
    return said, sorted(report.lines())


def same(one, other):
    return all(np.array_equal(one[name], other[name]) for name in one)


def outcome(folder, whole):
    """Refused, harmless, reported or silent."""
    try:
        agenda, lines = reading(folder)
    except InputError as error:
        message = str(error)
        assert "\n" not in message, message
        assert len(message) <= LONGEST_MESSAGE, message
        return "refused"
    if same(agenda, whole[0]):
        return "harmless"
    return "reported" if lines != whole[1] else "silent"


def tally(folder, tables, mangles, rounds):
    whole = reading(written(folder, tables))
    counted, silent = Counter(), []
    for n in range(rounds):
        for mangle in mangles:
            spoilt = tuple([list(row) for row in table] for table in tables)
            rng = np.random.default_rng([n, *mangle.__name__.encode()])
            mangle(rng, *spoilt)
            found = outcome(written(folder, spoilt), whole)
            counted[found] += 1
            if found == "silent":
                silent.append(f"{mangle.__name__} {n}")
    print(f"\n{sum(counted.values())} mangled records: {dict(counted)}")
    return counted, silent


@pytest.mark.slow
def test_no_mangled_record_changes_a_result_in_silence(tmp_path):
    counted, silent = tally(tmp_path, tuple(made_up()), SEEN, ROUNDS)
    assert not silent
    assert counted["refused"] > len(SEEN) // 4
    assert counted["reported"] > len(SEEN) // 4


def test_a_made_up_record_is_read_whole(tmp_path):
    tables = tuple(made_up())
    agenda, lines = reading(written(tmp_path, tables))
    assert len(agenda["id"]) == len(tables[0]) - 1
    assert (agenda["sits"].sum(1) == 47).all()
    assert lines == ["kept: 5 roll calls whose total is not the catalogue's",
                     "kept: 5 votes by which these totals differ"]  # fmt: skip


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="needs the reference data in ../shared/data")
def test_no_roll_call_that_is_known_changes_in_silence(tmp_path):
    tables = []
    for name in NAMES:
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        place = rows[0].index("year")
        tables.append([rows[0]] + [row for row in rows[1:] if row[place] == YEAR])
    _, silent = tally(tmp_path, tuple(tables), SEEN + HIDDEN, ROUNDS)
    assert not silent
