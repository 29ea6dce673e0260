"""A study: one world, arms that differ in their levers alone, many replicates, tidy tables.

Every arm of a replicate has the same weights, the same assumptions and the same noise for
every decision (common random numbers), so a difference between arms is the levers' doing.
A replicate draws weights and assumptions anew, so the spread over replicates carries what is
not known about them as well as chance.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.council.tally import is_adopted, share_needed
from sim.data.fitted import Fit
from sim.engine.ensemble import Runs, simulate
from sim.engine.inputs import Seating, rooms_of
from sim.engine.noise import tabled
from sim.levers import AFFILIATED, OF_MANOEUVRES, Lever, draw_assumptions, pressure_of, pressures_of
from sim.mechanisms.table import (
    levers_without,
    pressure_without,
    procedures_without,
    weights_without,
)
from sim.pool import thread_pool
from sim.study.design import Design
from sim.study.metrics import Measures, measure
from sim.study.signatories import Rivals, of_lists
from sim.world import KINDS, Pressure, Procedures, Weights, World

AHEAD = 4  # replicates in the queue of each thread: enough to keep it busy, quick to stop


@dataclass(frozen=True)
class Tables:
    """The raw results of a study, tidy; the columns are in docs/reference/results.md."""

    runs: pd.DataFrame  # one row a replicate x arm x kind of text
    state_runs: pd.DataFrame  # one row a replicate x arm x kind x affiliate
    ballot_runs: pd.DataFrame  # one row a replicate x arm x ballot
    affiliation: pd.DataFrame  # one row an arm x session x state: mean over replicates
    signatures: pd.DataFrame  # one row a replicate x arm x session x side of joint statements
    signers: pd.DataFrame  # one row an arm x member of the UN x side: share of lists it signs


def bloc_of(world: World) -> tuple[np.ndarray, np.ndarray]:
    """The affiliates that are not organisers, and the organisers; both [S] bool."""
    states = world.states
    return (states.affiliation >= AFFILIATED) & ~states.organiser, states.organiser


def run_lanes(
    world: World,
    fit: Fit,
    design: Design,
    seating: Seating,
    replicate: int,
    drawn: int | None,
    arms: list[list[Lever]],
    assumed: list[dict[str, float]],
    in_the_room: dict[str, float],
) -> Runs:
    """One replicate of several arms, side by side.

    Parameters
    ----------
    design : seed, driver, mechanisms, procedures and membership; its own arms are not run
    drawn : which draw of the weights all arms have; None: those at the mode
    arms, assumed : the levers of each arm, and the assumptions under which they work
    in_the_room : the assumptions that are the same for all arms: what manoeuvres are worth
    """
    weights = weights_without(fit.weights(world.states, design.seed, drawn), design.off)
    worth = {name: in_the_room[name] for name in OF_MANOEUVRES}
    rules = procedures_without(design.procedures._replace(**worth), design.off)
    arms = [levers_without(levers, design.off) for levers in arms]

    def run(here: World, seating: Seating, lanes: list[int]) -> Runs:
        if design.driver == "mesa":
            pressures = [
                pressure_without(pressure_of(arms[n], here, assumed[n]), design.off) for n in lanes
            ]
            return _with_mesa(here, weights, pressures, design.seed, replicate, seating, rules)
        together = pressures_of([arms[n] for n in lanes], here, [assumed[n] for n in lanes])
        together = pressure_without(together, design.off)
        return simulate(here, weights, together, design.seed, replicate, seating, rules)

    if design.membership is None:
        return run(world, seating, list(range(len(arms))))
    councils: dict[object, list[int]] = {}
    for lane, levers in enumerate(arms):
        on_seats = _on_seats(levers)
        doubts = tuple(assumed[lane].values()) if on_seats else ()
        councils.setdefault((on_seats, doubts), []).append(lane)
    parts, order = [], []
    for lanes in councils.values():
        on_seats, here_assumed = _on_seats(arms[lanes[0]]), assumed[lanes[0]]
        here = design.membership.seated(
            world, on_seats, design.off, here_assumed, design.seed, replicate
        )
        parts.append(run(here, rooms_of(here), lanes))
        order += lanes
    back = np.argsort(order)
    return Runs(
        np.concatenate([part.votes for part in parts], -1)[..., back],
        np.concatenate([part.affiliation for part in parts], -1)[..., back],
    )


def _on_seats(levers: list[Lever]) -> tuple[Lever, ...]:
    return tuple(lever for lever in levers if type(lever).seat is not Lever.seat)


def _one(
    world: World,
    fit: Fit,
    design: Design,
    seating: Seating,
    rivals: Rivals | None,
    replicate: int,
) -> tuple[Measures, np.ndarray, np.ndarray, np.ndarray | None]:
    arms = list(design.arms.values())
    assumed = draw_assumptions(design.seed, replicate, design.ranges)
    drawn = replicate if design.draw_weights else None
    runs = run_lanes(
        world, fit, design, seating, replicate, drawn, arms, [assumed] * len(arms), assumed
    )
    affiliate, organiser = bloc_of(world)
    found = measure(runs.votes, world.agenda.kind, affiliate, organiser, runs.affiliation)
    signed = None
    if rivals:
        pulled = [levers_without(levers, design.off) for levers in arms]
        signed = rivals.gathered(
            world, pulled, assumed, runs.affiliation, design.seed, replicate, drawn
        )
    return found, runs.affiliation, tabled(world, design.seed, replicate), signed


def _with_mesa(
    world: World,
    weights: Weights,
    pressures: list[Pressure],
    seed: int,
    replicate: int,
    seating: Seating,
    rules: Procedures,
) -> Runs:
    from sim.mesa_model.model import (
        CouncilModel,  # a second and a half to import; only where it is asked for
    )

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
    rivals = Rivals.of(world) if design.signatures and "statements" not in design.off else None
    signed, signers = [], 0.0
    waiting: deque[Future[tuple[Measures, np.ndarray, np.ndarray, np.ndarray | None]]] = deque()
    begun = 0
    with thread_pool(design.threads) as pool:
        for done in range(1, design.replicates + 1):
            while begun < design.replicates and len(waiting) < AHEAD * design.threads:
                waiting.append(pool.submit(_one, world, fit, design, seating, rivals, begun))
                begun += 1
            measures, path, comes_up, names = waiting.popleft().result()
            held.append(comes_up)
            found.append(measures)
            affiliation += path
            if names is not None:
                signed.append(names.sum(1))
                signers = signers + names.mean(0)
            if progress:
                progress(done, design.replicates)
    course = affiliation / design.replicates
    lists = of_lists(rivals, list(design.arms), signed, signers / design.replicates)
    return _lay_out(world, list(design.arms), found, course, adopting, np.array(held), lists)


def _lay_out(
    world: World,
    arms: list[str],
    found: list[Measures],
    affiliation: np.ndarray,
    adopting: float,
    held: np.ndarray,  # [R, B] bool: what came up
    lists: tuple[pd.DataFrame, pd.DataFrame],
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
    adopted = is_adopted(yes, no, share_needed(kind, adopting))
    turned = adopted != adopted[:, :1]
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
            "line_votes": stack("line_votes").ravel(),
            "line_followed": stack("line_followed").ravel(),
            "pivotal": np.stack([turned[:, :, m].sum(-1) for m in of_kind], -1).ravel(),
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
            "adopted": adopted.ravel(),
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
    return Tables(runs, state_runs, ballot_runs, course, *lists)
