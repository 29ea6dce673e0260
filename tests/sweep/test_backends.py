"""Every back end gives the same bytes, and does again what a lost worker had."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from sim.errors import InputError
from sim.sweep.backends import backend_of
from sim.sweep.units import Done, plan
from sim.sweep.workers import Workers
from tests.sweep.words import contacts

POINTS = contacts(*range(8))


@pytest.fixture(scope="module")
def texts():
    units = plan(POINTS, [400] * 8, range(8), Done())
    return [unit.text() for unit in units]


@pytest.fixture(scope="module")
def expected(texts):
    return sorted(backend_of(Workers("threads", 1))(texts, Workers("threads", 1)))


def tables(texts, workers):
    return sorted(backend_of(workers)(texts, workers))


def needs(name):
    if name == "dask":
        pytest.importorskip("distributed")


@pytest.mark.slow
def test_one_thread_and_two_give_the_same_bytes(texts, expected):
    assert tables(texts, Workers("threads", 2)) == expected


def test_an_unknown_back_end_is_refused():
    with pytest.raises(InputError, match="unknown back end 'slurm': one of threads, processes"):
        backend_of(Workers("slurm"))


@pytest.mark.slow
@pytest.mark.skipif(not os.path.isdir("/proc"), reason="finds its workers under /proc")
@pytest.mark.parametrize("name", ["processes", "dask"])
def test_the_same_bytes_come_back_even_where_a_worker_was_killed(name, texts, expected):
    needs(name)
    workers = Workers(name, 2)
    found = backend_of(workers)(texts * 3, workers)
    done = [next(found)]
    os.kill(a_worker(), signal.SIGKILL)
    done += found
    assert sorted(set(done)) == expected
    assert len(done) == 3 * len(expected)


@pytest.mark.slow
def test_a_cluster_of_our_own_leaves_nothing_in_the_folder_for_temporary_files(
    texts, expected, tmp_path, monkeypatch
):
    needs("dask")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = list(sys.path)
    assert tables(texts, Workers("dask", 2)) == expected
    assert list(tmp_path.iterdir()) == []
    assert not any("dask" in place and "packages" not in place for place in {*sys.path} - {*before})


def a_worker() -> int:
    """A process below this one that simulates: the one that has used most time."""
    below, times = {os.getpid()}, {}
    for _ in range(3):  # a worker of dask is the child of a child
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/stat", encoding="utf-8") as handle:
                    fields = handle.read().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) in below:
                below.add(int(pid))
                times[int(pid)] = int(fields[11]) + int(fields[12])
    return max(times, key=times.__getitem__)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.slow
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{}", "nonsense://here"])
def test_a_scheduler_that_cannot_be_reached_is_refused_within_seconds(address, texts):
    needs("dask")
    workers = Workers("dask", 2, address.format(free_port()))
    start = time.monotonic()
    with pytest.raises(InputError, match="no Dask scheduler answers at") as caught:
        next(backend_of(workers)(texts, workers))
    assert time.monotonic() - start < 20
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_a_scheduler_that_runs_already_is_used(texts, expected):
    needs("dask")
    port = free_port()
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1",
               "--port", str(port), "--no-dashboard"]  # fmt: skip
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = subprocess.Popen(command, **quiet)
    worker = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_worker", f"tcp://127.0.0.1:{port}",
         "--nthreads", "1", "--no-dashboard", "--no-nanny"], **quiet,
    )  # fmt: skip
    workers = Workers("dask", 2, f"tcp://127.0.0.1:{port}")
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                found = tables(texts, workers)
                break
            except InputError:  # not up yet, or without workers yet
                assert time.monotonic() < deadline
        assert found == expected
    finally:
        for process in (worker, scheduler):
            process.kill()
            process.wait()
