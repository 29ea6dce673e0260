"""Where machine code is kept, and what becomes of it."""

import subprocess
import sys

import pytest

from sim.files.owner import is_owned_name

ASKED = """
import sim.compiled, pathlib
sim.compiled.PACKAGE = pathlib.Path("a_file")
folder = sim.compiled.cache_folder.__wrapped__()
print(folder, flush=True)
"""


@pytest.mark.slow
def test_where_no_place_lasts_machine_code_lies_in_a_temporary_folder_that_ends_with_its_process(
    tmp_path, monkeypatch
):
    (tmp_path / "a_file").write_text("")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)

    def folder(*more: str) -> str:
        asked = [sys.executable, "-c", "\n".join([ASKED, *more])]
        done = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True)
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout.strip()

    ended = folder()
    assert is_owned_name(ended.rpartition("/")[2])
    assert list((tmp_path / "tmp").iterdir()) == []
    folder("import os, signal", "os.kill(os.getpid(), signal.SIGKILL)")
    assert len(list((tmp_path / "tmp").iterdir())) == 1
    folder()
    assert list((tmp_path / "tmp").iterdir()) == []
