"""Chances are counts of runs: those of the very runs that are watched and of lmgsim run."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.page import odds as odds_module
from sim.page.chance_seats import ChanceSeat, chance_words, draw_chance_seat, rounded
from sim.page.choices import composed
from sim.page.odds import Wish, count_odds
from sim.page.watching import Watching
from sim.world import ABSENT, ABSTAIN, NO, YES


@pytest.fixture(scope="module")
def choices():
    return composed("civil_society", "recorded_2022")


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(odds_module, "RUNS", 5)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_chances_are_counts_of_the_runs_that_can_be_watched(choices, few):
    odds = count_odds(Wish(choices, levers=True))
    watching = Watching(choices)
    watching.arm = "with"
    total = np.zeros_like(odds.votes)
    adopted = np.zeros_like(odds.adopted)
    for replicate in range(5):
        watching.replicate = replicate
        watching.go_to(watching.total)
        for floor in watching.seen():
            adopted[floor.ballot] += floor.adopted and floor.taken
            for i, mind in floor.minds.items():
                if mind.sits and floor.taken:
                    total[floor.ballot, i, (YES, ABSTAIN, NO, ABSENT).index(mind.vote)] += 1
    watching.close()
    assert (odds.votes == total).all()
    assert (odds.adopted == adopted).all()
    assert (odds.taken <= 5).all()


def test_chances_without_levers_do_not_depend_on_the_levers(choices, few):
    other = choices.with_lever("outreach", "contacts", 30)
    assert Wish(choices, False).about() == Wish(other, False).about()
    assert Wish(choices, True).about() != Wish(other, True).about()
    told = []
    count_odds(Wish(choices, False), lambda done, of: told.append((done, of)))
    assert told[-1] == (5, 5)


def test_levers_beyond_the_budget_have_no_chances(few):
    broke = composed("bloc_pushes_back", None).with_lever("lmg_staff", "persons", 300)
    with pytest.raises(InputError, match="budget"):
        count_odds(Wish(broke, levers=True))


def test_hundredths_add_up_to_a_hundred():
    for shares in ((1 / 3, 1 / 3, 1 / 3, 0), (0.005, 0.005, 0.99, 0), (0, 0, 0, 1), (1, 0, 0, 0)):
        assert sum(rounded(shares)) == 100
    assert chance_words((0.12, 0.85, 0.03, 0)) == "yes 12, abstains 85, no 3 of 100"
    assert chance_words(None) == "no vote yet"


def test_a_seat_says_its_chances_and_draws_them_to_scale():
    drawn = draw_chance_seat(
        ChanceSeat("IND", "India <b>", (0.25, 0.5, 0.25, 0), False), (0, 0), False
    )
    assert "India &lt;b&gt;: yes 25, abstains 50, no 25 of 100" in drawn
    assert 'stroke-dasharray="50.00 100"' in drawn
    assert drawn.count('class="arc ') == 3
