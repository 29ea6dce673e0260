"""A minute of hostile inputs: nothing breaks a rule but what is known, and that still does.

``LMGSIM_HOSTILE=10000`` sends so many instead, ``LMGSIM_HOSTILE_SEED=2`` takes another seed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.grammar import KINDS
from tests.hostile.known import known, news

CHECKOUT = Path(__file__).parents[2]
NUMBER = int(os.environ.get("LMGSIM_HOSTILE", "0"))
SEED = int(os.environ.get("LMGSIM_HOSTILE_SEED", "1"))
A_MINUTE = 60


@pytest.mark.slow
def test_hostile_inputs_break_no_rule_that_is_not_known(tmp_path):
    told = tmp_path / "found.json"
    again = ",".join(f"{one.seed}:{one.number}" for one in known())
    asked = [str(NUMBER or 100_000), f"seed={SEED}", f"json={told}", f"into={tmp_path / 'found'}"]
    asked += [] if NUMBER else [f"seconds={A_MINUTE}"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile", *asked, f"again={again}"],
        cwd=CHECKOUT, capture_output=True, text=True,
    )  # fmt: skip
    assert told.is_file(), done.stderr[-3000:]
    found = json.loads(told.read_text(encoding="utf-8"))
    new = news(((row["rule"], row["signature"]) for row in found["findings"]), known())
    rows = [row for row in found["findings"] if (row["rule"], row["signature"]) in new]
    assert not new, f"{json.dumps(rows, indent=1)}\n{done.stdout}"
    seen = {tuple(one) for one in found["again"]}
    gone = [one for one in known() if one.what not in seen]
    assert not gone, f"no longer comes up, take it off the list: {gone}"
    assert found["sent"] >= min(NUMBER or 20, 20)
    if NUMBER >= 1_000:
        assert set(found["kinds"]) == set(KINDS)
