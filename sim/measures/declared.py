"""Every measure of a run, a row each: what it is called, its unit, and how it is counted.

To add one, add a row here; docs/how-to/extend.md says what else.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.measures.measure import LESS, Counts, Measure
from sim.plugins import MEASURES as BY_PLUGINS
from sim.plugins import plugins

MOST_STATES = 193  # that can vote, and so the largest margin


def share(part: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Part by whole; not a number where there is no whole."""
    return np.divide(part, of, out=np.full(np.shape(of), np.nan), where=of > 0)


def _rate(name: str, words: str, meaning: str, count: Callable[[Counts], np.ndarray],
          **more: object) -> Measure:  # fmt: skip
    fixed = {"scale": 100.0, "grain": 0.001}
    return Measure(name, words, "share", meaning, count, **(fixed | more))  # type: ignore[arg-type]


OF_THE_PACKAGE = (
    Measure("chances", "ballots with a line", "votes", "of affiliates with a line",
            lambda c: c.chances, change="votes", most=np.inf, whole=True, compared=False,
            leading=()),
    _rate("soft", "soft defection", "of these, abstentions against the line",
          lambda c: share(c.soft, c.chances)),
    _rate("hard", "hard defection", "of these, votes opposite to the line",
          lambda c: share(c.hard, c.chances)),
    _rate("either", "defection", "of these, both together",
          lambda c: share(c.soft + c.hard, c.chances),
          leading=("country", "thematic", "palestine", "amendment"), short="any"),
    _rate("adopted", "adoption", "of texts that are adopted",
          lambda c: share(c.adopted, c.ballots), goal="adoptions", grain=0.02),
    Measure("margin", "margin", "votes", "yes less no, mean over texts",
            lambda c: np.where(c.ballots > 0, c.margin, np.nan), change="votes", digits=2,
            width=0.25, grain=0.1,
            least=-MOST_STATES, most=MOST_STATES, goal="margin"),
    Measure("rice", "cohesion of the bloc", "0 to 1", "Rice index of the bloc",
            lambda c: c.rice, change="index, 0 to 1", wanted=LESS, digits=2, grain=0.01,
            goal="cohesion"),
    _rate("bloc_line", "votes of the bloc with its line",
          "of the votes of affiliates and organisers on ballots with a line, those that follow it",
          lambda c: share(c.line_followed, c.line_votes), wanted=LESS, goal="bloc_line",
          short="on line"),
    Measure("pivotal", "pivotal votes", "texts",
            "whose fate is another than in the baseline of the same replicate, either way",
            lambda c: c.pivotal, change="texts a run", digits=2, width=0.1, most=np.inf,
            whole=True, goal="pivotal"),
    Measure("pivotal_net", "pivotal votes, net,", "texts",
            "adopted here alone, less those adopted in the baseline of the replicate alone",
            lambda c: c.adopted - c.adopted[:, :1], change="texts a run", digits=2, width=0.1,
            least=-np.inf, most=np.inf, whole=True, goal="pivotal_net",
            short="piv. net"),
    Measure("defections", "defections, all texts", "votes",
            "off the line, of all kinds, in the run",
            lambda c: (c.soft + c.hard).sum(0), of_kind=False, change="votes a run", width=5.0,
            most=np.inf, whole=True, goal="defections"),
    Measure("exits", "exits from the group", "affiliates", "that leave the group in the run",
            lambda c: c.exits, of_kind=False, change="states", digits=2, width=0.05,
            most=MOST_STATES, whole=True),
)  # fmt: skip


def _of_plugins() -> tuple[Measure, ...]:
    """The measures that plug-ins add, made of what is counted already."""
    taken = {one.name for one in OF_THE_PACKAGE}
    found = []
    for plugin in plugins(BY_PLUGINS):
        one = plugin.what
        if not isinstance(one, Measure) or one.name != plugin.name or one.name in taken:
            raise plugin.refuse("a Measure of sim.measures with that very name, new, is wanted")
        found.append(one)
    return tuple(found)


MEASURES = (*OF_THE_PACKAGE, *_of_plugins())
