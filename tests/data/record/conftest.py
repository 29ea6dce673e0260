"""A data folder of one's own for every test."""

import pytest

from sim.data.record.in_force import chosen, look_again


@pytest.fixture
def mine(tmp_path):
    """An empty data folder that is in force for the test."""
    place = tmp_path / "mine"
    with chosen(str(place)):
        look_again()
        yield place
    look_again()
