"""What a forecast rests on: the votes on record, and the latest fit that has not seen the day."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from sim.data import training
from sim.data.fits import fit_in_force
from sim.data.fitted import Fit, load_fit
from sim.forecast.forecast import Record
from sim.study.recollection import under_bloc


def votes_on_record(votes: Path | None) -> Record:
    """The votes of a folder of the publisher's files, or those of the record in force.

    Raises
    ------
    InputError
        If they cannot be read.
    """
    return Record(*training.votes_on_record(votes))


def this_day() -> np.datetime64:
    """The day on which it is asked, in universal time."""
    return np.datetime64(datetime.now(UTC).date(), "D")


def fit_for(folder: Path | None, day: np.datetime64) -> Fit:
    """The fit of a folder, or the one in force for a day.

    Raises
    ------
    InputError
        If it cannot be read, or was made for the line of another bloc than is asked about.
    """
    return under_bloc(load_fit(folder or fit_in_force(str(day)).place))
