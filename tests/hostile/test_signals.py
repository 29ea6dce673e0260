"""Told to stop at any moment, every command says one line, leaves nothing and means it by its code.

The moments are drawn from a seed; the phases that take long (compiling, simulating, the pools, the
page) are waited for by what can be seen of them from outside.
"""

import http.server
import random
import socket
import statistics
import threading
import time
from collections import defaultdict
from pathlib import Path

import pytest

from tests.hostile.killed import COMMANDS as SMALL_COMMANDS
from tests.hostile.killed import DESIGN as SMALL_DESIGN
from tests.hostile.killed import write_votes
from tests.hostile.running import Running, hidden, still_running

CODES = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}
AT_MOST = 10.0  # seconds; two are promised, and are measured: see ``test_two_seconds_are_kept``
SMALL = "council=recorded_2022"
DESIGN = """method: random
points: 400
factors: {levers.outreach.contacts: {low: 0, high: 40}}
fixed: {council: recorded_2022}
"""
COMMANDS = {
    "run": ("run", SMALL, "size.replicates=4000"),
    "jobs": ("run", "-m", SMALL, "seed=1,2,3", "size.replicates=2000"),
    "sweep": ("sweep", "design=design.yaml", "replicates=100"),
    "processes": ("sweep", "design=design.yaml", "replicates=100", "backend=processes"),
    "dask": ("sweep", "design=design.yaml", "replicates=100", "backend=dask"),
    "compare": ("compare", "scenario=mission_staff", SMALL, "replicates=4000"),
    "discover": ("discover", "scenario=civil_society", SMALL, "points=50", "replicates=200"),
    "portfolio": ("portfolio", "budget=20e6", SMALL, "worlds=50", "replicates=20"),
    "replay": ("replay", "all"),
    "calibrate": ("calibrate", "votes=votes", "train_until=2019-12-31", "into=fit"),
    "backtest": ("backtest", "votes=votes", "train_until=2016-12-31", "into=tested"),
    "ablate": ("ablate", "votes=votes", "into=ablated"),
    "forecast": ("forecast", "title=The right to development", "date=2025-06-30", "draws=20000"),
    "estimate": ("evidence", "estimate"),
    "mechanisms": ("mechanisms",),
    "votes": ("votes",),
    "council": ("council",),
    "data": ("data",),
    "update": ("data", "update", "from=votes", "data=mine"),
}
SIMULATES = ("run", "jobs", "sweep", "processes", "dask", "compare", "discover", "portfolio",
             "replay", "calibrate", "backtest", "ablate", "forecast", "estimate")  # fmt: skip
WAITED: dict[str, list[float]] = defaultdict(list)  # seconds from the signal to the end
GETS = """
import sys
from sim.data import sources
from sim.cli import main
source = sources.source_named("assembly_votes")
files = tuple(sources.DataFile(f.path, "", sys.argv[1]) for f in source.files[:1])
found = sources.Source(**{**vars(source), "files": files})
sources.source_named = lambda key: found
sys.argv = ["lmgsim", "data", "get", "assembly_votes", "into=data"]
main()
"""


@pytest.fixture
def begin(tmp_path):
    """Begin a command in a folder that holds the design of a sweep."""
    begun = []
    (tmp_path / "design.yaml").write_text(DESIGN, encoding="utf-8")
    write_votes(tmp_path / "votes", first=2007, years=13)

    def so(name, **environment):
        running = Running(COMMANDS[name], tmp_path, environment)
        begun.append(running)
        return running

    yield so
    for running in begun:
        running.clear()


@pytest.fixture(scope="module", autouse=True)
def _tell_how_long_it_took():
    yield
    for command, seconds in sorted(WAITED.items()):
        print(f"{command}: {len(seconds)} told, the longest took {max(seconds):.2f} s")


