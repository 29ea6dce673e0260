"""The whip count as a function."""

import pytest

from sim.errors import InputError
from sim.forecast.asked import forecast

DRAFT = {"title": "Situation of human rights in Belarus", "date": "2025-06-20"}


def test_a_draft_gives_tables():
    found = forecast(DRAFT, draws=200)
    assert len(found.drafts) == 1
    assert len(found.members) == 47
    assert found.drafts.adopted.between(0, 1).all()


@pytest.mark.parametrize(
    ("drafts", "more", "words"),
    [
        ([], {}, "is wanted"),
        ("a title", {}, "is wanted"),
        ({"titel": "x"}, {}, "unknown key 'titel'"),
        (DRAFT, {"draws": 7}, "from 100"),
        (DRAFT, {"draws": True}, "from 100"),
    ],
)
def test_what_cannot_be_is_refused(drafts, more, words):
    with pytest.raises(InputError, match=words):
        forecast(drafts, **more)
