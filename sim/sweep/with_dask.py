"""The back end of Dask distributed: a cluster of its own on this machine, or one that runs.

Units travel as text and come back as the bytes of a table. What a lost worker had is done again
by the others.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Any

from sim.errors import InputError
from sim.files.scratch import scratch_folder
from sim.stopping import deaf_children
from sim.sweep.work import work
from sim.sweep.workers import Workers

AHEAD = 3  # units at each thread of the cluster
PATIENCE = 5.0  # seconds until a scheduler that does not answer is given up
LOSSES = 10  # workers that may be lost over one unit before it is given up


def with_dask(units: Iterable[str], workers: Workers) -> Generator[bytes, None, None]:
    """Do the units on a Dask cluster; see ``sim.sweep.backends``.

    Raises
    ------
    InputError
        If Dask is not installed, the scheduler cannot be reached or has no workers, or a unit
        loses one worker after the other.
    """
    try:
        from distributed import KilledWorker, as_completed
    except ImportError:
        raise InputError(
            "backend=dask needs Dask: pip install 'lmgsim[dask]', or choose another back end"
        ) from None
    left = iter(units)
    with _client(workers) as client:
        ahead = AHEAD * max(1, sum(client.nthreads().values()))
        done = as_completed(
            [client.submit(work, text, pure=False) for text in islice(left, ahead)],
            loop=client.loop,
        )
        for unit in done:
            try:
                table = unit.result()
            except KilledWorker:
                raise InputError(
                    f"{LOSSES} workers were lost over the same unit of work; is there enough "
                    "memory? What was finished is kept"
                ) from None
            unit.release()
            for text in islice(left, 1):
                done.add(client.submit(work, text, pure=False))
            yield table


@contextmanager
def _client(workers: Workers) -> Iterator[Any]:
    import dask
    from distributed import Client, LocalCluster

    for name in ("distributed", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # whatever matters is raised
    quiet = {
        "distributed.scheduler.allowed-failures": LOSSES,
        "distributed.worker.profile.enabled": False,
    }
    with ExitStack() as held, dask.config.set(quiet):
        if workers.address is not None:
            try:
                client = Client(workers.address, timeout=PATIENCE, set_as_default=False)
            except (OSError, ValueError, TimeoutError) as error:
                raise InputError(
                    f"no Dask scheduler answers at {workers.address} within {PATIENCE:.0f} seconds "
                    f"({type(error).__name__}); start one there, or leave out backend.address for "
                    "a cluster on this machine"
                ) from None
            with client:
                if not client.nthreads():
                    raise InputError(f"the Dask scheduler at {workers.address} has no workers yet")
                yield client
            return
        scratch = held.enter_context(scratch_folder())
        # the scheduler, too, keeps a folder, and looks for modules in it
        held.enter_context(dask.config.set({"temporary-directory": str(scratch)}))
        with deaf_children():
            cluster = LocalCluster(
                n_workers=workers.number,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",  # none is shown; a fixed port may be taken
                memory_limit=0,
                silence_logs=logging.CRITICAL,
                local_directory=str(scratch),
            )
        with cluster, Client(cluster, set_as_default=False) as client:
            yield client
