"""Compose the jobs of a sweep fast, each exactly as Hydra composes it alone.

Jobs that choose the same options of the same groups share a composed configuration, their base.
A value that a job changes or adds is applied to the base once, by OmegaConf and with its checks,
and the plain result is remembered; a job is the base with its own values laid over it, and its
interpolations are resolved after that. Where this could differ from what Hydra does (a deletion,
overrides that touch one another, a resolver that may look at the job, anything that fails), the
composer says so, and Hydra itself composes the job or reports what is wrong with it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from hydra.core.config_loader import ConfigLoader
from hydra.core.object_type import ObjectType
from hydra.core.override_parser.overrides_parser import OverridesParser
from omegaconf import DictConfig, OmegaConf, open_dict, read_write

from hydra_plugins.lmgsim_launcher._overlay import Base, Change, inside
from hydra_plugins.lmgsim_launcher._references import Path

# ``key=number``, by far the most frequent override of a large sweep. Hydra's parser takes half a
# millisecond for it; the tests hold that it reads every one of these alike.
_KEY = r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*"
_NUMBER = re.compile(rf"({_KEY})=(-?(?:0|[1-9][0-9]{{0,15}})(\.[0-9]{{1,17}})?(e-?[0-9]{{1,2}})?)")
_PLAIN_KEY = re.compile(r"\w+(?:\.\w+)*")


class Composer:
    """Compose jobs of one sweep.

    Parameters
    ----------
    loader
        Hydra's own, of the application.
    master
        The configuration of the sweep as a whole.
    """

    def __init__(self, loader: ConfigLoader, master: DictConfig) -> None:
        self._loader = loader
        self._master = master
        self._parser = OverridesParser.create()
        self._read: dict[str, Change | str | None] = {}
        self._bases: dict[tuple[str, ...], Base | None] = {}
        self._apart: dict[tuple[Path, ...], bool] = {}
        hydras: Any = OmegaConf.to_container(master.hydra.overrides.hydra)
        name = master.hydra.job.config_name
        found = loader.get_group_options("", ObjectType.GROUP, config_name=name, overrides=hydras)
        self._groups = frozenset(found)

    def compose(self, overrides: Sequence[str]) -> dict[str, Any] | None:
        """The plain, resolved configuration of a job, or None where Hydra has to be asked.

        Parts in which jobs agree are the same objects.
        """
        choices: list[str] = []
        changes: list[tuple[str, Change]] = []
        for text in overrides:
            if text not in self._read:
                self._read[text] = self._understand(text)
            understood = self._read[text]
            if understood is None:
                return None
            if isinstance(understood, Change):
                changes.append((text, understood))
            else:
                choices.append(understood)
        if not self._all_apart(tuple(change.path for _, change in changes)):
            return None
        base = self._base(tuple(choices))
        return base.overlaid(changes) if base is not None else None

    def _understand(self, text: str) -> Change | str | None:
        """A change of a value; or the text itself, of a choice that shapes the base; or None."""
        number = _NUMBER.fullmatch(text)
        if number and number[1] not in self._groups and not number[1].startswith("hydra"):
            read = float if number[3] or number[4] else int
            return Change(tuple(number[1].split(".")), read(number[2]))
        try:
            (override,) = self._parser.parse_overrides([text])
        except Exception:
            return None  # Hydra says what is wrong with it
        key, value = override.key_or_group, override.value()
        chosen = override.package or "/" in key or override.is_hydra_override()
        if chosen or (key in self._groups and not isinstance(value, dict)):
            return text
        if override.is_sweep_override() or override.is_delete() or not _PLAIN_KEY.fullmatch(key):
            return None
        path = tuple(key.split("."))
        return Change(path, value, override.is_add(), override.is_force_add())

    def _all_apart(self, paths: tuple[Path, ...]) -> bool:
        """Whether no path is another or lies inside another, so that order does not matter."""
        if paths not in self._apart:
            self._apart[paths] = not any(
                inside(a, b) or inside(b, a) for a, b in combinations(paths, 2)
            )
        return self._apart[paths]

    def _base(self, choices: tuple[str, ...]) -> Base | None:
        if choices not in self._bases:
            try:
                whole = self._loader.load_sweep_config(self._master, list(choices))
                self._bases[choices] = Base(without_hydra(whole))
            except Exception:
                self._bases[choices] = None  # Hydra says what is wrong with it
        return self._bases[choices]


def without_hydra(whole: DictConfig) -> DictConfig:
    """A copy of a composed configuration as a task function is handed it."""
    task = copy.deepcopy(whole)
    with read_write(task), open_dict(task):
        del task["hydra"]
    return task
