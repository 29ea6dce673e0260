"""Where configs and experiments lie: at the top of a checkout, inside an installed package."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def shipped_folder(name: str) -> Path:
    """The folder ``conf`` or ``experiments`` that came with this package."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
