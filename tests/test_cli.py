"""The command line as a user meets it: a process, its output, its exit code and what it leaves."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sim
from sim.cli import main
from sim.commands.catalogue import COMMANDS, help_for
from sim.study.design import Design
from sim.study.setup import Setup
from sim.study.tables import conduct

ROOT = Path(sim.__file__).parent.parent
SMALL = ("size.replicates=3", "council=recorded_2022")
HAS_FIGURES = ("mean", "low", "high")


def start(*arguments: str, cwd: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "sim", *arguments],
        cwd=cwd, env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def lmgsim(*arguments: str, cwd: Path) -> subprocess.CompletedProcess:
    """Run ``lmgsim`` in a folder of its own, away from the checkout."""
    process = start(*arguments, cwd=cwd)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """A run, and one by one over its seed and another, from folders that are not the checkout."""
    place = tmp_path_factory.mktemp("elsewhere")
    for name in ("once", "sweep"):
        (place / name).mkdir()
    once = lmgsim("run", *SMALL, "seed=11", "engine.threads=1", "results=one", cwd=place / "once")
    one_by_one = ("run", "-m", "hydra/launcher=basic", "seed=11,12", "results=both")
    sweep = lmgsim(*one_by_one, *SMALL, cwd=place / "sweep")
    return place, {"one": once, "both": sweep}


def by_seed(place: Path) -> dict[int, Path]:
    """The results folders below a place, by the seed of their run."""
    found = {}
    for summary in place.glob("*/*/summary.json"):
        found[json.loads(summary.read_text(encoding="utf-8"))["seed"]] = summary.parent
    return found


@pytest.fixture(scope="module")
def results(elsewhere):
    place, done = elsewhere
    assert done["one"].returncode == 0, done["one"].stderr
    return by_seed(place / "once" / "one")[11]


@pytest.fixture(scope="module")
def swept(elsewhere):
    place, done = elsewhere
    assert done["both"].returncode == 0, done["both"].stderr
    found = by_seed(place / "sweep" / "both")
    assert set(found) == {11, 12}
    return found


def csv_files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.csv")}


@pytest.mark.slow
def test_a_run_succeeds_and_says_where_its_results_lie(elsewhere, results):
    _, done = elsewhere
    assert done["one"].returncode == 0, done["one"].stderr
    assert results.name in "".join(done["one"].stdout.split())
    assert "Changed from this scenario: council=recorded_2022" in done["one"].stdout
    summary = json.loads((results / "summary.json").read_text(encoding="utf-8"))
    assert f"{summary['movers'][0]['name']} moves most" in done["one"].stdout
    assert done["one"].stderr == ""


@pytest.mark.slow
def test_a_run_leaves_a_whole_folder_and_nothing_else(elsewhere, results):
    place, _ = elsewhere
    assert results.parent.name == "staff_and_outreach"
    for name in ("summary.json", "report.html", "provenance.json", "config.yaml"):
        assert (results / name).stat().st_size > 0, name
    figures = list((results / "figures").glob("*"))
    assert {p.suffix for p in figures} >= {".png", ".csv"}
    assert [p.name for p in (place / "once").iterdir()] == ["one"]
    assert not list(place.rglob(".draft-*"))


@pytest.mark.slow
def test_a_sweep_leaves_its_results_and_nothing_else(elsewhere, swept):
    place, _ = elsewhere
    assert [p.name for p in (place / "sweep").iterdir()] == ["both"]


@pytest.mark.slow
def test_the_summary_holds_the_answer(results):
    summary = json.loads((results / "summary.json").read_text(encoding="utf-8"))
    assert summary["experiment"] == "staff_and_outreach"
    assert summary["set_by_hand"] == ["council=recorded_2022"]
    assert (summary["seed"], summary["replicates"], summary["ballots"]) == (11, 3, 76)
    assert 47 <= summary["states"] <= 60
    for arm in ("baseline", "intervention", "difference"):
        for kind in ("country", "thematic"):
            for move in ("soft", "hard"):
                figures = summary["defection"][arm][kind][move]
                mean, low, high = (figures[name] for name in HAS_FIGURES)
                assert low <= mean <= high
                assert arm == "difference" or 0 <= low <= high <= 1


@pytest.mark.slow
def test_the_summary_agrees_with_the_tables(results):
    summary = json.loads((results / "summary.json").read_text(encoding="utf-8"))
    with (results / "defection.csv").open(encoding="utf-8") as handle:
        rows = {(r["arm"], r["kind"], r["type"]): r for r in csv.DictReader(handle)}
    for (arm, kind, move), row in rows.items():
        if kind in ("country", "thematic"):
            figures = summary["defection"][arm][kind][move]
            assert figures["mean"] == pytest.approx(float(row["mean"]), abs=1e-9)


@pytest.mark.slow
def test_the_provenance_says_where_the_numbers_come_from(results):
    origin = json.loads((results / "provenance.json").read_text(encoding="utf-8"))
    assert origin["seed"] == 11
    assert origin["lmgsim"] == sim.__version__
    assert "size.replicates=3" in origin["command"]
    assert origin["fit"]["train_until"] == "2021-12-31"
    assert {"tables/votes.csv", "fitted/weights.csv"} <= set(origin["tables_sha256"])


@pytest.mark.slow
def test_the_same_seed_gives_the_same_tables_byte_for_byte(results, swept):
    one, same = csv_files(results), csv_files(swept[11])
    assert len(one) >= 8
    assert one == same


@pytest.mark.slow
def test_the_same_seed_gives_the_same_summary(results, swept):
    assert (results / "summary.json").read_bytes() == (swept[11] / "summary.json").read_bytes()


@pytest.mark.slow
def test_another_seed_gives_other_tables(swept):
    one, other = csv_files(swept[11]), csv_files(swept[12])
    assert set(one) == set(other)
    for name in ("defection.csv", "movers.csv", "ballots.csv"):
        assert one[name] != other[name], name


@pytest.mark.slow
def test_the_version_is_said(tmp_path):
    done = lmgsim("--version", cwd=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, sim.__version__)


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_the_help_names_the_commands(arguments, tmp_path):
    done = lmgsim(*arguments, cwd=tmp_path)
    assert done.returncode == 0
    assert "lmgsim run" in done.stdout
    assert "lmgsim calibrate" in done.stdout


QUESTIONS = ("{} --help", "{} -h", "{} help", "help {}", "{} a=b --help")


@pytest.mark.parametrize(
    ("command", "ask"),  # lmgsim run --help is Hydra's own
    [(name, ask) for name in COMMANDS for ask in QUESTIONS if name != "run" or "-" not in ask],
)
def test_a_command_says_how_it_is_used(command, ask, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["lmgsim", *ask.format(command).split()])
    main()
    said = capsys.readouterr().out
    assert said.startswith(f"  lmgsim {command} ")
    assert set(re.findall(r"lmgsim ([a-z]+)", said)) == {command}
    assert ("--config-dir" in said) == COMMANDS[command].searches_own_folder


@pytest.mark.parametrize("words", ["compare --config-dir help scenario=none", "data check help",
                                   "run --help", "help=1", ""])  # fmt: skip
def test_help_is_not_mistaken_for_a_value_nor_a_value_for_help(words):
    assert (help_for(words.split()) is None) == bool(words)


MISTAKES = {
    "unknown command": (("fly",), "no command 'fly'"),
    "unknown lever": (("run", "levers.magic.power=1"), "unknown lever 'magic'"),
    "unknown setting": (("run", "levers.outreach.power=1"), "no setting 'power'"),
    "out of range": (("run", "levers.outreach.contacts=500"), "levers.outreach.contacts: 500"),
    "unknown state": (("run", "levers.outreach.targets=[XXX]"), "unknown state 'XXX'"),
    "unknown option": (("run", "council=recorded_1806"), "recorded_1806"),
    "unknown key": (("run", "sise.replicates=3"), "sise"),
    "taken away": (("run", "~results"), "results: nothing given (lmgsim run --cfg job shows it"),
    "taken away from all": (("run", "-m", "~results", "seed=1,2"), "results: nothing given"),
    "two folders": (("run", "-m", "results=a,b"), "all jobs of a sweep are stored together"),
    "key of another part": (("run", "replicates=3"), "did you mean size.replicates?"),
    "key that is not set": (("run", "levers.outreach.start=2022-01-01"), "+levers.outreach.start="),
    "a number for an option": (("run", "council=2022"), "there is no council '2022': one of"),
    "unknown flag of run": (("run", "--fast"), "run has no flag '--fast'"),
    "unknown flag with a value": (("run", "--fast=1", "seed=3"), "run has no flag '--fast'"),
    "unknown flag of compare": (("compare", "scenario=none", "--fast"), "'--fast' given"),
    "unknown flag of discover": (("discover", "--fast=1"), "no flag '--fast'"),
    "unknown flag of portfolio": (("portfolio", "budget=1", "--fast=1"), "no flag '--fast'"),
    "unknown flag of sweep": (("sweep", "design=scenarios", "--fast"), "no flag '--fast'"),
    "unknown flag of calibrate": (("calibrate", "--fast"), "not '--fast'"),
    "unknown flag of backtest": (("backtest", "--fast"), "not '--fast'"),
    "unknown flag of ablate": (("ablate", "--fast"), "not '--fast'"),
    "unknown flag of replay": (("replay", "--fast"), "not '--fast'"),
    "unknown flag of mechanisms": (("mechanisms", "--fast"), "--fast"),
    "unknown flag of data": (("data", "--fast"), "--fast"),
    "unknown flag of page": (("page", "--fast"), "not '--fast'"),
    "a pickle to run again": (("run", "--experimental-rerun", "a_file"), "run takes no"),
    "another folder of configs": (("run", "--config-path", "."), "use --config-dir"),
    "another config": (("run", "-cn=x"), "use --config-dir"),
    "completion": (("run", "-sc", "install=bash"), "run takes no --shell-completion"),
    "help of Hydra": (("run", "--hydra-help"), "lmgsim run --help"),
    "configuration of Hydra": (("run", "--cfg", "hydra"), "job is wanted"),
    "a file as a folder": (("run", "--config-dir", "a_file"), "no such folder"),
    "a folder that is not": (("compare", "--config-dir=nowhere"), "no such folder"),
    "the wrong way to a folder": (("run", "hydra.searchpath=[pkg://x]"), "use --config-dir"),
    "not key=value": (("run", "faster"), "faster"),
    "unwritable": (("run", "results=a_file/results"), "cannot write to a_file/results"),
    "no fit": (("run", "rules.fit=nowhere"), "no usable fit in nowhere"),
    "no votes to fit": (("calibrate", "votes=nowhere", "train_until=2020-12-31"), "nowhere"),
    "no cut for given votes": (("calibrate", "votes=x"), "calibrate needs train_until="),
    "nothing to leave out": (("ablate",), "ablate needs votes="),
    "unknown setting of ablate": (("ablate", "votes=x", "speed=3"), "not 'speed=3'"),
}


@pytest.fixture
def door(tmp_path, monkeypatch, capfd):
    """The command line in this very process, in a folder with a file in it: quick, for mistakes."""
    (tmp_path / "a_file").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HYDRA_FULL_ERROR", "0")
    before = signal.getsignal(signal.SIGTERM)

    def knock(*arguments):
        monkeypatch.setattr(sys, "argv", ["lmgsim", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capfd.readouterr()
        return stopped.value.code, out, err

    yield knock
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_ends_in_one_line(name, door, tmp_path):
    arguments, complaint = MISTAKES[name]
    code, out, err = door(*arguments)
    assert code not in (0, None)
    assert err.count("\n") == 1, err
    assert err.startswith("lmgsim: ")
    assert complaint in err
    assert "Traceback" not in err + out
    left = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")}
    assert left == {"a_file"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["unknown lever", "unwritable"])
def test_a_mistake_ends_in_one_line_in_a_process_of_its_own(name, tmp_path):
    (tmp_path / "a_file").write_text("", encoding="utf-8")
    arguments, complaint = MISTAKES[name]
    done = lmgsim(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr


@pytest.mark.slow
def test_no_log_is_left_behind(elsewhere):
    place, _ = elsewhere
    assert not list(place.rglob("*.log"))


@pytest.fixture
def heard():
    """A shell that runs the tests in the background may have them, and so a run, ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def wait_for_a_draft(process: subprocess.Popen, place: Path) -> None:
    """Wait until the run has begun to simulate."""
    deadline = time.monotonic() + 60
    while not list(place.glob("results/*/.draft-*")):
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline, "it never began"
        time.sleep(0.05)
    time.sleep(1)


@pytest.fixture(scope="module")
def warm_engine(record, fit):
    """The engine compiled and cached: what is timed below is the stopping of a run."""
    conduct(Setup(record, fit), Design({"baseline": []}, 1, 0))


@pytest.mark.slow
@pytest.mark.usefixtures("warm_engine", "heard")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_run_that_is_stopped_midway_leaves_no_half_written_folder(name, tmp_path):
    process = start("run", "size.replicates=4000", "council=recorded_2022", cwd=tmp_path)
    try:
        wait_for_a_draft(process, tmp_path)
        process.send_signal(getattr(signal, name))
        _, err = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()
    assert process.returncode not in (0, None)
    assert "Traceback" not in err
    assert "nothing half-written was left behind" in err
    left = [p for p in tmp_path.rglob("*") if p.is_file() or p.name.startswith(".")]
    assert left == []


@pytest.mark.slow
@pytest.mark.usefixtures("warm_engine")
def test_a_run_of_any_size_stops_at_once(tmp_path):
    process = start("run", "size.replicates=500000", "council=recorded_2022", cwd=tmp_path)
    try:
        wait_for_a_draft(process, tmp_path)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)
    finally:
        process.kill()
        process.wait()
