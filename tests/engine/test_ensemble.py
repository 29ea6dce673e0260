"""Step 1 in the fast driver: which memory speaks on which kind of text, and who abstains for it."""

from dataclasses import replace

import numpy as np
import pytest

from sim.engine.day import predispose
from sim.engine.inputs import replicate_inputs, scalar_weights
from sim.engine.learning import learn, wake
from sim.engine.state import allocate_state
from sim.world import ABSTAIN, GROUPS, STRANDS, Memory
from tests.vocabulary import neutral, plain_weights, run_with_engine, small_world, text

CODES = "CHN IND BRA CUB FRA"
TEXTS = {
    "a country": text("country", target="CUB"),
    "an amendment to it": text("amendment", target="CUB", orientation=-1),
    "Palestine": text("palestine", target="CUB", orientation=1),
    "a theme": text("thematic"),
}


def everything_once(world):
    """Before the first day every number of its memory is 1: yes, and an abstention, both once."""
    shapes = {name: array.shape for name, array in vars(world.memory).items()}
    return replace(world, memory=Memory(**{name: np.ones(shape) for name, shape in shapes.items()}))


def before_anyone_lobbies(world, **changed):
    """Leanings and readiness to abstain, [B, S], under no weights but those ``changed``."""
    weights = plain_weights(len(world.states), band=np.zeros(len(STRANDS)), **changed)
    inputs = replicate_inputs(world, weights)
    initial, state, workspace = allocate_state(world, 1, inputs.present.shape[1])
    for slot in range(len(world.agenda.slot_name)):
        wake(slot, initial, state)
    leaning, readiness = np.empty((2, len(world.agenda), len(world.states)))
    for b in range(len(world.agenda)):
        predispose(
            b, 0, inputs, scalar_weights(weights), state, workspace.start, workspace.half_band
        )
        leaning[b, inputs.present[0]], readiness[b, inputs.present[0]] = (
            workspace.start[:, 0], workspace.half_band[:, 0],
        )  # fmt: skip
    return leaning, readiness


@pytest.fixture(scope="module")
def world():
    return everything_once(small_world(CODES, *TEXTS.values()))


def texts_it_speaks_on(moved):
    """The texts of ``TEXTS`` on which anything [B, S] is not zero."""
    return {name for name, row in zip(TEXTS, moved, strict=True) if row.any()}


@pytest.mark.parametrize(
    ("weight", "spoken_to"),
    [
        ("series", set(TEXTS)),
        ("series_of_amendment", {"an amendment to it"}),
        ("target", set(TEXTS) - {"a theme"}),
        ("target_of_country", {"a country"}),
    ],
)
def test_a_memory_moves_leanings_on_its_own_kind_of_text(world, weight, spoken_to):
    leaning, readiness = before_anyone_lobbies(world, **{weight: 1.0})
    assert texts_it_speaks_on(leaning) == spoken_to
    assert not readiness.any()


@pytest.mark.parametrize(
    ("weight", "spoken_to"),
    [
        ("band_series", set(TEXTS)),
        ("band_strand", set(TEXTS)),
        ("band_strand_of_country", {"a country"}),
        ("band_group", set(TEXTS)),
    ],
)
def test_a_habit_moves_bands_on_its_own_kind_of_text(world, weight, spoken_to):
    leaning, readiness = before_anyone_lobbies(world, **{weight: 1.0})
    assert texts_it_speaks_on(readiness) == spoken_to
    assert not leaning.any()


@pytest.mark.parametrize(
    ("whole", "added", "kind"),
    [
        ("series", "series_of_amendment", "an amendment to it"),
        ("target", "target_of_country", "a country"),
        ("band_strand", "band_strand_of_country", "a country"),
    ],
)
def test_what_is_added_on_a_kind_adds_to_the_weight_there(world, whole, added, kind):
    both = before_anyone_lobbies(world, **{whole: 2.0, added: -0.5})
    alone = before_anyone_lobbies(world, **{whole: 2.0})
    here = list(TEXTS).index(kind)
    for with_it, without in zip(both, alone, strict=True):
        np.testing.assert_allclose(with_it[here], without[here] * 0.75, atol=1e-15)
        assert (np.delete(with_it, here, 0) == np.delete(without, here, 0)).all()


