"""The brief of a single run."""

from __future__ import annotations

from sim.plots import measures
from sim.plots.stored import Stored
from sim.plots.words import usd
from sim.reports import run
from sim.reports.brief_compare import NOT_ADDED
from sim.reports.brief_parts import Own
from sim.reports.run_lead import change_points, lead_rows


def ran(stored: Stored) -> Own:
    """A run with and without its levers."""
    summary = stored.summary
    words = run.in_words(stored)
    table = lead_rows(stored)
    rows = [
        [measures.named(name), measures.level(name, row["baseline_mean"]),
         measures.level(name, row["intervention_mean"]),
         measures.change(name, row["difference_mean"]),
         measures.span(name, row["difference_low"], row["difference_high"])]
        for name, row in table.items()
    ]  # fmt: skip
    paid = f"It costs {usd(summary['cost_usd'])}." if summary["cost_usd"] else ""
    return Own(
        f"What would it change? {summary['title']}", summary["question"],
        words, "movers",
        ["", "Without", "With", "Difference", "Central 95 %"], rows,
        f"Differences of shares are in percentage points. {NOT_ADDED} {paid}".rstrip(),
        change_points(stored), run.in_words_of_standing(stored),
        f"{summary['replicates']:,} replicates of {summary['ballots']:,} ballots",
    )  # fmt: skip
