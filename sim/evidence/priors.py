"""The rule of docs/model/evidence.md: from the rows of evidence to a standing and a prior."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sim.evidence.combining import REACH, Combined, bound, by_study, combine
from sim.evidence.distributions import (
    EVEN,
    HALF_NORMAL,
    LOG_NORMAL,
    LOGIT_NORMAL,
    NORMAL,
    Prior,
    spanning,
)
from sim.evidence.literature import BOUND, ESTIMATE, SIGN, Row, rows, rows_of
from sim.evidence.questions import BENCHMARKS, FLOORS, KEPT, QUESTIONS, SHARE, YEARS, Question
from sim.levers import ASSUMPTIONS, Assumption
from sim.levers.assumptions import OF_THE_PACKAGE

MEASURED, BOUNDED, SIGN_KNOWN, NOTHING = STANDINGS = (
    "measured", "bounded", "sign known", "nothing known",
)  # fmt: skip
CHOICES = ("measured", "hoped")  # from which priors a run draws
ANY_SHARE = (0.05, 0.95)  # the central 95 % of a share of which nothing is known


@dataclass(frozen=True)
class Known:
    """What is known of an assumption.

    Attributes
    ----------
    standing : one of ``STANDINGS``
    prior : from which it is drawn
    reach : the end of the prior's central 95 % that is farther from nothing
    combined : the studies together, where it is measured
    rows : all rows that bear on it, also those that do not count
    """

    name: str
    standing: str
    prior: Prior
    reach: float
    combined: Combined | None
    rows: tuple[Row, ...]


def standing_of(found: Iterable[Row]) -> str:
    """The standing that these rows give."""
    found = list(found)
    uses = {row.use for row in found}
    if ESTIMATE in uses:
        return MEASURED
    if BOUND in uses:
        return BOUNDED
    return SIGN_KNOWN if sign_of(found) else NOTHING


def sign_of(found: Iterable[Row]) -> int:
    """1 or -1 where published signs are all on that side, or null; else 0."""
    signs = {row.effect for row in found if row.use == SIGN and row.effect}
    return int(signs.pop()) if len(signs) == 1 else 0


def known(name: str, among: Iterable[Row] | None = None) -> Known:
    """Standing and prior of an assumption or a benchmark, by the rule.

    Parameters
    ----------
    among : the rows to judge by; None: those of the table
    """
    rows_here = tuple(rows() if among is None else among)
    if name in (given := _of_plugins()):
        one = given[name]
        return Known(name, NOTHING, Prior(EVEN, one.low, one.high - one.low), one.high, None, ())
    question = QUESTIONS.get(name) or Question(kind="strength", asked="", settles="")
    own = tuple(rows_of(question.rests_on or name, rows_here))
    if question.kind in (SHARE, KEPT, YEARS):
        prior = _shape(question)
        return Known(name, standing_of(own), prior, prior.interval(0.95)[1], None, own)
    standing = standing_of(own)
    floor, sign, combined = FLOORS[question.kind], sign_of(own), None
    if standing == MEASURED:
        combined = combine(list(by_study(r for r in own if r.use == ESTIMATE).values()))
        centre, spread = combined.mean * question.scale, combined.further * question.scale
        reach = abs(centre) + REACH * spread
        return Known(name, standing, Prior(NORMAL, centre, spread, floor), reach, combined, own)
    if standing == BOUNDED:
        reach = bound(by_study(r for r in own if r.use == BOUND).values()) * question.scale
    else:
        if not question.comparable:
            raise ValueError(f"{name} is neither measured nor bounded and compares with nothing")
        reach = known(question.comparable, rows_here).reach
    if sign > 0:
        return Known(name, standing, Prior(HALF_NORMAL, 0.0, reach / REACH), reach, None, own)
    prior = Prior(NORMAL, 0.0, reach / REACH, floor)
    return Known(name, standing, prior, reach, None, own)


def _of_plugins() -> dict[str, Assumption]:
    """Assumptions that came with plug-ins: nothing is known here, and their own range is drawn."""
    return {one.name: one for one in ASSUMPTIONS[len(OF_THE_PACKAGE) :]}


def _shape(question: Question) -> Prior:
    """The prior of a share or a length of time."""
    if question.kind == SHARE:
        return spanning(LOGIT_NORMAL, *ANY_SHARE)
    assert question.span is not None
    return spanning(LOGIT_NORMAL if question.kind == KEPT else LOG_NORMAL, *question.span)


@cache
def all_known() -> Mapping[str, Known]:
    """What is known of every assumption, in their usual order."""
    return {one.name: known(one.name) for one in ASSUMPTIONS}


@cache
def benchmarks() -> Mapping[str, Known]:
    """What is known of every benchmark."""
    return {name: known(name) for name in BENCHMARKS}


@cache
def priors(choice: str) -> Mapping[str, Prior]:
    """The priors of all assumptions: ``measured``, or ``hoped``: the ranges of the sources."""
    if choice == "measured":
        return {name: one.prior for name, one in all_known().items()}
    return {one.name: Prior(EVEN, one.low, one.high - one.low) for one in ASSUMPTIONS}
