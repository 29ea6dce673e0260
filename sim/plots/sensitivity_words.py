"""How factors and measures of a sweep are said in figures, and what the figures find."""

from __future__ import annotations

import pandas as pd

from sim.measures import DIFFERENCE, parts_of
from sim.plots.words import KIND_WORDS, count, listed, share


def measure_words(measure: str) -> str:
    """A measure as a reader says it: what the levers change in defection on country texts."""
    changed = measure.endswith(DIFFERENCE)
    name = measure.removesuffix(DIFFERENCE)
    parts = parts_of(name)
    if parts and parts[0]:
        name = f"{parts[1].words} on {KIND_WORDS[parts[0]]}"
    name = name.replace("_", " ")
    return f"what the levers change in {name}" if changed else name


def factor_words(name: str) -> str:
    """A key of the configuration as a reader says it: mission staff, persons."""
    for start in ("levers.", "rules.assumptions."):
        name = name.removeprefix(start)
    return ", ".join(part.replace("_", " ") for part in name.split("."))


def sobol_finding(shown: pd.DataFrame) -> str:
    """Which factor accounts for most, and how many for anything."""
    top, some = shown.iloc[0], int((shown.total_low > 0).sum())
    said = f"{upper(top.words)}: {share(min(top.first, top.total))} of the variance alone, "
    said += f"{share(top.total)} with interactions"
    return said + _some(some, len(shown), "clear of zero")


def morris_finding(shown: pd.DataFrame) -> str:
    """Which factor moves the outcome most, and how many stand out from chance."""
    top = shown.iloc[0]
    clear = shown.mu_star_low > shown.noise.fillna(0).map(by_chance)
    said = f"{upper(top.words)} moves the outcome most, by {effect(top.mu_star)} in the mean"
    return said + _some(int(clear.sum()), len(shown), "stand out from chance")


def split_finding(shown: pd.DataFrame) -> str:
    """How much is the design's, how much is chance, and whose the design's is."""
    found = shown.set_index("component").share
    said = f"{share(found['design'])} of the variance lies between points, "
    said += f"{share(found['noise'])} between replicates"
    groups = shown[(shown.of == "design") & (shown.component != "together")]
    if len(groups) < 2:
        return said
    ranked = groups.sort_values("share", ascending=False)
    each = [f"{row.words} {share(row.share)}" for row in ranked.itertuples()]
    return f"{said}; alone {listed(each)}"


def effect(value: float, sign: str = "") -> str:
    """An effect in two digits, or in whole numbers where it is large."""
    return f"{value:{sign},.0f}" if abs(value) >= 99.5 else f"{value:{sign}.2g}"


def by_chance(noise: float) -> float:
    """Mean size of what chance alone leaves in an effect, from its standard deviation."""
    return 0.798 * noise


def _some(number: int, of: int, what: str) -> str:
    """How many of several factors; nothing of a single one."""
    if of == 1:
        return ""
    if number == of:
        return f"; all {count(of)} {what}"
    return f"; {count(number) if number else 'none'} of {count(of)} {what}"


def upper(words: str) -> str:
    """Words with a capital letter first."""
    return words[:1].upper() + words[1:]
