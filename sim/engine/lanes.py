"""Numbers that all lanes share, and rows of which each lane has its own: one source for both.

Lanes that are design points of one replicate share its weights, its noise and who was in the room;
lanes that are replicates have their own. The engine says ``of(number, lane)`` and the compiler
makes a machine of either kind, so that the rule stands once.
"""

from __future__ import annotations

import numpy as np

from sim.compiled import by_kind, is_array


def of(number, lane):
    """The number of a lane: of a row its place, of a number that all share the number itself."""
    return number[lane] if isinstance(number, np.ndarray) else number


@by_kind(of)
def _of(number, lane):
    if is_array(number):
        return lambda number, lane: number[lane]
    return lambda number, lane: number


def for_all(flag):
    """Whether something holds in all lanes because they share it; of a row that is never said."""
    return False if isinstance(flag, np.ndarray) else flag > 0


@by_kind(for_all)
def _for_all(flag):
    return (lambda flag: False) if is_array(flag) else (lambda flag: flag > 0)


def for_none(flag):
    """Whether something holds in no lane because they share it; of a row that is never said."""
    return False if isinstance(flag, np.ndarray) else not flag > 0


@by_kind(for_none)
def _for_none(flag):
    return (lambda flag: False) if is_array(flag) else (lambda flag: not flag > 0)


def count(counters, place, those):
    """Count one more at a place of [N] or [N, L], in lanes where ``those`` are more than none."""
    counters[place] += those > 0


@by_kind(count)
def _count(counters, place, those):
    if not is_array(those):

        def shared(counters, place, those):
            counters[place] += 1.0 if those > 0 else 0.0

        return shared

    def by_lane(counters, place, those):
        for lane in range(those.shape[0]):
            counters[place, lane] += 1.0 if those[lane] > 0 else 0.0

    return by_lane


def in_all(counters, total):
    """All counted in [N], a number; or in [N, L] for each lane, in the row ``total``."""
    if counters.ndim == 1:
        return counters.sum()
    total[:] = counters.sum(0)
    return total


@by_kind(in_all)
def _in_all(counters, total):
    if counters.ndim == 1:
        return lambda counters, total: counters.sum()

    def by_lane(counters, total):
        total[:] = 0.0
        for n in range(counters.shape[0]):
            for lane in range(total.shape[0]):
                total[lane] += counters[n, lane]
        return total

    return by_lane


def there(like, votes, most, row):
    """Where one took part: votes [L] are at most ``most``. A number where lanes share ``like``.

    Where each lane has its own, 1.0 and 0.0 are left in ``row``.
    """
    if not isinstance(like, np.ndarray):
        return 1.0 if votes[0] <= most else 0.0
    row[:] = votes <= most
    return row


@by_kind(there)
def _there(like, votes, most, row):
    if not is_array(like):
        return lambda like, votes, most, row: 1.0 if votes[0] <= most else 0.0

    def by_lane(like, votes, most, row):
        for lane in range(row.shape[0]):
            row[lane] = 1.0 if votes[lane] <= most else 0.0
        return row

    return by_lane
