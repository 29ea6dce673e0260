"""The Council drawn as SVG: votes by colour and by shape, ties to the bloc by a ring.

Colours are those of Okabe and Ito, told apart with every common colour vision; the shape says the
same again. Classes are coloured in ``page.css``, in light and in dark.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.council.line import NO_LINE
from sim.levers import followers
from sim.page.markup import Markup, join, tag
from sim.page.places import CENTRE, HEIGHT, WIDTH, Places, Ties, hemicycle, network
from sim.page.run import Floor, leaves_the_line
from sim.world import ABSENT, ABSTAIN, GROUPS, NO, YES, States, World

VOTE_WORDS = {YES: "yes", ABSTAIN: "abstains", NO: "no", ABSENT: "absent"}
LINE_WORDS = {YES: "yes", ABSTAIN: "abstain", NO: "no", NO_LINE: "none"}
VOTE_CLASS = {YES: "yes", ABSTAIN: "abstain", NO: "no", ABSENT: "absent"}
LEAST_TIE = 0.02  # a weaker tie to the bloc is not drawn


@dataclass(frozen=True)
class Seat:
    """One state as it is drawn."""

    index: int
    name: str
    iso3: str
    vote: int | None  # None before the vote
    affiliation: float
    organiser: bool
    affiliate: bool  # on a published list of the group, and no organiser
    sits: bool
    left: bool  # an affiliate that leaves the line

    def words(self) -> str:
        """What is read out, and shown where the pointer rests."""
        said = "in the room, without a seat"
        if self.sits:
            said = "has not voted yet" if self.vote is None else VOTE_WORDS.get(self.vote, "")
        parts = [f"{self.name}: {said}", f"affiliation {self.affiliation:.2f}"]
        if self.organiser:
            parts.append("organiser of the group")
        if self.left:
            parts.append("leaves the group's line")
        return ", ".join(parts)


def seats_of(world: World, floor: Floor | None, sits: list[int], room: list[int]) -> list[Seat]:
    """Everybody who is drawn: those who sit, then those in the room without a seat."""
    states, found = world.states, []
    may_leave = followers(states)
    for i in [*sits, *(i for i in room if i not in set(sits))]:
        mind = floor.minds.get(i) if floor else None
        organiser = bool(states.organiser[i])
        affiliate = bool(may_leave[i])
        seated = i in set(sits)
        vote = mind.vote if mind and seated else None
        found.append(
            Seat(
                i,
                states.name[i],
                states.iso3[i],
                vote,
                mind.affiliation if mind else float(world.memory.affiliation[i]),
                organiser,
                affiliate,
                seated,
                affiliate and vote is not None and floor is not None
                and leaves_the_line(vote, floor.line),
            )
        )  # fmt: skip
    return found


def draw_seat(seat: Seat, place: tuple[float, float], chosen: bool) -> Markup:
    """One state: its vote, its tie to the bloc, and what it is."""
    kind = "waiting" if seat.vote is None else VOTE_CLASS.get(seat.vote, "absent")
    if not seat.sits:
        kind = "corridor"
    ring = join(
        tag("circle", r=32, class_="track"),
        tag("circle", r=32, class_="tie", pathLength=100, transform="rotate(-90)",
            stroke_dasharray=f"{100 * seat.affiliation:.1f} 100"),
    ) if seat.affiliation >= LEAST_TIE else None  # fmt: skip
    return tag(
        "g",
        tag("title", seat.words()),
        tag("circle", r=38, class_="halo"),
        ring,
        shape_of(kind),
        tag("text", seat.iso3, y=5.5, class_="code"),
        tag("path", d=STAR, transform="translate(-25,-25)", class_="star")
        if seat.organiser else None,
        tag("g", tag("circle", r=10, class_="flag"), tag("text", "!", y=5, class_="mark"),
            transform="translate(25,-25)") if seat.left else None,
        id=f"seat-{seat.iso3}",
        class_=f"seat {kind}{' chosen' if chosen else ''}",
        transform=f"translate({place[0]:.1f},{place[1]:.1f})",
        tabindex=0, role="button", aria_label=seat.words(), aria_pressed=str(chosen).lower(),
        data_do="choose", data_on=seat.iso3,
    )  # fmt: skip


STAR = ("M0,-11 L3.2,-3.4 L11,-3.4 L4.8,1.6 L7,9.5 L0,4.8 L-7,9.5 L-4.8,1.6 L-11,-3.4 "
        "L-3.2,-3.4 Z")  # fmt: skip


def shape_of(kind: str) -> Markup:
    """The shape of a vote: circle for yes, diamond for abstention, square for no."""
    if kind == "abstain":
        return tag("polygon", points="0,-29 29,0 0,29 -29,0", class_="vote")
    if kind == "no":
        return tag("rect", x=-22, y=-22, width=44, height=44, rx=3, class_="vote")
    return tag("circle", r=24, class_="vote")


def draw_council(
    world: World, floor: Floor | None, sits: list[int], room: list[int], view: str,
    chosen: int | None,
) -> Markup:  # fmt: skip
    """What came of one run, in one of two views: ``hemicycle`` or ``network``."""
    seats = seats_of(world, floor, sits, room if view == "network" else [])
    places, below = laid_out(world, sits, room, view, chosen)
    drawn = [draw_seat(seat, places[seat.index], seat.index == chosen) for seat in seats]
    return framed(below, _in_the_middle(floor) if view == "hemicycle" else None, drawn, view)


def laid_out(
    world: World, sits: list[int], room: list[int], view: str, chosen: int | None
) -> tuple[Places, Markup]:
    """Where everybody stands, and what lies below the seats."""
    if view == "network":
        places, ties = _in_network(world, room)
        return places, join(_draw_ties(places, ties, chosen), _alone(places, ties))
    return _in_benches(world.states, sits), CORNERS


def framed(below: Markup, middle: Markup | None, drawn: list[Markup], view: str) -> Markup:
    """The whole drawing of seats that are drawn already."""
    words = {
        "network": "The Council as a network: states that voted alike stand close",
        "hemicycle": "The Council as a hemicycle: the group on the left, the others by region",
    }[view]
    return tag(
        "svg", below, middle, drawn, viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}", class_="council",
        id=f"council-{view}", role="group", aria_label=words,
    )  # fmt: skip


CORNERS = join(
    tag("text", "The Like-Minded Group", x=16, y=34, class_="corner"),
    tag("text", "sits on the left", x=16, y=58, class_="corner quiet"),
    tag("text", "All others", x=WIDTH - 16, y=34, class_="corner right"),
    tag("text", "by regional group", x=WIDTH - 16, y=58, class_="corner right quiet"),
)


def _in_benches(states: States, sits: list[int]) -> Places:
    import numpy as np

    return hemicycle(states, np.array(sits, int))


def _in_network(world: World, room: list[int]) -> tuple[Places, Ties]:
    import numpy as np

    return network(world, np.array(room, int))


def _in_the_middle(floor: Floor | None) -> Markup | None:
    """The tally, where the rostrum stands."""
    x, y = CENTRE
    if floor is None:
        return tag("text", "No vote yet", x=x, y=y - 40, class_="quiet middle")
    if not floor.taken:
        return tag("text", "Not put to the vote", x=x, y=y - 40, class_="quiet middle")
    yes, abstain, no = floor.tally
    line = LINE_WORDS[floor.line]
    words = f"{'Adopted' if floor.adopted else 'Rejected'}; the group's line: {line}"
    counts = (("yes", str(yes)), ("abstain", str(abstain)), ("no", str(no)))
    return rostrum(counts, [], words)


def rostrum(counts: tuple[tuple[str, str], ...], below: list[str], words: str) -> Markup:
    """Three numbers with what they are, and perhaps their intervals, over some words."""
    x, y = CENTRE
    ends = [*below, *("" for _ in counts)]
    return join(
        [
            tag("g",
                tag("text", number, y=0, class_="count"),
                tag("text", word, y=26, class_="quiet"),
                tag("text", end, y=46, class_="quiet end") if end else None,
                transform=f"translate({x + shift:.0f},{y - (74 if below else 62):.0f})")
            for (word, number), end, shift in zip(counts, ends, (-105, 0, 105), strict=False)
        ],
        tag("text", words, x=x, y=y + 10, class_="quiet verdict-line"),
    )  # fmt: skip


def _draw_ties(places: Places, ties: Ties, chosen: int | None) -> list[Markup]:
    return [
        tag("line", x1=f"{places[a][0]:.1f}", y1=f"{places[a][1]:.1f}", x2=f"{places[b][0]:.1f}",
            y2=f"{places[b][1]:.1f}", class_="tied near" if chosen in (a, b) else "tied",
            stroke_width=f"{0.5 + 3 * agreement**3:.1f}")
        for a, b, agreement in ties
    ]  # fmt: skip


def _alone(places: Places, ties: Ties) -> Markup | None:
    """Say what those in the bottom row have in common."""
    tied = {i for a, b, _ in ties for i in (a, b)}
    alone = [place for i, place in places.items() if i not in tied]
    if not alone:
        return None
    x, y = max(alone)
    return tag("text", "voted beside nobody here before", x=x + 48, y=y + 6, class_="corner quiet")


def legend(view: str, chances: bool = False) -> Markup:
    """What the marks mean."""

    def sign(kind: str, words: str, *more: Markup) -> Markup:
        votes = ("yes", "abstain", "no", "absent", "corridor")
        body = shape_of(kind) if kind in votes else None
        drawing = tag("svg", tag("g", body, *more, class_=f"seat {kind}"),
                      viewBox="-40 -40 80 80", aria_hidden="true")  # fmt: skip
        return tag("li", drawing, words)

    if chances:
        return tag(
            "ul",
            [tag("li", tag("span", class_=f"chip {part}"), words) for part, words in
             (("yes", "yes, from the top to the right"), ("abstain", "abstains"),
              ("no", "no, from the top to the left"), ("absent", "absent"))],
            sign("star", "organiser", tag("path", d=STAR, transform="scale(2.6)", class_="star")),
            class_="legend",
        )  # fmt: skip
    ring = join(
        tag("circle", r=32, class_="track"),
        tag("circle", r=32, class_="tie", pathLength=100, stroke_dasharray="75 100",
            transform="rotate(-90)"),
    )  # fmt: skip
    flag = tag("g", tag("circle", r=22, class_="flag"), tag("text", "!", y=11, class_="mark big"))
    star = tag("path", d=STAR, transform="scale(2.6)", class_="star")
    return tag(
        "ul",
        sign("yes", "yes"),
        sign("abstain", "abstains"),
        sign("no", "no"),
        sign("absent", "absent"),
        sign("corridor", "in the room without a seat") if view == "network" else None,
        sign("ring", "tie to the group, full ring 1", ring),
        sign("star", "organiser", star),
        sign("left", "affiliate that leaves the line", flag),
        class_="legend",
    )


def group_words(states: States, i: int) -> str:
    """The regional group of a state."""
    return GROUPS[int(states.group[i])]
