"""The run that is watched: where it stands, forwards and back, and which state is looked at."""

from __future__ import annotations

from sim.page.choices import Choices, chosen_setup, pulled
from sim.page.finding import found_state, found_texts, label_of
from sim.page.odds import RUNS, YEARS, Wish
from sim.page.run import Floor, OpenModel, open_run
from sim.study.setup import design_of
from sim.world import World

SHOWS = {"chances": f"Chances in {RUNS} runs", "run": "One run"}
VIEWS = {"hemicycle": "Hemicycle", "network": "Network"}
ARMS = {"without": "without levers", "with": "with the levers of Test"}
SPEEDS = {"2": "slow", "0.8": "steady", "0.25": "fast", "0": "as fast as it goes"}  # seconds


class Watching:
    """One replicate, watched ballot by ballot."""

    def __init__(self, choices: Choices) -> None:
        """Nothing is run yet."""
        self.choices, self.view, self.arm, self.replicate = choices, "hemicycle", "without", 0
        self.speed, self.playing, self.show = "0.8", False, "chances"
        self.matches: list[int] = []  # ballots that a search found, where it found several
        self.shown = 0  # ballots seen so far; 0 is before the first
        self.chosen: str | None = None  # the state that is looked at, by its code
        self._run: OpenModel | None = None
        self._key: object = None

    @property
    def run(self) -> OpenModel:
        """The run; made anew where what was asked has changed.

        Raises
        ------
        InputError
            If it cannot be run.
        """
        asked = (self.choices.content if self.arm == "with" else self._years(), self.arm,
                 self.replicate)  # fmt: skip
        if self._run is None or asked != self._key:
            config, here = self.choices.config(), chosen_setup(self.choices)
            levers = list(pulled(self.choices).values()) if self.arm == "with" else []
            made = open_run(here, design_of(config, {}), levers, self.replicate)
            self.close()
            self._run, self._key, self.shown = made, asked, 0
        return self._run

    def _years(self) -> object:
        """What a run without levers depends on."""
        content = self.choices.content
        return {key: content[key] for key in YEARS}

    @property
    def world(self) -> World:
        """The world of the run."""
        return self.run.world

    @property
    def total(self) -> int:
        """Ballots that come up in this run."""
        return int(self.run.tabled.sum())

    def wish(self) -> Wish:
        """What the chances are asked of."""
        return Wish(self.choices, self.arm == "with")

    def place_of(self, ballot: int) -> int:
        """How many ballots have been seen once this one is on the floor."""
        return int(self.run.tabled[: ballot + 1].sum())

    def find(self, words: str) -> None:
        """Go to the one text that has these words; where several have them, list them.

        Raises
        ------
        InputError
            If no text of this run has them.
        """
        agenda = self.world.agenda
        labels = {int(b): label_of(agenda, int(b)) for b in self.run.tabled.nonzero()[0]}
        found = found_texts(labels, words)
        if len(found) == 1:
            self.go_to(self.place_of(found[0]))
            found = []
        self.matches = found

    @property
    def floor(self) -> Floor | None:
        """The ballot on the floor; None before the first."""
        run = self.run
        return run.floors[self.shown - 1] if self.shown else None

    def seen(self) -> list[Floor]:
        """All ballots up to that on the floor."""
        return self.run.floors[: self.shown]

    def room(self) -> tuple[list[int], list[int]]:
        """Who sits, and who else is in the room; positions of states."""
        floor = self.floor
        if floor is not None:
            here = list(floor.minds)
            return [i for i in here if floor.minds[i].sits], here
        first = self.run.rooms[int(self.run.day_room[0])]
        here = [int(i) for i in first.present]
        return [i for i, sits in zip(here, first.sits, strict=True) if sits], here

    def step(self) -> bool:
        """Go on to the next ballot; False at the end."""
        return self.go_to(self.shown + 1)

    def go_to(self, ballot: int) -> bool:
        """Show the ``ballot``-th ballot, running as many days as that takes; False at the end."""
        run, wanted = self.run, max(0, min(ballot, self.total))
        self.matches = []
        while len(run.floors) < wanted and run.running:
            run.step()
        self.shown = min(wanted, len(run.floors))
        return self.shown == ballot

    def next_day(self) -> None:
        """Go on to the last ballot of the next voting day."""
        run = self.run
        day = run.world.agenda.day
        self.step()
        floor = self.floor
        while floor is not None and self.shown < self.total:
            self.go_to(self.shown + 1)
            after = self.floor
            assert after is not None
            if day[after.ballot] != day[floor.ballot]:
                self.go_to(self.shown - 1)
                return

    def choose(self, given: str) -> None:
        """Look at a state, named by code or name; at the same one again: look away.

        Raises
        ------
        InputError
            For a code or a name that nobody here has.
        """
        states = self.world.states
        iso3 = found_state(states.iso3, states.name, given)
        self.chosen = None if iso3 == self.chosen else iso3

    def chosen_index(self) -> int | None:
        """The position of the state that is looked at."""
        states = self.world.states.iso3
        return states.index(self.chosen) if self.chosen in states else None

    def reset(self) -> None:
        """Back to before the first day."""
        self.playing, self.shown = False, 0

    def close(self) -> None:
        """Let go of the run."""
        if self._run is not None:
            self._run.close()
            self._run = None
