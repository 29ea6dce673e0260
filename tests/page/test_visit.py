"""Whatever is done on the page, it answers in words and lives on."""

import threading
import time

import pytest

from sim.errors import InputError
from sim.levers import LEVERS
from sim.page import visit as visits
from sim.page.choices import composed
from sim.page.comparison import bill
from sim.page.lever_panel import bounds, levers_panel, settings_of
from sim.page.page_panel import page_panel
from sim.page.visit import Visit
from sim.page.worker import Worker

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
PATIENCE_SECONDS = 60


def wait_for(truth):
    begun = time.monotonic()
    while not truth():
        assert time.monotonic() - begun < PATIENCE_SECONDS
        time.sleep(0.02)


@pytest.fixture(scope="module")
def a_visit():
    """A visit to the Council of 2022, without levers and with few replicates."""
    visit = Visit(lambda: None)
    wait_for(lambda: visit.ready)
    visit.do({"act": "load", "value": "none"})
    visit.do({"act": "size", "value": "24"})
    visit.do({"act": "council", "value": "recorded_2022"})
    assert visit.message == ""
    yield visit
    visit.close()


def do(visit, act, on="", value="", **beside):
    visit.do({"act": act, "on": on, "value": value, "beside": beside})
    return visit.message


@pytest.mark.parametrize(
    ("act", "on", "value", "said"),
    [
        ("explode", "", "", "nobody here can 'explode'"),
        ("tab", "elsewhere", "", "none of watch, forecast, test, read"),
        ("view", "globe", "", "none of hemicycle, network"),
        ("speed", "", "-1", "none of"),
        ("arm", "", "both", "none of"),
        ("goto", "", "soon", "whole number"),
        ("replicate", "", "-1", "from 0 up"),
        ("choose", "XYZ", "", "no state"),
        ("lever", "outreach.contacts", "101", "less than or equal to 100"),
        ("lever", "outreach.contacts", "lots", "is a number"),
        ("lever", "nobody.contacts", "1", "no lever setting"),
        ("lever", "outreach.targets", "XYZ", "unknown state"),
        ("lever", "outreach.targets", "x" * 3000, "unknown state"),
        ("lever", "opposition.effort", "1", "seats are won and lost"),
        ("lever", "outreach.end", "2020-01-01", "but the run covers"),
        ("size", "", "1000000", "replicates given"),
        ("seed", "", "-1", "greater than or equal to 0"),
        ("load", "", "../../etc/passwd", "cannot name a scenario"),
        ("load", "", "nowhere", "no file"),
        ("council", "", "mars", "mars"),
        ("save", "", "", "cannot name a scenario"),
        ("find", "", "no such text", "no text of this run"),
        ("show", "both", "", "none of chances, run"),
        ("target", "outreach.targets", "Pluto", "no state of this run"),
        ("untarget", "outreach.targets", "XYZ", "not among those"),
        ("make", "brief", "", "none of run, compare"),
        ("draft", "date", "2026-06-26", "type a title first"),
        ("sponsor", "", "EU", "type a title first"),
        ("hold", "IND", "yes", "type a title"),
    ],
)
def test_what_makes_no_sense_is_answered_in_words(a_visit, act, on, value, said):
    before = a_visit.choices
    message = do(a_visit, act, on, value)
    assert "should not have" not in message
    assert said in message
    assert len(message) <= 400
    assert a_visit.choices is before
    page_panel(a_visit)
    do(a_visit, "rest")


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"act": None},
        {"act": ["tab"]},
        {"act": "tab", "beside": 3},
        {"act": "tab", "on": "globe", "beside": "x"},
        {"act": "tab", "on": "globe", "beside": ["x"]},
        None,
        "x",
        ["act", "tab"],
        3,
    ],
)
def test_an_event_that_the_page_never_sends_does_no_harm(a_visit, event):
    a_visit.do(event)
    assert a_visit.message
    assert "should not have" not in a_visit.message
    assert "<h1>" in page_panel(a_visit)


def test_an_unforeseen_error_is_said_and_the_page_lives_on(a_visit, monkeypatch):
    def broken(*_given):
        raise ZeroDivisionError("nought <b>below</b>")

    monkeypatch.setitem(visits.ACTS, "reset", broken)
    assert "ZeroDivisionError" in do(a_visit, "reset")
    assert "&lt;b&gt;below" in page_panel(a_visit)
    assert do(a_visit, "forget") == ""


def test_step_back_and_forth_shows_the_same_ballot(a_visit):
    do(a_visit, "reset")
    assert a_visit.watching.floor is None
    for _ in range(3):
        do(a_visit, "step")
    third = a_visit.watching.floor
    do(a_visit, "step", "back")
    assert a_visit.watching.shown == 2
    do(a_visit, "step")
    assert a_visit.watching.floor is third
    do(a_visit, "step", "day")
    agenda = a_visit.watching.world.agenda
    days = agenda.day[[third.ballot, a_visit.watching.floor.ballot]]
    assert days[0] <= days[1]
    do(a_visit, "goto", value="100000")
    assert a_visit.watching.shown == a_visit.watching.total
    do(a_visit, "step")
    assert a_visit.message == ""


def test_a_run_plays_by_itself_until_it_is_paused(a_visit):
    do(a_visit, "reset")
    do(a_visit, "speed", value="0.25")
    do(a_visit, "play")
    wait_for(lambda: a_visit.watching.shown >= 2)
    do(a_visit, "play")
    shown = a_visit.watching.shown
    assert not a_visit.watching.playing
    time.sleep(0.6)
    assert a_visit.watching.shown == shown


