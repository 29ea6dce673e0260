"""The blocs one can ask about: those the tables know, and any that a file describes.

A group whose leaders are known has organisers, and their most frequent vote is its line. Of a
regional group or an organisation nobody is known to lead it in every vote: all its members make
the line together, and whoever votes otherwise than most of them leaves it.

Sources: [organisations_dates], [cow_igo] (members), [lmg_lists], [inboden2023] (the group).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.council.statements import LISTED
from sim.data.covariates import ORGANISATIONS
from sim.data.record.about import asked, is_file, key
from sim.errors import InputError
from sim.files.yaml_text import read_yaml
from sim.world import GROUPS, LMG, Bloc, States

ORGANISED = {
    "eu": "the European Union",
    "au": "the African Union",
    "oic": "the Organisation of Islamic Cooperation",
    "nam": "the Non-Aligned Movement",
    "arab_league": "the League of Arab States",
}
REGIONAL = {
    "african_group": ("African", "the African Group"),
    "asia_pacific_group": ("Asia-Pacific", "the Asia-Pacific Group"),
    "eastern_european_group": ("Eastern European", "the Eastern European Group"),
    "grulac": ("GRULAC", "the Latin American and Caribbean Group"),
    "weog": ("WEOG", "the Western European and Others Group"),
}
NAMES = (LMG.key, *ORGANISED, *REGIONAL)
FEWEST = 4  # members in the room: with fewer no cohesion is measured (``sim.study.metrics``)
PARTS = ("title", "source", "members", "organisers", "affiliates", "formula")
WHERE = "docs/how-to/another-bloc.md"
if TYPE_CHECKING:
    from sim.data.fitted import Fit

Refuse = Callable[[str], InputError]


def check_name(told: str) -> None:
    """Refuse what names neither a bloc nor a file that ends in .yaml.

    Raises
    ------
    InputError
        Naming the nearest bloc there is.
    """
    if told in NAMES or is_file(told):
        return
    near = get_close_matches(told, NAMES, 1, 0.4)
    hint = f"did you mean {near[0]}? " if near else ""
    raise InputError(
        f"bloc={told[:60]}: {hint}One of {', '.join(NAMES)}, or a file NAME.yaml ({WHERE})"
    )


def in_bloc(states: States) -> States:
    """The states, all members of the UN, with the ties and organisers of the bloc asked about.

    Raises
    ------
    InputError
        If there is no such bloc, or its file does not fit.
    """
    told = asked()
    check_name(told)
    if told == LMG.key:
        return states
    if is_file(told):
        return _of_file(states, Path(told))
    belongs, year = _belonging(states, told)
    title = ORGANISED.get(told) or REGIONAL[told][1]
    said = f"its {int(belongs.sum())} members of {year}" if year else "all states of the group"
    bloc = Bloc(told, title, told, True, said)
    return replace(states, affiliation=belongs.astype(float), organiser=belongs, bloc=bloc)


def _belonging(states: States, name: str) -> tuple[np.ndarray, int]:
    """Who belongs to a group [S] bool, and the year of the list; 0: regional groups have none."""
    if name in REGIONAL:
        return states.group == GROUPS.index(REGIONAL[name][0]), 0
    known = states.covariates
    assert known is not None
    belongs: np.ndarray = known.organisations[-1][:, ORGANISATIONS.index(name)]
    return belongs, known.first + len(known.organisations) - 1


def _of_file(states: States, path: Path) -> States:
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise InputError(f"{path}: title, source and members are wanted ({WHERE})")

    def refuse(why: str) -> InputError:
        return InputError(f"{path}: {why} ({WHERE})")

    for name in content:
        if name not in PARTS:
            raise refuse(f"there is no part {name[:40]!r}: one of {', '.join(PARTS)}")
    for name in ("title", "source"):
        if not isinstance(content.get(name), str) or not content[name].strip():
            raise refuse(f"{name}: a line of words is wanted")
    members = _codes(content.get("members", []), states, "members", refuse)
    leading = _codes(content.get("organisers", []), states, "organisers", refuse)
    if members.any() and (leading.any() or "affiliates" in content or "formula" in content):
        raise refuse("members make the line together: give them, or organisers and affiliates")
    tie = np.maximum(
        _ties(content.get("affiliates", []), states, refuse),
        _formula(content.get("formula", {}), states, refuse),
    )
    tie = np.where(leading | members, 1.0, tie)
    together = not leading.any()
    makes = tie >= LISTED if together else leading
    if (tie >= LISTED).sum() < FEWEST:
        raise refuse(
            f"{int((tie >= LISTED).sum())} states are tied to it by {LISTED} or more; at least "
            f"{FEWEST} are wanted"
        )
    title = content["title"].strip()
    bloc = Bloc(path.name, title, key(), together, f"by {path.name} ({content['source'].strip()})")
    return replace(states, affiliation=tie, organiser=makes, bloc=bloc)


def _codes(given: object, states: States, name: str, refuse: Refuse) -> np.ndarray:
    if not isinstance(given, list):
        raise refuse(f"{name}: a list of ISO 3166 codes such as [BRA, IND] is wanted")
    found = np.zeros(len(states), bool)
    for code in given:
        found[_place(code, states, name, refuse)] = True
    return found


def _place(code: object, states: States, name: str, refuse: Refuse) -> int:
    if code not in states.iso3:
        raise refuse(f"{name}: {str(code)[:40]!r} is no ISO 3166 code of a member, such as BRA")
    return states.iso3.index(str(code))


def _share(value: object, name: str, refuse: Refuse) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise refuse(f"{name}: {str(value)[:40]} given; a number from 0 to 1 is wanted")
    return float(value)


def _ties(given: object, states: States, refuse: Refuse) -> np.ndarray:
    """The ties of affiliates, [S] 0 to 1: 1 for each of a list, or a number for each."""
    if isinstance(given, list):
        return _codes(given, states, "affiliates", refuse).astype(float)
    if not isinstance(given, Mapping):
        raise refuse("affiliates: a list of codes, or a tie from 0 to 1 for each, is wanted")
    found = np.zeros(len(states))
    for code, tie in given.items():
        found[_place(code, states, "affiliates", refuse)] = _share(
            tie, f"affiliates.{code}", refuse
        )
    return found


def _formula(given: object, states: States, refuse: Refuse) -> np.ndarray:
    """Ties by the groups a state belongs to, [S]: the sum of their weights, at most 1."""
    if not isinstance(given, Mapping):
        raise refuse("formula: a weight from 0 to 1 for each group is wanted, such as {oic: 0.5}")
    found = np.zeros(len(states))
    for name, weight in given.items():
        if name not in (*ORGANISED, *REGIONAL):
            raise refuse(
                f"formula: no group {str(name)[:40]!r}: one of {', '.join((*ORGANISED, *REGIONAL))}"
            )
        found += _share(weight, f"formula.{name}", refuse) * _belonging(states, str(name))[0]
    return np.minimum(found, 1.0)


def told_of(bloc: Bloc, seats: str, fit: Fit) -> dict[str, object]:
    """A bloc as results tell of it: who it is, how many sit, and for whom its pull was fitted."""
    return {
        "key": bloc.key,
        "title": bloc.title,
        "digest": bloc.digest,
        "members": f"{bloc.told}; {seats}",
        "line": "what most of its members vote" if bloc.together else "its organisers' vote",
        "pull": fit.story["pull"],
    }


def check_seats(states: States, sits: np.ndarray, when: str) -> str:
    """How many of the bloc sit, in words.

    Parameters
    ----------
    sits : [B, S] bool, over ``states``
    when : which years, for the message

    Raises
    ------
    InputError
        If on no ballot there are enough of them to have a line.
    """
    seated = (sits & (states.affiliation >= LISTED)[None, :]).sum(1)
    if seated.max() < FEWEST:
        raise InputError(
            f"bloc={states.bloc.key}: at most {int(seated.max())} of {states.bloc.title} sit "
            f"{when}; {FEWEST} are needed to speak of a line"
        )
    few, most = int(seated.min()), int(seated.max())
    return f"{most} of them sit" if few == most else f"{few} to {most} of them sit"
