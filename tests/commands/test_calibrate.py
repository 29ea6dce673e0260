"""``lmgsim calibrate`` as a user meets it: what it leaves, what it says, and what it refuses."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

import sim.data
from sim.commands.calibrate import calibrate_command
from sim.data.report import ReadingReport
from sim.errors import InputError
from sim.files.mark import MARK
from tests.plots.small_fit import small_fit

ENOUGH = ("votes=.", "train_until=2020-12-31")
FIGURES = {"estimates.png", "estimates.csv", "states.png", "states.csv"}


@pytest.fixture
def fits(monkeypatch, tmp_path):
    """In place of the fit, which takes a minute: one that converges or does not."""
    monkeypatch.chdir(tmp_path)

    def so(converged):
        def quick(votes, train_until, into, progress, warm):
            small_fit(into, converged=converged)
            progress("fitting", 1, 3000)
            so.warm = warm and warm.story["train_until"]
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


@pytest.mark.slow
def test_a_fit_is_drawn_beside_its_tables(fits, capsys):
    place = fits(converged=True)
    calibrate_command([*ENOUGH, "into=out"])
    assert names_in(place / "out" / "figures") == FIGURES
    out, err = said(capsys)
    assert "60 roll calls, 9 votes scored; converged after 322 steps." in out
    assert "with its interval: out/figures" in out
    assert err == ""


@pytest.mark.slow
def test_figures_go_where_they_are_asked_for(fits, capsys):
    place = fits(converged=True)
    calibrate_command([*ENOUGH, "into=out", "figures=docs/figures"])
    assert names_in(place / "docs" / "figures") == FIGURES | {MARK}
    assert "figures" not in names_in(place / "out")


@pytest.mark.slow
def test_a_fit_that_did_not_converge_is_kept_and_said_out_loud(fits, capsys):
    place = fits(converged=False)
    assert calibrate_command([*ENOUGH, "into=out"]) is False
    assert names_in(place / "out") >= {"fit.json", "weights.csv", "figures"}
    out, err = said(capsys)
    assert "NOT CONVERGED after 322 steps" in out
    assert err.startswith("lmgsim: the fit did not converge (TOTAL NO. OF ITERATIONS")
    assert err.count("\n") == 1


def test_the_package_is_written_to_only_where_that_is_asked_for(fits, monkeypatch):
    place = fits(converged=True)
    shipped = Path(sim.data.__path__[0]) / "fitted_2020"
    before = {path.name: path.read_bytes() for path in shipped.iterdir()}
    for words in ([f"into={shipped}"], [f"figures={shipped / 'figures'}"]):
        with pytest.raises(InputError, match="inside the package"):
            calibrate_command([*ENOUGH, *words])
    for words in (["package=true"], ["package=true", "into=out", "figures=out"]):
        with pytest.raises(InputError, match=r"takes no into=, and needs figures=FOLDER"):
            calibrate_command([*ENOUGH, *words])
    with pytest.raises(InputError, match="package=yes: true or false"):
        calibrate_command([*ENOUGH, "package=yes"])
    assert {path.name: path.read_bytes() for path in shipped.iterdir()} == before

    monkeypatch.setattr("sim.data.packaged.DATA", place / "data")
    copy = Path(shutil.copytree(shipped, place / "data" / "fitted_2020"))
    (copy / "signing.json").write_text("{}")
    calibrate_command([*ENOUGH, "package=true", "figures=drawn"])
    assert (copy / "fit.json").read_bytes() != before["fit.json"]
    assert (copy / "signing.json").read_text() == "{}"
    assert names_in(place / "drawn") == FIGURES | {MARK}


def test_a_folder_with_something_else_in_it_is_refused_before_the_work(fits, monkeypatch):
    place = fits(converged=True)

    def at_work(*_):
        pytest.fail("the work began")

    monkeypatch.setattr("sim.fit.calibrate.calibrate", at_work)
    (place / "d").mkdir()
    (place / "d" / "thesis").write_text("mine")
    (place / "link").symlink_to("d")
    for words in (["into=d"], ["figures=d"], ["into=out", "figures=d"], ["into=link"],
                  ["into=d/thesis"], ["into=new/fit", "figures=new"]):  # fmt: skip
        with pytest.raises(InputError):
            calibrate_command([*ENOUGH, *words])
    assert {path.name for path in place.rglob("*")} == {"d", "thesis", "link"}
    assert (place / "d" / "thesis").read_text() == "mine"


def test_a_cut_that_no_packaged_fit_has_is_refused(fits):
    fits(converged=True)
    with pytest.raises(InputError, match="own fits end on 2020-12-31, 2021-12-31, 2025-04-30"):
        calibrate_command(["train_until=2019-12-31", "package=true", "figures=drawn"])


@pytest.mark.slow
def test_a_fit_begins_at_the_newest_that_has_seen_no_later_votes(fits):
    fits(converged=True)
    begun = {}
    for until, words in (("2020-12-31", []), ("2022-12-31", []), ("2022-12-31", ["start=nothing"])):
        calibrate_command(["votes=.", f"train_until={until}", "into=out", *words])
        begun[until, *words] = fits.warm
    assert list(begun.values()) == [None, "2021-12-31", None]


@pytest.mark.slow
def test_progress_goes_to_a_log_that_only_grows(fits):
    place = fits(converged=True)
    before = "2026-01-01T00:00:00Z      0.0 s  fitting: 1 of at most 3000\n"
    (place / "mine.log").write_text(before)
    calibrate_command([*ENOUGH, "into=out", "log=mine.log"])
    earlier, line = (place / "mine.log").read_text().splitlines(keepends=True)
    assert earlier == before
    line = line.rstrip()
    assert line.endswith(" s  fitting: 1 of at most 3000")
    with pytest.raises(
        InputError, match=r"cannot write the log out: .*name another file with log="
    ):
        calibrate_command([*ENOUGH, "into=out", "log=out"])
    for name in ("out/mine.log", "out/figures/mine.log"):
        with pytest.raises(InputError, match="written as a whole"):
            calibrate_command([*ENOUGH, "into=out", f"log={name}"])
    (place / "thesis.docx").write_text("years of work")
    with pytest.raises(InputError, match="is left as it is"):
        calibrate_command([*ENOUGH, "into=out", "log=thesis.docx"])
    assert (place / "thesis.docx").read_text() == "years of work"


def test_an_unknown_setting_is_named(fits):
    with pytest.raises(InputError, match=r"package=\.\.\., not 'pictures=x'"):
        calibrate_command([*ENOUGH, "pictures=x"])
