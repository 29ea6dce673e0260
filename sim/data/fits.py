"""Which fit is in force: the user's own beside the record, or one of the package's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.data.fit_story import STORY, read_story
from sim.data.packaged import CUTS, DATA
from sim.data.record.about import of_the_group
from sim.data.record.in_force import users_fit


@dataclass(frozen=True)
class StoredFit:
    """A fit there is."""

    place: Path
    until: str  # the last day whose votes it may have seen
    packaged: bool


def fits_there_are() -> list[StoredFit]:
    """The user's own fit, if there is one, and the package's, the first to end first.

    Raises
    ------
    InputError
        If the story of the user's cannot be read.
    """
    mine = users_fit()
    own = [] if mine is None else [StoredFit(mine, _until(mine), packaged=False)]
    return own + [StoredFit(DATA / name, until, packaged=True) for name, until in CUTS.items()]


def _until(place: Path) -> str:
    return str(read_story(place / STORY)["train_until"])


def fit_in_force(since: str | None = None) -> StoredFit:
    """The fit that ends latest, or of those that have seen no vote from ``since`` on.

    Of a bloc other than the Like-Minded Group the user's own, if it has not seen these years: it
    was measured for that bloc. Where all have seen later votes, it is the one that ends first:
    whoever runs these years says what is wrong with that.

    Raises
    ------
    InputError
        If the story of a fit cannot be read.
    """
    there = fits_there_are()
    blind = [fit for fit in there if since is None or fit.until < since]
    if not blind:
        return min(there, key=lambda fit: fit.until)
    own = [fit for fit in blind if not fit.packaged]
    if own and not of_the_group():
        return own[0]  # it was measured for the bloc; the package's were not
    return max(blind, key=lambda fit: fit.until)


def folder_of_fit(since: str) -> Path | None:
    """The user's fit, if it is in force for years that begin on a day; None for a packaged one."""
    fit = fit_in_force(since)
    return None if fit.packaged else fit.place
