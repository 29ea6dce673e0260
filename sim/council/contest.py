"""One contest: seats of a group, those who stand for them, and how the Assembly decides.

Noise is named by the day, the end of the term, the candidate and the voter, so that with and
without a campaign the same states meet the same luck. Sources: [ga_60_251] 7-8; [inboden2023]
step 1 and n. 17, 19, 20.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np

from sim.council.assembly import HEARING_GAIN, SURPRISE, elect, majority, support
from sim.council.candidates import field, readiness, too_many
from sim.council.constant import Fixed
from sim.council.leaving import Departure, stays_away
from sim.council.terms import DAY, Terms, may_stand, year_of
from sim.draws import ELECTION, gumbel_table, logistic_table, uniform_table
from sim.world import States

CODES: Annotated[
    int, Fixed("UN codes are below; a row of noise is named by a contest and a code")
] = 1000
OF_GROUP: Annotated[int, Fixed("codes of groups, above those of states")] = 900
LUCK, LOT, STANDS, SLATE = np.arange(1000, 1004)  # columns of noise beside those of the voters


@dataclass(frozen=True)
class ElectionSettings:
    """What levers move. Neutral values change nothing, bit for bit."""

    candidacies: np.ndarray  # [S] readiness to stand that is added, logits; 0 is neutral
    campaign: np.ndarray  # [S] for (above 0) or against a candidate, logits; 0 is neutral
    contested: float = 0.0  # share of slates, else clean, that are contested; 0 is neutral
    hearings: bool = False  # candidates are heard on their record
    hearing_gain: float = HEARING_GAIN  # what that adds to the weight of freedom, logits; assumed
    departures: tuple[Departure, ...] = ()  # who leaves its seat or loses it

    @staticmethod
    def neutral(states: States) -> ElectionSettings:
        """Nobody campaigns, nobody is pushed to stand, nobody leaves."""
        return ElectionSettings(np.zeros(len(states)), np.zeros(len(states)))


@dataclass(frozen=True)
class Assembly:
    """The voters of one replicate."""

    states: States  # all members
    alike: np.ndarray  # [S, S] past agreement: ``likeness``
    seed: int
    replicate: int

    def luck(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Uniform numbers, [R, C], by their names."""
        return uniform_table(self.seed, ELECTION, self.replicate, rows, columns)


@dataclass(frozen=True)
class Contest:
    """Seats of one group, for the same days."""

    group: int  # index into GROUPS
    seats: int
    day: np.datetime64  # of the election
    since: np.datetime64  # first day of the term
    until: np.datetime64  # last day of the term

    def name(self) -> int:
        """A number that names the noise of this day and this end of the term."""
        days = int((self.day - np.datetime64("1970-01-01", "D")) / DAY)
        return days * 4 + int(year_of(self.until) - year_of(self.day))


@dataclass(frozen=True)
class Result:
    """Candidates in the order in which they came forward, and what became of them."""

    candidates: np.ndarray  # [N] positions
    votes: np.ndarray  # [N] int, in the first ballot in which each stood
    elected: np.ndarray  # [N] bool


def vote(
    assembly: Assembly, candidates: np.ndarray, contest: Contest, settings: ElectionSettings
) -> tuple[np.ndarray, np.ndarray]:
    """The Assembly votes on a slate.

    Parameters
    ----------
    candidates : [N]
        Positions.

    Returns
    -------
    elected : [<= seats]
        Places among the candidates.
    votes : [N] int, of the first ballot
    """
    states = assembly.states
    rows = contest.name() * CODES + states.code[candidates]
    own = assembly.luck(rows, np.array([LUCK, LOT]))
    gain = settings.hearing_gain if settings.hearings else 0.0
    wish = support(states, assembly.alike, candidates, settings.campaign, gain)
    wish = wish + SURPRISE * logistic_table(own[:, :1])
    wish = wish + logistic_table(assembly.luck(rows, states.code))
    return elect(wish, own[:, 1], contest.seats, majority(len(states)))


def come_forward(
    assembly: Assembly, terms: Terms, contest: Contest, settings: ElectionSettings, usual: float
) -> tuple[np.ndarray, int]:
    """Everybody who may stand, the readiest first, and how many of them the slate takes.

    Parameters
    ----------
    usual : float
        Share of contested slates where no lever is pulled.
    """
    states = assembly.states
    of_group = np.array([contest.name() * CODES + OF_GROUP + contest.group])
    slate = float(assembly.luck(of_group, np.array([SLATE]))[0, 0])
    rows = contest.name() * CODES + states.code
    noise = gumbel_table(assembly.luck(rows, np.array([STANDS]))[:, 0])

    may = may_stand(terms, states, contest.since, contest.until)
    may &= states.group == contest.group
    may &= ~stays_away(settings.departures, contest.day, states)
    ready = readiness(terms, states, contest.since, settings.candidacies)
    return field(may, ready, noise), contest.seats + too_many(usual, settings.contested, slate)


def hold(
    assembly: Assembly, terms: Terms, contest: Contest, settings: ElectionSettings, usual: float
) -> Result:
    """Who stands, and who wins. Where the ballots leave a seat open, the next in line stands too.

    A seat stays open only when everybody in the group who may stand has failed.

    Parameters
    ----------
    usual : float
        Share of contested slates where no lever is pulled.
    """
    line, size = come_forward(assembly, terms, contest, settings, usual)
    candidates = line[:size]
    elected, votes = vote(assembly, candidates, contest, settings)
    won = np.isin(np.arange(len(candidates)), elected)
    while won.sum() < contest.seats and len(candidates) < len(line):
        candidates = line[: len(candidates) + 1]
        votes, won = np.append(votes, 0), np.append(won, False)
        again = np.flatnonzero(~won)
        rest = replace(contest, seats=contest.seats - int(won.sum()))
        elected, new = vote(assembly, candidates[again], rest, settings)
        votes[-1] = new[-1]
        won[again[elected]] = True
    return Result(candidates, votes, won)
