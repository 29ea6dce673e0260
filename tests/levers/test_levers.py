"""Levers: neutral changes nothing, strong moves votes the right way, and both have their price."""

from datetime import date

import numpy as np
import pytest
import yaml
from pydantic import ValidationError

from sim.config.compose import compose
from sim.config.schema import make_lever
from sim.data.states import load_states
from sim.errors import InputError
from sim.files.places import shipped_folder
from sim.levers import (
    AFFILIATED,
    ASSUMPTIONS,
    GROUP_LABELS,
    LEVERS,
    Lever,
    draw_assumptions,
    pressure_of,
)
from sim.measures import BASELINE
from sim.mechanisms.table import weights_without
from sim.study.design import HOPED, Design
from sim.study.setup import Setup
from sim.study.tables import bloc_of, conduct
from tests.vocabulary import (
    SEED,
    neutral,
    random_pressure,
    run_with_engine,
    same_bits,
    weights,
)

NEUTRAL = yaml.safe_load((shipped_folder("conf") / "levers" / "all.yaml").read_text("utf-8"))
STRENGTHS = {  # the field that says how hard it is pulled, from nearly nothing to the most allowed
    "mission_staff": ("persons", [60, 120, 300]),
    "tour_length": ("years_in_geneva", [4, 8, 12]),
    "outreach": ("contacts", [2, 20, 100]),
    "civil_society": ("usd_millions_a_year", [1, 50, 1000]),
    "aid": ("percent", [10, 100, 300]),
}
ON_THE_DEMOCRACIES = {"mission_staff", "tour_length"}
EVERY = pytest.mark.parametrize("name", sorted(LEVERS))
FIVE = pytest.mark.parametrize("name", sorted(STRENGTHS))  # the others have tests of their side
ASSUMED = draw_assumptions(SEED, 0)


def pulled(name: str, strength: float | None = None, **settings: object) -> Lever:
    """A lever at a strength (the strongest if none is given), on the targets it is made for."""
    field, strengths = STRENGTHS[name]
    targets = ["democracies"] if name in ON_THE_DEMOCRACIES else ["democratic_affiliates"]
    value = strengths[-1] if strength is None else strength
    years = {"start": "2021-01-01", "end": "2023-12-31"}
    return make_lever(name, {field: value, "targets": targets} | years | settings)


def refused(name: str, **settings: object) -> str:
    """The message with which a lever's settings are refused, which is a single line."""
    with pytest.raises(InputError) as caught:
        make_lever(name, settings)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_every_lever_has_its_neutral_setting_its_file_and_a_strength_to_test():
    assert set(NEUTRAL) == set(LEVERS)
    assert set(STRENGTHS) < set(LEVERS)
    for name, lever in LEVERS.items():
        assert lever.__module__ == f"sim.levers.{name}"


@EVERY
def test_every_lever_says_what_it_is_in_which_unit_and_from_which_source(name):
    lever = make_lever(name, NEUTRAL[name])
    assert lever.title
    assert lever.unit
    assert lever.source.startswith("[")
    assert isinstance(lever.strength(), int | float)
    field = type(lever).model_fields[lever.main_setting]
    limits = {type(mark).__name__ for mark in field.metadata}
    assert limits == {"Ge", "Le"}, "a portfolio buys it within its range"


@EVERY
def test_a_neutral_lever_adds_nothing_to_any_pressure_bit_for_bit(name, a_year):
    lever = make_lever(name, NEUTRAL[name])
    for before in (neutral(a_year), random_pressure(a_year, 3)):
        assert same_bits(lever.press(before, a_year, ASSUMED), before)


@EVERY
def test_a_neutral_lever_changes_no_vote(name, a_year):
    pressure = make_lever(name, NEUTRAL[name]).press(neutral(a_year), a_year, ASSUMED)
    drawn = weights(a_year, replicate=2)
    with_it, without = (run_with_engine(a_year, drawn, p) for p in (pressure, neutral(a_year)))
    assert same_bits(with_it, without)


@EVERY
def test_a_neutral_lever_costs_nothing(name, a_year):
    assert make_lever(name, NEUTRAL[name]).cost_usd(a_year.states) == 0


@EVERY
def test_the_main_setting_says_how_hard_a_lever_is_pulled(name):
    lever = make_lever(name, NEUTRAL[name])
    field = type(lever).model_fields[lever.main_setting]
    most = next(mark.le for mark in field.metadata if hasattr(mark, "le"))
    full = lever.model_copy(update={lever.main_setting: most})
    assert full.strength() > lever.strength()
    assert lever.unit


@FIVE
def test_pulling_harder_costs_more(name, a_year):
    costs = [pulled(name, strength).cost_usd(a_year.states) for strength in STRENGTHS[name][1]]
    assert 0 < costs[0] < costs[1] < costs[2]


