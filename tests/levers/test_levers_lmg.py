"""The Like-Minded Group's levers, and the two of the democracies that answer them in kind."""

from dataclasses import replace

import numpy as np
import pytest
import yaml

from sim.config.schema import make_lever
from sim.engine.ensemble import simulate
from sim.engine.inputs import rooms_of, scrutinised
from sim.errors import InputError
from sim.files.places import shipped_folder
from sim.levers import ASSUMPTIONS, LEVERS, Lever, draw_assumptions, pressure_of, pressures_of
from sim.levers.narrative import anti_imperial
from sim.levers.praise import SESSIONS_A_CYCLE, reviewed
from sim.world import (
    ABSTAIN,
    AMENDMENT,
    NO,
    NOT_TAKEN,
    PALESTINE,
    PENS,
    PRESSURES,
    THEMATIC,
    YES,
    Pressure,
    Procedures,
)
from tests.vocabulary import (
    SEED,
    neutral,
    plain_weights,
    run_with_engine,
    run_with_mesa,
    same_bits,
    small_world,
    text,
    the_record,
    weights,
)

NEUTRAL = yaml.safe_load((shipped_folder("conf") / "levers" / "all.yaml").read_text("utf-8"))
PULLED = {  # how hard each can be pulled: a little, half, in full; and what it presses on
    "lmg_staff": ("persons", (90, 150, 300), {"capacity", "favour"}),
    "inducements": ("percent", (10, 100, 300), {"favour"}),
    "threats": ("intensity", (0.1, 0.5, 1), {"favour", "goodwill"}),
    "narrative": ("campaigns_a_year", (1, 5, 20), {"story"}),
    "rival_texts": ("share", (0.1, 0.5, 1), {"story"}),
    "hostile_amendments": ("share", (0.1, 0.5, 1), {"rewriting"}),
    "no_action": ("share", (0.1, 0.5, 1), {"motion"}),
    "praise": ("share", (0.1, 0.5, 1), {"favour"}),
    "expert_posts": ("posts", (1, 10, 30), {"spotlight"}),
    "lmg_statements": ("sponsors", (5, 20, 60), {"favour"}),
    "counter_story": ("campaigns_a_year", (1, 5, 20), {"story"}),
    "independent_experts": ("posts", (1, 10, 30), {"spotlight"}),
}
OF_THE_DEMOCRACIES = {"counter_story", "independent_experts"}
EVERY = pytest.mark.parametrize("name", list(PULLED))
ASSUMED = draw_assumptions(SEED, 0)
HIGHEST = {a.name: a.high for a in ASSUMPTIONS}
MIDDLE = {a.name: (a.low + a.high) / 2 for a in ASSUMPTIONS}


def pulled(name: str, strength: float | None = None, **settings: object) -> Lever:
    """A lever at a strength (in full if none is given), on the targets it is made for."""
    field, strengths, _ = PULLED[name]
    return make_lever(name, {field: strengths[-1] if strength is None else strength} | settings)


def busy(world, seed: int = 5) -> Pressure:
    """Pressure of every kind that no lever put there."""
    rng, still = np.random.default_rng(seed), neutral(world)
    return Pressure(**{name: rng.uniform(0.1, 0.9, getattr(still, name).shape)
                       for name in PRESSURES})  # fmt: skip


def pressed(name: str, world, assumed=ASSUMED, **settings: object) -> Pressure:
    """What a lever in full adds to a world on which nothing presses."""
    return pulled(name, **settings).press(neutral(world), world, assumed)


def added(pressure: Pressure, kind: str) -> np.ndarray:
    """How much a pressure differs from a neutral one, by session, [T]."""
    change = np.abs(getattr(pressure, kind) - PRESSURES[kind].neutral)
    return change.reshape(len(change), -1).sum(1)


def moved(one: Pressure, other: Pressure) -> set[str]:
    """The kinds of pressure in which two differ."""
    return {n for n in PRESSURES if (getattr(one, n) != getattr(other, n)).any()}


