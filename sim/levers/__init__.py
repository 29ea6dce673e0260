"""Policy levers: what a side can do, what it costs, and what it adds to the lobbying."""

from collections.abc import Sequence

from sim.levers.aid import Aid
from sim.levers.assumptions import ASSUMPTIONS, Assumption, draw_assumptions
from sim.levers.civil_society import CivilSociety
from sim.levers.lever import AFFILIATED, GROUP_LABELS, Lever
from sim.levers.mission_staff import MissionStaff
from sim.levers.outreach import Outreach
from sim.levers.tour_length import TourLength
from sim.world import Pressure, World

LEVERS: dict[str, type[Lever]] = {
    "mission_staff": MissionStaff,
    "tour_length": TourLength,
    "outreach": Outreach,
    "civil_society": CivilSociety,
    "aid": Aid,
}

__all__ = [
    "AFFILIATED",
    "ASSUMPTIONS",
    "GROUP_LABELS",
    "LEVERS",
    "Aid",
    "Assumption",
    "CivilSociety",
    "Lever",
    "MissionStaff",
    "Outreach",
    "TourLength",
    "draw_assumptions",
    "pressure_of",
    "pressures_of",
]


def pressure_of(levers: list[Lever], world: World, assumed: dict[str, float]) -> Pressure:
    """What a list of levers adds together, one lane."""
    pressure = Pressure.neutral(len(world.agenda.session_name), len(world.states))
    for lever in levers:
        pressure = lever.press(pressure, world, assumed)
    return pressure


def pressures_of(
    points: Sequence[Sequence[Lever]], world: World, assumed: dict[str, float]
) -> Pressure:
    """What several design points add, a lane each; a lever that points share is pressed once.

    Levers multiply capacity and reach and add to goodwill and civic pull, so what each does to a
    neutral world can be put together afterwards: the bits are those of ``pressure_of``.
    """
    sessions, states = len(world.agenda.session_name), len(world.states)
    nothing = Pressure.neutral(sessions, states)
    distinct = dict.fromkeys(lever for point in points for lever in point)
    place = {lever: n + 1 for n, lever in enumerate(distinct)}
    pressed = Pressure.side_by_side(
        [nothing, *(lever.press(nothing, world, assumed) for lever in distinct)]
    )
    together = Pressure.neutral(sessions, states, len(points))
    for n in range(max(map(len, points), default=0)):
        lane = [place[point[n]] if n < len(point) else 0 for point in points]
        together = Pressure(
            capacity=together.capacity * pressed.capacity[..., lane],
            reach=together.reach * pressed.reach[..., lane],
            goodwill=together.goodwill + pressed.goodwill[..., lane],
            civic=together.civic + pressed.civic[..., lane],
        )
    return together
