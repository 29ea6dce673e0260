"""Hydra's composing without Hydra's application: no configuration of its own, no global state."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from hydra import version
from hydra._internal.config_loader_impl import ConfigLoaderImpl
from hydra._internal.config_repository import CachingConfigRepository
from hydra._internal.defaults_list import DefaultsList, create_defaults_list
from hydra.core.override_parser.types import Override
from hydra.version import VersionBase
from omegaconf import DictConfig, OmegaConf

from sim.composing.order import check_order
from sim.composing.reasons import reason
from sim.composing.sources import ROOT, Repository
from sim.errors import InputError
from sim.files.places import shipped_folder
from sim.files.yaml_text import load_yaml

_ONE_AT_A_TIME = threading.RLock()


def conf_folder() -> Path:
    """Where our own options lie."""
    return shipped_folder("conf").resolve()


@cache
def groups() -> tuple[str, ...]:
    """The groups of options that a run chooses from: ``council``, ``scenario`` and the others."""
    content = load_yaml((conf_folder() / f"{ROOT}.yaml").read_text(encoding="utf-8"), ROOT)
    assert isinstance(content, dict)
    names = [name for entry in content["defaults"] if entry != "_self_" for name in entry]
    return tuple(name for name in names if " " not in name)


@contextmanager
def as_hydra_1_3() -> Iterator[None]:
    """Let Hydra read as its version 1.3 does, and then again as whoever is around us wants it.

    One thread at a time: what Hydra goes by is global. What it finds wrong comes out as our error.

    Raises
    ------
    InputError
        For whatever Hydra or OmegaConf refuses.
    """
    with _ONE_AT_A_TIME:
        before = VersionBase.instance().version_base
        version.setbase("1.3")
        try:
            yield
        except InputError:
            raise
        except Exception as error:
            raise InputError(reason(error)) from error
        finally:
            VersionBase.instance().version_base = before


class Loader:
    """Composes configurations from our options and those in folders of the user's own."""

    def __init__(self, folders: Sequence[str] = ()) -> None:
        self.repository = Repository(conf_folder(), folders)

    def defaults(self, overrides: list[Override]) -> DefaultsList:
        """The files that make a configuration, in order; see ``as_hydra_1_3``."""
        return self._defaults(overrides, CachingConfigRepository(self.repository))

    def _defaults(self, overrides: list[Override], files: CachingConfigRepository) -> DefaultsList:
        return create_defaults_list(
            repo=files, config_name=ROOT, overrides_list=overrides, prepend_hydra=False,
            skip_missing=False,
        )  # fmt: skip

    def compose(self, overrides: list[Override]) -> tuple[DictConfig, DefaultsList]:
        """A configuration that no reference was resolved in yet; see ``as_hydra_1_3``.

        Several values for one key, as a sweep has them, are left out.
        """
        files = CachingConfigRepository(self.repository)
        listed = self._defaults(overrides, files)
        check_order(listed.defaults, files, ROOT)
        joined = ConfigLoaderImpl._compose_config_from_defaults_list(
            _Files(), defaults=listed.defaults, repo=files
        )
        OmegaConf.set_struct(joined, True)
        ConfigLoaderImpl._apply_overrides_to_config(listed.config_overrides, joined)
        return joined, listed


class _Files(ConfigLoaderImpl):
    """As much of Hydra's loader as joins files: it needs no search path."""

    def __init__(self) -> None:
        pass
