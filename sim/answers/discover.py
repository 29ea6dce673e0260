"""A discovery from its question to its results folder: sampled, searched, held out, written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import betaincinv

from sim.analysis.discovery import Box, find_boxes, sentence, trajectory
from sim.analysis.discovery.box import scores_of
from sim.answers.answer import Answer, Origin, write_answer
from sim.answers.at_work import assumption_table, assumptions_at_work
from sim.answers.discover_study import Sample, sample_effect
from sim.config.compose import compose
from sim.config.schema import RunConfig, read_config
from sim.errors import InputError
from sim.files.folders import new_folder
from sim.measures import better_when_low, sign_of
from sim.measures.outcomes import USUAL
from sim.plots.discover import draw_discovery
from sim.pool import Progress
from sim.reports.brief import write_brief
from sim.reports.discover import write_discovery_report
from sim.study.aim import column_for
from sim.study.setup import levers_of, setup_of
from sim.world import KINDS

PARTS = ("Points", "Held-out points")
HALF = 0.5  # of the mean effect: the threshold where none is given


@dataclass(frozen=True)
class Search:
    """What is asked: where does the effect on a measure stay below a threshold?"""

    overrides: tuple[str, ...] = ()
    outcome: str = USUAL
    on: str = ""  # a kind of text
    threshold: float | None = None  # None: half of the mean effect over all points
    points: int = 500
    held_out: int = 300
    replicates: int = 60
    brief: bool = True  # whether a brief is written too

    def __post_init__(self) -> None:
        if self.on and self.on not in KINDS:
            raise InputError(
                f"on={self.on[:60]}: discover looks at a kind of text ({', '.join(KINDS)}); run "
                "and compare take texts by name"
            )
        column_for(self.outcome, self.on)

    @property
    def measure(self) -> str:
        """The column that holds the outcome."""
        return column_for(self.outcome, self.on)


def discover(search: Search, progress: Callable[[str], Progress] | None = None) -> Answer:
    """Find the regions of the assumptions in which an intervention fails, and store them.

    Regions are found on one set of points and scored on another, with other replicates.

    Parameters
    ----------
    progress : called with a part's title, one of ``PARTS``; returns the callback (done, of) for it

    Raises
    ------
    InputError
        If the scenario cannot be run, rests on no assumption, or has no effect to fall short of.
    """
    overrides = list(search.overrides)
    content = compose(overrides)
    config = read_config(content)
    setup = setup_of(config.council, config.rules.fit)
    levers = levers_of(config, setup)
    resting = assumptions_at_work(
        levers, setup.world, config.rules.off(), evidence=config.evidence.priors
    )

    def sampled(part: int, points: int) -> Sample:
        return sample_effect(
            overrides, resting, config.rules.assumptions, search.measure, points,
            search.replicates, config.seed + part, config.engine.threads,
            progress(PARTS[part]) if progress else None,
        )  # fmt: skip

    with new_folder(config.results, "discover", "discover") as results:
        seen, fresh = sampled(0, search.points), sampled(1, search.held_out)
        threshold = _threshold(search, seen)
        fails = _failing(search.measure, seen.effect, threshold)
        fails_fresh = _failing(search.measure, fresh.effect, threshold)
        boxes = find_boxes(seen.names, seen.points, fails)
        tables = {
            "regions": _regions(boxes, seen, fails, fresh, fails_fresh),
            "limits": _limits(boxes, seen),
            "points": _points(boxes, seen, fails, "found on"),
            "held_out": _points(boxes, fresh, fails_fresh, "held out"),
            "trajectory": _trajectory(seen, fails),
            "assumptions": assumption_table(resting),
        }
        summary = _summary(search, config, threshold, seen, fresh, fails, fails_fresh, boxes)
        draft = results.draft
        origin = Origin("discover", config.seed, setup, {"config": content})
        write_answer(draft, summary, tables, origin)
        draw_discovery(draft)
        write_discovery_report(draft)
        if search.brief:
            write_brief(draft)
    return Answer(results.place, summary, tables)


def _threshold(search: Search, seen: Sample) -> float:
    if search.threshold is not None:
        return search.threshold
    mean = float(seen.effect.mean())
    if not mean * sign_of(search.measure) > 0:
        raise InputError(
            f"in the mean the intervention does not help at all ({search.measure} changes by "
            f"{mean:.3g}), so that there is no half of it: say with threshold=NUMBER below which "
            "change it fails"
        )
    return HALF * mean


def _failing(measure: str, effect: np.ndarray, threshold: float) -> np.ndarray:
    fails: np.ndarray = effect > threshold if better_when_low(measure) else effect < threshold
    return fails


def _regions(
    boxes: list[Box], seen: Sample, fails: np.ndarray, fresh: Sample, fails_fresh: np.ndarray
) -> pd.DataFrame:
    """One row a region, scored on the held-out points and on those it was found on."""
    rows = []
    for n, box in enumerate(boxes, 1):
        held = box.scores(fresh.names, fresh.points, fails_fresh)
        own = box.scores(seen.names, seen.points, fails)
        low, high = exact_interval(round(held["density"] * held["inside"]) if held["inside"] else 0,
                                   int(held["inside"]))  # fmt: skip
        rows.append(
            {"region": n, "sentence": sentence(box, held, n == 1), **held, "density_low": low,
             "density_high": high, "found_density": own["density"],
             "found_coverage": own["coverage"]}
        )  # fmt: skip
    columns = ["region", "sentence", "density", "coverage", "mass", "elsewhere", "inside",
               "density_low", "density_high", "found_density", "found_coverage"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def exact_interval(hits: int, number: int) -> tuple[float, float]:
    """The exact 95 % interval of a share (Clopper and Pearson)."""
    if not number:
        return 0.0, 1.0
    low = float(betaincinv(hits, number - hits + 1, 0.025)) if hits else 0.0
    high = float(betaincinv(hits + 1, number - hits, 0.975)) if hits < number else 1.0
    return low, high


def _limits(boxes: list[Box], seen: Sample) -> pd.DataFrame:
    rows = []
    for n, box in enumerate(boxes, 1):
        for name, limits in box.limits.items():
            whole = seen.points[:, seen.names.index(name)]
            rows.append(
                {"region": n, "assumption": name, "low": limits.low, "high": limits.high,
                 "range_low": whole.min(), "range_high": whole.max()}
            )  # fmt: skip
    columns = ["region", "assumption", "low", "high", "range_low", "range_high"]
    return pd.DataFrame(rows, columns=columns)


def _points(boxes: list[Box], sample: Sample, fails: np.ndarray, role: str) -> pd.DataFrame:
    table = pd.DataFrame(sample.points, columns=sample.names)
    region = np.zeros(len(table), int)
    for n, box in reversed(list(enumerate(boxes, 1))):
        region[box.holds(sample.names, sample.points)] = n
    return table.assign(effect=sample.effect, error=sample.error, fails=fails, region=region,
                        role=role)  # fmt: skip


def _trajectory(seen: Sample, fails: np.ndarray) -> pd.DataFrame:
    """Coverage, density and mass of the boxes met while the first region was peeled."""
    if not fails.any() or fails.all():
        return pd.DataFrame(columns=["step", "density", "coverage", "mass", "limits"])
    rows = []
    for n, limits in enumerate(trajectory(seen.points, fails)):
        within = (seen.points >= limits[:, 0]) & (seen.points <= limits[:, 1])
        inside = np.asarray(np.all(within, axis=1))
        found = scores_of(inside, fails)
        rows.append({"step": n, "density": found["density"], "coverage": found["coverage"],
                     "mass": found["mass"], "limits": int(np.isfinite(limits).sum())})  # fmt: skip
    return pd.DataFrame(rows)


def _summary(
    search: Search,
    config: RunConfig,
    threshold: float,
    seen: Sample,
    fresh: Sample,
    fails: np.ndarray,
    fails_fresh: np.ndarray,
    boxes: list[Box],
) -> dict[str, object]:
    """``summary.json``: what was asked, and the regions in words."""
    union = np.zeros(len(fails_fresh), bool)
    for box in boxes:
        union |= box.holds(fresh.names, fresh.points)
    return {
        "experiment": "discover",
        "scenario": config.scenario.name,
        "title": config.scenario.title,
        "question": config.scenario.question,
        "measure": search.measure,
        "threshold": threshold,
        "threshold_given": search.threshold is not None,
        "mean_effect": float(seen.effect.mean()),
        "lowest_effect": float(seen.effect.min()),
        "highest_effect": float(seen.effect.max()),
        "typical_error": float(np.nanmean(seen.error)),
        "points": len(fails),
        "held_out": len(fails_fresh),
        "replicates": search.replicates,
        "failing": float(fails.mean()),
        "failing_held_out": float(fails_fresh.mean()),
        "assumptions": seen.names,
        "regions": len(boxes),
        "together": {k: None if v != v else v for k, v in scores_of(union, fails_fresh).items()},
        "sentences": [
            sentence(box, box.scores(fresh.names, fresh.points, fails_fresh), n == 0)
            for n, box in enumerate(boxes)
        ],
        "seed": config.seed,
        "since": str(config.council.since),
        "until": str(config.council.until),
    }
