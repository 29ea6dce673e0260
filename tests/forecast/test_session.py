"""In a session the drafts of earlier days are remembered by those of later days."""

import numpy as np
import pytest

from sim.forecast.chances import drawn_votes
from sim.forecast.draft import draft_of
from sim.forecast.forecast import forecast_drafts
from sim.world import YES
from tests.forecast.conftest import TODAY

FIRST = {"title": "The right to development", "date": "2023-04-03"}
LATER = {"title": "The right to development", "symbol": "again", "date": "2023-04-04"}


@pytest.fixture(scope="module")
def session(record, fit):
    drafts = [draft_of(FIRST), draft_of(LATER)]
    return forecast_drafts(drafts, record, fit, TODAY, seed=1, draws=400, in_session=True)


def test_the_engine_and_the_exact_chances_say_the_same_of_the_first_day(session, record, fit):
    alone = forecast_drafts([draft_of(FIRST)], record, fit, TODAY, seed=1, draws=100)
    first = session.members[session.members.symbol == ""].set_index("iso3")
    assert first.yes.to_dict() == pytest.approx(alone.members.set_index("iso3").yes.to_dict())
    votes = session.votes[:, 0]
    sits = [record.states.index(code) for code in first.index]
    share = (votes[:, sits] == YES).mean(0) / np.maximum((votes[:, sits] <= YES).mean(0), 0.01)
    assert np.abs(share - first.yes.to_numpy()).mean() < 0.03


def test_how_the_first_day_went_is_remembered_on_the_next(session):
    apart = drawn_votes(session.before, 400, 1)  # the drafts do not know of one another
    assert beyond_chance(session.votes) > beyond_chance(apart) + 0.02


def beyond_chance(votes):
    """How much oftener than by chance a state votes alike on both drafts, in the mean."""
    first, later = (votes[:, n] for n in (0, 1))
    both = (first <= YES) & (later <= YES)
    unsure = both.any(0) & (np.abs((first == YES).mean(0) - 0.5) < 0.45)
    alike = sum(((first == v) & (later == v)).mean(0) for v in (-1, 0, 1))
    by_chance = sum((first == v).mean(0) * (later == v).mean(0) for v in (-1, 0, 1))
    return (alike - by_chance)[unsure].mean()
