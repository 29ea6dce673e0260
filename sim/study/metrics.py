"""What is measured in a run: defection, cohesion, tallies, exits. All of it from votes alone.

The bloc's line on a ballot is the modal vote of the organisers who sit; where two votes share
the first place there is no line. An affiliate is a state on a published list of the group that
is not one of its organisers: the organisers make the line. Where all members of a bloc make its
line together, each of them may leave it. Soft defection is an abstention
against a line of yes or no, hard defection the opposite vote; rates are per affiliate-ballot
with a line. Sources: [inboden2023] bloc; [rice1925] (cohesion).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.compiled import compiled
from sim.council.line import NO_LINE, modal_vote
from sim.world import KINDS

EXIT_BELOW = 0.5  # affiliation below which a state is on its way out
SESSIONS_TO_EXIT = 3  # and for how many sessions in a row it must stay there


@dataclass(frozen=True)
class Measures:
    """One replicate, all lanes. Kinds are indexed as in ``KINDS``."""

    chances: np.ndarray  # [kinds, S, L] ballots with a line on which the affiliate voted
    soft: np.ndarray  # [kinds, S, L] abstentions against the line
    hard: np.ndarray  # [kinds, S, L] opposite votes
    votes: np.ndarray  # [kinds, 3, L] affiliates' and organisers' yes, abstain, no
    from_mode: np.ndarray  # [kinds, L] their votes that depart from their own modal vote
    rice: np.ndarray  # [kinds, L] mean Rice index of affiliates and organisers
    line_votes: np.ndarray  # [kinds, L] votes of both on ballots with a line
    line_followed: np.ndarray  # [kinds, L] of these, votes that are the line
    tally: np.ndarray  # [B, 3, L] yes, abstain, no of the Council
    exits: np.ndarray  # [S, L] bool: left the group and stayed out


@compiled
def _measure(votes, kind, affiliate, organiser, follower, fewest, chances, soft, hard, shares,
             from_mode, rice, rice_ballots, line_votes, line_followed, tally):  # fmt: skip
    ballots, states, lanes = votes.shape
    for b in range(ballots):
        k = kind[b]
        for lane in range(lanes):
            line_yes = line_abstain = line_no = 0
            bloc_yes = bloc_abstain = bloc_no = 0
            all_yes = all_abstain = all_no = 0
            for i in range(states):
                v = votes[b, i, lane]
                if v > 1:
                    continue
                yes, abstain, no = v == 1, v == 0, v == -1
                all_yes += yes
                all_abstain += abstain
                all_no += no
                if organiser[i]:
                    line_yes += yes
                    line_abstain += abstain
                    line_no += no
                if affiliate[i] or organiser[i]:
                    bloc_yes += yes
                    bloc_abstain += abstain
                    bloc_no += no
            tally[b, 0, lane] = all_yes
            tally[b, 1, lane] = all_abstain
            tally[b, 2, lane] = all_no
            bloc = bloc_yes + bloc_abstain + bloc_no
            line = modal_vote(line_yes, line_abstain, line_no)
            if line != NO_LINE:
                line_votes[k, lane] += bloc
                line_followed[k, lane] += (
                    bloc_yes if line == 1 else bloc_no if line == -1 else bloc_abstain
                )
                for i in range(states):
                    v = votes[b, i, lane]
                    if follower[i] and v <= 1:
                        chances[k, i, lane] += 1
                        soft[k, i, lane] += line != 0 and v == 0
                        hard[k, i, lane] += line != 0 and v == -line
            if bloc >= fewest:
                shares[k, 0, lane] += bloc_yes
                shares[k, 1, lane] += bloc_abstain
                shares[k, 2, lane] += bloc_no
                from_mode[k, lane] += bloc - max(bloc_yes, bloc_abstain, bloc_no)
                if bloc_yes + bloc_no > 0:
                    rice[k, lane] += abs(bloc_yes - bloc_no) / (bloc_yes + bloc_no)
                    rice_ballots[k, lane] += 1


FEWEST_OF_THE_BLOC = 4  # texts with fewer of the bloc voting say nothing about its cohesion


def measure(
    votes: np.ndarray,
    kind: np.ndarray,
    affiliate: np.ndarray,
    organiser: np.ndarray,
    affiliation: np.ndarray | None = None,
    together: bool = False,
) -> Measures:
    """Measure the votes [B, S, L] of one replicate.

    Parameters
    ----------
    kind : [B] index into KINDS
    affiliate, organiser : [S] bool
    affiliation : [T, S, L] at the end of each session; without it nobody exits
    together : those who make the line may leave it too
    """
    follower = affiliate & (~organiser | together)
    _, states, lanes = votes.shape
    chances, soft, hard = (np.zeros((len(KINDS), states, lanes), np.int32) for _ in range(3))
    shares = np.zeros((len(KINDS), 3, lanes), np.int32)
    from_mode = np.zeros((len(KINDS), lanes), np.int32)
    rice = np.zeros((len(KINDS), lanes))
    rice_ballots = np.zeros((len(KINDS), lanes), np.int32)
    line_votes, line_followed = (np.zeros((len(KINDS), lanes), np.int32) for _ in range(2))
    tally = np.zeros((len(votes), 3, lanes), np.int16)
    _measure(
        votes,
        kind.astype(np.int64),
        affiliate,
        organiser,
        follower,
        FEWEST_OF_THE_BLOC,
        chances,
        soft,
        hard,
        shares,
        from_mode,
        rice,
        rice_ballots,
        line_votes,
        line_followed,
        tally,
    )
    exits = np.zeros((states, lanes), bool)
    if affiliation is not None:
        exits = has_exited(affiliation) & follower[:, None]
    rice = np.divide(rice, rice_ballots, out=np.full_like(rice, np.nan), where=rice_ballots > 0)
    return Measures(
        chances, soft, hard, shares, from_mode, rice, line_votes, line_followed, tally, exits
    )


def has_exited(affiliation: np.ndarray) -> np.ndarray:
    """Who stays below the threshold for long enough at the end, [S, L] from [T, S, L]."""
    if len(affiliation) < SESSIONS_TO_EXIT:
        return np.zeros(affiliation.shape[1:], bool)
    below: np.ndarray = affiliation[-SESSIONS_TO_EXIT:] < EXIT_BELOW
    return np.all(below, axis=0)


RESAMPLES = 2000
VOTE_NAMES = ("yes", "abstain", "no")  # the columns of a tally


def tallies(votes: np.ndarray) -> np.ndarray:
    """Yes, abstain and no on each ballot, [B, 3] from votes [B, S]."""
    return np.stack([(votes == vote).sum(1) for vote in (1, 0, -1)], 1)


def votes_per_text(votes: np.ndarray, who: np.ndarray) -> np.ndarray:
    """Yes, abstain, no and departures from their own modal vote of ``who`` [S] bool, [B, 4]."""
    count = tallies(votes[:, who])
    return np.column_stack([count, count.sum(1) - count.max(1)])


def resampled(texts: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Sums of the rows of ``texts`` [N, M] in bootstrap samples of them, [RESAMPLES, M]."""
    drawn: np.ndarray = texts[rng.integers(len(texts), size=(RESAMPLES, len(texts)))].sum(1)
    return drawn


def coverage(simulated: np.ndarray, real: np.ndarray, level: float) -> float:
    """The share of recorded counts inside the central ``level`` per cent of the simulated ones.

    ``simulated`` is [replicates, B, 3], ``real`` [B, 3].
    """
    if not len(real):
        return float("nan")
    low, high = np.percentile(simulated, [50 - level / 2, 50 + level / 2], axis=0)
    return float(((real >= low) & (real <= high)).mean())


def adoption_accuracy(simulated: np.ndarray, real: np.ndarray) -> float:
    """The share of texts whose fate most replicates get right.

    ``simulated`` is [replicates, B] bool, ``real`` [B] bool: whether a text is adopted.
    """
    if not len(real):
        return float("nan")
    return float(((simulated.mean(0) > 0.5) == real).mean())
