"""All designs on a record, from start to results folder: estimates, priors before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from sim.answers.answer import Answer, Origin, write_answer
from sim.data.training import votes_on_record
from sim.evidence.designs.us_presence import foretold
from sim.evidence.estimates import MAIN, Found, estimate_all, holm, rows_after
from sim.evidence.literature import Row
from sim.evidence.literature import rows as rows_before
from sim.evidence.priors import benchmarks, known
from sim.evidence.record import Record, record_of
from sim.evidence.units import SLOPE
from sim.files.folders import new_folder
from sim.plots.evidence import draw_evidence
from sim.world import Agenda


def measure_levers(
    votes: Path | None, results: Path, progress: Callable[[int, int], None] | None = None
) -> Answer:
    """Run every design and store what it found.

    Parameters
    ----------
    votes : a folder of public votes; None: the record that comes with the package

    Raises
    ------
    InputError
        If the votes cannot be read, a design cannot be estimated on them, or the results cannot be
        written.
    """
    with new_folder(results, "evidence", "evidence") as folder:
        agenda, states = votes_on_record(votes)
        record = record_of(agenda, states)
        found = estimate_all(record, progress)
        told = foretold(record)
        tables = {
            "estimates": estimates_table(found),
            "priors": priors_table(found),
            "designs": designs_table(found),
            "foretold": pd.DataFrame({"what": list(told), "value": list(told.values())}),
        }
        summary = _summary(agenda, record, tables)
        write_answer(folder.draft, summary, tables, Origin("evidence", 0))
        draw_evidence(folder.draft)
    return Answer(folder.place, summary, tables)


def estimates_table(found: Sequence[Found]) -> pd.DataFrame:
    """Every estimate of every design, what came of it or not."""
    adjusted = dict(
        zip(
            [one.design.key for one in found],
            holm([one.named(MAIN).p for one in found]),
            strict=True,
        )
    )
    rows = []
    for one in found:
        feeds = {it.what: it for it in one.design.feeds}
        for estimate in one.estimates:
            fed = feeds.get(estimate.what)
            rows.append({
                "design": one.design.key, **asdict(estimate),
                "p_holm": adjusted[one.design.key] if estimate.what == MAIN else None,
                "feeds": fed.assumption if fed else "",
                "use": one.use(fed) if fed else "",
            })  # fmt: skip
    return pd.DataFrame(rows)


def designs_table(found: Sequence[Found]) -> pd.DataFrame:
    """What each design is, in words."""
    words = ("key", "question", "treatment", "units", "equation", "estimator", "placebo",
             "threats", "source")  # fmt: skip
    return pd.DataFrame([{name: getattr(one.design, name) for name in words} for one in found])


def priors_table(found: Sequence[Found]) -> pd.DataFrame:
    """For what designs speak to: the prior without any design, as in force, and with these."""
    now = rows_before()
    without = tuple(row for row in now if not row.study.startswith("design_"))
    tables = {"without": without, "in force": now, "after": rows_after(found)}
    rows = []
    for name in dict.fromkeys(it.assumption for one in found for it in one.design.feeds):
        for when, table in tables.items():
            rows.append(_prior(name, when, table))
    return pd.DataFrame(rows)


def _prior(name: str, when: str, table: tuple[Row, ...]) -> dict[str, object]:
    it = known(name, table)
    low, high = it.prior.interval(0.95)
    return {
        "assumption": name, "benchmark": name in benchmarks(), "when": when,
        "standing": it.standing, "prior": it.prior.told(), "middle": it.prior.at(0.5), "low": low,
        "high": high,
    }  # fmt: skip


def _summary(agenda: Agenda, record: Record, tables: dict[str, pd.DataFrame]) -> dict[str, object]:
    return {
        "experiment": "evidence",
        "title": "What natural experiments in the record say of the levers",
        "since": str(agenda.date.min()),
        "until": str(agenda.date.max()),
        "votes": len(record.votes),
        "estimates": len(tables["estimates"]),
        "slope": SLOPE,
        "replicates": 0,
        "seed": 0,
    }
