"""What a claim can measure in a run: one number for every replicate.

These are the measures of ``sim/measures``, of a kind of text or of the run, and beside them counts
and single ballots, states and seats. Counts are votes or texts of a whole run, shares are per
cent. What needs nobody's vote, such as who is elected, is measured without running the votes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim import measures
from sim.analysis.effects import WHOLE_RUN
from sim.analysis.levels import Levels
from sim.council.contest import Assembly
from sim.council.statements import SIDES
from sim.errors import InputError
from sim.levers import AFFILIATED, GROUP_LABELS, Lever, Suspension
from sim.study.design import Design
from sim.study.experiment import Experiment
from sim.study.setup import Setup
from sim.study.tables import Tables
from sim.study.trial import Trial
from sim.world import KINDS, States

SIGNATORIES = "signatories"  # a measure that a study takes only if it is asked to
WORST = 0.10  # Freedom House points over 100 below which a state is among the worst [inboden2023]


@dataclass(frozen=True)
class Course:
    """A run of a claim: what was asked for, and its tables, simulated when they are first read."""

    name: str
    setup: Setup
    design: Design
    levers: list[Lever]
    tables: Callable[[], Tables]

    @cached_property
    def seats(self) -> np.ndarray:
        """Who sits on the last day of each replicate, [R, S] bool."""
        here = Experiment(self.setup, self.design)
        trials = (Trial([self.levers], number) for number in range(self.design.replicates))
        return np.array([here.councils(trial)[0].agenda.sits[-1] for trial in trials])

    def assembly(self, target: str) -> np.ndarray:
        """The Assembly's votes on the suspension of a state, [R, 4]: yes, no, abstain, removed.

        Raises
        ------
        InputError
            If the run asks for no suspension of that state.
        """
        world, membership, design = self.setup.world, self.setup.membership, self.design
        motions = [v for v in self.levers if isinstance(v, Suspension) and target in v.targets]
        if not motions or membership is None:
            raise InputError(
                f"run {self.name} has no motion to suspend {target!r} (levers.suspension)"
            )
        found = []
        for replicate in range(design.replicates):
            luck = Assembly(world.states, membership.alike, design.seed, replicate).luck
            found.append(motions[0].outcome(world, world.states.index(target), luck))
        return np.array(found)


def _of_kind(table: Any, arm: str, kind: str) -> Any:
    here = table[table.arm == arm]
    return here if kind == WHOLE_RUN else here[here.kind == kind]


def _check_kind(of: str) -> None:
    if of not in (*KINDS, WHOLE_RUN):
        raise InputError(f"{of!r} is no kind of text: {', '.join(KINDS)} or {WHOLE_RUN}")


def _total(*columns: str) -> Callable[[Course, str], np.ndarray]:
    """The sum of columns of the table of runs over a kind of text."""

    def measure(course: Course, of: str) -> np.ndarray:
        _check_kind(of)
        here = _of_kind(course.tables().runs, course.name, of)
        return here.groupby("replicate")[list(columns)].sum().sum(axis=1).to_numpy(float)

    return measure


def _share(above: tuple[str, ...], below: tuple[str, ...]) -> Callable[[Course, str], np.ndarray]:
    """The sum of columns as a percentage of the sum of others, over a kind of text."""

    def measure(course: Course, of: str) -> np.ndarray:
        part, whole = _total(*above)(course, of), _total(*below)(course, of)
        return 100.0 * np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)

    return measure


def _level(one: measures.Measure) -> Callable[[Course, str], np.ndarray]:
    """A measure of ``sim/measures``, as it is shown."""

    def measure(course: Course, of: str) -> np.ndarray:
        if one.of_kind and of not in KINDS:
            kinds = ", ".join(KINDS)
            raise InputError(f"{one.name} is of one kind of text, {kinds}, not {of!r}")
        if not one.of_kind and of not in ("", WHOLE_RUN):
            raise InputError(f"{one.name} is of the whole run, {WHOLE_RUN} or empty, not {of!r}")
        runs = course.tables().runs
        mine = (runs.arm == course.name) & (runs.kind == (of if one.of_kind else KINDS[0]))
        return one.scale * Levels(runs).of(one)[mine].to_numpy(float)

    return measure


def _ballot(course: Course, of: str) -> Any:
    table = course.tables().ballot_runs
    if of not in course.setup.world.agenda.id:
        raise InputError(f"run {course.name} has no ballot {of!r}: ids are those of rollcalls.csv")
    return table[(table.arm == course.name) & (table.id == of)]


def _tally(vote: str) -> Callable[[Course, str], np.ndarray]:
    return lambda course, of: _ballot(course, of)[vote].to_numpy(float)


def _passes(course: Course, of: str) -> np.ndarray:
    return 100.0 * _ballot(course, of).adopted.to_numpy(float)


def _mover(course: Course, of: str) -> np.ndarray:
    table = course.tables().state_runs
    here = table[(table.arm == course.name) & (table.iso3 == of)]
    if not len(here):
        raise InputError(f"{of!r} is no affiliate in run {course.name}: give an ISO 3166 code")
    return here.groupby("replicate")[["soft", "hard"]].sum().sum(axis=1).to_numpy(float)


def _picked(states: States, of: str) -> np.ndarray:
    if of in GROUP_LABELS:
        return GROUP_LABELS[of](states)
    if of in states.iso3:
        return np.array(states.iso3) == of
    raise InputError(f"{of!r} is neither a state nor one of {', '.join(GROUP_LABELS)}")


def _affiliation(course: Course, of: str) -> np.ndarray:
    """The mean over replicates is all that a study keeps: one number, not one a replicate."""
    world, table = course.setup.world, course.tables().affiliation
    last = table[(table.arm == course.name) & (table.session == world.agenda.session_name[-1])]
    return np.array([100.0 * last.affiliation.to_numpy()[_picked(world.states, of)].mean()])


def _bloc_size(course: Course, of: str) -> np.ndarray:
    world, table = course.setup.world, course.tables().affiliation
    last = table[(table.arm == course.name) & (table.session == world.agenda.session_name[-1])]
    return np.array([float((last.affiliation >= AFFILIATED).sum())])


def _signatories(course: Course, of: str) -> np.ndarray:
    """The mean over a run's pairs of statements."""
    if of not in SIDES:
        raise InputError(f"signatories are of one side, {' or '.join(SIDES)}, not {of!r}")
    table = course.tables().signatures
    here = table[(table.arm == course.name) & (table.side == of)]
    if not len(here):
        raise InputError(f"in run {course.name} nobody signs: mechanism statements is off")
    return here.groupby("replicate").signatories.mean().to_numpy(float)


