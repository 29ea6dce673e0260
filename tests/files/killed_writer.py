"""Write results over older ones, killed at the first touch of a file, at the second, and so on.

``python -m tests.files.killed_writer FOLDER`` leaves a folder for each kill in FOLDER; the last was
not killed any more.
"""

import os
import signal
import sys
from pathlib import Path

from sim.files.folders import kept_folder

OLD = {"a": "1", "gone": "1", "figures/b": "1", "old/c": "1"}
NEW = {"a": "2", "figures/b": "2", "figures/d": "2", "new/e": "2"}
TOUCHING = ("open", "os.", "shutil.")


def write(place: Path, files: dict[str, str]) -> None:
    """Write files into a folder of ours."""
    with kept_folder(place, "fit") as draft:
        for name, text in files.items():
            (draft / name).parent.mkdir(exist_ok=True)
            (draft / name).write_text(text)


def killed_at(event: int, place: Path) -> bool:
    """Write the new results in a process that is killed before it touches files the n-th time."""
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in (0, -signal.SIGKILL), code
        return code != 0
    left = event

    def count(name: str, _: object) -> None:
        nonlocal left
        if name == "os.kill" or not name.startswith(TOUCHING):
            return
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    write(place, NEW)
    os._exit(0)


if __name__ == "__main__":
    root, event = Path(sys.argv[1]), 0
    while True:
        place = root / f"{event:03}" / "fit"
        write(place, OLD)
        (place / "figures" / "thesis").write_text("mine")
        if not killed_at(event, place):
            break
        event += 1