@FIVE
def test_pulling_for_twice_as_long_costs_twice_as_much(name, a_year):
    once = pulled(name, start="2021-01-01", end="2021-12-31").cost_usd(a_year.states)
    twice = pulled(name, start="2021-01-01", end="2022-12-31").cost_usd(a_year.states)
    assert twice == pytest.approx(2 * once)


@FIVE
def test_a_strong_lever_presses_and_leaves_what_it_was_given(name, a_year):
    given, untouched = random_pressure(a_year, 2), random_pressure(a_year, 2)
    after = pulled(name).press(given, a_year, ASSUMED)
    assert same_bits(given, untouched)
    assert not same_bits(after, given)


@FIVE
def test_a_lever_outside_its_dates_changes_nothing(name, a_year):
    long_over = pulled(name, start="1999-01-01", end="2000-12-31")
    not_yet = pulled(name, start="2030-01-01", end="2031-12-31")
    for lever in (long_over, not_yet):
        assert same_bits(lever.press(neutral(a_year), a_year, ASSUMED), neutral(a_year))


@FIVE
def test_a_lever_pulled_late_changes_no_vote_before_it_starts(name, a_year, a_year_weights):
    sessions = a_year.agenda.session
    first_day = a_year.agenda.date[sessions == 2].min()  # June, the 50th session
    late = pulled(name, start=str(first_day), end="2022-12-31")
    before = sessions < 2
    pressure = late.press(neutral(a_year), a_year, ASSUMED)
    with_it = run_with_engine(a_year, a_year_weights, pressure).votes
    without = run_with_engine(a_year, a_year_weights, neutral(a_year)).votes
    assert not same_bits(pressure, neutral(a_year))
    assert (with_it[before] == without[before]).all()


@FIVE
def test_a_lever_presses_in_the_sessions_between_its_dates_alone(name, a_year):
    pressure = pulled(name, start="2022-06-01", end="2022-08-01").press(
        neutral(a_year), a_year, ASSUMED
    )
    still = neutral(a_year)
    assert (pressure.goodwill[:2] == still.goodwill[:2]).all()  # it lingers afterwards
    for axis in ("capacity", "reach", "civic"):
        changed = (getattr(pressure, axis) != getattr(still, axis)).reshape(5, -1).any(1)
        assert not changed[[0, 1, 3, 4]].any(), axis


@FIVE
def test_only_the_targets_feel_it(name, a_year):
    lever = pulled(name)
    pressure, chosen = lever.press(neutral(a_year), a_year, ASSUMED), lever.chosen(a_year.states)
    if name in ON_THE_DEMOCRACIES:
        assert not pressure.goodwill.any()
        assert (pressure.reach > 1).all()
    else:
        felt = (pressure.goodwill + pressure.civic).any(axis=(0, 2))
        assert felt[chosen].any()
        assert not felt[~chosen].any()


# What a lever does to votes


@pytest.fixture(scope="module")
def forty_replicates(record, fit):
    arms = {BASELINE: []} | {name: [pulled(name)] for name in STRENGTHS}
    design = Design(arms, replicates=40, seed=SEED, evidence=HOPED)  # as strong as is hoped
    return conduct(Setup(record, fit), design)


@FIVE
def test_a_strong_lever_makes_more_states_leave_the_line(name, forty_replicates):
    runs = forty_replicates.runs
    moves = (runs.soft + runs.hard).groupby([runs.replicate, runs.arm]).sum().unstack("arm")
    more = (moves[name] - moves[BASELINE]).to_numpy()
    assert more.mean() > 2 * more.std(ddof=1) / np.sqrt(len(more)), f"{more.mean():.1f} a run"


@FIVE
def test_a_strong_lever_makes_its_targets_leave_the_line(name, forty_replicates, record):
    chosen = bloc_of(record)[0] & (record.states.freedom >= 0.35)
    targets = [code for code, yes in zip(record.states.iso3, chosen, strict=True) if yes]
    table = forty_replicates.state_runs
    table = table[table.iso3.isin(targets)]
    moves = (table.soft + table.hard).groupby([table.replicate, table.arm]).sum().unstack("arm")
    assert (moves[name] - moves[BASELINE]).mean() > 0


def test_with_every_pull_switched_off_missions_and_tours_move_nobody(a_year, a_year_weights):
    silent = weights_without(a_year_weights, ("bloc_line", "outreach", "inducements", "groups"))
    for name in ON_THE_DEMOCRACIES:
        pressure = pulled(name).press(neutral(a_year), a_year, ASSUMED)
        assert same_bits(
            run_with_engine(a_year, silent, pressure),
            run_with_engine(a_year, silent, neutral(a_year)),
        )


# What each of them does, in numbers


