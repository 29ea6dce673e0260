"""What a sweep prints: what it would take; when it is done, its first rows and where they lie."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from rich.markup import escape

from sim.files.tables import read_table
from sim.measures.possible import possible
from sim.plots.noise_words import FIRST, TOTAL, noise_of_indices
from sim.screens.grounds import show_bloc, show_grounds
from sim.screens.terminal import console, say, say_place, table_of

SHOWN = 12
MEASURES = {
    "country_either_difference": ("country texts", 100.0),
    "defections_difference": ("defections", 1.0),
}
INDICES = {  # table: the index that ranks factors, what it is, digits
    "morris_screening": ("mu_star", "mean size of the effect of the whole range, defections", 1),
    "sobol_indices": ("total", "share of the variance of defections that hangs on it in all", 2),
}
MEASURE = "defections_difference"  # whose indices are printed
FLAT = "the outcome does not vary from point to point"  # as the tables note it
ROOM = 56  # columns of the terminal that point, measures and cost take


def show_forecast(found: object, workers: int, backend: str) -> None:
    """Print what a sweep would take; ``found`` is a ``sim.sweep.forecast.Forecast``."""
    seen = vars(found)
    console.print(
        f"{seen['points']:,} points x {seen['replicates']:,} replicates = {seen['rows']:,} runs in "
        f"{seen['blocks']:,} blocks; {seen['missing']:,} of them are to be simulated."
    )
    console.print(
        f"About {duration(seen['seconds'])} with {workers} workers (backend={backend}), and "
        f"{seen['megabytes']:,.0f} MB on disk. Nothing was simulated but a sample, and nothing "
        "written."
    )


def duration(seconds: float) -> str:
    """A time as one says it."""
    if seconds < 90:
        return f"{max(seconds, 1):.0f} seconds"
    if seconds < 5400:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.1f} hours"


def show_points(place: Path) -> None:
    """Print the points that add most defections, from ``points.csv`` and ``summary.parquet``."""
    points = read_table(place / "points.csv", keep_default_na=False)
    summary = pd.read_parquet(
        place / "summary.parquet", filters=[("measure", "in", list(MEASURES))]
    )
    mean, error = (summary.pivot(index="point", columns="measure", values=of)
                   for of in ("mean", "error"))  # fmt: skip
    factors = [name for name in points.columns if name not in ("point", "key", "cost_usd")]
    factors.sort(key=lambda name: points[name].nunique() == 1)  # those that vary come first
    factors, left_out = _that_fit(factors, points)
    ranked = mean.defections_difference.sort_values(ascending=False, kind="stable").index
    shown = table_of(
        f"Points that add most defections, {min(SHOWN, len(points))} of {len(points):,}",
        "point", *(short(name, factors) for name in factors),
        *(label for label, _ in MEASURES.values()), "USD million",
    )  # fmt: skip
    for n in ranked[:SHOWN]:
        row = points.iloc[n]
        cells = [_cell(row[name]) for name in factors]
        for measure, (_, scale) in MEASURES.items():
            value, doubt = (t.loc[n, measure] * scale for t in (mean, error))
            told = "-" if value != value else f"{value:+.1f}"
            cells.append(told if doubt != doubt else f"{told} +- {doubt:.1f}")
        shown.add_row(str(n), *cells, f"{row.cost_usd / 1e6:,.1f}")
    console.print(shown)
    console.print(
        "Means over replicates of the difference from the baseline, +- standard error: points of "
        "leaving the line on country texts, and defections of all kinds that are added to a run."
        + (f" {left_out} more factors stand in points.csv." if left_out else "")
    )
    show_grounds(place)


def _show_indices(place: Path) -> bool:
    """Print on which factors the defections hang, most of all first; False if it is not known."""
    for name, (index, words, digits) in INDICES.items():
        path = place / f"{name}.csv"
        if not path.exists():
            continue
        table = read_table(path)
        table = table[(table.measure == MEASURE) & (table["index"] == index)]
        if "level" in table:
            table = table[table.level == "factor"]
        if table.empty:
            continue
        if set(table.note) == {FLAT}:
            console.print(
                "What the answer hangs on: none of these factors. The outcome does not vary: every "
                "point has the same defections in every replicate."
            )
        else:
            _show_ranked(table, words, digits)
            if name == "sobol_indices" and (noise := noise_of_indices(read_table(path), MEASURE)):
                console.print(noise)
        console.print(f"Other measures and indices: {path.name}; figures: figures/.")
        return True
    return False


def _show_ranked(table: pd.DataFrame, words: str, digits: int) -> None:
    """Print one index of every factor, the largest first."""
    shown = table_of(f"What the answer hangs on: {words}", "factor", "estimate", "95 %")
    a_share = set(table["index"]) <= {FIRST, TOTAL}
    for row in table.sort_values("estimate", ascending=False).head(SHOWN).itertuples():
        found = (row.estimate, row.low, row.high)
        shown_as = [possible(x) if a_share else x for x in found]
        known = ["-" if x != x else f"{x:.{digits}f}" for x in shown_as]
        shown.add_row(row.name, known[0], f"[{known[1]}, {known[2]}]")
    console.print(shown)
    for note in sorted({*table.note.dropna()} - {FLAT, ""}):
        console.print(f"- stands where {note}.")


def _that_fit(factors: list[str], points: pd.DataFrame) -> tuple[list[str], int]:
    """As many factors as the terminal has room for, and how many are left out."""
    shown, room = [], console.width - ROOM
    for name in factors:
        cells = [_cell(value) for value in points[name].head(200)]
        room -= 2 + max(map(len, (short(name, factors), *cells)))
        if room < 0:
            break
        shown.append(name)
    return shown, len(factors) - len(shown)


def _cell(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else escape(str(value))


def show_sweep(place: Path, simulated: int, found: int, damaged: int) -> None:
    """Print what it hangs on or which points add most defections, and where everything lies."""
    if _show_indices(place):
        show_bloc(place)
    else:
        show_points(place)
    line = f"{simulated:,} runs simulated, {found:,} were there already."
    console.print(line)
    if damaged:
        files = "1 file is" if damaged == 1 else f"{damaged:,} files are"
        say(
            f"{files} put aside as *.damaged in {place / 'chunks'}: damaged, or of what no run can "
            "give. What belongs there was simulated again."
        )
    say_place(place, "runs.parquet, summary.parquet, points.csv; docs/reference/sweep.md")


def show_share(place: Path, simulated: int, found: int, shard: str) -> None:
    """Say what of a share was simulated, and how shares are laid together."""
    console.print(f"{simulated:,} runs simulated, {found:,} were there already.")
    say(
        f"This is share {shard} of the sweep, in {place}, without tables. When all shares are "
        "done: the same command without shard=, with merge=FOLDER,FOLDER,... of all of them and "
        "an into= of its own."
    )


def short(name: str, names: list[str]) -> str:
    """The last word of a factor's name, with the word before where two end alike."""
    last = name.split(".")[-1]
    alike = [other for other in names if other.split(".")[-1] == last]
    return last if len(alike) == 1 else ".".join(name.split(".")[-2:])
