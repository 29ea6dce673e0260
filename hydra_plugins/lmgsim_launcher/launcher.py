"""The launcher: a whole sweep in one call of the application's batch function."""

import copy
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from hydra import version
from hydra._internal.core_plugins.basic_launcher import BasicLauncher
from hydra.core.config_store import ConfigStore
from hydra.core.hydra_config import HydraConfig
from hydra.core.utils import (
    JobReturn,
    JobRuntime,
    JobStatus,
    configure_log,
    env_override,
    setup_globals,
)
from hydra.errors import HydraException
from hydra.types import HydraContext, TaskFunction
from omegaconf import DictConfig, OmegaConf, open_dict

from hydra_plugins.lmgsim_launcher._batch import Batch, Batched, batch_of
from hydra_plugins.lmgsim_launcher._composing import Composer
from hydra_plugins.lmgsim_launcher._through_hydra import (
    Job,
    LateReturn,
    job_through_hydra,
    tell_end,
)

log = logging.getLogger(__name__)


@dataclass
class LmgsimLauncherConf:
    """What ``hydra/launcher=lmgsim`` stands for."""

    _target_: str = "hydra_plugins.lmgsim_launcher.launcher.LmgsimLauncher"


ConfigStore.instance().store(
    group="hydra/launcher", name="lmgsim", node=LmgsimLauncherConf, provider="lmgsim_launcher"
)


class LmgsimLauncher(BasicLauncher):
    """Run the jobs of a sweep as one batch where the task function has a ``batch``.

    ``task.batch(jobs)`` is handed all jobs (``Batched``) and returns a value for each, in order.
    A value that is an exception marks its job as failed. An exception that ``batch`` itself
    raises ends the sweep, unchanged. Without a ``batch`` this is Hydra's basic launcher.

    All jobs are composed before the batch begins, so a mistake in the last ends the sweep before
    the first has run. Job logging is set up once, with its file in the folder of the sweep.
    Callbacks hear of the start of every job, then the batch runs, then they hear of every end.
    Per-job folders are made where ``hydra.sweep.subdir`` names any, or ``hydra.output_subdir`` is
    not null.
    """

    def setup(
        self, *, hydra_context: HydraContext, task_function: TaskFunction, config: DictConfig
    ) -> None:
        """Remember what this sweep is about."""
        super().setup(hydra_context=hydra_context, task_function=task_function, config=config)
        self._composer: Composer | None = None

    @property
    def composes_before_it_runs(self) -> bool:
        """Whether every job of a batch is composed before any runs."""
        return batch_of(self.task_function) is not None

    def launch(
        self, job_overrides: Sequence[Sequence[str]], initial_job_idx: int
    ) -> Sequence[JobReturn]:
        """Run a batch of jobs.

        Raises
        ------
        HydraException
            Where a job cannot be composed, where the jobs of a batch cannot each have what is
            asked (a working directory, an environment), or where ``batch`` returns too few or too
            many values. Besides, whatever ``batch`` raises.
        """
        batch = batch_of(self.task_function)
        if batch is None:
            return super().launch(job_overrides, initial_job_idx)
        assert self.config is not None
        setup_globals()
        configure_log(self.config.hydra.hydra_logging, self.config.hydra.verbose)
        _demand_one_process(self.config)
        Path(str(self.config.hydra.sweep.dir)).mkdir(parents=True, exist_ok=True)
        log.info(f"Launching {len(job_overrides)} jobs as one batch")
        with _of_the_sweep(self.config) as config:
            jobs = self._composed(job_overrides, initial_job_idx)
            configure_log(config.hydra.job_logging, config.hydra.verbose)
            try:
                self._run(batch, jobs)
            finally:
                configure_log(config.hydra.hydra_logging, config.hydra.verbose)
        return [job.done for job in jobs]

    def _composed(self, job_overrides: Sequence[Sequence[str]], first: int) -> list[Job]:
        assert self.config is not None
        assert self.hydra_context is not None
        assert self.task_function is not None
        context, master, task = self.hydra_context, self.config, self.task_function
        loader, folders = context.config_loader, _asks_for_folders(master)
        if self._composer is None:
            self._composer = Composer(loader, master)
        late = partial(LateReturn, loader, master, JobRuntime.instance().get("name"), os.getcwd())
        jobs = []
        for index, given in enumerate(job_overrides, first):
            overrides = list(given)
            log.debug("\t#%d : %s", index, overrides)
            plain = None
            if not (folders or context.callbacks.callbacks):
                plain = self._composer.compose(overrides)
            if plain is None:
                jobs.append(job_through_hydra(context, task, master, index, overrides, folders))
            else:
                jobs.append(Job(Batched(index, overrides, plain), late(index, overrides)))
        return jobs

    def _run(self, batch: Batch, jobs: list[Job]) -> None:
        """Call the batch function and note what came of every job."""
        try:
            values = list(batch([job.seen for job in jobs]))
            if len(values) != len(jobs):
                raise HydraException(
                    f"the batch function returned {len(values)} values for {len(jobs)} jobs"
                )
        except Exception as error:
            self._note(jobs, [error] * len(jobs))
            raise
        self._note(jobs, values)

    def _note(self, jobs: list[Job], values: list[Any]) -> None:
        assert self.hydra_context is not None
        for job, value in zip(jobs, values, strict=True):
            failed = isinstance(value, Exception)
            job.done.status = JobStatus.FAILED if failed else JobStatus.COMPLETED
            job.done.return_value = value
            tell_end(self.hydra_context.callbacks, job)


def _asks_for_folders(config: DictConfig) -> bool:
    """Whether the sweep names a folder for each job, or wants Hydra's notes on each."""
    subdir = OmegaConf.to_container(config.hydra.sweep, resolve=False)["subdir"]  # type: ignore[index,call-overload]
    return config.hydra.output_subdir is not None or subdir not in (None, "", ".")


def _demand_one_process(config: DictConfig) -> None:
    """Refuse what a process can have only once, but a sweep may ask anew for every job."""
    chdir = config.hydra.job.chdir
    if chdir or (chdir is None and not version.base_at_least("1.2")):
        raise HydraException(
            "hydra.job.chdir=true: the jobs of a batch run at once and share a working directory; "
            "set hydra.job.chdir=false, or run them one by one with hydra/launcher=basic"
        )
    settings = OmegaConf.to_container(config.hydra.job.env_set, resolve=False)
    if "${" in str(settings):
        raise HydraException(
            "hydra.job.env_set: the jobs of a batch run at once and share an environment; give "
            "values without interpolation, or run them one by one with hydra/launcher=basic"
        )


@contextmanager
def _of_the_sweep(config: DictConfig) -> Iterator[DictConfig]:
    """Let Hydra's configuration and the environment be those of the sweep as a whole."""
    whole = copy.deepcopy(config)
    with open_dict(whole.hydra.runtime):
        whole.hydra.runtime.output_dir = os.path.abspath(str(whole.hydra.sweep.dir))
    before = HydraConfig.instance().cfg
    HydraConfig.instance().set_config(whole)
    try:
        with env_override(whole.hydra.job.env_set):
            yield whole
    finally:
        HydraConfig.instance().cfg = before
