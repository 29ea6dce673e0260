"""What a design is: a question, a treatment that somebody else set, and how its effect is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from sim.evidence.record import Record
from sim.evidence.regression import Equation, Estimate


@dataclass(frozen=True)
class Feeds:
    """What an estimate speaks to.

    Attributes
    ----------
    what : which of the design's estimates
    assumption : or benchmark
    use : as in the table of evidence: ``estimate``, ``bound`` or ``none``
    factor : what turns the effect into the assumption's unit and direction
    instead_of : the studies of the table that look at the same votes and treatment
    conversion : in words
    """

    what: str
    assumption: str
    use: str
    factor: float
    instead_of: tuple[str, ...] = ()
    conversion: str = ""


@dataclass(frozen=True)
class Design:
    """A natural experiment in the record.

    Attributes
    ----------
    key : its name
    question, treatment, units, equation, estimator, placebo, threats : in words
    source : who did it so before, or who made the rule that it rests on
    data : the votes that the main equation is estimated on, with the treatment
    main : the main equation
    estimate : all its estimates on a record: main, variants, leads, placebo
    feeds : what they speak to
    """

    key: str
    question: str
    treatment: str
    units: str
    equation: str
    estimator: str
    placebo: str
    threats: str
    source: str
    data: Callable[[Record], pd.DataFrame]
    main: Equation
    estimate: Callable[[Record], list[Estimate]]
    feeds: tuple[Feeds, ...] = ()
