"""Serve the page on any free port with folders of its own: python -m tests.page.served A B."""

import sys
from contextlib import suppress
from pathlib import Path

from sim.page.folders import FOLDERS
from sim.page.server import listen, serve


def main() -> None:
    FOLDERS.results, FOLDERS.scenarios = Path(sys.argv[1]), Path(sys.argv[2])
    with suppress(KeyboardInterrupt):
        serve(listen(0), lambda address: print(address, flush=True))


if __name__ == "__main__":
    main()
