"""The contract of every rule: the same bits plain and compiled, and its arguments left alone.

The rules are found, not listed: a rule without a line in ``ARGUMENTS`` fails here.
"""

import inspect
from types import FunctionType

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.council import line, manoeuvre, tally
from sim.rules import ballot, lobbying, memory, predisposition

MODULES = (predisposition, lobbying, ballot, memory, line, tally, manoeuvre)
RULES = {
    name: function
    for module in MODULES
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__
}

NUMBER = st.floats(-50, 50)
SHARE = st.floats(0, 1)
SIGN = st.sampled_from([-1.0, 0.0, 1.0])
FLAG = st.sampled_from([0.0, 1.0])
COUNT = st.integers(0, 300).map(float)
BAND = st.floats(0.05, 5)

ARGUMENTS = {
    "standing": (NUMBER, NUMBER, SHARE, NUMBER),
    "concern": (SIGN, FLAG, NUMBER, FLAG, NUMBER, SHARE, NUMBER, FLAG, NUMBER),
    "authorship": (SIGN, NUMBER, SIGN, NUMBER, st.floats(-1, 1), NUMBER),
    "sign_of": (SIGN,),
    "weight_here": (NUMBER, NUMBER, FLAG),
    "trust": (NUMBER, COUNT, st.sampled_from([1.0, 3.0])),
    "fade": (NUMBER, COUNT),
    "give_way": (NUMBER, COUNT, st.sampled_from([1.0, 3.0])),
    "recall": (NUMBER, NUMBER, NUMBER),
    "voice": (NUMBER,),
    "hear": (NUMBER, NUMBER, st.floats(-1, 1)),
    "bloc_pull": (NUMBER, SHARE, st.floats(-1, 1)),
    "outreach_pull": (NUMBER, SHARE, st.floats(0, 5), NUMBER, st.floats(-1, 1)),
    "aid_tie": (SHARE,),
    "civic_pull": (NUMBER, SIGN),
    "on_the_floor": (NUMBER, NUMBER, SHARE, NUMBER, NUMBER, SHARE),
    "own_band": (NUMBER, NUMBER, SHARE, NUMBER),
    "band": (NUMBER,),
    "bend": (NUMBER, SHARE),
    "cut_for_yes": (BAND, st.floats(0, 5), SHARE, st.floats(-1, 1)),
    "cut_for_no": (BAND, st.floats(0, 5), SHARE, st.floats(-1, 1)),
    "cast": (NUMBER, NUMBER, BAND, BAND),
    "logistic": (NUMBER,),
    "chance_of_yes": (NUMBER, BAND),
    "chance_of_no": (NUMBER, BAND),
    "learning_rate": (SHARE, st.integers(1, 300).map(float)),
    "remember": (NUMBER, SIGN, SHARE),
    "closeness": (SIGN, st.sampled_from([-1.0, 0.0, 1.0, 9.0]), SHARE),
    "modal_vote": (COUNT, COUNT, COUNT),
    "is_adopted": (COUNT, COUNT, st.sampled_from([0.5, 2 / 3])),
    "manoeuvre_leaning": (NUMBER, NUMBER),
    "softened": (NUMBER, NUMBER, SHARE, FLAG),
    "may_be_tabled": (COUNT, COUNT, SHARE),
    "mandate_after": (FLAG, FLAG),
    "favour_pull": (NUMBER, st.floats(-1, 1)),
    "story_pull": (NUMBER, FLAG),
    "spotlight_pull": (NUMBER, SHARE, SHARE, SIGN),
    "image_pull": (NUMBER, st.floats(-1, 1), st.floats(-1, 1)),
}
# exp comes from the C library, and the compiled one may be off by its last digit
LAST_DIGIT = {"logistic", "chance_of_yes", "chance_of_no"}


@pytest.fixture(scope="module")
def compiled_rule():
    """Each rule compiled over a whole column of arguments, once."""
    made: dict[str, object] = {}

    def batched(name):
        return made.setdefault(name, numba.vectorize(RULES[name]))

    return batched


def test_every_rule_has_its_arguments_here():
    assert set(RULES) == set(ARGUMENTS)


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_is_scalar_and_has_a_docstring(name):
    assert isinstance(RULES[name], FunctionType)
    assert inspect.getdoc(RULES[name])
    assert len(inspect.signature(RULES[name]).parameters) == len(ARGUMENTS[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(RULES))
def test_plain_and_compiled_agree_and_leave_their_arguments_alone(name, compiled_rule):
    @given(st.lists(st.tuples(*ARGUMENTS[name]), min_size=1, max_size=40))
    def agree(rows):
        columns = [np.array(column, float) for column in zip(*rows, strict=True)]
        before = [column.copy() for column in columns]
        one_by_one = np.array([RULES[name](*row) for row in rows])
        together = np.asarray(compiled_rule(name)(*columns))
        assert all((a == b).all() for a, b in zip(before, columns, strict=True))
        if name in LAST_DIGIT:
            np.testing.assert_allclose(together, one_by_one, rtol=1e-15)
        else:
            assert together.astype(float).tobytes() == one_by_one.astype(float).tobytes()

    agree()


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_never_draws(name):
    arguments = [0.5] * len(ARGUMENTS[name])
    assert RULES[name](*arguments) == RULES[name](*arguments)
