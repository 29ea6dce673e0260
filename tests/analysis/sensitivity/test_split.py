"""The variance of runs is split into what is known to be in it."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.sensitivity import sensitivity_tables, variance_split
from sim.analysis.sensitivity.resampling import weighings
from sim.analysis.sensitivity.split import components
from sim.designs import read_design
from sim.errors import InputError

FACTORS = {
    "levers.a": {"low": 0, "high": 1},
    "levers.b": {"low": 0, "high": 1},
    "rules.assumptions.c": {"low": 0, "high": 1},
    "fit.draw": {"low": 0, "high": 199, "integer": True},
}
KNOWN = {"design": 2.5, "noise": 3.0, "levers": 1.5, "assumptions": 0.25, "fit": 0.25,
         "together": 0.5, "common": 1.0, "pointwise": 2.0}  # fmt: skip
WHOLE = 5.5


def made(method: str, seed: int = 0, **more):
    points = {} if method == "one_at_a_time" else {"points": 128}
    return read_design({"method": method, "seed": seed, "factors": FACTORS, **points, **more})


def outcomes(design, replicates: int, seed: int) -> np.ndarray:
    """[points, replicates] outcomes with the known components."""
    rng = np.random.default_rng(seed)
    u = (design.codes / [1, 1, 1, 199] - 0.5) * 12**0.5
    u[:, 3] *= (199 / 201) ** 0.5
    y = u[:, 0] + 0.5**0.5 * u[:, 1] + 0.5 * u[:, 2] + 0.5 * u[:, 3] + 0.5**0.5 * u[:, 0] * u[:, 2]
    common, slope = rng.normal(size=(2, replicates))
    return y[:, None] + common + u[:, :1] * slope + rng.normal(size=(len(y), replicates))


def runs(y: np.ndarray) -> pd.DataFrame:
    points, replicates = np.indices(y.shape)
    return pd.DataFrame({"point": points.ravel(), "replicate": replicates.ravel(), "y": y.ravel()})


def test_known_components_are_found_and_their_intervals_cover_them():
    hits, variances = [], []
    for seed in range(15):
        design = made("sobol", seed, indices="groups")
        table = variance_split(design, runs(outcomes(design, 40, seed)), resamples=200)
        assert table.component.tolist() == list(KNOWN)
        shares = np.array([*KNOWN.values()]) / WHOLE
        hits.append((table.low <= shares) & (shares <= table.high))
        variances.append(table.variance)
    assert np.mean(hits) > 0.92
    assert np.mean(variances, axis=0) == pytest.approx([*KNOWN.values()], rel=0.15, abs=0.05)


def test_the_parts_add_up():
    design = made("sobol")
    table = variance_split(design, runs(outcomes(design, 10, 0))).set_index("component")
    assert table.share[["design", "noise"]].sum() == pytest.approx(1)
    parts = table.groupby("of").share.sum()
    assert parts["design"] == pytest.approx(table.share["design"])
    assert parts["noise"] == pytest.approx(table.share["noise"])
    assert (table.points == 256).all()
    assert (table.replicates == 10).all()


@pytest.mark.parametrize("method", ["random", "latin_hypercube"])
def test_designs_without_groups_tell_the_design_from_chance(method):
    design = made(method)
    table = variance_split(design, runs(outcomes(design, 40, 3)))
    assert table.component.tolist() == ["design", "noise", "common", "pointwise"]
    for row in table.itertuples():
        assert row.low <= KNOWN[row.component] / WHOLE <= row.high


def test_with_even_weights_it_is_the_analysis_of_variance():
    y = np.random.default_rng(0).normal(size=(6, 4)) + np.arange(6)[:, None] - np.arange(4) * 2
    y -= y.mean()
    (weights,) = weighings(6, 4, 0, 0)
    between, common, pointwise = components(y, weights)[:, 0]
    rest = y - y.mean(axis=1, keepdims=True) - y.mean(axis=0)
    residual = (rest**2).sum() / (5 * 3)
    assert pointwise == pytest.approx(residual)
    assert between == pytest.approx(y.mean(axis=1).var(ddof=1) - residual / 4)
    assert common == pytest.approx(y.mean(axis=0).var(ddof=1) - residual / 6)


def test_a_shift_that_all_points_share_is_common_noise_alone():
    design = made("random")
    y = np.tile(np.arange(5.0), (128, 1))
    table = variance_split(design, runs(y)).set_index("component")
    assert table.share.to_dict() == pytest.approx(
        {"design": 0, "noise": 1, "common": 1, "pointwise": 0}, abs=1e-9)  # fmt: skip


def test_one_group_has_all_that_the_design_has():
    design = read_design({"method": "sobol", "points": 16,
                          "factors": {"levers.a": {"low": 0, "high": 1}}})  # fmt: skip
    rng = np.random.default_rng(0)
    table = variance_split(design, runs(design.codes + rng.normal(size=(len(design), 5))))
    share = table.set_index("component").share
    assert "together" not in share
    assert share["levers"] == share["design"]


@pytest.mark.parametrize(
    ("design", "replicates", "words"),
    [
        (made("morris"), 3, "the points of method morris are no sample"),
        (made("sobol", indices="factors"), 3, "group levers cannot be told apart in this design"),
        (made("random"), 1, "two replicates at least .* not 128 and 1"),
    ],
)
def test_what_cannot_be_split_is_refused(design, replicates, words):
    with pytest.raises(InputError, match=words):
        variance_split(design, runs(np.zeros((len(design), replicates))))


@pytest.mark.parametrize(
    ("design", "replicates", "tables"),
    [
        (made("sobol"), 3, {"sobol_indices", "variance_split"}),
        (made("sobol"), 1, {"sobol_indices"}),
        (made("sobol", indices="factors"), 3, {"sobol_indices"}),
        (made("morris"), 3, {"morris_screening"}),
        (made("random"), 3, {"variance_split"}),
        (made("one_at_a_time"), 3, set()),
    ],
)
def test_a_design_answers_what_it_was_made_for(design, replicates, tables):
    y = np.random.default_rng(0).random((len(design), replicates))
    found = sensitivity_tables(design, runs(y), resamples=20)
    assert set(found) == tables
    assert all(len(table) for table in found.values())


def test_a_measure_that_is_known_in_too_few_runs_is_left_out():
    design = made("random")
    table = runs(np.random.default_rng(0).random((len(design), 3))).assign(none=np.nan)
    table["once"] = table.y.where(table.replicate == 0)
    assert set(sensitivity_tables(design, table, resamples=20)["variance_split"].measure) == {"y"}
    sobol = made("sobol")
    table = runs(np.random.default_rng(0).random((len(sobol), 3))).assign(none=np.nan)
    table["once"] = table.y.where(table.replicate == 0)
    found = sensitivity_tables(sobol, table, resamples=20)
    assert set(found["sobol_indices"].measure) == {"y", "once"}
    assert set(found["variance_split"].measure) == {"y"}


def test_a_single_point_answers_nothing(tmp_path):
    (tmp_path / "p.csv").write_text("levers.a\n1\n", encoding="utf-8")
    design = read_design({"method": "list", "file": str(tmp_path / "p.csv")})
    assert sensitivity_tables(design, runs(np.ones((1, 5)))) == {}