def town(*more: str):
    """China, Russia and Cuba, a few affiliates and a few democracies, and two texts."""
    codes = ["BOL", "BRA", "CHE", "CHN", "CUB", "DEU", "IDN", "LKA", "PAK", "RUS", "SYR", "USA"]
    return small_world(" ".join(sorted({*codes, *more})), text("country"), text("thematic"))


# Neutral, priced, dated


@EVERY
def test_a_neutral_lever_adds_nothing_to_any_pressure_bit_for_bit(name, a_year):
    lever = make_lever(name, NEUTRAL[name])
    for before in (neutral(a_year), busy(a_year)):
        assert same_bits(lever.press(before, a_year, HIGHEST), before)


@EVERY
def test_the_default_is_the_neutral_setting(name):
    assert make_lever(name, {}) == make_lever(name, NEUTRAL[name])


@EVERY
def test_a_neutral_lever_changes_no_vote(name, a_year, a_year_weights):
    still = make_lever(name, NEUTRAL[name]).press(neutral(a_year), a_year, ASSUMED)
    with_it, without = (
        run_with_engine(a_year, a_year_weights, p) for p in (still, neutral(a_year))
    )
    assert same_bits(with_it, without)


@EVERY
def test_a_lever_in_full_presses_where_it_should_and_leaves_what_it_was_given(name, a_year):
    given = busy(a_year)
    after = pulled(name).press(given, a_year, ASSUMED)
    assert same_bits(given, busy(a_year))
    assert moved(after, given) == PULLED[name][2]


def test_levers_are_put_together_lane_by_lane_to_the_same_bits(a_year):
    points = [[], [pulled(n) for n in PULLED], [pulled("threats"), pulled("praise", 0.5)]]
    together = pressures_of(points, a_year, [ASSUMED] * len(points))
    for lane, point in enumerate(points):
        alone = pressure_of(point, a_year, ASSUMED)
        for kind in PRESSURES:
            assert (getattr(together, kind)[..., lane] == getattr(alone, kind)[..., 0]).all()


def test_both_drivers_take_all_of_them_to_the_same_votes(a_year, a_year_weights):
    pressure = pressure_of([pulled(name) for name in PULLED], a_year, ASSUMED)
    one, other = (run(a_year, a_year_weights, pressure) for run in (run_with_mesa, run_with_engine))
    assert same_bits(one, other)


@EVERY
def test_its_price_is_nothing_for_nothing_and_grows_with_strength_and_years(name, a_year):
    states = a_year.states
    assert make_lever(name, NEUTRAL[name]).cost_usd(states) == 0
    costs = [pulled(name, strength).cost_usd(states) for strength in PULLED[name][1]]
    assert 0 < costs[0] < costs[1] < costs[2]
    once = pulled(name, start="2021-01-01", end="2021-12-31").cost_usd(states)
    twice = pulled(name, start="2021-01-01", end="2022-12-31").cost_usd(states)
    assert twice == pytest.approx(2 * once)


@EVERY
def test_pulling_harder_presses_harder(name, a_year):
    def size(strength: float) -> float:
        with_it = pulled(name, strength).press(neutral(a_year), a_year, ASSUMED)
        return sum(added(with_it, kind).sum() for kind in PRESSURES)

    little, half, full = map(size, PULLED[name][1])
    assert 0 < little < half < full


@EVERY
def test_outside_its_dates_a_lever_presses_on_nothing(name, a_year):
    for start, end in (("1999-01-01", "2000-12-31"), ("2030-01-01", "2031-12-31")):
        assert same_bits(pressed(name, a_year, start=start, end=end), neutral(a_year))


@EVERY
def test_a_lever_presses_between_its_dates_alone_but_a_favour_is_owed_for_longer(name, a_year):
    with_it = pressed(name, a_year, start="2022-04-25", end="2022-08-01")
    # the year's sessions close in April, May, July, October and November
    changed = sum(added(with_it, kind) for kind in PRESSURES) > 0
    owed = name == "praise"
    assert changed.tolist() == [False, True, True, owed, owed]


