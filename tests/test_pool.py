"""The queue of threads: results in the order of the work, and no more begun than is wanted."""

import time

import pytest

from sim.pool import AHEAD, in_order


def slow_first(n: int) -> int:
    """A piece of work of which the first takes the longest."""
    time.sleep(0.05 if n == 0 else 0.0)
    return n


@pytest.mark.parametrize("threads", [0, 1, 2, 5])
def test_results_come_in_the_order_of_the_work_whatever_the_threads(threads):
    assert list(in_order(threads, slow_first, range(40))) == list(range(40))


@pytest.mark.parametrize("threads", [0, 1, 3])
def test_work_is_taken_from_the_queue_only_as_fast_as_its_results(threads):
    begun = []
    results = in_order(threads, lambda n: n, (begun.append(n) or n for n in range(1_000)))
    assert next(results) == 0
    assert len(begun) <= max(1, AHEAD * threads)
    results.close()
    assert len(begun) <= max(1, AHEAD * threads)


@pytest.mark.parametrize("threads", [0, 2])
def test_a_mistake_in_the_work_comes_out_where_its_result_is_taken(threads):
    results = in_order(threads, lambda n: 1 // n, [1, 0])
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)
