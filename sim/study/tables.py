"""The raw tables of a run: every replicate of every arm, simulated and laid out in tidy rows.

They are the Parquet files. The CSV tables that people read are made of them in ``answers/run`` and
``analysis/effects``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial

import numpy as np
import pandas as pd

from sim.measures import NAMED, Counts
from sim.pool import Progress
from sim.study.counts import adopted_of, counts_of
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
    named: pd.DataFrame  # as runs, of the texts that were named; empty where none were
    seats: pd.DataFrame  # one row a state: iso3 and the columns of SEATS, of the first arm


COUNTED = tuple(field.name for field in fields(Counts))


@dataclass(frozen=True)
class _Counted:
    """What is kept of a replicate."""

    measures: Measures
    counts: Counts
    named: Counts | None  # of the texts that were named, as the first kind
    adopted: np.ndarray  # [B, L] bool


def _count(name: str, one: _Counted) -> np.ndarray:
    found: np.ndarray = getattr(one.counts, name)
    return found


def _by_state(name: str, one: _Counted) -> np.ndarray:
    found: np.ndarray = getattr(one.measures, name)
    return found


def conduct(
    setup: Setup, design: Design, progress: Progress | None = None, texts: np.ndarray | None = None
) -> Tables:
    """Run every replicate of every arm and lay the results out as tables.

    Parameters
    ----------
    texts : [B] bool, those that a user named; None where none were

    The tables do not depend on the number of threads.
    """
    experiment, world, arms = Experiment(setup, design), setup.world, list(design.arms)
    rivals = Rivals.of(world) if design.signatures and "statements" not in design.off else None
    found: list[_Counted] = []
    affiliation = np.zeros((len(world.agenda.session_name), len(world.states), len(arms)))
    signed, signers = [], 0.0
    known = setup.membership.known(world)[0] if setup.membership else world.agenda.sits.any(0)
    seats = np.zeros((3, len(world.states)))

    def keep(
        one: Replicate,
    ) -> tuple[_Counted, np.ndarray, np.ndarray | None, np.ndarray]:
        names = _signatures(rivals, one, design.seed) if rivals else None
        on = one.sits[one.comes_up].sum(0)
        sat = np.array([on, on > 0, one.sits[0] & ~known])
        named = None if texts is None else counts_of(one, texts)
        counted = _Counted(one.measures, counts_of(one), named, adopted_of(one))
        return counted, one.affiliation, names, sat

    numbers = range(design.replicates)
    for counted, course, names, sat in experiment.run(experiment.trials(numbers), keep):
        found.append(counted)
        affiliation += course
        seats += sat
        if names is not None:
            signed.append(names.sum(1))
            signers = signers + names.mean(0)
        if progress:
            progress(len(found), design.replicates)
    lists = of_lists(rivals, arms, signed, signers / design.replicates)
    held_seats = pd.DataFrame((seats / design.replicates).T, columns=list(SEATS))
    held_seats.insert(0, "iso3", world.states.iso3)
    return _lay_out(world, arms, found, affiliation / design.replicates, lists, held_seats)


def _signatures(rivals: Rivals, one: Replicate, seed: int) -> np.ndarray:
    """Who signs what in a replicate, [P, M, 2, L] bool."""
    given = one.conditions
    return rivals.gathered(
        one.world, given.levers, given.assumed, one.affiliation, seed, one.number, given.draw
    )


def _lay_out(
    world: World,
    arms: list[str],
    found: list[_Counted],
    affiliation: np.ndarray,  # [T, S, L]
    lists: tuple[pd.DataFrame, pd.DataFrame],
    seats: pd.DataFrame,
) -> Tables:
    affiliate, _ = bloc_of(world)
    members = np.flatnonzero(affiliate)
    codes = np.array(world.states.iso3)
    replicates, lanes, kinds = len(found), len(arms), len(KINDS)
    arm_names = np.array(arms)

    def stack(of: Callable[[_Counted], np.ndarray]) -> np.ndarray:
        """A number of each replicate, from [..., L] to [R, L, ...]."""
        return np.moveaxis(np.stack([of(one) for one in found]), -1, 1)

    counts = {name: stack(partial(_count, name)) for name in COUNTED}
    counts["exits"] = np.repeat(counts["exits"][..., None], kinds, axis=-1)
    runs = pd.DataFrame(
        {
            "replicate": np.repeat(np.arange(replicates), lanes * kinds),
            "arm": np.tile(np.repeat(arm_names, kinds), replicates),
            "kind": np.tile(np.array(KINDS), replicates * lanes),
            **{name: values.ravel() for name, values in counts.items()},
        }
    )
    chances, soft, hard, exits = (
        stack(partial(_by_state, name))[..., members]
        for name in ("chances", "soft", "hard", "exits")
    )
    tally, adopted = stack(lambda one: one.measures.tally), stack(lambda one: one.adopted)
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
    return Tables(runs, state_runs, ballot_runs, course, *lists, _of_named(arms, found), seats)


def _of_named(arms: list[str], found: list[_Counted]) -> pd.DataFrame:
    """One row a replicate and arm: the counts of the texts that were named."""
    counted = [one.named for one in found if one.named is not None]
    if not counted:
        return pd.DataFrame()
    keys = {
        "replicate": np.repeat(np.arange(len(counted)), len(arms)),
        "arm": np.tile(np.array(arms), len(counted)),
        "kind": NAMED,
    }
    columns = {
        name: np.concatenate([np.atleast_2d(getattr(one, name))[0] for one in counted])
        for name in COUNTED
    }
    return pd.DataFrame(keys | columns)
