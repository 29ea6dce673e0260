"""Whose doubt it is, and which mechanism's doing."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.compare import SOURCES, pulls, variance_shares
from sim.analysis.compare.shares import FEWEST, shares_table
from sim.plots.compare import stands_out
from sim.plots.noise_words import noise_of_shares, noise_of_spread
from sim.screens.compare import _share


def world(number: int, effect) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Replicates of an effect of three independent sources, whole and with one swapped."""
    rng = np.random.default_rng(11)
    drawn = {source: rng.normal(size=number) for source in SOURCES}
    other = np.arange(number) ^ 1
    swapped = {source: effect(**{**drawn, source: drawn[source][other]}) for source in SOURCES}
    return effect(**drawn), swapped


def test_where_sources_add_up_each_has_its_share_alone_and_no_more():
    whole, swapped = world(
        4_000, lambda weights, assumptions, chance: 3 * weights + 2 * assumptions + chance
    )
    rows = {row["source"]: row for row in variance_shares(whole, swapped, 1)}
    for source, share in (("weights", 9 / 14), ("assumptions", 4 / 14), ("chance", 1 / 14)):
        assert rows[source]["alone"] == pytest.approx(share, abs=0.05)
        assert rows[source]["in_all"] == pytest.approx(share, abs=0.05)
        assert rows[source]["alone_low"] < share < rows[source]["alone_high"]


def test_what_two_do_only_together_is_nobodys_alone():
    whole, swapped = world(4_000, lambda weights, assumptions, chance: weights * assumptions)
    rows = {row["source"]: row for row in variance_shares(whole, swapped, 1)}
    for source in ("weights", "assumptions"):
        assert rows[source]["alone"] == pytest.approx(0, abs=0.08)
        assert rows[source]["in_all"] == pytest.approx(1, abs=0.12)
    assert rows["chance"]["in_all"] == 0


def test_an_effect_that_is_the_same_everywhere_has_no_spread_to_divide():
    same = np.ones(60)
    assert variance_shares(same, dict.fromkeys(SOURCES, same), 1) == []
    assert shares_table({"a": same}, {"a": dict.fromkeys(SOURCES, same)}, "exits", 1).empty


def test_few_replicates_are_not_divided():
    whole, swapped = world(FEWEST - 2, lambda weights, assumptions, chance: weights + chance)
    assert variance_shares(whole, swapped, 1) == []
    whole, swapped = world(FEWEST, lambda weights, assumptions, chance: weights + chance)
    assert len(variance_shares(whole, swapped, 1)) == 3


def test_a_source_stands_out_only_where_the_intervals_part():
    found = {"in_all": [0.6, 0.2, 0.3], "in_all_low": [0.5, 0.1, 0.2]}
    rows = pd.DataFrame({"source": SOURCES, **found, "in_all_high": [0.7, 0.3, 0.45]})
    assert stands_out(rows) == "weights"
    assert stands_out(rows.assign(in_all_high=[0.7, 0.3, 0.55])) is None


def test_a_mechanism_taken_out_last_and_put_in_alone_need_not_agree():
    effect = np.array([4.0, 6.0, 5.0])
    table = pulls(
        {"a": effect},
        {"outreach": {"a": effect - 3}, "groups": {"a": effect - 1}, "image": {"a": effect}},
        {"outreach": {"a": effect - 4}},
        {"outreach": "outreach", "groups": "peers", "image": "image"},
        "defections",
    )
    assert table.mechanism.tolist() == ["outreach", "groups"]  # image changes nothing
    assert table.part.tolist() == [3, 1]
    assert table.by_itself[0] == 1
    assert np.isnan(table.by_itself[1])
    assert table.share.tolist() == pytest.approx([0.6, 0.2])


def test_a_share_that_cannot_be_is_told_as_noise():
    figures = {"alone_low": [-0.2, 0.1, 0.2], "alone_high": [0.1, 0.3, 0.4],
               "in_all_low": [0.2, 0.2, 0.3], "in_all_high": [0.4, 0.4, 0.5]}  # fmt: skip
    rows = pd.DataFrame({"source": SOURCES, "alone": [-0.05, 0.2, 0.3],
                         "in_all": [0.3, 0.3, 0.4], **figures})  # fmt: skip
    assert "1 share came out below 0 %" in noise_of_shares(rows, 400)
    assert "About 900 replicates instead of 400" in noise_of_shares(rows, 400)
    assert noise_of_shares(rows.assign(alone=0.2), 400) == ""
    assert "above the share in all" in noise_of_shares(rows.assign(alone=0.35), 400)
    assert _share(-0.05, -0.2, 0.1) == ("0", "[0, 10]")


def test_standings_that_explain_more_than_there_is_are_told_as_noise():
    rows = pd.DataFrame({"arm": "a", "assumptions": ["x", "y", None],
                         "share_of_spread": [0.7, 0.5, -0.2]})  # fmt: skip
    assert "more than 100 %" in noise_of_spread(rows)
    assert noise_of_spread(rows.assign(share_of_spread=[0.4, 0.5, 0.1])) == ""
