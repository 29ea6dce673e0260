"""What states said in the General Assembly before they came to the Council."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.data.agenda import build_agenda
from sim.data.assembly_record import TABLES, new_rows, records, votes_before, with_assembly
from sim.data.states import load_states, read_table
from sim.world import NO_SEAT, YES
from tests.vocabulary import text

STATES = load_states()
SHARED = Path(__file__).parents[3] / "shared" / "data" / "unga"


def said(code, day, series="iran"):
    return float(records(series, np.array([day], "datetime64[D]"), STATES)[0, STATES.index(code)])


def test_a_vote_is_known_on_the_day_after_it():
    first = read_table("assembly.csv").query("series == 'syria'").date.min()
    day = np.datetime64(first)
    after = day + np.timedelta64(1, "D")
    assert said("CUB", day, "syria") == 0.0
    assert said("CUB", after, "syria") == -0.5  # one vote is trusted by half
    assert said("DEU", after, "syria") == 0.5


def test_many_votes_alike_are_trusted_nearly_in_full():
    assert said("CAN", "2019-12-31") > 0.9
    assert said("SYR", "2019-12-31") < -0.9


def test_a_series_that_the_assembly_does_not_vote_on_has_no_record():
    assert said("CAN", "2019-12-31", "sri-lanka") == 0.0


def agenda_of(*rows):
    table = pd.DataFrame(list(rows))
    table["id"], table["date"] = [f"t{n}" for n in range(len(table))], pd.to_datetime(table.date)
    shape = (len(table), len(STATES))
    return build_agenda(table, np.full(shape, NO_SEAT, np.int8), np.ones(shape, bool), STATES)


# yes, no and abstentions as the Assembly's president announced them
ANNOUNCED = {
    "A/RES/75/183": (123, 38, 24),
    "A/RES/75/191": (82, 30, 64),
    "A/RES/75/193": (101, 13, 62),
    "A/RES/75/287": (119, 1, 36),
    "A/RES/76/178": (78, 31, 69),
}


@pytest.mark.parametrize("symbol", ANNOUNCED)
def test_votes_taken_down_by_hand_add_up_to_what_was_announced(symbol):
    row = read_table("assembly_later.csv").set_index("symbol").loc[symbol]
    cast = [row[name].split() for name in ("yes", "no", "abstain")]
    assert tuple(map(len, cast)) == ANNOUNCED[symbol]
    assert len({code for codes in cast for code in codes}) == sum(map(len, cast))


def test_nobody_changed_sides_wholesale_between_the_two_tables():
    """A row that is shifted by a state would agree with nothing that went before."""
    points = {"yes": 1, "no": -1, "abstain": 0}
    earlier = read_table("assembly.csv").groupby("series")
    before = {series: rows.iloc[-1] for series, rows in earlier}
    for _, row in read_table("assembly_later.csv").iterrows():
        now, then = (
            {code: v for name, v in points.items() for code in votes[name].split()}
            for votes in (row, before[row.series])
        )
        both = now.keys() & then.keys()
        assert np.mean([now[code] == then[code] for code in both]) > 0.75, row.symbol


def test_an_agenda_knows_what_was_said_before_each_of_its_days():
    rows = [text("country", series="syria", date=day) for day in ("2011-03-01", "2013-03-01")]
    known = with_assembly(agenda_of(*rows), STATES).assembly[:, STATES.index("DEU")]
    assert known[0] == 0.0
    assert known[1] > 0.5


def test_a_run_knows_no_more_than_was_said_when_it_began():
    later = agenda_of(text("country", series="syria", date="2019-06-01"))
    germany = STATES.index("DEU")
    then = with_assembly(later, STATES, until="2011-12-31").assembly[0, germany]
    assert 0 < then < with_assembly(later, STATES).assembly[0, germany]


def test_the_votes_before_a_day_are_those_of_the_states_asked_for():
    table = read_table("assembly.csv")
    second = sorted(set(table.date))[1]
    few = STATES.subset(np.array([STATES.index("USA"), STATES.index("CHN")]))
    votes = votes_before(np.datetime64(second), few)
    first_day = table[table.date < second]
    assert votes.shape == (len(first_day), 2)
    assert (votes[:, 0] == YES).tolist() == ["USA" in row.split() for row in first_day.yes]
    whole = sum(len(read_table(name)) for name in TABLES)
    assert len(votes_before(np.datetime64("2030-01-01"), few)) == whole


def test_an_amendment_has_no_record_in_the_assembly():
    amendment = agenda_of(text("amendment", series="iran", date="2019-06-01", orientation=-1))
    assert not with_assembly(amendment, STATES).assembly.any()


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the reference data in ../shared/data")
def test_the_table_is_what_the_published_votes_give():
    made = new_rows(SHARED)[0].astype(str)
    pd.testing.assert_frame_equal(made, read_table("assembly.csv"))
