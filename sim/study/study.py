"""A study: one Council, arms that differ in their levers alone, many replicates, tidy tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.council.majority import share_needed
from sim.council.tally import is_adopted
from sim.mechanisms.table import procedures_without
from sim.study.design import Design
from sim.study.experiment import Experiment, Replicate, bloc_of
from sim.study.metrics import Measures
from sim.study.setup import Setup
from sim.study.signatories import Rivals, of_lists
from sim.world import KINDS, World

# ballots on which a state held a seat in the mean run, share of runs in which it held one at all,
# and share of runs in which the model gave it one that was empty when the years began
SEATS = ("sat_on_ballots", "sat_in_runs", "assumed_member")


@dataclass(frozen=True)
class Tables:
    """The raw results of a study, tidy; the columns are in docs/reference/results.md."""

    runs: pd.DataFrame  # one row a replicate x arm x kind of text
    state_runs: pd.DataFrame  # one row a replicate x arm x kind x affiliate
    ballot_runs: pd.DataFrame  # one row a replicate x arm x ballot
    affiliation: pd.DataFrame  # one row an arm x session x state: mean over replicates
    signatures: pd.DataFrame  # one row a replicate x arm x session x side of joint statements
    signers: pd.DataFrame  # one row an arm x member of the UN x side: share of lists it signs
    seats: pd.DataFrame  # one row a state: iso3 and the columns of SEATS, of the first arm


def conduct(
    setup: Setup, design: Design, progress: Callable[[int, int], None] | None = None
) -> Tables:
    """Run every replicate of every arm and lay the results out as tables.

    The tables do not depend on the number of threads.
    """
    experiment, world, arms = Experiment(setup, design), setup.world, list(design.arms)
    rivals = Rivals.of(world) if design.signatures and "statements" not in design.off else None
    found: list[Measures] = []
    held: list[np.ndarray] = []
    affiliation = np.zeros((len(world.agenda.session_name), len(world.states), len(arms)))
    signed, signers = [], 0.0
    known = setup.membership.known(world)[0] if setup.membership else world.agenda.sits.any(0)
    seats = np.zeros((3, len(world.states)))

    def keep(
        one: Replicate,
    ) -> tuple[Measures, np.ndarray, np.ndarray, np.ndarray | None, np.ndarray]:
        names = _signatures(rivals, one, design.seed) if rivals else None
        on = one.sits[one.comes_up].sum(0)
        sat = np.array([on, on > 0, one.sits[0] & ~known])
        return one.measures, one.affiliation, one.comes_up, names, sat

    numbers = range(design.replicates)
    trials = experiment.trials(numbers)
    for measures, course, comes_up, names, sat in experiment.run(trials, keep):
        held.append(comes_up)
        found.append(measures)
        affiliation += course
        seats += sat
        if names is not None:
            signed.append(names.sum(1))
            signers = signers + names.mean(0)
        if progress:
            progress(len(found), design.replicates)
    adopting = procedures_without(design.procedures, design.off).adopting
    mean = affiliation / design.replicates
    lists = of_lists(rivals, arms, signed, signers / design.replicates)
    held_seats = pd.DataFrame((seats / design.replicates).T, columns=list(SEATS))
    held_seats.insert(0, "iso3", world.states.iso3)
    return _lay_out(world, arms, found, mean, adopting, np.array(held), lists, held_seats)


def _signatures(rivals: Rivals, one: Replicate, seed: int) -> np.ndarray:
    """Who signs what in a replicate, [P, M, 2, L] bool."""
    given = one.conditions
    return rivals.gathered(
        one.world, given.levers, given.assumed, one.affiliation, seed, one.number, given.draw
    )


def _lay_out(
    world: World,
    arms: list[str],
    found: list[Measures],
    affiliation: np.ndarray,
    adopting: float,
    held: np.ndarray,  # [R, B] bool: what came up
    lists: tuple[pd.DataFrame, pd.DataFrame],
    seats: pd.DataFrame,
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
    return Tables(runs, state_runs, ballot_runs, course, *lists, seats)
