"""All designs on one record: every estimate, what was looked at in all, and what it does to priors.

An estimate whose placebo or lead is not nothing at 5 % is no clean test: it only bounds. Many looks
are corrected for by Holm's step-down method over the main estimates of all designs [holm1979].
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sim.evidence.design import Design, Feeds
from sim.evidence.designs import DESIGNS
from sim.evidence.literature import BOUND, ESTIMATE, NONE, OWN, Row, rows
from sim.evidence.record import Record
from sim.evidence.regression import Estimate

MAIN, OF_A_CHECK = "main", ("placebo", "lead")
UNCLEAN = 0.05
SOURCE = "designs2026"


@dataclass(frozen=True)
class Found:
    """All estimates of one design."""

    design: Design
    estimates: Sequence[Estimate]

    def named(self, what: str) -> Estimate:
        """One of its estimates."""
        return next(one for one in self.estimates if one.what == what)

    def checks(self) -> list[Estimate]:
        """Its placebo and leads: what should be nothing."""
        return [one for one in self.estimates if one.what.startswith(OF_A_CHECK)]

    def use(self, feeds: Feeds) -> str:
        """As what an estimate counts: an estimate without a clean check is a bound."""
        checks = self.checks()
        clean = bool(checks) and all(one.p >= UNCLEAN for one in checks)
        return BOUND if feeds.use == ESTIMATE and not clean else feeds.use


def estimate_all(
    record: Record,
    progress: Callable[[int, int], None] | None = None,
    designs: Mapping[str, Design] = DESIGNS,
) -> list[Found]:
    """Run every design on a record."""
    found = []
    for n, design in enumerate(designs.values()):
        found.append(Found(design, design.estimate(record)))
        if progress:
            progress(n + 1, len(designs))
    return found


def holm(p: Sequence[float]) -> list[float]:
    """Holm's adjusted p: each times how many are not smaller, and never falling."""
    order = sorted(range(len(p)), key=lambda n: p[n])
    adjusted, most = [0.0] * len(p), 0.0
    for rank, n in enumerate(order):
        most = max(most, min(1.0, (len(p) - rank) * p[n]))
        adjusted[n] = most
    return adjusted


def rows_after(found: Sequence[Found]) -> tuple[Row, ...]:
    """The table of evidence with these estimates, instead of earlier looks at the same votes."""
    made = [row_of(one, feeds) for one in found for feeds in one.design.feeds]
    gone = {
        (feeds.assumption, study)
        for one in found
        for feeds in one.design.feeds
        for study in (*feeds.instead_of, study_of(one.design))
    }
    kept = [
        replace(row, use=NONE, factor=None, scale="") if row.sized and key in gone else row
        for row in rows()
        if (key := (row.assumption, row.study)) not in {(r.assumption, r.study) for r in made}
    ]
    return (*kept, *made)


def study_of(design: Design) -> str:
    """The name of a design as a study in the table of evidence."""
    return f"design_{design.key}"


def row_of(found: Found, feeds: Feeds) -> Row:
    """A row of evidence made of an estimate."""
    one, use = found.named(feeds.what), found.use(feeds)
    checks = ", ".join(f"{it.what} {it.effect:.2f} ({it.se:.2f})" for it in found.checks())
    return Row(
        assumption=feeds.assumption,
        study=study_of(found.design),
        source=SOURCE,
        setting=f"{found.design.key}: {one.what}",
        years="2006-2025",
        effect=round(one.effect, 3),
        se=round(one.se, 3),
        unit="logits of the model",
        seen="own design",
        use=use,
        factor=None if use == NONE else feeds.factor,
        scale="" if use == NONE else OWN,
        conversion=feeds.conversion,
        note=checks or "no placebo is possible",
    )
