"""Where a path that somebody wrote leads, and where configs and experiments lie.

These are at the top of a checkout, inside an installed package.
"""

from __future__ import annotations

from pathlib import Path

from sim.errors import InputError

PACKAGE = Path(__file__).parents[1]


def shipped_folder(name: str) -> Path:
    """The folder ``conf`` or ``experiments`` that came with this package."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def own_path(given: object) -> Path:
    """A path that somebody wrote: a number is a name like another, ``~`` is the home folder.

    Raises
    ------
    InputError
        If it is empty or no name.
    """
    if isinstance(given, bool) or not isinstance(given, str | int | Path):
        raise InputError("the name of a file or folder is wanted")
    text = str(given)
    if not text or "\0" in text:
        raise InputError("the name of a file or folder is wanted, not an empty one")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise InputError(f"{text[:60]} begins with ~ and the name of nobody here") from None
