"""The democracies' levers beyond staff, outreach and aid: what each presses, which way, when."""

from dataclasses import fields
from datetime import date

import numpy as np
import pytest
import yaml

from sim.config.schema import make_lever
from sim.engine.ensemble import simulate
from sim.engine.inputs import rooms_of, scrutinised
from sim.errors import InputError
from sim.files.places import shipped_folder
from sim.levers import ASSUMPTIONS, LEVERS, Lever, draw_assumptions, pressure_of, pressures_of
from sim.world import ABSTAIN, AMENDMENT, DONORS, NO, PRESSURES, YES, Pressure, World
from tests.vocabulary import (
    SEED,
    neutral,
    run_with_engine,
    same_bits,
    small_world,
    text,
    the_record,
    weights,
)

NEUTRAL = yaml.safe_load((shipped_folder("conf") / "levers" / "all.yaml").read_text("utf-8"))
STRENGTHS = {  # the field that says how hard it is pulled, from little to the most allowed
    "issue_coalition": ("themes_share", [0.1, 0.5, 1]),
    "monitoring": ("reports_a_year", [1, 4, 12]),
    "early_warning": ("analysts", [5, 30, 100]),
    "rapporteur_visits": ("visits_a_year", [2, 10, 20]),
    "mandate_budget": ("usd_millions_a_year", [1, 10, 50]),
    "training": ("share_a_year", [0.1, 0.5, 1]),
    "criticism": ("intensity", [0.1, 0.5, 1]),
    "conditionality": ("share", [0.1, 0.5, 1]),
    "statements": ("sponsors", [10, 30, 60]),
    "transparency": ("share", [0.1, 0.5, 1]),
    "engagement": ("absence", [0.1, 0.5, 1]),
    "second_track": ("meetings_a_year", [4, 24, 100]),
}
PRESSED = {
    "issue_coalition": {"story"},
    "monitoring": {"spotlight"},
    "early_warning": {"spotlight"},
    "rapporteur_visits": {"spotlight"},
    "mandate_budget": {"spotlight"},
    "training": {"capacity", "reach"},
    "criticism": {"goodwill", "spotlight", "story"},
    "conditionality": {"goodwill", "story"},
    "statements": {"goodwill", "image"},
    "transparency": {"image", "favour"},
    "engagement": {"capacity", "reach", "favour"},
    "second_track": {"goodwill"},
}
EVERY = pytest.mark.parametrize("name", STRENGTHS)
ASSUMED = draw_assumptions(SEED, 0)
MIDDLE = {a.name: (a.low + a.high) / 2 for a in ASSUMPTIONS}  # whatever the order of the rows
SCENE = "CHN CUB DEU GHA IND SDN SEN URY USA ZAF"


def pulled(name: str, strength: float | None = None, **settings: object) -> Lever:
    """A lever at a strength, the strongest if none is given."""
    field, strengths = STRENGTHS[name]
    return make_lever(name, {field: strengths[-1] if strength is None else strength} | settings)


def any_pressure(world: World, seed: int = 5) -> Pressure:
    """Pressure of every sort, in two lanes."""
    rng, still = np.random.default_rng(seed), neutral(world, 2)
    return Pressure(
        **{f.name: rng.uniform(0.1, 0.9, getattr(still, f.name).shape) for f in fields(Pressure)}
    )


def changed(after: Pressure, before: Pressure) -> set[str]:
    """The names of the pressures that differ."""
    return {name for name in PRESSURES if (getattr(after, name) != getattr(before, name)).any()}


def setup(*dates: str) -> World:
    """A small Council with one text on Sudan in each session; sessions by their dates."""
    days = dates or ("2021-03-23",)
    about = {"target": "SDN"}
    texts = [text("country", date=d, session=str(46 + n), **about) for n, d in enumerate(days)]
    return small_world(SCENE, *texts)


def added(lever: Lever, world: World, pressure: str, **assumed: float) -> dict[str, float]:
    """What a lever adds to one pressure on each state in the first session."""
    pressed = lever.press(neutral(world), world, ASSUMED | assumed)
    return dict(zip(world.states.iso3, getattr(pressed, pressure)[0, :, 0], strict=True))


