"""No share below nothing or above the whole is told as a finding."""

import math

import pytest

from sim.measures.possible import can_be, noise_in, possible, times_as_many


@pytest.mark.parametrize(("found", "shown"), [(-0.2, 0.0), (0.3, 0.3), (1.4, 1.0)])
def test_a_share_is_shown_as_the_nearest_that_can_be(found, shown):
    assert possible(found) == shown
    assert can_be(found) == (found == shown)


def test_what_is_not_known_stays_so():
    assert math.isnan(possible(math.nan))
    assert can_be(math.nan)


def test_an_interval_twice_as_wide_takes_four_times_as_many_runs():
    assert times_as_many(-0.2, 0.2) == pytest.approx(4)
    assert times_as_many(-0.01, 0.01) == 1


def test_shares_that_can_be_are_told_without_a_word():
    assert noise_in([(0.2, -0.1, 0.5), (1.0, 0.9, 1.1)], [(0.2, 0.3)], 400, "replicates") == ""


def test_an_impossible_share_is_called_noise_with_what_settles_it():
    said = noise_in([(-0.05, -0.25, 0.15), (0.4, 0.3, 0.5)], [], 400, "replicates")
    assert "1 share came out below 0 % or above 100 %" in said
    assert "noise" in said
    assert "About 1,600 replicates instead of 400" in said


def test_more_alone_than_in_all_is_called_noise():
    said = noise_in([(0.5, 0.4, 0.6), (0.3, 0.2, 0.4)], [(0.5, 0.3)], 64, "blocks")
    assert "above the share in all" in said
    assert "More blocks than these 64" in said


def test_noise_that_is_narrow_already_asks_for_no_more():
    said = noise_in([(-0.01, -0.03, 0.01)], [], 400, "replicates")
    assert "noise" in said
    assert "instead of" not in said
