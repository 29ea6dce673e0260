"""One visitor's page: what it shows, and what each thing that can be done on it does."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from sim.errors import InputError
from sim.levers import LEVERS
from sim.page.choices import Choices, pulled
from sim.page.comparison import Comparison, compare
from sim.page.reading import Replayed, replay_one
from sim.page.scenarios import load, save
from sim.page.watching import ARMS, SPEEDS, VIEWS, Watching
from sim.page.worker import Worker, unforeseen

FIRST_SCENARIO = "staff_and_outreach"
TABS = {"watch": "Watch", "test": "Test", "read": "Read"}
LONGEST_TEXT, LONGEST_MESSAGE = 2_000, 400  # letters that a field may send, and that are said


class Visit:
    """What one open window of the page holds."""

    def __init__(self, changed: Callable[[], None]) -> None:
        """``changed`` is called whenever there is something new to show."""
        self.changed = changed
        self.lock = threading.RLock()
        self.tab, self.message, self.good_news = "watch", "", ""
        self.ready = False
        self.comparing: Worker[Choices, Comparison] = Worker(compare, changed)
        self.replaying: Worker[str, Replayed] = Worker(replay_one, changed)
        self._pause = threading.Event()
        self._player: threading.Thread | None = None
        self._closed = False
        threading.Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        """Read the record of votes, which takes a few seconds the first time."""
        try:
            choices = load(FIRST_SCENARIO)
            watching = Watching(choices)
            watching.go_to(0)
            with self.lock:
                self.choices, self.watching, self.ready = choices, watching, True
        except InputError as error:
            self.message = str(error)
        except Exception as error:
            self.message = unforeseen(error)
        self.changed()

    def do(self, event: object) -> None:
        """Do what was asked on the page; what goes wrong is said on it.

        ``event`` is whatever a browser sent, an object of JSON if all is well.
        """
        try:
            asked = _block(event)
            act, on, value = (_text(asked.get(key, "")) for key in ("act", "on", "value"))
            beside = {_text(k): _text(v) for k, v in _block(asked.get("beside")).items()}
            if not self.ready:
                raise InputError("the record of votes is still being read")
            if act not in ACTS:
                raise InputError(f"nobody here can {act[:60]!r}")
            with self.lock:
                self.message, self.good_news = "", ""
                ACTS[act](self, on, value, beside)
        except InputError as error:
            self.message = str(error)[:LONGEST_MESSAGE]
        except Exception as error:
            self.message = unforeseen(error)
        self.changed()

    def open_tab(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Show another of the three parts."""
        self.tab = _one_of(on, TABS)
        if self.tab != "watch":
            self._stop_playing()
        if self.tab == "test" and self.comparing.found is None:
            self.comparing.ask(self.choices)

    def play(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Let the run go on by itself, or pause it."""
        if self.watching.playing:
            self._stop_playing()
            return
        if self.watching.shown >= self.watching.total:
            self.watching.reset()
        self.watching.playing = True
        self._pause = threading.Event()
        self._player = threading.Thread(target=self._play, args=(self._pause,), daemon=True)
        self._player.start()

    def _play(self, pause: threading.Event) -> None:
        while not pause.is_set() and not self._closed:
            with self.lock:
                if pause.is_set():
                    break
                seconds = float(self.watching.speed)
                try:
                    going = self.watching.go_to(self.watching.shown + (1 if seconds else 5))
                except Exception as error:
                    going, self.message = False, unforeseen(error)
                if not going or self.watching.shown >= self.watching.total:
                    pause.set()
                    self.watching.playing = False
            self.changed()
            pause.wait(max(seconds, 0.05))

    def _stop_playing(self) -> None:
        self._pause.set()
        self.watching.playing = False

    def step(self, on: str, value: str, beside: dict[str, str]) -> None:
        """One ballot on, one back, or a day on."""
        self._stop_playing()
        if on == "back":
            self.watching.go_to(self.watching.shown - 1)
        elif on == "day":
            self.watching.next_day()
        else:
            self.watching.step()

    def go_to(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Straight to a ballot."""
        self._stop_playing()
        self.watching.go_to(_whole(value, "a ballot"))

    def reset(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Back to before the first day."""
        self._stop_playing()
        self.watching.reset()

    def set_speed(self, on: str, value: str, beside: dict[str, str]) -> None:
        """How long a ballot is shown while the run plays."""
        self.watching.speed = _one_of(value, SPEEDS)

    def set_view(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Hemicycle or network."""
        self.watching.view = _one_of(on, VIEWS)

    def set_arm(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Watch the run with the levers or without."""
        self._stop_playing()
        before, self.watching.arm = self.watching.arm, _one_of(value, ARMS)
        shown = self.watching.shown
        try:
            self.watching.go_to(shown)
        except InputError:
            self.watching.arm = before
            raise

    def set_replicate(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Watch another replicate."""
        self._stop_playing()
        number = _whole(value, "a replicate")
        if not 0 <= number < 1_000_000:
            raise InputError(f"replicate {number}: a run has replicates from 0 up")
        shown, self.watching.replicate = self.watching.shown, number
        self.watching.go_to(shown)

    def choose(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Look at a state."""
        self.watching.choose(on or value)

    def set_lever(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Move one setting of a lever."""
        name, _, setting = on.partition(".")
        self._ask(self.choices.with_lever(name, setting, _setting(name, setting, value)))

    def rest(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Let go of all levers."""
        self._ask(self.choices.at_rest())

    def set_size(self, on: str, value: str, beside: dict[str, str]) -> None:
        """More or fewer replicates."""
        self._ask(self.choices.sized(_whole(value, "replicates")))

    def set_seed(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Another seed."""
        self._ask(self.choices.seeded(_whole(value, "a seed")))

    def load(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Open a scenario."""
        loaded = load(value or on)
        self._ask(loaded.sized(self.choices.size()).seeded(self.choices.seed()))

    def set_council(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Other years, with the levers as they are."""
        other = load(self.choices.scenario, value)
        self._ask(
            other.sized(self.choices.size()).seeded(self.choices.seed()).pulling(self.choices)
        )

    def save(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Write the scenario down."""
        name = beside.get("name", "")
        self._ask(save(self.choices, name, beside.get("title", ""), beside.get("question", "")))
        self.good_news = (
            f"Saved. The same numbers on the command line: lmgsim run scenario={name} "
            f"seed={self.choices.seed()} size.replicates={self.choices.size()}"
        )

    def _ask(self, choices: Choices) -> None:
        """Take a setup over, once it is sure that it can be run."""
        pulled(choices)
        self.choices = self.watching.choices = choices
        self.comparing.ask(choices)

    def replay(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Run a claim at its small size, or give it up."""
        if on == "stop":
            self.replaying.give_up()
        else:
            self.replaying.ask(on)

    def back_to_safety(self) -> None:
        """Show something that can be drawn."""
        self._stop_playing()
        self.tab = "read" if self.tab == "watch" else self.tab
        self.watching.arm = "without"

    def close(self) -> None:
        """The window was closed."""
        self._closed = True
        self._pause.set()
        self.comparing.give_up()
        self.replaying.give_up()
        with self.lock:
            if self.ready:
                self.watching.close()


Act = Callable[[Visit, str, str, dict[str, str]], None]
ACTS: dict[str, Act] = {
    "tab": Visit.open_tab,
    "play": Visit.play,
    "step": Visit.step,
    "goto": Visit.go_to,
    "reset": Visit.reset,
    "speed": Visit.set_speed,
    "view": Visit.set_view,
    "arm": Visit.set_arm,
    "replicate": Visit.set_replicate,
    "choose": Visit.choose,
    "lever": Visit.set_lever,
    "rest": Visit.rest,
    "size": Visit.set_size,
    "seed": Visit.set_seed,
    "load": Visit.load,
    "council": Visit.set_council,
    "save": Visit.save,
    "replay": Visit.replay,
    "forget": lambda visit, on, value, beside: None,  # every act clears the message
}


def _block(sent: object) -> dict[Any, Any]:
    return sent if isinstance(sent, dict) else {}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)[:LONGEST_TEXT]


def _one_of(value: str, allowed: dict[str, str]) -> str:
    if value not in allowed:
        raise InputError(f"{value[:60]!r} is none of {', '.join(allowed)}")
    return value


def _whole(value: str, what: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise InputError(f"{what} is a whole number, not {value[:60]!r}") from None


def _setting(name: str, setting: str, value: str) -> object:
    """A setting of a lever from the text of its field."""
    field = LEVERS[name].model_fields.get(setting) if name in LEVERS else None
    kind = str(field.annotation) if field else ""
    if "tuple" in kind:
        return [word for word in value.replace(",", " ").split() if word]
    if "bool" in kind:
        return value == "true"
    if "date" in kind:
        return value
    try:
        number = float(value)
    except ValueError:
        raise InputError(f"{name}.{setting} is a number, not {value[:60]!r}") from None
    return int(number) if number.is_integer() else number
