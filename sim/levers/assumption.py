"""What an assumption is: a number that is drawn anew in every replicate."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Assumption:
    """A number that is assumed: the range that is hoped for, its unit, where the range is from."""

    name: str
    low: float
    high: float
    unit: str
    meaning: str
    source: str
    alike: str = ""  # the one whose value it has where it is drawn from the hoped ranges
    manoeuvre: str = ""  # the lever whose manoeuvre it is worth; drawn for all arms alike
