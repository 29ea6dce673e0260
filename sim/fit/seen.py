"""What the rivals that learn are given of a vote: what the rule sees that day, and covariates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.council.agreement import voting_agreement
from sim.fit.replay import Sitting
from sim.fit.scores import Forecasts
from sim.world import YES, Agenda, States

LEVELS = (0, 1)  # of a text's slots: its series, and the state that it is about
HALF_HEARD = 0.5  # agreement at which what others said counts by half


@dataclass(frozen=True)
class Seen:
    """Every vote of some sittings, and what was known before it; V is the number of votes."""

    columns: dict[str, np.ndarray]  # each [V] or [V, n]
    ballot: np.ndarray  # [V]
    state: np.ndarray  # [V]
    votes: np.ndarray  # [V] -1, 0, 1

    def table(self, without: tuple[str, ...] = ()) -> np.ndarray:
        """The columns side by side, but for those named, [V, F]."""
        kept = [column for name, column in self.columns.items() if name not in without]
        return np.column_stack(kept)

    def forecasts(self, chances: np.ndarray, asked: np.ndarray) -> Forecasts:
        """Forecasts of the votes ``asked`` [V] bool, from their chances."""
        return Forecasts(chances, self.votes[asked], self.ballot[asked], self.state[asked])


def seen_by(agenda: Agenda, states: States, sittings: list[Sitting]) -> Seen:
    """What was known before every vote of the sittings."""
    parts: list[dict[str, np.ndarray]] = []
    for s, heard in zip(sittings, heard_before(agenda, sittings), strict=True):
        at, who = np.nonzero(s.votes <= YES)
        b, i = s.ballots[at], s.room.present[who]
        here = states.in_year(int(agenda.year[s.ballots[0]]))  # a room has one year
        parts.append(
            {
                "leaning": s.leaning[at, who],
                "band": s.band[at, who],
                "followed": s.affiliation[at, who],
                "friendship": s.friendship[at, who],
                "freedom": here.freedom[i],
                "affiliation": states.affiliation[i],
                "group": states.group[i],
                "organisations": here.organisations[i],
                "ties": here.ties[i],
                "strand": agenda.strand[b],
                "kind": agenda.kind[b],
                "orientation": agenda.orientation[b],
                "pen": agenda.pen[b],
                "special": agenda.special[b],
                "at_home": agenda.target[b] == i,
                "heard": heard[at, who],
                "ballot": b,
                "state": i,
                "votes": s.votes[at, who].astype(int),
            }
        )
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    ballot, state, votes = (joined.pop(name) for name in ("ballot", "state", "votes"))
    return Seen(joined, ballot, state, votes)


def heard_before(agenda: Agenda, sittings: list[Sitting]) -> list[np.ndarray]:
    """What similar states last said of each text's series and target; a sitting [N, A, 2].

    The mean of the other states' last votes before the day, from -1 to 1, weighted by their
    agreement with the state before the room first met (``voting_agreement``) and shrunk to
    nothing where few that agree with it have voted. On a target the sign is that of scrutiny.
    """
    last = np.full((len(agenda.slot_name), agenda.recorded.shape[1]), np.nan)
    alike = [voting_agreement(agenda.recorded[: s.ballots.min()]) for s in sittings]
    room_of = {int(b): (r, n) for r, s in enumerate(sittings) for n, b in enumerate(s.ballots)}
    heard = [np.zeros((*s.votes.shape, len(LEVELS))) for s in sittings]
    about = np.where(agenda.orientation < 0, -1.0, 1.0)
    for day in np.unique(agenda.day):
        said = [
            (int(b), level, int(agenda.slots[b, level]), about[b] if level else 1.0)
            for b in np.flatnonzero(agenda.day == day)
            for level in LEVELS
            if agenda.slots[b, level] >= 0
        ]
        for b, level, slot, sign in said:
            r, n = room_of[b]
            known = ~np.isnan(last[slot])
            weight = alike[r][np.ix_(sittings[r].room.present, known)]
            mean = weight @ last[slot, known] / (weight.sum(1) + HALF_HEARD)
            heard[r][n, :, level] = sign * mean
        for b, _, slot, sign in said:
            voted = agenda.recorded[b] <= YES
            last[slot, voted] = sign * agenda.recorded[b, voted]
    return heard


def in_order(model: Any, x: np.ndarray) -> np.ndarray:
    """The chances of no, abstain and yes that a fitted classifier gives, [V, 3]."""
    order = [list(model.classes_).index(v) for v in (-1, 0, 1)]
    chances: np.ndarray = model.predict_proba(x)[:, order]
    return chances
