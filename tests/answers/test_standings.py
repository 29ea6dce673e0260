"""The assumptions of an answer's own replicates, and tables that are made of them."""

import numpy as np
import pandas as pd

from sim.answers.at_work import assumptions_at_work
from sim.answers.standings import drawn_in, knowing_table, standings_table
from sim.evidence.priors import priors
from sim.levers import Aid, Outreach, draw_assumptions
from sim.study.design import MEASURED, Design
from tests.vocabulary import SEED, year

DESIGN = Design({}, 8, SEED)


def test_what_was_drawn_in_a_replicate_is_what_the_study_drew():
    resting = assumptions_at_work([Outreach(contacts=10)], year(2022))
    found = drawn_in(DESIGN, [0, 5], resting)
    there = draw_assumptions(SEED, 5, None, priors(MEASURED))
    assert found.shape == (2, 2)
    assert list(found[1]) == [there[one.name] for one in resting]


def test_where_no_lever_is_pulled_there_is_nothing_to_rest_on():
    assert drawn_in(DESIGN, range(8), []).shape == (8, 0)
    assert not len(standings_table(np.zeros(8), DESIGN, range(8), []))


def test_an_effect_made_of_one_strength_rests_on_its_standing():
    resting = assumptions_at_work([Aid(percent=50)], year(2022))
    numbers = list(range(200))
    drawn = drawn_in(DESIGN, numbers, resting)
    at = [one.name for one in resting].index("aid_gain")
    table = standings_table(3.0 * drawn[:, at], DESIGN, numbers, resting).set_index("standing")
    assert np.isclose(table.effect["measured"], 3.0 * drawn[:, at].mean())
    assert table.share_of_spread["measured"] > 0.95


def test_knowing_is_scored_by_what_whoever_chooses_wants():
    resting = assumptions_at_work([Outreach(contacts=10)], year(2022))
    rows = [
        {"replicate": r, "arm": arm, "defections": value}
        for r in range(60)
        for arm, value in (("baseline", 10.0), ("more", 12.0 + r % 2))
    ]
    table = knowing_table(pd.DataFrame(rows), "defections", DESIGN, resting).set_index("what")
    assert (table.worth == 0).all()  # the better choice is clear, whatever is known
