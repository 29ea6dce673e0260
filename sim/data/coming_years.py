"""An agenda for years to come: every text that may come to a vote, and the chance that it does.

All runs share this agenda; each draws which of its ballots are taken. The chances are the
habits of the record, the same every year: what comes back, what is new, what gets amended. What
grows or fades over the years, as amendments did from 2013 on, they do not foresee. A packet is
what shares a draw (``sim.data.linked_texts.packets``): the text of a series, its second text and
its amendments, whose chances fall from one to the next.

Assumed, not estimated: voting days; that new countries are the least free ones that no series is
about, in turn; that a text without predecessor does not come back; that a softer rival meets only
a text that is likelier than not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from sim.data.agenda import build_agenda, strand_of
from sim.data.coming_sessions import SPECIAL_FRIDAY, Session, check_years, sessions_of
from sim.data.habits import Habits
from sim.data.linked_texts import ASSISTANCE, is_assistance
from sim.data.series import amended_sponsors, usual_sponsors
from sim.world import NO_SEAT, Agenda, States

LEAST_CHANCE = 0.01  # ballots that are less likely are left out
LARGEST_PACKET = 20  # amendments
NEWCOMERS = 2  # states that may be taken up in a session, for each way of doing so
WAITING = 24  # least free states without a series of their own

Members = Callable[[np.datetime64], np.ndarray] | np.ndarray
Row = dict[str, Any]


def coming_agenda(
    first_year: int, last_year: int, habits: Habits, states: States, members: Members
) -> tuple[Agenda, np.ndarray]:
    """All ballots that may be taken from one year to another (inclusive), and their chances.

    Parameters
    ----------
    first_year, last_year : after the end of the record that the habits come from
    habits : of a fit
    states : all of them, [S]
    members : who holds a seat: [S] bool, or a function that gives it for a day

    Returns
    -------
    Agenda
        Nothing is recorded; a series has the same key in a session whatever the years asked for.
    chance : [B]
        That the ballot is taken, above 0 and below 1. Ballots of one packet share their draw.

    Raises
    ------
    InputError
        For years that the habits have seen, in the wrong order, too many or too far ahead.
    """
    check_years(first_year, last_year, habits.until)
    waiting = _waiting(habits, states)
    name_of = dict(zip(states.iso3, states.name, strict=True))
    rows: list[Row] = []
    for year in range(first_year, last_year + 1):
        for session in sessions_of(year):
            held = [r for r in _candidates(session, habits, waiting) if r["chance"] >= LEAST_CHANCE]
            # the amendments of a series come before its texts, themes a day before states
            held.sort(key=lambda r: (r["about"] != "thematic", r["series"], r["place"]))
            rows += [_spelt_out(row, session, name_of) for row in held]
    table = pd.DataFrame(rows)
    sitting = {day: members(day) if callable(members) else members for day in set(table.day)}
    sits = np.stack([sitting[day] for day in table.day]).astype(bool)
    table["date"] = pd.to_datetime(table.day)
    # who will table an amendment nobody knows; a series comes from whoever brought it so far
    texts = table.kind != "amendment"
    table["sponsors"] = [
        usual_sponsors(s) if t else "" for s, t in zip(table.series, texts, strict=True)
    ]
    table["amended"] = amended_sponsors(table)
    recorded = np.full((len(table), len(states)), NO_SEAT, np.int8)
    agenda = build_agenda(table, recorded, sits, states)
    return agenda, table.chance.to_numpy(float)


def _waiting(habits: Habits, states: States) -> list[str]:
    """The least free states that no series is about, the least free first."""
    known = set(habits.table.target)
    order = sorted(range(len(states)), key=lambda i: (states.freedom[i], states.iso3[i]))
    return [states.iso3[i] for i in order if states.iso3[i] not in known][:WAITING]


def _candidates(session: Session, habits: Habits, waiting: list[str]) -> Iterator[Row]:
    """What may be voted on in a session; ``chance`` may be tiny."""
    known = habits.of("text")
    assisting = known.series.map(is_assistance)
    assisted = set(known.target[assisting & (known.orientation <= 0)])
    against = habits.of("rival")
    for n, text in enumerate(known.itertuples()):
        row: Row = {
            "series": text.series, "name": text.series, "about": text.kind, "target": text.target,
            "kind": text.kind, "pen": text.pen, "orientation": text.orientation,
            "chance": getattr(text, session.column),
        }  # fmt: skip
        if session.special:
            if n % 2 == session.number % 2:  # once a year
                yield row | {"place": (1, 1)}
            continue
        yield row | {"place": (1, 1)}
        yield row | {"place": (1, 2), "chance": row["chance"] * (text.texts - 1)}
        watched = text.kind == "country" and text.orientation > 0 and not assisting[n]
        if watched and text.target not in assisted and row["chance"] > 0.5 and len(against):
            name = text.series + ASSISTANCE
            softer = {"series": name, "name": name, "pen": against.pen[0], "orientation": -1}
            often = row["chance"] * against[session.column][0]
            yield row | softer | {"place": (1, 1), "chance": often}
    newcomers = list(_newcomers(session, habits, waiting))
    yield from newcomers
    if not session.special:
        for what in ("hostile", "friendly"):
            yield from _amendments(what, session, habits, newcomers)


def _newcomers(session: Session, habits: Habits, waiting: list[str]) -> Iterator[Row]:
    """Texts without predecessor; new countries are taken from those ``waiting``, in turn."""
    new = habits.of("new")
    turn = session.number * NEWCOMERS * int((new.kind == "country").sum())
    for text in new.itertuples():
        often = getattr(text, session.column) / (len(SPECIAL_FRIDAY) if session.special else 1)
        targets = {"country": waiting[:0], "palestine": ["ISR"]}.get(text.kind, [""])
        if text.kind == "country" and waiting:
            targets = [waiting[(turn + n) % len(waiting)] for n in range(NEWCOMERS)]
            turn += NEWCOMERS
        for target in targets:
            parts = ("new", strand_of(text.kind, text.orientation), text.pen, target)
            name = "-".join(part for part in parts if part)
            yield {
                "series": f"{name}-{session.name}", "name": name, "about": text.kind,
                "target": target, "kind": text.kind, "pen": text.pen, "place": (1, 1),
                "orientation": text.orientation, "chance": often / len(targets),
            }  # fmt: skip


def _amendments(what: str, session: Session, habits: Habits, newcomers: list[Row]) -> Iterator[Row]:
    """Amendments against known series, and against texts without predecessor."""
    for habit in habits.of(what).itertuples():
        often = getattr(habit, session.column)
        if habit.series:
            about = {"series": habit.series, "name": habit.series, "about": habit.kind,
                     "target": habit.target}  # fmt: skip
            amended: list[tuple[Row, float]] = [(about, often)]
        else:
            open_to_it = [
                text for text in newcomers
                if text["about"] == habit.kind
                and (text["orientation"] < 0) == (what == "friendly")
            ]  # fmt: skip
            total = sum(text["chance"] for text in open_to_it)
            amended = [(text, often * text["chance"] / total) for text in open_to_it]
        for text, any_at_all in amended:
            for n, chance in enumerate(packet_chances(any_at_all, habit.texts)):
                yield text | {
                    "kind": "amendment", "pen": habit.pen, "orientation": habit.orientation,
                    "place": (0, n + 1), "chance": chance,
                }  # fmt: skip


def packet_chances(often: float, mean: float) -> np.ndarray:
    """The chance that there are at least 1, 2, 3, ... amendments, [N].

    There are any as ``often`` as said, and then ``mean`` of them: a geometric number, cut off
    where it gets rare. What is cut off is shared out among those that are left.
    """
    chance = often * (1 - 1 / max(mean, 1.0)) ** np.arange(LARGEST_PACKET)
    kept = chance[chance >= LEAST_CHANCE]
    if len(kept) > 1:
        kept[1:] = np.minimum(kept[1:] * often * (mean - 1) / kept[1:].sum(), often)
    return kept


def _spelt_out(row: Row, session: Session, name_of: dict[str, str]) -> Row:
    """The row as ``build_agenda`` wants it, with a title in plain words."""
    words, target = row["name"].replace("-", " "), name_of.get(row["target"], "")
    amends, n = row["place"][0] == 0, row["place"][1]
    new = row["series"] != row["name"]
    if row["about"] == "country":
        theme = target if new or words in target.lower() else f"{target} ({words})"
    elif new:
        theme = {"thematic": "a new theme", "palestine": "Palestine"}[row["about"]]
    else:
        theme = words
    title = f"{'a second' if not amends and n == 2 else 'a'} text on {theme}"
    letter = "a" if row["orientation"] < 0 else "f"
    which = f"-{letter}{n:02d}" if amends else ("-2" if n == 2 else "")
    return row | {
        "id": f"{session.name}-{row['name']}{which}",
        "symbol": "",
        "title": (f"amendment {n} to {title}" if amends else title) + f", session {session.name}",
        "session": session.name,
        "day": session.days[row["about"] != "thematic"],
    }
