"""Whether a command may write to a place: one that is missing, empty, or marked as ours."""

from __future__ import annotations

import stat
from pathlib import Path

from sim.errors import InputError
from sim.files.kinds import is_folder
from sim.files.mark import read_mark
from sim.files.moving import check_replaceable, said, settle
from sim.files.owner import DRAFT, WRITING, clear_dead, is_owned_name

PACKAGE = Path(__file__).resolve().parents[1]


def check_place(place: Path, kind: str, setting: str = "into", packaged: bool = False) -> None:
    """Refuse a folder that a command may not write to, before its work begins.

    What dead processes left in it is cleared away, and what was cut off is finished.

    Parameters
    ----------
    kind : what is to be written, such as ``fit``
    setting : by which the user names the folder
    packaged : whether it may lie in the package

    Raises
    ------
    InputError
        If it is a link, no folder, in the package, marked as another kind, or holds files of
        others and no mark; or if a file of ours in it has become something else.
    """
    check_folder(place, setting, packaged)
    if not is_folder(place):
        return
    settle(place)
    clear_dead(place, DRAFT, WRITING)
    mark = read_mark(place)
    if mark is None:
        with said(f"{place} cannot be looked into"):
            names = sorted(path.name for path in place.iterdir() if not is_owned_name(path.name))
        if names:
            rest = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
            raise InputError(
                f"{_short(place)} holds {names[0][:40]!r}{rest} without lmgsim's mark, and is left "
                f"as it is: name a new or empty folder with {setting}=FOLDER (older versions did "
                "not mark their results: move those away to use their name again)"
            )
    elif mark.kind != kind:
        raise InputError(
            f"{_short(place)} is marked as lmgsim's {mark.kind[:40]}, and this is a {kind}: name "
            f"another folder with {setting}=FOLDER"
        )
    else:
        for name in mark.files:  # somebody may have put a folder or a link in a file's place
            check_replaceable(place, name, mark.files)


def check_folder(place: Path, setting: str, packaged: bool = False) -> None:
    """Refuse what is there and no folder, a link to one, and any place in the package.

    Raises
    ------
    InputError
        In one line that names the place and what to do.
    """
    hint = f"name another folder with {setting}=FOLDER"
    refused = f"cannot write to {_short(place)}"
    try:
        mode = place.lstat().st_mode
    except FileNotFoundError:
        mode = None
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise InputError(f"{refused}: {reason}; {hint}") from None
    if mode is not None and stat.S_ISLNK(mode):
        raise InputError(
            f"{refused}: it is a symbolic link, and links are not followed; name the folder it "
            f"leads to with {setting}=FOLDER"
        )
    if mode is not None and not stat.S_ISDIR(mode):
        raise InputError(f"{refused}: it is a file; {hint}")
    if not packaged and place.resolve().is_relative_to(PACKAGE):
        raise InputError(f"{refused}: it lies inside the package; {hint}")


def _short(place: Path) -> str:
    """A path that leaves room for the rest of a line."""
    text = str(place)
    return text if len(text) <= 150 else f"{text[:60]}...{text[-80:]}"
