"""Temporary folders that do not outlive their process, or only until the next command."""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.files.owner import SCRATCH, clear_dead, owned_name, remove
from sim.stopping import begun, done


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A temporary folder for this user's eyes only, which is removed in the end.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    place = _made()
    try:
        yield place
    finally:
        remove(place)
        done(place)


def scratch_until_the_end() -> Path:
    """A temporary folder that is removed when this process ends.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    place = _made()
    atexit.register(remove, place)
    return place


def clear_scratch() -> None:
    """Remove the temporary folders of processes that were killed."""
    clear_dead(Path(tempfile.gettempdir()), SCRATCH)


def _made() -> Path:
    clear_scratch()
    place = Path(tempfile.gettempdir()) / owned_name(SCRATCH)
    begun(place)
    place.mkdir(mode=0o700)
    return place