def test_nobody_is_sent_home(a_year):
    usa = pulled("mission_staff", 10, targets=["USA"])
    assert usa.cost_usd(a_year.states) == 0
    assert same_bits(usa.press(neutral(a_year), a_year, ASSUMED), neutral(a_year))


def test_81_posts_cost_the_united_states_37_posts(a_year):
    lever = pulled("mission_staff", 81, targets=["USA"])
    assert lever.added(a_year.states).sum() == 37
    assert lever.cost_usd(a_year.states) == pytest.approx(37 * 400_000 * 3, rel=1e-3)


def test_staff_makes_the_voice_grow_by_its_elasticity(a_year):
    lever = make_lever("mission_staff", {"persons": 88, "targets": ["USA"]})
    assumed = ASSUMED | {"staff_elasticity": 0.5}
    pressure = lever.press(neutral(a_year), a_year, assumed)
    assert pressure.capacity[:, 0, 0] == pytest.approx(2**0.5)  # from 44 to 88
    assert (pressure.capacity[:, 1:] == 1).all()


def test_a_shorter_tour_takes_mastery_away(a_year):
    shorter = make_lever("tour_length", {"years_in_geneva": 1, "targets": ["democracies"]})
    assert (shorter.press(neutral(a_year), a_year, ASSUMED).reach < 1).all()
    assert shorter.cost_usd(a_year.states) == 0


def test_goodwill_is_won_in_every_session_and_fades_after_the_last(a_year):
    lever = pulled("outreach", 10, targets=["BRA"], end="2022-04-30")  # the 49th session only
    assumed = ASSUMED | {"goodwill_gain": 0.4, "goodwill_kept": 0.5}
    pull = lever.press(neutral(a_year), a_year, assumed).goodwill
    assert pull[:, a_year.states.index("BRA"), 0] == pytest.approx([0.2, 0.1, 0.05, 0.025, 0.0125])


def test_civil_society_is_shared_evenly_grows_for_a_year_and_needs_freedom(record):
    lever = pulled("civil_society", 4, targets=["IND", "CHN"], start="2022-01-01",
                   end="2024-12-31")  # fmt: skip
    civic = lever.press(neutral(record), record, ASSUMED | {"civic_gain": 0.8}).civic[..., 0]
    states = record.states
    india, china = states.index("IND"), states.index("CHN")
    assert civic[-1, india] == pytest.approx(0.4 * states.freedom[india])
    assert civic[-1, china] == pytest.approx(0.4 * states.freedom[china])
    assert 0 < civic[0, india] < civic[-1, india]


def test_aid_moves_a_state_that_gets_some_and_not_one_that_gets_none(record):
    lever = pulled("aid", 100, targets=["SEN", "RUS"])
    pull = lever.press(neutral(record), record, ASSUMED).goodwill[0, :, 0]
    assert pull[record.states.index("SEN")] > 0
    assert pull[record.states.index("RUS")] == 0


def test_levers_add_up_in_any_order_but_for_the_last_digit(a_year):
    levers = [pulled(name) for name in STRENGTHS]
    one = pressure_of(levers, a_year, ASSUMED)
    other = pressure_of(levers[::-1], a_year, ASSUMED)
    for axis in ("capacity", "reach", "goodwill", "civic"):
        np.testing.assert_allclose(getattr(one, axis), getattr(other, axis), rtol=1e-13)


def test_no_lever_at_all_is_neutral(a_year):
    assert same_bits(pressure_of([], a_year, ASSUMED), neutral(a_year))


# What is refused


@FIVE
def test_what_is_out_of_range_is_refused(name):
    field, strengths = STRENGTHS[name]
    for value in (-1, strengths[-1] * 2, float("nan"), float("inf"), "many"):
        message = refused(name, **{field: value})
        assert f"levers.{name}.{field}" in message
        assert str(value) in message


@FIVE
def test_an_unknown_setting_is_refused(name):
    assert "typo: there is no such setting" in refused(name, typo=1)


@FIVE
def test_a_start_after_the_end_is_refused(name):
    message = refused(name, start="2023-01-01", end="2022-01-01")
    assert "start 2023-01-01 is after end 2022-01-01" in message


@FIVE
def test_a_date_that_is_none_is_refused(name):
    assert f"levers.{name}.start" in refused(name, start="next spring")


@FIVE
def test_an_unknown_target_is_refused(name, a_year):
    with pytest.raises(InputError, match=r"unknown state 'XXX'.*democratic_affiliates"):
        pulled(name, targets=["USA", "XXX"]).chosen(a_year.states)


def test_a_member_of_the_un_that_takes_no_part_is_not_called_unknown(a_year):
    absent = next(code for code in load_states().iso3 if code not in a_year.states.iso3)
    said = ""
    try:
        pulled("aid", targets=[absent]).chosen(a_year.states)
    except InputError as error:
        said = str(error)
    assert "unknown state" not in said


