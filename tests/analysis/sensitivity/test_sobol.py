"""Sobol indices: the Ishigami function by its known values, SALib's own, groups, and chance."""

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import sobol as salib

from sim.analysis.sensitivity import sobol_indices
from sim.analysis.sensitivity.layout import layout
from sim.designs import read_design
from sim.errors import InputError

NAMES = [f"levers.x{n}" for n in (1, 2, 3)]
FACTORS = {name: {"low": -3.14159265359, "high": 3.14159265359} for name in NAMES}
# Ishigami and Homma 1990, with a = 7 and b = 0.1
FIRST = dict(zip(NAMES, (0.3139, 0.4424, 0.0), strict=True))
TOTAL = dict(zip(NAMES, (0.5576, 0.4424, 0.2437), strict=True))


def ishigami(x: np.ndarray) -> np.ndarray:
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def sobol(points: int, seed: int = 1, **more):
    return read_design({"method": "sobol", "points": points, "seed": seed, "factors": FACTORS,
                        "indices": "factors", **more})  # fmt: skip


def runs(y: np.ndarray) -> pd.DataFrame:
    """The table of a sweep from outcomes [points] or [points, replicates]."""
    y = y[:, None] if y.ndim == 1 else y
    points, replicates = np.indices(y.shape)
    return pd.DataFrame({"point": points.ravel(), "replicate": replicates.ravel(), "y": y.ravel()})


def one(table: pd.DataFrame, **chosen) -> pd.Series:
    for column, value in chosen.items():
        table = table[table[column] == value]
    (row,) = table.to_dict("records")
    return pd.Series(row)


def test_the_indices_of_the_ishigami_function_are_the_known_ones():
    design = sobol(1024)
    table = sobol_indices(design, runs(ishigami(design.codes)))
    assert len(table) == 6
    for index, known in (("first", FIRST), ("total", TOTAL)):
        for name, value in known.items():
            row = one(table, name=name, index=index)
            assert row.low <= value <= row.high
            assert row.estimate == pytest.approx(value, abs=0.01)
            assert 0.02 < row.high - row.low < 0.2
            assert (row.level, row.blocks, row.replicates) == ("factor", 1024, 1)


def test_estimates_and_intervals_are_those_of_salib():
    design = sobol(256)
    y = ishigami(design.codes)
    table = sobol_indices(design, runs(y), resamples=2000)
    problem = {"num_vars": 3, "names": NAMES, "bounds": [[-np.pi, np.pi]] * 3}
    known = salib.analyze(problem, y, calc_second_order=False, num_resamples=2000, seed=1)
    for index, short in (("first", "S1"), ("total", "ST")):
        part = table[table["index"] == index]
        assert part.estimate.to_numpy() == pytest.approx(known[short], abs=1e-12)
        half = (part.high - part.low).to_numpy() / 2
        assert half == pytest.approx(known[f"{short}_conf"], rel=0.1)


def test_chance_does_not_change_what_the_indices_aim_at():
    rng = np.random.default_rng(0)
    replicates, hits, estimates = 20, [], []
    for seed in range(25):
        design = sobol(128, seed)
        chance = rng.normal(size=(3, replicates))
        y = ishigami(design.codes)[:, None] + 3 * chance[0] + design.codes[:, :1] * chance[1]
        y = y + 4 * rng.normal(size=(len(design), replicates))
        table = sobol_indices(design, runs(y), resamples=200)
        known = [{"first": FIRST, "total": TOTAL}[row["index"]][row["name"]]
                 for row in table.to_dict("records")]  # fmt: skip
        hits.append((table.low <= known) & (known <= table.high))
        estimates.append(table.estimate - known)
    assert np.mean(hits) > 0.93
    assert np.abs(np.mean(estimates, axis=0)).max() < 0.05


def test_a_mean_over_replicates_taken_as_it_is_would_count_chance_as_interactions():
    design = sobol(1024)
    chance = 4 * np.random.default_rng(0).normal(size=(len(design), 4))
    y = ishigami(design.codes)[:, None] + chance
    wrong = one(sobol_indices(design, runs(y.mean(axis=1))), name=NAMES[2], index="total").estimate
    assert wrong > TOTAL[NAMES[2]] + 0.1  # a variance of 4 on top of 13.8
    right = one(sobol_indices(design, runs(y)), name=NAMES[2], index="total").estimate
    assert right == pytest.approx(TOTAL[NAMES[2]], abs=0.03)


