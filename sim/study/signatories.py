"""Who signs rival joint statements in the runs of a study.

Votes come first and signatures follow from where they have left each state's tie to the group;
no vote depends on a signature, so a run without this has the very same votes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.council.statements import SIDES, regular_sessions, signatures
from sim.data.agenda import session_code
from sim.data.signing import SigningFit, load_signing
from sim.levers import Lever
from sim.world import LMG, World


@dataclass(frozen=True)
class Rivals:
    """The pairs of rival statements of a world: one at the end of each regular session."""

    fit: SigningFit
    sessions: np.ndarray  # [P] positions among the world's sessions
    names: tuple[str, ...]  # [P]
    numbers: np.ndarray  # [P] int, the sessions' own
    place: np.ndarray  # [S] the world's states among all members

    @staticmethod
    def of(world: World) -> Rivals:
        """The pairs of statements that go round in a world's years."""
        fit, sessions = load_signing(), regular_sessions(world.agenda)
        place = np.array([fit.everyone.index(code) for code in world.states.iso3])
        names = tuple(world.agenda.session_name[t] for t in sessions)
        numbers = np.array([session_code(name) for name in names], int)
        return Rivals(fit, sessions, names, numbers, place)

    def gathered(
        self,
        world: World,
        arms: list[list[Lever]],
        assumed: dict[str, float],
        affiliation: np.ndarray,
        seed: int,
        replicate: int,
        drawn: int | None,
    ) -> np.ndarray:
        """Who signs what, [P, M, 2, L] bool for the ``M`` members of the UN.

        Parameters
        ----------
        arms : the levers of each lane
        affiliation : [T, S, L]
            At the end of each session.
        drawn : which draw of the weights; None: those at the mode
        """
        everyone, lanes = self.fit.everyone, affiliation.shape[-1]
        moved = np.zeros((len(self.sessions), len(everyone), lanes))
        if world.states.bloc == LMG:  # no other bloc's line is about these statements
            moved[:, self.place] = affiliation[self.sessions] - world.memory.affiliation[:, None]
        asked = np.zeros((len(self.sessions), len(everyone), len(SIDES), lanes))
        for lane, levers in enumerate(arms):
            for lever in levers:
                if type(lever).recruit is not Lever.recruit:
                    asked[..., lane] += lever.recruit(everyone, world, assumed)[self.sessions]
        signing = self.fit.drawn(seed, drawn)
        return signatures(signing, moved, asked, self.numbers, seed, replicate)


def of_lists(
    rivals: Rivals | None, arms: list[str], signed: list[np.ndarray], share: np.ndarray | float
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """How many sign in each replicate, and how often each member does; empty without rivals.

    Parameters
    ----------
    signed : [P, 2, L] for each replicate
        Signatories of each side.
    share : [M, 2, L]
        Mean over pairs of statements and replicates.
    """
    count, who = ["replicate", "arm", "session", "side"], ["arm", "iso3", "name", "side"]
    if rivals is None:
        return pd.DataFrame(columns=[*count, "signatories"]), pd.DataFrame(columns=[*who, "share"])
    names, everyone = rivals.names, rivals.fit.everyone
    lists = pd.MultiIndex.from_product([range(len(signed)), arms, names, SIDES], names=count)
    number = np.moveaxis(np.stack(signed), -1, 1).ravel()
    signers = pd.MultiIndex.from_product(
        [arms, everyone.iso3, SIDES], names=["arm", "iso3", "side"]
    )
    each = np.moveaxis(np.asarray(share), -1, 0).ravel()
    often = pd.DataFrame({"share": each}, index=signers).reset_index()
    often["name"] = often.iso3.map(dict(zip(everyone.iso3, everyone.name, strict=True)))
    return pd.DataFrame({"signatories": number}, index=lists).reset_index(), often[[*who, "share"]]
