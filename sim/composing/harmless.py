"""The few settings of Hydra that a user may change: where a sweep keeps its notes, and names."""

from __future__ import annotations

import re
from pathlib import Path

from sim.errors import InputError
from sim.files.place import check_folder

_PART = r"([\w.=-]|\$\{(hydra[.:]job\.(num|id)|seed)\})+"
HARMLESS = {
    "hydra.sweep.dir": r"[^${}\[\]'\",\\]+",
    "hydra.sweep.subdir": rf"'{_PART}'|{_PART}",
    "hydra.output_subdir": r"null|[\w.-]+",
    "hydra.sweeper.max_batch_size": r"null|[1-9][0-9]{0,6}",
    "hydra.job.name": r"[\w-]+",
    "hydra.verbose": r"true|false|[\w.]+|\[[\w.]+(,[\w.]+)*\]",
    "hydra/launcher": "lmgsim|basic",
    "hydra/sweeper": "lmgsim|basic",
}
_OF_A_SWEEP = ("hydra.sweep.dir", "hydra.sweep.subdir", "hydra.output_subdir")


def to_hydra_alone(override: str) -> str | None:
    """One of these settings as Hydra reads it; None for what is no setting of Hydra.

    Raises
    ------
    InputError
        For another setting of Hydra, or a value that one of these cannot have.
    """
    key, equals, value = override.partition("=")
    if re.split(r"[./@:\[]", key.lstrip("+~/").strip().casefold())[0] != "hydra":
        return None
    if not equals or key not in HARMLESS:
        instead = " (use --config-dir FOLDER)" if "searchpath" in key else ""
        raise InputError(
            f"{key[:60]} is not taken{instead}; of Hydra's own settings these are: "
            f"{', '.join(HARMLESS)}"
        )
    if value.strip("'") == ".." or not re.fullmatch(HARMLESS[key], value):
        allowed = f": {HARMLESS[key].replace('|', ' or ')}" if "/" in key else ""
        raise InputError(
            f"{override[:80]}: {key} cannot be that{allowed} (docs/how-to/scenario.md)"
        )
    return f"{key}='{value}'" if key == "hydra.sweep.dir" else override


def check_for_one(to_hydra: list[str]) -> None:
    """Refuse what says where a sweep keeps its notes, where there is none.

    Raises
    ------
    InputError
        For the first of them.
    """
    for override in to_hydra:
        key = override.partition("=")[0]
        if key in _OF_A_SWEEP:
            raise InputError(f"{key} is for a sweep, lmgsim run -m; this is a single run")


def folder_of_notes(to_hydra: list[str]) -> Path | None:
    """Where a sweep is to keep its notes: a folder that is empty, or not there yet.

    Raises
    ------
    InputError
        For a file, a folder that holds anything, or one that cannot be looked into.
    """
    given = [o.partition("=")[2] for o in to_hydra if o.startswith("hydra.sweep.dir=")]
    if not given:
        for key in ("hydra.sweep.subdir", "hydra.output_subdir"):
            if any(o.startswith(key) for o in to_hydra):
                raise InputError(f"{key} needs hydra.sweep.dir=FOLDER, a new folder for the notes")
        return None
    folder = given[-1].strip("'")
    place = Path(folder)
    try:
        place = place.expanduser()
        check_folder(place, "hydra.sweep.dir")
        taken = place.exists() and (not place.is_dir() or any(place.iterdir()))
    except (OSError, RuntimeError) as error:
        raise InputError(f"hydra.sweep.dir={folder[:80]}: {error}") from None
    if taken:
        raise InputError(
            f"hydra.sweep.dir={folder[:80]}: something is there; an empty or a new folder is wanted"
        )
    return place
