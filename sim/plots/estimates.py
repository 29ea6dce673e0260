"""Every shared weight of a stored fit with its interval: what the votes say, and how surely."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from sim.plots.canvas import (
    BLUE,
    FAINT,
    GREY,
    MARGIN,
    SMALL,
    TINY,
    WIDTH,
    Drawing,
    column,
    interval,
    panel,
    paper,
    say,
)
from sim.plots.stored import Stored
from sim.plots.words import count, listed

WIDE = 1.96  # standard deviations on either side of an estimate: 95 %
READING = (
    "Estimates and 95 % intervals (1.96 standard deviations) on the scale of a leaning, a log-odds "
    "of yes; in the panels on abstaining, of the half-width of abstention. Filled where the "
    "interval leaves out zero. A name with a plus: what is added to the line above there. A pull "
    "is never below zero: its interval is cut off there."
)
COLUMNS = ["group", "weight", "words", "mode", "sd", "low", "high"]

STRANDS = {
    "country-scrutiny": "scrutiny of a country",
    "country-other": "other country texts",
    "thematic-south": "themes of the South",
    "thematic-neutral": "other themes",
    "thematic-liberal": "liberal themes",
    "palestine": "texts on Palestine",
    "amendment-hostile": "hostile amendments",
    "amendment-friendly": "Western amendments",
}
MEMORY = {
    "series": "its record in the series",
    "series_of_amendment": "+ on amendments",
    "series_last": "its last vote there",
    "assembly": "its record in the Assembly",
    "target": "its record on a country",
    "target_of_country": "+ on country texts",
    "strand": "its record on the kind",
    "strand_when_new": "+ in a new series",
    "council": "the Council's last result",
    "council_when_new": "+ in a new series",
    "group_on_series": "its region, in the series",
    "group_on_strand": "its region, on the kind",
    "sentiment": "anti-imperial sentiment",
}
STAKES = {
    "own_record_at_stake": "its own record",
    "neighbour_at_stake": "a neighbour's record",
    "friend_at_stake": "a friend's record",
    "special_session": "a special session",
}
AUTHORS = {
    "own_text": "its own text",
    "group_text": "its group's text",
    "pen_agreement": "past agreement with them",
}
HABITS = {
    "band_series": "its own in the series",
    "band_target": "its own on the country",
    "band_strand": "its own on the kind",
    "band_strand_of_country": "+ on country texts",
    "band_group": "its region's in the series",
}
LINES = {
    "bloc": "the bloc's line",
    "outreach": "the democracies' line",
    "layers/region": "the region",
    "layers/organisations": "shared organisations",
    "layers/agreement": "those it votes with",
}
DONORS = {
    "donors/usa": "United States",
    "donors/eu": "European Union",
    "donors/japan": "Japan",
    "donors/gulf": "Gulf states",
    "donors/other_dac": "other OECD donors",
    "donors/china": "China",
    "donors/russia": "Russia",
}


@dataclass(frozen=True)
class Group:
    """Weights that are shown together."""

    title: str
    part: str
    words: dict[str, str]  # by weight, in the order of the rows
    pulls: bool = False


def _by_strand(name: str) -> dict[str, str]:
    return {f"{name}/{strand}": words for strand, words in STRANDS.items()}


STANDS, ABSTAINS, PULLS = "Where a state stands", "Readiness to abstain", "Pulls"
# the sheet from top to bottom: what stands in its left and in its right column
SHEET: tuple[tuple[tuple[Group, ...], tuple[Group, ...]], ...] = (
    (
        (Group(STANDS, "without any freedom", _by_strand("intercept")),),
        (Group(STANDS, "what full freedom adds", _by_strand("by_freedom")),),
    ),
    (
        (Group("What it remembers", "votes cast before", MEMORY),
         Group("Who tables it", "for, if not amended", AUTHORS)),
        (Group("What it has at stake", "under scrutiny", STAKES),
         Group(ABSTAINS, "habit", HABITS)),
    ),
    (
        (Group(ABSTAINS, "without any tie", _by_strand("band")),),
        (Group(ABSTAINS, "what a full tie adds", _by_strand("band_by_affiliation")),),
    ),
    (
        (Group(PULLS, "lines and peers", LINES, pulls=True),
         Group(PULLS, "against the bloc's line", {"discipline": "discipline"}, pulls=True)),
        (Group(PULLS, "donors, through aid", DONORS, pulls=True),),
    ),
)  # fmt: skip
GROUPS = [group for band in SHEET for side in band for group in side]
OTHERS = Group("Other weights", "", {})

ROW, HEAD, FOOT, GAP = 0.225, 0.4, 0.3, 0.16  # inches: a row, a title, the ticks, between panels
LABELS, AXES = 1.78, 1.72  # inches: the words, the dots
LEFT, RIGHT = MARGIN, WIDTH - MARGIN - LABELS - AXES  # where the two columns begin
FLOOR = 0.35  # inches for the footer


def draw(stored: Stored) -> Drawing:
    """All shared weights, each a dot with its interval, in panels of what they are about."""
    shown = table(stored.table("weights"))
    if shown.empty:
        return say("The fit holds no weights.", COLUMNS)
    bands = [[[(g, p) for g in side if len(p := _of(shown, g))] for side in band] for band in SHEET]
    if len(rest := _of(shown, OTHERS)):
        bands.append([[(OTHERS, rest)], []])
    panels = [item for band in bands for side in band for item in side]
    heights = [max(sum(_height(p) for _, p in side) for side in band) for band in bands]
    figure, height = paper(sum(heights) + FLOOR, finding(shown), READING)
    for band, tall in zip(bands, heights, strict=True):
        for left, side in zip((LEFT, RIGHT), band, strict=True):
            top = height
            for group, part in side:
                bottom = top - _height(part) + FOOT + GAP
                axes = panel(figure, left + LABELS, bottom, AXES, ROW * len(part))
                _fill(axes, group, part)
                alike = [] if group.pulls else [p for g, p in panels if g.title == group.title]
                axes.set_xlim(_limits([part, *alike]))
                top -= _height(part)
        height -= tall
    return Drawing(figure, shown)


def table(weights: pd.DataFrame) -> pd.DataFrame:
    """What is drawn, one row a weight in the order of the sheet; intervals of pulls end at zero."""
    if weights.empty:
        return pd.DataFrame(columns=COLUMNS)
    known = weights.set_index("weight")
    rows = []
    for group in GROUPS:
        heading = f"{group.title}: {group.part}"
        rows += [(heading, name, words, group.pulls) for name, words in group.words.items()]
    named = {name for _, name, _, _ in rows}
    rows += [(OTHERS.title, name, name, False) for name in known.index if name not in named]
    shown = pd.DataFrame(rows, columns=["group", "weight", "words", "pull"])
    shown = shown[shown.weight.isin(known.index)].reset_index(drop=True)
    shown = shown.assign(mode=known["mode"].loc[shown.weight].to_numpy(),
                         sd=known["sd"].loc[shown.weight].to_numpy())  # fmt: skip
    low, high = shown["mode"] - WIDE * shown.sd, shown["mode"] + WIDE * shown.sd
    return shown.assign(low=low.where(~shown.pull, low.clip(lower=0)), high=high)[COLUMNS]


def finding(shown: pd.DataFrame) -> str:
    """How many weights are clear of zero, and which pulls are."""
    clear = shown[_clear(shown)]
    pulls = [words for group in GROUPS if group.pulls for words in clear.words[
        clear.weight.isin(list(group.words))]]  # fmt: skip
    said = f"{len(clear)} of {len(shown)} intervals leave out zero"
    if not pulls:
        return said + ", but that of no pull does"
    if len(pulls) > 5:
        return said + f", those of {count(len(pulls))} pulls among them"
    return said + f", among them the pull{'s' if len(pulls) > 1 else ''} of {listed(pulls)}"


def _clear(shown: pd.DataFrame) -> pd.Series:
    return (shown.low > 0) | (shown.high < 0)


def _of(shown: pd.DataFrame, group: Group) -> pd.DataFrame:
    if group is OTHERS:
        return shown[shown.group == OTHERS.title]
    return shown[shown.weight.isin(list(group.words))]


def _height(part: pd.DataFrame) -> float:
    return HEAD + ROW * len(part) + FOOT + GAP


def _limits(parts: list[pd.DataFrame]) -> tuple[float, float]:
    low = min([0.0, *(part.low.min() for part in parts)])
    high = max([0.0, *(part.high.max() for part in parts)])
    room = 0.05 * max(high - low, 0.1)
    return low - room, high + room


def _fill(axes: Axes, group: Group, part: pd.DataFrame) -> None:
    axes.set_ylim(len(part) - 0.4, -0.6)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", labelsize=TINY, length=3, pad=2)
    axes.axvline(0, color=GREY, lw=0.8, zorder=1)
    axes.grid(axis="x", color=FAINT, lw=0.6)
    axes.set_axisbelow(True)
    margin = -LABELS / AXES
    above = 1 + 0.12 / (ROW * len(part))
    axes.text(margin, above, group.title, transform=axes.transAxes, weight="bold", va="bottom",
              size=SMALL + 0.5)  # fmt: skip
    axes.text(1, above, group.part, transform=axes.transAxes, color=GREY, ha="right", va="bottom",
              size=SMALL)  # fmt: skip
    for y, (row, clear) in enumerate(zip(part.itertuples(), _clear(part), strict=True)):
        column(axes, margin, y, row.words, align="left", size=SMALL)
        interval(axes, y, (row.mode, row.low, row.high), BLUE, hollow=not clear)