def refused(name: str, **settings: object) -> str:
    """The message with which a lever's settings are refused, which is a single line."""
    with pytest.raises(InputError) as caught:
        make_lever(name, settings)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# What holds for every one of them


@EVERY
def test_it_stands_in_its_own_file_with_a_neutral_setting_and_says_what_it_is(name):
    lever = pulled(name)
    assert LEVERS[name].__module__ == f"sim.levers.{name}"
    fields = {LEVERS[name].key_of(field) for field in LEVERS[name].model_fields}
    assert set(NEUTRAL[name]) <= fields
    assert lever.title
    assert lever.unit
    assert lever.source.startswith("[")
    assert lever.side == "democracies"
    assert lever.strength() == STRENGTHS[name][1][-1]
    assert make_lever(name, NEUTRAL[name]) == LEVERS[name]()


@EVERY
def test_a_neutral_lever_adds_nothing_bit_for_bit(name, a_year):
    lever = make_lever(name, NEUTRAL[name])
    for before in (neutral(a_year), any_pressure(a_year)):
        assert same_bits(lever.press(before, a_year, ASSUMED), before)


@EVERY
def test_a_neutral_lever_changes_no_vote(name, a_year, a_year_weights):
    pressure = make_lever(name, NEUTRAL[name]).press(neutral(a_year), a_year, ASSUMED)
    with_it = run_with_engine(a_year, a_year_weights, pressure)
    assert same_bits(with_it, run_with_engine(a_year, a_year_weights, neutral(a_year)))


@EVERY
def test_it_presses_what_it_should_and_leaves_what_it_was_given(name, a_year):
    given, untouched = any_pressure(a_year), any_pressure(a_year)
    after = pulled(name).press(given, a_year, ASSUMED)
    assert same_bits(given, untouched)
    assert changed(after, given) == PRESSED[name]


@EVERY
def test_a_neutral_lever_costs_nothing_and_a_harder_pull_costs_more(name, a_year):
    costs = [pulled(name, s).cost_usd(a_year.states) for s in (0, *STRENGTHS[name][1])]
    assert costs[0] == 0
    if name == "engagement":
        assert set(costs) == {0.0}
    else:
        assert costs == sorted(set(costs))


@EVERY
def test_twice_as_long_costs_twice_as_much(name, a_year):
    once = pulled(name, start="2021-01-01", end="2021-12-31").cost_usd(a_year.states)
    twice = pulled(name, start="2021-01-01", end="2022-12-31").cost_usd(a_year.states)
    assert twice == pytest.approx(2 * once)


@EVERY
def test_outside_its_dates_it_changes_nothing(name, a_year):
    for start, end in (("1999-01-01", "2000-12-31"), ("2030-01-01", "2031-12-31")):
        lever = pulled(name, start=start, end=end)
        assert same_bits(lever.press(neutral(a_year), a_year, ASSUMED), neutral(a_year))


@EVERY
def test_it_presses_between_its_dates_and_only_trust_and_skill_linger(name, a_year):
    pressed = pulled(name, start="2022-06-01", end="2022-08-01").press(
        neutral(a_year), a_year, ASSUMED
    )
    still = neutral(a_year)
    for axis in PRESSED[name]:
        by_session = (getattr(pressed, axis) != getattr(still, axis)).reshape(5, -1).any(1)
        lingers = name in ("second_track", "training")
        assert by_session.tolist() == [False, False, True, lingers, lingers], axis


@EVERY
@pytest.mark.parametrize("value", [-0.5, 1000, float("nan"), float("inf"), "much"])
def test_a_strength_out_of_range_is_refused(name, value):
    field = STRENGTHS[name][0]
    message = refused(name, **{field: value})
    assert f"levers.{name}.{field}" in message
    assert str(value) in message