def test_an_unknown_lever_is_refused():
    with pytest.raises(InputError, match=r"unknown lever 'magic': one of mission_staff"):
        make_lever("magic", {})


@FIVE
def test_a_lever_is_frozen(name):
    with pytest.raises(ValueError, match="frozen"):
        pulled(name).start = date(2020, 1, 1)


# Who is meant


def test_labels_mean_whom_they_name(a_year):
    states = a_year.states
    picked = {label: rule(states) for label, rule in GROUP_LABELS.items()}
    affiliates = (states.affiliation >= AFFILIATED) & ~states.organiser
    assert (picked["affiliates"] == affiliates).all()
    assert (picked["democratic_affiliates"] == affiliates & (states.freedom >= 0.35)).all()
    assert not (picked["democracies"] & picked["affiliates"]).any()
    assert not states.organiser[picked["democratic_affiliates"]].any()


def test_codes_and_labels_may_be_mixed(a_year):
    states = a_year.states
    both = pulled("aid", targets=["democratic_affiliates", "BRA"]).chosen(states)
    label = GROUP_LABELS["democratic_affiliates"](states)
    assert both[states.index("BRA")]
    assert both.sum() == label.sum() + 1


# What is assumed


def test_assumptions_are_drawn_evenly_within_their_ranges():
    drawn = [draw_assumptions(SEED, replicate) for replicate in range(400)]
    for assumption in ASSUMPTIONS:
        values = np.array([d[assumption.name] for d in drawn])
        width = assumption.high - assumption.low
        assert assumption.low <= values.min() < assumption.low + 0.05 * width
        assert assumption.high - 0.05 * width < values.max() <= assumption.high
        middle = (assumption.low + assumption.high) / 2
        assert abs(values.mean() - middle) < 4 * width / np.sqrt(12 * len(values))


def test_one_range_can_be_replaced_and_leaves_the_other_draws_alone():
    there = draw_assumptions(SEED, 3, {"report_gain": (0.7, 0.7)})
    assert there == draw_assumptions(SEED, 3) | {"report_gain": 0.7}


def test_over_the_hoped_ranges_the_donors_of_a_side_are_one_number():
    there = draw_assumptions(SEED, 3, {"aid_gain": (0.7, 0.7)})
    assert there == draw_assumptions(SEED, 3) | {"aid_gain": 0.7, "aid_gain_others": 0.7}


def test_assumptions_depend_on_the_seed_and_the_replicate_alone():
    assert draw_assumptions(SEED, 3) == draw_assumptions(SEED, 3)
    assert draw_assumptions(SEED, 3) != draw_assumptions(SEED, 4)
    assert draw_assumptions(SEED, 3) != draw_assumptions(SEED + 1, 3)


def test_every_assumption_has_a_unit_a_meaning_and_a_source():
    for assumption in ASSUMPTIONS:
        assert 0 <= assumption.low < assumption.high
        assert assumption.unit
        assert assumption.meaning
        assert "assumed" in assumption.source


@EVERY
def test_levers_with_the_same_settings_are_equal_whatever_they_have_looked_up(name, a_year):
    one, other, fresh = (make_lever(name, NEUTRAL[name]) for _ in range(3))
    for lever in (one, other):
        lever.press(neutral(a_year), a_year, ASSUMED)
        lever.chosen(a_year.states)
    assert one == other
    assert one == fresh
    assert hash(one) == hash(fresh)
    assert one != one.model_copy(update={"end": date(2021, 1, 2)})


def test_states_that_texts_are_about_have_another_name_than_states_that_are_reached():
    known = {name for name, lever in LEVERS.items() if lever.states_key == "about"}
    assert known == {"monitoring", "early_warning", "rapporteur_visits", "mandate_budget",
                     "independent_experts", "expert_posts"}  # fmt: skip
    visits = LEVERS["rapporteur_visits"].model_validate({"visits_a_year": 2, "about": ["SDN"]})
    assert visits.targets == ("SDN",)
    with pytest.raises(ValidationError, match="targets"):
        LEVERS["rapporteur_visits"].model_validate({"visits_a_year": 2, "targets": ["SDN"]})
    with pytest.raises(ValidationError, match="about"):
        LEVERS["outreach"].model_validate({"contacts": 2, "about": ["IND"]})


@pytest.mark.parametrize(("lever", "wrong", "right"), [
    ("rapporteur_visits", "targets", "about"), ("outreach", "about", "targets"),
])  # fmt: skip
def test_the_wrong_name_is_refused_with_the_right_one(lever, wrong, right):
    with pytest.raises(InputError, match=f"no setting '{wrong}': one of {right}"):
        compose([f"levers.{lever}.{wrong}=[IND]"])
