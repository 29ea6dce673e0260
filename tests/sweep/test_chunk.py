"""A table is read only if it is all there."""

import numpy as np
import pytest

from sim.measures import COLUMNS
from sim.sweep import chunk
from sim.sweep.chunk import Damaged, decode, encode

VALUES = np.random.default_rng(1).normal(size=(3, 2, len(COLUMNS)))
VALUES[0, 0, :5] = np.nan
TABLE = encode(["a", "b", "c"], [4, 7], VALUES)


def test_a_table_comes_back_as_it_was():
    found = decode(TABLE)
    assert (found.keys, found.replicates) == (["a", "b", "c"], [4, 7])
    assert found.values.tobytes() == VALUES.tobytes()


def test_the_same_rows_are_the_same_bytes():
    assert encode(["a", "b", "c"], [4, 7], VALUES.copy()) == TABLE


@pytest.mark.parametrize("share", [0, 0.01, 0.3, 0.9, 0.999])
def test_a_table_that_was_cut_off_is_refused(share):
    with pytest.raises(Damaged):
        decode(TABLE[: int(len(TABLE) * share)])


@pytest.mark.parametrize("place", range(100, len(TABLE) - 8, len(TABLE) // 12))
def test_a_table_with_a_changed_byte_is_refused_or_says_the_same(place):
    changed = bytearray(TABLE)
    changed[place] ^= 0x55
    try:
        found = decode(bytes(changed))
    except Damaged:
        return
    assert found.values.tobytes() == VALUES.tobytes()


def test_a_table_of_another_version_is_refused(monkeypatch):
    monkeypatch.setattr(chunk, "science", lambda: "0.0.1-other")
    with pytest.raises(Damaged, match="made by"):
        decode(TABLE)
