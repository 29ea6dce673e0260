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
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.chance import tabled
from sim.data.fitted import Fit
from sim.ensemble import Runs, simulate
from sim.levers import AFFILIATED, Lever, draw_assumptions, pressure_of, pressures_of
from sim.life import Life
from sim.mechanisms import (
    levers_without,
    pressure_without,
    procedures_without,
    weights_without,
)
from sim.metrics import Measures, measure
from sim.stage import Seating, rooms_of
from sim.world import COUNTRY, KINDS, TODAY, Pressure, Procedures, Weights, World

AHEAD = 4  # replicates in the queue of each thread: enough to keep it busy, quick to stop
BASELINE, INTERVENTION = "baseline", "intervention"


@dataclass(frozen=True)
class Design:
    """What is run: arms by name, replicates, seed, and which mechanisms are on."""

    arms: dict[str, list[Lever]]
    replicates: int
    seed: int
    threads: int = 2
    driver: str = "ensemble"  # or "mesa"
    off: tuple[str, ...] = ()  # mechanisms that are switched off
    procedures: Procedures = TODAY  # what a manoeuvre is worth is drawn with the assumptions
    draw_weights: bool = True  # False: every replicate has the weights at the mode
    ranges: dict[str, tuple[float, float]] | None = None  # of assumptions
    life: Life | None = None  # how the Council renews itself; None: it sat as it was recorded


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


def _one(
    world: World, fit: Fit, design: Design, seating: Seating, replicate: int
) -> tuple[Measures, np.ndarray, np.ndarray]:
    drawn = replicate if design.draw_weights else None
    weights = weights_without(fit.weights(world.states, design.seed, drawn), design.off)
    assumed = draw_assumptions(design.seed, replicate, design.ranges)
    worth = {name: assumed[name] for name in ("motion_ease", "dilution")}
    rules = procedures_without(design.procedures._replace(**worth), design.off)
    arms = [levers_without(levers, design.off) for levers in design.arms.values()]

    def run(here: World, seating: Seating, arms: list[list[Lever]]) -> Runs:
        if design.driver == "mesa":
            pressures = [
                pressure_without(pressure_of(levers, here, assumed), design.off) for levers in arms
            ]
            return _with_mesa(here, weights, pressures, design.seed, replicate, seating, rules)
        together = pressure_without(pressures_of(arms, here, assumed), design.off)
        return simulate(here, weights, together, design.seed, replicate, seating, rules)

    if design.life is None:
        runs = run(world, seating, arms)
    else:
        councils: dict[tuple[Lever, ...], list[int]] = {}
        for lane, levers in enumerate(arms):
            councils.setdefault(
                tuple(v for v in levers if type(v).seat is not Lever.seat), []
            ).append(lane)
        parts, order = [], []
        for on_seats, lanes in councils.items():
            here = design.life.seated(world, on_seats, design.off, assumed, design.seed, replicate)
            parts.append(run(here, rooms_of(here), [arms[lane] for lane in lanes]))
            order += lanes
        back = np.argsort(order)
        runs = Runs(
            np.concatenate([part.votes for part in parts], -1)[..., back],
            np.concatenate([part.affiliation for part in parts], -1)[..., back],
        )
    affiliate, organiser = bloc_of(world)
    found = measure(runs.votes, world.agenda.kind, affiliate, organiser, runs.affiliation)
    return found, runs.affiliation, tabled(world, design.seed, replicate)


def _with_mesa(
    world: World,
    weights: Weights,
    pressures: list[Pressure],
    seed: int,
    replicate: int,
    seating: Seating,
    rules: Procedures,
) -> Runs:
    from sim.model import CouncilModel  # a second and a half to import; only where it is asked for

    votes, affiliation = [], []
    last = [np.flatnonzero(world.agenda.session == t)[-1] for t in
            range(len(world.agenda.session_name))]  # fmt: skip
    closing = world.agenda.day[last]
    for pressure in pressures:
        model = CouncilModel(world, weights, pressure, replicate, seed, seating, rules)
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
    adopting = procedures_without(design.procedures, design.off).adopting
    found: list[Measures] = []
    held: list[np.ndarray] = []
    affiliation = np.zeros((len(world.agenda.session_name), len(world.states), len(design.arms)))
    pool = ThreadPoolExecutor(design.threads)
    waiting: deque[Future[tuple[Measures, np.ndarray, np.ndarray]]] = deque()
    begun = 0
    try:
        for done in range(1, design.replicates + 1):
            while begun < design.replicates and len(waiting) < AHEAD * design.threads:
                waiting.append(pool.submit(_one, world, fit, design, seating, begun))
                begun += 1
            measures, path, comes_up = waiting.popleft().result()
            held.append(comes_up)
            found.append(measures)
            affiliation += path
            if progress:
                progress(done, design.replicates)
    finally:
        pool.shutdown(cancel_futures=True)  # an interrupted run does not finish its queue
    course = affiliation / design.replicates
    return _lay_out(world, list(design.arms), found, course, adopting, np.array(held))


def _lay_out(
    world: World,
    arms: list[str],
    found: list[Measures],
    affiliation: np.ndarray,
    adopting: float,
    held: np.ndarray,  # [R, B] bool: what came up
) -> Tables:
    affiliate, _ = bloc_of(world)
    members = np.flatnonzero(affiliate)
    codes = np.array(world.states.iso3)
    replicates, lanes, kinds = len(found), len(arms), len(KINDS)
    arm_names = np.array(arms)

    def stack(name: str) -> np.ndarray:  # lanes last -> [R, L, ...]
        return np.moveaxis(np.stack([getattr(m, name) for m in found]), -1, 1)

    tally, kind = stack("tally"), world.agenda.kind
    yes, no = tally[:, :, :, 0], tally[:, :, :, 2]
    share = np.where(kind == COUNTRY, adopting, 0.5)
    adopted = (yes > no) & (yes >= share * (yes + no))
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
            "ballots": np.repeat(
                np.stack([held[:, m].sum(-1) for m in of_kind], -1), lanes, axis=0
            ).ravel(),
            "adopted": np.stack([adopted[:, :, m].sum(-1) for m in of_kind], -1).ravel(),
            "margin": np.stack(
                [margin[:, :, m].sum(-1) / np.maximum(held[:, None, m].sum(-1), 1)
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
