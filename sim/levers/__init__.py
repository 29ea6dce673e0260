"""Policy levers: what a side can do, what it costs, and what it adds to the rule.

Most add pressure to lobbying; ``pressures_of``, which ``sim.study.block`` calls, adds it up. Some
move seats, or what comes to a vote.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np

from sim.levers.aid import Aid
from sim.levers.assumption import Assumption
from sim.levers.assumptions import ASSUMPTIONS, OF_MANOEUVRES
from sim.levers.candidacies import Candidacies
from sim.levers.civil_society import CivilSociety
from sim.levers.conditionality import Conditionality
from sim.levers.contested_slates import ContestedSlates
from sim.levers.counter_story import CounterStory
from sim.levers.criticism import Criticism
from sim.levers.drawn import draw_assumptions
from sim.levers.early_warning import EarlyWarning
from sim.levers.engagement import Engagement
from sim.levers.expert_posts import ExpertPosts
from sim.levers.hostile_amendments import HostileAmendments
from sim.levers.independent_experts import IndependentExperts
from sim.levers.inducements import Inducements
from sim.levers.issue_coalition import IssueCoalition
from sim.levers.lever import AFFILIATED, GROUP_LABELS, Lever, followers
from sim.levers.lmg_candidacies import LmgCandidacies
from sim.levers.lmg_staff import LmgStaff
from sim.levers.lmg_statements import LmgStatements
from sim.levers.mandate_budget import MandateBudget
from sim.levers.mission_staff import MissionStaff
from sim.levers.monitoring import Monitoring
from sim.levers.narrative import Narrative
from sim.levers.natural_majority import NaturalMajority
from sim.levers.no_action import NoAction
from sim.levers.opposition import Opposition
from sim.levers.outreach import Outreach
from sim.levers.praise import Praise
from sim.levers.rapporteur_visits import RapporteurVisits
from sim.levers.rival_texts import RivalTexts
from sim.levers.second_track import SecondTrack
from sim.levers.statements import Statements
from sim.levers.suspension import Suspension
from sim.levers.threats import Threats
from sim.levers.tour_length import TourLength
from sim.levers.training import Training
from sim.levers.transparency import Transparency
from sim.plugins import LEVERS as BY_PLUGINS
from sim.plugins import Named, plugins
from sim.world import PRESSURES, Pressure, World

OF_THE_PACKAGE: dict[str, type[Lever]] = {
    "mission_staff": MissionStaff,
    "tour_length": TourLength,
    "training": Training,
    "outreach": Outreach,
    "civil_society": CivilSociety,
    "aid": Aid,
    "issue_coalition": IssueCoalition,
    "monitoring": Monitoring,
    "early_warning": EarlyWarning,
    "rapporteur_visits": RapporteurVisits,
    "mandate_budget": MandateBudget,
    "criticism": Criticism,
    "conditionality": Conditionality,
    "statements": Statements,
    "transparency": Transparency,
    "engagement": Engagement,
    "second_track": SecondTrack,
    "counter_story": CounterStory,
    "independent_experts": IndependentExperts,
    "candidacies": Candidacies,
    "contested_slates": ContestedSlates,
    "opposition": Opposition,
    "suspension": Suspension,
    "lmg_staff": LmgStaff,
    "inducements": Inducements,
    "threats": Threats,
    "narrative": Narrative,
    "rival_texts": RivalTexts,
    "hostile_amendments": HostileAmendments,
    "no_action": NoAction,
    "praise": Praise,
    "expert_posts": ExpertPosts,
    "lmg_statements": LmgStatements,
    "natural_majority": NaturalMajority,
    "lmg_candidacies": LmgCandidacies,
}


def _of_plugins() -> dict[str, type[Lever]]:
    """The levers that plug-ins add, each neutral unless it is pulled.

    Raises
    ------
    InputError
        For what is no lever, has the name of another, or pulls without being told to.
    """
    found: dict[str, type[Lever]] = {}
    for plugin in plugins(BY_PLUGINS):
        kind = plugin.what
        if not (isinstance(kind, type) and issubclass(kind, Lever)):
            raise plugin.refuse("a class of the kind sim.Lever is wanted")
        lacking = [name for name in NEEDED if not getattr(kind, name, None)]
        if lacking or kind.side not in SIDES:
            raise plugin.refuse(f"it needs {lacking[0] if lacking else 'a side: democracies, lmg'}")
        if plugin.name in OF_THE_PACKAGE:
            raise plugin.refuse("the package has a lever of that name")
        try:
            neutral = kind.model_validate({})
        except ValueError:
            raise plugin.refuse("every setting needs a default, at which it does nothing") from None
        if neutral.strength():
            raise plugin.refuse(f"{kind.main_setting} is not 0 unless it is set")
        found[plugin.name] = kind
    return found


LEVERS: Mapping[str, type[Lever]] = Named(OF_THE_PACKAGE, _of_plugins)
NEEDED = ("title", "unit", "source", "main_setting")
SIDES = ("democracies", "lmg")

__all__ = [
    "AFFILIATED",
    "ASSUMPTIONS",
    "GROUP_LABELS",
    "LEVERS",
    "OF_MANOEUVRES",
    "Aid",
    "Assumption",
    "Candidacies",
    "CivilSociety",
    "Conditionality",
    "ContestedSlates",
    "CounterStory",
    "Criticism",
    "EarlyWarning",
    "Engagement",
    "ExpertPosts",
    "HostileAmendments",
    "IndependentExperts",
    "Inducements",
    "IssueCoalition",
    "Lever",
    "LmgCandidacies",
    "LmgStaff",
    "LmgStatements",
    "MandateBudget",
    "MissionStaff",
    "Monitoring",
    "Narrative",
    "NaturalMajority",
    "NoAction",
    "Opposition",
    "Outreach",
    "Praise",
    "RapporteurVisits",
    "RivalTexts",
    "SecondTrack",
    "Statements",
    "Suspension",
    "Threats",
    "TourLength",
    "Training",
    "Transparency",
    "at_work",
    "draw_assumptions",
    "followers",
    "pressure_across",
    "pressure_of",
    "pressures_of",
]


def at_work(levers: Sequence[Lever]) -> list[Lever]:
    """The levers that are pulled at all: those of zero strength change nothing and cost nothing."""
    return [lever for lever in levers if lever.strength()]


def pressure_of(levers: list[Lever], world: World, assumed: dict[str, float]) -> Pressure:
    """What a list of levers adds together, one lane."""
    pressure = Pressure.neutral(len(world.agenda.session_name), len(world.states))
    for lever in levers:
        pressure = lever.press(pressure, world, assumed)
    return pressure


def pressure_across(
    levers: Sequence[Lever], world: World, assumed: Sequence[dict[str, float]]
) -> Pressure:
    """What a list of levers adds together in several replicates, a lane each.

    The bits of a lane are those of ``pressure_of`` under its own assumptions.
    """
    sessions, states = len(world.agenda.session_name), len(world.states)
    if not levers:
        nothing = Pressure.neutral(sessions, states)
        return Pressure(
            **{
                name: _at_rest((*getattr(nothing, name).shape[:-1], len(assumed)), kind.neutral)
                for name, kind in PRESSURES.items()
            }
        )
    columns: dict[str, Any] = {
        name: np.array([[one[name]] for one in assumed]) for name in assumed[0]
    }
    pressure = Pressure.neutral(sessions, states, len(assumed))
    for lever in levers:
        if lever.side_by_side:
            pressure = lever.press(pressure, world, columns)
        else:
            lanes = (_lane(pressure, n) for n in range(len(assumed)))
            each = [lever.press(*of) for of in zip(lanes, repeat(world), assumed, strict=False)]
            pressure = Pressure.side_by_side(each)
    return pressure


def _lane(pressure: Pressure, lane: int) -> Pressure:
    return Pressure(**{name: getattr(pressure, name)[..., lane, None] for name in PRESSURES})


def pressures_of(
    points: Sequence[Sequence[Lever]], world: World, assumed: Sequence[dict[str, float]]
) -> Pressure:
    """What several design points add, a lane each, every point under its own assumptions.

    A lever that points share is pressed once, if they share the assumptions too: the very same
    objects, not only equal ones.

    Levers multiply what is neutral at 1 and add to what is neutral at 0, so what each does to a
    neutral world can be put together afterwards: the bits are those of ``pressure_of``.
    """
    sessions, states = len(world.agenda.session_name), len(world.states)
    nothing = Pressure.neutral(sessions, states)
    pressed = [nothing]
    number: dict[tuple[int, int], int] = {}
    ranks = np.zeros((max(map(len, points), default=0), len(points)), np.intp)  # of what is pressed
    for lane, (point, values) in enumerate(zip(points, assumed, strict=True)):
        for n, lever in enumerate(point):
            key = (id(lever), id(values))
            if key not in number:
                number[key] = len(pressed)
                pressed.append(lever.press(nothing, world, values))
            ranks[n, lane] = number[key]
    together = {}
    for name, kind in PRESSURES.items():
        at_rest, neutral = getattr(nothing, name), kind.neutral
        made = [getattr(one, name) for one in pressed]
        moves = np.array([one is not at_rest for one in made])
        side_by_side = [at_rest, *(one for one in made if one is not at_rest)]
        place = np.where(moves, np.cumsum(moves), 0)[ranks]
        lanes = None
        for rank in place:
            if rank.any():
                more = np.concatenate(side_by_side, -1).take(rank, -1)
                if lanes is not None:
                    np.multiply(lanes, more, more) if neutral else np.add(lanes, more, more)
                lanes = more
        shape = *at_rest.shape[:-1], len(points)
        together[name] = _at_rest(shape, neutral) if lanes is None else lanes
    return Pressure(**together)


@lru_cache(maxsize=64)
def _at_rest(shape: tuple[int, ...], neutral: float) -> np.ndarray:
    """What no lever moves, made once: nobody writes into a pressure."""
    return np.full(shape, neutral)
