"""Who votes: states as they are in a year, and what changes about them from year to year."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from sim.world.bloc import LMG, Bloc


@dataclass(frozen=True)
class Covariates:
    """What changes about states from year to year, as in ``States``, with Y years in front."""

    first: int  # the first of the years
    freedom: np.ndarray  # [Y, S]
    democracy: np.ndarray  # [Y, S]
    aid: np.ndarray  # [Y, S, D]
    income: np.ndarray  # [Y, S]
    ties: np.ndarray  # [Y, S, D]
    organisations: np.ndarray  # [Y, S, O]
    donor: np.ndarray  # [Y, D, S]

    def place(self, year: int | np.ndarray) -> np.ndarray:
        """Where a year stands; a later one than is known has the last that is, and so before."""
        return np.clip(np.asarray(year) - self.first, 0, len(self.freedom) - 1)

    def subset(self, keep: np.ndarray) -> Covariates:
        """The same of the states at positions ``keep``."""
        parts = {f.name: getattr(self, f.name)[:, keep] for f in fields(self)[1:-1]}
        return Covariates(self.first, **parts, donor=self.donor[:, :, keep])


@dataclass(frozen=True)
class States:
    """Who votes, as they are in one year. Every field is [S] unless it says otherwise."""

    iso3: tuple[str, ...]
    name: tuple[str, ...]
    code: np.ndarray  # UN M49, int
    group: np.ndarray  # index into GROUPS
    freedom: np.ndarray  # Freedom House total / 100
    affiliation: np.ndarray  # documented tie to the bloc at the start, 0 to 1
    organiser: np.ndarray  # bool: one of those who make the bloc's line
    democracy: np.ndarray  # bool: one of the democracies whose line outreach carries
    aid: np.ndarray  # [S, D] yearly aid from each donor as a share of income
    income: np.ndarray  # gross domestic product, million USD
    ties: np.ndarray  # [S, D] the tie that aid makes, 0 to 1: ``sim.rules.lobbying.aid_tie``
    donor: np.ndarray  # [D, S] bool: who speaks for each donor
    staff: np.ndarray  # persons at the Geneva mission
    organisations: np.ndarray  # [S, O] bool: EU, AU, OIC, NAM, Arab League
    neighbours: np.ndarray  # [S, S] bool: land neighbours
    members: frozenset[str] = frozenset()  # codes of all UN members, also of those left out here
    covariates: Covariates | None = None  # as they are in other years; None: always the same
    bloc: Bloc = LMG  # whose affiliation and organisers these are

    def __len__(self) -> int:
        return len(self.iso3)

    def in_year(self, year: int) -> States:
        """The same states as they are in another year; one not yet known has the last known."""
        if (known := self.covariates) is None:
            return self
        y = known.place(year)
        return replace(self, **{f.name: getattr(known, f.name)[y] for f in fields(known)[1:]})

    def index(self, iso3: str) -> int:
        """Position of a state; raises KeyError with a plain message for an unknown code."""
        if iso3 not in self.iso3:
            raise KeyError(f"unknown state code {iso3!r}: use ISO 3166 alpha-3, e.g. BRA")
        return self.iso3.index(iso3)

    def subset(self, keep: np.ndarray) -> States:
        """The states at positions ``keep``, in that order."""
        chosen: dict[str, object] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, Covariates):
                chosen[item.name] = value.subset(keep)
            elif value is None or isinstance(value, frozenset | Bloc):
                chosen[item.name] = value
            elif isinstance(value, tuple):
                chosen[item.name] = tuple(value[i] for i in keep)
            elif item.name == "donor":
                chosen[item.name] = value[:, keep]
            elif item.name == "neighbours":
                chosen[item.name] = value[np.ix_(keep, keep)]
            else:
                chosen[item.name] = value[keep]
        return States(**chosen)  # type: ignore[arg-type]
