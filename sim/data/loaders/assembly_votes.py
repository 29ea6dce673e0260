"""Votes of the General Assembly as an agenda, whichever shape they are published in.

Sources: [unvotes], [voeten_unga], [undl_votes].
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.agenda import build_agenda
from sim.data.loaders.assembly_ballots import AssemblySource
from sim.data.loaders.known_votes import ASSEMBLY, count_unknown, digests
from sim.data.loaders.library_votes import LibraryFile
from sim.data.loaders.seats import seat_by_session
from sim.data.loaders.table_names import looks_like_a_table, names_of_columns
from sim.data.loaders.texts import sort_texts
from sim.data.loaders.unvotes_tables import FILES, UnvotesTables
from sim.data.loaders.voeten_votes import VoetenFile
from sim.data.report import ReadingReport
from sim.data.states import load_states
from sim.errors import InputError
from sim.world import NO_SEAT, YES, Agenda, States

FIRST_YEAR = 1945  # the first session is that of 1946
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
    path: Path,
    issue: str = "hr",
    since_session: int | None = None,
    until_session: int | None = None,
) -> tuple[Agenda, States, ReadingReport]:
    """The Assembly's roll calls on one issue as an agenda over the 193 states of today.

    ``path`` is a folder of the three tables of unvotes, or a file of the UN Digital Library or of
    Voeten, or a folder with one. ``issue`` is a short name such as ``hr``, human rights, or
    ``me``, the Palestinian conflict.
    Votes of states that are no longer members are counted and left out, the Soviet Union's among
    them, which the tables file under Russia.

    Raises
    ------
    InputError
        If a file is missing or malformed (file, line and column are named), or nothing is left.
    """
    report, states = ReadingReport(), load_states()
    source = _source(Path(path))
    calls = source.calls(issue, report)
    session = calls.session.astype(int)
    inside = session.between(since_session or 0, until_session or 9999)
    report.reasons["roll calls of other sessions"] += int((~inside).sum())
    calls = calls[inside]
    if calls.empty:
        raise InputError(f"{path}: no roll call on {issue!r} in the sessions asked for")
    order = calls.rcid.str.split("/").str[0].astype(int).to_numpy()
    calls = calls.iloc[np.lexsort((order, calls.when.to_numpy()))].reset_index(drop=True)
    recorded = source.votes(calls, report).matrix(len(calls), states)
    empty = (recorded == NO_SEAT).all(1)
    if empty.all():
        raise InputError(f"{path}: none of the {len(calls):,} roll calls has a vote in it")
    report.reasons["roll calls without votes"] += int(empty.sum())
    calls, recorded = calls[~empty].reset_index(drop=True), recorded[~empty]
    _count_oddities(calls, report)
    table = _table(calls)
    sits, recorded = seat_by_session(
        recorded, table.session.to_numpy(object).astype(str), table.date.to_numpy(), report
    )
    said = calls.unres + "|" + calls.short + "|" + calls.descr + "|" + calls.amend
    days = calls.when.dt.date.to_numpy()
    count_unknown(digests(ASSEMBLY, table.id, days, said, recorded, states), report)
    report.roll_calls, report.votes = len(table), int((recorded <= YES).sum())
    return build_agenda(table, recorded, sits, states), states, report


def _source(path: Path) -> AssemblySource:
    """The reader of the shape that lies at ``path``."""
    if path.is_dir() and any(sorted(path.glob(p)) for ps in FILES.values() for p in ps):
        return UnvotesTables(path)
    for file in sorted(path.iterdir()) if path.is_dir() else [path]:
        if path.is_dir() and not looks_like_a_table(file):
            continue
        names = set(names_of_columns(file))
        for shape in (LibraryFile, VoetenFile):
            if shape.has_columns(names):
                return shape(file)
        if not path.is_dir():
            raise InputError(
                f"{file}: no votes of the Assembly: it has {', '.join(sorted(names))[:80]}; wanted "
                "is the library's ga_voting.csv, Voeten's UNVotes.csv or a folder of unvotes"
            )
    return UnvotesTables(path)  # which says what is missing


def _count_oddities(calls: pd.DataFrame, report: ReadingReport) -> None:
    """Count roll calls whose session is not that of their symbol or day."""
    session = calls.session.astype(int).to_numpy()
    named = calls.unres.str.extract(r"^(?:A/RES|R)/(\d+)/")[0].astype(float).to_numpy()
    report.doubts["roll calls whose symbol names another session"] += int(
        (~np.isnan(named) & (named != session)).sum()
    )
    years = calls.when.dt.year.to_numpy() - FIRST_YEAR - session
    report.doubts["roll calls outside the time of their session"] += int(
        ((years < 0) | (years > 1)).sum()
    )


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
