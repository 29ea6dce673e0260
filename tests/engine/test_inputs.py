"""What one replicate's lanes share is of one type to the compiler, whatever world it is of."""

import numba
import pytest

from sim.data.coming_world import coming_world
from sim.data.habits import load_habits
from sim.engine.inputs import replicate_inputs
from tests.vocabulary import small_world, text, weights


@pytest.fixture(scope="module")
def worlds(a_year, fit):
    return {
        "a year of the record": a_year,
        "five states": small_world("CHN CUB IND LKA USA", text("country"), text("thematic")),
        "a year to come": coming_world(2027, 2027, fit, load_habits())[0],
    }


def test_the_engine_is_compiled_once_for_all_worlds(worlds):
    types = {name: numba.typeof(replicate_inputs(w, weights(w))) for name, w in worlds.items()}
    assert len(set(types.values())) == 1
