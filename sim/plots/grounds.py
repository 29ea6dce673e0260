"""What a result rests on, in words: which record, how far memory reaches, whose seats are assumed.

Made from the provenance beside a result, so a screen and a report say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sim.plots.words import listed, percent

SEATS = 47
YEAR = 366  # days: a record that is more behind than this is said to be
SHOWN = 6  # assumed members that are named


def grounds(origin: Mapping[str, Any], assumed: Sequence[tuple[str, float]] = ()) -> list[str]:
    """The lines of a result.

    Parameters
    ----------
    origin : what ``provenance.json`` says
    assumed : name and share of runs of those who held an assumed seat, most often first
    """
    lines = [
        bloc_words(origin.get("bloc")),
        _members(origin.get("members"), assumed),
        _memory(origin.get("memory")),
    ]
    return [line for line in [*lines, behind(origin)] if line]


def behind(origin: Mapping[str, Any]) -> str:
    """That the record ends more than a year before the day of the result; empty where it does not.

    Nothing is said of a result whose provenance names no record.
    """
    last = (origin.get("record") or {}).get("last_vote")
    written = str(origin.get("written", ""))[:10]
    if not last or not written:
        return ""
    days = (date.fromisoformat(written) - date.fromisoformat(last)).days
    if days <= YEAR:
        return ""
    years, months = int(days // 365.25), int(days % 365.25 // 30.5)
    parts = [f"{n} {word}{'s' if n > 1 else ''}" for n, word in ((years, "year"), (months, "month"))
             if n]  # fmt: skip
    return (
        f"The record of votes ends on {last}, {listed(parts)} before this result: lmgsim data "
        "update brings it up to date."
    )


def bloc_words(bloc: object) -> str:
    """Whose line a result is about, and what its pull rests on; empty for the usual group."""
    if not isinstance(bloc, Mapping):
        return ""
    whose = (
        "How hard its line pulls, and its discipline, are measured on its own record."
        if bloc["pull"] == "measured"
        else "How hard its line pulls, and its discipline, were fitted for the Like-Minded Group "
        f"and not for it: lmgsim calibrate bloc={bloc['key']} measures them."
    )
    return (
        f"The group here is {bloc['title']}: {bloc['members']}. Its line is {bloc['line']}. "
        f"{whose} Where a lever or a question speaks of the Like-Minded Group, read this group."
    )


def group_of(content: Mapping[str, Any]) -> str:
    """Whose line a summary or a provenance is about, as it stands in a sentence."""
    return str((content.get("bloc") or {"title": "the Like-Minded Group"})["title"])


def _memory(memory: object) -> str:
    if not isinstance(memory, Mapping):
        return ""
    more = int(memory["roll_calls_after_the_fit"])
    and_more = f", {more:,} roll calls more than the fit has seen" if more else ""
    return (
        f"What is remembered on the first day ends with the votes of {memory['until']}{and_more}."
    )


def _members(members: object, assumed: Sequence[tuple[str, float]]) -> str:
    if not isinstance(members, Mapping) or not members.get("assumed_seats"):
        return ""
    seats: Mapping[str, int] = members["assumed_seats"]
    words = (
        f"Assumed members: nobody knows yet who holds {sum(seats.values())} of the {SEATS} seats "
        f"on {members['on']} ({listed([f'{group} {n}' for group, n in seats.items()])}); the "
        "model elects them first, others in each run"
    )
    named = [f"{name} ({percent(share)})" for name, share in assumed[:SHOWN]]
    return f"{words}, most often {listed(named)}." if named else f"{words}."
