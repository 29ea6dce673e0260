"""What every command that answers a question hands back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd


@dataclass(frozen=True)
class Answer:
    """What was found, and where it lies."""

    folder: Path
    summary: dict[str, object]
    tables: dict[str, pd.DataFrame]
