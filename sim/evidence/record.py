"""Votes as designs read them: a row a state and text, and how far it stood with scrutiny.

A vote counts 1 for scrutiny, one half for an abstention, 0 against; on a text that shields its
target the other way round. Texts that neither scrutinise nor shield, amendments and absences are
left out, and so are states of the West: what moves others is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.data.assembly_record import roll_calls
from sim.data.states import read_table
from sim.rules.lobbying import aid_tie
from sim.world import ABSTAIN, AUTHOR, DONORS, GROUPS, KINDS, NO, YES, Agenda, States

COUNCIL, ASSEMBLY = "council", "assembly"
COUNTRY_SERIES = (
    "belarus",
    "dprk",
    "iran",
    "myanmar",
    "myanmar-rohingya",
    "syria",
)  # in both halls
SCORE = {YES: 1.0, ABSTAIN: 0.5, NO: 0.0}
FACTS = ("praise", "turns", "security_council", "recognition")
EXPOSURE = (2012, 2017)  # years whose mean tie says how exposed a state is, fixed for all votes


@dataclass(frozen=True)
class Record:
    """What designs are estimated on.

    Attributes
    ----------
    votes : a row a vote: text, hall, iso3, score, date, year, session, series, target
    texts : by text: authors (the codes of states that penned it)
    states : by iso3: group, affiliation, organiser, shielded (statements for China of 2019-20)
    ties : by (iso3, year): the tie by the aid of each donor, 0 to 1
    seats : a row a term in the Council: iso3, since, until
    amended : a row a vote on a hostile amendment or on its text: as ``votes``, with pair (of one
        series and day), amendment (0 or 1), country (whether about one)
    tabled : a row a member and session with amendments: iso3, text (the session), date, year,
        series, score (the share of them that it tabled itself)
    facts : the embedded tables of those names in ``FACTS``, as text
    """

    votes: pd.DataFrame
    texts: pd.DataFrame
    states: pd.DataFrame
    ties: pd.DataFrame
    seats: pd.DataFrame
    amended: pd.DataFrame
    tabled: pd.DataFrame
    facts: Mapping[str, pd.DataFrame]

    def of(self, hall: str) -> pd.DataFrame:
        """The votes of one hall."""
        return self.votes[self.votes.hall == hall].reset_index(drop=True)

    def seated(self, iso3: str, days: pd.Series) -> np.ndarray:
        """Whether a state held a seat in the Council on each day, [N] bool."""
        terms = self.seats[self.seats.iso3 == iso3]
        held = np.zeros(len(days), bool)
        for term in terms.itertuples():
            held |= ((days >= term.since) & (days <= term.until)).to_numpy()
        return held

    def exposure(self, donor: str) -> pd.Series:
        """By iso3, the mean tie by a donor's aid over the years of ``EXPOSURE``, 0 to 1."""
        ties = self.ties[self.ties.year.between(*EXPOSURE)]
        mean: pd.Series = ties.groupby("iso3")[donor].mean()
        return mean


def record_of(agenda: Agenda, states: States) -> Record:
    """The record of an agenda of the Council, with the Assembly's on the same countries beside it.

    ``agenda`` : as ``sim.data.recorded.embedded_agenda`` or ``sim.data.public_votes`` gives it
    """
    table = read_table("states.csv").set_index("iso3")
    shielded = table.shield_statements.astype(int).reindex(list(states.iso3))
    who = pd.DataFrame({
        "iso3": states.iso3,
        "group": [GROUPS[g] for g in states.group],
        "west": (states.group == GROUPS.index("WEOG")) | states.donor[DONORS.index("eu")],
        "affiliation": states.affiliation,
        "organiser": states.organiser,
        "shielded": shielded.to_numpy(),
    }).set_index("iso3")  # fmt: skip
    council, texts = _council(agenda, states)
    votes = pd.concat([council, _assembly(states)], ignore_index=True)
    votes, amended, tabled = (
        table[~table.iso3.map(who.west)]
        .reset_index(drop=True)
        .assign(year=lambda d: d["date"].dt.year)
        for table in (votes, _amended(agenda, states), _tabled(agenda, states))
    )
    seats = read_table("council.csv").rename(columns={"from": "since"})
    for end in ("since", "until"):
        seats[end] = pd.to_datetime(seats[end])
    seats = seats[["iso3", "since", "until"]]
    facts = {name: read_table(f"{name}.csv") for name in FACTS}
    return Record(votes, texts, who, _ties(), seats, amended, tabled, facts)


