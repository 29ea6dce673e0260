"""Killed wherever it is, a command that writes over older results leaves those or the new ones."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.files.mark import MARK
from sim.files.moving import settle
from tests.files.killed_writer import NEW, OLD, write
from tests.files.test_folders import tree

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork"),
]
THESIS = {"figures/thesis": "mine"}


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A folder of older results for each place at which a kill found the writer of the newer."""
    root = tmp_path_factory.mktemp("killed")
    command = [sys.executable, "-m", "tests.files.killed_writer", str(root)]
    subprocess.run(command, cwd=Path(__file__).parents[2], check=True)
    return sorted(root.iterdir())


@pytest.fixture
def again(killed, tmp_path):
    """A copy of those folders."""
    return [Path(shutil.copytree(each, tmp_path / each.name)) for each in killed]


def visible(place: Path) -> dict[str, str]:
    return {name: text for name, text in tree(place).items() if not name.startswith(".draft-")}


def test_whoever_reads_finds_the_old_or_the_new_and_never_a_mixture(again):
    found = []
    for each in again:
        settle(each / "fit")
        found.append(visible(each / "fit"))
    assert len(found) > 20
    turn = found.index(NEW | THESIS)
    assert all(one == OLD | THESIS for one in found[:turn])
    assert all(one == NEW | THESIS for one in found[turn:])
    assert 0 < turn < len(found) - 1


def test_nothing_is_left_after_the_next_command(again):
    for each in again:
        write(each / "fit", NEW)
        assert tree(each) == {f"fit/{name}": text for name, text in (NEW | THESIS).items()}
        names = {path.name for path in each.rglob("*")}
        assert names == {"fit", MARK, "a", "figures", "b", "d", "thesis", "new", "e"}


def test_a_part_of_results_that_were_cut_off_is_settled_with_the_whole(again):
    for each in again:
        settle(each / "fit" / "figures")
        part = tree(each / "fit" / "figures")
        assert part in ({"b": "1", "thesis": "mine"}, {"b": "2", "d": "2", "thesis": "mine"})
