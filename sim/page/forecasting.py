"""The draft that is being counted: what is given of it, who is held to a vote, what it is set
beside. The numbers are those of ``sim.forecast``.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from sim.data.coming_sessions import sessions_of
from sim.data.fitted import Fit
from sim.data.recorded import seats_on
from sim.data.states import read_table
from sim.errors import InputError
from sim.forecast.before import MEMBERS
from sim.forecast.count import Count
from sim.forecast.draft import Draft, as_typed, draft_of
from sim.forecast.forecast import DRAWS, Forecast, Record, forecast_drafts
from sim.forecast.held import count_if
from sim.forecast.sources import fit_for, this_day, votes_on_record
from sim.forecast.what_if import altered, differences
from sim.page.finding import found_state
from sim.page.worker import Worker
from sim.pool import Progress

SEED = 2026  # as ``lmgsim forecast`` has it
GIVEN = ("title", "date", "item", "target", "series")  # what can be typed beside sponsors
_READING = threading.Lock()


@dataclass(frozen=True)
class Counted:
    """A draft and its whip count."""

    draft: Draft
    forecast: Forecast

    @property
    def name(self) -> str:
        """How it is called: its title and who tables it."""
        text = self.forecast.texts[0]
        return f"{text.title[:80]} ({text.sponsors or 'no known sponsors'})"


@lru_cache(maxsize=1)
def _record() -> Record:
    return votes_on_record(None)


@lru_cache(maxsize=2)
def _fit(day: str) -> Fit:
    return fit_for(None, np.datetime64(day))


def known_titles() -> list[str]:
    """Titles of texts on record, the newest first, each once."""
    agenda = _record().agenda
    return list(dict.fromkeys(title for title in reversed(agenda.title) if title))


def usual_day(today: np.datetime64) -> np.datetime64:
    """The last day of the next regular session, or of the latest whose members are all known."""
    terms, states = read_table("council.csv"), _record().states
    year = int(str(today)[:4])
    days = [s.days[1] for y in range(year - 2, year + 2) for s in sessions_of(y) if not s.special]
    known = [day for day in days if seats_on(day, terms, states).sum() == MEMBERS]
    coming = [day for day in days if day >= today]
    if coming and coming[0] in known:
        return coming[0]
    return known[-1] if known else coming[0]


def count_draft(draft: Draft, progress: Progress | None = None) -> Counted:
    """The whip count of a draft.

    Raises
    ------
    InputError
        For a draft that is unclear or impossible.
    """
    today = this_day()
    with _READING:
        record, fit = _record(), _fit(str(today if draft.date is None else draft.date))
    return Counted(draft, forecast_drafts([draft], record, fit, today, SEED, DRAWS))


class Forecasting:
    """What stands in the tab Forecast of one window."""

    def __init__(self, worker: Worker[Draft, Counted]) -> None:
        """Nothing is typed yet."""
        self.worker = worker
        self.draft: Draft | None = None
        self.chosen = ""  # the member that is looked at
        self.held: dict[str, str] = {}  # votes set by hand
        self.kept: Counted | None = None  # the version that others are set beside

    @property
    def found(self) -> Counted | None:
        """The count of the draft as it is given now; None while it is worked out."""
        found = self.worker.found
        return found if found is not None and found.draft == self.draft else None

    def give(self, key: str, value: str) -> None:
        """Say something of the draft; "" leaves it to be worked out.

        Raises
        ------
        InputError
            If it cannot be said of a draft.
        """
        if key not in GIVEN:
            raise InputError(f"{key[:60]!r} is none of {', '.join(GIVEN)}")
        words = " ".join(value.split())
        if self.draft is None:
            if key != "title":
                raise InputError("type a title first")
            day = usual_day(this_day())
            self._ask(draft_of({"title": words, "date": str(day)}))
            return
        title = words if key == "title" else self.draft.title
        fresh = draft_of({"title": title, key: as_typed(key, words)})
        self._ask(replace(self.draft, **{key: getattr(fresh, key)}))

    def sponsor(self, sign: str, name: str) -> None:
        """Add (+) or take out (-) a sponsor; those that are usual stay.

        Raises
        ------
        InputError
            For a name that nobody has, or a change that is none.
        """
        if self.draft is None:
            raise InputError("type a title first")
        plain = " ".join(name.replace(",", " ").split())
        if not plain:
            raise InputError("name a state or a group of states")
        usual = self.found.forecast.texts[0].sponsors if self.found else ""
        self._ask(altered(self.draft, f"sponsors{sign}{plain}", usual))

    def _ask(self, draft: Draft) -> None:
        self.draft, self.held = draft, {}
        self.worker.ask(draft)

    def choose(self, given: str) -> None:
        """Look at a member, named by code or name; at the same one again: look away.

        Raises
        ------
        InputError
            For whoever is no member.
        """
        rows = self._count().forecast.members
        iso3 = found_state(list(rows.iso3), list(rows.name), given)
        self.chosen = "" if iso3 == self.chosen else iso3

    def hold(self, iso3: str, vote: str) -> None:
        """Set a member's vote by hand; "" lets it go.

        Raises
        ------
        InputError
            For whoever is no member, or what is no vote.
        """
        held = {code: v for code, v in self.held.items() if code != iso3}
        if vote:
            held[iso3] = vote
            count_if(self._count().forecast, held)
        self.held = held

    def count(self) -> Count:
        """The count with the votes that are set by hand."""
        return count_if(self._count().forecast, self.held)

    def keep(self) -> None:
        """Set the next versions beside this one.

        Raises
        ------
        InputError
            If nothing is counted yet.
        """
        self.kept = self._count()

    def let_go(self) -> None:
        """Set nothing beside it any more, and let every vote go."""
        self.kept, self.held = None, {}

    def beside(self) -> pd.DataFrame | None:
        """How the count differs from that of the version that was kept, under the same luck."""
        found = self.found
        if found is None or self.kept is None or found.draft == self.kept.draft:
            return None
        return differences(self.kept.forecast.votes[:, 0], found.forecast.votes[:, 0])

    def _count(self) -> Counted:
        if self.found is None:
            raise InputError("nothing is counted yet: type a title")
        return self.found