def test_the_page_shows_the_state_that_was_chosen_and_its_bars_add_up(a_visit):
    import re

    do(a_visit, "goto", value="5")
    a_visit.watching.chosen = None
    do(a_visit, "choose", "IND")
    html = page_panel(a_visit)
    i = a_visit.watching.world.states.iso3.index("IND")
    mind = a_visit.watching.floor.minds[i]
    bars = re.findall(r'class="row (\w+)" data-pull="([^"]+)"', html)
    pulls = [float(pull) for kind, pull in bars if kind in ("yes", "no")]
    assert abs(sum(pulls) - mind.leaning) < 1e-12
    assert [float(pull) for kind, pull in bars if kind == "sum"] == [mind.leaning]
    do(a_visit, "choose", "IND")
    assert a_visit.watching.chosen is None


@pytest.mark.parametrize("view", ["hemicycle", "network"])
def test_everybody_who_sits_is_drawn_once(a_visit, view):
    do(a_visit, "goto", value="4")
    do(a_visit, "view", view)
    html = page_panel(a_visit)
    sits, _ = a_visit.watching.room()
    assert len(sits) == 47
    for i in sits:
        assert html.count(f'id="seat-{a_visit.watching.world.states.iso3[i]}"') == 1


def test_watching_with_the_levers_follows_the_sliders(a_visit):
    do(a_visit, "goto", value="6")
    do(a_visit, "lever", "civil_society.usd_millions_a_year", "400")
    do(a_visit, "arm", value="with")
    assert a_visit.watching.shown == 6
    minds = a_visit.watching.floor.minds.values()
    scrutiny = a_visit.watching.world.agenda.orientation[a_visit.watching.floor.ballot]
    assert any(mind.pulls.parts["civic"] for mind in minds) == bool(scrutiny)
    do(a_visit, "arm", value="without")
    do(a_visit, "rest")


def test_moving_a_slider_changes_the_numbers(a_visit):
    do(a_visit, "tab", "test")
    do(a_visit, "rest")
    wait_for(lambda: not a_visit.comparing.busy)
    assert a_visit.comparing.found.extra["mean"] == 0
    do(a_visit, "lever", "outreach.contacts", "40")
    wait_for(lambda: not a_visit.comparing.busy)
    assert a_visit.comparing.found.extra["mean"] > 0
    assert a_visit.comparing.found.choices is a_visit.choices
    do(a_visit, "rest")
    do(a_visit, "tab", "watch")


def test_results_and_experiments_can_be_read(a_visit):
    do(a_visit, "tab", "read")
    html = page_panel(a_visit)
    assert "Experiments" in html
    assert do(a_visit, "replay", "../../etc") == ""
    wait_for(lambda: not a_visit.replaying.busy)
    assert "no experiment" in a_visit.replaying.error
    do(a_visit, "tab", "watch")


def test_there_is_a_slider_for_every_lever_on_the_side_where_it_belongs():
    choices = composed("none", None)
    html = levers_panel(choices, {}, False)
    lmg = html.index('id="side-lmg"')
    for name, lever in LEVERS.items():
        place = html.index(f'id="lever-{name}"')
        assert (place > lmg) == (lever.side == "lmg"), name
        assert bounds(lever.model_fields[settings_of(lever)[0]]) is not None
        assert f'type="range" id="{name}.{settings_of(lever)[0]}"' in html


def test_the_bill_is_the_sum_of_what_each_lever_costs():
    choices = composed("staff_and_outreach", None)
    costs = bill(choices)
    assert set(costs) == {"mission_staff", "outreach"}
    html = levers_panel(choices, costs, False)
    assert html.count('class="cost">$') == 2


def test_levers_beyond_the_budget_are_shown_and_refused_as_on_the_command_line(a_visit):
    do(a_visit, "load", value="bloc_pushes_back")
    do(a_visit, "tab", "test")
    assert do(a_visit, "lever", "lmg_staff.persons", "300") == ""
    wait_for(lambda: not a_visit.comparing.busy)
    assert "more than the budget" in a_visit.comparing.error
    html = page_panel(a_visit)
    assert "more than the budget" in html
    do(a_visit, "arm", value="with")
    assert a_visit.message == ""
    do(a_visit, "arm", value="without")
    do(a_visit, "load", value="none")
    do(a_visit, "council", value="recorded_2022")
    do(a_visit, "tab", "watch")


def test_a_newer_wish_replaces_an_older_one():
    going, begun = threading.Event(), []

    def find(wish, progress):
        begun.append(wish)
        for n in range(1000):
            progress(n, 1000)
            if wish == "old":
                going.set()
                time.sleep(0.005)
        return wish.upper()

    worker = Worker(find, lambda: None)
    worker.ask("old")
    assert going.wait(5)
    worker.ask("new")
    wait_for(lambda: not worker.busy)
    assert worker.found == "NEW"
    assert begun == ["old", "new"]


def test_a_worker_says_what_went_wrong_and_keeps_what_it_had():
    def find(wish, progress):
        if wish == "bad":
            raise InputError("no such thing")
        return wish

    worker = Worker(find, lambda: None)
    for wish in ("good", "bad"):
        worker.ask(wish)
        wait_for(lambda: not worker.busy)
    assert (worker.found, worker.error) == ("good", "no such thing")


def test_a_closed_visit_does_nothing_more():
    visit = Visit(lambda: None)
    wait_for(lambda: visit.ready)
    visit.close()
    visit.do({"act": "tab", "on": "test"})
    assert visit.tab == "watch"
    assert not visit.comparing.busy
