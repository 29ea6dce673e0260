"""What a process that was killed leaves behind."""

import subprocess
import sys

ASKED = "import sys; from sim.files.owner import owned_name; print(owned_name(sys.argv[1]))"


def of_a_dead_process(prefix: str) -> str:
    """A name that belonged to a process which is no more."""
    command = [sys.executable, "-c", ASKED, prefix]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
