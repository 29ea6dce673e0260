"""One visitor's page: what it shows, and what each thing that can be done on it does."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sim.errors import InputError
from sim.page.asked import block, number, one_of, text, whole
from sim.page.choices import Choices, pulled
from sim.page.comparison import Comparison, compare
from sim.page.forecast_acts import FORECAST_ACTS
from sim.page.forecasting import Forecasting, count_draft
from sim.page.making import Made, Order, make
from sim.page.odds import Odds, Wish, count_odds
from sim.page.reading import Replayed, replay_one
from sim.page.scenarios import load, save
from sim.page.settings import setting_of, with_target, without_target
from sim.page.watch_acts import WATCH_ACTS
from sim.page.watching import Watching
from sim.page.worker import Worker, unforeseen

FIRST_SCENARIO = "staff_and_outreach"
TABS = {"watch": "Watch", "forecast": "Forecast", "test": "Test", "read": "Read"}
MADE = {"run": "a run", "compare": "a comparison", "stop": "nothing more"}
LONGEST_MESSAGE = 400  # letters that are said


class Visit:
    """What one open window of the page holds."""

    def __init__(self, changed: Callable[[], None]) -> None:
        """``changed`` is called whenever there is something new to show."""
        self.changed = changed
        self.lock = threading.RLock()
        self.tab, self.message, self.good_news = "watch", "", ""
        self.ready = False
        self.heard = 0  # number of the latest event that was heard of
        self.comparing: Worker[Choices, Comparison] = Worker(compare, changed)
        self.counting: Worker[Wish, Odds] = Worker(count_odds, changed)
        self.replaying: Worker[str, Replayed] = Worker(replay_one, changed)
        self.making: Worker[Order, Made] = Worker(make, changed)
        self.forecasting = Forecasting(Worker(count_draft, changed))
        self.pause = threading.Event()
        self._counted: object = None  # what the chances were last asked of
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
                self._count()
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
            asked = block(event)
            self.heard = max(self.heard, number(asked.get("number")))
            act, on, value = (text(asked.get(key, "")) for key in ("act", "on", "value"))
            beside = {text(k): text(v) for k, v in block(asked.get("beside")).items()}
            if not self.ready:
                raise InputError("the record of votes is still being read")
            if act not in ACTS:
                raise InputError(f"nobody here can {act[:60]!r}")
            with self.lock:
                if self._closed:
                    return
                self.message, self.good_news = "", ""
                ACTS[act](self, on, value, beside)
                self._count()
        except InputError as error:
            self.message = str(error)[:LONGEST_MESSAGE]
        except Exception as error:
            self.message = unforeseen(error)
        self.changed()

    def _count(self) -> None:
        """Ask for the chances that are shown, once for every question."""
        if self.tab != "watch" or self.watching.show != "chances" or self._closed:
            return
        wish = self.watching.wish()
        if wish.about() != self._counted:
            self._counted = wish.about()
            self.counting.ask(wish)

    def odds(self) -> Odds | None:
        """The chances of what is watched; None until they are counted."""
        found = self.counting.found
        here = found is not None and found.wish.about() == self.watching.wish().about()
        return found if here else None

    def open_tab(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Show another part."""
        self.tab = one_of(on, TABS)
        if self.tab != "watch":
            self.stop_playing()
        if self.tab == "test" and self.comparing.found is None:
            self.comparing.ask(self.choices)

    def play_on(self, pause: threading.Event) -> None:
        """Show ballot after ballot until it is paused."""
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

    def stop_playing(self) -> None:
        """Pause the run."""
        self.pause.set()
        self.watching.playing = False

    def set_lever(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Move one setting of a lever."""
        name, _, setting = on.partition(".")
        self._ask(self.choices.with_lever(name, setting, setting_of(self.choices, on, value)))

    def add_target(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Let a lever reach a state more, or a group of states."""
        self._ask(with_target(self.choices, on, value))

    def drop_target(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Let a lever no longer reach a state, or a group of states."""
        self._ask(without_target(self.choices, on, value))

    def rest(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Let go of all levers."""
        self._ask(self.choices.at_rest())

    def set_size(self, on: str, value: str, beside: dict[str, str]) -> None:
        """More or fewer replicates."""
        self._ask(self.choices.sized(whole(value, "replicates")))

    def set_seed(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Another seed."""
        self._ask(self.choices.seeded(whole(value, "a seed")))

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

    def make(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Run what is set, or compare scenarios, and store it; or give that up."""
        if on == "stop":
            self.making.give_up()
            return
        if self.making.busy:
            raise InputError("something is being made already: wait for it, or stop it")
        one_of(on, MADE)
        names = (beside.get("first", ""), beside.get("second", "")) if on == "compare" else ()
        self.making.ask(Order(self.choices, names))

    def replay(self, on: str, value: str, beside: dict[str, str]) -> None:
        """Run a claim at its small size, or give it up."""
        if on == "stop":
            self.replaying.give_up()
        else:
            self.replaying.ask(on)

    def back_to_safety(self) -> None:
        """Show something that can be drawn."""
        self.stop_playing()
        self.tab = "read" if self.tab == "watch" else self.tab
        self.watching.arm = "without"

    def close(self) -> None:
        """The window was closed."""
        self._closed = True
        self.pause.set()
        for worker in (
            self.comparing,
            self.counting,
            self.replaying,
            self.making,
            self.forecasting.worker,
        ):
            worker.give_up()
        with self.lock:
            if self.ready:
                self.watching.close()


Act = Callable[[Visit, str, str, dict[str, str]], None]
ACTS: dict[str, Act] = {
    "tab": Visit.open_tab,
    **WATCH_ACTS,
    **FORECAST_ACTS,
    "lever": Visit.set_lever,
    "target": Visit.add_target,
    "untarget": Visit.drop_target,
    "rest": Visit.rest,
    "size": Visit.set_size,
    "seed": Visit.set_seed,
    "load": Visit.load,
    "council": Visit.set_council,
    "save": Visit.save,
    "make": Visit.make,
    "replay": Visit.replay,
    "forget": lambda visit, on, value, beside: None,  # every act clears the message
}