def test_readiness_to_abstain_before_memory_is_by_kind_of_text_by_tie_and_a_states_own():
    world = small_world(CODES, *TEXTS.values())
    width, by_tie = np.arange(len(STRANDS)) / 10, np.linspace(-1, 1, len(STRANDS))
    weights = plain_weights(
        len(world.states), band=width, band_by_affiliation=by_tie, band_state=np.arange(5) / 7
    )
    inputs, strand = replicate_inputs(world, weights), world.agenda.strand
    expected = np.add.outer(width, np.arange(5) / 7) + np.outer(by_tie, world.states.affiliation)
    np.testing.assert_allclose(inputs.band, expected, atol=1e-15)
    assert len(set(strand)) == len(TEXTS)
    assert 0 < world.states.affiliation.max() <= 1


# A regional group's habit of abstaining


def after_the_first_day(votes_of_latin_america, series="one", **weights):
    """Readiness to abstain [S] on a later text, after a day on which all others said yes."""
    world = small_world(
        CODES,
        text("thematic", date="2021-03-23", series="one"),
        text("thematic", date="2021-07-12", series=series),
    )
    given = plain_weights(
        len(world.states), band=np.zeros(len(STRANDS)), council_rate=0.5, **weights
    )
    inputs = replicate_inputs(world, given)
    initial, state, workspace = allocate_state(world, 1, inputs.present.shape[1])
    for slot in range(len(world.agenda.slot_name)):
        wake(slot, initial, state)
    votes = np.array([1, 1, *votes_of_latin_america, 1], np.int8).reshape(1, -1, 1)
    taken, tabled = np.ones((1, votes.shape[2])), np.ones(1, bool)
    learn(0, 1, 0, inputs, scalar_weights(given), state, votes, taken, tabled)
    predispose(1, 0, inputs, scalar_weights(given), state, workspace.start, workspace.half_band)
    readiness = np.empty(len(world.states))
    readiness[inputs.present[0]] = workspace.half_band[:, 0]
    return readiness.tolist()


@pytest.mark.parametrize(
    ("votes", "share"), [((0, 0), 1.0), ((0, 1), 0.5), ((1, 0), 0.5), ((1, -1), 0.0)]
)
def test_a_group_that_abstained_makes_its_members_readier_to_abstain_next_time(votes, share):
    # of one vote seen half is made, and it is made of all members: also of one that did not abstain
    assert after_the_first_day(votes, band_group=2.0) == [0, 0, share, share, 0]


def test_a_groups_habit_is_that_of_the_series_and_says_nothing_of_another():
    assert after_the_first_day((0, 0), series="another", band_group=2.0) == [0] * 5


def test_a_groups_habit_comes_on_top_of_a_states_own():
    own = after_the_first_day((0, 1), band_series=1.0)
    both = after_the_first_day((0, 1), band_series=1.0, band_group=2.0)
    assert own == [0, 0, 0.5, 0, 0]
    assert both == [0, 0, 1.0, 0.5, 0]


def test_where_a_group_has_the_habit_more_of_its_members_abstain():
    world = small_world("BRA CUB CHL MEX CHN IND IDN PAK", *[
        text("thematic", session=str(n)) for n in range(1, 61)
    ])  # fmt: skip
    latin = world.states.group == world.states.group[0]
    habit = np.zeros((len(GROUPS), len(world.agenda.slot_name)))
    habit[world.states.group[0]] = 1.0
    memory = replace(world.memory, group_habit=habit, groups_seen=np.ones_like(habit))
    shy = replace(world, memory=memory)
    weights = plain_weights(len(world.states), band_group=3.0)
    before, after = (
        run_with_engine(w, weights, neutral(w)).votes[..., 0] == ABSTAIN for w in (world, shy)
    )
    assert (after[:, ~latin] == before[:, ~latin]).all()
    assert after[:, latin].mean() > before[:, latin].mean() + 0.2
