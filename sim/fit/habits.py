"""From a record of votes to habits: how often each series is voted on, and when in the year.

A chance is a share of the sessions in which the series could have been voted on. Old sessions
count less, and half a year of its kind's mean is added, so that no chance is 0 or 1. Texts differ
in how they begin: a country that is taken up tends to stay, a theme may be a passing one. So
``BEGINNING`` says how many silent years before a series' first vote count against it, and how much
the first vote itself counts. Its numbers were chosen on the years 2013 to 2020, each foretold from
the years before it, so that few votes surprise and totals are met.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.data.agenda import session_code
from sim.data.habits import CHANCES, COLUMNS
from sim.data.linked_texts import is_assistance
from sim.data.states import read_table
from sim.world import KINDS, PENS, Agenda, States

HALF_LIFE_YEARS = 3.0  # a session this much older counts half
SEEN_YEARS = 8  # older series are forgotten
# sessions of the kind's mean that are added to a series' own: many to special sessions, which hit
# now this state, now that
PRIOR_YEARS = np.array([0.5, 0.5, 0.5, 5.0])
PRIOR_TEXTS = 1.0  # the same for the number of texts a vote
BEGINNING = {  # kind: silent years that count, and the weight of the first vote
    "country": (1, 1.0),
    "thematic": (8, 0.5),
    "palestine": (8, 0.5),
    "amendment": (8, 1.0),
}
SPECIAL = len(CHANCES) - 1  # the column of special sessions
HELD_BY = ("04-15", "07-20", "10-15", "12-31")  # the day by which a year's sessions are over
LARGEST = 0.99


def place_in_year(session: str) -> int:
    """Which of a year's three regular sessions it is, 0 to 2: the 46th was the first of 2021."""
    return (session_code(session) - 1) % 3


@dataclass(frozen=True)
class Calendar:
    """The years of a record, and how much each of their sessions counts."""

    years: np.ndarray  # [Y]
    weight: np.ndarray  # [Y, 4] by year and session of the year; 0 if not held by the end

    @staticmethod
    def of(agenda: Agenda, until: np.datetime64) -> Calendar:
        """The calendar of a record that ends on a day."""
        first, last = (int(str(day)[:4]) for day in (agenda.date[0], until))
        years = np.arange(first, last + 1)
        held = np.array([[np.datetime64(f"{y}-{day}") <= until for day in HELD_BY] for y in years])
        return Calendar(years, held * 0.5 ** ((last - years) / HALF_LIFE_YEARS)[:, None])


def ballots(agenda: Agenda, states: States) -> pd.DataFrame:
    """One row a roll call: series, kind, target, pen, orientation, year and session of the year."""
    rows = []
    for b, t in enumerate(agenda.session):
        place = SPECIAL if agenda.special[b] else place_in_year(agenda.session_name[t])
        target = states.iso3[agenda.target[b]] if agenda.target[b] >= 0 else ""
        rows.append((agenda.series[b], KINDS[agenda.kind[b]], target, PENS[agenda.pen[b]],
                     int(agenda.orientation[b]), int(str(agenda.date[b])[:4]), place))  # fmt: skip
    return pd.DataFrame(rows, columns=["series", "kind", "target", "pen", "orientation", "year",
                                       "place"])  # fmt: skip


def counts(rows: pd.DataFrame, names: list[str], calendar: Calendar) -> np.ndarray:
    """Roll calls by series, year and session of the year, [N, Y, 4]."""
    found = np.zeros((len(names), len(calendar.years), len(CHANCES)))
    known = rows[rows.series.isin(names) & rows.year.between(calendar.years[0], calendar.years[-1])]
    at = {name: n for n, name in enumerate(names)}
    np.add.at(
        found,
        (known.series.map(at).to_numpy(int), known.year.to_numpy() - calendar.years[0],
         known.place.to_numpy(int)),
        1,
    )  # fmt: skip
    return found


def chances_of(found: np.ndarray, kind: str, calendar: Calendar) -> np.ndarray:
    """The chance that each series is voted on in each session of a year, [N, 4].

    Parameters
    ----------
    found : [N, Y, 4] roll calls
    kind : whose ``BEGINNING`` holds
    """
    silent, first_vote = BEGINNING[kind]
    began = calendar.years[(found.sum(2) > 0).argmax(1)][:, None]
    counted = (calendar.years >= began - silent)[:, :, None] * calendar.weight
    worth = np.where(calendar.years == began, first_vote, 1.0)[:, :, None]
    voted = (counted * worth * np.minimum(found, 1)).sum(1)
    could = counted.sum(1)
    regular = slice(0, SPECIAL)
    overall = (voted[:, regular].sum() + 0.5) / (could[:, regular].sum() + 1)
    mean = (voted.sum(0) + overall) / (could.sum(0) + 1)
    mean[SPECIAL] = (voted[:, SPECIAL].sum() + 0.1) / (could[:, SPECIAL].sum() + 1)
    return np.clip((voted + PRIOR_YEARS * mean) / (could + PRIOR_YEARS), 0.0001, LARGEST)


def texts_a_vote(found: np.ndarray, calendar: Calendar) -> np.ndarray:
    """How many texts of a series are voted on where there are any, [N]; 1 or more."""
    votes = (calendar.weight * np.minimum(found, 1)).sum((1, 2))
    more = (calendar.weight * np.maximum(found - 1, 0)).sum((1, 2))
    mean = more.sum() / max(votes.sum(), 1e-9)
    return 1 + (more + PRIOR_TEXTS * mean) / (votes + PRIOR_TEXTS)


