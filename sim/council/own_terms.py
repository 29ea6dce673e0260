"""Terms that plug-ins add to a state's leaning, each with a weight that is fitted to the votes.

A term is a plain function of facts, named by its parameters, that gives a number for every ballot
and state. It enters the predisposition (step 1 of the rule) as its weight times that number, in
both drivers and in the fit alike. Facts are arrays that broadcast to [B, S].
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

import numpy as np

from sim.plugins import RULES, Plugin, plugins
from sim.world import AMENDMENT, COUNTRY, DONORS, PALESTINE, THEMATIC, Agenda, States

LARGEST = 1e3  # of a term: a weight is a few logits at most, and a leaning of thousands is none
Fact = Callable[[Agenda, States], np.ndarray]


def _kind(kind: int) -> Fact:
    return lambda agenda, states: (agenda.kind == kind)[:, None].astype(float)


def _in_year(name: str) -> Callable[[Agenda, States], np.ndarray]:
    """A covariate in the year of each ballot, [B, S, ...]."""

    def found(agenda: Agenda, states: States) -> np.ndarray:
        known = states.covariates
        if known is None:
            value = getattr(states, name)
            return np.broadcast_to(value, (len(agenda), *value.shape))
        by_year: np.ndarray = getattr(known, name)[known.place(agenda.year)]
        return by_year

    return found


def _tie_to(donor: str) -> Fact:
    ties = _in_year("ties")
    return lambda agenda, states: ties(agenda, states)[..., DONORS.index(donor)]


def _is_target(agenda: Agenda, states: States) -> np.ndarray:
    return (agenda.target[:, None] == np.arange(len(states))).astype(float)


def _neighbour(agenda: Agenda, states: States) -> np.ndarray:
    near = states.neighbours[:, np.maximum(agenda.target, 0)].T
    return np.where(agenda.target[:, None] >= 0, near, False).astype(float)


FACTS: dict[str, Fact] = {
    # of a text
    "orientation": lambda agenda, states: agenda.orientation[:, None].astype(float),
    "special_session": lambda agenda, states: agenda.special[:, None].astype(float),
    "on_country": _kind(COUNTRY),
    "on_theme": _kind(THEMATIC),
    "on_palestine": _kind(PALESTINE),
    "amendment": _kind(AMENDMENT),
    "western_pen": lambda agenda, states: (agenda.pen == 0)[:, None].astype(float),
    "years_since_2006": lambda agenda, states: agenda.year[:, None] - 2006.0,
    # of a state, in the year of the text
    "freedom": _in_year("freedom"),
    "income": _in_year("income"),
    "democracy": lambda agenda, states: _in_year("democracy")(agenda, states).astype(float),
    "affiliation": lambda agenda, states: states.affiliation[None, :],
    "mission_staff": lambda agenda, states: states.staff[None, :],
    "group": lambda agenda, states: states.group[None, :],
    **{f"tie_to_{donor}": _tie_to(donor) for donor in DONORS},
    # of both
    "is_target": _is_target,
    "neighbour_of_target": _neighbour,
}


@dataclass(frozen=True)
class Term:
    """A term of a plug-in, as ``lmgsim.rules`` names it.

    Parameters
    ----------
    value : a function whose parameters are names of ``FACTS``; it gives [B, S], or what
        broadcasts to that
    meaning : what the weight is the weight of, in words
    source : where it is from, or that it is assumed
    """

    value: Callable[..., np.ndarray]
    meaning: str
    source: str


@cache
def own_terms() -> dict[str, Term]:
    """The terms in force by name; none without a plug-in.

    Raises
    ------
    InputError
        If one is no term, or asks for a fact that is not known.
    """
    found: dict[str, Term] = {}
    for plugin in plugins(RULES):
        term = plugin.what
        if not isinstance(term, Term) or not (term.meaning and term.source):
            raise plugin.refuse("a Term of sim.council.own_terms with meaning and source is wanted")
        for fact in inspect.signature(term.value).parameters:
            if fact not in FACTS:
                near = get_close_matches(fact, FACTS, 1)
                hint = f"did you mean {near[0]}" if near else f"one of {', '.join(FACTS)}"
                raise plugin.refuse(f"there is no fact {fact[:40]!r}: {hint}")
        found[plugin.name] = term
    return found


def values_of_terms(agenda: Agenda, states: States) -> np.ndarray:
    """What each term is for every ballot and state, [E, B, S].

    Raises
    ------
    InputError
        If a term gives another shape, or numbers that are not finite or are too large.
    """
    shape = (len(agenda), len(states))
    found = np.empty((len(own_terms()), *shape))
    for n, plugin in enumerate(plugins(RULES)):
        found[n] = _value(plugin, own_terms()[plugin.name], agenda, states, shape)
    return found


def _value(
    plugin: Plugin, term: Term, agenda: Agenda, states: States, shape: tuple[int, int]
) -> np.ndarray:
    given = {name: FACTS[name](agenda, states) for name in inspect.signature(term.value).parameters}
    try:
        value = np.broadcast_to(np.asarray(term.value(**given), float), shape)
    except Exception as error:
        why = f"its term cannot be worked out ({type(error).__name__}: {error})"
        raise plugin.refuse(why) from error
    if not (np.isfinite(value).all() and (np.abs(value) <= LARGEST).all()):
        raise plugin.refuse(f"its term is not finite, or beyond {LARGEST:g}, somewhere")
    return value
