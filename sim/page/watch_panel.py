"""Watch: the controls of the run, the Council, and beside it the ballot and a state."""

from __future__ import annotations

from sim.page.ballot_panel import adopted_words, ballot_panel
from sim.page.chance_seats import ChanceSeat, draw_chance_seat
from sim.page.drawing import draw_council, framed, laid_out, legend, rostrum
from sim.page.finding import label_of
from sim.page.markup import Markup, button, choice, tag
from sim.page.mind_panel import mind_panel
from sim.page.odds import RUNS, Odds
from sim.page.place_words import session_words
from sim.page.places import CENTRE
from sim.page.visit import Visit
from sim.page.watching import ARMS, SHOWS, SPEEDS, VIEWS, Watching


def watch_panel(visit: Visit) -> Markup:
    """The whole part of the page."""
    watching, odds = visit.watching, visit.odds()
    chances = watching.show == "chances"
    drawn = _chances(visit, odds) if chances else _one_run(watching)
    return tag(
        "section",
        _controls(watching),
        _finder(watching),
        tag(
            "div",
            tag("div", drawn, legend(watching.view, chances), class_="stage"),
            tag("div", ballot_panel(watching, odds), mind_panel(watching, odds), class_="beside"),
            class_="split",
        ),
        id="watch", role="tabpanel", aria_labelledby="tab-watch", data_show=watching.show,
        data_counted=str(odds is not None).lower(),
    )  # fmt: skip


def _one_run(watching: Watching) -> Markup:
    sits, room = watching.room()
    return draw_council(
        watching.world, watching.floor, sits, room, watching.view, watching.chosen_index()
    )


def _chances(visit: Visit, odds: Odds | None) -> Markup:
    """Every seat with its chances; while they are counted, with none."""
    watching = visit.watching
    world, floor, chosen = watching.world, watching.floor, watching.chosen_index()
    states, (sits, room) = world.states, watching.room()
    places, below = laid_out(world, sits, room, watching.view, chosen)
    ready = odds is not None and floor is not None
    seats = []
    for i in room if watching.view == "network" else sits:
        sitting = i in set(sits)
        chances = odds.of_seat(floor.ballot, i) if ready and sitting else None  # type: ignore[union-attr]
        seat = ChanceSeat(states.iso3[i], states.name[i], chances, bool(states.organiser[i]),
                          "" if sitting else "in the room, without a seat", sitting)  # fmt: skip
        seats.append(draw_chance_seat(seat, places[i], i == chosen))
    middle = _in_the_middle(visit, odds) if watching.view == "hemicycle" else None
    return framed(below, middle, seats, watching.view)


def _in_the_middle(visit: Visit, odds: Odds | None) -> Markup:
    floor, (x, y) = visit.watching.floor, CENTRE
    worker = visit.counting
    if worker.error and odds is None:
        words = "The chances cannot be counted"
    elif odds is None:
        words = f"Counting the chances: {worker.done} of {RUNS} runs"
    elif floor is None:
        words = "No vote yet"
    elif odds.taken[floor.ballot]:
        b = floor.ballot
        spans = [f"{odds.low[b, n]:.0f}\N{EN DASH}{odds.high[b, n]:.0f}" for n in range(3)]
        counts = tuple((word, f"{odds.mean[b, n]:.0f}")
                       for n, word in enumerate(("yes", "abstain", "no")))  # fmt: skip
        return rostrum(counts, spans, adopted_words(odds, b))
    else:
        words = adopted_words(odds, floor.ballot)
    return tag("text", words, x=x, y=y - 40, class_="quiet middle")


def _toggles(act: str, options: dict[str, str], chosen: str, label: str) -> Markup:
    buttons = [
        button(words, act, one, aria_pressed=str(one == chosen).lower(), class_="toggle")
        for one, words in options.items()
    ]
    return tag("div", buttons, class_="buttons", role="group", aria_label=label)


def _controls(watching: Watching) -> Markup:
    playing, at_end = watching.playing, watching.shown >= watching.total
    one = watching.show == "run"
    return tag(
        "div",
        _toggles("show", SHOWS, watching.show, "What is shown"),
        tag(
            "div",
            button("Back", "step", "back", disabled=watching.shown == 0),
            button("Pause" if playing else "Play", "play", id="play", class_="main"),
            button("Step", "step", id="step", disabled=at_end),
            button("Next day", "step", "day", disabled=at_end),
            button("Reset", "reset", id="reset", disabled=watching.shown == 0),
            class_="buttons",
        ),
        tag("label", "Speed ", choice("speed", SPEEDS, watching.speed, id="speed")),
        _toggles("view", VIEWS, watching.view, "View"),
        tag("label", "Levers ", choice("arm", ARMS, watching.arm, id="arm")),
        tag("label", "Run ",
            tag("input", type="number", min=0, max=999999, value=watching.replicate,
                data_do="replicate", id="replicate", class_="short")) if one else None,
        class_="controls",
    )  # fmt: skip


def _finder(watching: Watching) -> Markup:
    """Straight to a session or a text; what a search found, where it found several."""
    agenda, tabled = watching.world.agenda, watching.run.tabled.nonzero()[0].tolist()
    first: dict[int, int] = {}
    for b in tabled:
        first.setdefault(int(agenda.session[b]), watching.place_of(b))
    sessions = {"": "go to"} | {
        str(place): session_words(agenda, t) for t, place in sorted(first.items())
    }
    found = [
        tag("li", button(label_of(agenda, b), "goto", str(watching.place_of(b)), class_="link"))
        for b in watching.matches
    ]
    return tag(
        "div",
        tag("div",
            tag("label", "Find a text ",
                tag("input", type="search", id="find", data_do="find", list="texts", value="",
                    placeholder="words of its title, a symbol or a day", autocomplete="off"),
                class_="wide"),
            tag("label", "Session ", choice("goto", sessions, "", id="session")),
            tag("label", f"Ballot {watching.shown} of {watching.total}",
                tag("input", type="range", min=0, max=watching.total, value=watching.shown,
                    data_do="goto", id="goto", aria_label="Ballot"), class_="wide"),
            class_="controls"),
        tag("datalist", [tag("option", value=label_of(agenda, b)) for b in tabled], id="texts"),
        tag("ul", found, id="matches", class_="matches") if found else None,
    )  # fmt: skip
