"""A sign test that cannot fail proves nothing: empty a mechanism, and its own tests must fail.

A copy of the package has one function of a mechanism's file replaced by a neutral answer, and the
tests that hold its sign are run against the copy. Against an untouched copy they pass. What is
not compiled is enough here, so the copy runs without a compiler.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import sim

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[1]
SECONDS = 120


@dataclass(frozen=True)
class Emptied:
    """One mechanism: where its function stands, what it says when empty, who should notice."""

    file: str
    function: str
    neutral: str
    tests: tuple[str, ...]


EMPTIED = {
    "outreach": Emptied(
        "sim/rules/lobbying.py",
        "outreach_pull",
        "0.0 * line",
        (
            "tests/rules/test_lobbying.py::test_more_capacity_and_more_goodwill_pull_harder",
            "tests/rules/test_lobbying.py::test_goodwill_works_even_on_the_unfree",
        ),
    ),
    "narratives": Emptied(
        "sim/rules/lobbying.py",
        "story_pull",
        "0.0 * story",
        (
            "tests/rules/test_lobbying.py::test_a_story_against_the_west_tells_on_its_texts_alone",
            "tests/levers/test_levers_lmg.py::test_a_story_well_told_turns_votes_against_a_text_of_the_west",
        ),
    ),
    "suspension": Emptied(
        "sim/council/suspension.py",
        "readiness_to_suspend",
        "0.0 * states.freedom",
        (
            "tests/council/test_suspension.py::test_whatever_becomes_known_makes_states_readier",
            "tests/council/test_suspension.py::test_the_free_are_readier_and_the_bloc_is_not",
        ),
    ),
}  # fmt: skip


def copied(to: Path) -> Path:
    """The package, its tests and its configuration in a folder of their own."""
    leave = shutil.ignore_patterns("__pycache__", ".*")
    shutil.copytree(Path(sim.__file__).parent, to / "sim", ignore=leave)
    for folder in ("tests", "conf"):
        shutil.copytree(CHECKOUT / folder, to / folder, ignore=leave)
    shutil.copy(CHECKOUT / "pyproject.toml", to)
    return to


def empty(path: Path, function: str, neutral: str) -> None:
    """Replace what a function does by one line that returns something neutral."""
    lines = path.read_text(encoding="utf-8").splitlines()
    (found,) = (
        node
        for node in ast.parse("\n".join(lines)).body
        if isinstance(node, ast.FunctionDef) and node.name == function
    )
    lines[found.body[0].lineno - 1 : found.end_lineno] = [f"    return {neutral}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def outcome(where: Path, tests: list[str]) -> dict[str, str]:
    """Run tests against a copy: the outcome of each, PASSED or FAILED."""
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", *tests],
        cwd=where, capture_output=True, text=True, timeout=SECONDS, check=False,
        env=os.environ | {"PYTHONPATH": str(where), "NUMBA_DISABLE_JIT": "1",
                          "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    found = dict(re.findall(r"^(tests/\S+::\S+) (PASSED|FAILED|ERROR)", run.stdout, re.MULTILINE))
    assert set(found) == set(tests), run.stdout + run.stderr
    return found


def test_untouched_the_sign_tests_pass(tmp_path):
    named = [test for it in EMPTIED.values() for test in it.tests]
    assert outcome(copied(tmp_path), named) == dict.fromkeys(named, "PASSED")


@pytest.mark.parametrize("mechanism", EMPTIED)
def test_emptied_its_sign_tests_fail(mechanism, tmp_path):
    it = EMPTIED[mechanism]
    copy = copied(tmp_path)
    empty(copy / it.file, it.function, it.neutral)
    assert outcome(copy, list(it.tests)) == dict.fromkeys(it.tests, "FAILED")
