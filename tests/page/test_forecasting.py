"""The tab Forecast: the numbers are those of lmgsim forecast, and what is wrong is said."""

import time

import pytest

from sim.errors import InputError
from sim.forecast.draft import draft_of
from sim.forecast.held import count_if
from sim.page import forecasting as module
from sim.page.forecast_panel import adopted_words, chances_of, forecast_panel
from sim.page.forecasting import Forecasting, count_draft
from sim.page.worker import Worker

TITLE = "Situation of human rights in Belarus"
DAY = "2026-06-26"


@pytest.fixture(scope="module", autouse=True)
def few_draws():
    patch = pytest.MonkeyPatch()
    patch.setattr(module, "DRAWS", 200)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def counted():
    return count_draft(draft_of({"title": TITLE, "date": DAY}))


def done(forecasting):
    begun = time.monotonic()
    while forecasting.worker.busy:
        assert time.monotonic() - begun < 120
        time.sleep(0.02)


@pytest.fixture(scope="module")
def here():
    forecasting = Forecasting(Worker(count_draft, lambda: None))
    forecasting.give("title", TITLE)
    forecasting.give("date", DAY)
    done(forecasting)
    assert forecasting.worker.error is None
    return forecasting


def test_a_vote_set_by_hand_changes_that_vote_alone(counted):
    found = counted.forecast
    free = count_if(found, {})
    assert free.adopted == found.drafts.adopted.iloc[0]
    members = list(found.members.iso3)
    for vote in ("yes", "abstain", "no", "absent"):
        held = count_if(found, {"IND": vote})
        was = (found.votes[:, 0, found.before.states.iso3.index("IND")] == 1).mean()
        assert held.mean["yes"] == pytest.approx(free.mean["yes"] - was + (vote == "yes"))
    all_no = count_if(found, dict.fromkeys(members, "no"))
    assert (all_no.adopted, all_no.mean["no"]) == (0.0, len(members))
    assert count_if(found, dict.fromkeys(members, "yes")).adopted == 1.0


@pytest.mark.parametrize(
    ("held", "said"), [({"USA": "yes"}, "no member"), ({"IND": "maybe"}, "no vote")]
)
def test_who_is_no_member_and_what_is_no_vote_is_refused(counted, held, said):
    if "USA" in held:
        assert "USA" not in set(counted.forecast.members.iso3)
    with pytest.raises(InputError, match=said):
        count_if(counted.forecast, held)


def test_the_room_shows_the_chances_of_the_forecast(here):
    html = forecast_panel(here)
    members = here.found.forecast.members
    assert html.count('role="button"') == len(members) == 47
    for row in members.itertuples():
        assert sum(chances_of(row, None)) == pytest.approx(1)
    adopted = here.found.forecast.drafts.adopted.iloc[0]
    assert adopted_words(adopted) in html
    assert f'data-adopted="{float(adopted)!r}"' in html


def test_two_versions_are_set_side_by_side_and_let_go(here):
    here.keep()
    assert here.beside() is None
    first = here.found
    here.sponsor("+", "Uruguay")
    assert here.found is None
    done(here)
    assert "URY" in here.found.forecast.texts[0].sponsors.split()
    assert set(first.forecast.texts[0].sponsors.split()) < set(
        here.found.forecast.texts[0].sponsors.split()
    )
    assert list(here.beside().outcome) == ["adopted", "yes", "abstain", "no"]
    assert 'id="differences"' in forecast_panel(here)
    here.sponsor("-", "URY")
    here.let_go()
    done(here)
    assert here.beside() is None


def test_a_member_is_chosen_and_held_and_told_by_name(here):
    here.choose("india")
    here.hold("IND", "no")
    html = forecast_panel(here)
    assert 'id="member"' in html
    assert "India no" in html
    here.hold("IND", "")
    assert here.held == {}
    here.choose("IND")
    assert here.chosen == ""


@pytest.mark.parametrize(
    ("act", "given", "said"),
    [
        ("give", ("nothing", "x"), "none of title"),
        ("give", ("title", ""), "without a title"),
        ("give", ("date", "soon"), "no day"),
        ("give", ("item", "11"), "no item"),
        ("give", ("target", "Atlantis"), "no member state"),
        ("sponsor", ("+", "Atlantis"), "unknown sponsor"),
        ("sponsor", ("+", ","), "name a state"),
        ("sponsor", ("-", "Peru"), "does not table"),
        ("choose", ("Atlantis",), "no state"),
        ("hold", ("USA", "yes"), "no member"),
        ("hold", ("IND", "maybe"), "no vote"),
    ],
)
def test_what_makes_no_sense_is_said_and_changes_nothing(here, act, given, said):
    before = here.draft, dict(here.held)
    with pytest.raises(InputError, match=said):
        getattr(here, act)(*given)
    assert (here.draft, here.held) == before


def test_nothing_can_be_done_before_a_title_is_given():
    fresh = Forecasting(Worker(count_draft, lambda: None))
    for act, given in (("give", ("date", DAY)), ("sponsor", ("+", "EU")), ("keep", ()),
                       ("choose", ("IND",)), ("hold", ("IND", "yes"))):  # fmt: skip
        with pytest.raises(InputError, match="title"):
            getattr(fresh, act)(*given)
    assert "Type the title" in forecast_panel(fresh)


def test_a_chance_claims_neither_nought_nor_certainty():
    assert adopted_words(1.0) == "Adopted in more than 99 of 100"
    assert adopted_words(0.0) == "Adopted in less than 1 of 100"
    assert adopted_words(0.5) == "Adopted in 50 of 100"
