"""A factor: a name of the configuration and the values that a design may give it.

Points are stored as numbers, ``codes``: a continuous or integer factor's value, a categorical
factor's place among its values.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from sim.errors import InputError

Scalar = bool | int | float | str | None
Value = Scalar | list[Scalar]

DIGITS = 12  # significant digits of a continuous value: the same on every platform
MOST_LEVELS = 100_000
LARGEST = 2**53
_NUDGE = 1e-9  # a third of three values is one, whatever a float makes of a third


def _number(given: object) -> object:
    """A finite number; neither a truth value nor a number in quotes."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise ValueError(f"{given!r} is not a number")
    _exact(given)
    return given


def _exact(number: object) -> None:
    """Refuse what is not finite, and a whole number that cannot be told from its neighbours."""
    if isinstance(number, float) and not math.isfinite(number):
        raise ValueError(f"{number!r} is not finite")
    if isinstance(number, int) and abs(number) > LARGEST:
        raise ValueError(
            f"{str(number)[:20]}... is beyond {LARGEST}, up to which numbers are exact"
        )


def plain(given: object) -> object:
    """A value as the command line can give it: a number, a word, a list of these."""
    for item in given if isinstance(given, list) else [given]:
        if not (item is None or isinstance(item, bool | int | float | str)):
            raise ValueError(f"{given!r} is neither a number, a word nor a list of these")
        _exact(item)
    return given


Number = Annotated[float, BeforeValidator(_number)]
Given = Annotated[object, BeforeValidator(plain)]


