"""What all tests share: the package's own fit, the same examples in every run, one compilation."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from sim.compiled import is_cached, numba_with_rules
from sim.data.fitted import Fit, load_fit
from tests.vocabulary import the_record, year
from tests.vocabulary import weights as weights_of

# Whoever runs the tests may keep a record of their own: it is not what is tested.
os.environ["LMGSIM_DATA"] = "embedded"

numba_with_rules()  # tests compile rules by themselves

# Compiling a function takes longer than any sensible deadline, and a test that fails today only
# because it met another example than yesterday blames the wrong change.
settings.register_profile("same every time", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("same every time")


class CompiledOnce:
    """Where several workers test, one process compiles the engine while they look for tests.

    Without it each worker would compile all of it for itself. The tests begin when it is done.
    """

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.engine_compiled"]
        self.process = subprocess.Popen(command, cwd=Path(__file__).parents[1])

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self) -> None:
        self.process.wait()

    def pytest_sessionfinish(self) -> None:
        self.process.kill()
        self.process.wait()


def pytest_sessionstart(session):
    hands_out_tests = getattr(session.config.option, "numprocesses", None)
    if hands_out_tests and not session.config.option.collectonly and not is_cached():
        session.config.pluginmanager.register(CompiledOnce())


@pytest.fixture(scope="session")
def fit() -> Fit:
    """The package's own fit."""
    return load_fit()


@pytest.fixture(scope="session")
def a_year():
    """The real Council of 2022: two compositions, five sessions, two of them special."""
    return year(2022)


@pytest.fixture(scope="session")
def a_year_weights(a_year):
    """The weights at the mode, for the states of ``a_year``."""
    return weights_of(a_year)


@pytest.fixture(scope="session")
def record():
    """The real Council of 2022 to 2024."""
    return the_record()
