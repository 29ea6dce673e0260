"""Votes of the General Assembly: three tables of roll calls, votes and issues.

Read are the tables of the R package unvotes as CSV, plain or gzipped, under its own names or
under those of their copy for TidyTuesday.

Sources: [unvotes], [voeten_unga].
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.agenda import build_agenda
from sim.data.loaders.country_codes import NOT_MEMBERS, iso3_of_iso2, iso3_of_name, members
from sim.data.loaders.raw_table import RawTable, read_raw
from sim.data.loaders.seats import seat_by_session
from sim.data.loaders.texts import sort_texts
from sim.data.report import ReadingReport
from sim.data.states import load_states
from sim.errors import InputError
from sim.world import ABSTAIN, NO, NO_SEAT, YES, Agenda, States

FILES = {
    "votes": ("un_votes*.csv*", "unvotes.csv*"),
    "roll calls": ("un_roll_calls*.csv*", "roll_calls.csv*"),
    "issues": ("un_roll_call_issues*.csv*", "issues.csv*"),
}
VOTES = {"yes": YES, "no": NO, "abstain": ABSTAIN}
SOVIET_UNION_ENDED = np.datetime64("1991-12-24")
SERBIA_BEGAN = np.datetime64("2006-06-03")
WESTERN_SPONSORS = re.compile(
    r"United Kingdom|United States|European Union|Germany|France|Netherlands|Canada|Australia|"
    r"Switzerland|Belgium|Norway|Uruguay|Mexico|Albania|Ukraine|Costa Rica|Denmark|Iceland|Japan",
    re.IGNORECASE,
)
SOUTHERN_SPONSORS = re.compile(
    r"Russia|China|Egypt|Pakistan|Cuba|Belarus|Venezuela|Eritrea|Saudi|Islamic Cooperation|OIC|"
    r"Gulf|African|Arab|Iran|Bahrain|Emirates",
    re.IGNORECASE,
)
EASTERN_SPONSORS = re.compile(r"ussr|u\.s\.s\.r|soviet|byeloruss|bulgaria|poland", re.IGNORECASE)
ENTITLED = re.compile(r"entitled\s+[_\"“]?(.+?)(?:<d3>|[\"”]|\.\s|$)", re.IGNORECASE)
# where the catalogue tells what a text does rather than what it is called
NARRATED = re.compile(
    r"^(to \w+ |res\b|retention|the (acting )?president|a/\d+/|"
    r"(affirms|calls|commends|condemns|decides|declares|demands|deplores|endorses|expresses|"
    r"invites|reaffirms|recommends|requests|revokes|sets|stresses|takes|urges|welcomes)\b)",
    re.IGNORECASE,
)


def read_assembly_votes(
    folder: Path,
    issue: str = "hr",
    since_session: int | None = None,
    until_session: int | None = None,
) -> tuple[Agenda, States, ReadingReport]:
    """The Assembly's roll calls on one issue as an agenda over the 193 states of today.

    ``issue`` is a short name such as ``hr``, human rights, or ``me``, the Palestinian conflict.
    Votes of states that are no longer members are counted and left out, the Soviet Union's among
    them, which the tables file under Russia.

    Raises
    ------
    InputError
        If a file is missing or malformed (file, line and column are named), or nothing is left.
    """
    report, states = ReadingReport(), load_states()
    calls = _roll_calls(folder, issue, report)
    session = calls.session.astype(int)
    inside = session.between(since_session or 0, until_session or 9999)
    report.reasons["roll calls of other sessions"] += int((~inside).sum())
    calls = calls[inside]
    if calls.empty:
        raise InputError(f"{folder}: no roll call on {issue!r} in the sessions asked for")
    order = calls.rcid.astype(int).to_numpy()
    calls = calls.iloc[np.lexsort((order, calls.when.to_numpy()))].reset_index(drop=True)
    recorded = _votes(folder, calls, states, report)
    empty = (recorded == NO_SEAT).all(1)
    report.reasons["roll calls without votes"] += int(empty.sum())
    calls, recorded = calls[~empty].reset_index(drop=True), recorded[~empty]
    table = _table(calls)
    sits, recorded = seat_by_session(
        recorded, table.session.to_numpy(object).astype(str), table.date.to_numpy()
    )
    report.roll_calls, report.votes = len(table), int((recorded <= YES).sum())
    return build_agenda(table, recorded, sits, states), states, report


def _read(folder: Path, what: str, needed: tuple[str, ...], report: ReadingReport) -> RawTable:
    for pattern in FILES[what]:
        found = sorted(Path(folder).glob(pattern))
        if found:
            report.files.append(found[0])
            return read_raw(found[0], needed)
    raise InputError(f"no file of {what} in {folder}: {' or '.join(FILES[what])}")


def _ids(raw: RawTable) -> pd.Series:
    """Numbers of roll calls as text, whether written 3 or 3.0."""
    return pd.Series(raw.whole("rcid", 0, 10**9)).astype(str)


def _roll_calls(folder: Path, issue: str, report: ReadingReport) -> pd.DataFrame:
    issues = _read(folder, "issues", ("rcid", "short_name"), report)
    chosen = set(_ids(issues)[(issues["short_name"] == issue).to_numpy()])
    if not chosen:
        there = ", ".join(sorted(set(issues["short_name"])))
        raise InputError(f"{issues.path}: column short_name: no issue {issue!r}, only {there}")
    raw = _read(
        folder,
        "roll calls",
        ("rcid", "session", "date", "unres", "amend", "short", "descr"),
        report,
    )
    calls = raw.frame.replace("NA", "").assign(
        rcid=_ids(raw), when=raw.dates("date"), session=raw.whole("session", 1, 999).astype(str)
    )
    on_issue = calls.rcid.isin(chosen)
    report.reasons["roll calls on other issues"] += int((~on_issue).sum())
    return calls[on_issue]


def _votes(folder: Path, calls: pd.DataFrame, states: States, report: ReadingReport) -> np.ndarray:
    raw = _read(folder, "votes", ("rcid", "country", "country_code", "vote"), report)
    unknown = ~raw["vote"].isin(VOTES).to_numpy()
    if unknown.any():
        row = int(unknown.argmax())
        raw.refuse(row, "vote", f"{raw['vote'].iloc[row]!r} is none of {', '.join(VOTES)}")
    b = _ids(raw).map({rcid: n for n, rcid in enumerate(calls.rcid)}).fillna(-1).to_numpy(int)
    report.reasons["votes on other roll calls"] += int((b < 0).sum())
    raw, b = raw.keep(b >= 0), b[b >= 0]
    code = _codes(raw, calls.when.to_numpy()[b], report)
    i = pd.Series(code).map({iso3: n for n, iso3 in enumerate(states.iso3)}).to_numpy(float)
    here = ~np.isnan(i)
    twice = pd.DataFrame({"b": b, "i": i})[here].duplicated()
    if twice.any():
        row = int(twice.index[twice.to_numpy()][0])
        raw.refuse(row, "country", f"a second vote of {code[row]} on one roll call")
    recorded = np.full((len(calls), len(states)), NO_SEAT, np.int8)
    recorded[b[here], i[here].astype(int)] = raw["vote"].map(VOTES).to_numpy(np.int8)[here]
    return recorded


def _codes(raw: RawTable, day: np.ndarray, report: ReadingReport) -> np.ndarray:
    """ISO alpha-3 codes of the voters, [rows]; "" for those that are left out and counted."""
    names = {  # by name first: R writes a missing code as NA, which is Namibia's
        pair: iso3_of_name(pair[0]) or iso3_of_iso2(pair[1])
        for pair in set(zip(raw["country"], raw["country_code"], strict=True))
    }
    code = np.array(
        [names[pair] for pair in zip(raw["country"], raw["country_code"], strict=True)], object
    )
    serbia = (code == "YUG") & (day >= SERBIA_BEGAN)
    report.repairs["votes of Serbia, filed under Yugoslavia"] += int(serbia.sum())
    german = (code == "DEU") & raw["country"].str.startswith("Federal").to_numpy()
    report.repairs["votes of the Federal Republic of Germany, taken as Germany's"] += int(
        german.sum()
    )
    code[serbia] = "SRB"
    code[(code == "RUS") & (day < SOVIET_UNION_ENDED)] = "SUN"
    for gone in sorted(set(code) - members()):
        here = code == gone
        if gone not in NOT_MEMBERS:
            row = int(here.argmax())
            raw.refuse(row, "country", f"{raw['country'].iloc[row]!r} is no state")
        report.reasons[f"votes of {NOT_MEMBERS[gone]}, no longer a UN member"] += int(here.sum())
        code[here] = ""
    return code


def _title(short: str, descr: str) -> str:
    """What a text is called: the catalogue's columns changed their use over the years."""
    entitled = ENTITLED.search(descr) if "entitled" in descr else None
    if entitled:
        return entitled.group(1).strip(" _.")
    for text in (descr, short):
        if text and not text.isupper() and not NARRATED.match(text):
            return text.strip()
    return short.strip() or descr.strip()


def _table(calls: pd.DataFrame) -> pd.DataFrame:
    titles = [_title(short, descr) for short, descr in zip(calls.short, calls.descr, strict=True)]
    sorted_texts = sort_texts(titles, calls.short, calls.when.dt.year)
    amendment = (calls.amend == "1").to_numpy()
    western = (
        calls.descr.str.contains(WESTERN_SPONSORS)
        & ~calls.descr.str.contains(SOUTHERN_SPONSORS)
        & ~calls.descr.str.contains(EASTERN_SPONSORS)
    ).to_numpy()
    return pd.DataFrame(
        {
            "id": calls.rcid,
            "symbol": calls.unres,
            "title": titles,
            "date": calls.when,
            "session": calls.session,
            "series": sorted_texts.series,
            "kind": np.where(amendment, "amendment", sorted_texts.kind),
            "target": sorted_texts.target,
            "pen": np.where(amendment, np.where(western, "west", "lmg"), sorted_texts.pen),
            "orientation": np.where(amendment, np.where(western, 1, -1), sorted_texts.orientation),
            "sponsors": "",  # the tables do not say who tabled what
            "amended": "",
        }
    )
