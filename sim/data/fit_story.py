"""What the story of a fit, ``fit.json``, has to say for the rule to run, and what it may say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.data.stored_table import OLDER
from sim.errors import InputError
from sim.files.json_text import read_json
from sim.world import DRIFTS, KINDS, MEMORY_LEVELS, SURPRISES

STORY = "fit.json"
NEEDED = ("train_until", "rates", "surprise", "drift")
RATES = (*MEMORY_LEVELS, "council", "affiliation", "abstention_credit")
# Spreads are standard deviations of leanings and bands, in logits: of those that were ever
# estimated the largest is 1, and at 10 a vote would be the toss of a coin.
LARGEST_SPREAD = 10.0
DAY = re.compile(r"(20[0-9]{2})-[0-9]{2}-[0-9]{2}")  # the Council began in 2006
MOST = 10_000_000  # of anything that is counted: the Council casts some 4,000 votes a year


def is_day(text: object) -> bool:
    """Whether this is a date such as 2019-12-31."""
    if not isinstance(text, str) or not DAY.fullmatch(text):
        return False
    try:
        np.datetime64(text, "D")
    except ValueError:
        return False
    return True


def read_story(path: Path) -> dict[str, Any]:
    """The story of a fit, checked.

    Raises
    ------
    InputError
        If the file cannot be read, lacks what the rule needs, or says what cannot be.
    """
    story: dict[str, Any] = read_json(path)
    missing = [name for name in NEEDED if name not in story]
    if missing:
        raise InputError(f"{path} lacks {', '.join(missing)}, {OLDER}")
    for name, (fits, wanted) in FACTS.items():
        if name in story and not fits(story[name]):
            raise InputError(f"{path}: {name} is {_said(story[name])}; {wanted} is wanted")
    days = [story.get(name) for name in ("first_roll_call", "last_roll_call", "train_until")]
    known = [day for day in days if day is not None]
    if known != sorted(known):
        raise InputError(
            f"{path}: {', '.join(known)} are not in order: the first roll call, the last, and the "
            "end of what was fitted are wanted"
        )
    return story


def check_counts(story: dict[str, Any], rows: dict[str, int], place: str) -> None:
    """Refuse tables with other numbers of rows than the story says were written.

    Fits that were stored before version 0.2 do not say.

    Raises
    ------
    InputError
        Naming the first such table.
    """
    for name, number in story.get("rows", {}).items():
        if name in rows and rows[name] != number:
            raise InputError(
                f"{place}{name} has {rows[name]:,} rows, and {number:,} were written: the file was "
                "cut off or changed"
            )


def _number(low: float, high: float, above: bool = False) -> Callable[[object], bool]:
    def fits(value: object) -> bool:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return (low < value if above else low <= value) and value <= high

    return fits


def _whole(value: object) -> bool:
    return isinstance(value, int) and _number(0, MOST)(value)


def _words(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 2000


def _true_or_false(value: object) -> bool:
    return isinstance(value, bool)


def _each(names: Sequence[str], fits: Callable[[object], bool]) -> Callable[[object], bool]:
    """Whether every one of these names, and no other, has a value that fits."""

    def all_fit(value: object) -> bool:
        if not isinstance(value, dict) or set(value) != set(names):
            return False
        return all(fits(one) for one in value.values())

    return all_fit


def _any(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    """Whether this is a block whose values all fit."""
    return lambda value: isinstance(value, dict) and all(fits(one) for one in value.values())


def _hash(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch("[0-9a-f]{64}", value))


def _rates(value: object) -> bool:
    """Rates above 0 and up to 1; nothing may be credited for an abstention."""
    if not _each(RATES, _number(0, 1))(value):
        return False
    assert isinstance(value, dict)
    return all(rate > 0 for name, rate in value.items() if name != "abstention_credit")


def _surprise(value: object) -> bool:
    fits = _number(0, LARGEST_SPREAD)
    return (
        isinstance(value, list)
        and len(value) == len(SURPRISES)
        and all(isinstance(row, list) and len(row) == len(KINDS) for row in value)
        and all(fits(one) for row in value for one in row)
    )


DATE = (is_day, "a date such as 2019-12-31")
COUNT = (_whole, f"a whole number from 0 to {MOST:,}")
COUNTS = (_any(_whole), "a block of whole numbers")
WORDS = (_words, "a line of text")
FACTS: dict[str, tuple[Callable[[object], bool], str]] = {
    "train_until": DATE,
    "first_roll_call": DATE,
    "last_roll_call": DATE,
    "rates": (_rates, f"a number above 0 and up to 1 for each of {', '.join(RATES)}"),
    "surprise": (
        _surprise,
        f"a list of {len(SURPRISES)} lists of {len(KINDS)} numbers from 0 to {LARGEST_SPREAD:g}",
    ),
    "drift": (
        _each(DRIFTS, _number(0, LARGEST_SPREAD)),
        f"a number from 0 to {LARGEST_SPREAD:g} for each of {', '.join(DRIFTS)}",
    ),
    "roll_calls": COUNT,
    "votes_scored": COUNT,
    "iterations": COUNT,
    "log_likelihood": (_number(-1e9, 0), "a number from -1e9 to 0"),
    "converged": (_true_or_false, "true or false"),
    "half_life_years": (_number(0, 1000, above=True), "a number of years above 0"),
    "penalty": (_any(_number(0, 1e6, above=True)), "a block of numbers above 0"),
    "command": WORDS,
    "started_from": WORDS,
    "lmgsim": WORDS,
    "data_sha256": (_any(_hash), "a SHA-256 of each file"),
    "dropped": COUNTS,
    "repaired": COUNTS,
    "rows": COUNTS,
    "bloc": (_each(("key", "title", "digest"), _words), "key, title and digest of a bloc"),
}


def _said(value: object) -> str:
    said = repr(value)
    return said if len(said) <= 60 else f"{said[:57]}..."
