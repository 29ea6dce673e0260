"""The tables of a sweep: in order, the same in however many goes, and summed up rightly."""

import numpy as np
import pandas as pd
import pytest

from sim.errors import InputError
from sim.measures import COLUMNS
from sim.sweep import assembly
from sim.sweep.assembly import slices, write_tables
from sim.sweep.chunk import encode
from sim.sweep.shelf import Pile
from sim.sweep.spread import QUANTILES, spread
from sim.sweep.units import Unit
from sim.sweep.work import work
from tests.sweep.words import contacts, simulate

POINTS = contacts(5, 1, 3)
TABLES = ("runs.parquet", "summary.parquet")


def written(folder, points, replicates, kept):
    folder.mkdir(exist_ok=True)
    write_tables(folder, points, [replicates] * len(points), kept)
    return [(folder / name).read_bytes() for name in TABLES]


@pytest.fixture(scope="module")
def at_once():
    kept = Pile()
    simulate(POINTS, 4, kept)
    return kept


def test_runs_are_sorted_by_point_and_replicate(tmp_path, at_once):
    written(tmp_path, POINTS, 4, at_once)
    runs = pd.read_parquet(tmp_path / "runs.parquet")
    assert list(runs.columns) == ["point", "replicate", *COLUMNS]
    assert runs[["point", "replicate"]].to_numpy().tolist() == [
        [p, r] for p in range(3) for r in range(4)
    ]


def test_more_points_and_replicates_later_give_what_one_go_gives(tmp_path, at_once):
    kept = Pile()
    simulate(POINTS[1:2], 3, kept)
    simulate(POINTS[:2], 2, kept)
    simulate(POINTS, 4, kept)
    assert written(tmp_path / "a", POINTS, 4, kept) == written(tmp_path / "b", POINTS, 4, at_once)


@pytest.mark.parametrize("rows", [1, 5, 8])
def test_rows_are_laid_out_slice_by_slice(rows, at_once, monkeypatch):
    whole = np.concatenate([part.values for part in slices(POINTS, [4] * 3, at_once)])
    monkeypatch.setattr(assembly, "SLICE", rows)
    parts = list(slices(POINTS, [4] * 3, at_once))
    assert len(parts) == {1: 3, 5: 3, 8: 2}[rows]
    assert np.concatenate([part.values for part in parts]).tobytes() == whole.tobytes()


def test_the_same_point_twice_has_its_rows_twice(at_once):
    (part,) = slices([POINTS[0], POINTS[0]], [4, 4], at_once)
    assert part.values[0].tobytes() == part.values[1].tobytes()


def test_a_missing_row_is_named(at_once):
    with pytest.raises(InputError, match="point 0, replicate 4 is missing"):
        list(slices(POINTS, [5] * 3, at_once))


def test_one_run_with_two_results_is_refused():
    kept = Pile()
    kept.put(work(Unit(POINTS[:1], [0]).text()))
    kept.put(encode([POINTS[0].key], [0], np.ones((1, 1, len(COLUMNS)))))
    with pytest.raises(InputError, match="kept twice with different numbers"):
        list(slices(POINTS[:1], [1], kept))


def test_a_summary_is_what_pandas_says():
    rng = np.random.default_rng(0)
    values = rng.normal(size=(4, 50, 3))
    values[1, :20, 0] = np.nan
    values[2, :, 1] = np.nan
    values[3, 1:, 2] = np.nan
    found = spread(values)
    for p in range(4):
        column = pd.DataFrame(values[p])
        number = column.notna().sum()
        expected = {
            "replicates": number,
            "mean": column.mean(),
            "sd": column.std(),
            "error": column.sem(),
            "above_zero": ((column > 0).sum() / number).where(number > 0),
            **{name: column.quantile(share) for name, share in QUANTILES.items()},
        }
        for name, figures in expected.items():
            np.testing.assert_allclose(found[name][p], figures, rtol=1e-12, err_msg=name)


def test_the_stored_summary_reads_by_point_and_measure(tmp_path, at_once):
    written(tmp_path, POINTS, 4, at_once)
    runs = pd.read_parquet(tmp_path / "runs.parquet")
    table = pd.read_parquet(tmp_path / "summary.parquet").set_index(["point", "measure"])
    means = runs.groupby("point").country_soft.mean()
    for point in range(3):
        assert table.loc[(point, "country_soft"), "mean"] == pytest.approx(means[point], rel=1e-12)