@EVERY
def test_a_lever_that_grows_is_weaker_at_first_and_as_strong_in_the_end(name, record):
    at_once = pressed(name, record, start="2020-01-01", end="2023-12-31")
    slowly = pressed(name, record, start="2020-01-01", end="2023-12-31", ramp_years=2.5)
    for kind in PULLED[name][2]:
        full, grown = (added(pressure, kind) for pressure in (at_once, slowly))
        assert 0 < grown[0] < full[0]
        if name != "praise":  # what is owed for the first praise stays small
            assert (grown[-3:] == full[-3:]).all()


@EVERY
def test_it_says_whose_it_is_and_from_which_source(name):
    lever = pulled(name)
    assert lever.side == ("democracies" if name in OF_THE_DEMOCRACIES else "lmg")
    assert lever.source.startswith("[inboden202")


# What is refused


@EVERY
def test_what_is_out_of_range_or_unknown_is_refused_in_one_line(name):
    field, strengths, _ = PULLED[name]
    for value in (-1, strengths[-1] * 2, float("nan"), "many"):
        with pytest.raises(InputError) as caught:
            make_lever(name, {field: value})
        assert f"levers.{name}.{field}" in str(caught.value)
        assert "\n" not in str(caught.value)
    with pytest.raises(InputError, match="typo: there is no such setting"):
        make_lever(name, {"typo": 1})


@EVERY
def test_an_unknown_target_is_refused_when_the_lever_is_pressed_or_priced(name, a_year):
    lever = pulled(name, **{LEVERS[name].states_key: ["CHN", "XXX"]})
    with pytest.raises(InputError, match="unknown state 'XXX'"):
        lever.press(neutral(a_year), a_year, ASSUMED)


# What each does, in small worlds


def test_the_organisers_staff_strengthens_their_voices_and_their_whip():
    world = town()
    states = world.states
    assumed = ASSUMED | {"staff_elasticity": 0.5, "whip_gain": 0.4}
    lever = pulled("lmg_staff", 248)
    pressure = lever.press(neutral(world), world, assumed)
    assert lever.added(states).sum() == (248 - 81) + (248 - 62)
    assert pressure.capacity[0, :, 0] == pytest.approx([1] * 5 + [(248 / 81) ** 0.5, 2])
    before = states.staff[states.organiser].sum()
    whip = 0.4 * (((before + lever.added(states).sum()) / before) ** 0.5 - 1)
    felt = np.where(states.organiser, 0, whip * states.affiliation)
    assert pressure.favour[0, :, 0] == pytest.approx(felt)


def test_inducements_reach_whoever_gets_something_already_affiliated_or_not(record):
    states = record.states
    pull = pressed("inducements", record, targets=["LKA", "ARG", "DEU"]).favour[0, :, 0]
    assert pull[states.index("LKA")] > 0
    assert pull[states.index("ARG")] > 0
    assert np.count_nonzero(pull) == 2  # Germany gets nothing from China and Russia


def test_a_threat_is_felt_by_whoever_has_something_to_lose_and_resented_in_the_open():
    world = town()
    states, targets = world.states, ["LKA", "SYR", "IDN", "USA"]
    pressure = pressed("threats", world, HIGHEST, targets=targets)
    fear, resented = pressure.favour[0, :, 0], pressure.goodwill[0, :, 0]
    assert fear[states.index("LKA")] > fear[states.index("IDN")] > 0
    assert fear[states.index("USA")] == resented[states.index("USA")] == 0
    assert resented[states.index("IDN")] > 0
    assert resented[states.index("SYR")] == 0
    unresented = pressed("threats", world, HIGHEST | {"resentment_gain": 0.0}, targets=targets)
    assert not unresented.goodwill.any()
    assert (unresented.favour == pressure.favour).all()


def test_anti_imperial_sentiment_is_full_among_the_non_aligned_and_nil_in_the_west():
    states = small_world("BLR BOL BRA CHE DEU IDN JPN KOR RUS USA", text("thematic")).states
    found = dict(zip(states.iso3, anti_imperial(states).tolist(), strict=True))
    assert found == {"BLR": 1, "BOL": 1, "BRA": 0.5, "CHE": 0, "DEU": 0, "IDN": 1, "JPN": 0,
                     "KOR": 0, "RUS": 0, "USA": 0}  # fmt: skip


