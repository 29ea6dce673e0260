"""The default world: the real Council, its real agenda, and what its members remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from sim.council.room import CORRIDOR_DONORS
from sim.data.assembly_record import with_assembly
from sim.data.fitted import Fit, load_fit
from sim.data.packaged import packaged_fit
from sim.data.recorded import embedded_agenda
from sim.data.sponsors import ties_to_authors
from sim.errors import InputError
from sim.world import DONORS, STRANDS, Agenda, States, World


def select_ballots(agenda: Agenda, keep: np.ndarray) -> Agenda:
    """The agenda with only the ballots ``keep`` [B] bool; noise keys and slots stay as they are."""
    at = np.flatnonzero(keep)
    sessions = np.unique(agenda.session[at])
    words = ("id", "symbol", "title", "series")
    arrays = (
        "date",
        "kind",
        "strand",
        "orientation",
        "target",
        "pen",
        "slots",
        "key",
        "special",
        "authors",
        "assembly",
        "sits",
        "recorded",
    )
    chosen: dict[str, Any] = {name: tuple(getattr(agenda, name)[b] for b in at) for name in words}
    chosen |= {name: getattr(agenda, name)[at] for name in arrays}
    return replace(
        agenda,
        **chosen,
        session_name=tuple(agenda.session_name[t] for t in sessions),
        session=np.searchsorted(sessions, agenda.session[at]),
        day=np.unique(agenda.day[at], return_inverse=True)[1],
    )


def with_used_slots(agenda: Agenda) -> Agenda:
    """The agenda without the slots of memory that no ballot uses, but for the strands'."""
    used = np.zeros(len(agenda.slot_name) + 1, bool)  # the last is that of "no target", -1
    used[: len(STRANDS)] = True
    used[agenda.slots] = True
    place = np.where(used, np.cumsum(used) - 1, -1)
    place[-1] = -1
    names = zip(agenda.slot_name, used[:-1], strict=True)
    return replace(
        agenda,
        slots=place[agenda.slots],
        slot_name=tuple(name for name, kept in names if kept),
    )


def select_states(agenda: Agenda, states: States, keep: np.ndarray) -> tuple[Agenda, States]:
    """Only the states at positions ``keep``, in agenda and roster alike."""
    place = np.full(len(states), -1)
    place[keep] = np.arange(len(keep))
    # a target outside the roster still has its memory slot, but nobody to feel it
    target = np.where(agenda.target >= 0, place[agenda.target], -1)
    smaller = replace(
        agenda,
        target=target,
        authors=agenda.authors[:, keep],
        assembly=agenda.assembly[:, keep],
        sits=agenda.sits[:, keep],
        recorded=agenda.recorded[:, keep],
    )
    return smaller, states.subset(keep)


def world_of(agenda: Agenda, states: States, keep: np.ndarray, fit: Fit) -> World:
    """The world of the ballots ``keep`` [B] bool, with everyone who sits, lobbies or is spoken of.

    What is remembered, and who has agreed with whom, is what the fit ended with. The states are
    as they are in the year of the first ballot; votes go by what they are in the ballot's year.
    """
    until = str(fit.story["train_until"])
    agenda = with_assembly(with_used_slots(select_ballots(agenda, keep)), states, until)
    states = states.in_year(int(agenda.year[0]))
    involved: np.ndarray = np.any(agenda.sits, axis=0)
    for donor in CORRIDOR_DONORS:
        involved |= states.donor[DONORS.index(donor)]
    involved[agenda.target[agenda.target >= 0]] = True
    keep = np.flatnonzero(involved)
    agreement = fit.agreement(states)
    ties = ties_to_authors(agenda.authors, agreement)[:, keep]  # among all states
    agenda, states = select_states(agenda, states, keep)
    return World(
        states,
        agenda,
        fit.remembered(agenda, states),
        agreement[np.ix_(keep, keep)],
        fit.peers(states),
        ties,
        title=f"UN Human Rights Council, {agenda.date[0]} to {agenda.date[-1]}",
    )


def real_world(
    since: str, until: str, fit: Fit | None = None, drafts: tuple[str, ...] = ()
) -> World:
    """The Council between two dates (inclusive), from the embedded record.

    Parameters
    ----------
    drafts : ids of failed drafts that come to the vote too (``sim.data.drafts``)

    Raises
    ------
    InputError
        If the embedded record has no roll call between the dates, the fit has seen them, or a
        draft is unknown or of another time.
    """
    agenda, states = embedded_agenda(drafts)
    keep = (agenda.date >= np.datetime64(since)) & (agenda.date <= np.datetime64(until))
    if not keep.any():
        raise InputError(
            f"no recorded votes between {since} and {until}: the embedded record runs from "
            f"{agenda.date[0]} to {agenda.date[-1]}"
        )
    for name in drafts:
        if not keep[agenda.id.index(name)]:
            raise InputError(
                f"draft {name} was voted on {agenda.date[agenda.id.index(name)]}, outside the run "
                f"from {since} to {until}: choose other years or take it out of council.drafts"
            )
    fit = fit or load_fit(packaged_fit(since))
    first = agenda.date[keep].min()
    if first <= np.datetime64(str(fit.story["train_until"])):
        raise InputError(
            f"the fit has seen the votes from {first} on: it ends on {fit.story['train_until']}, "
            "and what it remembers is of that day; choose later dates or an earlier fit"
        )
    return world_of(agenda, states, keep, fit)
