"""A seat drawn with its chances: a ring, from the top yes to the right and no to the left.

So side and colour both tell a vote; what lies at the bottom is abstention and, in grey, absence.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.page.drawing import STAR
from sim.page.markup import Markup, join, tag

RADIUS, WIDTH = 26.0, 12.0
PARTS = ("yes", "abstain", "absent", "no")  # in the order of the ring


@dataclass(frozen=True)
class ChanceSeat:
    """One state with its chances."""

    iso3: str
    name: str
    chances: tuple[float, float, float, float] | None  # yes, abstain, no, absent; None: not known
    organiser: bool
    note: str = ""  # what else is to be said of it
    sits: bool = True
    held: bool = False  # its vote is set by hand

    def words(self) -> str:
        """What is read out, and shown where the pointer rests."""
        said = f"{self.name}: {chance_words(self.chances)}"
        return f"{said}, {self.note}" if self.note else said


def chance_words(chances: tuple[float, float, float, float] | None) -> str:
    """Chances as counts of a hundred: yes 12, abstains 85, no 3 of 100."""
    if chances is None:
        return "no vote yet"
    yes, abstain, no, absent = rounded(chances)
    away = f", absent {absent}" if absent else ""
    return f"yes {yes}, abstains {abstain}, no {no}{away} of 100"


def rounded(chances: tuple[float, float, float, float]) -> tuple[int, ...]:
    """Shares as whole numbers of a hundred that add up to a hundred."""
    exact = [100 * share for share in chances]
    floors = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda n: floors[n] - exact[n])
    for n in order[: 100 - sum(floors)]:
        floors[n] += 1
    return tuple(floors)


def draw_chance_seat(
    seat: ChanceSeat, place: tuple[float, float], chosen: bool, act: str = "choose"
) -> Markup:
    """One state: the ring of its chances, its code inside."""
    return tag(
        "g",
        tag("title", seat.words()),
        tag("circle", r=38, class_="halo"),
        chance_ring(seat.chances),
        tag("text", seat.iso3, y=5, class_="code"),
        tag("path", d=STAR, transform="translate(-25,-25)", class_="star")
        if seat.organiser else None,
        tag("g", tag("circle", r=9, class_="held"), transform="translate(25,-25)")
        if seat.held else None,
        id=f"seat-{seat.iso3}",
        class_=f"seat chances{'' if seat.sits else ' corridor'}{' chosen' if chosen else ''}",
        transform=f"translate({place[0]:.1f},{place[1]:.1f})",
        tabindex=0, role="button", aria_label=seat.words(), aria_pressed=str(chosen).lower(),
        data_do=act, data_on=seat.iso3,
    )  # fmt: skip


def chance_ring(chances: tuple[float, float, float, float] | None) -> Markup:
    """The ring alone."""
    inside = tag("circle", r=RADIUS, class_="hub")
    if chances is None:
        return join(inside, tag("circle", r=RADIUS, class_="track thin"))
    yes, abstain, no, absent = chances
    shares = dict(zip(PARTS, (yes, abstain, absent, no), strict=True))
    arcs, begun = [], 0.0
    for part, share in shares.items():
        if share > 0:
            arcs.append(
                tag("circle", r=RADIUS, class_=f"arc {part}", pathLength=100,
                    stroke_width=WIDTH, stroke_dasharray=f"{100 * share:.2f} 100",
                    transform=f"rotate({3.6 * 100 * begun - 90:.2f})")
            )  # fmt: skip
        begun += share
    return join(inside, arcs)


def chance_bar(chances: tuple[float, float, float, float]) -> Markup:
    """The chances of one state as a bar with their numbers in it."""
    yes, abstain, no, absent = rounded(chances)
    shown = [("yes", yes), ("abstain", abstain), ("no", no), ("absent", absent)]
    parts = [
        tag("span", f"{number} {word}", class_=f"part {word}", style=f"flex:{number}")
        for word, number in shown
        if number
    ]
    return tag("div", tag("span", "Of 100", class_="what"),
               tag("div", parts, class_="bar", role="img", aria_label=chance_words(chances)),
               class_="tally")  # fmt: skip
