"""``lmgsim`` as a process in a folder of its own: begun, told to stop, looked at."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import sim

ROOT = Path(sim.__file__).parent.parent
STAYS = (".lmgsim", ".lock")  # the mark of a folder of ours, and the lock of a store
PATIENCE = 300.0  # seconds until a command must have come to the phase that is waited for


@dataclass
class Running:
    """A command under way."""

    arguments: tuple[str, ...]
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    program: tuple[str, ...] = ("-m", "sim")

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *self.program, *self.arguments],
            cwd=self.folder, env=os.environ | {"PYTHONPATH": str(ROOT)} | self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
            # the tests may run in the background, where a shell has Ctrl-C ignored
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip

    def wait_until(self, phase) -> None:
        """Wait until ``phase(folder)`` holds, or the command is over."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and not phase(self.folder):
            assert time.monotonic() < deadline, f"{self.arguments} never came that far"
            time.sleep(0.02)

    def wait_until_it_hears(self) -> None:
        """Wait until Python itself has begun and signals are heeded, where /proc says so."""

        def hears(_folder: Path) -> bool:
            try:
                status = Path(f"/proc/{self.process.pid}/status").read_text()
            except OSError:
                return True
            caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
            return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)

        self.wait_until(hears)

    def tell(self, name: str) -> "Ended":
        """Send a signal: Ctrl-C to all its processes, as a terminal does, others to it alone."""
        over = self.process.poll() is not None
        number, begun = getattr(signal, name), time.monotonic()
        if not over:
            (os.killpg if name == "SIGINT" else os.kill)(self.process.pid, number)
        try:
            out, err = self.process.communicate(timeout=60)
        finally:
            self.clear()
        return Ended(self.process.returncode, out, err, time.monotonic() - begun, over)

    def clear(self) -> None:
        """End all of it, whatever it does."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass(frozen=True)
class Ended:
    """How it ended."""

    code: int
    out: str
    err: str
    seconds: float
    was_over: bool  # before it was told


def hidden(folder: Path) -> list[str]:
    """What a command that is stopped must not leave: drafts, and files that are being written."""
    return [str(p.relative_to(folder)) for p in folder.rglob(".*") if p.name not in STAYS]


def still_running(session: int) -> list[int]:
    """The processes of a command that outlive it, on a system that says so under /proc."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] not in "ZX":
            found.append(int(entry.parent.name))
    return found
