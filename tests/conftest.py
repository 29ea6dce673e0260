"""What all tests share: the package's own fit, and the same examples in every run."""

import pytest
from hypothesis import settings

from sim.data.fitted import Fit, load_fit
from tests.vocabulary import the_record, year
from tests.vocabulary import weights as weights_of

# Compiling a function takes longer than any sensible deadline, and a test that fails today only
# because it met another example than yesterday blames the wrong change.
settings.register_profile("same every time", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("same every time")


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
    """The real Council of 2021 to 2023."""
    return the_record()
