"""A portfolio from its question to its results: searched, chosen, countered, tested on new worlds.

Three sets of worlds that share no draw: the search sees the first, the choice among its finalists
is made on the second, and whatever is reported is measured on the third.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.portfolio import Searched, front, random_mixes, robust, search
from sim.analysis.portfolio.mixes import distinct, pruned, singles
from sim.answers.portfolio_levers import SIDES, PricedLever
from sim.answers.portfolio_study import USUAL_GOALS, Worlds, direction, effects_of, levers_at_cost
from sim.errors import InputError
from sim.levers import Lever
from sim.pool import Progress
from sim.study.experiment import Experiment

AIMS = ("mean", "worst", "regret")
PARTS = ("Search", "Choice", "Counter-move", "Choice of the counter-move", "Test on new worlds")
FINALISTS, PRUNED, RANDOM = 12, 3, 20
GRAIN = 0.05  # of the budget: mixes that differ by less are one
SEARCH_WORLDS, CHOICE_WORLDS = 32, 120
CHOICE, TEST = 1_000_000, 2_000_000  # first replicates of the sets
Bar = Callable[[str], Progress]


@dataclass(frozen=True)
class Quest:
    """What is asked of a portfolio."""

    budget: float
    side: str = "democracies"
    levers: tuple[str, ...] = ()
    goals: tuple[str, ...] = USUAL_GOALS
    aim: str = "mean"
    counter_budget: float | None = None  # None: as much as the budget; 0: no counter-move
    overrides: tuple[str, ...] = ()
    population: int = 32
    generations: int = 20
    worlds: int = 100  # of the test
    replicates: int = 3  # in each of them
    brief: bool = True  # whether a brief is written too

    def __post_init__(self) -> None:
        if not 0 < self.budget < np.inf:
            raise InputError(f"budget={self.budget:g}: an amount above 0 USD is wanted")
        if self.aim not in AIMS:
            raise InputError(f"aim={self.aim}: one of {', '.join(AIMS)}")
        if self.side not in SIDES:
            raise InputError(f"side={self.side}: one of {', '.join(SIDES)}")
        direction(self.side, self.goals)

    @property
    def other_side(self) -> str:
        """Who answers."""
        return SIDES[1 - SIDES.index(self.side)]


@dataclass(frozen=True)
class Market:
    """What one side can buy for a sum."""

    priced_levers: list[PricedLever]
    budget: float

    @property
    def names(self) -> list[str]:
        """Names of the levers."""
        return [priced.name for priced in self.priced_levers]

    @property
    def most(self) -> np.ndarray:
        """What each lever can take, [F] USD."""
        return np.minimum([priced.most for priced in self.priced_levers], self.budget)

    def levers(self, spending: np.ndarray) -> list[Lever]:
        """What a mix buys."""
        return levers_at_cost(self.priced_levers, spending)


@dataclass(frozen=True)
class Entry:
    """A mix that is tested: what it is called, what it is, and what it is made of."""

    name: str
    role: str  # chosen, front, single, random, counter
    levers: list[Lever]
    counter: list[Lever]  # of the other side, pulled against it


@dataclass(frozen=True)
class Tested:
    """The mixes that were tested on new worlds, and their figures."""

    entries: list[Entry]
    effects: np.ndarray  # [entries, worlds, goals] in the measures' own direction
    chosen: str
    best_single: str
    counter: list[Lever]
    course: np.ndarray  # [generations + 1] best first goal so far, on the worlds of the search
    searched: np.ndarray  # [N, goals] means of all mixes that were scored in the search


def test_worlds(quest: Quest) -> Worlds:
    """The worlds in which mixes are tested."""
    return Worlds(TEST, quest.worlds, quest.replicates)


def find_best_mix(
    quest: Quest,
    experiment: Experiment,
    market: Market,
    other: Market | None,
    bar: Bar | None = None,
) -> Tested:
    """Search, choose, counter and test.

    Parameters
    ----------
    other : what the other side can buy; None where no counter-move is asked for
    """
    sign = direction(quest.side, quest.goals)
    found = _search(quest, experiment, market, [], sign, 0, _part(bar, PARTS[0]))
    kept, chosen, single = _choose(quest, experiment, market, found, [], sign, _part(bar, PARTS[1]))
    levers = [market.levers(mix) for mix in kept]
    alone = [market.levers(mix) for mix in singles(market.most)]
    names = [f"mix {n + 1}" for n in range(len(levers))]
    answer: list[Lever] = []
    if other is not None:
        against = levers[chosen]
        back = _search(quest, experiment, other, against, -sign, 500_000, _part(bar, PARTS[2]))
        answers, best, _ = _choose(
            quest, experiment, other, back, against, -sign, _part(bar, PARTS[3])
        )
        answer = other.levers(answers[best])
    cost = sum(_cost(experiment, levers[chosen]))
    rng_seed = experiment.design.seed
    entries = [
        Entry(name, "chosen" if n == chosen else "front", one, [])
        for n, (name, one) in enumerate(zip(names, levers, strict=True))
    ]
    entries += [
        Entry(f"{name} alone", "single", one, [])
        for name, one in zip(market.names, alone, strict=True)
    ]
    entries += [
        Entry(f"random {n + 1}", "random", market.levers(mix), [])
        for n, mix in enumerate(random_mixes(RANDOM, market.most, cost, rng_seed))
    ]
    if answer:
        under = [*entries[: len(levers)], entries[len(levers) + single]]
        entries += [Entry(one.name, "counter", one.levers, answer) for one in under]
    test = test_worlds(quest)
    effects = effects_of(
        experiment,
        [[*entry.levers, *entry.counter] for entry in entries], test, quest.goals,
        _part(bar, PARTS[4]),
    )  # fmt: skip
    course = np.maximum.accumulate(
        [found.values[found.generation == g, 0].max() for g in range(found.generation[-1] + 1)]
    )
    return Tested(entries, effects, names[chosen], f"{market.names[single]} alone", answer,
                  course * sign[0], found.values * sign)  # fmt: skip


def _part(bar: Bar | None, label: str) -> Progress | None:
    return bar(label) if bar else None


def _cost(experiment: Experiment, levers: Sequence[Lever]) -> list[float]:
    return [lever.cost_usd(experiment.setup.world.states) for lever in levers]


def _search(
    quest: Quest, experiment: Experiment, market: Market, against: list[Lever], sign: np.ndarray,
    first: int, progress: Progress | None,
) -> Searched:  # fmt: skip
    """All mixes scored against levers that the other side pulls; more is better."""
    worlds = Worlds(first, SEARCH_WORLDS, 1)
    aim = "worst" if quest.aim == "worst" else "mean"  # regret needs rivals: it decides the choice

    def score(spending: np.ndarray) -> np.ndarray:
        mixes = [[*against, *market.levers(mix)] for mix in spending]
        return robust(effects_of(experiment, mixes, worlds, quest.goals) * sign).by(aim)

    return search(
        market.names, market.most, market.budget, score, quest.population, quest.generations,
        experiment.design.seed % 2**31, progress,
    )  # fmt: skip


def _candidates(market: Market, found: Searched) -> np.ndarray:
    """Mixes to choose among: the best of the search, the front, simpler ones, levers alone."""
    values, spending = found.values, found.spending
    best: np.ndarray = np.argsort(-values[:, 0], kind="stable")
    best = best[distinct(spending[best], GRAIN * market.budget)][:FINALISTS]
    along = np.flatnonzero(front(values))
    along = along[np.argsort(-values[along, 0], kind="stable")]
    along = along[distinct(spending[along], GRAIN * market.budget)]
    along = along[np.unique(np.linspace(0, len(along) - 1, FINALISTS).astype(int))]
    simpler = [pruned(mix, market.most) for mix in spending[best[:PRUNED]]]
    mixes = np.concatenate([spending[best], spending[along], *simpler])
    mixes = mixes[distinct(mixes, market.budget * 1e-4)]
    every: np.ndarray = np.concatenate([mixes, singles(market.most)])
    return every


def _choose(
    quest: Quest, experiment: Experiment, market: Market, found: Searched, against: list[Lever],
    sign: np.ndarray, progress: Progress | None,
) -> tuple[np.ndarray, int, int]:  # fmt: skip
    """The mixes that are worth showing, which of them is chosen, and the best lever alone.

    All are scored anew, on worlds that the search has not seen.
    """
    every = _candidates(market, found)
    alone = len(market.priced_levers)
    mixes = [[*against, *market.levers(mix)] for mix in every]
    effects = effects_of(experiment, mixes, Worlds(CHOICE, CHOICE_WORLDS, 1), quest.goals, progress)
    worth = robust(effects * sign).by(quest.aim)
    order = np.argsort(-worth[:, 0], kind="stable")
    order = order[distinct(every[order], GRAIN * market.budget)]
    along = order[front(worth[order])]
    along = along[np.unique(np.linspace(0, len(along) - 1, FINALISTS).astype(int))]
    kept = list(dict.fromkeys([int(order[0]), *along.tolist()]))
    return every[kept], 0, int(worth[-alone:, 0].argmax())
