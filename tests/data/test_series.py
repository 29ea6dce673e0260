"""Series: which one a title belongs to, and who habitually tables it."""

import pandas as pd

from sim.data.series import amended_sponsors, recognise, usual_sponsors
from sim.data.sponsors import authors
from sim.data.states import load_states, read_table


def test_an_unknown_title_starts_a_series_of_its_own():
    found = recognise(pd.Series(["A thing of beauty", "A thing of beauty", "Another thing"]))
    assert found.series.tolist() == ["a-thing-of-beauty", "a-thing-of-beauty", "another-thing"]
    assert (found.orientation == 0).all()


def test_the_usual_sponsors_of_every_series_are_states_and_groups():
    table = read_table("series.csv")
    roles = authors(table.sponsors, [""] * len(table), load_states())
    assert ((roles != 0).any(1) == (table.sponsors != "")).all()


def test_a_series_that_nobody_knows_has_no_usual_sponsors():
    assert usual_sponsors("mercenaries") == "CUB"
    assert usual_sponsors("a-thing-of-beauty") == ""


def test_who_is_amended_is_who_tables_the_text_of_that_session_or_usually_does():
    rows = [("amendment", "46", "dprk", "RUS"), ("country", "46", "dprk", "JPN"),
            ("amendment", "49", "dprk", "RUS"), ("country", "52", "dprk", "EU")]  # fmt: skip
    calls = pd.DataFrame(rows, columns=["kind", "session", "series", "sponsors"])
    assert amended_sponsors(calls) == ["JPN", "", "EU JPN", ""]
