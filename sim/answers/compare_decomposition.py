"""A closer look at a comparison: whose doubt it is, and which mechanism's doing.

Some replicates are run again with one source of doubt taken from another replicate, and with single
mechanisms switched off: the same noise, so that what changes is the doubt's or the mechanism's
doing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.analysis.compare import SOURCES
from sim.answers.compare_study import Ground, in_parallel
from sim.levers import LEVERS, Lever
from sim.measures import OUTCOMES
from sim.mechanisms.table import MECHANISMS, Mechanism, levers_without

PULLS_OF_LOBBYING = ("bloc", "donors", "outreach", "layers")  # weights at work without any lever
OF_DOUBT, OF_MECHANISMS = 400, 200  # replicates that are run again; the former in couples
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Decomposition:
    """Differences from the baseline of one measure, as they are and changed."""

    swapped_whole: dict[str, np.ndarray]  # by arm, [D]: as they are, in couples
    swapped: dict[str, dict[str, np.ndarray]]  # by arm and source of doubt, [D]
    whole: dict[str, np.ndarray]  # by arm, [M]: as they are
    without: dict[str, dict[str, np.ndarray]]  # by mechanism and arm, [M]
    alone: dict[str, dict[str, np.ndarray]]  # by mechanism and arm, [M]; of mechanisms with levers
    titles: dict[str, str]  # of the mechanisms


def decompose(ground: Ground, measure_name: str, progress: Progress | None = None) -> Decomposition:
    """Run replicates again: with one source of doubt of another, and with mechanisms off."""
    most = ground.design.replicates // 2 * 2
    of_doubt, of_mechanisms = min(OF_DOUBT, most), min(OF_MECHANISMS, most)
    arms, column = ground.arms[1:], OUTCOMES.index(measure_name)
    looked_at = mechanisms_at_work(ground)
    single = {m.key: _only(ground, m) for m in looked_at if m.levers}
    places = [(key, arm) for key, of_arm in single.items() for arm in of_arm]
    lanes = list(ground.design.arms.values())

    def differences(lanes: list[list[Lever]], chance: int, weights: int, doubts: int,
                    off: tuple[str, ...] = ()) -> np.ndarray:  # fmt: skip
        votes, affiliation = ground.votes(lanes, chance, weights, doubts, off)
        level = ground.levels(votes, affiliation, chance)[:, column]
        difference: np.ndarray = level[1:] - level[0]
        return difference

    def look(r: int) -> list[np.ndarray]:
        found = [differences(lanes, r, r, r)]
        if r < of_doubt:
            found += [differences(lanes, r, r ^ 1, r), differences(lanes, r, r, r ^ 1),
                      differences(lanes, r ^ 1, r, r)]  # fmt: skip
        if r < of_mechanisms:
            found += [differences(lanes, r, r, r, (m.key,)) for m in looked_at]
            if places:
                own = [single[key][arm] for key, arm in places]
                found.append(differences([lanes[0], *own], r, r, r))
        return found

    rows: list[list[np.ndarray]] = []
    number = max(of_doubt, of_mechanisms)
    for one in in_parallel(ground.design.threads, look, range(number)):
        rows.append(one)
        if progress:
            progress(len(rows), number)
    whole = np.stack([row[0] for row in rows])
    doubt = np.stack([np.stack(row[1 : 1 + len(SOURCES)]) for row in rows[:of_doubt]])
    off = [row[1 + len(SOURCES) :] for row in rows[:of_mechanisms]]
    alone: dict[str, dict[str, np.ndarray]] = {key: {} for key in single}
    for n, (key, arm) in enumerate(places):
        alone[key][arm] = np.array([row[-1][n] for row in off])
    return Decomposition(
        {arm: whole[:of_doubt, n] for n, arm in enumerate(arms)},
        {arm: {s: doubt[:, k, n] for k, s in enumerate(SOURCES)} for n, arm in enumerate(arms)},
        {arm: whole[:of_mechanisms, n] for n, arm in enumerate(arms)},
        {m.key: {arm: np.array([row[k][n] for row in off]) for n, arm in enumerate(arms)}
         for k, m in enumerate(looked_at)},
        alone,
        {m.key: m.title for m in looked_at},
    )  # fmt: skip


def mechanisms_at_work(ground: Ground) -> list[Mechanism]:
    """The mechanisms whose levers are pulled, and those that lobbying works through anyway."""
    off = ground.design.off
    pulled = {
        type(lever)
        for levers in ground.design.arms.values()
        for lever in levers_without(levers, off)
        if lever.strength()
    }
    found = []
    for one in MECHANISMS:
        of_levers = bool(pulled & {LEVERS[name] for name in one.levers})
        of_lobbying = bool(set(one.weights) & set(PULLS_OF_LOBBYING))
        if one.key not in off and (of_levers or of_lobbying):
            found.append(one)
    return found


def _only(ground: Ground, mechanism: Mechanism) -> dict[str, list[Lever]]:
    """The levers of a mechanism alone, by scenario; of scenarios that pull some of them."""
    kinds = tuple(LEVERS[name] for name in mechanism.levers)
    found = {}
    for arm, levers in ground.design.arms.items():
        own = [lever for lever in levers if isinstance(lever, kinds) and lever.strength()]
        if own:
            found[arm] = own
    return found
