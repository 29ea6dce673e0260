"""What the Council remembers when the years begin: all that was recorded before them.

A fit ends with what was remembered on its last day. Votes that were recorded after that, and
before the years asked for, are remembered too, by the same learning; so memory begins on the
last recorded day whatever the years are, and whichever fit votes.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.data.fit_tables import agreement_table, echo_table, memory_table, replacing
from sim.data.fits import fit_in_force
from sim.data.fitted import Fit, load_fit
from sim.data.real_world import real_world as world_of_record
from sim.data.real_world import select_ballots, with_used_slots
from sim.data.recorded import embedded_agenda
from sim.engine.recall import Speeds, recalled
from sim.errors import InputError
from sim.world import LMG, Memory, World

MEASURED, BORROWED = "measured", "borrowed"  # whose pull a fit gives the bloc asked about
DAY = np.timedelta64(1, "D")


def real_world(
    since: str, until: str, fit: Fit | None = None, drafts: tuple[str, ...] = ()
) -> World:
    """The Council between two dates (inclusive), from the record in force.

    Memory begins on the last recorded day before the first of them, whichever fit it is.

    Parameters
    ----------
    fit : None: the fit in force for these years
    drafts : ids of failed drafts that come to the vote too (``sim/data/tables/drafts.csv``)

    Raises
    ------
    InputError
        If the record has no roll call between the dates, the fit has seen them, or a draft is
        unknown or of another time.
    """
    fit = fit or load_fit(fit_in_force(since).place)
    return world_of_record(since, until, carried_on(fit, since), drafts)


def under_bloc(fit: Fit) -> Fit:
    """The fit as it serves the bloc asked about.

    A fit made for its line is taken as it is. One made for the Like-Minded Group's lends it that
    group's pull and discipline, while each state's tie is what the bloc's list says, moved by how
    near it has voted to the bloc's own line since the record begins; its story says so under
    ``pull``.

    Raises
    ------
    InputError
        If the fit was made for the line of a third bloc.
    """
    agenda, states = embedded_agenda()
    bloc = states.bloc
    if fit.bloc == bloc.digest:
        told = {} if bloc == LMG else {"pull": MEASURED}
        return replace(fit, story={**fit.story, **told}) if told else fit
    if fit.bloc != LMG.digest:
        of = fit.story["bloc"]["key"]  # type: ignore[index]
        raise InputError(
            f"this fit was made for bloc={of}, and {bloc.title} is asked about: give bloc={of}, "
            "another rules.fit (of a forecast fit), or none"
        )
    ends = np.datetime64(str(fit.story["train_until"]), "D")
    past = with_used_slots(select_ballots(agenda, agenda.date <= ends))
    blank = Memory.blank(len(states), len(past.slot_name), states.affiliation)
    speeds = Speeds(**fit.story["rates"])  # type: ignore[arg-type]
    tied = dict(zip(states.iso3, recalled(past, states, blank, speeds).affiliation, strict=True))
    return replace(
        fit,
        story={**fit.story, "pull": BORROWED},
        states=fit.states.assign(affiliation=fit.states.iso3.map(tied)),
    )


def carried_on(fit: Fit, since: str) -> Fit:
    """The fit with all remembered that was recorded after it ended and before ``since``.

    Its weights stay what they are. Its story says under ``memory`` how far memory reaches. Who
    has agreed with whom is counted anew from the record where that holds what the fit was made
    from; where it begins later, agreement stays what the fit ended with.
    """
    fit = under_bloc(fit)
    first = np.datetime64(since, "D")
    ends = np.datetime64(str(fit.story["train_until"]), "D")
    last = str(fit.story.get("last_roll_call", ends))
    agenda, states = embedded_agenda()
    before = agenda.date < first
    new = before & (agenda.date > ends)
    told = {"until": last, "roll_calls_after_the_fit": 0, "agreement_until": last}
    known_by = max(ends, first - DAY)  # what the Assembly had said by the eve is known, too
    story = {**fit.story, "known_until": str(known_by), "memory": told}
    if not new.any():
        return replace(fit, story=story)
    past = select_ballots(agenda, new)
    speeds = Speeds(**fit.story["rates"])  # type: ignore[arg-type]
    after = recalled(past, states, fit.remembered(past, states), speeds)
    told |= {"until": str(past.date[-1]), "roll_calls_after_the_fit": int(new.sum())}
    agreements = fit.agreements
    begins = fit.story.get("first_roll_call")
    if begins is not None and agenda.date[0] <= np.datetime64(str(begins), "D"):
        agreements = agreement_table(agenda.recorded[before], states, first)
        told["agreement_until"] = told["until"]
    affiliation = dict(zip(states.iso3, after.affiliation, strict=True))
    return replace(
        fit,
        story=story,
        states=fit.states.assign(affiliation=fit.states.iso3.map(affiliation)),
        memory=replacing(fit.memory, memory_table(past, states, after), past),
        echoes=replacing(fit.echoes, echo_table(past, after), past),
        agreements=agreements,
    )
