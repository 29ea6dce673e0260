"""The whip count as a function, for programs: drafts in, tables out; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.errors import InputError
from sim.forecast.draft import draft_of, first_day
from sim.forecast.forecast import DRAWS, SESSION_DRAWS, Forecast, forecast_drafts
from sim.forecast.sources import fit_for, this_day, votes_on_record

MOST_DRAWS = 100_000


def forecast(
    drafts: Mapping[str, object] | Sequence[Mapping[str, object]],
    session: bool = False,
    votes: Path | str | None = None,
    fit: Path | str | None = None,
    seed: int = 2026,
    draws: int | None = None,
) -> Forecast:
    """The whip count of one draft or of several.

    Parameters
    ----------
    drafts : keys of a draft, as in a file for ``lmgsim forecast``: ``{"title": ...}``; or a list
    session : whether the drafts are one session, those of earlier days voted on first
    votes : a folder of votes; the record in force unless given
    fit : the folder of a fit; unless given, the fit in force for the day of the first draft
    seed : of the joint draws
    draws : 2,000 unless given, 500 for a session; at least 100

    Returns
    -------
    Forecast
        ``drafts``: a row a draft, with its chance of adoption and its count; ``members``: a row a
        draft and member, with its chances.

    Raises
    ------
    InputError
        For a draft that is unclear or impossible, or a number out of its range.
    """
    several = [drafts] if isinstance(drafts, Mapping) else drafts
    if isinstance(several, str) or not isinstance(several, Sequence) or not several:
        raise InputError(f"drafts: {str(drafts)[:60]!r} given; {{'title': ...}} is wanted")
    number = draws if draws is not None else SESSION_DRAWS if session else DRAWS
    if not isinstance(number, int) or isinstance(number, bool) or not 100 <= number <= MOST_DRAWS:
        raise InputError(f"draws: {number!r} given; a whole number from 100 to {MOST_DRAWS:,}")
    read = [draft_of(one) for one in several]
    today = this_day()
    record = votes_on_record(Path(votes) if votes is not None else None)
    fitted = fit_for(Path(fit) if fit is not None else None, first_day(read, today))
    return forecast_drafts(read, record, fitted, today, seed, number, session)
