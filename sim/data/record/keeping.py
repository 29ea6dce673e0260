"""How a user's record is changed: tried out whole, then written whole, by one command at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sim.data.record.cells import check_cells
from sim.data.record.in_force import RECORD, data_folder, look_again, trying
from sim.data.record.stored import (
    ADDED,
    STORY,
    Record,
    is_stored,
    read_record,
    sha256_of,
    write_record,
)
from sim.errors import InputError
from sim.files.json_text import read_json
from sim.files.lock import locked
from sim.files.place import check_folder
from sim.files.reading import LARGEST_TABLE, read_bytes

HINT = "name another folder with data=FOLDER"


@dataclass(frozen=True)
class Changing:
    """A user's record while it is changed."""

    folder: Path  # the data folder
    record: Record  # as it is; it holds no table where there is none yet

    def save(self, tables: Mapping[str, bytes], made_from: list[dict[str, str]] | None) -> bool:
        """Try these tables out, and write them if they hold; False: they are what is there.

        Parameters
        ----------
        made_from : the files they were made from; None: as before

        Raises
        ------
        InputError
            If they do not add up, or cannot be written. What was there stays.
        """
        before = list(self.record.story.get("made_from", []))
        wanted = before if made_from is None else made_from
        whole = {name: content for name, content in tables.items() if content is not None}
        if whole == dict(self.record.tables) and wanted == before:
            return False
        for name, content in whole.items():  # what would be refused when it is read
            check_cells(name, content, name)
        with trying(Record(self.folder / RECORD, whole)):
            check_record()
        write_record(self.folder / RECORD, whole, wanted)
        look_again()
        return True


@contextmanager
def changing(mending: bool = False) -> Iterator[Changing]:
    """The user's record, held for one command.

    Parameters
    ----------
    mending : whether a record that is damaged is taken for what the user had added to it

    Raises
    ------
    InputError
        If the package's record is asked for, the folder cannot be written, another command
        changes it, or it is damaged.
    """
    folder = data_folder()
    if folder is None:
        raise InputError(
            "data=embedded is the package's record, which nobody changes: leave it out, or name a "
            "folder of your own with data=FOLDER"
        )
    check_folder(folder, "data")
    busy = f"another command is changing the record in {folder}; wait for it"
    with locked(folder, busy, HINT):
        place = folder / RECORD
        record = Record(place, {})
        if is_stored(place):
            try:
                record = read_record(place)
            except InputError:
                if not mending:
                    raise
                record = Record(place, _still_whole(place))
        with trying(record):
            yield Changing(folder, record)


def check_record() -> None:
    """Refuse a record in force that does not add up.

    Raises
    ------
    InputError
        With table, row and reason.
    """
    from sim.data.assembly_record import votes_before
    from sim.data.recorded import embedded_agenda
    from sim.data.terms import recorded_terms

    agenda, states = embedded_agenda()
    recorded_terms(states)
    votes_before(agenda.date[-1], states)


def _still_whole(place: Path) -> dict[str, bytes]:
    """What a user had added to a damaged record.

    Raises
    ------
    InputError
        If that is damaged, too: it cannot be made anew.
    """
    try:
        digests = read_json(place / STORY).get("tables")
    except InputError:
        digests = None
    found = {}
    for name in ADDED.values():
        if not (place / name).exists():
            continue
        content = read_bytes(place / name, LARGEST_TABLE)
        if not isinstance(digests, dict) or sha256_of(content) != digests.get(name):
            raise InputError(
                f"{place / name} holds what you added, and is damaged: move {place} away to begin "
                "anew, and add it once more"
            )
        check_cells(name, content, str(place / name))
        found[name] = content
    return found
