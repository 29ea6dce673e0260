"""What a discovery prints: how often it fails, and where, in sentences."""

from __future__ import annotations

from sim.answers.answer import Answer
from sim.plots.words import percent
from sim.reports.discover import answer, caveats
from sim.screens.grounds import show_grounds
from sim.screens.terminal import console, say_place, table_of


def show_discovery(found: Answer) -> None:
    """Print a discovery the way it is read."""
    summary = found.summary
    console.print(f"\n[bold]Where does it fail? {summary['title']}[/bold]")
    names = len(summary["assumptions"])  # type: ignore[arg-type]
    console.print(
        f"{summary['points']:,} worlds of {names} assumption{'s' if names != 1 else ''} and "
        f"{summary['held_out']:,} held-out ones, {summary['replicates']} replicates each, seed "
        f"{summary['seed']}.\n"
    )
    for line in (*answer(summary), *caveats(summary)):
        console.print(line)
    regions = found.tables["regions"]
    if len(regions):
        shown = table_of("\nRegions, on held-out worlds", "", "density", "95 %", "coverage",
                         "of all worlds", "fail elsewhere")  # fmt: skip
        for row in regions.itertuples():
            shown.add_row(
                f"region {row.region}",
                percent(row.density),
                f"[{percent(row.density_low)}, {percent(row.density_high)}]",
                percent(row.coverage),
                percent(row.mass),
                percent(row.elsewhere),
            )
        console.print(shown)
    console.print()
    show_grounds(found.folder)
    say_place(found.folder, "open report.html")
