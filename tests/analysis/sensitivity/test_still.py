"""Where the outcome does not vary that is said, and a factor that does not matter has a 0."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.sensitivity import sensitivity_tables
from sim.analysis.sensitivity.layout import FLAT, HIDDEN
from sim.designs import read_design
from sim.screens import sweep as screen

FACTORS = {
    "levers.outreach.contacts": {"low": 0, "high": 1},
    "levers.mission_staff.persons": {"low": 0, "high": 1},
    "rules.assumptions.goodwill_gain": {"low": 0, "high": 1},
}
NAMES = list(FACTORS)


def design(method: str):
    return read_design({"method": method, "points": 16, "factors": FACTORS})


def tables(method: str, outcome, replicates: int = 4, **how) -> dict[str, pd.DataFrame]:
    """The answers about ``outcome``, a function of points [P, 3] and replicates, [P, R]."""
    made = design(method)
    y = np.broadcast_to(outcome(made.codes, np.arange(replicates)), (len(made), replicates))
    point, replicate = np.indices(y.shape)
    runs = pd.DataFrame({"point": point.ravel(), "replicate": replicate.ravel(), "y": y.ravel()})
    return sensitivity_tables(made, runs, resamples=50, **how)


def constant(codes, replicates):
    return np.full((1, 1), 0.1)


def zero(codes, replicates):
    return np.zeros((1, 1))


def of_the_replicate(codes, replicates):
    """The same at all points, and such that sums of it are rounded."""
    return (0.1 + np.sin(replicates) / 3)[None]


def of_the_first(codes, replicates):
    return codes[:, :1] + 0.3 * replicates[None]


def chance(codes, replicates):
    return np.random.default_rng(5).normal(size=(len(codes), len(replicates)))


@pytest.mark.parametrize("outcome", [constant, zero, of_the_replicate])
def test_no_index_is_made_up_where_nothing_varies(outcome):
    table = tables("sobol", outcome)["sobol_indices"]
    assert table[["estimate", "low", "high"]].isna().all(axis=None)
    assert (table.note == FLAT).all()


@pytest.mark.parametrize("outcome", [constant, zero, of_the_replicate])
def test_every_effect_is_nothing_where_nothing_varies(outcome):
    table = tables("morris", outcome)["morris_screening"]
    assert (table[["estimate", "low", "high"]] == 0).all(axis=None)
    assert (table.note == FLAT).all()


@pytest.mark.parametrize("outcome", [constant, zero])
def test_there_is_no_variance_to_split_where_nothing_varies(outcome):
    table = tables("sobol", outcome)["variance_split"]
    assert (table.variance == 0).all()
    assert table.share.isna().all()
    assert (table.note == FLAT).all()


def test_what_varies_between_replicates_alone_is_all_chance():
    table = tables("sobol", of_the_replicate)["variance_split"].set_index(["of", "component"])
    assert table.share["total", "design"] == 0
    assert table.share["total", "noise"] == table.share["noise", "common"] == 1
    assert table.share["noise", "pointwise"] == 0
    assert (table.note == FLAT).all()


@pytest.mark.parametrize("replicates", [1, 4])
def test_a_factor_that_does_not_matter_has_nought(replicates):
    table = tables("sobol", of_the_first, replicates)["sobol_indices"]
    for name, known in zip(NAMES, (1, 0, 0), strict=True):
        rows = table[table.name == name]
        assert rows.estimate.notna().all()
        if known == 0:
            assert (rows[["estimate", "low", "high"]].abs() < 1e-12).all(axis=None)
    assert (table.note == "").all()
    table = tables("morris", of_the_first, replicates)["morris_screening"]
    mu_star = table[table["index"] == "mu_star"].set_index("name").estimate
    assert mu_star[NAMES[0]] > 0
    assert (mu_star[NAMES[1:]] == 0).all()
    assert (table.note == "").all()


def test_what_chance_hides_is_not_said_to_be_still():
    table = tables("sobol", chance)["sobol_indices"]
    unknown = table[table.estimate.isna()]
    assert (unknown.note == HIDDEN).all()
    assert not (table.note == FLAT).any()


def printed(monkeypatch, tmp_path, table: pd.DataFrame) -> str:
    monkeypatch.setattr(screen.console, "width", 200)
    table.assign(measure="defections_difference").to_csv(
        tmp_path / "sobol_indices.csv", index=False
    )
    with screen.console.capture() as said:
        screen._show_indices(tmp_path)
    return said.get()


def test_the_screen_says_that_the_outcome_does_not_vary(monkeypatch, tmp_path):
    said = printed(monkeypatch, tmp_path, tables("sobol", zero)["sobol_indices"])
    assert "The outcome does not vary" in said
    assert "nan" not in said


def test_the_screen_shows_a_dash_where_chance_hides_an_index(monkeypatch, tmp_path):
    table = tables("sobol", of_the_first)["sobol_indices"]
    row = table.name == NAMES[1]
    table.loc[row, ["estimate", "low", "high"]] = np.nan
    table.loc[row, "note"] = HIDDEN
    said = printed(monkeypatch, tmp_path, table)
    assert "nan" not in said
    assert "[-, -]" in said
    assert f"- stands where {HIDDEN}." in said
