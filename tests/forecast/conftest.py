"""A record and a fit that has not seen its last year, for forecasts of April 2023."""

import numpy as np
import pytest

from sim.data.fitted import load_fit
from sim.data.recorded import embedded_agenda
from sim.forecast.draft import draft_of
from sim.forecast.forecast import Record, forecast_drafts

DAY = "2023-04-03"
TODAY = np.datetime64("2023-04-01")


@pytest.fixture(scope="session")
def record():
    return Record(*embedded_agenda())


@pytest.fixture(scope="session")
def fit():
    return load_fit()


@pytest.fixture(scope="session")
def three(record, fit):
    drafts = [
        draft_of({"title": "Situation of human rights in Belarus", "date": DAY}),
        draft_of({"title": "The right to development", "date": DAY, "sponsors": "NAM"}),
        draft_of({"title": "Delete it", "amends": "The right to development", "sponsors": "EU",
                  "date": DAY}),
    ]  # fmt: skip
    return forecast_drafts(drafts, record, fit, TODAY, seed=1, draws=1_000)
