"""``lmgsim sweep`` as a user meets it: what it leaves, what it refuses, what survives a kill."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.cli import main
from sim.files.mark import MARK
from sim.sweep import belonging
from tests.sweep.words import CONTACTS, YEAR, write_design

ROOT = Path(sim.__file__).parent.parent
LASTING = ("runs.parquet", "summary.parquet", "points.csv", "design.json")


@pytest.fixture
def door(tmp_path, monkeypatch, capfd):
    """The command line in this very process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    before = signal.getsignal(signal.SIGTERM)

    def knock(*arguments):
        monkeypatch.setattr(sys, "argv", ["lmgsim", "sweep", *arguments])
        code = 0
        try:
            main()
        except SystemExit as stopped:
            code = stopped.code
        out, err = capfd.readouterr()
        return code, out, err

    yield knock
    signal.signal(signal.SIGTERM, before)


def tables(place: Path) -> dict[str, bytes]:
    return {name: (place / name).read_bytes() for name in LASTING}


def test_a_sweep_leaves_its_tables(door, tmp_path):
    code, out, err = door(f"design={write_design(tmp_path, 0, 10)}", "replicates=3", *YEAR)
    assert (code, err) == (0, "")
    place = tmp_path / "results" / "sweeps" / "design"
    assert {path.name for path in place.iterdir()} >= {
        *LASTING, "config.yaml", "provenance.json", "summary.json", "variance_split.csv", "figures",
    }  # fmt: skip
    assert "6 runs simulated, 0 were there already" in out
    points = pd.read_csv(place / "points.csv")
    assert points[CONTACTS].tolist() == [0, 10]
    assert points.cost_usd[0] == 0 < points.cost_usd[1]
    origin = json.loads((place / "provenance.json").read_text("utf-8"))
    assert origin["seed"] == 5
    assert "replicates=3" in origin["command"]
    assert not [path for path in place.rglob(".*") if path.name not in (".lock", MARK)]


@pytest.mark.slow
def test_a_sweep_that_is_done_is_not_done_again(door, tmp_path):
    design = write_design(tmp_path, 0, 10)
    door(f"design={design}", "replicates=2", "into=there", *YEAR)
    before = tables(tmp_path / "there")
    _, out, _ = door(f"design={design}", "replicates=2", "into=there", *YEAR)
    assert "0 runs simulated, 4 were there already" in out
    assert tables(tmp_path / "there") == before


@pytest.mark.slow
def test_more_replicates_and_points_only_add_what_is_missing(door, tmp_path):
    door(f"design={write_design(tmp_path, 0, 10)}", "replicates=2", "into=there", *YEAR)
    design = write_design(tmp_path, 4, 0, 10)
    _, out, _ = door(f"design={design}", "replicates=3", "into=there", *YEAR)
    assert "5 runs simulated, 4 were there already" in out
    door(f"design={design}", "replicates=3", "into=anew", "workers=1", *YEAR)
    assert tables(tmp_path / "there") == tables(tmp_path / "anew")


def test_a_dry_run_says_what_it_takes_and_writes_nothing(door, tmp_path):
    design = write_design(tmp_path, 0, 10, 20)
    code, out, _ = door(f"design={design}", "replicates=40", "dry_run=true", *YEAR)
    assert code == 0
    said = " ".join(out.split())
    assert "3 points x 40 replicates = 120 runs in 1 blocks; 120 of them" in said
    assert "seconds with 2 workers" in said
    assert "MB on disk" in said
    assert [path.name for path in tmp_path.iterdir()] == ["design.yaml"]


