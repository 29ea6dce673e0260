"""``lmgsim calibrate`` as a user meets it: what it leaves, what it says, and what it refuses."""

from pathlib import Path
from types import SimpleNamespace

import pytest

import sim.data
from sim.commands.calibrate import calibrate_command
from sim.data.report import ReadingReport
from sim.errors import InputError
from tests.plots.small_fit import small_fit

ENOUGH = ("votes=.", "train_until=2020-12-31")
FIGURES = {"estimates.png", "estimates.csv", "states.png", "states.csv"}


@pytest.fixture
def fits(monkeypatch, tmp_path):
    """In place of the fit, which takes a minute: one that converges or does not."""
    monkeypatch.chdir(tmp_path)

    def so(converged):
        def quick(votes, train_until, into, progress):
            small_fit(into, converged=converged)
            message = "TOTAL NO. OF ITERATIONS REACHED LIMIT"
            found = SimpleNamespace(converged=converged, iterations=322, votes=9, message=message)
            return found, ReadingReport(roll_calls=60)

        monkeypatch.setattr("sim.fit.calibrate.calibrate", quick)
        return tmp_path

    return so


def said(capsys):
    out, err = capsys.readouterr()
    return " ".join(out.split()), err


def names_in(folder):
    return {path.name for path in folder.iterdir()}


def test_a_fit_is_drawn_beside_its_tables(fits, capsys):
    place = fits(converged=True)
    calibrate_command([*ENOUGH, "into=out"])
    assert names_in(place / "out" / "figures") == FIGURES
    out, err = said(capsys)
    assert "60 roll calls, 9 votes scored; converged after 322 steps." in out
    assert "with its interval: out/figures" in out
    assert err == ""


def test_figures_go_where_they_are_asked_for(fits, capsys):
    place = fits(converged=True)
    calibrate_command([*ENOUGH, "into=out", "figures=docs/figures"])
    assert names_in(place / "docs" / "figures") == FIGURES
    assert "figures" not in names_in(place / "out")


def test_a_fit_that_did_not_converge_is_kept_and_said_out_loud(fits, capsys):
    place = fits(converged=False)
    assert calibrate_command([*ENOUGH, "into=out"]) is False
    assert names_in(place / "out") >= {"fit.json", "weights.csv", "figures"}
    out, err = said(capsys)
    assert "NOT CONVERGED after 322 steps" in out
    assert err.startswith("lmgsim: the fit did not converge (TOTAL NO. OF ITERATIONS")
    assert err.count("\n") == 1


def test_the_package_keeps_no_figures(fits):
    fits(converged=True)
    shipped = Path(sim.data.__path__[0]) / "fitted"
    before = names_in(shipped)
    with pytest.raises(InputError, match="figures=FOLDER"):
        calibrate_command([*ENOUGH, f"into={shipped}"])
    assert names_in(shipped) == before


def test_an_unknown_setting_is_named(fits):
    with pytest.raises(InputError, match=r"figures=\.\.\., not 'pictures=x'"):
        calibrate_command([*ENOUGH, "pictures=x"])
