"""Rival joint statements: who of all members signs for scrutiny, who to shield, and who neither.

Once a regular session two statements go round, one in defence of a state under scrutiny and one
critical of it. A state signs at most one. Its willingness to sign either is a multinomial logit:

    logit(shield or scrutiny against neither) = w . (1, tie, freedom, aid, region) + its own term

The weights are estimated from the published lists (``sim.fit.signatures``). The tie is the one
that the public lists of the group document, and whatever the run has added to it or taken away.
One uniform number decides, with shield at its low end and scrutiny at its high end, so that a
firmer tie never wins a signature for scrutiny.

Sources: [statements]; [inboden2023] bloc; [inboden2021].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from sim.council.constant import Fixed
from sim.draws import SIGNING, logistic_table, uniform_table
from sim.world import DONORS, GROUPS, Agenda, States

SIDES = ("shield", "scrutiny")  # in defence of the state concerned, or critical of it
SHIELD, SCRUTINY = range(len(SIDES))
LISTED: Annotated[
    float,
    Fixed(
        "documented affiliation from which a state is on a published list of the group", "0 to 1"
    ),
] = 0.75
WEST = tuple(DONORS.index(donor) for donor in ("usa", "eu", "japan", "other_dac"))
CHINA = DONORS.index("china")
OF_REGION = GROUPS[1:]  # beside the African Group, against which the others are measured
FEATURES = ("constant", "tie", "freedom", "aid_of_china", "aid_of_the_west", *OF_REGION)
TIE = FEATURES.index("tie")
OF_A_LIST = 1000  # columns of noise beside those of states, whose codes are below


@dataclass(frozen=True)
class Signing:
    """How willing the members of the UN are to sign, on either side. ``F`` are ``FEATURES``."""

    everyone: States  # all members
    weights: np.ndarray  # [F, 2] logits a unit
    own: np.ndarray  # [S, 2] each state's own term, logits
    spread: np.ndarray  # [2] standard deviation from one statement to the next, logits
    known: np.ndarray | None = None  # [S, F] ``features`` of the members, if they are at hand

    def known_of_all(self) -> np.ndarray:
        """What is known of each member, [S, F]."""
        return features(self.everyone) if self.known is None else self.known

    def willingness(self) -> np.ndarray:
        """How willing each member is before a run has moved its tie, [S, 2] logits."""
        willing: np.ndarray = self.known_of_all() @ self.weights + self.own
        return willing


def features(states: States) -> np.ndarray:
    """What is known of each state, in the order of ``FEATURES``, [S, F]."""
    regions = [states.group == GROUPS.index(group) for group in OF_REGION]
    listed = np.where(states.affiliation >= LISTED, states.affiliation, 0.0)
    west = states.ties[:, WEST].sum(1)
    known = [np.ones(len(states)), listed, states.freedom, states.ties[:, CHINA], west]
    return np.column_stack([*known, *regions]).astype(float)


def nearness(states: States) -> np.ndarray:
    """How near to the group those are whom its organisers may ask to sign, [S] 0 to 1.

    By the public record or by China's aid, whichever tie is firmer; democracies are not asked.
    """
    may_be_asked = ~states.organiser & ~states.democracy
    return np.where(may_be_asked, np.maximum(states.affiliation, states.ties[:, CHINA]), 0.0)


def chances(willing: np.ndarray) -> np.ndarray:
    """The chance to sign on either side, [..., 2], from willingness [..., 2] in logits."""
    return np.stack(_of_either_side(willing[..., SHIELD], willing[..., SCRUTINY]), axis=-1)


def _of_either_side(shield: np.ndarray, scrutiny: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The chances to sign for the one and for the other."""
    top = np.maximum(np.maximum(shield, scrutiny), 0.0)
    odds = np.exp(shield - top), np.exp(scrutiny - top)
    every = np.exp(-top) + odds[SHIELD] + odds[SCRUTINY]
    return odds[SHIELD] / every, odds[SCRUTINY] / every


def signed(
    shield: np.ndarray, scrutiny: np.ndarray, uniform: np.ndarray, axis: int = -1
) -> np.ndarray:
    """Who signs what, bool, from the chances on each side and uniform numbers, each [...].

    The side is a new ``axis``.
    """
    return np.stack([uniform < shield, uniform > 1.0 - scrutiny], axis=axis)


def regular_sessions(agenda: Agenda) -> np.ndarray:
    """The sessions in which a pair of statements goes round, [P] positions among all sessions."""
    special = np.zeros(len(agenda.session_name), bool)
    special[agenda.session[agenda.special]] = True
    return np.flatnonzero(~special)


def signatures(
    signing: Signing,
    moved: np.ndarray,
    asked: np.ndarray,
    numbers: np.ndarray,
    seed: int,
    replicate: int,
) -> np.ndarray:
    """Who signs the pair of each session, [P, S, 2, L] bool.

    Noise is named by session, state and replicate, so that all lanes meet the same.

    Parameters
    ----------
    moved : [P, S, L]
        How far each member's tie to the group has moved since the first day; 0 is as documented.
    asked : [P, S, 2, L]
        Willingness that asking adds, logits; 0 is neutral.
    numbers : [P] int
        The sessions' own numbers.
    """
    lists = uniform_table(seed, SIGNING, replicate, numbers, OF_A_LIST + np.arange(len(SIDES)))
    uniform = uniform_table(seed, SIGNING, replicate, numbers, signing.everyone.code)
    luck = signing.spread * np.sqrt(3.0) / np.pi * logistic_table(lists)  # [P, 2]
    willing = signing.willingness() + luck[:, None, :]  # [P, S, 2]
    listed = signing.known_of_all()[:, TIE, None]
    tied = np.clip(listed + moved, 0.0, 1.0) - listed  # [P, S, L]
    share = _of_either_side(
        *(
            willing[..., side, None] + signing.weights[TIE, side] * tied + asked[:, :, side]
            for side in (SHIELD, SCRUTINY)
        )
    )
    return signed(*share, uniform[..., None], axis=2)
