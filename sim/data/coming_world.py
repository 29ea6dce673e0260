"""The world of years to come: an agenda of habits, and the terms that have been won so far."""

from __future__ import annotations

import numpy as np

from sim.council.terms import Terms, new_year, sits_on
from sim.data.assembly_record import with_assembly
from sim.data.coming_years import coming_agenda
from sim.data.fitted import Fit
from sim.data.habits import Habits
from sim.data.linked_texts import packets
from sim.data.sponsors import ties_to_authors
from sim.data.states import load_states
from sim.data.terms import recorded_terms
from sim.world import World


def coming_world(first_year: int, last_year: int, fit: Fit, habits: Habits) -> tuple[World, Terms]:
    """All 193 states, every text that may come up, and the terms known when the years begin.

    Raises
    ------
    InputError
        For years that the habits have seen or cannot speak of.
    """
    states = load_states(first_year)
    terms = recorded_terms(states)
    start = sits_on(terms, np.array([new_year(first_year)]), states)[0]
    agenda, likely = coming_agenda(first_year, last_year, habits, states, start)
    agenda = with_assembly(agenda, states, str(fit.story["train_until"]))
    agreement = fit.agreement(states)
    world = World(
        states,
        agenda,
        fit.remembered(agenda, states),
        agreement,
        fit.peers(states),
        ties_to_authors(agenda.authors, agreement),
        likely=likely,
        packet=packets(agenda),
        title=f"UN Human Rights Council, {first_year} to {last_year}, as it might be",
    )
    return world, terms
