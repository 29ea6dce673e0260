"""What lies at a path itself: links are not followed."""

from __future__ import annotations

import stat
from pathlib import Path


def is_folder(place: Path) -> bool:
    """Whether a folder lies there, and no link to one."""
    return stat.S_ISDIR(_mode(place))


def is_file(place: Path) -> bool:
    """Whether a regular file lies there, and no link to one."""
    return stat.S_ISREG(_mode(place))


def is_anything(place: Path) -> bool:
    """Whether anything lies there, be it a link that leads nowhere."""
    return bool(_mode(place))


def _mode(place: Path) -> int:
    try:
        return place.lstat().st_mode
    except (OSError, ValueError):  # ValueError: a zero byte in the name
        return 0
