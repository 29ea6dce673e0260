"""``lmgsim data update``: a user's record made anew of the newest files, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sim.data.download import Progress, fetch
from sim.data.loaders.shapes import look
from sim.data.record.cells import TABLES
from sim.data.record.gathering import Gathered, gather
from sim.data.record.in_force import ARRIVING
from sim.data.record.keeping import Changing, changing
from sim.data.record.stored import (
    ADDED_CALLS,
    ADDED_VOTES,
    CALLS,
    TOGETHER,
    VOTES,
    Record,
)
from sim.data.record.tables import plain_table
from sim.data.sources import known_sources
from sim.errors import InputError
from sim.files.kinds import is_anything, is_file
from sim.files.moving import no_link_leads_to, said
from sim.files.reading import read_head
from sim.files.tables import table_text

Told = Callable[[str, int, int], None]  # what is downloaded, bytes here, bytes in all


@dataclass(frozen=True)
class Updated:
    """What an update did."""

    place: Path  # of the record
    changed: bool
    before: Record
    after: Record
    gathered: Gathered
    dropped: list[str]  # votes of the user that a publisher has brought since
    by_hand: list[str]  # sources that have no address to download from


def update(given: Path | None, told: Told | None = None) -> Updated:
    """Bring the record up to date from a folder, or from what can be downloaded.

    Raises
    ------
    InputError
        If a file cannot be got, read or used, or the record would not add up; the record that was
        there stays as it was.
    """
    with changing(mending=True) as kept:
        folder, by_hand = given, list[str]()
        if folder is None:
            folder, by_hand = _downloaded(kept.folder / ARRIVING, told)
        gathered = gather(folder, kept.record)
        tables, dropped = _whole(kept, gathered)
        kinds = {_kind(told) for told in gathered.made_from}
        earlier = kept.record.story.get("made_from", [])
        made_from = [told for told in earlier if _kind(told) not in kinds]
        made_from = sorted(
            [*made_from, *gathered.made_from], key=lambda t: (t["file"], t["sha256"])
        )
        changed = kept.save(tables, made_from)
        after = Record(kept.record.place, tables)
        if given is None:
            _clear(kept.folder / ARRIVING)
        place = kept.record.place or kept.folder
        return Updated(place, changed, kept.record, after, gathered, dropped, by_hand)


def _kind(told: dict[str, str]) -> str:
    """Which part of the record a file is for: council, assembly, freedom, oecd, aiddata."""
    return told["shape"].partition("_")[0]


def _whole(kept: Changing, gathered: Gathered) -> tuple[dict[str, bytes], list[str]]:
    """All tables of the record as they shall be; those that are the package's are left out."""
    record = kept.record
    tables = dict(record.tables)
    tables |= {name: table_text(table).encode() for name, table in gathered.tables.items()}
    dropped: list[str] = []
    if CALLS in gathered.tables and ADDED_CALLS in tables:
        calls, votes = (plain_table(record, name) for name in (ADDED_CALLS, ADDED_VOTES))
        here = calls.symbol.isin(gathered.tables[CALLS].symbol)
        dropped = [
            _dropped(symbol, votes.iloc[n], gathered.tables)
            for n, symbol in zip(here[here].index, calls.symbol[here], strict=True)
        ]
        for name, rows in ((ADDED_CALLS, calls[~here]), (ADDED_VOTES, votes[~here])):
            if len(rows):
                tables[name] = table_text(rows).encode()
            else:
                del tables[name]
    same = {name for name in tables if (TABLES / name).is_file()
            and (TABLES / name).read_bytes() == tables[name]}  # fmt: skip
    for one, other in TOGETHER:
        if not {one, other} <= same:
            same -= {one, other}
    return {name: content for name, content in tables.items() if name not in same}, dropped


def _dropped(symbol: str, mine: pd.Series, tables: dict[str, pd.DataFrame]) -> str:
    """That a publisher has brought what the user had added, and where the two differ."""
    calls, votes = tables[CALLS], tables[VOTES]
    row = int((calls.symbol == symbol).to_numpy().argmax())
    theirs = votes.set_index("id").loc[calls.id.iloc[row]]
    one, other = (
        {code: word for word in ("yes", "no", "abstain", "absent") for code in cast[word].split()}
        for cast in (mine, theirs)
    )
    differ = [
        f"{code} {one.get(code, 'no vote')}, now {other.get(code, 'no vote')}"
        for code in sorted({*one, *other})
        if one.get(code) != other.get(code)
    ]
    same = "the same votes" if not differ else f"{len(differ)} votes differ: {'; '.join(differ)}"
    return f"your votes on {symbol} are no longer needed, its publisher has it: {same}"


def _downloaded(place: Path, told: Told | None) -> tuple[Path, list[str]]:
    """Everything that has an address of its own, in a folder; and what has none.

    Raises
    ------
    InputError
        If a download fails, or what comes is no table that is known.
    """
    by_hand = []
    got = False
    for source in known_sources():
        files = [file for file in source.files if file.url]
        if not files:
            by_hand.append(f"{source.key}: {source.by_hand}")
        for file in files:
            target = place / source.key / Path(file.path).name
            if not no_link_leads_to(place, f"{source.key}/{target.name}"):
                raise InputError(f"{target} would lie behind a link, which is not followed")
            if is_file(target):
                with said(f"cannot write to {place}"):
                    target.unlink()  # of an earlier update that failed: there may be a newer one
            heard: Progress | None = None
            if told is not None:
                heard = lambda here, of, name=target.name: told(name, here, of)  # noqa: E731
            fetch(file.url, target, "", heard)
            got = True
            _refuse_what_is_no_table(target, file.url)
    if not got:
        raise InputError(
            "none of the sources has an address to download from: download them by hand (lmgsim "
            "data list), then lmgsim data update from=FOLDER"
        )
    return place, by_hand


def _refuse_what_is_no_table(target: Path, url: str) -> None:
    """Refuse, and remove, what a server sent if it is no table that is known.

    Raises
    ------
    InputError
        Saying what it looks like.
    """
    try:
        look(target)
    except InputError as error:
        begins = read_head(target, 200).lstrip().lower()
        page = begins.startswith((b"<!doctype", b"<html"))
        reason = "a page of the web, no table" if page else str(error).removeprefix(f"{target}: ")
        target.unlink()
        raise InputError(
            f"{url}: what came is {reason}; nothing was changed. The publisher may have moved the "
            "file: download it by hand, and lmgsim data update from=FOLDER"
        ) from None


def _clear(place: Path) -> None:
    """Remove what was downloaded, now that the record is made from it."""
    for source in known_sources():
        for file in source.files:
            target = place / source.key / Path(file.path).name
            if file.url and is_file(target):
                target.unlink()
        if is_anything(place / source.key) and not any((place / source.key).iterdir()):
            (place / source.key).rmdir()
    if is_anything(place) and not any(place.iterdir()):
        place.rmdir()
