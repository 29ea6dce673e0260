"""Another version of a draft, under the same luck."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.forecast.draft import draft_of
from sim.forecast.forecast import forecast_drafts
from sim.forecast.what_if import altered, differences
from tests.forecast.conftest import DAY, TODAY

DRAFT = draft_of({"title": "Situation of human rights in Belarus", "sponsors": "EU"})


def test_sponsors_come_and_go():
    assert altered(DRAFT, "sponsors+Uruguay", "EU").sponsors == "EU URY"
    assert altered(DRAFT, "sponsors+URY,sponsors-EU", "EU").sponsors == "URY"
    usual = draft_of({"title": "a"})
    assert altered(usual, "sponsors+URY", "NAM").sponsors == "NAM URY"


def test_item_direction_and_wording():
    assert altered(DRAFT, "item:10", "EU").item == 10
    assert altered(DRAFT, "orientation:-1", "EU").orientation == -1
    assert altered(DRAFT, "wording:technical_assistance", "EU").item == 10


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ("sponsors-URY", "does not table it"),
        ("sponsors+Wakanda", "unknown sponsor"),
        ("item:99", "no item"),
        ("colour:red", "is no change"),
        ("", "is no change"),
        ("item", "is no change"),
        ("sponsors+EU", "changes nothing"),
    ],
)
def test_what_is_no_change_is_refused(changes, words):
    with pytest.raises(InputError, match=words):
        altered(DRAFT, changes, "EU")


def test_differences_by_hand():
    first = np.array([[1, -1, 0], [1, -1, -1]], np.int8)
    second = np.array([[1, -1, 1], [1, 0, 0]], np.int8)
    table = differences(first, second).set_index("outcome")
    assert table.difference.to_dict() == {"adopted": 1.0, "yes": 0.5, "abstain": 0.5, "no": -1.0}


def test_who_tables_a_text_moves_votes_and_the_luck_is_the_same(record, fit):
    both = []
    for version in (DRAFT, altered(DRAFT, "sponsors-EU,sponsors+CHN", "EU")):
        dated = draft_of({"title": version.title, "sponsors": version.sponsors, "date": DAY})
        both.append(forecast_drafts([dated], record, fit, TODAY, seed=1, draws=300))
    germany = [found.members.set_index("iso3").yes["DEU"] for found in both]
    assert germany[0] > germany[1]
    again = forecast_drafts([draft_of({"title": DRAFT.title, "sponsors": "EU", "date": DAY})],
                            record, fit, TODAY, seed=1, draws=300)  # fmt: skip
    assert (again.votes == both[0].votes).all()