@EVERY
def test_an_unknown_target_is_refused(name, a_year):
    with pytest.raises(InputError, match=r"unknown state 'XXX'.*bloc.*open_states"):
        pulled(name, **{LEVERS[name].states_key: ["USA", "XXX"]}).chosen(a_year.states)


def test_all_of_them_side_by_side_press_as_one_after_the_other(a_year):
    levers = [pulled(name) for name in STRENGTHS]
    together = pressures_of([levers, levers[:1], []], a_year, [ASSUMED] * 3)
    one_by_one = Pressure.side_by_side(
        [pressure_of(some, a_year, ASSUMED) for some in (levers, levers[:1], [])]
    )
    assert same_bits(together, one_by_one)


# Dates and the ramp


@pytest.mark.parametrize("name", LEVERS)
def test_a_ramp_of_no_length_is_no_ramp(name, a_year):
    lever = make_lever(name, NEUTRAL[name] | {"start": "2022-06-01", "end": "2022-11-01"})
    assert lever.ramp_years == 0
    assert lever.in_force(a_year).tolist() == lever.sessions(a_year).astype(float).tolist()


@EVERY
def test_a_ramp_grows_evenly_from_the_start(name):
    world = setup("2021-01-01", "2022-01-01", "2023-01-01", "2024-01-01", "2025-01-01")
    lever = pulled(name, start="2021-01-01", end="2024-12-31", ramp_years=2)
    assert lever.in_force(world) == pytest.approx([0, 0.5, 1, 1, 0], abs=1e-3)
    assert lever.cost_usd(world.states) == replaced(lever, ramp_years=0.0).cost_usd(world.states)


@EVERY
def test_half_a_ramp_does_half_of_it_or_less(name):
    world = setup("2021-01-01", "2022-01-01")
    full, half = (pulled(name, start="2021-01-01", ramp_years=years).press(
        neutral(world), world, ASSUMED) for years in (0, 2))  # fmt: skip
    still = neutral(world)
    for axis in PRESSED[name]:
        whole = getattr(full, axis)[1] - getattr(still, axis)[1]
        part = getattr(half, axis)[1] - getattr(still, axis)[1]
        assert (np.sign(part) == np.sign(whole)).all()
        assert (np.abs(part) <= 0.51 * np.abs(whole) + 1e-12).all()


def replaced(lever: Lever, **changes: object) -> Lever:
    """The same lever with other settings."""
    return lever.model_copy(update=changes)


def test_a_ramp_that_began_before_the_run_is_not_begun_again():
    world = setup("2021-01-01", "2022-01-01")
    lever = pulled("monitoring", start="2017-01-01", end="2022-12-31", ramp_years=5)
    shown = lever.within(date(2021, 1, 1), date(2022, 12, 31))
    assert shown.start == date(2021, 1, 1)
    assert shown.in_force(world) == pytest.approx([0.8, 1], abs=1e-3)
    again = shown.within(date(2021, 6, 1), date(2022, 12, 31))
    assert again.in_force(world) == pytest.approx([0, 1], abs=1e-3)


def test_a_lever_within_its_own_dates_is_the_same_lever():
    lever = pulled("monitoring")
    assert lever.within(lever.start, lever.end) == lever


@pytest.mark.parametrize("years", [-1, 11, "long"])
def test_a_ramp_out_of_range_is_refused(years):
    assert "levers.monitoring.ramp_years" in refused("monitoring", ramp_years=years)


# Who is meant


def test_the_labels_mean_whom_they_name():
    states = setup().states

    def named(label: str) -> str:
        chosen = pulled("monitoring", about=[label]).chosen(states)
        return " ".join(np.array(states.iso3)[chosen])

    assert named("everyone") == SCENE
    assert named("bloc") == "CHN CUB IND SDN ZAF"
    assert named("non_western") == "CHN CUB GHA IND SDN SEN URY ZAF"
    assert named("open_states") == "GHA IND SEN URY ZAF"


# Issue coalition


