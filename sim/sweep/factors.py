"""What may be varied: keys of the configuration that change what is simulated."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

import numpy as np

from sim.config.compose import compose, groups, refuse_references
from sim.config.schema import CouncilConfig, RulesConfig
from sim.errors import InputError
from sim.levers import ASSUMPTIONS, LEVERS
from sim.mechanisms.table import KEYS

FIT_DRAW = "fit.draw"  # which draw of the fitted weights every replicate of a point has
ASSUMED = "rules.assumptions."
OF_A_RUN = ("results", "size", "engine")  # how runs are done, not what is simulated
TEXTS = ("scenario.",)  # words about the levers, and their budget


@cache
def known_factors() -> frozenset[str]:
    """Every key that may be varied."""
    parts = {
        "": [name for name in groups() if name not in OF_A_RUN] + ["seed", FIT_DRAW],
        "council.": CouncilConfig.model_fields,
        "rules.": [n for n in RulesConfig.model_fields if n not in ("mechanisms", "assumptions")],
        "rules.mechanisms.": KEYS,
        ASSUMED: [assumption.name for assumption in ASSUMPTIONS],
        **{f"levers.{name}.": lever.model_fields for name, lever in LEVERS.items()},
    }
    return frozenset(prefix + name for prefix, names in parts.items() for name in names)


def check_factor(name: str) -> None:
    """Refuse what cannot be varied.

    Raises
    ------
    InputError
        With the nearest names there are.
    """
    if name in known_factors():
        return
    if name.split(".")[0] in OF_A_RUN or name.startswith(TEXTS):
        raise InputError(f"{name} is no factor: it changes nothing that is simulated")
    near = get_close_matches(name, sorted(known_factors()), 3, 0.6)
    hint = f"did you mean {' or '.join(near)}?" if near else "lmgsim run --help shows all keys"
    raise InputError(f"unknown factor {name!r}: the configuration has no such key; {hint}")


class Space:
    """The configurations of a sweep: one base, and what points set in it.

    Options of groups are composed once for every combination of them that is met; values are then
    put into a copy of what was composed, which shares with it whatever they leave alone.
    """

    def __init__(self, overrides: list[str]) -> None:
        self._overrides = overrides
        self._composed: dict[tuple[str, ...], dict[str, object]] = {}
        self.base = self._compose(())

    def _compose(self, choices: tuple[str, ...]) -> dict[str, object]:
        if choices not in self._composed:
            self._composed[choices] = compose([*self._overrides, *choices])
        return self._composed[choices]

    def at(self, settings: Mapping[str, object]) -> tuple[dict[str, object], int | None]:
        """The configuration with these settings, and the draw of the weights if they say one.

        Raises
        ------
        InputError
            For a key that cannot be varied, or an option that there is not.
        """
        for name, value in settings.items():
            check_factor(name)
            refuse_references(value, name)
        groups_here = groups()
        choices = tuple(f"{k}={_option(k, v)}" for k, v in settings.items() if k in groups_here)
        content = dict(self._compose(choices))
        own = {id(content)}
        draw = None
        for name, value in settings.items():
            if name in groups_here:
                continue
            if name == FIT_DRAW:
                draw = _draw(value)
                continue
            if name.startswith(ASSUMED) and isinstance(value, int | float):
                value = [value, value]
            _put(content, own, name.split("."), value)
        return content, draw


def _option(group: str, value: object) -> str:
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise InputError(f"{group}: {str(value)[:40]!r} given; the name of an option is wanted")
    return str(value)


def _draw(value: object) -> int:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not np.isfinite(value) or value != int(value):  # type: ignore[call-overload]
        raise InputError(f"{FIT_DRAW}: {value!r} given; this is the number of a draw, 0, 1, ...")
    assert isinstance(value, int | float)
    if not 0 <= value < 2**31:
        raise InputError(f"{FIT_DRAW}: {value!r} given; it should be from 0 to 2147483647")
    return int(value)


def _put(content: dict[str, object], own: set[int], path: list[str], value: object) -> None:
    """Set a value; dicts on the way that other points share are copied before.

    Raises
    ------
    InputError
        If what is on the way is no block of settings.
    """
    place = content
    for depth, name in enumerate(path[:-1]):
        inner = place.get(name)
        inner = {} if inner is None else inner
        if not isinstance(inner, dict):
            block = ".".join(path[: depth + 1])
            raise InputError(f"{block}: {str(inner)[:40]!r} given; a block of settings is wanted")
        if id(inner) not in own:
            inner = dict(inner)
            own.add(id(inner))
        place[name] = inner
        place = inner
    place[path[-1]] = value
