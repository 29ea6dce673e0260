"""How good a sealed forecast was, once the votes are on record, beside the rivals."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.council.tally import MAJORITY, is_adopted
from sim.errors import InputError
from sim.files.json_text import read_json
from sim.fit.replay import Rates, replay
from sim.fit.rivals import all_rivals
from sim.fit.scores import Forecasts, score
from sim.forecast.folder import seal_of
from sim.plots.stored import Stored
from sim.world import AMENDMENT, KINDS, NO, YES, Agenda, States

RULE = "rule"


@dataclass(frozen=True)
class Scored:
    """A forecast beside what came."""

    seal: dict[str, object]
    scores: pd.DataFrame  # a row a forecaster
    drafts: pd.DataFrame  # a row a draft that came to the vote
    missed: list[str]  # drafts that no vote on record is on
    worst: pd.DataFrame  # the votes that were least expected


def score_forecast(folder: Path, agenda: Agenda, states: States) -> Scored:
    """Score a stored forecast on recorded votes.

    Raises
    ------
    InputError
        If the folder holds no forecast, its tables are not those that were sealed, or none of its
        drafts is on record.
    """
    stored = Stored.open(folder)
    seal = read_json(folder / "seal.json")
    if seal.get("sha256") != seal_of(folder):
        raise InputError(
            f"{folder}: the tables are not those that were sealed ({str(seal.get('written'))[:25]})"
        )
    drafts, members = stored.table("drafts"), stored.table("forecast")
    ballots = {n: _ballot(row, agenda) for n, row in enumerate(drafts.itertuples())}
    found = {n: b for n, b in ballots.items() if b is not None}
    missed = [str(drafts.draft[n]) for n, b in ballots.items() if b is None]
    if not found:
        raise InputError(f"{folder}: none of its {len(drafts)} drafts is among the votes on record")
    ours = _forecasts(drafts, members, found, agenda, states)
    given = {RULE: ours, **_rivals(found, agenda, states, str(seal["last_vote"]))}
    rows = [
        {"forecaster": name} | {k: v for k, v in score(_same(f, ours)).items() if k != "f1"}
        for name, f in given.items()
    ]
    return Scored(
        seal, pd.DataFrame(rows), _adoption(drafts, found, agenda), missed,
        _worst(ours, agenda, states),
    )  # fmt: skip


def _ballot(draft: object, agenda: Agenda) -> int | None:
    """The recorded ballot that a draft became: by symbol, else by series, kind and session."""
    same = [b for b, symbol in enumerate(agenda.symbol) if symbol and symbol == draft.symbol]  # type: ignore[attr-defined]
    if not same:
        same = [
            b
            for b in range(len(agenda))
            if agenda.series[b] == draft.series  # type: ignore[attr-defined]
            and KINDS[agenda.kind[b]] == draft.kind  # type: ignore[attr-defined]
            and agenda.session_name[agenda.session[b]] == str(draft.session)  # type: ignore[attr-defined]
        ]
    return same[0] if len(same) == 1 else None


def _forecasts(
    drafts: pd.DataFrame, members: pd.DataFrame, found: dict[int, int], agenda: Agenda,
    states: States,
) -> Forecasts:  # fmt: skip
    place = {code: i for i, code in enumerate(states.iso3)}
    rows = []
    for n, b in found.items():
        mine = members[members.draft == drafts.draft[n]]
        for row in mine.itertuples():
            i = place[row.iso3]
            if agenda.recorded[b, i] <= YES:
                rows.append(((row.no, row.abstain, row.yes), agenda.recorded[b, i], b, i))
    chances, votes, ballot, state = zip(*rows, strict=True)
    return Forecasts(np.array(chances), np.array(votes, int), np.array(ballot), np.array(state))


def _rivals(
    found: dict[int, int], agenda: Agenda, states: States, last_vote: str
) -> dict[str, Forecasts]:
    """The rivals on the same votes, each knowing what was on record when the forecast was made."""
    use = np.isin(np.arange(len(agenda)), list(found.values()))
    known = agenda.date <= np.datetime64(last_vote, "D")
    sittings, _ = replay(agenda, states, Rates(), assembly=True)
    return all_rivals(agenda, states, sittings, known, use)


def _same(given: Forecasts, ours: Forecasts) -> Forecasts:
    """Only the votes that the forecast spoke of."""
    spoken = set(zip(ours.ballot.tolist(), ours.state.tolist(), strict=True))
    pairs = zip(given.ballot.tolist(), given.state.tolist(), strict=True)
    return given.of(np.array([pair in spoken for pair in pairs], bool))


def _adoption(drafts: pd.DataFrame, found: dict[int, int], agenda: Agenda) -> pd.DataFrame:
    rows = []
    for n, b in found.items():
        row = drafts.iloc[n]
        yes, no = ((agenda.recorded[b] == vote).sum() for vote in (YES, NO))
        rows.append(
            {"draft": row.draft, "symbol": agenda.symbol[b], "adopted": row.adopted,
             "passed": int(is_adopted(yes, no, MAJORITY)), "yes": row.yes,
             "yes_low_90": row.yes_low_90, "yes_high_90": row.yes_high_90, "recorded_yes": int(yes),
             "no": row.no, "recorded_no": int(no),
             "amendment": int(agenda.kind[b] == AMENDMENT)}
        )  # fmt: skip
    return pd.DataFrame(rows)


def _worst(ours: Forecasts, agenda: Agenda, states: States, most: int = 12) -> pd.DataFrame:
    words = {1: "yes", 0: "abstain", -1: "no"}
    order = np.argsort(ours.given(), kind="stable")[:most]
    return pd.DataFrame(
        {
            "symbol": [agenda.symbol[ours.ballot[k]] for k in order],
            "title": [agenda.title[ours.ballot[k]] for k in order],
            "iso3": [states.iso3[ours.state[k]] for k in order],
            "vote": [words[int(ours.votes[k])] for k in order],
            "chance_given": ours.given()[order],
        }
    )