def test_a_pen_in_africa_and_latin_america_eases_resentment_there_most_in_africa_above_all():
    eased = added(pulled("issue_coalition"), setup(), "story", coalition_reach=0.5)
    assert eased["GHA"] == eased["SEN"] > eased["URY"] == eased["CUB"] > eased["IND"] > 0
    assert eased["IND"] == eased["URY"] * 0.5
    assert eased["DEU"] == eased["USA"] == 0


def test_a_penholder_may_be_named_who_takes_no_part_in_the_run():
    world = setup()
    lever = pulled("issue_coalition", penholders=["MUS"])
    assert "MUS" not in world.states.iso3
    assert added(lever, world, "story")["SEN"] > added(lever, world, "story")["URY"]


@pytest.mark.parametrize(
    ("penholders", "why"),
    [(["XXX"], "unknown penholder 'XXX'"), (["USA", "DEU"], "are all of the West")],
)
def test_a_penholder_that_cannot_be_is_refused_with_the_targets(penholders, why):
    lever = pulled("issue_coalition", penholders=penholders)
    with pytest.raises(InputError, match=why) as caught:
        lever.chosen(setup().states)
    assert "\n" not in str(caught.value)


def test_nobody_to_take_the_pen_is_refused():
    assert "levers.issue_coalition.penholders" in refused("issue_coalition", penholders=[])


# Monitoring and visits


def test_reports_light_up_whom_they_name_each_less_than_the_one_before():
    world = setup()
    one, two, three = (
        added(pulled("monitoring", n, about=["SDN"]), world, "spotlight") for n in (1, 2, 3)
    )
    assert one["SDN"] > two["SDN"] - one["SDN"] > three["SDN"] - two["SDN"] > 0
    assert not any(known for code, known in three.items() if code != "SDN")


def test_a_visit_shows_less_where_the_door_stays_shut():
    lever = pulled("rapporteur_visits", 2, about=["SDN", "IND"])
    known = added(lever, setup(), "spotlight", closed_door=0.25)
    assert known["SDN"] == 0.25 * known["IND"] > 0


def test_the_same_visits_to_more_states_show_less_of_each():
    few = added(pulled("rapporteur_visits", 2, about=["IND"]), setup(), "spotlight")
    many = added(pulled("rapporteur_visits", 2, about=["IND", "GHA"]), setup(), "spotlight")
    assert few["IND"] > many["IND"] == many["GHA"] > 0


# Criticism and conditions


def test_dialogue_wins_goodwill_and_nothing_else():
    lever, world = pulled("criticism", mix=0, targets=["IND"]), setup()
    assert changed(lever.press(neutral(world), world, ASSUMED), neutral(world)) == {"goodwill"}
    assert added(lever, world, "goodwill")["IND"] == ASSUMED["dialogue_gain"]


def test_criticism_lights_up_its_target_and_angers_it_and_its_fellows():
    lever, world = pulled("criticism", mix=1, targets=["SDN"]), setup()
    pressed = lever.press(neutral(world), world, ASSUMED)
    assert changed(pressed, neutral(world)) == {"spotlight", "story"}
    story = added(lever, world, "story", fellow_feeling=0.3)
    assert story["SDN"] < story["CHN"] < 0
    assert story["GHA"] == story["DEU"] == 0  # not affiliated
    assert added(lever, world, "spotlight")["SDN"] == ASSUMED["naming_gain"]


def test_nobody_is_angry_for_a_target_that_is_not_of_the_group():
    story = added(pulled("criticism", mix=1, targets=["GHA"]), setup(), "story")
    assert story["GHA"] < 0
    assert not any(anger for code, anger in story.items() if code != "GHA")


def test_a_freer_public_takes_criticism_less_ill():
    story = added(pulled("criticism", mix=1, targets=["SDN", "IND", "ZAF"]), setup(), "story")
    assert story["SDN"] < story["IND"] < story["ZAF"] < 0


def test_conditions_pull_and_anger_as_far_as_there_is_aid_to_lose():
    lever, world = pulled("conditionality", targets=["SEN", "SDN", "DEU"]), setup()
    goodwill, story = added(lever, world, "goodwill"), added(lever, world, "story")
    assert goodwill["SEN"] > 0
    assert goodwill["DEU"] == story["DEU"] == 0
    assert story["SDN"] / goodwill["SDN"] < story["SEN"] / goodwill["SEN"] < 0  # less free


