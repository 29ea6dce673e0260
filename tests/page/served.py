"""Serve the page on any free port with folders of its own: python -m tests.page.served A B.

On SIGUSR1 it takes out the rubbish, so that its memory is what it holds and not what it once took.
"""

import ctypes
import gc
import signal
import sys
from contextlib import suppress
from pathlib import Path

from sim.page.folders import FOLDERS
from sim.page.server import listen, serve


def take_out_the_rubbish(*_: object) -> None:
    gc.collect()
    with suppress(OSError, AttributeError):  # a C library without it
        ctypes.CDLL(None).malloc_trim(0)


def main() -> None:
    signal.signal(signal.SIGUSR1, take_out_the_rubbish)
    FOLDERS.results, FOLDERS.scenarios = Path(sys.argv[1]), Path(sys.argv[2])
    with suppress(KeyboardInterrupt):
        serve(listen(0), lambda address: print(address, flush=True))


if __name__ == "__main__":
    main()