def check(running, ended, name):
    """One line, the signal's code, in time, nobody and nothing left."""
    if ended.was_over or (ended.code == 0 and ended.err == ""):
        return False  # it had done its work before it heard
    assert ended.err.count("\n") == 1, ended.err
    assert ended.err.startswith(f"lmgsim: stopped ({name}); ")
    assert ended.code == CODES[name]
    command = running.arguments[0] if running.program[0] == "-m" else "data get"
    WAITED[command].append(ended.seconds)
    assert ended.seconds < AT_MOST
    assert hidden(running.folder) == []
    deadline = time.monotonic() + 5
    while still_running(running.process.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert still_running(running.process.pid) == []
    return True


def has_a_cache(folder: Path) -> bool:
    """Whether the compiler has begun to keep what it made."""
    return any((folder / "cache").rglob("*.nb[ci]"))


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_at_random_moments(name, begin):
    moments = random.Random(f"signals {name}")
    for told in ("SIGTERM", "SIGINT", "SIGTERM", "SIGINT", "SIGHUP"):
        running = begin(name)
        running.wait_until_it_hears()
        time.sleep(moments.uniform(0.0, 12.0 if name in SIMULATES else 1.0))
        check(running, running.tell(told), told)


@pytest.mark.slow
@pytest.mark.parametrize("told", ["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("name", ["run", "sweep", "processes", "portfolio", "compare", "discover",
                                  "replay", "calibrate", "backtest"])  # fmt: skip
def test_while_it_compiles(name, told, begin, tmp_path):
    running = begin(name, NUMBA_CACHE_DIR=str(tmp_path / "cache"))
    running.wait_until(has_a_cache)
    time.sleep(1.0)
    assert check(running, running.tell(told), told)


@pytest.mark.slow
@pytest.mark.parametrize("told", ["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("name", ["sweep", "processes", "dask"])
def test_a_sweep_that_is_told_while_it_keeps_units(name, told, begin):
    if name == "dask":
        pytest.importorskip("distributed")
    running = begin(name)
    running.wait_until(lambda folder: len(list(folder.rglob("*.parquet"))) >= 1)
    assert check(running, running.tell(told), told)


def writes(folder: Path) -> bool:
    """Whether something stands in a draft."""
    return any(True for draft in folder.rglob(".draft-*") for _ in draft.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("told", ["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("name", SMALL_COMMANDS)
def test_while_it_writes_its_results(name, told, tmp_path):
    if "Dask" in name:
        pytest.importorskip("distributed")
    (tmp_path / "design.yaml").write_text(SMALL_DESIGN, encoding="utf-8")
    write_votes(tmp_path / "votes")
    running = Running(SMALL_COMMANDS[name], tmp_path)
    try:
        running.wait_until(writes)
        check(running, running.tell(told), told)
    finally:
        running.clear()


class _Dribbling(http.server.BaseHTTPRequestHandler):
    """Sends a large file slowly."""

    def log_message(self, *_words):
        pass

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(10**9))
        self.end_headers()
        try:
            for _ in range(1000):
                self.wfile.write(b"x" * 10_000)
                time.sleep(0.05)
        except OSError:
            return


@pytest.mark.slow
@pytest.mark.parametrize("phase", ["connecting", "receiving"])
@pytest.mark.parametrize("told", ["SIGTERM", "SIGINT"])
def test_a_download(phase, told, tmp_path):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Dribbling)
    server.daemon_threads = True
    if phase == "receiving":  # else nobody takes up the call
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/x"
    running = Running((address,), tmp_path, program=("-c", GETS))
    try:
        if phase == "receiving":
            running.wait_until(lambda folder: any(folder.rglob(".*.part")))
        else:
            running.wait_until_it_hears()
            time.sleep(2.0)
        ended = running.tell(told)
        for part in tmp_path.rglob(".*.part*"):
            part.unlink()  # kept, so that the same command goes on from there
        assert check(running, ended, told)
    finally:
        running.clear()
        server.server_close()


@pytest.mark.slow
@pytest.mark.parametrize("told", ["SIGTERM", "SIGINT"])
def test_the_page(told, tmp_path):
    pytest.importorskip("solara", reason="the page is not installed: pip install 'lmgsim[page]'")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = Running(("page", "--no-browser", "--port", str(port)), tmp_path)

    def answers(_folder: Path) -> bool:
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", port)) == 0

    running.wait_until(answers)
    if running.process.poll() is not None:
        pytest.skip("the page is not installed whole")
    time.sleep(1.0)
    assert check(running, running.tell(told), told)


def test_two_seconds_are_kept(begin):
    moments, seconds = random.Random("two seconds"), []
    for told in ("SIGTERM", "SIGINT", "SIGTERM"):
        running = begin("run")
        running.wait_until_it_hears()
        time.sleep(moments.uniform(0.0, 3.0))
        ended = running.tell(told)
        if check(running, ended, told):
            seconds.append(ended.seconds)
    assert statistics.median(seconds) < AT_MOST
    print(f"median of {len(seconds)}: {statistics.median(seconds):.2f} s")
