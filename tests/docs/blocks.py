"""The code blocks of a page of the documentation, and how they are run.

What kind of block it is stands in its first line:

- ```` ```bash ```` is typed line by line, ```` ```python ```` is run, each page in a folder of its
  own, one block after the other. `lmgsim` is asked for few replicates, so that it takes seconds.
- ```` ```yaml ```` and ```` ```csv ```` are saved where the line before says `Save this as `NAME``.
- ```` ```text ```` is what a command printed, and is not run.

A block that cannot be run here says so in words that its reader sees too: the line before it begins
with `Not run by the tests`, and a reason. A line of a shell that is to end with another exit code
than 0 says so in a comment: `# exit code 1`.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from sim.cli import main

BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<kind>\w*)\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL
)
SAVE = re.compile(r"[Ss]ave (?:this|it) as `([^`]+)`")
EXIT = re.compile(r"# .*exit code (\d+)")
NOT_RUN = "Not run by the tests"
# what a reader types runs in the environment of the tests, whether or not it is activated
HERE = os.environ | {
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
}
KINDS = ("bash", "python", "yaml", "csv", "text")
FEW = 4
SIZES: dict[str, dict[str, int]] = {
    "sweep": {"replicates": FEW},
    "compare": {"replicates": FEW},
    "portfolio": {"population": 4, "generations": 1, "worlds": 10, "replicates": 1},
    "discover": {"points": 50, "held_out": 50, "replicates": 2},
    "forecast": {"draws": 100},
}
MANY_POINTS, FEW_POINTS = re.compile(r"^points: \d{3,}$", re.MULTILINE), "points: 32"


@dataclass(frozen=True)
class Block:
    """A fenced block: its kind, its text, the line it begins on, and the words before it."""

    kind: str
    text: str
    line: int
    before: str

    @property
    def not_run(self) -> bool:
        return NOT_RUN in self.before

    @property
    def name(self) -> str | None:
        """The file that a reader is to save it as."""
        found = SAVE.search(self.before)
        return found[1] if found else None


def blocks_of(page: str) -> list[Block]:
    """All fenced blocks of a page."""
    found = []
    for match in BLOCK.finditer(page):
        before = page[: match.start()].rstrip().rpartition("\n")[2]
        indent = match["indent"]
        lines = [line.removeprefix(indent) for line in match["text"].splitlines()]
        at = page.count("\n", 0, match.start()) + 1
        found.append(Block(match["kind"], "\n".join(lines) + "\n", at, before))
    return found


def small(words: list[str]) -> list[str]:
    """A command of lmgsim in a size that takes seconds."""
    command, rest = words[0], words[1:]
    if command == "run" and "--help" not in rest and "--cfg" not in rest:
        sizes = ("size=", "size.replicates=")
        return [command, *(w for w in rest if not w.startswith(sizes)), f"size.replicates={FEW}"]
    if command in SIZES:
        kept = [word for word in rest if word.partition("=")[0] not in SIZES[command]]
        return [command, *kept, *(f"{key}={size}" for key, size in SIZES[command].items())]
    if command == "replay" and rest and not {"--smoke", "--record"} & set(rest):
        own = Path(rest[0]).is_dir()  # small already, and recorded at either size
        return words if own else [*words, "--smoke"]
    return words


def type_lines(text: str) -> str:
    """Type the lines of a shell block in the current folder; what they print comes back."""
    said = ""
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        wanted = int(found[1]) if (found := EXIT.search(line)) else 0
        words = shlex.split(line, comments=True)
        if words[0] == "cd":
            os.chdir(words[1])
        elif words[0] == "lmgsim" and not {"|", ">", "&&", ";"} & set(words):
            code, printed = typed(small(words[1:]))
            assert code == wanted, f"{line}: exit code {code}\n{printed}"
            said += printed
        else:
            done = subprocess.run(["bash", "-ec", line], env=HERE, capture_output=True, text=True)
            assert done.returncode == wanted, f"{line}: {done.stderr}"
            said += done.stdout
    return said


def typed(words: list[str]) -> tuple[int, str]:
    """The command line inside this process, which has compiled its functions already."""
    printed = io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        patch.setattr(sys, "argv", ["lmgsim", *words])
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
    return code, printed.getvalue()


def run_page(page: Path, folder: Path) -> None:
    """Everything a reader of the page would type, in an empty folder beside a checkout's files."""
    names: dict[str, object] = {"__name__": "__main__"}
    for block in blocks_of(page.read_text(encoding="utf-8")):
        if block.not_run:
            continue
        where = f"{page.name}, line {block.line}"
        try:
            if block.name:
                place = folder / block.name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(MANY_POINTS.sub(FEW_POINTS, block.text), encoding="utf-8")
            elif block.kind == "bash":
                type_lines(block.text)
            elif block.kind == "python":
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(compile(block.text, where, "exec"), names)
        except Exception as error:
            raise AssertionError(f"{where}: {error}") from error
