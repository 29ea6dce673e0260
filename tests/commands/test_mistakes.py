"""An error that nobody foresaw is one line; the machine's limits are told from our mistakes."""

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.cli import main
from sim.commands.arguments import with_own_folder
from sim.commands.mistakes import in_one_line, is_the_machines

ROOT = Path(sim.__file__).parent.parent


@pytest.fixture
def failing(monkeypatch, capsys):
    """A command that raises what it is given: exit code, standard error."""

    def so(error):
        def raises(*_):
            raise error

        monkeypatch.setattr("sim.commands.mechanisms.mechanisms_command", raises)
        monkeypatch.setattr(sys, "argv", ["lmgsim", "mechanisms"])
        with pytest.raises(SystemExit) as stopped:
            main()
        return stopped.value.code, capsys.readouterr().err

    return so


@pytest.mark.parametrize("error", [KeyError("a"), ValueError("x" * 10_000), RecursionError("deep"),
                                   AssertionError(), RuntimeError("two\nlines")])  # fmt: skip
def test_a_mistake_of_ours_is_one_line_with_a_file_that_tells_more(error, failing):
    code, said = failing(error)
    assert code == 70
    assert said.count("\n") == 1
    assert len(said) < 400
    assert type(error).__name__ in said
    kept = Path(re.search(r"the traceback is in ([^)]+)\)", said)[1])
    assert "Traceback" in kept.read_text(encoding="utf-8")
    kept.unlink()


def test_the_traceback_is_shown_where_that_is_asked_for(failing, monkeypatch):
    monkeypatch.setenv("LMGSIM_TRACE", "1")
    code, said = failing(KeyError("a"))
    assert code == 70
    assert "Traceback" in said
    assert "the traceback is in" not in said


@pytest.mark.parametrize(
    ("error", "words"),
    [(MemoryError(), "not enough memory"),
     (np._core._exceptions._ArrayMemoryError((1 << 40,), np.dtype(float)), "not enough memory"),
     (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x.csv"), "x.csv: No space left on device"),
     (PermissionError(errno.EACCES, os.strerror(errno.EACCES), "y"), "y: Permission denied")],
)  # fmt: skip
def test_what_the_machine_cannot_do_is_refused(error, words, failing):
    code, said = failing(error)
    assert is_the_machines(error)
    assert (code, said.count("\n")) == (2, 1)
    assert words in said


def test_the_place_is_the_last_line_of_ours():
    with pytest.raises(TypeError) as caught:
        with_own_folder(None)
    said = in_one_line(caught.value)
    assert "in sim/commands/arguments.py line" in said
    Path(re.search(r"the traceback is in ([^)]+)\)", said)[1]).unlink()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs limits on files")
def test_a_disk_that_is_full_is_one_line_and_leaves_nothing(tmp_path):
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from sim.answers import run\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "from sim.cli import main; main()"
    )
    words = ["run", "council=recorded_2022", "size.replicates=2", "results=out"]
    done = subprocess.run(
        [sys.executable, "-c", script, *words], cwd=tmp_path, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "MPLCONFIGDIR": str(tmp_path / "mpl")},
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert "File too large" in done.stderr
    assert not (tmp_path / "out").exists()
