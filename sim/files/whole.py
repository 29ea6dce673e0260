"""A file that is either whole or as it was before, whatever ends the process that writes it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.errors import InputError
from sim.files.owner import WRITING, clear_dead, owned_name
from sim.stopping import begun, done


@contextmanager
def whole_file(path: Path, hint: str = "", tidy: bool = True) -> Iterator[Path]:
    """A hidden empty file to write to, which becomes ``path`` once it is written.

    It is forced to disk first. Its mode is what the umask says, or that of the file it replaces.

    Parameters
    ----------
    hint : what to do where it cannot be written, or what became of the rest
    tidy : whether what dead processes left in the folder is removed; look once where files are many

    Raises
    ------
    InputError
        If there is no room, the folder cannot be written, or ``path`` is a link.
    """
    draft = path.with_name(owned_name(WRITING))
    begun(draft)
    try:
        mode = _mode(path)
        if tidy:
            clear_dead(path.parent, WRITING)
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        if mode is not None:
            draft.chmod(mode)
        yield draft
        force_to_disk(draft)
        os.replace(draft, path)
        force_to_disk(path.parent)
    except OSError as error:
        told = f": {error.strerror or error}" + (f". {hint}" if hint else "")
        raise InputError(f"cannot write {path}{told}") from None
    finally:
        draft.unlink(missing_ok=True)
        done(draft)


def write_whole(path: Path, content: bytes | str, hint: str = "", tidy: bool = True) -> None:
    """Write a file whole, or leave it as it was; see ``whole_file``. A text is written as UTF-8.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    with whole_file(path, hint, tidy) as draft:
        draft.write_bytes(content.encode() if isinstance(content, str) else content)


def _mode(path: Path) -> int | None:
    """The mode of the file that is replaced; None where there is none.

    Raises
    ------
    OSError
        If it is no file, but a link, a folder or a device.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(mode):
        raise OSError("it is a symbolic link, and links are not followed")
    if not stat.S_ISREG(mode):
        raise OSError("it is no regular file")
    return stat.S_IMODE(mode)


def force_to_disk(place: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    is_folder = place.is_dir()
    if is_folder and os.name != "posix":
        return  # elsewhere a folder cannot be opened
    handle = os.open(place, os.O_RDONLY if is_folder else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
