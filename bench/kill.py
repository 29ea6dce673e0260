"""Kill a sweep at random moments, let it go on, and compare its tables with an unbroken one's.

``python bench/kill.py [KILLS]``: twenty unless given. Exits with 1 where a byte differs.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
LASTING = ("runs.parquet", "summary.parquet", "points.csv")
DESIGN = "method: grid\nfactors:\n  levers.outreach.contacts: {low: 0, high: 40, levels: 200}\n"
REPLICATES = 300


def begin(folder: Path, into: str) -> subprocess.Popen[bytes]:
    """A sweep in a process of its own."""
    command = [sys.executable, "-m", "sim", "sweep", "design=design.yaml", f"into={into}",
               f"replicates={REPLICATES}", "council=recorded_2022"]  # fmt: skip
    return subprocess.Popen(
        command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
    )


def tables(place: Path) -> list[bytes]:
    """What a sweep leaves."""
    return [(place / name).read_bytes() for name in LASTING]


def main(kills: int) -> bool:
    """Whether the tables are the same."""
    luck = random.Random()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "design.yaml").write_text(DESIGN, encoding="utf-8")
        if begin(folder, "whole").wait():
            raise SystemExit("the unbroken sweep failed")
        chunks, killed, went_through = folder / "cut" / "chunks", 0, 0
        while killed < kills:
            before = len(list(chunks.glob("*.arrow")))
            process = begin(folder, "cut")
            early = luck.random() < 0.2  # while it starts, or reads what there is
            while not early and process.poll() is None:
                if len(list(chunks.glob("*.arrow"))) > before:
                    break
                time.sleep(0.002)
            time.sleep(luck.uniform(0, 3.0 if early else 0.5))
            if process.poll() is None:
                process.kill()
                killed += 1
            elif tables(folder / "cut") == tables(folder / "whole"):
                went_through += 1
                (folder / "cut").rename(folder / f"through{went_through}")
            else:
                return False
            process.wait()
            kept = len(list(chunks.glob("*.arrow")))
            print(f"kill {killed}: {kept} chunks kept", flush=True)
        if begin(folder, "cut").wait():
            raise SystemExit("the sweep did not go on")
        return tables(folder / "cut") == tables(folder / "whole")


if __name__ == "__main__":
    same = main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
    print("the same bytes" if same else "OTHER BYTES")
    sys.exit(not same)
