"""Tables of praise in the review and of turns of leaders, from rows as published."""

import pandas as pd

from sim.data.building.praise import praise_table
from sim.data.building.turns import turns_table


def test_recommendations_are_counted_by_state_and_review():
    rows = pd.DataFrame(
        [(8, "BLR", "CHN", 2), (8, "BLR", "CHN", 5), (8, "BLR", "USA", 5), (8, "FRA", "CHN", 1)],
        columns=["session", "state_under_review", "recommending", "action"],
    )
    table = praise_table(rows, {"BLR"})
    assert table.to_dict("records") == [
        {"iso3": "CHN", "target": "BLR", "date": "2010-05-03", "made": 2, "soft": 1},
        {"iso3": "USA", "target": "BLR", "date": "2010-05-03", "made": 1, "soft": 0},
    ]


def test_a_turn_is_from_one_known_side_to_another_within_a_year():
    sides = ["leftist", "leftist", "rightist", "no information", "leftist", "centrist"]
    years = [2003, 2004, 2005, 2006, 2007, 2009]
    rows = pd.DataFrame({"iso3": "XXX", "year": years, "leader_ideology": sides})
    table = turns_table(rows, 2004)
    assert table.to_dict("records") == [{"iso3": "XXX", "year": 2005, "before": -1, "after": 1}]
