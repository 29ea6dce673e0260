"""What can be done under Watch: go through the run, look at it, find a text or a state in it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from sim.errors import InputError
from sim.page.asked import one_of, whole
from sim.page.watching import ARMS, SHOWS, SPEEDS, VIEWS

if TYPE_CHECKING:
    from sim.page.visit import Act, Visit

Beside = dict[str, str]


def play(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Let the run go on by itself, or pause it."""
    watching = visit.watching
    if watching.playing:
        visit.stop_playing()
        return
    if watching.shown >= watching.total:
        watching.reset()
    watching.playing = True
    visit.pause = threading.Event()
    threading.Thread(target=visit.play_on, args=(visit.pause,), daemon=True).start()


def step(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """One ballot on, one back, or a day on."""
    visit.stop_playing()
    if on == "back":
        visit.watching.go_to(visit.watching.shown - 1)
    elif on == "day":
        visit.watching.next_day()
    else:
        visit.watching.step()


def go_to(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Straight to a ballot."""
    visit.stop_playing()
    visit.watching.go_to(whole(value or on, "a ballot"))


def reset(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Back to before the first day."""
    visit.stop_playing()
    visit.watching.reset()


def find(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Straight to the text that has these words."""
    visit.stop_playing()
    visit.watching.find(value)


def set_speed(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """How long a ballot is shown while the run plays."""
    visit.watching.speed = one_of(value, SPEEDS)


def set_view(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Hemicycle or network."""
    visit.watching.view = one_of(on, VIEWS)


def set_show(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Chances in many runs, or what came of one."""
    visit.watching.show = one_of(on, SHOWS)


def set_arm(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Watch the run with the levers or without."""
    visit.stop_playing()
    watching = visit.watching
    before, watching.arm = watching.arm, one_of(value, ARMS)
    shown = watching.shown
    try:
        watching.go_to(shown)
    except InputError:
        watching.arm = before
        raise


def set_replicate(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Watch another replicate."""
    visit.stop_playing()
    number = whole(value, "a replicate")
    if not 0 <= number < 1_000_000:
        raise InputError(f"replicate {number}: a run has replicates from 0 up")
    shown, visit.watching.replicate = visit.watching.shown, number
    visit.watching.go_to(shown)


def choose(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Look at a state."""
    visit.watching.choose(on or value)


WATCH_ACTS: dict[str, Act] = {
    "play": play,
    "step": step,
    "goto": go_to,
    "reset": reset,
    "find": find,
    "speed": set_speed,
    "view": set_view,
    "show": set_show,
    "arm": set_arm,
    "replicate": set_replicate,
    "choose": choose,
}
