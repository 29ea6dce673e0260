"""A study: one world, arms that differ in their levers alone, many replicates, tidy tables.

Every arm of a replicate has the same weights, the same assumptions and the same noise for
every decision (common random numbers), so a difference between arms is the levers' doing.
A replicate draws weights and assumptions anew, so the spread over replicates carries what is
not known about them as well as chance.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from sim.data.fitted import Fit
from sim.ensemble import Runs, simulate
from sim.errors import InputError
from sim.levers import AFFILIATED, Lever, draw_assumptions, pressure_of, pressures_of
from sim.metrics import Measures, measure
from sim.stage import Seating, rooms_of
from sim.world import KINDS, Pressure, Weights, World

AHEAD = 4  # replicates in the queue of each thread: enough to keep it busy, quick to stop
BASELINE, INTERVENTION = "baseline", "intervention"
SWITCHES = ("bloc", "discipline", "outreach", "donors", "layers", "civic")


@dataclass(frozen=True)
class Design:
    """What is run: arms by name, replicates, seed, and which mechanisms are on."""

    arms: dict[str, list[Lever]]
    replicates: int
    seed: int
    threads: int = 2
    driver: str = "ensemble"  # or "mesa"
    off: tuple[str, ...] = ()  # pulls that are switched off
    draw_weights: bool = True  # False: every replicate has the weights at the mode
    ranges: dict[str, tuple[float, float]] | None = None  # of assumptions


@dataclass(frozen=True)
class Tables:
    """The raw results of a study, tidy; the columns are in docs/reference/results.md."""

    runs: pd.DataFrame  # one row a replicate x arm x kind of text
    state_runs: pd.DataFrame  # one row a replicate x arm x kind x affiliate
    ballot_runs: pd.DataFrame  # one row a replicate x arm x ballot
    affiliation: pd.DataFrame  # one row an arm x session x state: mean over replicates


def bloc_of(world: World) -> tuple[np.ndarray, np.ndarray]:
    """The affiliates that are not organisers, and the organisers; both [S] bool."""
    states = world.states
    return (states.affiliation >= AFFILIATED) & ~states.organiser, states.organiser


def with_pulls_off(weights: Weights, off: tuple[str, ...]) -> Weights:
    """The weights with some pulls switched off."""
    for name in off:
        if name not in SWITCHES:
            raise InputError(f"unknown pull {name!r}: one of {', '.join(SWITCHES)}")
    return replace(weights, **{n: getattr(weights, n) * 0.0 for n in off if n != "civic"})


def without(pressure: Pressure, off: tuple[str, ...]) -> Pressure:
    """The pressure without what levers add to a pull that is switched off."""
    if "outreach" in off:
        pressure = replace(pressure, goodwill=np.zeros_like(pressure.goodwill))
    if "civic" in off:
        pressure = replace(pressure, civic=np.zeros_like(pressure.civic))
    return pressure


def _one(
    world: World, fit: Fit, design: Design, seating: Seating, replicate: int
) -> tuple[Measures, np.ndarray]:
    drawn = replicate if design.draw_weights else None
    weights = with_pulls_off(fit.weights(world.states, design.seed, drawn), design.off)
    assumed = draw_assumptions(design.seed, replicate, design.ranges)
    arms = list(design.arms.values())
    if design.driver == "mesa":
        pressures = [without(pressure_of(levers, world, assumed), design.off) for levers in arms]
        runs = _with_mesa(world, weights, pressures, design.seed, replicate, seating)
    else:
        together = without(pressures_of(arms, world, assumed), design.off)
        runs = simulate(world, weights, together, design.seed, replicate, seating)
    affiliate, organiser = bloc_of(world)
    found = measure(runs.votes, world.agenda.kind, affiliate, organiser, runs.affiliation)
    return found, runs.affiliation


def _with_mesa(
    world: World,
    weights: Weights,
    pressures: list[Pressure],
    seed: int,
    replicate: int,
    seating: Seating,
) -> Runs:
    from sim.model import CouncilModel  # a second and a half to import; only where it is asked for

    votes, affiliation = [], []
    last = [np.flatnonzero(world.agenda.session == t)[-1] for t in
            range(len(world.agenda.session_name))]  # fmt: skip
    closing = world.agenda.day[last]
    for pressure in pressures:
        model = CouncilModel(world, weights, pressure, replicate, seed, seating)
        days = []
        while model.running:
            model.step()
            days.append([agent.affiliation for agent in model.members])
        votes.append(model.votes)
        affiliation.append(np.array(days)[closing])
        model.remove_all_agents()
    return Runs(np.stack(votes, -1), np.stack(affiliation, -1))


def conduct(
    world: World, fit: Fit, design: Design, progress: Callable[[int, int], None] | None = None
) -> Tables:
    """Run every replicate of every arm and lay the results out as tables.

    The tables do not depend on the number of threads.
    """
    seating = rooms_of(world)
    found: list[Measures] = []
    affiliation = np.zeros((len(world.agenda.session_name), len(world.states), len(design.arms)))
    pool = ThreadPoolExecutor(design.threads)
    waiting: deque[Future[tuple[Measures, np.ndarray]]] = deque()
    begun = 0
    try:
        for done in range(1, design.replicates + 1):
            while begun < design.replicates and len(waiting) < AHEAD * design.threads:
                waiting.append(pool.submit(_one, world, fit, design, seating, begun))
                begun += 1
            measures, path = waiting.popleft().result()
            found.append(measures)
            affiliation += path
            if progress:
                progress(done, design.replicates)
    finally:
        pool.shutdown(cancel_futures=True)  # an interrupted run does not finish its queue
    return _lay_out(world, list(design.arms), found, affiliation / design.replicates)


def _lay_out(
    world: World, arms: list[str], found: list[Measures], affiliation: np.ndarray
) -> Tables:
    affiliate, _ = bloc_of(world)
    members = np.flatnonzero(affiliate)
    codes = np.array(world.states.iso3)
    replicates, lanes, kinds = len(found), len(arms), len(KINDS)
    arm_names = np.array(arms)

    def stack(name: str) -> np.ndarray:  # lanes last -> [R, L, ...]
        return np.moveaxis(np.stack([getattr(m, name) for m in found]), -1, 1)

    tally, kind = stack("tally"), world.agenda.kind
    adopted = tally[:, :, :, 0] > tally[:, :, :, 2]
    margin = tally[:, :, :, 0].astype(int) - tally[:, :, :, 2]
    chances, soft, hard = (stack(name)[..., members] for name in ("chances", "soft", "hard"))
    votes, exits = stack("votes"), stack("exits")[..., members]
    of_kind = [kind == k for k in range(kinds)]
    runs = pd.DataFrame(
        {
            "replicate": np.repeat(np.arange(replicates), lanes * kinds),
            "arm": np.tile(np.repeat(arm_names, kinds), replicates),
            "kind": np.tile(np.array(KINDS), replicates * lanes),
            "chances": chances.sum(-1).ravel(),
            "soft": soft.sum(-1).ravel(),
            "hard": hard.sum(-1).ravel(),
            "bloc_yes": votes[..., 0].ravel(),
            "bloc_abstain": votes[..., 1].ravel(),
            "bloc_no": votes[..., 2].ravel(),
            "from_mode": stack("from_mode").ravel(),
            "rice": stack("rice").ravel(),
            "ballots": np.tile([int(m.sum()) for m in of_kind], replicates * lanes),
            "adopted": np.stack([adopted[:, :, m].sum(-1) for m in of_kind], -1).ravel(),
            "margin": np.stack(
                [margin[:, :, m].mean(-1) if m.any() else np.zeros((replicates, lanes))
                 for m in of_kind], -1,
            ).ravel(),
            "exits": np.repeat(exits.sum(-1).ravel(), kinds),
        }
    )  # fmt: skip
    state_runs = pd.DataFrame(
        {
            "replicate": np.repeat(np.arange(replicates), lanes * kinds * len(members)),
            "arm": np.tile(np.repeat(arm_names, kinds * len(members)), replicates),
            "kind": np.tile(np.repeat(np.array(KINDS), len(members)), replicates * lanes),
            "iso3": np.tile(codes[members], replicates * lanes * kinds),
            "chances": chances.ravel(),
            "soft": soft.ravel(),
            "hard": hard.ravel(),
            "exit": np.repeat(exits[:, :, None, :], kinds, axis=2).ravel(),
        }
    )
    ballots = len(world.agenda)
    ballot_runs = pd.DataFrame(
        {
            "replicate": np.repeat(np.arange(replicates), lanes * ballots),
            "arm": np.tile(np.repeat(arm_names, ballots), replicates),
            "id": np.tile(np.array(world.agenda.id), replicates * lanes),
            "yes": tally[:, :, :, 0].ravel(),
            "abstain": tally[:, :, :, 1].ravel(),
            "no": tally[:, :, :, 2].ravel(),
        }
    )
    sessions, states = affiliation.shape[:2]
    course = pd.DataFrame(
        {
            "arm": np.repeat(arm_names, sessions * states),
            "session": np.tile(np.repeat(np.array(world.agenda.session_name), states), lanes),
            "iso3": np.tile(codes, lanes * sessions),
            "affiliation": np.moveaxis(affiliation, -1, 0).ravel(),
        }
    )
    return Tables(runs, state_runs, ballot_runs, course)