# Statements and open negotiations


def test_those_asked_to_sign_are_won_and_the_affiliated_fear_to_stand_alone():
    lever, world = pulled("statements"), setup()
    won, fear = added(lever, world, "goodwill"), added(lever, world, "image")
    assert won["URY"] > won["IND"] > 0 == won["SDN"] == won["DEU"]
    assert fear["CUB"] > fear["IND"] > 0 == fear["GHA"] == fear["DEU"]


@pytest.mark.parametrize("name", ["statements", "transparency"])
def test_china_fears_to_stand_alone_less_from_2013_on(name):
    lever = pulled(name, start="2010-01-01")
    before, after = (added(lever, setup(day), "image") for day in ("2012-03-23", "2013-03-23"))
    assert after["CHN"] == pytest.approx(ASSUMED["china_face"] * before["CHN"])
    assert after["CUB"] == before["CUB"] > 0


def test_a_larger_forum_makes_it_harder_to_stand_alone_and_the_council_changes_nothing():
    world = setup()
    here, there = (
        added(pulled("statements", forum=n), world, "image", forum_growth=0.5) for n in (47, 188)
    )
    assert here == added(pulled("statements"), world, "image", forum_growth=0.0)
    assert there["CUB"] == pytest.approx(2 * here["CUB"])
    won = [added(pulled("statements", forum=n), world, "goodwill") for n in (47, 188)]
    assert won[0] == won[1]


def test_open_rooms_tell_with_free_states_most_and_loosen_the_line_of_the_affiliated():
    lever, world = pulled("transparency"), setup()
    fear, favour = added(lever, world, "image"), added(lever, world, "favour", whip_loss=0.1)
    assert fear["DEU"] > fear["IND"] > fear["SDN"] > 0
    assert favour["CUB"] < favour["IND"] < 0 == favour["GHA"]


# Engagement


YEARLY = tuple(f"{year}-03-23" for year in range(2021, 2025))
GONE = {"start": "2021-01-01", "end": "2024-12-31"}


def test_who_stays_away_is_not_heard_and_takes_its_staff_along():
    world = setup()
    pressed = pulled("engagement").press(neutral(world), world, ASSUMED | {"vacuum_gain": 0.5})
    capacity = dict(zip(DONORS, pressed.capacity[0, :, 0], strict=True))
    assert capacity["usa"] == 0
    assert capacity["china"] == 1.5
    assert capacity["eu"] == capacity["russia"] == 1
    assert pressed.reach[0, 0] == pytest.approx(31 / 75)  # Germany 31, the United States 44


def test_the_group_falls_asleep_with_the_years_and_wakes_at_a_return():
    world = setup(*YEARLY)
    lever = pulled("engagement", start="2021-03-23", end="2023-12-31")
    lost = lever.press(neutral(world), world, ASSUMED | {"years_to_sleep": 1.0, "sleep_gain": 0.3})
    favour = lost.favour[:, world.states.index("CUB"), 0]
    assert favour == pytest.approx([0, -0.15, -0.2, 0], abs=1e-3)


def test_it_does_not_sleep_because_germany_is_away():
    world = setup(*YEARLY)
    pressed = pulled("engagement", targets=["DEU"], **GONE).press(neutral(world), world, ASSUMED)
    assert not pressed.favour.any()
    assert (pressed.capacity[:, DONORS.index("china")] == 1).all()
    assert (pressed.capacity[:, DONORS.index("eu")] == 0).all()


def test_who_comes_and_goes_misses_that_share_of_sessions_and_never_lets_it_sleep_long():
    world = setup(*YEARLY)
    on_and_off, away = make_lever("engagement", {"stop_and_go": 0.5} | GONE), pulled(
        "engagement", **GONE
    )  # fmt: skip
    assert on_and_off.away(world).tolist() == [0, 1, 0, 1]
    assert make_lever("engagement", {"stop_and_go": 0.25} | GONE).away(world).sum() == 1
    deepest, deeper = (
        -lever.press(neutral(world), world, ASSUMED).favour.min() for lever in (on_and_off, away)
    )
    assert 0 < deepest < deeper


