"""A slow browser is sent the newest, not everything."""

import threading
import time

from sim.page import pace as paces
from sim.page.pace import Pace


def test_what_is_new_waits_until_the_last_has_been_drawn():
    sent = []
    pace = Pace(lambda: sent.append(len(sent)))
    for _ in range(100):
        pace.changed()
    assert len(sent) == 1
    pace.drawn()
    assert len(sent) == 2
    pace.drawn()
    pace.drawn()
    assert len(sent) == 2
    pace.changed()
    assert len(sent) == 3


def test_a_browser_that_never_answers_is_sent_the_newest_all_the_same(monkeypatch):
    monkeypatch.setattr(paces, "LONGEST_WAIT_SECONDS", 0.02)
    sent = []
    pace = Pace(lambda: sent.append(1))
    pace.changed()
    pace.changed()
    begun = time.monotonic()
    while len(sent) < 2:
        assert time.monotonic() - begun < 5
        time.sleep(0.005)
    pace.drawn()
    assert len(sent) == 2


def test_a_closed_window_is_sent_nothing_and_starts_no_thread():
    sent = []
    pace = Pace(lambda: sent.append(1))
    pace.changed()
    pace.changed()
    pace.close()
    before = threading.active_count()
    pace.drawn()
    pace.changed()
    assert sent == [1]
    assert threading.active_count() <= before
