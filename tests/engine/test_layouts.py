"""Lanes that are replicates vote as lanes that are design points, and as Mesa, bit for bit."""

from dataclasses import replace

import numpy as np
import pytest

from sim.engine.ensemble import simulate, simulate_side_by_side
from sim.world import ABSENT, NOT_TAKEN, Procedures
from tests.vocabulary import (
    SEED,
    lanes_of,
    neutral,
    random_pressure,
    run_with_mesa,
    small_world,
    text,
    wild_weights,
    year,
)

NUMBERS = [3, 0, 8, 41, 2]
LANES = len(NUMBERS)
RULES = [Procedures(2 / 3, 1 / 3, 0.5 + n, 0.3 * n) for n in range(LANES)]


def of_one_fit(many):
    """Weights that differ in all that is drawn anew in every replicate."""
    shared = ("absence", "surprise", "drift", "memory_rate", "council_rate", "affiliation_rate",
              "abstention_credit")  # fmt: skip
    return [replace(one, **{name: getattr(many[0], name) for name in shared}) for one in many]


@pytest.fixture(scope="module")
def wild(a_year):
    return of_one_fit([wild_weights(a_year, n) for n in NUMBERS])


@pytest.fixture(scope="module")
def points(a_year):
    """Two design points, each under another pressure in every replicate."""
    return [random_pressure(a_year, LANES, seed) for seed in (1, 2)]


@pytest.fixture(scope="module")
def side_by_side(a_year, wild, points):
    return list(simulate_side_by_side(a_year, wild, points, SEED, NUMBERS, None, RULES))


def assert_same(alone, together, lane):
    assert (alone.votes[..., 0] == together.votes[..., lane]).all()
    assert alone.affiliation[..., 0].tobytes() == together.affiliation[..., lane].tobytes()


@pytest.mark.parametrize("point", [0, 1])
@pytest.mark.parametrize("lane", range(LANES))
def test_a_replicate_among_others_is_the_replicate_alone(
    a_year, wild, points, side_by_side, point, lane
):
    alone = simulate(
        a_year, wild[lane], lanes_of(points[point], [lane]), SEED, NUMBERS[lane], None, RULES[lane]
    )
    assert_same(alone, side_by_side[point], lane)


@pytest.mark.parametrize("lane", [0, 4])
def test_it_is_also_the_mesa_run(a_year, wild, points, side_by_side, lane):
    alone = run_with_mesa(
        a_year, wild[lane], lanes_of(points[1], [lane]), SEED, NUMBERS[lane],
        procedures=RULES[lane],
    )  # fmt: skip
    assert_same(alone, side_by_side[1], lane)


def test_all_that_can_happen_to_a_text_has_happened_and_not_to_all_alike(side_by_side):
    votes = side_by_side[0].votes
    away, dropped = votes == ABSENT, (votes == NOT_TAKEN).any(1)
    assert (away.any(-1) & ~away.all(-1)).any()
    assert (dropped.any(-1) & ~dropped.all(-1)).any()


def test_the_order_of_the_replicates_does_not_matter(a_year, wild, points, side_by_side):
    order = [4, 2, 0]
    fewer = list(
        simulate_side_by_side(
            a_year, [wild[n] for n in order], [lanes_of(one, order) for one in points], SEED,
            [NUMBERS[n] for n in order], None, [RULES[n] for n in order],
        )
    )  # fmt: skip
    for some, whole in zip(fewer, side_by_side, strict=True):
        assert (some.votes == whole.votes[..., order]).all()
        assert (some.affiliation == whole.affiliation[..., order]).all()


@pytest.mark.parametrize(
    "name",
    ["series", "bloc", "outreach", "discipline", "band_series", "layers", "donors", "stance"],
)
def test_a_digit_changed_in_one_replicate_is_seen_there_and_nowhere_else(
    a_year, wild, points, side_by_side, name
):
    other = [*wild]
    other[1] = replace(wild[1], **{name: getattr(wild[1], name) + 0.1})
    (changed,) = simulate_side_by_side(a_year, other, points[:1], SEED, NUMBERS, None, RULES)
    differs = (changed.affiliation != side_by_side[0].affiliation).any((0, 1))
    assert differs.tolist() == [False, True, False, False, False]


def test_a_council_of_five_whose_only_voters_are_sometimes_all_away():
    world = small_world(
        "CHN CUB FRA LKA USA",
        text("country"),
        text("thematic", orientation=-1),
        text("country", date="2021-03-24"),
        text("amendment", date="2021-06-02", session="S-31", orientation=1),
        text("country", date="2021-06-02", session="S-31"),
    )
    many = of_one_fit([wild_weights(world, n) for n in NUMBERS])
    many = [replace(one, absence=np.full(5, 0.7)) for one in many]
    still = neutral(world, LANES)
    (found,) = simulate_side_by_side(world, many, [still], SEED, NUMBERS)
    assert (found.votes == ABSENT).all(1).any()
    for lane, number in enumerate(NUMBERS):
        alone = simulate(world, many[lane], lanes_of(still, [lane]), SEED, number)
        assert_same(alone, found, lane)


def test_lanes_of_different_fits_are_refused(a_year, wild, points):
    other = [replace(wild[0], council_rate=wild[0].council_rate / 2), *wild[1:]]
    with pytest.raises(ValueError, match="weights of one fit"):
        list(simulate_side_by_side(a_year, other, points, SEED, NUMBERS))


def test_lanes_under_different_rules_are_refused(a_year, wild, points):
    with pytest.raises(ValueError, match="same rules"):
        list(simulate_side_by_side(
            a_year, wild, points, SEED, NUMBERS, None, [Procedures(0.6), *RULES[1:]]
        ))  # fmt: skip


def test_a_world_in_which_other_texts_come_up_in_every_replicate_is_refused(a_year, wild, points):
    half = replace(a_year, likely=np.full(len(a_year.agenda), 0.5))
    with pytest.raises(ValueError, match="other texts"):
        list(simulate_side_by_side(half, wild, points, SEED, NUMBERS))


def test_pressure_for_another_world_is_refused(a_year, wild):
    other = neutral(year(2021), LANES)
    with pytest.raises(ValueError, match="sessions x states"):
        list(simulate_side_by_side(a_year, wild, [other], SEED, NUMBERS))


def test_what_votes_have_shown_of_leanings_is_in_every_lane(a_year, wild, points, side_by_side):
    shown = np.random.default_rng(1).normal(0, 1, (len(a_year.agenda), len(a_year.states)))
    knowing = replace(a_year, shown=shown)
    (found,) = simulate_side_by_side(knowing, wild, points[:1], SEED, NUMBERS, None, RULES)
    assert (found.votes != side_by_side[0].votes).any((0, 1)).all()
    alone = simulate(knowing, wild[2], lanes_of(points[0], [2]), SEED, NUMBERS[2], None, RULES[2])
    assert_same(alone, found, 2)
