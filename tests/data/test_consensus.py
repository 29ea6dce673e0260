"""Texts adopted without a vote: read, sorted, and made from a catalogue."""

import pandas as pd
import pytest

from sim.data.building.consensus import consensus_table
from sim.data.consensus import consensus_texts
from sim.errors import InputError

AGREED = "ADOPTED WITHOUT VOTE"
ROWS = [
    ("A/HRC/RES/1/2", "The right  to tea : draft resolution /", "2006-06-30", AGREED, "3."),
    ("A/HRC/RES/1/1", "Words : presidential statement", "2006-06-29", AGREED, ""),
    ("A/HRC/DEC/1/3", "Outcome of the review", "2006-06-30", AGREED, "6."),
    ("A/HRC/RES/1/4", "On a state", "2006-06-30", "RECORDED", "4."),
    ("A/HRC/1/L.5", "Taken back", "2006-06-30", "WITHDRAWN", "4."),
]
CATALOGUE = pd.DataFrame(ROWS, columns=["symbol", "title", "date", "vote_type", "agenda_item_no"])


def test_only_stands_taken_without_a_vote_are_kept():
    made = consensus_table(CATALOGUE)
    assert made.to_numpy().tolist() == [
        ["A/HRC/RES/1/1", "2006-06-29", "", "Words"],
        ["A/HRC/RES/1/2", "2006-06-30", "3", "The right to tea"],
    ]


def test_a_catalogue_without_a_column_is_refused():
    with pytest.raises(InputError, match="lacks the column vote_type"):
        consensus_table(CATALOGUE.drop(columns="vote_type"))


def test_the_embedded_texts_have_series_and_are_none_that_were_voted_on():
    texts = consensus_texts()
    assert len(texts) > 1_000
    assert texts.date.is_monotonic_increasing
    assert (texts.series != "").all()
    opinion = texts[texts.series == "freedom-of-expression"]
    assert len(opinion) >= 5
