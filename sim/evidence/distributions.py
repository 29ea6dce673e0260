"""The distributions from which assumptions are drawn, each by its inverse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import exp, inf, log
from statistics import NormalDist

NORMAL, HALF_NORMAL = "normal", "half-normal"
LOG_NORMAL, LOGIT_NORMAL = "log-normal", "logit-normal"
EVEN = "even"
UNIT = NormalDist()
DRAWN = 2**-30  # a share nearer to 0 or 1 than this is taken as that near


@dataclass(frozen=True)
class Prior:
    """A distribution of one number.

    Attributes
    ----------
    distribution : one of those above
    centre : its median before it is cut (of a half-normal: where it begins); of ``even``, the low
        end
    spread : standard deviation (of the logarithm, of the log-odds); of ``even``, its width
    floor, ceiling : what the number cannot pass
    """

    distribution: str
    centre: float
    spread: float
    floor: float = -inf
    ceiling: float = inf

    def at(self, share: float) -> float:
        """The value with that share of the probability below it, 0 < share < 1."""
        if self.distribution == EVEN:
            return self.centre + share * self.spread
        share = min(max(share, DRAWN), 1.0 - DRAWN)
        if self.distribution == HALF_NORMAL:
            return self.centre + self.spread * UNIT.inv_cdf(0.5 + share / 2.0)
        low, high = self._cut
        z = UNIT.inv_cdf(min(max(low + share * (high - low), DRAWN), 1.0 - DRAWN))
        if self.distribution == LOG_NORMAL:
            return self.centre * exp(self.spread * z)
        if self.distribution == LOGIT_NORMAL:
            odds = self.centre / (1.0 - self.centre) * exp(self.spread * z)
            return odds / (1.0 + odds)
        return min(max(self.centre + self.spread * z, self.floor), self.ceiling)

    @cached_property
    def _cut(self) -> tuple[float, float]:
        """The probability below the floor and below the ceiling, before it is cut."""
        return UNIT.cdf(self._standard(self.floor)), UNIT.cdf(self._standard(self.ceiling))

    def _standard(self, end: float) -> float:
        """An end, in spreads from the centre; only a normal is ever cut."""
        return (end - self.centre) / self.spread if self.distribution == NORMAL else end

    def interval(self, mass: float) -> tuple[float, float]:
        """The central interval that holds this much of the probability."""
        return self.at((1.0 - mass) / 2.0), self.at((1.0 + mass) / 2.0)

    def told(self) -> str:
        """In words: the distribution, its centre and its spread."""
        if self.distribution == EVEN:
            return f"even from {self.centre:.3g} to {self.centre + self.spread:.3g}"
        if self.distribution == HALF_NORMAL:
            return f"half-normal from 0 up, spread {self.spread:.3g}"
        of = {LOG_NORMAL: " of the logarithm", LOGIT_NORMAL: " of the log-odds"}
        cut = f", not below {self.floor:.3g}" if self.floor > -inf else ""
        named = self.distribution
        return f"{named} {self.centre:.3g}, spread{of.get(named, '')} {self.spread:.3g}{cut}"


def spanning(distribution: str, low: float, high: float) -> Prior:
    """The log-normal or logit-normal whose central 95 % goes from ``low`` to ``high``."""
    width = 2.0 * UNIT.inv_cdf(0.975)
    if distribution == LOG_NORMAL:
        a, b = log(low), log(high)
        return Prior(distribution, exp((a + b) / 2.0), (b - a) / width)
    a, b = log(low / (1.0 - low)), log(high / (1.0 - high))
    odds = exp((a + b) / 2.0)
    return Prior(distribution, odds / (1.0 + odds), (b - a) / width)