# Second track


def test_trust_comes_more_slowly_than_goodwill_and_lasts_longer():
    days = [f"{year}-{month}-23" for year in (2021, 2022) for month in ("03", "07", "10")]
    world, both = setup(*days), {"targets": ["IND"], "end": "2021-12-31"}
    assumed = ASSUMED | {"trust_kept": 0.9, "goodwill_kept": 0.7}
    india = world.states.index("IND")
    trust, goodwill = (
        lever.press(neutral(world), world, assumed).goodwill[:, india, 0]
        for lever in (
            pulled("second_track", **both),
            make_lever("outreach", both | {"contacts": 9}),
        )
    )
    assert trust[5] / trust[2] == pytest.approx(0.9**3)
    assert goodwill[5] / goodwill[2] == pytest.approx(0.7**3)
    assert trust[0] < 0.1 * ASSUMED["trust_gain"] + 1e-9
    assert trust[2] / trust[0] > goodwill[2] / goodwill[0]


# What they do to the votes of 2021-2023, at full range, other things equal


ARMS = {name: (pulled(name), {}) for name in STRENGTHS} | {
    "dialogue": (pulled("criticism", mix=0), {}),
    "naming": (pulled("criticism", mix=1), {}),
    "backlash": (pulled("criticism", mix=1), {"naming_gain": 0.0}),
    "stop_and_go": (make_lever("engagement", {"stop_and_go": 0.5}), {}),
    "trained democracies": (pulled("training", targets=["democracies"]), {}),
    "nobody sleeps": (pulled("engagement"), {"sleep_gain": 0.0}),
}


@pytest.fixture(scope="module")
def votes() -> tuple[World, list[np.ndarray]]:
    """The votes of sixty replicates, nothing pulled in the first lane, an arm in each other."""
    world = the_record()
    at_the_mode, seating, found = weights(world), rooms_of(world), []
    for replicate in range(60):
        still = neutral(world)
        arms = [lever.press(still, world, MIDDLE | other) for lever, other in ARMS.values()]
        pressure = Pressure.side_by_side([still, *arms])
        found.append(simulate(world, at_the_mode, pressure, SEED, replicate, seating).votes)
    return world, found


def effect(votes, arm: str, vote: int, texts: np.ndarray, of: np.ndarray | None = None):
    """By how many such votes an arm differs from none, paired: mean and standard error."""
    world, runs = votes
    who = np.ones(len(world.states), bool) if of is None else of
    lane = list(ARMS).index(arm) + 1
    counts = np.array([[(v[texts][:, who, at] == vote).sum() for at in (0, lane)] for v in runs])
    more = (counts[:, 1] - counts[:, 0]).astype(float)
    return more.mean(), more.std(ddof=1) / np.sqrt(len(more))


def clearly(found: tuple[float, float]) -> int:
    """The sign of an effect that is twice its standard error, else 0."""
    mean, error = found
    return int(np.sign(mean)) if abs(mean) > 2 * error else 0


def scrutiny(world: World, lever: Lever | None = None) -> np.ndarray:
    """The texts that scrutinise a state, or one of a lever's targets."""
    on = scrutinised(world.agenda)
    aimed = np.ones(len(world.states), bool) if lever is None else lever.chosen(world.states)
    return (on >= 0) & aimed[on]


def hostile(world: World) -> np.ndarray:
    """The hostile amendments."""
    return (world.agenda.kind == AMENDMENT) & (world.agenda.orientation < 0)


def test_a_pen_outside_the_west_wins_votes_for_its_texts(votes):
    world = votes[0]
    texts = scrutiny(world) & (world.agenda.pen == 0)
    assert clearly(effect(votes, "issue_coalition", YES, texts)) == 1


