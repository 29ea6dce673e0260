"""What a reader tells of a file: how much was read, what was left out or repaired, and why."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sim.files.reading import LARGEST_TABLE, read_bytes


@dataclass
class ReadingReport:
    """What was read, and every row that was dropped or mended, with the reason."""

    files: list[Path] = field(default_factory=list)  # those that hold the votes
    roll_calls: int = 0
    votes: int = 0
    rows: int = 0  # rows kept of a table that holds no votes
    reasons: Counter[str] = field(default_factory=Counter)  # left out
    repairs: Counter[str] = field(default_factory=Counter)  # changed or added
    doubts: Counter[str] = field(default_factory=Counter)  # kept as printed, though it is odd
    digests: pd.DataFrame = field(default_factory=pd.DataFrame)  # of roll calls: ``known_votes``

    def sha256(self) -> dict[str, str]:
        """The checksum of every file that was read, by its name."""
        return {
            file.name: hashlib.sha256(read_bytes(file, LARGEST_TABLE)).hexdigest()
            for file in sorted(self.files)
        }

    def lines(self) -> Iterator[str]:
        """One plain line for every reason that occurred, the most frequent first."""
        kinds = (("left out", self.reasons), ("repaired", self.repairs), ("kept", self.doubts))
        for word, counts in kinds:
            for reason, count in counts.most_common():
                if count:
                    yield f"{word}: {count} {reason}"
