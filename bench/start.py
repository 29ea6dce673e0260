"""How long whole commands take, against importing what the largest of them are built on.

Each is a process of its own, warm: run once before it is timed, so that compiled code and bytes of
Python are on disk. Commands and the yardstick take turns; the quickest of each counts, by the clock
on the wall.

    python bench/start.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
YARDSTICK = ("-c", "import numpy, pandas, matplotlib.pyplot, numba")
COMMANDS = {
    "run_vs_imports": ("run", "size=smoke"),
    "full_run_vs_imports": ("run",),
    "help_vs_imports": ("--help",),
    "data_vs_imports": ("data",),
    "forecast_vs_imports": ("forecast", "title=The right to development", "date=2025-06-30"),
}
MOST = {"run_vs_imports": 2.5, "full_run_vs_imports": 5.0}


def seconds(arguments: tuple[str, ...], folder: str) -> float:
    """Wall time of one process."""
    began = time.perf_counter()
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return time.perf_counter() - began


def measure_start(rounds: int = 5) -> dict[str, float]:
    """Each of ``COMMANDS`` as a multiple of the yardstick, and the yardstick in seconds."""
    # the folder of a checkout comes first, so it is this one that is measured
    begin = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from sim.cli import main; main()"
    turns = {name: ("-c", begin, *words) for name, words in COMMANDS.items()}
    turns["imports_s"] = YARDSTICK
    best = dict.fromkeys(turns, float("inf"))
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds + 1):
            for name, words in turns.items():
                took = seconds(words, folder)
                if turn:  # the first only warms up
                    best[name] = min(best[name], took)
    yardstick = best.pop("imports_s")
    found = {name: round(took / yardstick, 2) for name, took in best.items()}
    return found | {"imports_s": round(yardstick, 2)}


if __name__ == "__main__":
    print(json.dumps(measure_start(int(sys.argv[1]) if len(sys.argv) > 1 else 5)))