@pytest.mark.parametrize("name", ["monitoring", "rapporteur_visits", "mandate_budget", "naming"])
def test_what_is_known_of_a_state_wins_votes_for_texts_on_it(name, votes):
    texts = scrutiny(votes[0], ARMS[name][0])
    assert clearly(effect(votes, name, YES, texts)) == 1


def test_the_backlash_alone_loses_votes_and_hardens_the_targets(votes):
    affiliates = ARMS["backlash"][0].chosen(votes[0].states)
    assert clearly(effect(votes, "backlash", YES, scrutiny(votes[0]))) == -1
    assert clearly(effect(votes, "backlash", NO, scrutiny(votes[0]), affiliates)) == 1


@pytest.mark.parametrize("name", ["dialogue", "conditionality", "second_track"])
def test_goodwill_takes_noes_from_scrutiny_and_yeses_from_hostile_amendments(name, votes):
    world, targets = votes[0], ARMS[name][0].chosen(votes[0].states)
    assert effect(votes, name, YES, scrutiny(world), targets)[0] > 0
    assert clearly(effect(votes, name, NO, scrutiny(world), targets)) == -1
    assert clearly(effect(votes, name, YES, hostile(world), targets)) == -1


def test_an_early_warning_wins_votes_for_the_first_text_on_a_state(votes):
    world, agenda = votes[0], votes[0].agenda
    unheard = ARMS["early_warning"][0].unheard(world)
    first = scrutiny(world) & (unheard[agenda.session, agenda.target] > 0)
    assert {agenda.series[b] for b in np.flatnonzero(first)} >= {"xinjiang"}
    assert clearly(effect(votes, "early_warning", YES, first)) == 1


def test_training_wins_votes_for_scrutiny(votes):
    assert clearly(effect(votes, "trained democracies", YES, scrutiny(votes[0]))) == 1


def test_dialogue_moves_its_targets_more_than_criticism_does(votes):
    world, targets = votes[0], ARMS["dialogue"][0].chosen(votes[0].states)
    quiet, loud = (
        effect(votes, name, NO, scrutiny(world), targets)[0] for name in ("dialogue", "naming")
    )
    assert quiet < loud


def test_long_lists_win_votes_for_scrutiny(votes):
    assert clearly(effect(votes, "statements", YES, scrutiny(votes[0]))) == 1
    assert clearly(effect(votes, "statements", YES, hostile(votes[0]))) == -1


def test_open_rooms_draw_noes_and_amendments_to_the_middle_but_win_no_yeses(votes):
    world = votes[0]
    assert clearly(effect(votes, "transparency", NO, scrutiny(world))) == -1
    assert clearly(effect(votes, "transparency", ABSTAIN, scrutiny(world))) == 1
    assert clearly(effect(votes, "transparency", YES, hostile(world))) == -1
    assert clearly(effect(votes, "transparency", YES, scrutiny(world))) != 1


@pytest.mark.parametrize("name", ["stop_and_go", "nobody sleeps"])
def test_scrutiny_loses_votes_when_the_united_states_stay_away(name, votes):
    assert clearly(effect(votes, name, YES, scrutiny(votes[0]))) == -1


def test_a_group_that_falls_asleep_gives_a_part_of_them_back(votes):
    awake, asleep = (
        effect(votes, name, YES, scrutiny(votes[0])) for name in ("nobody sleeps", "engagement")
    )
    assert clearly(asleep) != 1
    assert asleep[0] > awake[0]


def test_hostile_amendments_win_votes_while_they_are_away_unless_the_group_sleeps(votes):
    awake, asleep = (
        effect(votes, n, YES, hostile(votes[0])) for n in ("nobody sleeps", "engagement")
    )
    assert clearly(awake) == 1
    assert asleep[0] < awake[0]


def test_a_sleeping_group_gives_part_of_that_back(votes):
    asleep, awake = (
        effect(votes, name, NO, scrutiny(votes[0]))[0] for name in ("engagement", "nobody sleeps")
    )
    assert asleep < awake
