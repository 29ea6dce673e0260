"""A command that is told to stop: what is registered goes, what was ignored stays ignored."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.stopping import deaf_children, listening

BEGIN = """
import pathlib, signal, sys, threading, time
from sim.stopping import *
from sim import stopping
def work():
    print("begun", flush=True)
    {work}
"""
RUN = """
with listening():
    try:
        work()
        over()
    except KeyboardInterrupt:
        pass
    if told_to_stop():
        end()
"""
IN_ITS_OWN_STEP = "import ctypes; ctypes.CDLL(None).sleep(30); time.sleep(30)"
SWALLOWS = """
    while True:
        try:
            time.sleep(30)
        except BaseException:
            pass
"""


def stopped(work, *signals, apart=0.05, before="", folder=None):
    """Start a script, signal it once it has begun: exit code, standard error, seconds."""
    script = BEGIN.format(work=work.strip()) + before + RUN
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=folder, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, restore_signals=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    try:
        assert process.stdout.readline() == "begun\n", process.stderr.read()
        time.sleep(0.1)
        begun = time.monotonic()
        for number in signals:
            process.send_signal(number)
            time.sleep(apart)
        _, err = process.communicate(timeout=20)
        return process.returncode, err, time.monotonic() - begun
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)]
)  # fmt: skip
@pytest.mark.parametrize("work", ["time.sleep(30)", IN_ITS_OWN_STEP, SWALLOWS])
def test_one_line_and_the_signal_in_the_code_whatever_is_being_done(work, name, code):
    found, err, seconds = stopped(work, getattr(signal, name))
    assert err == f"lmgsim: stopped ({name}); nothing half-written was left behind\n"
    assert found == code
    assert seconds < 10


@pytest.mark.slow
def test_a_second_ctrl_c_ends_at_once():
    _, _, seconds = stopped(SWALLOWS, signal.SIGINT, signal.SIGINT, before="stopping.GRACE = 60\n")
    assert seconds < 10


@pytest.mark.slow
def test_what_a_torn_library_says_is_not_told():
    noise = """
    class Loud:
        def __del__(self): raise ValueError("loud")
    held = Loud()
    def late():
        time.sleep(0.3); print("late", file=sys.stderr); raise ValueError("later")
    threading.Thread(target=late, daemon=True).start()
    try:
        time.sleep(30)
    finally:
        time.sleep(0.4)
    """
    _, err, _ = stopped(noise, signal.SIGTERM)
    assert err.count("\n") == 1, err


@pytest.mark.slow
def test_what_is_half_written_goes_even_where_nobody_else_can_remove_it(tmp_path):
    writes = """
    place = pathlib.Path("draft"); place.mkdir()
    begun(place)
    while True:
        try:
            (place / str(time.time())).write_text("x"); time.sleep(.001)
        except BaseException:
            pass
    """
    code, err, _ = stopped(writes, signal.SIGTERM, folder=tmp_path)
    assert code == 143
    assert not list(tmp_path.iterdir()) or "cleared by the next command" in err


@pytest.mark.slow
def test_a_process_that_works_for_it_ends_with_it(tmp_path):
    asks = """
    import multiprocessing
    child = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
    child.start()
    pathlib.Path("pid").write_text(str(child.pid))
    time.sleep(30)
    """
    stopped(asks, signal.SIGTERM, folder=tmp_path)
    assert has_ended(int((tmp_path / "pid").read_text()))


def has_ended(number: int) -> bool:
    """Whether a process has ended; one that nobody has asked after yet is a zombie until then."""
    for _ in range(50):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{number}/status")
        if status.is_file() and "State:\tZ" in status.read_text(encoding="utf-8"):
            return True
        time.sleep(0.1)
    return False


def test_what_was_ignored_before_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with listening():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_afterwards_signals_do_what_they_did_before():
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with listening():
        pass
    assert before == [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]


@pytest.mark.slow
def test_children_do_not_hear_ctrl_c():
    with deaf_children():
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(2)"],
                                 stderr=subprocess.PIPE, text=True)  # fmt: skip
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=30)
    assert (child.returncode, err) == (0, "")
