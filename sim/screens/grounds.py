"""What a result rests on, printed under it: the record, what is remembered, who is assumed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape

from sim.files.json_text import read_json
from sim.plots.grounds import grounds
from sim.screens.terminal import console


def show_grounds(folder: Path, assumed: Sequence[tuple[str, float]] = ()) -> None:
    """Print the lines of a result whose ``provenance.json`` lies in a folder."""
    for line in grounds(read_json(folder / "provenance.json", finite=False), assumed):
        console.print(escape(line))
