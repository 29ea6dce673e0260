"""An effect taken apart: by source of variance, and by the mechanisms that it works through.

Some replicates are run again with one source of doubt taken from another replicate, and with single
mechanisms switched off: the same noise, so that what changes is the doubt's or the mechanism's
doing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.analysis.compare import SOURCES
from sim.levers import LEVERS, Lever
from sim.mechanisms.table import MECHANISMS, Mechanism, levers_without
from sim.pool import Progress
from sim.study.aim import Aim
from sim.study.design import Design
from sim.study.experiment import Experiment, Replicate
from sim.study.trial import Trial

PULLS_OF_LOBBYING = ("bloc", "donors", "outreach", "layers")  # weights at work without any lever
OF_DOUBT, OF_MECHANISMS = 400, 200  # replicates that are run again; the former in couples


@dataclass(frozen=True)
class Decomposition:
    """Differences from the baseline of one measure, as they are and changed."""

    swapped_whole: dict[str, np.ndarray]  # by arm, [D]: as they are, in couples
    swapped: dict[str, dict[str, np.ndarray]]  # by arm and source of doubt, [D]
    whole: dict[str, np.ndarray]  # by arm, [M]: as they are
    without: dict[str, dict[str, np.ndarray]]  # by mechanism and arm, [M]
    alone: dict[str, dict[str, np.ndarray]]  # by mechanism and arm, [M]; of mechanisms with levers
    titles: dict[str, str]  # of the mechanisms


def decompose(experiment: Experiment, aim: Aim, progress: Progress | None = None) -> Decomposition:
    """Run replicates again: with one source of doubt of another, and with mechanisms off."""
    design = experiment.design
    most = design.replicates // 2 * 2
    of_doubt, of_mechanisms = min(OF_DOUBT, most), min(OF_MECHANISMS, most)
    arms = list(design.arms)[1:]
    looked_at = mechanisms_at_work(design)
    single = {m.key: _only(design, m) for m in looked_at if m.levers}
    places = [(key, arm) for key, of_arm in single.items() for arm in of_arm]
    lanes = list(design.arms.values())
    own = [single[key][arm] for key, arm in places]

    def trials(r: int) -> list[Trial]:
        found = [Trial(lanes, r)]
        if r < of_doubt:
            found += [Trial(lanes, r, weights=r ^ 1), Trial(lanes, r, assumptions=r ^ 1),
                      Trial(lanes, r ^ 1, weights=r, assumptions=r)]  # fmt: skip
        if r < of_mechanisms:
            found += [Trial(lanes, r, off=(m.key,)) for m in looked_at]
            if places:
                found.append(Trial([lanes[0], *own], r))
        return found

    def differences(run: Replicate) -> np.ndarray:
        level = aim.level(run)
        difference: np.ndarray = level[1:] - level[0]
        return difference

    rows: list[list[np.ndarray]] = []
    asked = [trials(r) for r in range(max(of_doubt, of_mechanisms))]
    found = experiment.run((trial for of_one in asked for trial in of_one), differences)
    for of_one in asked:
        rows.append([next(found) for _ in of_one])
        if progress:
            progress(len(rows), len(asked))
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


def mechanisms_at_work(design: Design) -> list[Mechanism]:
    """The mechanisms whose levers are pulled, and those that lobbying works through anyway."""
    off = design.off
    pulled = {
        type(lever)
        for levers in design.arms.values()
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


def _only(design: Design, mechanism: Mechanism) -> dict[str, list[Lever]]:
    """The levers of a mechanism alone, by scenario; of scenarios that pull some of them."""
    kinds = tuple(LEVERS[name] for name in mechanism.levers)
    found = {}
    for arm, levers in design.arms.items():
        own = [lever for lever in levers if isinstance(lever, kinds) and lever.strength()]
        if own:
            found[arm] = own
    return found