def test_the_two_stories_pull_apart_and_the_same_number_of_campaigns_cancels_only_in_part():
    world = town()
    for n in (1, 5, 20):
        told, denied = (pulled(name, n).press(neutral(world), world, HIGHEST).story[0, :, 0]
                        for name in ("narrative", "counter_story"))  # fmt: skip
        believes = anti_imperial(world.states) > 0
        assert (told[believes] < 0).all()
        assert (denied[believes] > 0).all()
        assert (told + denied)[believes].max() < 0
        assert not told[~believes].any()
        assert not denied[~believes].any()


def test_a_story_well_told_turns_votes_against_a_text_of_the_west():
    world, nothing = town(), plain_weights(12)
    told = pressed("narrative", world, HIGHEST)
    yes = [[(run_with_mesa(world, nothing, p, replicate=n).votes[0] == YES).sum() for n in range(9)]
           for p in (neutral(world), told)]  # fmt: skip
    assert (np.diff(yes, axis=0) <= 0).all()
    assert sum(yes[1]) < sum(yes[0])


def test_a_rival_text_eases_those_tied_to_the_bloc_away_in_proportion():
    world = town()
    assumed = ASSUMED | {"way_out": 1.0}
    assert pressed("rival_texts", world, assumed).story[0, :, 0] == pytest.approx(
        -world.states.affiliation
    )


def test_a_motion_takes_a_mover_who_holds_a_seat_and_an_amendment_does_not():
    world = town()
    sits = world.agenda.sits.copy()
    sits[:, world.states.index("CUB")] = False
    world = replace(world, agenda=replace(world.agenda, sits=sits))
    assert not pressed("no_action", world, targets=["CUB"]).motion.any()
    assert (pressed("no_action", world, targets=["CUB", "PAK"]).motion == 1).all()
    assert (pressed("hostile_amendments", world, targets=["CUB"]).rewriting == 1).all()


def test_every_state_is_reviewed_once_a_cycle_and_about_fourteen_at_a_time(record):
    every = np.array([reviewed(record.states, n) for n in range(100, 100 + SESSIONS_A_CYCLE)])
    assert (every.sum(0) == 1).all()
    assert every.sum(1).max() < 3 * len(record.states) / SESSIONS_A_CYCLE


def test_what_is_owed_for_praise_is_whole_at_first_and_gone_after_its_years(record):
    states, assumed = record.states, ASSUMED | {"praise_gain": 0.4, "years_owed": 2.0}
    pull = pressed("praise", record, assumed, targets=["everyone"], start="2022-02-01",
                   end="2022-02-01").favour[..., 0]  # fmt: skip
    praised = reviewed(states, 3 * 2022)
    assert not pull[:, ~praised].any()
    course = pull[:, praised]
    assert (course == course[:, :1]).all()
    assert 0.9 * 0.4 < course[0, 0] < 0.4  # seven weeks later
    assert (np.diff(course[:, 0]) <= 0).all()
    assert course[-2, 0] == 0  # October 2024


def test_as_many_posts_on_both_sides_cancel(a_year):
    ours, theirs = (pressed(n, a_year).spotlight for n in ("independent_experts", "expert_posts"))
    bloc = a_year.states.affiliation >= 0.75
    assert (ours[:, bloc] > 0).all()
    assert (theirs == -ours).all()
    assert not ours[:, ~bloc].any()


def test_those_nearest_to_the_bloc_are_asked_first_and_democracies_never(record):
    states = record.states
    signing = [pulled("lmg_statements", n).signing(states) for n in (5, 5.5, 16, 60)]
    assert [np.count_nonzero(s) for s in signing[:3]] == [5, 6, 16]
    assert signing[2][(states.affiliation >= 0.9) & ~states.organiser].all()
    for some in signing:
        assert not some[states.organiser | states.democracy].any()
        assert some.max() <= 1
    assert (np.diff(signing, axis=0) >= 0).all()


# What each does to the recorded Council


HOSTILE_ROOM = ("narrative", "rival_texts")  # amendments find no majority in the room as it was


