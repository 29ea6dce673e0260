"""A design point: all settings that change a number of its rows, and no others."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sim.config.schema import RunConfig, make_lever, read_config
from sim.data.fits import folder_of_fit
from sim.errors import InputError
from sim.levers import OF_MANOEUVRES, Lever
from sim.study.setup import Setup, check_budget, pullable, setup_of
from sim.sweep.identity import canonical, fit_digest, science, sha256
from sim.sweep.work import DRAWN, MODE

IGNORED = ("levers", "size", "results")  # parts of a configuration apart from what all levers share
Ranges = Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Point:
    """What is simulated.

    Attributes
    ----------
    shared : what only points with the very same share a block: years, fit, mechanisms, procedures,
        weights, seed; plain JSON
    levers : name and settings of every lever that is pulled, in the order of the configuration
    ranges : of the assumptions that are not drawn from their usual range
    cost_usd : what the levers cost from start to end
    bloc : which bloc is asked about, as a provenance tells it; nothing for the usual one
    """

    shared: Mapping[str, object]
    levers: Sequence[tuple[str, Mapping[str, object]]]
    ranges: Ranges
    cost_usd: float
    bloc: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def told(self) -> tuple[str, list[tuple[str, str]], str]:
        """Key, levers and ranges as a worker is told them, settings as JSON."""
        levers = [(name, canonical(settings)) for name, settings in self.levers]
        return self.key, levers, canonical(self.ranges)

    @cached_property
    def key(self) -> str:
        """The hash of all that decides the numbers of this point."""
        told = {name: value for name, value in self.shared.items() if name != "fit"}
        content = {
            "science": science(),
            "fit": fit_digest(_path(self.shared["fit"])),
            "shared": told,
            "levers": self.levers,
            "ranges": self.ranges,
        }
        return sha256(canonical(content))


def _path(given: object) -> Path | None:
    return Path(str(given)) if given is not None else None


@dataclass(frozen=True)
class _Setting:
    """What the configurations of many points have in common."""

    config: RunConfig  # without its levers
    setup: Setup
    shared: Mapping[str, object]
    name: str
    bloc: Mapping[str, object]


@dataclass(frozen=True)
class _Read:
    """One lever, read."""

    lever: Lever
    told: Mapping[str, object] | None  # its settings; None where it is not pulled
    cost_usd: float


class PointReader:
    """Makes points of composed configurations; what many of them share is read once."""

    def __init__(self) -> None:
        self._settings: dict[str, _Setting] = {}
        self._levers: dict[tuple[str, str, str], _Read] = {}
        self._setups: dict[str, Setup] = {}
        self._shared_by: dict[tuple[int, str, int | None], Mapping[str, object]] = {}
        # Configurations of one sweep share whole parts: those that were met are known by their id,
        # and kept, so that no other object can come to have it.
        self._met: dict[tuple[object, ...], tuple[object, object]] = {}

    def read(self, content: Mapping[str, object], draw: int | None = None) -> Point:
        """The point of a composed configuration.

        Parameters
        ----------
        draw : which draw of the fitted weights every replicate has; None: as configured

        Raises
        ------
        InputError
            If the configuration does not fit, or cannot be simulated.
        """
        given = content.get("levers")
        if not isinstance(given, Mapping):
            read_config(dict(content))  # says what is wrong with it
            raise InputError(f"levers: {given!r} given; this is no dictionary of levers")
        setting = self._setting(content)
        read = {str(name): self._lever(str(name), given[name], setting) for name in given}
        check_budget(setting.config, [r.lever for r in read.values()], setting.setup.world)
        pulled = [(name, r.told) for name, r in read.items() if r.told is not None]
        ranges = setting.config.rules.assumptions
        room = {  # drawn for all lanes of a block alike: only points that agree on it share one
            name: list(ranges[name])
            for name, lever in OF_MANOEUVRES.items()
            if name in ranges and read[lever].told is not None
        }
        shared = self._shared(setting, room, draw)
        cost = sum(r.cost_usd for r in read.values())
        return Point(shared, pulled, ranges, cost, setting.bloc)

    def _shared(
        self, setting: _Setting, room: Mapping[str, object], draw: int | None
    ) -> Mapping[str, object]:
        """One object for all points that share it."""
        key = id(setting), canonical(room), draw
        if key not in self._shared_by:
            weights = {} if draw is None else {"weights": draw}
            self._shared_by[key] = {**setting.shared, "room": room, **weights}
        return self._shared_by[key]

    def _setting(self, content: Mapping[str, object]) -> _Setting:
        told = {k: v for k, v in content.items() if k not in IGNORED}
        met = tuple((k, v if isinstance(v, int | str) else id(v)) for k, v in told.items())
        if met not in self._met:
            self._met[met] = told, self._setting_of(content, canonical(told))
        found = self._met[met][1]
        assert isinstance(found, _Setting)
        return found

    def _setting_of(self, content: Mapping[str, object], name: str) -> _Setting:
        if name not in self._settings:
            config = read_config({**content, "levers": {}})
            if config.engine.driver != "ensemble":
                raise InputError(
                    "engine.driver: a sweep runs on the compiled engine (engine=ensemble), not on "
                    + config.engine.driver
                )
            rules = config.rules
            found = rules.fit or folder_of_fit(str(config.council.since))
            fit = None if found is None else Path(os.path.realpath(found))
            years = f"{config.council.model_dump_json()} {fit}"
            if years not in self._setups:
                self._setups[years] = setup_of(config.council, fit)
            shared: dict[str, object] = {
                "council": config.council.model_dump(mode="json"),
                "fit": None if fit is None else str(fit),
                "off": list(rules.off()),
                "adopting": rules.adopting,
                "tabling": rules.tabling,
                "weights": DRAWN if rules.draw_weights else MODE,
                "seed": config.seed,
                "evidence": config.evidence.priors,
            }
            self._settings[name] = _Setting(
                config, self._setups[years], shared, years, self._setups[years].bloc()
            )
        return self._settings[name]

    def _lever(self, name: str, settings: object, setting: _Setting) -> _Read:
        met = name, id(settings), setting.name
        if met not in self._met:
            self._met[met] = settings, self._lever_of(name, settings, setting)
        found = self._met[met][1]
        assert isinstance(found, _Read)
        return found

    def _lever_of(self, name: str, settings: object, setting: _Setting) -> _Read:
        key = name, canonical(settings), setting.name
        if key not in self._levers:
            made = make_lever(name, settings)  # type: ignore[arg-type]
            lever = pullable(made, setting.config.council, setting.setup)
            told = made.model_dump(mode="json") if lever.strength() else None
            cost = lever.cost_usd(setting.setup.world.states)
            self._levers[key] = _Read(lever, told, cost)
        return self._levers[key]
