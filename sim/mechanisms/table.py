"""The mechanisms of the sources, and what switching one off takes away.

A mechanism is estimated weights, or levers of either side, or a procedure of the Council. Off,
its weights are zero, its levers are not pressed and its procedure does not take place. The words
about each, with its source, stand in ``sim/data/tables/mechanisms.yaml``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from sim.council.own_terms import own_terms
from sim.errors import InputError
from sim.levers import LEVERS, Lever
from sim.plugins import LEVERS as BY_PLUGINS
from sim.plugins import plugins
from sim.world import PRESSURES, TODAY, Pressure, Procedures, Weights

ESTIMATED, ASSUMED, BOTH = "estimated", "assumed", "estimated and assumed"


@dataclass(frozen=True)
class Mechanism:
    """One row of the table of mechanisms."""

    number: int
    key: str
    title: str
    basis: str
    weights: tuple[str, ...] = ()  # fitted weights that are zero without it
    levers: tuple[str, ...] = ()  # names in LEVERS that are not pressed without it
    assumptions: tuple[str, ...] = ()  # names in ASSUMPTIONS on which its levers rest
    pressures: tuple[str, ...] = ()  # names in PRESSURES that are neutral without it
    procedures: tuple[str, ...] = ()  # fields of Procedures that are as today without it
    council: tuple[str, ...] = ()  # files of sim/council whose numbers it rests on


OF_THE_SOURCES = (
    Mechanism(1, "bloc_line", "the bloc's line, affiliation case by case, the quick whip", BOTH,
              weights=("bloc", "discipline"), levers=("lmg_staff",),
              assumptions=("staff_elasticity", "whip_gain")),
    Mechanism(2, "country_aversion", "aversion to country texts, comfort with themes", ESTIMATED,
              weights=("stance", "by_freedom", "own_record_at_stake", "neighbour_at_stake",
                       "friend_at_stake")),
    Mechanism(3, "rival_texts", "softer rival texts: technical assistance instead of scrutiny",
              ASSUMED, levers=("rival_texts",), assumptions=("way_out",)),
    Mechanism(4, "dilution", "hostile amendments and dilution", BOTH,
              weights=("series_of_amendment",), levers=("hostile_amendments",),
              assumptions=("dilution",), procedures=("dilution",)),
    Mechanism(5, "procedure", "no-action motion; a third to table, two thirds to adopt", ASSUMED,
              levers=("no_action",), assumptions=("motion_ease",),
              procedures=("adopting", "tabling", "motion_ease")),
    Mechanism(6, "special_sessions", "special sessions", ESTIMATED, weights=("special_session",)),
    Mechanism(7, "review", "praise in the Universal Periodic Review, and favours returned", ASSUMED,
              levers=("praise",), assumptions=("praise_gain", "years_owed")),
    Mechanism(8, "statements", "rival joint statements and who signs them", BOTH,
              council=("statements",), levers=("statements", "lmg_statements"),
              assumptions=("asked_gain", "alone_gain", "signature_gain", "china_face",
                           "asking_gain", "forum_growth")),
    Mechanism(9, "elections", "elections to the Council", BOTH,
              levers=("candidacies", "contested_slates", "opposition", "lmg_candidacies"),
              assumptions=("candidacy_gain", "campaign_gain"),
              council=("assembly", "candidates", "elections", "leaving")),
    Mechanism(10, "suspension", "suspension and removal by the General Assembly", BOTH,
              levers=("suspension",), council=("suspension",)),
    Mechanism(11, "expert_posts", "posts of independent experts", ASSUMED,
              levers=("expert_posts", "independent_experts"), assumptions=("experts_gain",)),
    Mechanism(12, "inducements", "aid, inducements and threats by patrons", BOTH,
              weights=("donors",), levers=("aid", "inducements", "threats"),
              assumptions=("aid_gain", "aid_gain_others", "inducement_gain",
                           "inducement_gain_russia", "threat_gain", "resentment_gain")),
    Mechanism(13, "narratives", "anti-imperial sentiment, stories and counter-stories", BOTH,
              weights=("sentiment",), levers=("narrative", "counter_story"),
              assumptions=("narrative_gain", "counter_story_gain")),
    Mechanism(14, "issue_coalitions", "coalitions with a pen outside the West", BOTH,
              weights=("own_text", "group_text", "pen_agreement"),
              levers=("issue_coalition",), assumptions=("coalition_gain", "coalition_reach")),
    Mechanism(15, "outreach", "outreach to the group's more democratic states", BOTH,
              weights=("outreach",), levers=("outreach",),
              assumptions=("goodwill_gain", "goodwill_kept")),
    Mechanism(16, "civil_society", "transnational civil society", ASSUMED,
              levers=("civil_society",), assumptions=("civic_gain",)),
    Mechanism(17, "monitoring", "monitoring, spotlight, early warning, open negotiations", ASSUMED,
              levers=("monitoring", "transparency", "early_warning"),
              assumptions=("report_gain", "openness_gain", "whip_loss", "china_face",
                           "warning_gain")),
    Mechanism(18, "mission_staff", "mission staff, length of tours, training, mastery of procedure",
              ASSUMED, levers=("mission_staff", "tour_length", "training"),
              assumptions=("staff_elasticity", "years_to_mastery", "training_gain")),
    Mechanism(19, "rapporteurs", "special rapporteurs: visits, and budgets of their mandates",
              ASSUMED, levers=("rapporteur_visits", "mandate_budget"),
              assumptions=("visit_gain", "closed_door", "mandate_gain")),
    Mechanism(20, "engagement", "sustained or sporadic engagement; the LMG sleeps and wakes",
              ASSUMED, levers=("engagement", "natural_majority"), council=("leaving",),
              assumptions=("vacuum_gain", "sleep_gain", "years_to_sleep", "asking_gain")),
    Mechanism(21, "image", "image: fear of standing alone", ASSUMED, pressures=("image",),
              assumptions=("alone_gain", "openness_gain", "china_face", "forum_growth")),
    Mechanism(22, "criticism", "public criticism and conditionality against dialogue", ASSUMED,
              levers=("criticism", "conditionality"),
              assumptions=("dialogue_gain", "naming_gain", "backlash_gain", "complicity",
                           "fellow_feeling", "conditions_gain", "aid_gain",
                           "aid_gain_others")),
    Mechanism(23, "second_track", "second-track and digital diplomacy; mediation", ASSUMED,
              levers=("second_track",), assumptions=("trust_gain", "trust_kept")),
    Mechanism(24, "groups", "peers and regional groups: the African Group's weight", ESTIMATED,
              weights=("layers", "group_on_series", "group_on_strand", "band_group")),
)  # fmt: skip


def _of_plugins() -> tuple[Mechanism, ...]:
    """What plug-ins add: a mechanism for each lever, and one for all terms of the rule together."""
    first = len(OF_THE_SOURCES) + 1
    found: list[Mechanism] = []
    taken = {one.key for one in OF_THE_SOURCES}
    for plugin in plugins(BY_PLUGINS):
        kind = LEVERS[plugin.name]
        if plugin.name in taken:
            raise plugin.refuse("a mechanism has that name, and each lever of a plug-in is one")
        rests = tuple(one.name for one in kind.assumptions)
        title = f"{kind.title[0].lower()}{kind.title[1:]} ({plugin.package})"
        found.append(Mechanism(first + len(found), plugin.name, title, ASSUMED,
                               levers=(plugin.name,), assumptions=rests))  # fmt: skip
    if terms := ", ".join(own_terms()):
        found.append(Mechanism(first + len(found), TERMS, f"terms of plug-ins: {terms}", ESTIMATED,
                               weights=("own_terms",)))  # fmt: skip
    return tuple(found)


TERMS = "plugged_terms"
MECHANISMS = (*OF_THE_SOURCES, *_of_plugins())
KEYS = tuple(mechanism.key for mechanism in MECHANISMS)


def mechanism(key: str) -> Mechanism:
    """The mechanism of that name.

    Raises
    ------
    InputError
        If there is none.
    """
    for found in MECHANISMS:
        if found.key == key:
            return found
    raise InputError(f"unknown mechanism {key!r}: one of {', '.join(KEYS)} (lmgsim mechanisms)")


def weights_without(weights: Weights, off: Collection[str]) -> Weights:
    """The weights with the mechanisms ``off`` at zero."""
    names = [name for key in off for name in mechanism(key).weights]
    return replace(weights, **{name: getattr(weights, name) * 0.0 for name in names})


def levers_without(levers: list[Lever], off: Collection[str]) -> list[Lever]:
    """The levers that are still pressed with the mechanisms ``off``."""
    gone = tuple(LEVERS[name] for key in off for name in mechanism(key).levers)
    return [lever for lever in levers if type(lever) not in gone]


def pressure_without(pressure: Pressure, off: Collection[str]) -> Pressure:
    """What levers add, without what only the mechanisms ``off`` would let through."""
    names = [name for key in off for name in mechanism(key).pressures]
    neutral = {
        name: np.full_like(getattr(pressure, name), PRESSURES[name].neutral) for name in names
    }
    return replace(pressure, **neutral)


def procedures_without(procedures: Procedures, off: Collection[str]) -> Procedures:
    """The rules of procedure with the mechanisms ``off`` as they are today."""
    names = [name for key in off for name in mechanism(key).procedures]
    return procedures._replace(**{name: getattr(TODAY, name) for name in names})
