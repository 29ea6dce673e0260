"""Every case by hand of the kinds of holes that were found first, and the list of their tests."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


def test_every_test_on_the_list_is_there():
    listed = re.findall(
        r"`(tests/[a-z_/]+\.py)`", Path(__file__).with_name("README.md").read_text()
    )
    assert len(listed) > 20
    assert [path for path in listed if not (CHECKOUT / path).is_file()] == []


@pytest.mark.slow
def test_no_case_by_hand_breaks_a_rule():
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.one_by_one"],
        cwd=CHECKOUT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
