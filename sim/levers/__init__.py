"""Policy levers: what a side can do, what it costs, and what it adds to the lobbying."""

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
]


def pressure_of(levers: list[Lever], world: World, assumed: dict[str, float]) -> Pressure:
    """What a list of levers adds together, one lane."""
    pressure = Pressure.neutral(len(world.agenda.session_name), len(world.states))
    for lever in levers:
        pressure = lever.press(pressure, world, assumed)
    return pressure
