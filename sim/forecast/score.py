"""How good a sealed forecast was, once the votes are on record, beside the rivals."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.council.tally import MAJORITY, is_adopted
from sim.data.fit_story import is_day
from sim.errors import InputError
from sim.files.json_text import read_json
from sim.fit.replay import Rates, replay
from sim.fit.rivals import all_rivals, beside
from sim.fit.scores import Forecasts, score
from sim.forecast.folder import seal_of
from sim.forecast.forecast import VOTE_WORDS
from sim.plots.stored import Stored
from sim.world import AMENDMENT, KINDS, NO, YES, Agenda, States

CHANCES = ("no", "abstain", "yes")
COLUMNS = {  # of the tables that are scored: words, and numbers
    "drafts": (
        ("draft", "symbol", "series", "kind", "session"),
        ("adopted", "yes", "no", "yes_low_90", "yes_high_90"),
    ),
    "forecast": (("draft", "iso3"), CHANCES),
}


@dataclass(frozen=True)
class Scored:
    """A forecast beside what came."""

    seal: dict[str, object]
    scores: pd.DataFrame  # a row a forecaster
    drafts: pd.DataFrame  # a row a draft that came to the vote
    missed: list[str]  # drafts that no vote on record is on
    worst: pd.DataFrame  # the votes that were least expected


LONGEST_MOMENT = 40  # letters of a day, or a day and an hour


def score_forecast(folder: Path, agenda: Agenda, states: States) -> Scored:
    """Score a stored forecast on recorded votes.

    Raises
    ------
    InputError
        If the folder holds no forecast, its tables are not those that were sealed, or none of its
        drafts is on record.
    """
    seal, drafts, members = _sealed(folder, states)
    ballots = {n: _ballot(row, agenda) for n, row in enumerate(drafts.itertuples())}
    found = {n: b for n, b in ballots.items() if b is not None}
    missed = [str(drafts.draft[n]) for n, b in ballots.items() if b is None]
    if not found:
        raise InputError(f"{folder}: none of its {len(drafts)} drafts is among the votes on record")
    ours = _forecasts(folder, drafts, members, found, agenda, states)
    rivals = _rivals(found, agenda, states, str(seal["last_vote"]))
    given = beside(ours, {name: _same(f, ours) for name, f in rivals.items()})
    rows = [{"forecaster": name} | score(f) for name, f in given.items()]
    return Scored(
        seal, pd.DataFrame(rows), _adoption(drafts, found, agenda), missed,
        _worst(ours, agenda, states),
    )  # fmt: skip


def _sealed(folder: Path, states: States) -> tuple[dict[str, object], pd.DataFrame, pd.DataFrame]:
    """The seal of a folder and its tables, refused where a forecast cannot have left them so."""
    seal: dict[str, object] = read_json(folder / "seal.json")
    if seal.get("sha256") != seal_of(folder):
        raise InputError(
            f"{folder}: the tables are not those that were sealed ({str(seal.get('written'))[:25]})"
        )
    for name in ("last_vote", "fit_until", "written"):
        told = seal.get(name)
        if not isinstance(told, str) or len(told) > LONGEST_MOMENT or not is_day(told[:10]):
            raise InputError(f"{folder / 'seal.json'}: {name} is no date such as 2025-04-04")
    stored = Stored.open(folder)
    found = []
    for name, (words, numbers) in COLUMNS.items():
        table, place = stored.table(name), folder / f"{name}.csv"
        if missing := [column for column in (*words, *numbers) if column not in table]:
            raise InputError(f"{place} lacks the column {missing[0]}")
        for column in numbers:
            known = pd.to_numeric(table[column], errors="coerce")
            if not np.isfinite(known.to_numpy(float)).all():
                raise InputError(f"{place}, column {column}: numbers are wanted in every row")
        found.append(table)
    members = found[1]
    three = members[list(CHANCES)]
    if (three < 0).any(axis=None) or not np.allclose(three.sum(axis=1), 1.0, atol=1e-6):
        raise InputError(f"{folder / 'forecast.csv'}: chances are 0 or more and add up to 1")
    if strangers := sorted(set(members.iso3.astype(str)) - set(states.iso3)):
        raise InputError(f"{folder / 'forecast.csv'}: unknown state code {strangers[0][:40]!r}")
    return seal, found[0], members


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
    folder: Path, drafts: pd.DataFrame, members: pd.DataFrame, found: dict[int, int],
    agenda: Agenda, states: States,
) -> Forecasts:  # fmt: skip
    place = {code: i for i, code in enumerate(states.iso3)}
    rows = []
    for n, b in found.items():
        mine = members[members.draft == drafts.draft[n]]
        for row in mine.itertuples():
            i = place[row.iso3]
            if agenda.recorded[b, i] <= YES:
                rows.append(((row.no, row.abstain, row.yes), agenda.recorded[b, i], b, i))
    if not rows:
        raise InputError(f"{folder / 'forecast.csv'}: no chance of anybody who voted on its drafts")
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
    order = np.argsort(ours.given(), kind="stable")[:most]
    return pd.DataFrame(
        {
            "symbol": [agenda.symbol[ours.ballot[k]] for k in order],
            "title": [agenda.title[ours.ballot[k]] for k in order],
            "iso3": [states.iso3[ours.state[k]] for k in order],
            "vote": [VOTE_WORDS[int(ours.votes[k])] for k in order],
            "chance_given": ours.given()[order],
        }
    )
