"""Measures in the raw table of a run, and every table that shows them."""

from dataclasses import fields

import numpy as np
import pandas as pd
import pytest

from sim.analysis import effects
from sim.analysis.levels import Levels
from sim.measures import BY_NAME, MEASURES, Counts, levels_of
from sim.plots import measures as shown
from sim.replays.measures import DECLARED
from sim.replays.measures import MEASURES as OF_CLAIMS
from sim.world import KINDS

ARMS = ("baseline", "intervention")
COMPARED = [measure.name for measure in MEASURES if measure.compared]


@pytest.fixture
def runs() -> pd.DataFrame:
    """A table of three replicates, two arms and all kinds, in which no two numbers are alike."""
    rng = np.random.default_rng(3)
    index = pd.MultiIndex.from_product([range(3), ARMS, KINDS], names=["replicate", "arm", "kind"])
    table = index.to_frame(index=False)
    for field in fields(Counts):
        table[field.name] = rng.integers(1, 1000, len(table))
    per_run = table.groupby(["replicate", "arm"]).exits.transform("first")
    return table.assign(exits=per_run)


def test_levels_are_those_that_a_sweep_counts_in_each_replicate(runs):
    for number in range(3):
        here = runs[runs.replicate == number]
        wide = {f.name: here.pivot(index="kind", columns="arm", values=f.name)
                .loc[list(KINDS), list(ARMS)].to_numpy() for f in fields(Counts)}  # fmt: skip
        expected = levels_of(Counts(**(wide | {"exits": wide["exits"][0]})))
        found = np.concatenate([
            _of(runs, number, [m.name for m in MEASURES if m.of_kind], KINDS),
            _of(runs, number, [m.name for m in MEASURES if not m.of_kind], KINDS[:1]),
        ])  # fmt: skip
        assert np.array_equal(found, expected)


def _of(runs: pd.DataFrame, number: int, names: list[str], kinds: tuple[str, ...]) -> np.ndarray:
    levels = Levels(runs)
    return np.array([
        [levels.of(BY_NAME[name])[(runs.replicate == number) & (runs.arm == arm)
                                  & (runs.kind == kind)].item() for arm in ARMS]
        for kind in kinds for name in names
    ])  # fmt: skip


def test_the_order_of_the_rows_does_not_matter(runs):
    shuffled = runs.sample(frac=1, random_state=5)
    for measure in MEASURES:
        expected = Levels(runs).of(measure)
        pd.testing.assert_series_equal(Levels(shuffled).of(measure).sort_index(), expected)


def test_every_measure_that_is_compared_has_its_rows_by_kind_and_arm(runs):
    table = effects.measured(runs)
    assert list(table.measure.unique()) == COMPARED
    for name, part in table.groupby("measure"):
        kinds = KINDS if BY_NAME[name].of_kind else (effects.WHOLE_RUN,)
        assert set(part.kind) == set(kinds)
        assert set(part.arm) == {*ARMS, "difference"}


def test_a_measure_is_shown_beside_defection_once_for_each_kind_or_once_for_the_run(runs):
    rows = shown.beside_defection(effects.measured(runs), ("country", "amendment"))
    names = [name for name in COMPARED if name not in shown.BY_TYPE]
    of_kind = [name for name in names if BY_NAME[name].of_kind]
    assert [row["column"] for row in rows] == [
        *(f"{kind}_{name}" for kind in ("country", "amendment") for name in of_kind),
        *(name for name in names if not BY_NAME[name].of_kind),
    ]
    (rice,) = (row for row in rows if row["column"] == "country_rice")
    country = runs[(runs.kind == "country") & (runs.arm == "baseline")]
    assert rice["baseline_mean"] == pytest.approx(country.rice.mean())


def test_what_was_not_counted_is_not_shown(runs):
    nothing = effects.measured(runs.assign(ballots=0))
    shown_columns = {row["column"] for row in shown.beside_defection(nothing, KINDS)}
    assert "country_adopted" not in shown_columns
    assert "country_pivotal" in shown_columns


def test_a_claim_can_ask_for_every_measure_and_no_name_has_two_meanings():
    assert list(DECLARED) == COMPARED
    assert len(OF_CLAIMS) == len(set(OF_CLAIMS))
    own = set(OF_CLAIMS) - set(DECLARED)
    assert all(OF_CLAIMS[name] is DECLARED[name] for name in DECLARED)  # no own one is so called
    assert {"departures", "passes", "seats"} <= own
