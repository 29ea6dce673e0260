"""Names that people know for sessions, years and stretches of the Council's record."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from sim.errors import InputError
from sim.world import Agenda

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip


def month_words(day: np.datetime64 | date) -> str:
    """The month of a day: March 2022."""
    year, month = str(day)[:7].split("-")
    return f"{MONTHS[int(month) - 1]} {year}"


def session_words(agenda: Agenda, t: int) -> str:
    """A session as it is called, and when it voted: Session 49, March to April 2022."""
    days = agenda.date[agenda.session == t]
    first, last = month_words(days.min()), month_words(days.max())
    name = agenda.session_name[t]
    called = f"Special session {name.removeprefix('S-')}" if name[:2] == "S-" else f"Session {name}"
    if first == last:
        return f"{called}, {first}"
    begun = first.removesuffix(last[-5:])
    return f"{called}, {begun} to {last}"


def council_words(years: Mapping[str, object], last_vote: date) -> str:
    """A stretch of the record or of years to come, in words.

    Parameters
    ----------
    years : the block ``council`` of a configuration
    last_vote : on record; a Council that begins after it is that of today
    """
    since, until = (date.fromisoformat(str(years[key])) for key in ("since", "until"))
    span = f"{since.year}" if since.year == until.year else f"{since.year} to {until.year}"
    if years.get("agenda") == "coming":
        if since > last_vote:
            return f"The Council of today and to come, {span}"
        return f"{span} as they might have been: texts and members by chance"
    drafts = years.get("drafts") or ()
    more = f", and a draft that failed ({', '.join(map(str, drafts))})" if drafts else ""  # type: ignore[call-overload]
    return f"{span} as recorded{more}"


def day_names(agenda: Agenda) -> list[str]:
    """The names under which a day of these years may be given: sessions, then years."""
    sessions = [session_words(agenda, t) for t in range(len(agenda.session_name))]
    years = sorted({str(day)[:4] for day in agenda.date})
    return [*sessions, *years]


def day_of(words: str, agenda: Agenda, last: bool) -> date:
    """A day by its name: a session, a month, a year, or the day itself.

    Parameters
    ----------
    last : whether the last day of what is named is meant, or the first

    Raises
    ------
    InputError
        If no day has that name.
    """
    plain = " ".join(words.split())
    for t, name in enumerate(agenda.session_name):
        if plain.casefold() in (session_words(agenda, t).casefold(), f"session {name}".casefold()):
            days = agenda.date[agenda.session == t]
            return date.fromisoformat(str(days.max() if last else days.min()))
    try:
        if re.fullmatch(r"[0-9]{4}", plain):
            return date(int(plain), 12, 31) if last else date(int(plain), 1, 1)
        month, _, year = plain.partition(" ")
        if month.capitalize() in MONTHS and re.fullmatch(r"[0-9]{4}", year):
            return _in_month(int(year), MONTHS.index(month.capitalize()) + 1, last)
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", plain):
            return date.fromisoformat(plain)
    except ValueError:
        pass
    raise InputError(
        f"{plain[:60]!r} is no day: give a session, a month such as March 2023, a year, or a day "
        "such as 2023-03-31"
    )


def _in_month(year: int, month: int, last: bool) -> date:
    first = date(year, month, 1)
    return first + timedelta(calendar.monthrange(year, month)[1] - 1) if last else first


def day_words(day: date, agenda: Agenda, last: bool) -> str:
    """The shortest name of a day that means just it; "" for a day beyond all these years."""
    if not 2000 < day.year < 2099:
        return ""
    for name in day_names(agenda):
        if day_of(name, agenda, last) == day:
            return name
    return str(day)
