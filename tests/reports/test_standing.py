"""What an answer rests on, in words."""

import pandas as pd
import pytest

from sim.analysis.compare.knowing import ALL
from sim.reports.standing import in_words, knowing_table, ranked, standing_table

PARTS = pd.DataFrame(
    [
        ("measured", "aid_gain", 3.0, 0.2, 0.4),
        ("nothing known", "way_out dilution", 1.0, 0.5, 0.01),
        ("chance", None, 0.0, float("nan"), 0.59),
    ],
    columns=["standing", "assumptions", "effect", "effect_error", "share_of_spread"],
)


def test_the_parts_of_the_change_and_of_its_spread_are_told():
    first, second = in_words(PARTS, "defections")
    assert first == (
        "Of the change of +4.0 votes a run, this rests: +3.0 on what is measured and +1.0 on what "
        "nothing is known of."
    )
    assert second.startswith(
        "Of its spread over worlds, 40\N{NO-BREAK SPACE}% on what is measured; the rest"
    )


@pytest.mark.parametrize("table", [pd.DataFrame(), PARTS[PARTS.standing == "chance"]])
def test_where_no_lever_is_pulled_nothing_is_said(table):
    assert in_words(table, "defections") == []


def test_where_the_parts_are_nothing_it_says_so():
    nothing = PARTS.assign(effect=0.0, share_of_spread=0.0)
    first, second = in_words(nothing, "defections")
    assert "no part can be told apart" in first
    assert second.startswith("Hardly any of its spread")


def test_a_row_of_the_table_is_a_standing_with_its_assumptions():
    rows = standing_table(PARTS, "defections").rows
    assert rows[1] == ["nothing known", "way_out dilution", "+1.0", "1.0\N{NO-BREAK SPACE}%"]
    assert rows[2][1] == ""


def test_what_is_worth_most_stands_first_and_chance_below_zero_is_nothing():
    table = pd.DataFrame(
        [(ALL, "", 0.4, 0.1), ("a", "bounded", -0.02, 0.1), ("b", "measured", 0.3, 0.1)],
        columns=["what", "standing", "worth", "error"],
    )
    assert list(ranked(table).what) == [ALL, "b", "a"]
    rows = knowing_table(table, "defections").rows
    assert [row[2] for row in rows] == ["0.40", "0.30", "0.00"]
