"""The report of a discovery: where in the assumptions an intervention fails, in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.measures import better_when_low
from sim.plots import measures
from sim.plots.stored import Stored
from sim.plots.words import count, percent
from sim.reports.page import Page, Section, Table, write_page


def write_discovery_report(folder: Path) -> Path:
    """Write ``report.html`` from the tables and figures of a discovery."""
    stored = Stored.open(folder)
    return write_page(stored, page(stored))


def page(stored: Stored) -> Page:
    """Everything the page says."""
    summary = stored.summary
    return Page(
        title=f"What would have to be true for it to fail? {summary['title']}",
        question=summary["question"],
        answer=answer(summary),
        caveats=caveats(summary),
        sections=[_how(summary), _regions(stored), _tradeoff()],
        size=f"{summary['points']:,} points and {summary['held_out']:,} held-out points, "
        f"{summary['replicates']} replicates each",
        assumed="Points are spread evenly over these ranges: nobody knows which values are more "
        "probable, so a share of worlds is a share of the ranges, not a probability.",
        limits=["Regions are made of limits on single assumptions. A frontier that runs aslant is "
                "only approximated."],
    )  # fmt: skip


def what_fails(summary: dict[str, Any]) -> str:
    """What failing means, in words."""
    measure = summary["measure"]
    side = "more" if better_when_low(measure) else "less"
    said = f"it changes {measures.words(measure)} by {side} than "
    said += f"{measures.change(measure, summary['threshold'])} {measures.unit(measure)} in the mean"
    return said if summary["threshold_given"] else said + ", half of what it does over all worlds"


def answer(summary: dict[str, Any]) -> list[str]:
    """The answer in two sentences: how often it fails, and where."""
    first = (
        f"The intervention fails in {percent(summary['failing_held_out'])} of the worlds that the "
        f"assumptions allow, where failing means that {what_fails(summary)}."
    )
    if summary["sentences"]:
        return [first, summary["sentences"][0]]
    if summary["failing_held_out"] in (0.0, 1.0):
        return [first, "So there is no region to tell apart."]
    return [first, "No region of the assumptions stands out: failure does not hang on them."]


def caveats(summary: dict[str, Any]) -> list[str]:
    """What has to be said beside the answer."""
    measure, found = summary["measure"], list(summary["sentences"][1:])
    together = summary["together"]
    if summary["regions"] and together["coverage"] is None:
        found.append("No held-out world fails, so what the regions hold cannot be tested.")
    elif summary["regions"]:
        found.append(
            f"Together the {'region' if summary['regions'] == 1 else 'regions'} "
            f"{'holds' if summary['regions'] == 1 else 'hold'} {percent(together['coverage'])} of "
            f"all failures; {percent(together['elsewhere'])} of the other worlds fail nevertheless."
        )
    found.append(
        f"Over the points the mean change ranges from "
        f"{measures.change(measure, summary['lowest_effect'])} to "
        f"{measures.change(measure, summary['highest_effect'])} {measures.unit(measure)}, with "
        f"{measures.change(measure, summary['mean_effect'])} as their mean; at a single point its "
        f"standard error is {measures.level(measure, summary['typical_error'])}."
    )
    return found


def _how(summary: dict[str, Any]) -> Section:
    names = len(summary["assumptions"])
    return Section(
        "How to read this",
        [f"The levers rest on {count(names)} assumption{'s' if names != 1 else ''} "
         f"({', '.join(summary['assumptions'])}). A world is one choice of all of them. In each of "
         f"{summary['points']:,} worlds the model votes {summary['replicates']} times with and "
         "without the levers, under the same chance, and the mean difference is the effect there."],
        [("Density", "The share of the worlds in a region that fail."),
         ("Coverage", "The share of all failing worlds that lie in a region."),
         ("Held out", f"Regions are found on {summary['points']:,} worlds and scored on "
          f"{summary['held_out']:,} others, with other draws of weights and chance. All shares "
          "here are of the latter, unless said otherwise.")],
    )  # fmt: skip


def _regions(stored: Stored) -> Section:
    found, limits = stored.table("regions"), stored.table("limits")
    rows = [
        [f"Region {r.region}", percent(r.density),
         f"{percent(r.density_low)} to {percent(r.density_high)}", percent(r.coverage),
         percent(r.mass), percent(r.elsewhere), percent(r.found_density), percent(r.found_coverage)]
        for r in found.itertuples()
    ]  # fmt: skip
    meanings = dict(stored.table("assumptions")[["name", "meaning"]].itertuples(index=False))
    bounds = [
        [f"Region {r.region}", r.assumption, meanings[r.assumption], _end(r.low), _end(r.high),
         f"{r.range_low:.3g} to {r.range_high:.3g}"]
        for r in limits.itertuples()
    ]  # fmt: skip
    tables = []
    if rows:
        tables = [
            Table(["", "Density", "95 %", "Coverage", "Share of worlds", "Fail elsewhere",
                   "Density, as found", "Coverage, as found"], rows,
                  note="The interval is that of a share of the held-out worlds inside (exact). All "
                  "worlds of a sample share their draws of weights and chance, so another sample "
                  "may differ by more than it says. As found: on the worlds on which the region "
                  "was sought, which as a rule flatters it."),
            Table(["", "Assumption", "What it is", "From", "To", "Whole range"], bounds, words=3),
        ]  # fmt: skip
    return Section(
        "Where it fails", list(stored.summary["sentences"]), tables=tables,
        figures=[("points", "Held-out worlds that fail and that do not, with the regions."),
                 ("regions", "The limits of the regions within the assumed ranges.")],
    )  # fmt: skip


def _end(value: float) -> str:
    return "\N{EN DASH}" if value != value else f"{value:.3g}"


def _tradeoff() -> Section:
    return Section(
        "Tighter or wider?",
        ["A region may be drawn tighter, so that more of its worlds fail, or wider, so that it "
         "explains more of the failures. The one that was taken balances the two (the highest "
         "harmonic mean of coverage and density)."],
        figures=[("trajectory", "Coverage and density of the boxes met.")],
    )  # fmt: skip
