"""Which factor an outcome hangs on: Sobol indices, Morris screening and whose variance it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.files.folders import kept_folder
from sim.measures.possible import possible
from sim.plots.canvas import (
    BLUE,
    FAINT,
    GREY,
    INK,
    MARGIN,
    ORANGE,
    SMALL,
    Drawing,
    column,
    house_style,
    interval,
    paper,
    rows_panel,
    save,
    say,
)
from sim.plots.sensitivity_words import (
    by_chance,
    effect,
    factor_words,
    measure_words,
    morris_finding,
    sobol_finding,
    split_finding,
    upper,
)
from sim.plots.stored import Stored
from sim.plots.words import minus, share, short

SHOWN = 30  # factors at most
STILL = "the outcome does not vary from point to point"
HIDDEN = "chance hides it, take more replicates"
LABELS, AXES = 2.75, 2.9  # inches: the words, the dots
SOBOL_COLUMNS = ["name", "words", "first", "first_low", "first_high", "total", "total_low",
                 "total_high"]  # fmt: skip
MORRIS_COLUMNS = ["name", "words", "mu_star", "mu_star_low", "mu_star_high", "mu", "sigma", "noise"]
SPLIT_COLUMNS = ["of", "component", "words", "share", "low", "high"]
SOBOL_READING = (
    "{measure}. Share of the variance of its expected value over the design's points: filled, "
    "what a factor accounts for alone (first-order Sobol index); hollow, with its interactions "
    "(total index). 95 % intervals over blocks of points and replicates."
)
MORRIS_READING = (
    "{measure}. Mean size of the elementary effects of each factor over its whole range, with "
    "95 % interval; beside it the mean with its sign and the spread over the space. Grey: the size "
    "that chance alone would show."
)
SPLIT_READING = (
    "{measure}. Shares of its variance over single runs, with 95 % intervals over points and "
    "replicates. Every point is run with the same replicates: what one of them does everywhere is "
    "common, what it does at one point and not at another is not."
)
GROUP_WORDS = {
    "design": "Between points",
    "noise": "Between replicates",
    "together": "groups together",
    "common": "common to all points",
    "pointwise": "other at every point",
    "fit": "the fit",
}


def draw_sobol(stored: Stored, measure: str) -> Drawing:
    """First-order and total index of every factor of one measure."""
    table = stored.table("sobol_indices")
    shown = sobol_table(table, measure)
    if shown.empty:
        return say(f"No Sobol index of {measure} is known: {_why(table, measure)}.", SOBOL_COLUMNS)
    reading = SOBOL_READING.format(measure=upper(measure_words(measure)))
    figure, height = paper(0.34 * len(shown) + 1.3, sobol_finding(shown), reading)
    axes, rows = _rows(figure, height, shown)
    for y, row in zip(rows, shown.itertuples(), strict=True):
        column(axes, -0.03, y, short(row.words, 30))
        alone = min(row.first, row.total) if row.first == row.first else row.first
        interval(axes, y - 0.14, _can_be(alone, row.first_low, row.first_high), BLUE)
        interval(axes, y + 0.14, _can_be(row.total, row.total_low, row.total_high), BLUE,
                 hollow=True)  # fmt: skip
        column(axes, 1.2, y, share(alone), colour=INK)
        column(axes, 1.44, y, share(row.total), colour=GREY)
    _heads(axes, ((1.2, "alone"), (1.44, "in all")))
    _span(axes, 0.0, possible(shown[["first_high", "total_high"]].max().max()))
    axes.set_xlabel("share of the variance")
    return Drawing(figure, shown)


def draw_morris(stored: Stored, measure: str) -> Drawing:
    """Mean size, mean and spread of the elementary effects of every factor on one measure."""
    table = stored.table("morris_screening")
    shown = morris_table(table, measure)
    if shown.empty:
        return say(f"No elementary effect on {measure} is known.", MORRIS_COLUMNS)
    if _why(table, measure) == STILL:
        return say(f"No factor has an effect on {measure}: {STILL}.", MORRIS_COLUMNS)
    reading = MORRIS_READING.format(measure=upper(measure_words(measure)))
    figure, height = paper(0.31 * len(shown) + 1.3, morris_finding(shown), reading)
    axes, rows = _rows(figure, height, shown)
    for y, row in zip(rows, shown.itertuples(), strict=True):
        column(axes, -0.03, y, short(row.words, 30))
        if row.noise == row.noise:
            axes.plot([0, by_chance(row.noise)], [y, y], color=FAINT, lw=9, zorder=1,
                      solid_capstyle="butt")  # fmt: skip
        clear = row.mu_star_low > by_chance(row.noise if row.noise == row.noise else 0)
        interval(axes, y, (row.mu_star, row.mu_star_low, row.mu_star_high), BLUE, hollow=not clear)
        column(axes, 1.24, y, minus(effect(row.mu, "+")), colour=INK)
        column(axes, 1.48, y, effect(row.sigma), colour=GREY)
    _heads(axes, ((1.24, "mean"), (1.48, "spread")))
    _span(axes, 0, shown.mu_star_high.max())
    axes.set_xlabel("mean size of the effect of the whole range")
    return Drawing(figure, shown)


def draw_split(stored: Stored, measure: str) -> Drawing:
    """Shares of the variance from each group of factors and from chance."""
    table = stored.table("variance_split")
    shown = split_table(table, measure)
    if shown.empty:
        return say(
            f"The variance of {measure} is not known: {_why(table, measure)}.", SPLIT_COLUMNS
        )
    reading = SPLIT_READING.format(measure=upper(measure_words(measure)))
    figure, height = paper(0.31 * len(shown) + 1.5, split_finding(shown), reading)
    axes, rows = _rows(figure, height, shown, gaps=(shown.of == "total").tolist())
    for y, row in zip(rows, shown.itertuples(), strict=True):
        whole = row.of == "total"
        of_design = "design" in (row.of, row.component)
        column(axes, -0.03, y, short(row.words, 30), weight="bold" if whole else "normal")
        interval(axes, y, _can_be(row.share, row.low, row.high), BLUE if of_design else ORANGE,
                 hollow=not whole)  # fmt: skip
        column(axes, 1.2, y, share(row.share), weight="bold" if whole else "normal")
    _span(axes, 0.0, 1.0)
    axes.axvline(1, color=GREY, lw=0.8, zorder=1)
    axes.set_xlabel("share of the variance")
    return Drawing(figure, shown)


def _can_be(*shares: float) -> tuple[float, float, float]:
    """Estimate, low and high of a share, none below 0 or above 1."""
    estimate, low, high = map(possible, shares)
    return estimate, low, high


def _why(table: pd.DataFrame, measure: str) -> str:
    """Why nothing is known of a measure, from the notes of its table."""
    if "note" not in table:
        return STILL
    notes = set(table[table.measure == measure].note)
    return STILL if notes == {STILL} else HIDDEN


def sobol_table(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """What is drawn: a row a factor, the largest total index first."""
    if table.empty:
        return pd.DataFrame(columns=SOBOL_COLUMNS)
    known = table[(table.measure == measure) & (table.level == "factor")]
    if known.empty:  # a design of groups only
        known = table[(table.measure == measure) & (table.level == "group")]
    return _wide(known, SOBOL_COLUMNS, by="total")


def morris_table(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """What is drawn: a row a factor, the largest mean size first."""
    if table.empty:
        return pd.DataFrame(columns=MORRIS_COLUMNS)
    return _wide(table[table.measure == measure], MORRIS_COLUMNS, by="mu_star")


def split_table(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """What is drawn: design and noise, each with its parts below it."""
    if table.empty:
        return pd.DataFrame(columns=SPLIT_COLUMNS)
    known = table[table.measure == measure].dropna(subset=["share"])
    parts = [
        known[(known.component == whole) | (known.of == whole)] for whole in ("design", "noise")
    ]
    shown = pd.concat(parts, ignore_index=True)
    said = [GROUP_WORDS.get(c, c.replace("_", " ")) for c in shown.component]
    return shown.assign(words=said)[SPLIT_COLUMNS]


def _wide(known: pd.DataFrame, columns: list[str], by: str) -> pd.DataFrame:
    """One row a factor from one row a factor and index."""
    rows: dict[str, dict[str, object]] = {}
    for row in known.to_dict("records"):
        name, index = row["name"], row["index"]
        cells = rows.setdefault(name, {"name": name, "words": factor_words(name)})
        cells |= {index: row["estimate"], f"{index}_low": row["low"], f"{index}_high": row["high"]}
    shown = pd.DataFrame([*rows.values()], columns=columns).dropna(subset=[by])
    ranked = shown.sort_values([by, "name"], ascending=[False, True])
    return ranked.head(SHOWN).reset_index(drop=True)


def draw_sensitivity(folder: Path, into: Path) -> list[Path]:
    """Draw what a sweep's tables answer, a figure a table and measure: PNG, and CSV beside it.

    They are drawn aside and moved when they are whole; ``into`` has to be missing, empty, or a
    folder that such figures were drawn into before.

    Raises
    ------
    InputError
        If the place cannot be written, or holds something else.
    """
    with kept_folder(into, "figures") as draft:
        paths = write_sensitivity(folder, draft)
    return [into / path.name for path in paths]


def write_sensitivity(folder: Path, into: Path) -> list[Path]:
    """The same, straight into a folder, which should be a draft."""
    stored, paths = StoredSweep.open(folder), []
    into.mkdir(parents=True, exist_ok=True)
    with house_style():
        for name, draw in SENSITIVITY_FIGURES.items():
            table = stored.table(name)
            for measure in table.measure.unique() if len(table) else ():
                paths.append(into / f"{name}_{measure}.png")
                save(draw(stored, measure), stored, paths[-1])
    return paths


class StoredSweep(Stored):
    """The stored results of a sweep: summary.json with points, replicates, seed and its id."""

    NEEDED = ("experiment", "points", "replicates", "seed", "id")
    COUNTS = ("points", "replicates")

    @property
    def footer(self) -> str:
        """Which sweep the numbers are from."""
        story = self.summary
        return (
            f"{story['experiment']} · {story['points']:,} points x {story['replicates']:,} "
            f"replicates · seed {story['seed']} · {str(story['id'])[:12]}"
        )


SENSITIVITY_FIGURES: dict[str, Callable[[Stored, str], Drawing]] = {
    "sobol_indices": draw_sobol,
    "morris_screening": draw_morris,
    "variance_split": draw_split,
}


def _rows(
    figure: Figure, height: float, shown: pd.DataFrame, gaps: list[bool] | None = None
) -> tuple[Axes, list[float]]:
    """Axes with a height for each row, more before those with a gap."""
    rows, y = [], -1.0
    for n in range(len(shown)):
        y += 1.3 if gaps and gaps[n] and n else 1.0
        rows.append(y)
    axes = rows_panel(figure, MARGIN + LABELS, AXES, height - 0.38, rows)
    axes.axvline(0, color=GREY, lw=0.8, zorder=1)
    axes.grid(axis="x", color=FAINT, lw=0.6)
    axes.set_axisbelow(True)
    return axes, rows


def _heads(axes: Axes, heads: tuple[tuple[float, str], ...]) -> None:
    for x, head in heads:
        axes.text(x, 1.0, head, transform=axes.transAxes, ha="right", va="bottom", color=GREY,
                  size=SMALL)  # fmt: skip


def _span(axes: Axes, low: float, high: float) -> None:
    low, high = min(0.0, low), max(high, 1e-12)
    axes.set_xlim(low - 0.04 * (high - low), high + 0.04 * (high - low))
