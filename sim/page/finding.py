"""Finding a text or a state by what somebody types: words in any order, names or codes."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from sim.data.loaders.country_codes import iso3_of_name
from sim.errors import InputError
from sim.world import Agenda

MOST_MATCHES = 12  # that are listed
LONGEST = 200  # letters of what is searched for


def label_of(agenda: Agenda, b: int) -> str:
    """A text as it is found: its day, title and symbol."""
    title = agenda.title[b] or agenda.symbol[b]
    return f"{agenda.date[b]} {title} ({agenda.symbol[b]})"


def found_texts(labels: Mapping[int, str], words: str) -> list[int]:
    """The texts with all these words in their label, at most ``MOST_MATCHES``.

    Raises
    ------
    InputError
        If nothing is asked for, or no text has the words.
    """
    asked = " ".join(words.split())[:LONGEST].casefold()
    if not asked:
        raise InputError("type some words of the title, a symbol or a day")
    exact = [b for b, label in labels.items() if label.casefold() == asked]
    if exact:
        return exact[:1]
    parts = asked.split()
    found = [b for b, label in labels.items() if all(p in label.casefold() for p in parts)]
    if not found:
        raise InputError(f"no text of this run has the words {asked[:60]!r}")
    return found[:MOST_MATCHES]


def found_state(codes: Sequence[str], names: Sequence[str], given: str) -> str:
    """The code of a state by its code, its name, another name of it, or the beginning of its name.

    Raises
    ------
    InputError
        If no state here is meant, or several may be.
    """
    plain = " ".join(given.split())[:LONGEST]
    by_name = {name.casefold(): code for code, name in zip(codes, names, strict=True)}
    if plain.upper() in codes:
        return plain.upper()
    if plain.casefold() in by_name:
        return by_name[plain.casefold()]
    if plain and iso3_of_name(plain) in codes:
        return iso3_of_name(plain)
    begin = [name for name in by_name if plain and name.startswith(plain.casefold())]
    if len(begin) == 1:
        return by_name[begin[0]]
    near = begin or difflib.get_close_matches(plain.casefold(), by_name, 3)
    shown = dict(zip(codes, names, strict=True))
    hint = f" (nearest: {', '.join(shown[by_name[n]] for n in near[:5])})" if near else ""
    raise InputError(f"{plain[:60]!r} is no state of this run{hint}")
