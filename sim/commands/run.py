"""``lmgsim run``: Hydra composes, ``answer`` or ``batch`` runs, the screen shows."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from sim.compose import check_overrides, hydra_reason, key_of, unread_help
from sim.errors import InputError
from sim.files.owner import remove
from sim.files.scratch import scratch_until_the_end
from sim.places import shipped_folder

NOT_OF_THE_QUESTION = ("scenario", "size", "seed", "results", "engine")


def run_command(overrides: list[str]) -> None:
    """Run one configuration, or with ``-m`` all those of a sweep as one.

    Raises
    ------
    InputError
        For what cannot be composed, run or written.
    """
    check_overrides(overrides)
    import hydra

    scratch = scratch_until_the_end()  # Hydra's own notes on a sweep
    keeps = any(override.startswith("hydra.sweep.") for override in overrides)  # a folder a job
    sys.argv = ["lmgsim run", *overrides]
    if not keeps:  # beside the other overrides, which Hydra wants in one row
        at = next((n for n, word in enumerate(sys.argv) if "=" in word and word[0] != "-"), None)
        sys.argv.insert(len(sys.argv) if at is None else at, f"hydra.sweep.dir={scratch}")
    stopped: list[BaseException] = []

    def job(composed: Any) -> None:
        if stopped:
            return  # a sweep ends with its first bad job
        try:
            _job(composed)
        except (InputError, KeyboardInterrupt) as error:
            stopped.append(error)  # carried past Hydra, which would wrap it in its own words

    job.batch = _batch  # type: ignore[attr-defined]
    task = hydra.main(
        version_base="1.3", config_path=str(shipped_folder("conf")), config_name="config"
    )(job)
    os.environ["HYDRA_FULL_ERROR"] = "1"  # let Hydra's own complaints reach us as exceptions
    try:
        with unread_help():
            task()
    except Exception as error:
        reason = hydra_reason(error)
        if reason is None:
            raise
        raise InputError(reason) from None
    finally:
        remove(scratch)
    if stopped:
        raise stopped[0]


def _job(composed: Any) -> None:
    from hydra.core.hydra_config import HydraConfig
    from omegaconf import OmegaConf

    from sim.config import read_config

    by_hand = set_by_hand(HydraConfig.get().overrides.task)
    content = OmegaConf.to_container(composed, resolve=True)
    config = read_config(content)  # type: ignore[arg-type]
    from sim.answers.run import answer
    from sim.screens.run import show
    from sim.screens.terminal import progress_bar

    with progress_bar("Replicates") as progress:
        found = answer(config, content, progress, by_hand)  # type: ignore[arg-type]
    show(found)


def set_by_hand(overrides: Sequence[str]) -> list[str]:
    """The overrides that make a run another than its scenario's."""
    return [o for o in overrides if key_of(o).split(".")[0] not in NOT_OF_THE_QUESTION]


def _batch(jobs: Sequence[Any]) -> list[dict[str, object]]:
    """All jobs of a sweep at once; what each found is also in its folder, where it has one."""
    from sim.batch import Job, run_batch
    from sim.screens.sweep import show_points
    from sim.screens.terminal import console, progress_bar, say_place
    from sim.store import write_json

    together = [Job(job.overrides, job.config) for job in jobs]
    with progress_bar("Runs") as progress:
        found = run_batch(together, sys.argv, progress)
    for job, row in zip(jobs, found.rows, strict=True):
        if job.folder is not None:
            write_json(row, job.folder / "row.json", f"All rows are in {found.place}")
    console.print(f"\n[bold]{len(jobs):,} jobs[/bold]\n")
    show_points(found.place)
    say_place(
        found.place,
        "points.csv, summary.parquet, runs.parquet; docs/reference/sweep.md; a report of each job "
        "on its own: hydra/launcher=basic",
    )
    return found.rows
