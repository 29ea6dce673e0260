"""Screens that cannot show: nothing is lost, the folder is named, exit codes keep their meaning."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.commands.catalogue import COMMANDS

ROOT = Path(sim.__file__).parent.parent
TITLE = 'scenario.title="Côte – 3 → 4 [/x] :smile:"'
RUN = ("run", "council=recorded_2022", "size.replicates=2", TITLE)
ENCODINGS = {
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "strict": {"PYTHONIOENCODING": "ascii:strict"},
    "dumb and narrow": {"TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "1"},
    "broad": {"COLUMNS": "100000"},
    "colours": {"FORCE_COLOR": "1"},
    "unbuffered": {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "ascii"},
}
WORDS = {"run": RUN, "mechanisms": ("mechanisms",), "data": ("data",), "help": ("--help",),
         "replay": ("replay",), "config": ("run", "--cfg", "job"),
         "help of run": ("run", "--help")}  # fmt: skip


def lmgsim(*words, folder, **how):
    """Run the command with what ``how`` makes of its streams and its environment."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | how.pop("env", {})
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
    return subprocess.run([sys.executable, "-m", "sim", *words], cwd=folder, env=environment,
                          timeout=300, **streams)  # fmt: skip


def in_a_shell(line, folder):
    """A line of bash in which $lmgsim is the command; the codes of a pipe come last, on stdout."""
    command = f"{sys.executable} -m sim"
    return subprocess.run(
        ["bash", "-c", f"lmgsim='{command}'; {line}"], cwd=folder, text=True, timeout=300,
        capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def the_folder(place):
    (found,) = (place / "results" / "staff_and_outreach").iterdir()
    return f"results/staff_and_outreach/{found.name}"


needs_full = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")


@pytest.mark.slow
@pytest.mark.parametrize("name", ENCODINGS)
def test_a_run_is_shown_in_any_encoding_and_width(name, tmp_path):
    done = lmgsim(*RUN, folder=tmp_path, env=ENCODINGS[name])
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    assert the_folder(tmp_path).encode() in done.stdout
    assert b":smile:" in done.stdout


@pytest.mark.parametrize("name", ["mechanisms", "data", "help", "replay", "config"])
def test_words_are_shown_in_ascii(name, tmp_path):
    done = lmgsim(*WORDS[name], folder=tmp_path, env=ENCODINGS["strict"])
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()


def test_letters_that_the_locale_does_not_know_are_refused_in_one_line(tmp_path):
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0"}
    done = lmgsim(*RUN, folder=tmp_path, env=locale)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"LC_ALL=C.UTF-8" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@needs_full
@pytest.mark.parametrize("stream", [">/dev/full", ">&-", ">&- 2>&-", ">/dev/full 2>/dev/full",
                                    ">&- <&-", "| head -1", "| true"])  # fmt: skip
def test_a_run_keeps_its_results_and_its_code_without_a_screen(stream, tmp_path):
    words = " ".join(f"'{word}'" for word in RUN)
    done = in_a_shell(f"$lmgsim {words} {stream}; echo ${{PIPESTATUS[0]}}", tmp_path)
    assert done.stdout.endswith("0\n"), done.stderr
    place = the_folder(tmp_path)
    assert (tmp_path / place / "report.html").stat().st_size > 0
    assert "Traceback" not in done.stderr
    if "2>" not in stream:
        assert place in done.stdout + done.stderr
        assert done.stderr.count("\n") <= 1


@needs_full
@pytest.mark.parametrize("name", ["mechanisms", "help", "config", "help of run"])
def test_what_is_only_printed_and_cannot_be_is_told_by_the_code(name, tmp_path):
    with open("/dev/full", "wb") as full:
        done = lmgsim(*WORDS[name], folder=tmp_path, stdout=full)
    assert done.returncode == 74
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr


@pytest.mark.parametrize("name", ["mechanisms", "help", "config", "replay", "data"])
def test_a_reader_that_has_enough_changes_no_code(name, tmp_path):
    words = " ".join(WORDS[name])
    done = in_a_shell(f"$lmgsim {words} | head -1; echo ${{PIPESTATUS[0]}}", tmp_path)
    assert done.stdout.endswith("\n0\n")
    assert done.stderr == ""


@pytest.mark.slow
@pytest.mark.parametrize(("claim", "code"), [("high", 1), ("low", 0)])
def test_a_replay_without_a_reader_still_says_by_its_code_whether_it_passes(
    claim, code, tmp_path
):  # fmt: skip
    experiment = tmp_path / "mine"
    experiment.mkdir()
    (experiment / "experiment.yaml").write_text(
        "title: t\nquestion: q\nsource: s\nminutes: 1\nreplicates: 4\nsmoke: 2\nseed: 1\n"
        "runs: {before: [scenario=none, council=recorded_2022]}\n",
        encoding="utf-8",
    )
    low, high = ("1000000", "") if claim == "high" else ("0", "1000000")
    head = (
        "claim,basis,run,against,measure,of,stat,expected,error,low,high,smoke,smoke_low,smoke_high"
    )
    row = f"c,source,before,,defections,all,mean,1,,{low},{high},1,{low},{high}"
    (experiment / "expected.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    line = "$lmgsim replay mine --smoke | true; echo ${PIPESTATUS[0]}"
    done = in_a_shell(line, tmp_path)
    assert done.stdout == f"{code}\n", done.stderr


def test_a_refusal_without_a_screen_is_still_a_refusal(tmp_path):
    assert in_a_shell("$lmgsim fly >&- 2>&-", tmp_path).returncode == 2


def test_every_command_can_be_loaded():
    assert all(callable(command.load()) for command in COMMANDS.values())
