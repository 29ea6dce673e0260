"""The table of evidence: one row for everything that was looked at, whether it counts or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path

from sim.data.states import TABLES
from sim.errors import InputError
from sim.evidence.units import MARGINAL
from sim.files.csv_table import read_csv

LITERATURE = Path(str(TABLES)) / "literature.csv"
ODDS, OWN = SCALES = ("odds", "own")
ESTIMATE, BOUND, SIGN, NONE = USES = ("estimate", "bound", "sign", "none")


@dataclass(frozen=True)
class Row:
    """One row: what a source says of an assumption, or of a benchmark.

    Attributes
    ----------
    assumption : or benchmark, on which it bears
    study : rows of one study look at the same votes and the same treatment
    effect, se : as seen, in ``unit``; a sign is an effect of 1, -1 or 0 without error
    seen : what of the source was seen (abstract, press summary, own regression, ...)
    use : one of ``USES``
    factor : what effect and error are multiplied by to be in the assumption's unit and direction
    scale : of what that is a logit: ``odds`` of the mean vote, or the assumption's ``own``
    """

    assumption: str
    study: str
    source: str
    setting: str
    years: str
    effect: float | None
    se: float | None
    unit: str
    seen: str
    use: str
    factor: float | None
    scale: str
    conversion: str
    note: str

    @property
    def sized(self) -> bool:
        """Whether it counts as a size with an error."""
        return self.use in (ESTIMATE, BOUND)

    def size(self) -> tuple[float, float]:
        """Effect and error in the unit and the direction of the assumption; of a sized row."""
        assert self.effect is not None
        assert self.se is not None
        assert self.factor is not None
        factor = self.factor * (MARGINAL if self.scale == ODDS else 1.0)
        return self.effect * factor, self.se * abs(factor)


@cache
def rows() -> tuple[Row, ...]:
    """All rows, in the order of the table.

    Raises
    ------
    InputError
        If the table does not hold what a row needs; file and line are named.
    """
    table = read_csv(LITERATURE)
    return tuple(_row(cells, f"{LITERATURE}, row {n + 2}") for n, cells in enumerate(table.rows()))


def rows_of(name: str, among: Iterable[Row] | None = None) -> list[Row]:
    """The rows that bear on an assumption or a benchmark."""
    return [row for row in (rows() if among is None else among) if row.assumption == name]


def _row(cells: dict[str, str], where: str) -> Row:
    effect, se, factor = (_number(cells, name, where) for name in ("effect", "se", "factor"))
    use = cells["use"]
    if use not in USES:
        raise InputError(f"{where}: use is {use!r}, one of {', '.join(USES)} is wanted")
    if use in (ESTIMATE, BOUND) and (effect is None or not se or se < 0 or not factor):
        raise InputError(f"{where}: {use} needs an effect, an error above 0 and a factor")
    if cells["scale"] not in SCALES if use in (ESTIMATE, BOUND) else cells["scale"]:
        raise InputError(f"{where}: scale is {cells['scale']!r}, {' or '.join(SCALES)} is wanted")
    if use == SIGN and effect not in (-1.0, 0.0, 1.0):
        raise InputError(f"{where}: a sign is -1, 0 or 1, not {cells['effect']!r}")
    return Row(
        assumption=cells["assumption"],
        study=cells["study"],
        source=cells["source"],
        setting=cells["setting"],
        years=cells["years"],
        effect=effect,
        se=se,
        unit=cells["unit"],
        seen=cells["seen"],
        use=use,
        factor=factor,
        scale=cells["scale"],
        conversion=cells["conversion"],
        note=cells["note"],
    )


def _number(cells: dict[str, str], name: str, where: str) -> float | None:
    text = cells[name]
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise InputError(f"{where}: {name} is {text[:60]!r}, a number is wanted")
    return value
