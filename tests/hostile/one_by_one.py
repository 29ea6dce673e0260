"""``python -m tests.hostile.one_by_one [WORD]``: send every case of ``hand_items`` once.

Only those with the word in their name, if one is given; what breaks a rule is printed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # or libraries start threads, which no fork takes along

PATIENCE = 300.0  # seconds; shared machines are slow


def main(words: list[str]) -> int:
    """Send them; the exit code."""
    from tests.hostile.hand_items import items
    from tests.hostile.judge import judge
    from tests.hostile.server import clear, send
    from tests.hostile.warming import warm

    warm()
    broken = sent = 0
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        for case in items():
            if words and words[0] not in case.change:
                continue
            place = Path(folder, f"n{sent}")
            outcome = send(case, place, PATIENCE)
            sent += 1
            for one in judge(case, outcome):
                broken += 1
                print(f"{one.rule}: {one.signature} {case.detail}: {case.command()[:200]}\n"
                      f"    {one.excerpt[-600:]}", flush=True)  # fmt: skip
            clear(place)
    print(f"{sent} cases, {broken} broke a rule")
    return int(broken > 0 or not sent)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