def _seats_freedom(course: Course, of: str) -> np.ndarray:
    freedom = course.setup.world.states.freedom
    return np.array([100.0 * freedom[sits].mean() for sits in course.seats])


def _seats_worst(course: Course, of: str) -> np.ndarray:
    return course.seats[:, course.setup.world.states.freedom < WORST].sum(1).astype(float)


def _seats(course: Course, of: str) -> np.ndarray:
    return course.seats[:, _picked(course.setup.world.states, of)].sum(1).astype(float)


def _assembly(column: int, scale: float = 1.0) -> Callable[[Course, str], np.ndarray]:
    return lambda course, of: scale * course.assembly(of)[:, column].astype(float)


def _assembly_majority(course: Course, of: str) -> np.ndarray:
    votes = course.assembly(of)
    return 100.0 * (votes[:, 0] > votes[:, 1]).astype(float)


def _cost(course: Course, of: str) -> np.ndarray:
    states = course.setup.world.states
    return np.array([sum(lever.cost_usd(states) for lever in course.levers) / 1e6])


@dataclass(frozen=True)
class Measure:
    """How something is measured, in which unit, and the least by which a replicate can differ."""

    unit: str
    take: Callable[[Course, str], np.ndarray]
    grain: float = 1.0  # a replicate in which one vote is another moves the mean by grain / R


DECLARED = {
    one.name: Measure(
        "%" if one.unit == "share" else one.change,
        _level(one),
        one.scale * one.grain,
    )
    for one in measures.MEASURES
    if one.compared
}
MEASURES = DECLARED | {
    "departures": Measure("votes off the line a run", _total("soft", "hard")),
    "soft_departures": Measure("abstentions against the line a run", _total("soft")),
    "hard_departures": Measure("opposite votes a run", _total("hard")),
    "bloc_no": Measure(
        "% of the bloc's votes", _share(("bloc_no",), ("bloc_yes", "bloc_abstain", "bloc_no")), 0.1
    ),
    "texts_adopted": Measure("texts a run", _total("adopted")),
    "yes": Measure("votes", _tally("yes")),
    "no": Measure("votes", _tally("no")),
    "abstain": Measure("votes", _tally("abstain")),
    "passes": Measure("% of replicates", _passes, 100.0),
    "mover": Measure("votes off the line a run", _mover),
    "affiliation": Measure("% of a full tie", _affiliation, 0.01),
    "bloc_size": Measure("states", _bloc_size),
    SIGNATORIES: Measure("states a statement", _signatories, 0.1),
    "seats_freedom": Measure("Freedom House points, 0 to 100", _seats_freedom),
    "seats_worst": Measure("seats", _seats_worst),
    "seats": Measure("seats", _seats),
    "assembly_yes": Measure("votes", _assembly(0)),
    "assembly_no": Measure("votes", _assembly(1)),
    "assembly_abstain": Measure("votes", _assembly(2)),
    "assembly_removed": Measure("% of replicates", _assembly(3, 100.0), 100.0),
    "assembly_majority": Measure("% of replicates", _assembly_majority, 100.0),
    "cost": Measure("million USD", _cost, 0.001),
}