class Factor(BaseModel):
    """One factor of a design, checked.

    Attributes
    ----------
    low, high : ends of the range of a continuous or integer factor, both included
    integer : whether only whole numbers are taken
    values : the levels of a categorical factor, instead of a range
    scale : how the range is spread: evenly, or evenly in the logarithm
    distribution : how values are drawn: evenly on the scale; triangular or normal around ``mode``
    mode : most likely value; the middle of the range unless given
    sd : standard deviation of the normal distribution, which is cut off at ``low`` and ``high``
    levels : how many values a grid, a zip or one_at_a_time takes, the ends included
    base : the value while the others move, one_at_a_time; the middle or first value unless given
    group : whose variance it counts to; by its name unless given
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: Number | None = None
    high: Number | None = None
    integer: Annotated[bool, Field(strict=True)] = False
    values: list[Given] | None = None
    scale: Literal["linear", "log"] = "linear"
    distribution: Literal["uniform", "triangular", "normal"] = "uniform"
    mode: Number | None = None
    sd: Number | None = None
    levels: Annotated[int, Field(strict=True, ge=2, le=MOST_LEVELS)] | None = None
    base: Given = None
    group: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")] | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Factor:
        if self.values is not None:
            self._check_values(self.values)
        else:
            self._check_range()
        return self

    def _check_values(self, values: list[object]) -> None:
        if extra := sorted(self.model_fields_set - {"values", "base", "group"}):
            raise ValueError(f"values stand alone, without {', '.join(extra)}")
        if len(values) < 2:
            raise ValueError("a factor has two values at least; a single one belongs under fixed")
        seen = set()
        for value in values:
            if _alike(value) in seen:
                raise ValueError(f"the value {value!r} stands there twice")
            seen.add(_alike(value))
        if self.base is not None and not any(_same(self.base, value) for value in values):
            raise ValueError(f"base {self.base!r} is not one of the values")

    def _check_range(self) -> None:
        if self.low is None or self.high is None:
            raise ValueError("give low and high, or values")
        if self.low >= self.high:
            raise ValueError(f"empty range: low {self.low:g} is not below high {self.high:g}")
        if self.integer:
            self._check_whole(self.low, self.high)
        if self.scale == "log" and self.low <= 0:
            raise ValueError(f"a log scale needs low above 0, not {self.low:g}")
        if self.levels and self.integer and self.levels > self.high - self.low + 1:
            raise ValueError(
                f"{self.levels} levels, but only {self.high - self.low + 1:g} whole numbers"
            )
        if self.base is not None and (
            isinstance(self.base, bool) or not isinstance(self.base, int | float)
        ):
            raise ValueError(f"base {self.base!r} is not a number")
        for name, value in (("mode", self.mode), ("base", self.base)):
            if isinstance(value, int | float) and not self.low <= value <= self.high:
                raise ValueError(f"{name} {value:g} is not in [{self.low:g}, {self.high:g}]")
        if self.integer and isinstance(self.base, float) and self.base != int(self.base):
            raise ValueError(f"base {self.base:g} is not a whole number")
        self._check_distribution()

    def _check_whole(self, low: float, high: float) -> None:
        for name, value in (("low", low), ("high", high)):
            if value != int(value) or abs(value) > 2**53:
                raise ValueError(f"{name} {value:g} of an integer factor is not a whole number")

    def _check_distribution(self) -> None:
        if self.distribution == "uniform":
            if self.mode is not None or self.sd is not None:
                raise ValueError("mode and sd belong to distribution: triangular or normal")
            return
        if self.integer or self.scale == "log":
            raise ValueError(f"distribution {self.distribution} is for continuous, linear factors")
        if self.distribution == "normal" and (self.sd is None or self.sd <= 0):
            raise ValueError("distribution normal needs sd above 0")
        if self.distribution == "triangular" and self.sd is not None:
            raise ValueError("sd belongs to distribution: normal")

    @property
    def kind(self) -> str:
        """One of continuous, integer, categorical."""
        if self.values is not None:
            return "categorical"
        return "integer" if self.integer else "continuous"

    @property
    def ends(self) -> tuple[float, float]:
        """Lowest and highest code."""
        if self.values is not None:
            return 0.0, len(self.values) - 1.0
        assert self.low is not None
        assert self.high is not None
        return self.low, self.high

    def codes(self, shares: np.ndarray) -> np.ndarray:
        """Codes [n] from shares [n] of the unit interval, by the inverse distribution function.

        Every whole number and every categorical value has the same share, unless on a log scale.
        """
        low, high = self.ends
        if self.kind != "continuous":
            places = self._spread(shares, low, high + 1)
            return np.asarray(np.clip(np.floor(places + _NUDGE), low, high))
        if self.distribution == "uniform":
            values = self._spread(shares, low, high)
        else:
            values = self._inverse(shares, low, high)
        return np.clip(significant(values), low, high)

    def _spread(self, shares: np.ndarray, low: float, high: float) -> np.ndarray:
        if self.scale == "log":
            return np.asarray(np.exp(np.log(low) + shares * (np.log(high) - np.log(low))))
        return np.asarray(low + shares * (high - low))

    def _inverse(self, shares: np.ndarray, low: float, high: float) -> np.ndarray:
        from scipy import stats

        mode = (low + high) / 2 if self.mode is None else self.mode
        if self.distribution == "triangular":
            place = (mode - low) / (high - low)
            return np.asarray(stats.triang.ppf(shares, place, loc=low, scale=high - low))
        assert self.sd is not None
        ends = (low - mode) / self.sd, (high - mode) / self.sd
        return np.asarray(stats.truncnorm.ppf(shares, *ends, loc=mode, scale=self.sd))

    def steps(self, levels: int | None) -> np.ndarray | None:
        """Codes [levels] of its levels, from low to high; None where their number is not given.

        ``levels`` is used where the factor itself gives none.
        """
        low, high = self.ends
        if self.values is not None:
            return np.arange(low, high + 1)
        number = self.levels or levels
        if number is None and self.integer and high - low >= MOST_LEVELS:
            raise InputError(
                f"low: {low:.0f}, high: {high:.0f} are {high - low + 1:,.0f} levels; "
                f"{MOST_LEVELS:,} at most: give levels, how many of them"
            )
        if number is None:
            return np.arange(low, high + 1) if self.integer else None
        shares = np.linspace(0, 1, number)
        if self.integer:
            return np.unique(np.round(self._spread(shares, low, high)))
        return np.clip(significant(self._spread(shares, low, high)), low, high)

    def middle(self) -> float:
        """Code of its value while other factors move: ``base``, or the middle or first value."""
        low, high = self.ends
        if self.values is not None:
            places = [n for n, value in enumerate(self.values) if _same(value, self.base)]
            return float(places[0]) if self.base is not None else 0.0
        if isinstance(self.base, int | float):
            return float(self.base)
        middle = self._spread(np.array([0.5]), low, high)
        return float(np.floor(middle[0]) if self.integer else significant(middle)[0])

    def value(self, code: float) -> Value:
        """The value that a code stands for."""
        if self.values is not None:
            return self.values[int(code)]  # type: ignore[return-value]
        return int(code) if self.integer else float(code)

    def code(self, value: object) -> float:
        """The code of a value that was written down.

        Raises
        ------
        ValueError
            Where the factor cannot take that value.
        """
        if self.values is not None:
            for n, known in enumerate(self.values):
                if _same(known, value):
                    return float(n)
            raise ValueError(f"{value!r} is not one of {', '.join(map(str, self.values))}")
        number = float(_number(value))  # type: ignore[arg-type]
        low, high = self.ends
        if self.integer and number != int(number):
            raise ValueError(f"{value!r} is not a whole number")
        if not low <= number <= high:
            raise ValueError(f"{value!r} is not in [{low:g}, {high:g}]")
        return number


def _alike(value: object) -> Hashable:
    """The same for values that are the same: 1 and 1.0, but not 1 and true."""
    if isinstance(value, list):
        return tuple(map(_alike, value))
    assert isinstance(value, Hashable)
    return isinstance(value, bool), value


def _same(one: object, other: object) -> bool:
    """Equal, and both or neither a truth value: 1 is not true."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def significant(values: np.ndarray) -> np.ndarray:
    """Values rounded to so many significant digits that every platform agrees on them."""
    return np.array([float(f"{value:.{DIGITS}g}") for value in np.ravel(values)])
