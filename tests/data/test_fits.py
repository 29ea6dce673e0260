"""Which fit is in force: the one that ends latest and has not seen the years that are run."""

import json
import shutil

import pytest

from sim.config.schema import CouncilConfig
from sim.data.fits import fit_in_force, fits_there_are, folder_of_fit
from sim.data.packaged import CUTS, PLACE, packaged_fit
from sim.data.record.in_force import chosen
from sim.errors import InputError
from sim.study.setup import setup_of
from sim.sweep.identity import fit_digest

LATER = "2022-06-30"  # the package has fits that end before and after
NEXT, SEEN = "2022-07-01", "2022-01-01"


@pytest.fixture
def mine(tmp_path):
    """A data folder with a fit that ends on a day on which none of the package's does."""
    folder = tmp_path / "mine"
    shutil.copytree(PLACE, folder / "fit")
    path = folder / "fit" / "fit.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"train_until": LATER}))
    with chosen(str(folder)):
        yield folder


def test_without_one_of_ones_own_they_are_the_packages():
    there = fits_there_are()
    assert all(fit.packaged for fit in there)
    assert {fit.until for fit in there} == set(CUTS.values())
    assert fit_in_force().until == max(CUTS.values())
    assert folder_of_fit(NEXT) is None


@pytest.mark.parametrize("since", [*CUTS.values(), "2021-01-01", "2022-01-01", "2030-01-01"])
def test_the_package_has_one_rule_for_which_of_its_fits_it_is(since):
    assert fit_in_force(since).place == packaged_fit(since)


def test_ones_own_is_in_force_for_years_that_it_has_not_seen(mine):
    assert folder_of_fit(NEXT) == mine / "fit"
    assert fit_in_force(NEXT).until == LATER


def test_the_packages_is_in_force_for_years_that_ones_own_has_seen(mine):
    assert folder_of_fit(SEEN) is None
    assert fit_in_force(SEEN).place == packaged_fit(SEEN)


def test_a_later_one_of_the_package_is_in_force_where_there_is_one(mine):
    assert folder_of_fit("2030-01-01") is None


def test_years_that_all_have_seen_get_the_one_that_ends_first(mine):
    assert fit_in_force("2010-01-01").until == min(fit.until for fit in fits_there_are())


def test_data_embedded_goes_back_to_the_packages(mine):
    with chosen("embedded"):
        assert folder_of_fit(NEXT) is None


def test_a_run_says_which_fit_it_has(mine):
    with chosen("embedded"):
        setup = setup_of(CouncilConfig(since="2023-01-01", until="2023-12-31"), mine / "fit")
    assert setup.fit.story["train_until"] == LATER
    assert fit_digest(mine / "fit") is not None


def test_a_story_that_cannot_be_read_is_refused(mine):
    (mine / "fit" / "fit.json").write_text("{")
    with pytest.raises(InputError, match=r"fit\.json"):
        fit_in_force()
