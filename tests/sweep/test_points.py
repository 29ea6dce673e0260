"""A point holds all that decides its numbers, and nothing else."""

import pytest

from sim.config.compose import compose
from sim.errors import InputError
from sim.sweep.evaluation import points_at
from sim.sweep.factors import Space, check_factor, known_factors
from sim.sweep.points import PointReader
from sim.sweep.units import blocks_of
from tests.sweep.words import CONTACTS, GAIN, STAFF, YEAR, contacts, points


def refused(*settings: dict[str, object]) -> str:
    with pytest.raises(InputError) as caught:
        points(*settings)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_same_point_has_the_same_key():
    one, same, other = contacts(10, 10.0, 11)
    assert one.key == same.key != other.key


def test_a_lever_that_is_not_pulled_is_not_part_of_a_point():
    (nothing, targeted) = points({}, {"levers.outreach.targets": ["IND"]})
    assert nothing.key == targeted.key
    assert nothing.levers == []


@pytest.mark.parametrize(
    "changed",
    [{"seed": 6}, {"rules": "at_the_mode"}, {"rules.mechanisms.groups": False}, {"fit.draw": 3},
     {"rules.adopting": "two_thirds"}, {GAIN: 0.3}, {"council": "recorded_2021"}],
)  # fmt: skip
def test_whatever_changes_a_number_changes_the_key(changed):
    one, other = points_at(Space(["scenario=none"]), [{CONTACTS: 10}, {CONTACTS: 10, **changed}])
    assert one.key != other.key


def test_how_a_run_is_done_is_not_part_of_a_point():
    told = [YEAR, [*YEAR, "size.replicates=7", "results=elsewhere", "engine.threads=1"]]
    one, same = (PointReader().read(compose(overrides)) for overrides in told)
    assert one.key == same.key


def test_a_point_knows_what_its_levers_cost():
    less, more = contacts(10, 20)
    assert 0 < less.cost_usd < more.cost_usd


def test_points_share_a_block_unless_their_rooms_differ():
    some = points(
        {CONTACTS: 1}, {GAIN: 0.2}, {STAFF: 81}, {"seed": 6}, {"fit.draw": 1}, {CONTACTS: 1}
    )
    assert blocks_of(some, range(6)) == [[0, 1, 2], [3], [4]]  # the last is the first again


def test_what_a_motion_is_worth_parts_those_that_move_it():
    moves, worth = "levers.no_action.share", "rules.assumptions.motion_ease"
    some = points({worth: 1}, {}, {moves: 1, worth: 1}, {moves: 1, worth: 0}, {moves: 1})
    assert blocks_of(some, range(5)) == [[0, 1, 4], [2], [3]]


def test_an_unknown_factor_is_refused_with_what_was_meant():
    with pytest.raises(InputError, match=r"unknown factor 'levers.outreach.contact'.*contacts"):
        check_factor("levers.outreach.contact")


@pytest.mark.parametrize("name", ["size.replicates", "results", "engine", "scenario.title"])
def test_what_changes_no_number_is_no_factor(name):
    with pytest.raises(InputError, match=f"{name} is no factor"):
        check_factor(name)


def test_every_assumption_and_every_setting_of_a_lever_is_a_factor():
    assert {GAIN, "levers.outreach.ramp_years", "levers.outreach.targets"} <= known_factors()
    assert {"scenario", "council", "fit.draw", "seed", "council.until"} <= known_factors()


def test_a_value_out_of_range_names_the_point():
    said = refused({CONTACTS: 1}, {CONTACTS: 101})
    assert said.startswith("point 1 (levers.outreach.contacts=101): levers.outreach.contacts: 101")


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"scenario": "no_such"}, "no_such"),
        ({"levers.outreach.targets": ["XXX"]}, "unknown state 'XXX'"),
        ({"levers.opposition.effort": 1}, "works where seats are won and lost"),
        ({"fit.draw": 1.5}, "fit.draw: 1.5 given"),
        ({"fit.draw": -1}, "fit.draw: -1 given"),
        ({"rules.assumptions.goodwill_kept": -0.1}, "goodwill_kept: [-0.1, -0.1] is not a range"),
        ({GAIN: "much"}, "goodwill_gain"),
        ({"council.since": "1999-01-01", "council.until": "1999-12-31"}, "no recorded votes"),
    ],
)
def test_a_point_that_cannot_be_simulated_is_refused(settings, complaint):
    assert complaint in refused(settings)


def test_a_fit_behind_a_link_to_itself_is_refused(tmp_path):
    (tmp_path / "fit").symlink_to("fit")
    with pytest.raises(InputError, match="fit"):
        points_at(Space([*YEAR, f"rules.fit={tmp_path / 'fit'}"]), [{}])


def test_a_sweep_runs_on_the_compiled_engine():
    with pytest.raises(InputError, match="engine=ensemble"):
        points_at(Space([*YEAR, "engine=mesa"]), [{}])


@pytest.mark.parametrize(("block", "named"), [
    ("levers: 3", "levers: '3'"), ("levers: {outreach: 3}", "levers.outreach: '3'"),
])  # fmt: skip
def test_a_base_whose_blocks_are_none_is_not_mended_by_its_points(tmp_path, block, named):
    place = tmp_path / "scenario" / "mine.yaml"
    place.parent.mkdir()
    words = "scenario: {name: mine, title: Mine, question: q, source: s}"
    place.write_text(f"# @package _global_\n{words}\n{block}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"point 0 .*{named} given; a block of settings"):
        points_at(Space([*YEAR, f"--config-dir={tmp_path}", "scenario=mine"]), [{CONTACTS: 20}])


def test_a_bill_over_the_budget_names_the_point():
    with pytest.raises(InputError, match=r"point 0 .*more than the budget"):
        points_at(Space([*YEAR, "+scenario.budget_usd=1000"]), [{CONTACTS: 20}])


def test_from_which_priors_it_is_drawn_is_part_of_a_point():
    measured, hoped, default = points({"evidence": "measured"}, {"evidence": "hoped"}, {})
    assert measured.key == default.key
    assert hoped.key != measured.key
    assert (measured.shared["evidence"], hoped.shared["evidence"]) == ("measured", "hoped")
