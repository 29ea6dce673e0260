"""The folders that options come from, as Hydra asks for them; each file is checked when read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from hydra._internal.config_repository import ConfigRepository
from hydra.core.config_search_path import ConfigSearchPath
from hydra.core.object_type import ObjectType
from hydra.plugins.config_source import ConfigLoadError, ConfigResult, ConfigSource
from omegaconf import OmegaConf

from sim.composing.blocks import read_block
from sim.files.reading import MEGABYTE
from sim.files.text import read_text
from sim.files.yaml_text import load_yaml
from sim.plugins import LEVERS, RULES, plugins

ROOT = "config"  # the file that a run begins with


class Folder(ConfigSource):
    """A folder of options: ``scenario/none.yaml`` is the option ``none`` of the group
    ``scenario``.
    """

    @staticmethod
    def scheme() -> str:
        """How Hydra names such a source."""
        return "file"

    def available(self) -> bool:
        """Whether the folder is there."""
        return self.is_group("")

    def is_group(self, config_path: str) -> bool:
        """Whether there is such a folder of options."""
        place = self._place(config_path)
        return place is not None and os.path.isdir(place)

    def is_config(self, config_path: str) -> bool:
        """Whether there is anything of that name, a file that can be read or not."""
        place = self._place(_with_ending(config_path))
        return place is not None and os.path.lexists(place)

    def list(self, config_path: str, results_filter: ObjectType | None) -> list[str]:
        """The names of options, or of groups, in a folder."""
        names: list[str] = []
        place = self._place(config_path)
        for name in sorted(os.listdir(place)) if place else []:
            if name.endswith(".yaml") or os.path.isdir(os.path.join(str(place), name)):
                self._list_add_result(names, f"{config_path}/{name}".strip("/"), name,
                                      results_filter)  # fmt: skip
        return sorted(set(names))

    def load_config(self, config_path: str) -> ConfigResult:
        """The content of an option's file.

        Raises
        ------
        InputError
            For a file that cannot be read, or holds what may not stand there.
        """
        place = self._place(_with_ending(config_path))
        assert place is not None
        is_root = self.provider == "main" and config_path == ROOT
        package, content = _read(place, _state(place), is_root)
        if self.provider == "main" and config_path in WITH_PLUGINS:
            content = WITH_PLUGINS[config_path](content)
        return ConfigResult(
            config=OmegaConf.create(content),
            path=self.full_path(),
            provider=self.provider,
            header={"package": package},
        )

    def _place(self, config_path: str) -> str | None:
        """Where a name leads; None where it leads out of the folder."""
        if ".." in config_path.split("/") or "\0" in config_path:
            return None
        return os.path.join(self.path, config_path.lstrip("/"))


class Nothing(ConfigSource):
    """A source without content, where Hydra looks for schemas."""

    @staticmethod
    def scheme() -> str:
        """How Hydra names such a source."""
        return "structured"

    def available(self) -> bool:
        """Always: there is nothing to be missed."""
        return True

    def is_group(self, config_path: str) -> bool:
        """Never."""
        return False

    def is_config(self, config_path: str) -> bool:
        """Never."""
        return False

    def list(self, config_path: str, results_filter: ObjectType | None) -> list[str]:
        """No name."""
        return []

    def load_config(self, config_path: str) -> ConfigResult:
        """Nothing: it raises what Hydra expects where there is no schema."""
        raise ConfigLoadError(f"there is no {config_path}")


class Repository(ConfigRepository):
    """Our own options first, then those of the folders that were handed over."""

    def __init__(self, conf: Path, folders: Sequence[str]) -> None:
        places = [("main", str(conf)), *(("own", folder) for folder in folders)]
        self.sources = [Folder(provider, f"file://{place}") for provider, place in places]
        self.sources.append(Nothing("schema", "structured://"))

    def get_schema_source(self) -> ConfigSource:
        """The source without content."""
        return self.sources[-1]

    def initialize_sources(self, config_search_path: ConfigSearchPath) -> None:
        """Nothing to do: no override changes where options are looked for."""


def _levers(content: dict[str, object]) -> dict[str, object]:
    """The file of all levers with those of plug-ins, neutral."""
    if not plugins(LEVERS):
        return content
    from sim.levers import LEVERS as kinds
    from sim.levers import Lever

    usual = set(Lever.model_fields) - {"targets"}
    more = {one.name: kinds[one.name].model_validate({}).model_dump(mode="json", exclude=usual)
            for one in plugins(LEVERS)}  # fmt: skip
    return {**content, **more}


def _rules(content: dict[str, object]) -> dict[str, object]:
    """The file of the rules with a switch for what plug-ins add, on."""
    if not (plugins(LEVERS) or plugins(RULES)):
        return content
    from sim.mechanisms.table import KEYS

    switches = content["mechanisms"]
    assert isinstance(switches, dict)
    return {**content, "mechanisms": {**dict.fromkeys(KEYS, True), **switches}}


WITH_PLUGINS = {"levers/all": _levers, "rules/fitted": _rules}


def _with_ending(config_path: str) -> str:
    return config_path if config_path.endswith(".yaml") else f"{config_path}.yaml"


def _state(place: str) -> tuple[int, int, int] | None:
    """What changes when a file is written anew."""
    try:
        status = os.stat(place)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


@lru_cache(maxsize=256)
def _read(
    place: str, _state: tuple[int, int, int] | None, is_root: bool
) -> tuple[str | None, dict[str, object]]:
    text = read_text(Path(place), MEGABYTE)
    if not is_root:
        return read_block(text, place)
    content = load_yaml(text, place)
    assert isinstance(content, dict)
    return None, _without_hydra(content)


def _without_hydra(content: dict[str, object]) -> dict[str, object]:
    """Our own root file without what it says to Hydra, which matters to a sweep alone."""
    defaults = content.get("defaults")
    kept = [
        entry
        for entry in (defaults if isinstance(defaults, list) else [])
        if not (isinstance(entry, dict) and any("hydra/" in str(key) for key in entry))
    ]
    return {key: value for key, value in content.items() if key != "hydra"} | {"defaults": kept}