@pytest.fixture(scope="module")
def arms() -> dict[str, np.ndarray]:
    """Votes [B, S, replicates] of each lever in full; weights at the mode, the same noise."""
    record = the_record()
    room = [pulled(name) for name in HOSTILE_ROOM]
    points = {"nothing": []} | {name: [pulled(name)] for name in PULLED}
    points |= {"hostile room": room, "met there": [*room, pulled("hostile_amendments")]}
    seating, rules = rooms_of(record), Procedures(motion_ease=1.0, dilution=1.0)
    pressure, fitted = (
        pressures_of(list(points.values()), record, [MIDDLE] * len(points)),
        weights(record),
    )
    votes = np.stack([simulate(record, fitted, pressure, SEED, replicate, seating, rules).votes
                      for replicate in range(20)])  # fmt: skip
    return {name: np.moveaxis(votes[..., lane], 0, -1) for lane, name in enumerate(points)}


def effect(arms, name: str, vote: int, ballots, states, against: str = "nothing") -> tuple:
    """Mean over replicates of how many more such votes there are than without, and its error."""
    more = [(arms[arm][ballots][:, states] == vote).sum((0, 1)) for arm in (name, against)]
    difference = more[0] - more[1]
    return difference.mean(), difference.std(ddof=1) / np.sqrt(len(difference))


def scrutiny(world):
    return scrutinised(world.agenda) >= 0


def affiliates(world):
    return (world.states.affiliation >= 0.75) & ~world.states.organiser


@pytest.mark.parametrize("name", ["lmg_staff", "inducements", "threats", "narrative",
                                  "rival_texts", "praise", "expert_posts",
                                  "lmg_statements"])  # fmt: skip
def test_the_blocs_lever_turns_yes_into_abstention_and_abstention_into_no(name, arms, record):
    everybody, texts = np.ones(len(record.states), bool), scrutiny(record)
    if name == "expert_posts":
        texts = texts & (record.states.affiliation >= 0.75)[record.agenda.target]
    yes, _ = effect(arms, name, YES, texts, everybody)
    no, error = effect(arms, name, NO, texts, everybody)
    assert yes <= 0
    assert no > 2 * error
    no_of_affiliates, error = effect(arms, name, NO, texts, affiliates(record))
    assert no_of_affiliates > 2 * error


@pytest.mark.parametrize("name", sorted(OF_THE_DEMOCRACIES))
def test_the_democracies_answer_makes_votes_for_scrutiny_more(name, arms, record):
    more, error = effect(arms, name, YES, scrutiny(record), np.ones(len(record.states), bool))
    assert more > 2 * error


def test_a_rival_text_leaves_alone_what_the_west_does_not_pen(arms, record):
    everybody, agenda = np.ones(len(record.states), bool), record.agenda
    west = agenda.pen == PENS.index("west")
    on_west, _ = effect(arms, "rival_texts", YES, west, everybody)
    for kind in (THEMATIC, PALESTINE, AMENDMENT):
        beside, _ = effect(arms, "rival_texts", YES, (agenda.kind == kind) & ~west, everybody)
        assert abs(beside) < 0.1 * abs(on_west)


def test_no_action_motions_keep_texts_from_the_vote(arms, record):
    gone = (arms["no_action"][scrutiny(record)] == NOT_TAKEN).any(1).sum(0)
    assert gone.mean() > 2 * gone.std(ddof=1) / np.sqrt(len(gone))
    assert not (arms["no_action"][~scrutiny(record)] == NOT_TAKEN).any()


def test_hostile_amendments_find_no_majority_in_the_room_as_it_was(arms, record):
    for vote in (YES, ABSTAIN, NO):
        change, _ = effect(arms, "hostile_amendments", vote, scrutiny(record), affiliates(record))
        assert abs(change) < 1


def test_in_a_hostile_room_they_are_carried_and_affiliates_can_live_with_the_text(arms, record):
    fewer, error = effect(arms, "met there", NO, scrutiny(record), affiliates(record),
                          against="hostile room")  # fmt: skip
    assert fewer < -2 * error
