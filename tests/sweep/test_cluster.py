"""Workers that a cluster's queue starts, as on SLURM; here the queue is this machine's shell."""

import filecmp
import subprocess
import sys

import pytest

pytest.importorskip("dask_jobqueue")
pytestmark = pytest.mark.slow

QUEUE = """
import subprocess, sys
from dask_jobqueue.local import LocalCluster

if __name__ == "__main__":
    cluster = LocalCluster(
        cores=1, memory="1GB", processes=1, python=sys.executable, interface="lo",
        worker_command="distributed.cli.dask_worker",
        scheduler_options={"dashboard": False},
    )
    cluster.scale(1)
    where = [f"backend.address={cluster.scheduler_address}", "into=queued"]
    sweep = [sys.executable, "-m", "sim", "sweep", *sys.argv[1:], "backend=dask", *where]
    code = subprocess.call(sweep)
    cluster.close()
    sys.exit(code)
"""
SWEEP = ("design=contacts.yaml", "replicates=1", "council=recorded_2022")
DESIGN = """\
method: grid
factors:
  levers.outreach.contacts: {values: [0, 10, 40]}
fixed: {scenario: none}
"""


def test_workers_of_a_queue_give_the_tables_of_threads(tmp_path):
    (tmp_path / "contacts.yaml").write_text(DESIGN, encoding="utf-8")
    (tmp_path / "a_queue.py").write_text(QUEUE, encoding="utf-8")
    for command in (["a_queue.py", *SWEEP], ["-m", "sim", "sweep", *SWEEP, "into=threads"]):
        found = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, capture_output=True, text=True, timeout=600
        )
        assert found.returncode == 0, found.stderr[-2000:]
    for name in ("runs.parquet", "summary.parquet", "points.csv"):
        assert filecmp.cmp(tmp_path / "queued" / name, tmp_path / "threads" / name, shallow=False)