def habits_table(agenda: Agenda, states: States, until: str) -> pd.DataFrame:
    """The habits of a record that ends on the day ``until``, in the columns of ``COLUMNS``."""
    calendar = Calendar.of(agenda, np.datetime64(until, "D"))
    rows = ballots(agenda, states)
    texts, amendments = rows[rows.kind != "amendment"], rows[rows.kind == "amendment"]
    kind_now = dict(zip(texts.series, texts.kind, strict=True))  # that of its latest text
    texts = texts.assign(kind=texts.series.map(kind_now))
    parts = [_series_rows("text", texts[texts.kind == k], k, calendar) for k in KINDS[:3]]
    parts.append(_new_rows("new", _first_votes(texts[~_is_rival(texts)]), calendar))
    kind_of = read_table("series.csv").set_index("series").kind.to_dict() | kind_now
    for what, side in (("hostile", amendments.orientation < 0),
                       ("friendly", amendments.orientation > 0)):  # fmt: skip
        mine = amendments[side]
        mine = mine.assign(kind=[kind_of.get(s, "thematic") for s in mine.series])
        parts.append(_series_rows(what, mine, "amendment", calendar))
        sizes = mine.groupby(["series", "year", "place"]).size()
        parts.append(_new_rows(what, _first_votes(mine), calendar, sizes.mean()))
    parts.append(_share_rows(texts, calendar))
    table = pd.concat([p for p in parts if len(p)], ignore_index=True)[list(COLUMNS)]
    return table.round({**dict.fromkeys(CHANCES, 4), "texts": 3})


def _series_rows(what: str, rows: pd.DataFrame, kind: str, calendar: Calendar) -> pd.DataFrame:
    """Rows of the series seen in the last years."""
    last = rows.groupby("series").year.max()
    names = sorted(last.index[last > calendar.years[-1] - SEEN_YEARS])
    if not names:
        return pd.DataFrame()
    found = counts(rows, names, calendar)
    newest = rows.drop_duplicates("series", keep="last").set_index("series").loc[names]
    table = newest[["kind", "target", "pen", "orientation"]].reset_index()
    table[list(CHANCES)] = chances_of(found, kind, calendar)
    return table.assign(
        what=what, texts=texts_a_vote(found, calendar), last_year=last[names].values
    )


def _first_votes(rows: pd.DataFrame) -> pd.DataFrame:
    """Each series' first roll call."""
    return rows.sort_values(["year", "place"], kind="stable").drop_duplicates("series")


def _new_rows(
    what: str, firsts: pd.DataFrame, calendar: Calendar, texts: float = 1.0
) -> pd.DataFrame:
    """Rows of texts without predecessor: how many begin, by kind, pen and orientation."""
    recent = firsts[firsts.year > calendar.years[-1] - SEEN_YEARS]
    parts = []
    for kind, mine in recent.groupby("kind"):
        sorts = mine.groupby(["pen", "orientation"]).year.max()
        labels = [f"{pen} {points}" for pen, points in sorts.index]
        begun = counts(
            mine.assign(series=mine.pen + " " + mine.orientation.astype(str)), labels, calendar
        )
        recently = calendar.weight * (calendar.years > calendar.years[-1] - SEEN_YEARS)[:, None]
        could, seen = recently.sum(0), (recently * begun).sum(1)
        mean = (seen.sum(0) + 0.1) / (could + 1) / len(labels)
        table = pd.DataFrame(list(sorts.index), columns=["pen", "orientation"])
        rates = (seen + PRIOR_YEARS * mean) / (could + PRIOR_YEARS)
        table[list(CHANCES)] = np.clip(rates, 0.0001, LARGEST)
        parts.append(table.assign(what=what, series="", kind=kind, target="", texts=texts,
                                  last_year=sorts.to_numpy()))  # fmt: skip
    return pd.concat(parts) if parts else pd.DataFrame()


def _scrutiny(texts: pd.DataFrame) -> pd.Series:
    """Texts that scrutinise a state, rather than to cooperate with it."""
    assistance = texts.series.map(is_assistance).astype(bool)
    return ~assistance & (texts.kind == "country") & (texts.orientation > 0)


def _is_rival(texts: pd.DataFrame) -> pd.Series:
    """Softer texts on a state that scrutinising texts are on, too."""
    assistance = texts.series.map(is_assistance).astype(bool)
    watched = set(texts.target[_scrutiny(texts)])
    return assistance & (texts.orientation <= 0) & texts.target.isin(watched)


def _share_rows(texts: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """The row of what befalls a country's text: a rival where it had none."""
    at = (texts.year.to_numpy() - calendar.years[0], texts.place.to_numpy(int))
    weight = pd.Series(calendar.weight[at], texts.index)
    scrutiny = weight[_scrutiny(texts)].sum()
    rivals = _first_votes(texts[_is_rival(texts)])
    met = weight[rivals.index].sum()
    row = {"series": "", "kind": "country", "target": "", "pen": "lmg", "orientation": -1}
    of_rivals = dict.fromkeys(CHANCES, min((met + 0.5) / (scrutiny + 1), LARGEST)) | {
        "texts": 1.0, "last_year": rivals.year.max() if len(rivals) else 0}  # fmt: skip
    return pd.DataFrame([row | {"what": "rival"} | of_rivals])
