"""Levers on who sits in the Council: they change elections and departures, not how states vote."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np

from sim.council.contest import ElectionSettings
from sim.levers.lever import Lever
from sim.world import Pressure, World


class SeatLever(Lever):
    """A lever that works only in a Council that renews itself."""

    on_seats: ClassVar[bool] = True

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Nothing in the room: what it does, it does to who is in the room."""
        return pressure


def campaigned(settings: ElectionSettings, chosen: np.ndarray, by: float) -> ElectionSettings:
    """The settings with a campaign for (above 0) or against the ``chosen`` [S] bool, in logits."""
    return replace(settings, campaign=settings.campaign + np.where(chosen, by, 0.0))


def pushed(settings: ElectionSettings, chosen: np.ndarray, by: float) -> ElectionSettings:
    """The settings with the ``chosen`` [S] bool readier to stand by so many logits."""
    return replace(settings, candidacies=settings.candidacies + np.where(chosen, by, 0.0))
