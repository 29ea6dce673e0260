"""Which fit is in force: the one that ends latest and has not seen the years that are run."""

import json
import shutil

import pytest

from sim.config.schema import CouncilConfig
from sim.data.fits import fit_in_force, fits_there_are, folder_of_fit
from sim.data.fitted import PLACE, load_fit
from sim.data.record.in_force import chosen
from sim.errors import InputError
from sim.study.setup import setup_of
from sim.sweep.identity import fit_digest

LATER = "2021-12-31"


@pytest.fixture
def mine(tmp_path):
    """A data folder with a fit that has seen a year more than the package's."""
    folder = tmp_path / "mine"
    shutil.copytree(PLACE, folder / "fit")
    path = folder / "fit" / "fit.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"train_until": LATER}))
    with chosen(str(folder)):
        yield folder


def test_without_one_of_ones_own_it_is_the_packages():
    (only,) = fits_there_are()
    assert only.packaged
    assert fit_in_force() == only
    assert folder_of_fit("2021-01-01") is None


def test_ones_own_is_in_force_for_years_that_it_has_not_seen(mine):
    assert folder_of_fit("2022-01-01") == mine / "fit"
    assert fit_in_force().until == LATER
    assert len(fits_there_are()) == 2


def test_the_packages_is_in_force_for_years_that_ones_own_has_seen(mine):
    with chosen("embedded"):
        until = str(load_fit().story["train_until"])
    if until >= LATER:
        pytest.skip("the package's fit ends later than the one made up here")
    assert folder_of_fit(LATER) is None
    assert fit_in_force(LATER).packaged


def test_years_that_all_have_seen_get_the_one_that_ends_first(mine):
    assert fit_in_force("2010-01-01").until == min(fit.until for fit in fits_there_are())


def test_data_embedded_goes_back_to_the_packages(mine):
    with chosen("embedded"):
        assert folder_of_fit("2022-01-01") is None


def test_a_fit_beside_no_record_is_found_and_a_run_says_which_it_is(mine):
    (mine / "record").mkdir()
    with chosen("embedded"):
        setup = setup_of(CouncilConfig(since="2022-01-01", until="2022-12-31"), mine / "fit")
    assert setup.fit.story["train_until"] == LATER
    assert fit_digest(mine / "fit") is not None


def test_a_story_that_cannot_be_read_is_refused(mine):
    (mine / "fit" / "fit.json").write_text("{")
    with pytest.raises(InputError, match=r"fit\.json"):
        fit_in_force()
