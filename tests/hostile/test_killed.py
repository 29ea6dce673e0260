"""Killed at any moment, a command loses nothing, and the next one leaves nothing behind.

Two kills of two commands in the usual tests; twenty of each command with ``LMGSIM_KILLS=20``.
"""

import os
import random
import time

import pytest

from tests.hostile.killed import COMMANDS, Place

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


@pytest.mark.parametrize("name", USUAL)
def test_a_killed_command_loses_nothing_and_the_next_leaves_nothing(name, tmp_path):
    killed(name, 2, tmp_path)


@pytest.mark.skipif(not KILLS, reason="on request: LMGSIM_KILLS=20")
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_killed_at_any_moment(name, tmp_path, capsys):
    told = killed(name, KILLS, tmp_path)
    with capsys.disabled():
        print(told, flush=True)