MISTAKES = {
    "no design": ((), "sweep needs design=FILE.yaml"),
    "no such design": (("design=nowhere.yaml",), "no file nowhere.yaml: a design of experiments"),
    "unknown factor": (("design=odd.yaml",), "unknown factor 'levers.outreach.contacs'"),
    "out of range": (("design=far.yaml",), "point 1 (levers.outreach.contacts=500)"),
    "no replicates": (("design=good.yaml", "replicates=0"), "replicates=0: a whole number from 1"),
    "half a replicate": (("design=good.yaml", "replicates=1.5"), "replicates=1.5"),
    "no workers": (("design=good.yaml", "workers=0"), "workers=0: a whole number from 1"),
    "unknown back end": (("design=good.yaml", "backend=mpi"), "unknown back end 'mpi'"),
    "neither yes nor no": (("design=good.yaml", "dry_run=maybe"), "dry_run=maybe"),
    "unknown key": (("design=good.yaml", "sise=3"), "sise"),
    "unknown option": (("design=good.yaml", "council=recorded_1806"), "recorded_1806"),
    "a number for an option": (("design=good.yaml", "council=2022"), "there is no council '2022'"),
    "set by the design": (
        ("design=good.yaml", "levers.outreach.contacts=3"),
        "the design sets levers.outreach.contacts itself",
    ),
    "replicates beyond all": (("design=good.yaml", f"replicates={'9' * 5000}"), "1,000,000"),
    "a long name": (("design=good.yaml", f"into={'n' * 300}"), "File name too long"),
    "into a file": (("design=good.yaml", "into=good.yaml"), "cannot write to good.yaml"),
    "below a file": (("design=good.yaml", "into=good.yaml/x"), "cannot write to good.yaml/x"),
    "no address": (
        ("design=good.yaml", "backend=dask", "backend.address=localhost"),
        "backend.address=localhost: an address such as tcp://host:8786 is wanted",
    ),
    "no such port": (
        ("design=good.yaml", "backend=dask", "backend.address=tcp://host:99999"),
        "backend.address=tcp://host:99999: an address",
    ),
    "two ports": (
        ("design=good.yaml", "backend=dask", "backend.address=tcp://h:1:2"),
        "an address such as",
    ),
    "encrypted": (
        ("design=good.yaml", "backend=dask", "backend.address=tls://h:1"),
        "an address such as",
    ),
    "an address for threads": (
        ("design=good.yaml", "backend.address=tcp://host:8786"),
        "is for backend=dask",
    ),
    "unreachable": (
        ("design=good.yaml", "backend=dask", "backend.address=tcp://127.0.0.1:1"),
        "no Dask scheduler answers at tcp://127.0.0.1:1",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_ends_in_one_line(name, door, tmp_path):
    arguments, complaint = MISTAKES[name]
    if name == "unreachable":
        pytest.importorskip("distributed")
    for file, key, values in (("good", "contacts", "0, 1"), ("odd", "contacs", "0, 1"),
                              ("far", "contacts", "0, 500")):  # fmt: skip
        (tmp_path / f"{file}.yaml").write_text(
            f"method: grid\nfactors:\n  levers.outreach.{key}: {{values: [{values}]}}\n", "utf-8"
        )
    code, out, err = door(*arguments)
    assert code == 2
    assert err.startswith("lmgsim: ")
    assert err.count("\n") == 1
    assert complaint in err
    assert "Traceback" not in err + out
    assert not list(tmp_path.rglob("*.parquet"))


@pytest.mark.slow
def test_a_dry_run_leaves_a_folder_as_it_is(door, tmp_path):
    design = write_design(tmp_path, 0, 10)
    (tmp_path / "there").mkdir()
    asked = (f"design={design}", "replicates=2", "into=there")
    assert door(*asked, "dry_run=true", *YEAR)[0] == 0
    assert not list((tmp_path / "there").iterdir())
    door(*asked, *YEAR)
    chunk = next((tmp_path / "there").glob("chunks/*.arrow"))
    chunk.write_bytes(chunk.read_bytes()[:-1])
    before = sorted(path.name for path in (tmp_path / "there").rglob("*"))
    _, out, _ = door(*asked, "dry_run=true", *YEAR)
    assert "2 of them are to be simulated" in " ".join(out.split())
    assert sorted(path.name for path in (tmp_path / "there").rglob("*")) == before


def test_the_same_number_written_otherwise_is_the_same_configuration(door, tmp_path):
    asked = (f"design={write_design(tmp_path, 0, 1)}", "replicates=1", "into=there", *YEAR[:-1])
    assert door(*asked, "seed=1e3")[0] == 0
    code, out, _ = door(*asked, "seed=1000")
    assert code == 0
    assert "0 runs simulated" in out
    assert json.loads((tmp_path / "there/provenance.json").read_text("utf-8"))["seed"] == 1000


def test_what_the_answer_hangs_on_is_printed_and_nothing_of_an_earlier_design_stays(door, tmp_path):
    (tmp_path / "morris.yaml").write_text(
        "method: morris\npoints: 4\nseed: 1\nfactors:\n"
        "  levers.outreach.contacts: {low: 0, high: 20}\n"
        "  levers.mission_staff.persons: {low: 50, high: 90}\n", "utf-8"
    )  # fmt: skip
    _, out, _ = door("design=morris.yaml", "replicates=2", "into=there", *YEAR)
    assert "What the answer hangs on" in out
    assert "Points that add most" not in out
    assert list((tmp_path / "there/figures").glob("morris_screening_*"))
    design = write_design(tmp_path, 0, 1)
    _, out, _ = door(f"design={design}", "replicates=1", "into=there", *YEAR)
    assert "Points that add most" in out
    assert not list((tmp_path / "there").rglob("morris_screening*"))


def test_a_folder_of_another_configuration_or_version_is_refused(door, tmp_path, monkeypatch):
    asked = (f"design={write_design(tmp_path, 0, 1)}", "replicates=1", "into=there")
    door(*asked, *YEAR)
    code, _, err = door(*asked, *YEAR[:-1], "seed=6")
    assert code == 2
    assert "holds results of another configuration (seed: 5 there, 6 here)" in err
    monkeypatch.setattr(belonging, "science", lambda: "0.0.1-older")
    code, _, err = door(*asked, *YEAR)
    assert code == 2
    assert "holds results of another version" in err


def start(folder: Path, into: str, design: Path, replicates: int) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "sim", "sweep", f"design={design}", f"replicates={replicates}",
         f"into={into}", "backend=threads", *YEAR],
        cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.slow
def test_a_sweep_that_is_killed_goes_on_to_the_same_tables(door, tmp_path):
    design = write_design(tmp_path, *range(40))
    door(f"design={design}", "replicates=250", "into=whole", *YEAR)
    chunks, luck = tmp_path / "cut" / "chunks", random.Random(4)
    for _ in range(3):
        before = len(list(chunks.glob("*.arrow")))
        process = start(tmp_path, "cut", design, 250)
        try:
            while len(list(chunks.glob("*.arrow"))) == before and process.poll() is None:
                time.sleep(0.005)
            time.sleep(luck.uniform(0, 0.3))
        finally:
            process.kill()
            process.wait()
    code, _, _ = door(f"design={design}", "replicates=250", "into=cut", *YEAR)
    assert code == 0
    assert tables(tmp_path / "cut") == tables(tmp_path / "whole")