def _council(agenda: Agenda, states: States) -> tuple[pd.DataFrame, pd.DataFrame]:
    asked = (agenda.kind == KINDS.index("country")) & (agenda.orientation != 0)
    b, s = np.nonzero(asked[:, None] & np.isin(agenda.recorded, list(SCORE)))
    codes = np.array(states.iso3)
    score = np.vectorize(SCORE.get, otypes=[float])(agenda.recorded[b, s])
    names, series = np.array(agenda.session_name), np.array(agenda.series)
    target = np.where(agenda.target < 0, "", codes[agenda.target])
    votes = pd.DataFrame({
        "text": b, "hall": COUNCIL, "iso3": codes[s],
        "score": np.where(agenda.orientation[b] > 0, score, 1.0 - score),
        "date": agenda.date[b].astype("datetime64[ns]"), "session": names[agenda.session[b]],
        "series": series[b], "target": target[b],
    })  # fmt: skip
    authors = [tuple(codes[row > 0]) for row in agenda.authors]
    return votes, pd.DataFrame({"authors": authors})


def _amended(agenda: Agenda, states: States) -> pd.DataFrame:
    """Votes on hostile amendments and on the texts of the same series and day."""
    amendment = (agenda.kind == KINDS.index("amendment")) & (agenda.orientation < 0)
    text = (agenda.kind != KINDS.index("amendment")) & (agenda.orientation >= 0)
    of = [f"{series} {day}" for series, day in zip(agenda.series, agenda.date, strict=True)]
    pairs = pd.Series(of)
    both = pairs.isin(pairs[amendment]) & pairs.isin(pairs[text])
    b, s = np.nonzero(
        (both.to_numpy() & (amendment | text))[:, None] & np.isin(agenda.recorded, list(SCORE))
    )
    score = np.vectorize(SCORE.get, otypes=[float])(agenda.recorded[b, s])
    return pd.DataFrame({
        "text": b, "iso3": np.array(states.iso3)[s],
        "score": np.where(amendment[b], 1.0 - score, score),
        "date": agenda.date[b].astype("datetime64[ns]"), "series": np.array(agenda.series)[b],
        "pair": pairs.to_numpy()[b], "amendment": amendment[b] * 1.0,
        "country": agenda.target[b] >= 0,
    })  # fmt: skip


def _tabled(agenda: Agenda, states: States) -> pd.DataFrame:
    """Which share of a session's hostile amendments each member tabled itself."""
    amendment = (agenda.kind == KINDS.index("amendment")) & (agenda.orientation < 0)
    parts = []
    for t in np.unique(agenda.session[amendment]):
        of = np.flatnonzero(amendment & (agenda.session == t))
        members = np.flatnonzero(agenda.sits[of[0]])
        share = (agenda.authors[of][:, members] == AUTHOR).mean(0)
        parts.append(pd.DataFrame({
            "text": t, "iso3": np.array(states.iso3)[members], "score": share, "series": "",
            "date": agenda.date[of[0]].astype("datetime64[ns]"),
        }))  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _assembly(states: States) -> pd.DataFrame:
    """The Assembly's votes on the countries that the Council scrutinises too."""
    days, series, cast = roll_calls()
    r, s = np.nonzero(np.isin(series, COUNTRY_SERIES)[:, None] & np.isin(cast, list(SCORE)))
    codes = np.array(states.iso3)
    return pd.DataFrame({
        "text": -1 - r, "hall": ASSEMBLY, "iso3": codes[s],
        "score": np.vectorize(SCORE.get, otypes=[float])(cast[r, s]),
        "date": days[r].astype("datetime64[ns]"),
        "session": days[r].astype("datetime64[Y]").astype(str), "series": series[r], "target": "",
    })  # fmt: skip


def _ties() -> pd.DataFrame:
    """The tie by each donor's aid, by state and year; ``others``: the DAC's without the US."""
    aid = read_table("aid.csv")
    numbers = [name for name in aid if name != "iso3"]
    aid[numbers] = aid[numbers].astype(float)
    shares = {donor: aid[donor] / aid.gdp for donor in ("usa", "china", "russia")}
    shares["others"] = (aid.eu + aid.japan + aid.other_dac) / aid.gdp
    ties = {name: aid_tie(share.clip(lower=0.0)) for name, share in shares.items()}
    return pd.DataFrame({"iso3": aid.iso3, "year": aid.year.astype(int), **ties})
