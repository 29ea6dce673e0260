"""What a measure is: declared once, counted as it says, and told in the data dictionary."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

from sim.files.places import PACKAGE
from sim.measures import (
    COLUMNS,
    COMPARED,
    DIFFERENCE,
    GOALS,
    MEASURES,
    OF_KIND,
    OF_RUN,
    OUTCOMES,
    better_when_low,
    measure_of,
    parts_of,
)
from sim.plots import measures as said
from sim.study.replicate import Replicate, Together
from sim.sweep.rows import rows_of
from sim.world import COUNTRY, NO, YES, Procedures

PAGE = (PACKAGE.parent / "docs" / "reference" / "columns.md").read_text("utf-8")


def section(title: str) -> str:
    """A part of the data dictionary."""
    return re.split(r"^## ", PAGE.partition(f"## {title}\n")[2], flags=re.MULTILINE)[0]


def test_the_data_dictionary_says_what_is_declared():
    lines = [
        f"- `{'KIND_' if one.of_kind else ''}{one.name}` ({one.unit}): {one.meaning}"
        for one in (*OF_KIND, *OF_RUN)
    ]
    told = section("Measures by kind").splitlines()
    assert [line for line in told if line in lines] == lines


@pytest.mark.parametrize("column", COMPARED)
def test_every_measure_can_be_said(column):
    assert said.words(column) != column
    assert said.unit(column)
    assert said.change(column, 0.5).startswith("+")


@pytest.mark.parametrize("column", COMPARED)
def test_a_short_name_leaves_room_for_the_numbers_of_a_narrow_table(column):
    kind = parts_of(column)[0]
    assert len(said.short_name(column)) - len(kind) <= len(" adopted %")
    assert said.short_name(column).startswith(kind)


def test_what_is_no_column_is_no_measure():
    for name in ("country", "rice", "nowhere_rice", "country_defections", "cost_usd", ""):
        assert parts_of(name) is None


def test_names_and_goals_are_unlike():
    assert len({one.name for one in MEASURES}) == len(MEASURES)
    assert len(set(OUTCOMES)) == len(OUTCOMES)
    assert all(measure_of(column).goal == goal for goal, column in GOALS.items())


def test_the_democracies_want_less_of_what_holds_the_bloc_together():
    low = {column for column in COMPARED if better_when_low(column)}
    assert low == {c for c in COMPARED if c.endswith(("_rice", "_bloc_line"))}


# an organiser, two affiliates and two others; each text is a row of their votes
BASE = [[NO, NO, NO, YES, YES], [NO, NO, NO, YES, YES], [NO, NO, NO, YES, YES]]


def counted(*arms: list[list[int]]) -> list[dict[str, float]]:
    """Columns of every arm but the first, which is the baseline."""
    votes = np.moveaxis(np.array(arms, np.int8), 0, -1)[:, :, None]  # one replicate
    texts, _, _, number = votes.shape
    ties = np.array([1.0, 1.0, 1.0, 0.0, 0.0])
    states = SimpleNamespace(
        affiliation=ties, organiser=np.arange(len(ties)) == 0, bloc=SimpleNamespace(together=False)
    )
    world = SimpleNamespace(agenda=SimpleNamespace(kind=np.full(texts, COUNTRY)), states=states)
    ended = np.tile(ties[:, None, None], (1, 1, 1, number))
    together = Together(world, np.ones(texts, bool), Procedures().adopting, votes, ended)
    run = Replicate(0, None, None, together, 0)
    rows = rows_of(run)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def test_a_pivotal_vote_turns_a_text_either_way():
    some = [[NO, NO, YES, YES, YES], [NO, YES, YES, YES, YES], [NO, NO, NO, YES, YES]]
    here, there = counted(BASE, some, BASE)
    assert here["country_pivotal"] == here["country_pivotal" + DIFFERENCE] == 2
    assert here["country_pivotal_net"] == 2
    assert there["country_pivotal"] == there["country_pivotal_net"] == 0
    (back,) = counted(some, BASE)
    assert back["country_pivotal"] == 2
    assert back["country_pivotal_net"] == -2


def test_what_is_won_and_what_is_lost_cancel_in_the_net_alone():
    won = [[NO, NO, YES, YES, YES], BASE[1]]
    lost = [BASE[0], [NO, NO, YES, YES, YES]]
    (row,) = counted(won, lost)
    assert row["country_pivotal"] == 2
    assert row["country_pivotal_net"] == 0


def test_the_line_gathers_the_votes_of_organisers_and_affiliates_that_follow_it():
    (row,) = counted(BASE[:2], [[NO, NO, YES, NO, NO], [NO, 0, NO, YES, YES]])
    assert row["country_bloc_line"] == pytest.approx(4 / 6)
    assert row["country_bloc_line" + DIFFERENCE] == pytest.approx(4 / 6 - 1)


def test_a_line_of_abstention_is_followed_by_abstaining():
    (row,) = counted(BASE, [[0, 0, YES, YES, YES]] * 3)
    assert row["country_bloc_line"] == pytest.approx(2 / 3)


def test_without_an_organiser_there_is_no_line_to_follow():
    away = 2
    (row,) = counted(BASE, [[away, NO, NO, YES, YES]] * 3)
    assert np.isnan(row["country_bloc_line"])
