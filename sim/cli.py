"""The door: ``lmgsim COMMAND``.

Signals are heeded from here on; all that takes time to load is loaded after that.
"""

from __future__ import annotations

import os
import sys

from sim.screens.streams import lenient_screen, warn
from sim.stopping import end, listening, over, told_to_stop


def main() -> None:
    """Run the command line; every mistake ends in one clear line and an exit code other than 0."""
    with lenient_screen() as screen, listening():
        # matrices here are small, and threads of BLAS would spin beside those of the engine
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        try:
            from sim.commands.typed import do_what_was_typed

            code = do_what_was_typed(sys.argv[1:], screen)
            over()
        except KeyboardInterrupt:
            code = 130
        if told_to_stop():
            sys.stdout.flush()
            end()
        if code == 130:
            warn("interrupted")  # by no signal: from within
    if code:
        sys.exit(code)
