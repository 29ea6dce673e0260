"""What is missing is planned once, in rounds, in blocks as wide as the engine is fast."""

from hypothesis import given
from hypothesis import strategies as st

from sim.sweep.units import LANES, Done, blocks_of, plan
from tests.sweep.words import contacts

FEW = contacts(*range(6))
MANY = contacts(*(n / 10 for n in range(300)))


def cells(units):
    """Every point and replicate of some units, as often as it stands there."""
    return [(p.key, r) for unit in units for p in unit.points for r in unit.replicates]


def wanted(points, replicates):
    return {(p.key, r) for p in points for r in range(replicates)}


def test_everything_is_planned_once():
    planned = cells(plan(MANY, [5] * 300, range(300), Done()))
    assert len(planned) == len(set(planned)) == 1500
    assert set(planned) == wanted(MANY, 5)


def test_blocks_are_even_and_leave_a_lane_for_the_baseline():
    sizes = [len(block) for block in blocks_of(MANY, range(300))]
    assert max(sizes) <= LANES
    assert max(sizes) - min(sizes) <= 1


def test_blocks_follow_the_order_of_the_design():
    order = list(reversed(range(300)))
    assert blocks_of(MANY, order)[0][:3] == [299, 298, 297]


def test_a_sweep_that_is_cut_short_is_balanced():
    units = plan(MANY, [100] * 300, range(300), Done())
    rounds = [unit.replicates[0] for unit in units]
    assert rounds == sorted(rounds)
    first = [unit for unit in units if unit.replicates[0] == 0]
    assert {p.key for unit in first for p in unit.points} == {p.key for p in MANY}


def test_points_may_want_different_numbers_of_replicates():
    planned = cells(plan(FEW[:2], [2, 5], range(2), Done()))
    assert set(planned) == wanted(FEW[:1], 2) | wanted(FEW[1:2], 5)
    assert len(planned) == 7


def test_the_same_point_twice_is_simulated_once():
    twice = [FEW[0], FEW[0]]
    assert set(cells(plan(twice, [1, 3], range(2), Done()))) == wanted(FEW[:1], 3)


@given(st.lists(st.tuples(st.sets(st.integers(0, 5)), st.sets(st.integers(0, 30)))))
def test_whatever_is_there_is_not_done_again_and_the_rest_is(history):
    done = Done()
    there = set()
    for numbers, replicates in history:
        done.add([FEW[n].key for n in numbers], sorted(replicates))
        there |= {(FEW[n].key, r) for n in numbers for r in replicates}
    planned = cells(plan(FEW, [20] * 6, range(6), done))
    assert len(planned) == len(set(planned))
    assert set(planned) == wanted(FEW, 20) - there


def test_a_small_sweep_is_cut_so_that_every_worker_has_its_part():
    alone, shared = (plan(FEW, [20] * 6, range(6), Done(), workers) for workers in (1, 4))
    assert len(shared) >= 4 > len(alone)
    assert set(cells(shared)) == set(cells(alone)) == wanted(FEW, 20)
    assert len(plan(FEW, [1] * 6, range(6), Done(), 4)) == 1  # a replicate is not torn apart


def test_a_large_sweep_is_cut_alike_for_any_number_of_workers():
    few, many = (plan(MANY, [100] * 300, range(300), Done(), workers) for workers in (1, 4))
    assert few == many
