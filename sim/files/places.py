"""Where a path that somebody wrote leads, and where configs and experiments lie.

These are at the top of a checkout, inside an installed package.
"""

from __future__ import annotations

from pathlib import Path

from sim.errors import CONTROLS, InputError

PACKAGE = Path(__file__).parents[1]
GLOSSARY = "docs/reference/glossary.md"  # what the words of screens and reports mean


def shipped_folder(name: str) -> Path:
    """The folder ``conf`` or ``experiments`` that came with this package."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def own_path(given: object) -> Path:
    """A path that somebody wrote: a number is a name like another, ``~`` is the home folder.

    Raises
    ------
    InputError
        If it is empty, no name, or would move the cursor of a screen on which it is shown.
    """
    if isinstance(given, bool) or not isinstance(given, str | int | Path):
        raise InputError("the name of a file or folder is wanted")
    text = str(given)
    if not text or "\0" in text:
        raise InputError("the name of a file or folder is wanted, not an empty one")
    if odd := CONTROLS.search(text):
        raise InputError(f"{ascii(text)[:60]}: U+{ord(odd[0]):04X} is no letter of a name")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise InputError(f"{text[:60]} begins with ~ and the name of nobody here") from None
