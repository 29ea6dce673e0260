"""A sweep of Hydra over configurations of ours: its launcher and sweeper, and nothing handed over.

What Hydra says to itself (launcher, sweeper, folders of its notes) comes from our own ``conf`` and
the few harmless words of ``harmless``; what a job is comes from ``loading``. The two never meet.
"""

from __future__ import annotations

import copy
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hydra._internal.config_loader_impl import ConfigLoaderImpl
from hydra._internal.config_search_path_impl import ConfigSearchPathImpl
from hydra._internal.hydra import Hydra
from hydra.core.hydra_config import HydraConfig
from hydra.core.object_type import ObjectType
from hydra.core.override_parser.types import Override, RangeSweep
from hydra.core.plugins import Plugins
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf, open_dict

from sim.composing.loading import Loader, as_hydra_1_3, conf_folder, groups
from sim.composing.overrides import Asked, quoted, read_overrides
from sim.composing.references import check_whole
from sim.composing.sources import ROOT
from sim.errors import InputError

MOST_JOBS = 1_000_000


@dataclass
class Jobs:
    """The jobs of a sweep.

    Attributes
    ----------
    together
        Batches of our launcher, each to be run at once.
    alone
        Of Hydra's own launcher: the configuration of each job, and the overrides it was made by.
    """

    together: list[list[Any]] = field(default_factory=list)
    alone: list[tuple[dict[str, object], list[str]]] = field(default_factory=list)


def jobs_of(asked: Asked, notes: str) -> Jobs:
    """All jobs of a sweep, composed; none has run.

    Parameters
    ----------
    notes : the folder where Hydra writes what was asked, and each job's own where it has one

    Raises
    ------
    InputError
        For overrides that cannot be composed, or more than ``MOST_JOBS`` jobs.
    """
    found = Jobs()

    def job(config: DictConfig) -> None:
        content: Any = OmegaConf.to_container(config, resolve=True)
        found.alone.append((content, list(HydraConfig.get().overrides.task)))

    def batch(jobs: list[Any]) -> list[None]:
        found.together.append(jobs)
        return [None] * len(jobs)

    job.batch = batch  # type: ignore[attr-defined]
    with as_hydra_1_3():
        Plugins.instance()  # registers the launchers
        loader = SweepLoader(asked.folders)
        _check_jobs(asked.parsed, loader)
        words = ["hydra.mode=MULTIRUN", *asked.to_hydra, f"hydra.sweep.dir={quoted(notes)}"]
        Hydra("run", loader).multirun(
            ROOT, job, [*words, *asked.changes], with_log_configuration=False
        )
    return found


class SweepLoader(ConfigLoaderImpl):
    """Hydra's loader, which asks ``loading`` for everything but Hydra's own part."""

    def __init__(self, folders: Sequence[str]) -> None:
        places = ConfigSearchPathImpl()
        places.append("hydra", "pkg://hydra.conf")
        places.append("main", f"file://{conf_folder()}")
        places.append("schema", "structured://")
        super().__init__(places)
        self.task = Loader(folders)
        self._to_itself: dict[tuple[object, ...], DictConfig] = {}

    def _what_hydra_says(
        self, config_name: str | None, to_hydra: list[str], mode: RunMode
    ) -> DictConfig:
        """Hydra's own part, the same for all jobs: a copy of it."""
        key = (mode, *to_hydra)
        if key not in self._to_itself:
            self._to_itself[key] = super().load_configuration(config_name, to_hydra, mode)
        return copy.deepcopy(self._to_itself[key])

    def load_configuration(
        self,
        config_name: str | None,
        overrides: list[str],
        run_mode: RunMode,
        from_shell: bool = True,
        validate_sweep_overrides: bool = True,
    ) -> DictConfig:
        """The configuration of a sweep, or of one of its jobs."""
        to_hydra = [o for o in overrides if o.startswith(("hydra.", "hydra/"))]
        changes = [o for o in overrides if o not in to_hydra]
        asked = read_overrides(changes, groups(), many=run_mode == RunMode.MULTIRUN)
        task, listed = self.task.compose(asked.parsed)
        content = OmegaConf.to_container(task)
        assert isinstance(content, dict)
        check_whole({str(key): value for key, value in content.items()})
        whole = self._what_hydra_says(config_name, to_hydra, run_mode)
        if run_mode == RunMode.RUN and not isinstance(content.get("seed"), int):
            raise InputError(f"seed: {str(content.get('seed'))[:40]!r} given; a number is wanted")
        with open_dict(whole):
            for key in [key for key in whole if key != "hydra"]:
                del whole[key]
            for key in task:
                whole[key] = task._get_node(key)
            whole.hydra.overrides.task = asked.changes
            whole.hydra.runtime.choices.update(listed.overrides.known_choices)
        return whole

    def get_group_options(
        self,
        group_name: str,
        results_filter: ObjectType | None = ObjectType.CONFIG,
        config_name: str | None = None,
        overrides: list[str] | None = None,
    ) -> list[str]:
        """The options of a group, or the groups there are."""
        found: list[str] = self.task.repository.get_group_options(group_name, results_filter)
        return found


def _check_jobs(overrides: Sequence[Override], loader: SweepLoader) -> None:
    """Refuse a sweep over nothing, or over more jobs than can be."""
    jobs = 1
    for override in overrides:
        if not override.is_sweep_override():
            continue
        said = str(override.input_line)[:60]
        value = override.value()
        if isinstance(value, RangeSweep):
            start, stop, step = (float(one or 0) for one in (value.start, value.stop, value.step))
            if not math.isfinite(start + stop + step) or step == 0:
                raise InputError(f"{said}: a range is range(BEGIN,END,STEP)")
            count = max(0, math.ceil((stop - start) / step))
        else:
            override.config_loader = loader
            count = len(list(itertools.islice(override.sweep_string_iterator(), MOST_JOBS + 1)))
        jobs *= count
        if not count:
            raise InputError(f"{said}: there is nothing to choose from (lmgsim run --help)")
        if jobs > MOST_JOBS:
            raise InputError(f"{said}: more than {MOST_JOBS:,} jobs in one sweep")
