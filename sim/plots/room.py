"""The room as a bar: every member from sure no to sure yes, with its chances."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.plots.canvas import (
    BLUE,
    FAINT,
    GREY,
    INK,
    SMALL,
    TINY,
    VERMILION,
    Drawing,
    draw_figures,
    panel,
    paper,
)
from sim.plots.stored import Stored
from sim.plots.words import chance

READING = (
    "Each column is a member, from the surest no to the surest yes: chance of no (orange, from "
    "below), of abstaining (grey), of yes (blue, from above). Those in bold waver."
)
MOST_DRAWN = 12  # drafts of a session that get a figure each


def draw_forecast(folder: Path) -> list[Path]:
    """Draw the room of every draft, the first ``MOST_DRAWN``, into ``figures``."""
    stored = Stored.open(folder)
    drafts = stored.table("drafts")

    def one(name: str):  # type: ignore[no-untyped-def]
        return lambda stored: draw(stored, name)

    figures = {f"room_{n + 1:02d}": one(name) for n, name in enumerate(drafts.draft[:MOST_DRAWN])}
    return draw_figures(stored, figures)


def draw(stored: Stored, name: str) -> Drawing:
    """The room of one draft."""
    drafts, members = stored.table("drafts"), stored.table("forecast")
    draft = drafts[drafts.draft == name].iloc[0]
    shown = members[members.draft == name].assign(lean=lambda m: m.yes - m.no)
    shown = shown.sort_values(["lean", "iso3"], kind="stable")[
        ["iso3", "name", "no", "abstain", "yes", "wavers"]
    ].reset_index(drop=True)
    figure, height = paper(3.1, finding(draft), READING)
    axes = panel(figure, 0.55, 0.75, 6.8, height - 0.85)
    place = range(len(shown))
    axes.bar(place, shown.no, width=0.86, color=VERMILION)
    axes.bar(place, shown.abstain, width=0.86, bottom=shown.no, color=FAINT)
    axes.bar(place, shown.yes, width=0.86, bottom=shown.no + shown.abstain, color=BLUE)
    axes.set_xlim(-0.7, len(shown) - 0.3)
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.5, 1], ["0", "50", "100 %"], size=SMALL)
    axes.set_xticks(list(place), shown.iso3, rotation=90, size=TINY)
    for label, waver in zip(axes.get_xticklabels(), shown.wavers, strict=True):
        label.set_color(INK if waver else GREY)
        label.set_fontweight("bold" if waver else "normal")
    return Drawing(figure, shown)


def finding(draft: pd.Series) -> str:
    """The headline: the count and the chance of adoption."""
    return (
        f"{str(draft.title)[:90]}: {draft.yes:.0f} yes, {draft.no:.0f} no, {draft.abstain:.0f} "
        f"abstaining expected; adopted in {chance(draft.adopted)} of draws"
    )
