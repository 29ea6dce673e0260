"""Budgets of mandates: money works while a mandate is in force, and is shared among those alive."""

from dataclasses import replace

import numpy as np
import pytest

from sim.levers import MandateBudget, draw_assumptions
from tests.vocabulary import SEED, neutral, small_world, text

ASSUMED = draw_assumptions(SEED, 0) | {"mandate_gain": 0.6, "closed_door": 0.4}
DAYS = ("2021-03-23", "2021-10-08", "2022-03-23", "2022-10-08", "2023-03-23")


def world(*targets):
    """A Council with one text a session: on a state, or on a theme where none is named."""
    texts = [text("country" if target else "thematic", date=day, session=str(46 + 2 * n),
                  target=target, series=target.lower() or "theme")
             for n, (day, target) in enumerate(zip(DAYS, targets, strict=True))]  # fmt: skip
    return small_world("CHN ERI IND LKA USA", *texts)


def lit(here, state, money=2.0, **settings):
    lever = MandateBudget(usd_millions_a_year=money, about=("ERI", "IND", "LKA"), **settings)
    return lever.press(neutral(here), here, ASSUMED).spotlight[:, here.states.index(state), 0]


def test_a_mandate_lives_for_a_year_after_its_text_and_longer_where_it_is_renewed():
    once, renewed = world("LKA", "", "", "", ""), world("LKA", "", "LKA", "", "")
    assert (lit(once, "LKA") > 0).tolist() == [True, True, True, False, False]
    assert (lit(renewed, "LKA") > 0).tolist() == [True] * 5


def test_there_is_no_mandate_before_its_first_text_unless_the_council_remembers_one():
    here = world("", "", "LKA", "", "")
    assert (lit(here, "LKA") > 0).tolist() == [False, False, True, True, True]
    seen = np.where(np.arange(here.memory.seen.shape[1]) == here.agenda.slots[2, 1], 1.0, 0.0)
    known = replace(here, memory=replace(here.memory, seen=np.tile(seen, (5, 1))))
    assert (lit(known, "LKA") > 0).all()


def test_the_money_is_shared_among_the_mandates_alive():
    alone, together = world("IND", "", "", "", ""), world("IND", "LKA", "", "", "")
    assert lit(together, "IND")[0] == lit(alone, "IND")[0] == pytest.approx(0.3)
    assert lit(together, "IND")[1] == pytest.approx(0.2)


def test_a_closed_door_costs_the_part_that_goes_into_visits():
    closed, opened = (lit(world(t, "", "", "", ""), t)[0] for t in ("ERI", "IND"))
    assert closed == pytest.approx(opened * (1 - 0.5 * 0.6))


def test_more_money_makes_more_known_and_no_money_nothing():
    here = world("LKA", "", "", "", "")
    known = [lit(here, "LKA", money)[0] for money in (0, 1, 10, 50)]
    assert known[0] == 0
    assert known == sorted(set(known))
    assert known[-1] < ASSUMED["mandate_gain"]
