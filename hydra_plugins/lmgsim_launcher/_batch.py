"""What passes between launcher and application: the jobs of a batch, and how to ask for them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Batched:
    """One job of a batch.

    Attributes
    ----------
    index
        The number of the job in the sweep, from 0: Hydra's ``hydra.job.num``.
    overrides
        What sets this job apart, as on the command line.
    config
        The composed configuration in plain dicts and lists, interpolations resolved. Jobs of a
        batch share the parts in which they agree: read it, and copy before changing anything.
    folder
        The job's own folder where per-job folders were asked for, else None.
    """

    index: int
    overrides: list[str]
    config: dict[str, Any]
    folder: Path | None = None


Batch = Callable[[list[Batched]], Sequence[Any]]


def batch_of(task: Callable[..., Any] | None) -> Batch | None:
    """The batch function of a task function, its own or that of a function it wraps."""
    while task is not None:
        found = inspect.getattr_static(task, "batch", None)
        if found is not None:
            batch: Batch = task.batch  # type: ignore[attr-defined]
            return batch
        task = getattr(task, "__wrapped__", None)
    return None
