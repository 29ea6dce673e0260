"""``python -m tests.hostile NUMBER [seed=1] [first=N] [kinds=a,b] [seconds=S] [patience=60] ...``.

Sends so many inputs, prints what came of them by kind, and exits with 1 where a rule was broken.
``seconds`` ends it earlier; ``patience`` is how many of them an input may take. What broke a rule
is written into a folder (hostile-findings, unless ``into=FOLDER`` says another): the input's files,
what was typed, what came of it. ``python -m tests.hostile 1 first=N`` sends input N again.
``json=FILE`` writes all findings for a program; ``again=SEED:NUMBER,...`` sends these before, and
says there what they broke.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # or libraries start threads, which no fork takes along

SETTINGS = ("seed", "seconds", "patience", "kinds", "first", "into", "json", "again")


def main(arguments: list[str]) -> int:
    """Run the fuzzer; the exit code."""
    given = dict(word.partition("=")[::2] for word in arguments if "=" in word)
    plain = [word for word in arguments if "=" not in word]
    if set(given) - set(SETTINGS) or len(plain) != 1 or not plain[0].isdigit():
        print(__doc__, file=sys.stderr)
        return 2
    from tests.hostile.session import Session
    from tests.hostile.telling import as_rows, table

    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        session = Session(Path(folder), int(given.get("seed", "1")),
                          float(given.get("patience", "60")))  # fmt: skip
        again = [word.split(":") for word in given.get("again", "").split(",") if word]
        broken = [session.one(int(n), seed=int(seed)) for seed, n in again]
        session.forget()
        kinds = tuple(filter(None, given.get("kinds", "").split(",")))
        into = Path(given.get("into", "hostile-findings"))
        session.send_all(int(given.get("first", "0")), int(plain[0]), kinds, into,
                         float(given.get("seconds", "inf")))  # fmt: skip
    print(table(session))
    if "json" in given:
        told = {
            "findings": as_rows(session),
            "again": [[f.rule, f.signature] for one in broken for f in one.findings],
            "sent": session.sent.total(),
            "kinds": sorted(session.sent),
        }
        Path(given["json"]).write_text(json.dumps(told, indent=1), encoding="utf-8")
    return int(bool(session.broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
