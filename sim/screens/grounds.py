"""What a result rests on, printed under it: the record, what is remembered, who is assumed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape

from sim.files.json_text import read_json
from sim.plots.grounds import bloc_words, grounds
from sim.screens.terminal import console


def show_grounds(folder: Path, assumed: Sequence[tuple[str, float]] = ()) -> None:
    """Print the lines of a result whose ``provenance.json`` lies in a folder."""
    for line in grounds(read_json(folder / "provenance.json", finite=False), assumed):
        console.print(escape(line))


def show_bloc(folder: Path) -> None:
    """Print whose line a result is about, where it is another than the Like-Minded Group."""
    origin = read_json(folder / "provenance.json", finite=False)
    if words := bloc_words(origin.get("bloc")):
        console.print(escape(words))