def test_groups_have_the_indices_of_their_factors_together():
    factors = {
        "levers.a": {"low": 0, "high": 1},
        "levers.b": {"low": 0, "high": 1},
        "rules.assumptions.c": {"low": 0, "high": 1},
    }
    design = read_design({"method": "sobol", "points": 512, "factors": factors})
    a, b, c = design.codes.T - 0.5
    y = a + b + 12**0.5 * a * b + 12**0.5 * a * c  # variances 1/12 each
    table = sobol_indices(design, runs(y))
    expected = {("levers", "first"): 0.75, ("levers", "total"): 1.0,
                ("assumptions", "first"): 0.0, ("assumptions", "total"): 0.25}  # fmt: skip
    groups = table[table.level == "group"]
    assert len(groups) == 4
    for (name, index), value in expected.items():
        row = one(groups, name=name, index=index)
        assert row.estimate == pytest.approx(value, abs=0.05)
        assert row.low <= value <= row.high
    alone = one(table, name="rules.assumptions.c", index="total").estimate
    assert alone == one(groups, name="assumptions", index="total").estimate


def test_an_outcome_that_does_not_vary_has_no_index():
    design = sobol(8)
    table = sobol_indices(design, runs(np.ones((len(design), 3))))
    assert table[["estimate", "low", "high"]].isna().all(axis=None)


def test_the_same_seed_gives_the_same_intervals():
    design = sobol(16)
    table = runs(ishigami(design.codes))
    pd.testing.assert_frame_equal(sobol_indices(design, table, seed=0),
                                  sobol_indices(design, table, seed=0))  # fmt: skip
    other = sobol_indices(design, table, seed=1)
    assert (other.low != sobol_indices(design, table, seed=0).low).all()


# ------------------------------------------------------------------ the table
def test_the_order_of_the_rows_and_other_columns_do_not_matter():
    design = sobol(16, fixed={"seed": 3})
    table = runs(ishigami(design.codes)).assign(seed=3, scenario="none", **{NAMES[0]: 1.0})
    found = sobol_indices(design, table.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(found, sobol_indices(design, runs(ishigami(design.codes))))


def test_of_a_sweep_cut_short_the_whole_blocks_count():
    design = sobol(64)
    y = ishigami(design.codes)
    cut = runs(np.stack([y, y + 1], axis=1))
    cut = cut[cut.point < 32 * design.block + 2]
    found = sobol_indices(design, cut)
    assert set(found.blocks) == {32}
    whole = sobol(32)
    same = sobol_indices(whole, runs(np.stack([y, y + 1], axis=1)[: len(whole)]))
    pd.testing.assert_frame_equal(found, same)


def test_replicates_that_few_points_have_are_left_out():
    design = sobol(8)
    table = runs(np.random.default_rng(0).random((len(design), 5)))
    table = table[(table.replicate < 4) | (table.point < design.block)]
    found = layout(design, table, "y")
    assert (found.blocks, found.replicates) == (8, 4)


def test_a_measure_that_is_not_known_in_a_run_leaves_out_its_block_or_replicate():
    design = sobol(8)
    table = runs(np.random.default_rng(0).random((len(design), 3)))
    table.loc[(table.point == 0) & (table.replicate == 1), "y"] = np.nan
    found = layout(design, table, "y")
    assert (found.blocks, found.replicates) == (7, 3)
    assert found.points[0, 0] == design.block


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.drop(columns="point"), "no column point"),
        (lambda t: t.drop(columns="y"), "the table has no measure"),
        (lambda t: pd.concat([t, t.iloc[:1]]), "stand in the table twice"),
        (lambda t: t.assign(point=t.point + 1), "point 40 is none of the design's 40 points"),
        (lambda t: t.assign(point=-t.point), "point -1 is none"),
        (lambda t: t[t.point == 0], "not known for any whole block of 5 points"),
        (lambda t: t.iloc[:0], "not known for any whole block"),
        (lambda t: t.assign(y=np.nan), "not known for any whole block"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(change, words):
    design = sobol(8)
    with pytest.raises(InputError, match=words):
        sobol_indices(design, change(runs(ishigami(design.codes))))


def test_a_measure_that_is_not_there_is_refused():
    design = sobol(8)
    with pytest.raises(InputError, match="no measure exits; it has y"):
        sobol_indices(design, runs(ishigami(design.codes)), ["exits"])


def test_another_design_is_refused():
    design = read_design({"method": "random", "points": 8, "factors": FACTORS})
    with pytest.raises(InputError, match="need a design by method sobol, not random"):
        sobol_indices(design, runs(np.zeros(8)))
