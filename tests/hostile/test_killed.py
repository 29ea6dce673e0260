"""Killed at any moment, a command loses nothing, and the next one leaves nothing behind.

Two kills of two commands in the usual tests; twenty of each command with ``LMGSIM_KILLS=20``.
"""

import os
import random
import time
from dataclasses import replace

import pytest

from tests.hostile.killed import COMMANDS, UPDATES, Place

KILLS = int(os.environ.get("LMGSIM_KILLS", "0"))
USUAL = ("run", "sweep on threads")
LUCK = 16

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="no kill -9 here"),
]


def killed(name: str, kills: int, folder) -> str:
    """Kill a command again and again, and hold what it leaves against what an unbroken one does."""
    whole, cut = (Place(folder / n, COMMANDS[name]).prepare() for n in ("whole", "cut"))
    longest = seconds = whole.finish()
    (wanted,) = whole.results()
    luck, done, begun, kept, chunks = random.Random(LUCK), 0, 0, 0, 0
    while done < kills:
        begun += 1
        assert begun <= 5 * kills + 10, "it is always done before it can be killed"
        started = time.monotonic()
        if cut.kill(luck.uniform(0, seconds)):
            done += 1
        else:
            seconds = 0.9 * (time.monotonic() - started)  # the first had to compile before
            if name.startswith("sweep"):  # one that is done has nothing left to be killed in
                assert wanted in cut.results()
                cut.forget()
                kept = chunks = 0
                continue
        results = cut.results()
        if name.startswith("sweep"):  # what is half done has not all its files
            results = [result for result in results if set(result) == set(wanted)]
        assert all(result == wanted for result in results)
        assert len(results) >= kept
        assert cut.chunks() >= chunks
        kept, chunks = len(results), cut.chunks()
    cut.finish()
    assert cut.left_behind() == []
    assert wanted in cut.results()
    assert all(result == wanted for result in cut.results())
    return f"{name}: {done} killed of {begun} begun, within {longest:.1f} s, then {seconds:.1f} s"


def killed_update(kills: int, folder) -> str:
    """Kill updates from two folders in turn: the record is that of one or the other, and whole."""
    place = Place(folder, UPDATES[0]).prepare_record()
    turns = [replace(place, command=command) for command in UPDATES]
    wanted, seconds = [], 0.0
    for turn in turns:
        seconds = turn.finish()
        wanted.append(place.record())
    assert wanted[0] != wanted[1]
    assert all({"own_votes.csv", "own_council.csv"} <= set(record) for record in wanted)
    luck, done, begun = random.Random(LUCK), 0, 0
    while done < kills:
        assert begun <= 5 * kills + 10, "it is always done before it can be killed"
        done += turns[begun % 2].kill(luck.uniform(0, seconds))
        begun += 1
        assert place.record() in wanted
    for turn, record in zip(turns, wanted, strict=True):
        turn.finish()
        assert place.record() == record
    assert place.left_behind() == []
    return f"data update: {done} killed of {begun} begun, within {seconds:.1f} s"


def test_a_killed_update_leaves_the_old_record_or_the_new_and_all_that_was_added(tmp_path, capsys):
    told = killed_update(KILLS or 3, tmp_path)
    with capsys.disabled():
        print(told, flush=True)


@pytest.mark.parametrize("name", USUAL)
def test_a_killed_command_loses_nothing_and_the_next_leaves_nothing(name, tmp_path):
    killed(name, 2, tmp_path)


@pytest.mark.skipif(not KILLS, reason="on request: LMGSIM_KILLS=20")
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_killed_at_any_moment(name, tmp_path, capsys):
    told = killed(name, KILLS, tmp_path)
    with capsys.disabled():
        print(told, flush=True)
