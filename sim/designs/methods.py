"""The methods: from checked factors to codes [points, factors].

SALib and SciPy draw Sobol, Morris and Latin hypercube designs on the unit cube; every factor
then turns its shares into values. Both, and ``random``, are seeded through NumPy's PCG64.

Sources: [saltelli2010], [morris1991].
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from sim.designs.factors import Factor
from sim.designs.points import interleaved
from sim.errors import InputError

MOST_POINTS = 10_000_000
A, B, GROUP = "A", "B", "group:"  # rows of a Sobol block beside those named like a factor
Factors = Mapping[str, Factor]
Groups = Mapping[str, tuple[str, ...]]


def steps_of(method: str, factors: Factors, levels: int | None = None) -> list[np.ndarray]:
    """The levels of every factor.

    Raises
    ------
    InputError
        Where a continuous factor does not say how many.
    """
    found = []
    for name, factor in factors.items():
        steps = factor.steps(levels)
        if steps is None:
            raise InputError(
                f"factors.{name}: method {method} needs levels (how many) or values (which)"
            )
        found.append(steps)
    return found


def grid(factors: Factors) -> np.ndarray:
    """Every combination of the levels; the last factor varies fastest."""
    steps = steps_of("grid", factors)
    sizes = tuple(len(s) for s in steps)
    number = math.prod(sizes)
    check_size(number, f"a grid of {' x '.join(map(str, sizes))}")
    codes = np.empty((number, len(steps)))
    alike = number  # points in a row at which all factors before this one stay
    for column, s in enumerate(steps):
        alike //= len(s)
        codes[:, column] = np.tile(np.repeat(s, alike), number // (alike * len(s)))
    return codes


def zipped(factors: Factors) -> np.ndarray:
    """The first levels of all factors, then the second, and so on."""
    steps = steps_of("zip", factors)
    lengths = {name: len(s) for name, s in zip(factors, steps, strict=True)}
    if len(set(lengths.values())) > 1:
        each = ", ".join(f"{name} has {number}" for name, number in lengths.items())
        raise InputError(f"method zip needs as many levels for every factor, but {each}")
    return np.stack(steps, axis=1)


def one_at_a_time(factors: Factors) -> np.ndarray:
    """The base point, then each factor at each of its levels while the others stay."""
    base = np.array([factor.middle() for factor in factors.values()])
    points = [base]
    for column, steps in enumerate(steps_of("one_at_a_time", factors, levels=2)):
        for step in steps[steps != base[column]]:
            point = base.copy()
            point[column] = step
            points.append(point)
    return np.array(points)


def random(factors: Factors, points: int, seed: int) -> np.ndarray:
    """Points drawn independently; more points begin with the same ones."""
    return to_codes(factors, np.random.default_rng(seed).random((points, len(factors))))


def latin_hypercube(factors: Factors, points: int, seed: int) -> np.ndarray:
    """Points of which every factor has one in each of as many slices of its range."""
    from scipy.stats import qmc

    generator = np.random.default_rng(seed)
    return to_codes(factors, qmc.LatinHypercube(len(factors), seed=generator).random(points))


def sobol_rows(factors: Factors, groups: Groups, indices: str) -> tuple[str, ...]:
    """What the points of a Sobol block are for: A, a row an index, B."""
    alone = list(factors) if indices in ("factors", "both") else []
    together = [
        GROUP + group
        for group, names in groups.items()
        if indices == "groups" or (indices == "both" and 1 < len(names) < len(factors))
    ]
    return (A, *alone, *together, B)


def sobol(
    factors: Factors, groups: Groups, rows: Sequence[str], points: int, seed: int
) -> np.ndarray:
    """Blocks of Saltelli's design: ``points`` blocks of ``rows``, from a scrambled sequence.

    The row of a factor or group is row A of its block, but for the factor or group, which is as
    in row B.
    """
    from SALib.sample import sobol as salib

    names = list(factors)
    problem = {
        "num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names),
        "groups": ["first", *["rest"] * (len(names) - 1)],
    }  # fmt: skip
    # as few groups as may be, for the sake of A and B: all other rows are made of these
    shares = salib.sample(problem, points, calc_second_order=False, scramble=True, seed=seed)
    ends = to_codes(factors, np.asarray(shares)).reshape(points, -1, len(names))
    blocks = np.repeat(ends[:, :1], len(rows), axis=1)
    for place, row in enumerate(rows):
        if row == B:
            moved: Sequence[str] = names
        elif row.startswith(GROUP):
            moved = groups[row.removeprefix(GROUP)]
        else:
            moved = [row] if row in factors else []
        columns = [names.index(name) for name in moved]
        blocks[:, place, columns] = ends[:, -1, columns]
    return blocks.reshape(-1, len(names))


def morris(factors: Factors, trajectories: int, levels: int, seed: int) -> np.ndarray:
    """Trajectories of one point more than there are factors; each step moves one factor."""
    from SALib.sample.morris import sample

    problem = {
        "num_vars": len(factors), "names": list(factors), "bounds": [[0.0, 1.0]] * len(factors),
    }  # fmt: skip
    return to_codes(factors, np.asarray(sample(problem, trajectories, levels, seed=seed)))


def morris_step(levels: int) -> float:
    """Length of a Morris step in shares of a factor's range."""
    return levels / (2 * (levels - 1))


def to_codes(factors: Factors, shares: np.ndarray) -> np.ndarray:
    """Codes [points, factors] from shares [points, factors] of the unit cube."""
    columns = zip(factors.values(), shares.T, strict=True)
    return np.stack([factor.codes(column) for factor, column in columns], axis=1)


def order_of(method: str, number: int) -> np.ndarray:
    """[number] the points in the order in which they should be simulated.

    A grid, zip or list is interleaved, one_at_a_time as well but for its base point, which comes
    first. Sobol blocks and Morris trajectories are already balanced in their own order, and so
    are random and Latin hypercube points.
    """
    if method in ("grid", "zip", "list"):
        return interleaved(number)
    if method == "one_at_a_time":
        return np.concatenate([[0], 1 + interleaved(number - 1)])
    return np.arange(number)


def check_size(number: int, what: str) -> None:
    """Refuse a design that is too large.

    Raises
    ------
    InputError
        Above ten million points.
    """
    if number > MOST_POINTS:
        raise InputError(
            f"{what} has {number:,} points, and a design at most {MOST_POINTS:,}: fewer levels or "
            "points, or method sobol or latin_hypercube"
        )
