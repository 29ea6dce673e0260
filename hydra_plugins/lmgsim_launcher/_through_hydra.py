"""One job of a batch as Hydra itself composes it, with its folder, its callbacks and its return.

A batch takes this way where per-job folders or callbacks are asked for, or where the fast composer
cannot be sure; :class:`LateReturn` takes it when someone wants to see the configuration of a job
that was composed fast.
"""

from __future__ import annotations

import copy
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hydra._internal.callbacks import Callbacks
from hydra.core.config_loader import ConfigLoader
from hydra.core.hydra_config import HydraConfig
from hydra.core.utils import JobReturn, run_job
from hydra.types import HydraContext, TaskFunction
from omegaconf import DictConfig, OmegaConf, open_dict

from hydra_plugins.lmgsim_launcher._batch import Batched
from hydra_plugins.lmgsim_launcher._composing import without_hydra


@dataclass
class Job:
    """A job of a batch: what the application sees, what Hydra gets back, and, if Hydra composed
    it, the whole configuration.
    """

    seen: Batched
    done: JobReturn
    whole: DictConfig | None = None


def whole_config(
    loader: ConfigLoader, master: DictConfig, index: int, overrides: list[str]
) -> DictConfig:
    """The configuration of a job, Hydra's own part included, as the basic launcher makes it."""
    whole = loader.load_sweep_config(master, list(overrides))
    with open_dict(whole):
        whole.hydra.job.id = index
        whole.hydra.job.num = index
    return whole


def job_through_hydra(
    context: HydraContext,
    task: TaskFunction,
    master: DictConfig,
    index: int,
    overrides: list[str],
    own_folder: bool,
) -> Job:
    """Compose a job, make its folder and tell the callbacks of its start, as Hydra does.

    Raises
    ------
    Exception
        Whatever Hydra finds wrong with the overrides, or OmegaConf with an interpolation.
    """
    whole = whole_config(context.config_loader, master, index, overrides)
    done = run_job(
        hydra_context=HydraContext(context.config_loader, _Starts(context.callbacks, task)),
        task_function=lambda config: OmegaConf.to_container(config, resolve=True),
        config=whole,
        job_dir_key="hydra.sweep.dir",
        job_subdir_key="hydra.sweep.subdir",
        configure_logging=False,
    )
    folder = Path(whole.hydra.runtime.output_dir) if own_folder else None
    return Job(Batched(index, overrides, done.return_value, folder), done, whole)


class _Starts(Callbacks):
    """Callbacks that hear of the start of a job only, and of the application's own task."""

    def __init__(self, told: Callbacks, task: TaskFunction) -> None:
        super().__init__()
        self._told = told
        self._task = task

    def on_job_start(self, config: DictConfig, *, task_function: TaskFunction, **more: Any) -> None:
        self._told.on_job_start(config=config, task_function=self._task, **more)


def tell_end(callbacks: Callbacks, job: Job) -> None:
    """Tell the callbacks of a job's end, with Hydra's configuration set to that of the job."""
    if not callbacks.callbacks or job.whole is None:
        return
    before = HydraConfig.instance().cfg
    HydraConfig.instance().set_config(job.whole)
    try:
        callbacks.on_job_end(config=job.whole, job_return=job.done)
    finally:
        HydraConfig.instance().cfg = before


class LateReturn(JobReturn):
    """The return of a job that was composed fast: ``cfg`` and ``hydra_cfg`` are made when read."""

    def __init__(
        self,
        loader: ConfigLoader,
        master: DictConfig,
        task_name: str,
        working_dir: str,
        index: int,
        overrides: list[str],
    ) -> None:
        self._of = (loader, master, index, overrides)
        self._made: list[Any] = []
        mine = [o for o in overrides if not o.lstrip("+~").startswith(("hydra.", "hydra/"))]
        super().__init__(overrides=mine, working_dir=working_dir, task_name=task_name)

    def _make(self) -> list[Any]:
        if not self._made:
            whole = whole_config(*self._of)
            folder = Path(str(whole.hydra.sweep.dir)) / str(whole.hydra.sweep.subdir)
            with open_dict(whole.hydra.runtime):
                whole.hydra.runtime.output_dir = os.path.abspath(folder)
            before = HydraConfig.instance().cfg
            try:
                HydraConfig.instance().set_config(whole)
                self._made = [without_hydra(whole), copy.deepcopy(HydraConfig.instance().cfg)]
            finally:
                HydraConfig.instance().cfg = before
        return self._made

    @property
    def cfg(self) -> DictConfig:
        """The job's configuration without Hydra's part."""
        made: DictConfig = self._make()[0]
        return made

    @cfg.setter
    def cfg(self, value: DictConfig | None) -> None:
        assert value is None

    @property
    def hydra_cfg(self) -> DictConfig:
        """Hydra's part of the job's configuration."""
        made: DictConfig = self._make()[1]
        return made

    @hydra_cfg.setter
    def hydra_cfg(self, value: DictConfig | None) -> None:
        assert value is None
