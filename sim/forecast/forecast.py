"""From drafts to the whip count: every member's chances with reasons, and the tally, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from sim.council.tally import MAJORITY
from sim.data.assembly_record import last_vote
from sim.data.blocs import check_seats
from sim.data.fitted import Fit
from sim.errors import InputError
from sim.forecast.about import Text, work_out
from sim.forecast.before import Before, before_the_vote
from sim.forecast.chances import CHOICES, Chances, drawn_votes, exact_chances
from sim.forecast.count import INTERVALS, TALLIES, Count, count_votes, likeliest, wavers
from sim.forecast.draft import Draft, first_day
from sim.forecast.earlier import Earlier
from sim.forecast.reasons import SHOWN, Pulls, pulls_of
from sim.forecast.seats import seats_on_days
from sim.forecast.session import session_votes
from sim.world import ABSENT, AMENDMENT, GROUPS, KINDS, LMG, YES, Agenda, States

DRAWS, SESSION_DRAWS = 2_000, 500
VOTE_WORDS = {1: "yes", 0: "abstain", -1: "no", ABSENT: "absent"}
LAST_VOTES = 3  # of the series, that are shown


@dataclass(frozen=True)
class Record:
    """The votes that a forecast rests on."""

    agenda: Agenda
    states: States


@dataclass(frozen=True)
class Forecast:
    """A whip count. N drafts; the draws are [R, N, S] int8."""

    texts: list[Text]
    before: Before
    votes: np.ndarray
    drafts: pd.DataFrame  # a row a draft
    members: pd.DataFrame  # a row a draft and member


def forecast_drafts(
    drafts: Sequence[Draft],
    record: Record,
    fit: Fit,
    today: np.datetime64,
    seed: int,
    draws: int = DRAWS,
    in_session: bool = False,
) -> Forecast:
    """The whip count of drafts.

    Each is voted on as if the others were not there; ``in_session``, those of earlier days are
    voted on first in every draw, and are remembered.

    Parameters
    ----------
    today : from which a draft without a date comes to the next vote
    draws : joint draws of the votes, for tallies and adoption

    Raises
    ------
    InputError
        For a draft that is unclear or impossible, or a day that the fit has seen.
    """
    texts = work_out(drafts, Earlier.of(record.agenda, first_day(drafts, today)), today)
    for earlier, later in pairwise(texts):
        if later.date < earlier.date:
            raise InputError(
                f"{later.name}: on {later.date}, before {earlier.name} ({earlier.date}); list "
                "drafts in the order of the vote"
            )
    ends = record.agenda.date.max()
    seats = seats_on_days([text.date for text in texts], record.states, fit, ends, seed)
    sits = seats > 0
    if record.states.bloc != LMG:
        check_seats(record.states, sits, f"on {texts[0].date}")
    before = before_the_vote(texts, record.agenda, sits, record.states, fit)
    chances, pulls = exact_chances(before), pulls_of(before)
    if in_session:
        votes = session_votes(before, record.agenda, draws, seed)
        chances = [
            c if text.date == texts[0].date else _frequencies(votes[:, n], c)
            for n, (c, text) in enumerate(zip(chances, texts, strict=True))
        ]
    else:
        votes = drawn_votes(before, draws, seed)
    counts = [count_votes(votes[:, n, c.members], MAJORITY) for n, c in enumerate(chances)]
    members = [
        _members(text, record, before, of_members, count, why, held)
        for text, of_members, count, why, held in zip(
            texts, chances, counts, pulls, seats, strict=True
        )
    ]
    return Forecast(
        texts, before, votes, _drafts(texts, counts), pd.concat(members, ignore_index=True)
    )


def _frequencies(votes: np.ndarray, exact: Chances) -> Chances:
    """Chances of a later day, as often as a vote came in the draws [R, S]."""
    here = votes[:, exact.members]
    cast = np.maximum((here <= YES).sum(0), 1)
    three = np.stack([(here == v).sum(0) / cast for v in CHOICES], -1)
    return Chances(exact.members, three, exact.absent)


def _drafts(texts: list[Text], counts: list[Count]) -> pd.DataFrame:
    rows = []
    for text, count in zip(texts, counts, strict=True):
        row: dict[str, object] = {
            "draft": text.name, "symbol": text.symbol, "title": text.title, "date": str(text.date),
            "session": text.session, "kind": text.kind, "series": text.series,
            "new": int(text.is_new), "target": text.target, "pen": text.pen,
            "orientation": text.orientation, "sponsors": text.sponsors, "amended": text.amended,
            "adopted": count.adopted, "asked": text.asked,
        }  # fmt: skip
        for name in TALLIES:
            row[name] = count.mean[name]
            for wide in INTERVALS:
                row[f"{name}_low_{wide}"] = count.low[name, wide]
                row[f"{name}_high_{wide}"] = count.high[name, wide]
        facts = ("date", "series", "kind", "target", "orientation", "sponsors", "asked")
        row |= {f"{fact}_basis": text.basis.get(fact, "") for fact in facts}
        rows.append(row)
    return pd.DataFrame(rows)


def _members(
    text: Text,
    record: Record,
    before: Before,
    chances: Chances,
    count: Count,
    pulls: Pulls,
    held: np.ndarray,
) -> pd.DataFrame:
    states, who = before.states, chances.members
    vote = likeliest(chances.chances)
    year, in_assembly = last_vote(text.series, text.date, states)
    own = _last_in_council(text, record.agenda, before)
    reasons = [pulls.strongest(m, int(v)) for m, v in enumerate(vote)]
    columns: dict[str, object] = {
        "draft": text.name,
        "symbol": text.symbol,
        "iso3": [states.iso3[i] for i in who],
        "name": [states.name[i] for i in who],
        "group": [GROUPS[states.group[i]] for i in who],
        "seat": held[who],
        "no": chances.chances[:, 0],
        "abstain": chances.chances[:, 1],
        "yes": chances.chances[:, 2],
        "absent": chances.absent,
        "likeliest": [VOTE_WORDS[int(v)] for v in vote],
        "wavers": wavers(chances.chances).astype(int),
        "adoption_if_up": count.if_up,
        "adoption_if_down": count.if_down,
        "leaning": pulls.leaning,
        "council_before": [own[i] for i in who],
        "assembly_before": [
            f"{VOTE_WORDS[int(in_assembly[i])]} {year}" if in_assembly[i] <= YES else ""
            for i in who
        ],
    }
    for n in range(SHOWN):
        columns[f"reason_{n + 1}"] = [names[n] if n < len(names) else "" for names in reasons]
    return pd.DataFrame(columns)


def _last_in_council(text: Text, record: Agenda, before: Before) -> list[str]:
    """Each state's last votes in the series, the newest first: ``no 2023, abstain 2022``."""
    amends = text.kind == KINDS[AMENDMENT]
    same = np.array([series == text.series for series in record.series])
    same &= ((record.kind == AMENDMENT) == amends) & (record.date < text.date)
    found = []
    for i in range(len(before.states)):
        voted = [b for b in np.flatnonzero(same)[::-1] if record.recorded[b, i] <= YES][:LAST_VOTES]
        found.append(
            ", ".join(
                f"{VOTE_WORDS[int(record.recorded[b, i])]} {str(record.date[b])[:4]}" for b in voted
            )
        )
    return found
