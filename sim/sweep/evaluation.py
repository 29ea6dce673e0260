"""The sweep as a function: parameters in, a table of runs out.

Nothing is left on disk. ``sim.evaluate`` is ``evaluate`` here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from sim.config.schema import read_config
from sim.errors import InputError
from sim.sweep.assembly import run_table, slices
from sim.sweep.factors import Space
from sim.sweep.points import Point, PointReader
from sim.sweep.run import simulate_missing
from sim.sweep.shelf import Pile
from sim.sweep.workers import Workers

Parameters = Mapping[str, object]
MOST_REPLICATES = 1_000_000
EXAMPLE = "(such as {'levers.outreach.contacts': 20})"


def evaluate(
    parameters: Parameters | Sequence[Parameters],
    replicates: int = 100,
    seed: int | None = None,
    threads: int = 2,
) -> pd.DataFrame:
    """Simulate points and return their runs.

    Parameters
    ----------
    parameters : keys of the configuration and their values, e.g. ``{"scenario": "none",
        "levers.outreach.contacts": 20}``; or a list of these. What is not given is as
        ``lmgsim run`` has it, so its default scenario pulls its levers unless another is chosen.
    replicates : of every point; each draws weights, assumptions and chance anew
    seed : of all draws; that of the configuration unless given
    threads : the table does not depend on it

    Returns
    -------
    pandas.DataFrame
        One row a point and replicate: ``point`` (its place in the list), ``replicate`` and the
        measures of docs/reference/sweep.md, each beside its paired difference from the baseline.

    Raises
    ------
    InputError
        For an unknown key, or a value that does not fit; it names the point.
    """
    several = [parameters] if isinstance(parameters, Mapping) else parameters
    if isinstance(several, str) or not isinstance(several, Sequence) or not several:
        raise InputError(f"parameters: {parameters!r} given; one set at least is wanted {EXAMPLE}")
    check_whole(replicates, "replicates", MOST_REPLICATES)
    check_whole(threads, "threads", 256)
    chosen = [as_given(p) | ({} if seed is None else {"seed": _bare(seed)}) for p in several]
    points = points_at(Space([]), chosen)
    kept, wanted = Pile(), [replicates] * len(points)
    simulate_missing(points, wanted, range(len(points)), kept, Workers("threads", threads))
    parts = [run_table(part).to_pandas() for part in slices(points, wanted, kept)]
    return pd.concat(parts, ignore_index=True)


def as_given(parameters: object) -> dict[str, object]:
    """Parameters with bare numbers, as a table of NumPy or pandas does not have them."""
    if not isinstance(parameters, Mapping) or not all(isinstance(k, str) for k in parameters):
        raise InputError(f"parameters: {parameters!r} given; a dict of keys is wanted {EXAMPLE}")
    return {key: _bare(value) for key, value in parameters.items()}


def _bare(value: object) -> object:
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    if isinstance(value, date):
        return str(value)
    if isinstance(value, list | tuple):
        return [_bare(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str | Mapping):
        return value
    raise InputError(f"parameters: {value!r} given; a number, a word or a list is wanted")


def replicates_of(content: Mapping[str, object]) -> int:
    """``size.replicates`` of a configuration, checked."""
    size = content.get("size")
    number = size.get("replicates") if isinstance(size, Mapping) else None
    if isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= MOST_REPLICATES:
        return number
    return read_config({**content, "levers": {}}).size.replicates


def check_whole(given: object, name: str, most: int) -> None:
    """Refuse what is no whole number between 1 and ``most``.

    Raises
    ------
    InputError
        Unless it is a whole number from 1 to ``most``.
    """
    whole = isinstance(given, int) and not isinstance(given, bool)
    if not whole or not 1 <= given <= most:  # type: ignore[operator]
        raise InputError(f"{name}: {given!r} given; it should be a whole number from 1 to {most:,}")


def points_at(space: Space, settings: Sequence[Parameters]) -> list[Point]:
    """The points with these settings.

    Raises
    ------
    InputError
        For the first that does not fit, which it names.
    """
    reader, points = PointReader(), []
    for n, given in enumerate(settings):
        try:
            content, draw = space.at(given)
            points.append(reader.read(content, draw))
        except InputError as error:
            told = ", ".join(f"{name}={value}" for name, value in list(given.items())[:4])
            more = ", ..." if len(given) > 4 else ""
            raise InputError(f"point {n} ({told}{more}): {error}") from None
    return points
