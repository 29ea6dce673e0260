"""The fits that come with the package, and which of them is for which years.

A run of recorded years needs a fit that ends before them; the newest such fit knows most. So
there are three: to the end of 2020, to the end of 2021 (the default run replays what follows),
and to the last votes on record, for years to come.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from sim.errors import InputError

DATA = Path(str(files("sim.data")))
DEFAULT = "fitted"
CUTS = {"fitted_2020": "2020-12-31", DEFAULT: "2021-12-31", "fitted_today": "2025-04-30"}
PLACE = DATA / DEFAULT


def packaged_fit(since: str) -> Path:
    """The folder of the packaged fit that ends latest before a day.

    Where all have seen later votes it is the one that ends first, and whoever runs those years
    says what is wrong with that.
    """
    before = [name for name, until in CUTS.items() if until < since]
    return DATA / max(before or [min(CUTS, key=lambda name: CUTS[name])], key=lambda n: CUTS[n])


def place_of(train_until: str) -> Path:
    """Where the packaged fit with this cut lies.

    Raises
    ------
    InputError
        If the package has none.
    """
    for name, until in CUTS.items():
        if until == train_until:
            return DATA / name
    raise InputError(
        f"train_until={train_until}: the package's own fits end on {', '.join(CUTS.values())}"
    )
