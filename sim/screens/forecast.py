"""What a forecast prints: the count, the waverers, whose vote matters, every member's chances."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from rich.table import Table

from sim.forecast.score import Scored
from sim.plots.grounds import bloc_words
from sim.plots.words import chance, listed, percent, short
from sim.reports.forecast import count_words, reasons_of, seat_words, track_words
from sim.screens.terminal import bold, console, say, say_place, table_of

HINGES = 5


def show_forecast(
    folder: Path, summary: dict[str, object], drafts: pd.DataFrame, members: pd.DataFrame,
    track: pd.DataFrame,
) -> None:  # fmt: skip
    """Print a forecast the way it is read."""
    for draft in drafts.itertuples():
        mine = members[members.draft == draft.draft]
        console.print(f"\n{bold(draft.draft)}")
        for line in count_words(draft):
            say(line)
        basis = ", ".join(
            f"{fact} {getattr(draft, fact) or 'none'} ({getattr(draft, f'{fact}_basis')})"
            for fact in ("series", "kind", "target", "sponsors")
        )
        say(f"Taken as: {basis}. Whatever is worked out can be given instead.")
        say(f"A vote is asked for in {percent(draft.asked)} of such cases ({draft.asked_basis}).")
        if draft.new:
            say("Nothing of this series has been voted on: such counts are less sure.")
        say(_wavering(mine))
        say(_hinges(mine))
        if len(drafts) == 1:
            console.print(_room(mine))
    if len(drafts) > 1:
        console.print(_session(drafts))
    for line in [*seat_words(members), *track_words(drafts, track)]:
        say(line)
    say(
        f"Votes on record to {summary['last_vote']}; the fit ends on {summary['fit_until']}. A "
        "simulation: a text that will fail may still be worth tabling."
    )
    if whose := bloc_words(summary.get("bloc")):
        say(whose)
    say(f"Seal (SHA-256 of the tables): {summary['seal']}")
    say_place(folder, "open report.html")


def _hinges(mine: pd.DataFrame) -> str:
    moves = mine[["adoption_if_up", "adoption_if_down"]].abs().max(axis=1)
    order = mine.assign(moves=moves).sort_values(["moves", "iso3"], ascending=[False, True])
    order = order[order.moves >= 0.005].head(HINGES)
    if not len(order):
        return "No single vote changes whether it is adopted."
    words = [f"{n} ({m * 100:.0f} points)" for n, m in zip(order.name, order.moves, strict=True)]
    return f"Whose vote matters, by what a step of theirs does to adoption: {listed(words)}."


def _room(mine: pd.DataFrame) -> Table:
    shown = table_of("Every member, %", "", "likeliest", "no", "abstain", "yes", "last vote")
    shown.columns[1].justify = shown.columns[5].justify = "left"
    order = mine.assign(lean=mine.yes - mine.no)
    for row in order.sort_values(["lean", "iso3"], ascending=[False, True]).itertuples():
        last = row.council_before if isinstance(row.council_before, str) else ""
        shown.add_row(
            short(order.name[row.Index], 26) + (" *" if row.wavers else ""), row.likeliest,
            f"{row.no * 100:.0f}", f"{row.abstain * 100:.0f}", f"{row.yes * 100:.0f}",
            last.split(",")[0],
        )  # fmt: skip
    return shown


def _wavering(mine: pd.DataFrame) -> str:
    waver = mine[mine.wavers == 1].sort_values("iso3")
    if not len(waver):
        return "Nobody wavers."
    words = [
        f"{waver.name[row.Index]} (no {chance(row.no)}, abstain {chance(row.abstain)}, "
        f"yes {chance(row.yes)}; "
        f"{reasons_of(row).split('; ')[0]})"
        for row in waver.itertuples()
    ]
    return f"Wavering (*): {'; '.join(words)}."


def _session(drafts: pd.DataFrame) -> Table:
    shown = table_of("The session", "", "yes", "no", "abstain", "adopted")
    for draft in drafts.itertuples():
        shown.add_row(
            short(draft.draft, 40), f"{draft.yes:.0f}", f"{draft.no:.0f}", f"{draft.abstain:.0f}",
            chance(draft.adopted),
        )  # fmt: skip
    return shown


def show_differences(table: pd.DataFrame) -> None:
    """What another version of a draft changes, under the same luck."""
    shown = table_of("The other version, less the first", "", "first", "other", "difference",
                     "90 % of draws")  # fmt: skip
    for row in table.itertuples():
        share = row.outcome == "adopted"
        form = "{:.0%}" if share else "{:.1f}"
        signed = f"{row.difference * 100:+.0f} points" if share else f"{row.difference:+.1f}"
        low, high = (f"{end:+.0f}" for end in (row.low_90, row.high_90))
        shown.add_row(row.outcome, form.format(row.first), form.format(row.second), signed,
                      "" if share else f"[{low}, {high}]")  # fmt: skip
    console.print(shown)


def show_score(scored: Scored) -> None:
    """How good a sealed forecast was."""
    say(
        f"Sealed {scored.seal['written']}, from votes to {scored.seal['last_vote']} and a fit to "
        f"{scored.seal['fit_until']}. The tables are those that were sealed."
    )
    shown = table_of("The votes that came", "", "votes", "log loss", "Brier", "accuracy, %",
                     "calibration error")  # fmt: skip
    for row in scored.scores.itertuples():
        shown.add_row(
            row.forecaster.replace("_", " "), f"{row.n:,}", f"{row.log_loss:.3f}",
            f"{row.brier:.3f}", f"{row.accuracy * 100:.1f}", f"{row.calibration_error:.3f}",
        )  # fmt: skip
    console.print(shown)
    drafts = scored.drafts
    right = ((drafts.adopted >= 0.5) == (drafts.passed == 1)).sum()
    held = drafts.recorded_yes.between(drafts.yes_low_90, drafts.yes_high_90).sum()
    say(f"Adoption was right on {right} of {len(drafts)} drafts; the 90 % interval of yes votes "
        f"held {held} of {len(drafts)}.")  # fmt: skip
    if scored.missed:
        say(f"Not on record: {listed([name[:60] for name in scored.missed])}.")
    worst = table_of("Least expected", "", "state", "vote", "chance given")
    for row in scored.worst.itertuples():
        worst.add_row(row.title[:48], row.iso3, row.vote, f"{row.chance_given:.1%}")
    console.print(worst)
