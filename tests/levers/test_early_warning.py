"""Early warning: news only until the Council has taken a state up."""

from dataclasses import replace

import numpy as np
import pytest

from sim.levers import EarlyWarning, Monitoring, draw_assumptions
from tests.vocabulary import SEED, neutral, small_world, text

ASSUMED = draw_assumptions(SEED, 0) | {"warning_gain": 0.4}
DAYS = ("2021-03-23", "2021-07-12", "2021-10-08")


def world(*targets):
    """A Council with one text in each session, on these states in turn."""
    texts = [text("country", date=day, session=str(46 + n), target=target, series=target.lower())
             for n, (day, target) in enumerate(zip(DAYS, targets, strict=True))]  # fmt: skip
    return small_world("CHN DEU ETH GHA SDN USA", *texts)


def lit(here, lever, state):
    """What is known of a state in each session."""
    pressed = lever.press(neutral(here), here, ASSUMED)
    return pressed.spotlight[:, here.states.index(state), 0]


def test_a_warning_tells_until_the_first_text_and_not_after_it():
    warned = lit(world("SDN", "ETH", "ETH"), EarlyWarning(analysts=1.5), "ETH")
    assert warned[0] == warned[1] == pytest.approx(0.2)
    assert warned[2] == 0


def test_reports_go_on_where_a_warning_has_nothing_to_add():
    here = world("ETH", "ETH", "ETH")
    assert lit(here, EarlyWarning(analysts=25), "ETH")[1] == 0
    assert lit(here, Monitoring(reports_a_year=3, about=("ETH",)), "ETH")[1] > 0


def test_there_is_no_warning_of_what_the_council_remembers():
    here = world("ETH", "SDN", "ETH")
    seen = here.memory.seen.copy()
    seen[:, here.agenda.slots[0, 1]] = 1.0
    known = replace(here, memory=replace(here.memory, seen=seen))
    assert not lit(known, EarlyWarning(analysts=25), "ETH").any()
    assert lit(known, EarlyWarning(analysts=25), "SDN")[0] > 0


def test_where_a_text_may_come_up_or_not_the_warning_counts_as_far_as_it_may_be_news():
    here = replace(world("ETH", "SDN", "ETH"), likely=np.array([0.25, 1.0, 1.0]))
    warned = lit(here, EarlyWarning(analysts=25), "ETH")
    assert warned[1] == pytest.approx(0.75 * warned[0])


def test_fewer_states_are_watched_more_closely():
    here = world("ETH", "SDN", "ETH")
    one = lit(here, EarlyWarning(analysts=5, about=("ETH",)), "ETH")
    all_six = lit(here, EarlyWarning(analysts=5), "ETH")
    assert ASSUMED["warning_gain"] > one[0] > all_six[0] > 0


def test_more_analysts_make_more_known_but_each_adds_less():
    here = world("ETH", "SDN", "ETH")
    few, more, many = (lit(here, EarlyWarning(analysts=n), "ETH")[0] for n in (1, 2, 3))
    assert few > more - few > many - more > 0
