"""What is said of each mechanism: the package's words, and those that come with plug-ins."""

from __future__ import annotations

import inspect

from sim.council.own_terms import own_terms
from sim.data.mechanism_words import MechanismWords, mechanism_words
from sim.levers import LEVERS
from sim.mechanisms.table import MECHANISMS, OF_THE_SOURCES, TERMS, Mechanism

LIMITS = "It comes with a plug-in: nobody who keeps this package has looked at it."


def all_words() -> dict[str, MechanismWords]:
    """The words about every mechanism in force, by key."""
    own = mechanism_words(tuple(one.key for one in OF_THE_SOURCES))
    more = MECHANISMS[len(OF_THE_SOURCES) :]
    return own | {one.key: _of_terms() if one.key == TERMS else _of_lever(one) for one in more}


def _of_lever(mechanism: Mechanism) -> MechanismWords:
    kind = LEVERS[mechanism.levers[0]]
    said = " ".join((inspect.getdoc(kind) or kind.title).split())
    how = " ".join((inspect.getdoc(kind.press) or "").split())
    return MechanismWords(kind.source, said, how, f"More {kind.unit}.", LIMITS)


def _of_terms() -> MechanismWords:
    terms = own_terms()
    source = "; ".join(f"{name}: {term.source}" for name, term in terms.items())
    what = "; ".join(f"{name}: {term.meaning}" for name, term in terms.items())
    how = "Each is a number for every text and state, times a weight that is fitted to the votes."
    return MechanismWords(source, what, how, "As its fitted weight says.", LIMITS)
