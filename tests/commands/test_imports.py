"""What a command loads: nothing that it does not use."""

import os
import subprocess
import sys

import pytest

HEAVY = (
    "numpy", "pandas", "pyarrow", "matplotlib", "numba", "scipy", "sklearn", "networkx", "mesa",
    "hydra", "omegaconf", "pydantic", "optuna", "SALib", "dask", "requests", "jinja2", "rich",
)  # fmt: skip
ASKED = """
import contextlib, io, sys
from sim.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    try:
        main()
    except SystemExit:
        pass
print(*(name for name in {heavy} if name in sys.modules))
"""
TABLES = {"numpy", "pandas", "pyarrow", "rich"}
LEVERS = {"pydantic"}
MAY_LOAD = {
    "--help": set(),
    "--version": set(),
    "no_such_command": set(),
    "run --nonsense": set(),
    "run --help": {"hydra", "omegaconf"},
    "run size=none": {"hydra", "omegaconf"},
    "run levers.none=1": {"numpy"} | LEVERS,
    "forecast --help": set(),
    "forecast nonsense": {"numpy"},
    "calibrate nonsense": set(),
    "backtest nonsense": set(),
    "compare nonsense": set(),
    "portfolio nonsense": set(),
    "discover nonsense": set(),
    "sweep nonsense": set(),
    "data": TABLES,
    "council": TABLES,
    "votes": TABLES,
    "evidence": TABLES | LEVERS,
    "mechanisms": TABLES | LEVERS,
}


@pytest.mark.slow
@pytest.mark.parametrize("typed", MAY_LOAD)
def test_a_command_loads_nothing_that_it_does_not_use(typed):
    command = [sys.executable, "-c", ASKED.format(heavy=HEAVY), *typed.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= MAY_LOAD[typed]


FORECAST = TABLES | {"scipy", "jinja2"}
MODULES_LOAD = {  # the tables of evidence come with pandas; whoever draws loads Matplotlib himself
    "sim.config.schema": {"numpy"} | LEVERS,
    "sim.forecast.folder": FORECAST,
    "sim.forecast.score": FORECAST,
}


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES_LOAD)
def test_a_module_loads_nothing_that_it_may_not_use(module):
    asked = f"import sys, {module}\nprint(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= MODULES_LOAD[module]


MARKED = """
import sys
from sim.compiled import compiled, rule
from sim.engine import ensemble


@rule
def twice(x):
    return 2 * x


@compiled
def four_times(x):
    return twice(twice(x))


@compiled
def eight_times(x):
    return four_times(x) + four_times(x)


print("numba" in sys.modules, twice(2), eight_times(3), "numba" in sys.modules)
"""


@pytest.mark.slow
def test_numba_is_loaded_when_something_is_compiled_and_not_before(tmp_path):
    (tmp_path / "marked.py").write_text(MARKED)
    done = subprocess.run(
        [sys.executable, tmp_path / "marked.py"], capture_output=True, text=True,
        env=os.environ | {"NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": os.getcwd()},
    )  # fmt: skip
    assert done.stdout.split() == ["False", "4", "24", "True"], done.stderr
