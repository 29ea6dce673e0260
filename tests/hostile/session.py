"""Inputs sent one after the other, with what each came to."""

from __future__ import annotations

import shlex
import sys
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.hostile.case import Case
from tests.hostile.grammar import case_of
from tests.hostile.judge import Finding, judge
from tests.hostile.originals import Made
from tests.hostile.server import SECONDS, Outcome, clear, send
from tests.hostile.warming import warm


@dataclass(frozen=True)
class Broken:
    """An input that broke rules."""

    number: int
    case: Case
    outcome: Outcome
    findings: list[Finding]


class Session:
    """A seed, and what its inputs came to."""

    def __init__(self, folder: Path, seed: int, patience: float = SECONDS) -> None:
        """Load everything, and make the files that only the program can make."""
        warm()
        alive = [thread for thread in threading.enumerate() if thread.daemon is False]
        assert len(alive) == 1, f"a fork would lose {alive}"
        self.folder, self.seed, self.patience = folder, seed, patience
        self.made = Made(folder / "made", partial(send, seconds=600))  # however busy
        self.forget()
        self._untouched: dict[tuple[object, ...], Outcome] = {}

    def forget(self) -> None:
        """Begin to count anew."""
        self.broken: list[Broken] = []
        self.sent: Counter[str] = Counter()
        self.codes: Counter[tuple[str, int | None]] = Counter()
        self.seconds, self.slowest, self.hardest = 0.0, (0.0, -1), (0.0, -1)
        self.taken: dict[str, float] = defaultdict(float)  # seconds of a processor

    def send_all(
        self, first: int, number: int, kinds: tuple[str, ...], into: Path, seconds: float
    ) -> None:
        """Send inputs ``first`` and after, ``number`` of them or for so many seconds."""
        begun = time.monotonic()
        for n in range(first, first + number):
            if time.monotonic() - begun > seconds:
                break
            self.one(n, kinds, into)
        self.seconds = time.monotonic() - begun

    def one(
        self,
        number: int,
        kinds: tuple[str, ...] = (),
        into: Path | None = None,
        seed: int | None = None,
    ) -> Broken:
        """Send one input."""
        case = case_of(self.seed if seed is None else seed, number, self.made, kinds)
        folder = self.folder / f"n{number}"
        outcome = send(case, folder, self.patience)
        found = judge(case, outcome, self._original(case))
        self.sent[case.kind] += 1
        self.codes[case.kind, outcome.code] += 1
        self.taken[case.kind] += outcome.work
        self.slowest = max(self.slowest, (outcome.seconds, number))
        self.hardest = max(self.hardest, (outcome.work, number))
        broken = Broken(number, case, outcome, found)
        if found:
            self.broken.append(broken)
            for one in found:
                print(f"{number:6} {one.rule}: {one.signature}", file=sys.stderr, flush=True)
            if into is not None:
                keep(broken, self.seed, into)
        clear(folder)
        return broken

    def _original(self, case: Case) -> Outcome | None:
        """What the untouched input gives, where an input is held against it."""
        if case.kind == "store":
            assert isinstance(self.made.sweep, Outcome)
            return self.made.sweep
        if not case.said:
            return None
        if case.given not in self._untouched:
            from tests.hostile.votes import READERS

            texts = READERS[str(case.given[0])][0]()
            from dataclasses import replace

            from tests.hostile.case import text

            files = {f"votes/{name}": text(words) for name, words in texts.items()}
            folder = self.folder / "untouched"
            self._untouched[case.given] = send(replace(case, files=files), folder)
            clear(folder)
        return self._untouched[case.given]


def keep(broken: Broken, seed: int, into: Path) -> None:
    """Write an input that broke a rule into a folder, to be tried by hand."""
    case, outcome = broken.case, broken.outcome
    place = into / f"{seed}-{broken.number}"
    clear(place)
    place.mkdir(parents=True)
    for path, item in case.files.items():
        if item.kind == "sparse":
            continue
        item.make(place / "files" / path)
    words = shlex.join(map(str, case.given)) if case.entry == "command" else repr(case.given)
    lines = [
        f"seed {seed}, number {broken.number}: {case.kind}, {case.change}",
        f"again: python -m tests.hostile 1 first={broken.number} seed={seed}",
        f"door: {case.entry}; given, in the folder files: {words[:3000]}",
        f"screen: {case.screen}; it is {case.verdict}: {case.detail}",
        f"exit code {outcome.code} after {outcome.seconds:.1f} s",
        *(f"\n== {one.rule}: {one.signature}\n{one.excerpt}" for one in broken.findings),
        f"\n== printed\n{outcome.shown[-1500:]}\n== on stderr\n{outcome.error[-3000:]}",
    ]
    (place / "told.txt").write_text("\n".join(lines) + "\n", "utf-8", errors="backslashreplace")
