"""Whose results a folder of finished work holds: of one version and one configuration."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from sim.errors import InputError
from sim.files.json_text import read_json
from sim.sweep.chunk import ENDING
from sim.sweep.identity import canonical, science

FOLDER, IDENTITY = "chunks", "sweep.json"
FORMAT = 2


def identity_of(base: Mapping[str, object] | None) -> dict[str, object]:
    """What a folder says of itself: format, version and configuration."""
    return {"format": FORMAT, "science": science(), "base": base}


def belongs(place: Path, base: Mapping[str, object] | None) -> bool:
    """Refuse a folder of another version or configuration; False: nobody has marked it yet."""
    mine, path = identity_of(base), place / IDENTITY
    if not os.path.lexists(path):
        if any((place / FOLDER).glob(f"*{ENDING}")):
            raise InputError(
                f"{place} holds results but no {IDENTITY}: name another folder (into=)"
            )
        return False
    try:
        its = read_json(path)
        version, its_base, form = its["science"], its["base"], its["format"]
    except (InputError, KeyError):
        raise InputError(f"{path} cannot be read: name another folder with into=FOLDER") from None
    if version != mine["science"] or form != FORMAT:
        raise InputError(
            f"{place} holds results of another version of lmgsim or another record of votes, "
            f"{str(version)[:60]}; this is {mine['science']}: name another folder with into=FOLDER"
        )
    asked = json.loads(canonical(base))
    if its_base != asked:  # as numbers, not as text: 5.0 is 5
        where = _first_difference(its_base, asked)
        raise InputError(
            f"{place} holds results of another configuration ({where}): name another folder with "
            "into=FOLDER"
        )
    return True


def _first_difference(its: object, mine: object, where: str = "") -> str:
    """The first setting in which two configurations differ, and both values."""
    if isinstance(its, dict) and isinstance(mine, dict):
        for key in sorted({*its, *mine}):
            if its.get(key) != mine.get(key):
                path = f"{where}.{key}" if where else str(key)
                return _first_difference(its.get(key), mine.get(key), path)
    there, here = (
        said if len(said) <= 60 else f"{said[:57]}..." for said in map(_told, (its, mine))
    )
    return f"{where[-80:]}: {there} there, {here} here"


def _told(value: object) -> str:
    try:
        told = canonical(value)
    except RecursionError:  # brackets that could just be read
        return "brackets inside brackets"
    return told if len(told) <= 60 else f"{told[:57]}..."
