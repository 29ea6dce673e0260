"""Many sizes of one thing: one voice a study, inverse variance, and a further setting."""

from math import sqrt

import numpy as np
import pytest

from sim.evidence.combining import Size, bound, combine, one_voice


def test_looks_at_the_same_votes_are_one_voice_however_many():
    one = one_voice([(0.3, 0.1)])
    assert (one.effect, one.se) == (0.3, 0.1)
    again = one_voice([(0.3, 0.1)] * 5)
    assert again.effect == pytest.approx(0.3)
    assert again.se == pytest.approx(0.1)


def test_looks_that_disagree_are_less_sure():
    voice = one_voice([(0.0, 0.1), (0.4, 0.1)])
    assert voice.effect == pytest.approx(0.2)
    assert voice.se == pytest.approx(sqrt(0.01 + 0.04))


def test_by_the_method_of_moments_as_the_source_does_it():
    """Worked by hand: effects 0, 1, 2 with error 0.5: Q = 8, C = 8, so tau squared = 0.75."""
    found = combine([Size(0.0, 0.5), Size(1.0, 0.5), Size(2.0, 0.5)])
    assert found.mean == pytest.approx(1.0)
    assert found.between == pytest.approx(sqrt(0.75))
    assert found.se == pytest.approx(sqrt((0.25 + 0.75) / 3))
    assert found.further == pytest.approx(sqrt(1 / 3 + 0.75))


def test_studies_that_agree_weigh_by_their_precision():
    found = combine([Size(0.10, 0.1), Size(0.12, 0.2), Size(0.11, 0.4)])
    weights = np.array([100, 25, 6.25])
    assert found.between == 0
    assert found.mean == pytest.approx(weights @ [0.10, 0.12, 0.11] / weights.sum())
    assert found.se == pytest.approx(weights.sum() ** -0.5)


@pytest.mark.parametrize("number", [1, 2])
def test_few_studies_cannot_show_that_studies_agree(number):
    found = combine([Size(0.2, 0.1)] * number)
    assert found.between == pytest.approx(found.se)
    assert found.further == pytest.approx(sqrt(2) * 0.1 / sqrt(number))


def test_the_loosest_bound_counts_and_an_effect_on_the_other_side_bounds_no_better_than_none():
    assert bound([Size(0.02, 0.04), Size(-0.5, 0.1)]) == pytest.approx(0.196)
    assert bound([Size(0.1, 0.1)]) == pytest.approx(0.1 + 0.196)
