"""The stored table of habits, and what is refused in its place."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

import sim.data
from sim.data.habits import CHANCES, COLUMNS, WHAT, load_habits
from sim.errors import InputError

FITTED = Path(sim.data.__path__[0]) / "fitted"


@pytest.fixture
def folder(tmp_path):
    """A copy of the package's habits."""
    for name in ("habits.csv", "fit.json"):
        shutil.copy(FITTED / name, tmp_path)
    return tmp_path


def test_the_packages_own_habits_are_those_of_its_fit(fit):
    habits = load_habits()
    assert tuple(habits.table.columns) == COLUMNS
    assert str(habits.until) == fit.story["train_until"]
    assert set(habits.table.what) == set(WHAT)


def test_no_chance_is_nought_or_one():
    chances = load_habits().table[list(CHANCES)].to_numpy()
    assert ((chances > 0) & (chances < 1)).all()


def test_a_series_has_one_row_and_was_seen_in_the_last_eight_years():
    habits = load_habits()
    known = habits.table[habits.table.series != ""]
    assert not known.duplicated(["what", "series"]).any()
    assert (known.last_year > habits.until.astype("datetime64[Y]").astype(int) + 1970 - 8).all()
    assert (known.texts >= 1).all()


def test_habits_are_those_that_everyone_in_geneva_knows():
    texts = load_habits().of("text").set_index("series")
    assert texts.march["golan"] > 0.9 > 0.1 > texts.june["golan"]
    assert texts.june["belarus"] > 0.8
    assert (texts.loc["syria", ["march", "june", "september"]].astype(float) > 0.8).all()
    assert texts.september["burundi"] > 0.8
    assert texts.special.idxmax() == "opt-inquiry"


def test_a_fit_without_habits_is_refused(folder):
    (folder / "habits.csv").unlink()
    with pytest.raises(InputError, match=r"no habits in .*lmgsim calibrate"):
        load_habits(folder)


def test_a_fit_that_does_not_say_when_it_ends_is_refused(folder):
    (folder / "fit.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=r"no habits in .*train_until"):
        load_habits(folder)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("june", "1.0", "row 3, column june: '1.0' is not a chance"),
        ("special", "0.0", "row 3, column special: '0.0' is not a chance"),
        ("march", "often", "row 3, column march: 'often' is not a chance"),
        ("march", "", "row 3, column march: '' is not a chance"),
        ("texts", "two", "row 3, column texts: 'two' is not a number"),
        ("kind", "amendment", "row 3, column kind: 'amendment' is none of country, thematic"),
        ("what", "habit", "row 3, column what: 'habit' is none of text"),
        ("pen", "", "row 3, column pen: '' is none of west"),
    ],
)
def test_a_malformed_row_is_named(folder, column, value, said):
    table = pd.read_csv(folder / "habits.csv", dtype=str, keep_default_na=False)
    table.loc[1, column] = value
    table.to_csv(folder / "habits.csv", index=False)
    with pytest.raises(InputError, match=said):
        load_habits(folder)


def test_a_missing_column_is_named(folder):
    table = pd.read_csv(folder / "habits.csv", keep_default_na=False)
    table.drop(columns="texts").to_csv(folder / "habits.csv", index=False)
    with pytest.raises(InputError, match="no column 'texts'"):
        load_habits(folder)
