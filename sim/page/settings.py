"""Settings of levers from what somebody typed or chose: numbers, days and states by name."""

from __future__ import annotations

from sim.errors import InputError
from sim.levers import LEVERS
from sim.page.choices import Choices, chosen_setup
from sim.page.finding import found_state
from sim.page.lever_groups import STATES
from sim.page.place_words import day_of

DAYS = ("start", "end")


def setting_of(choices: Choices, handle: str, value: str) -> object:
    """A setting of a lever from the text of its field.

    Parameters
    ----------
    handle : lever and setting, such as ``outreach.contacts``

    Raises
    ------
    InputError
        If the setting does not take it.
    """
    name, _, setting = handle.partition(".")
    field = LEVERS[name].model_fields.get(setting) if name in LEVERS else None
    if field is None:
        raise InputError(f"there is no lever setting {handle[:60]}")
    kind = str(field.annotation)
    if "tuple" in kind:
        return [word for word in value.replace(",", " ").split() if word]
    if "bool" in kind:
        return value == "true"
    if setting in DAYS:
        if not value.strip():
            return str(field.default)
        return str(day_of(value, chosen_setup(choices).world.agenda, setting == "end"))
    try:
        number = float(value)
    except ValueError:
        raise InputError(f"{handle} is a number, not {value[:60]!r}") from None
    return int(number) if number.is_integer() else number


def with_target(choices: Choices, handle: str, given: str) -> Choices:
    """The same with a lever that reaches one state or group of states more.

    Raises
    ------
    InputError
        If there is no such lever, state or group, or it is reached already.
    """
    name, now = _targets(choices, handle)
    code = _code(choices, given)
    if code in now:
        raise InputError(f"{given[:60]} is among them already")
    return choices.with_lever(name, "targets", [*now, code])


def without_target(choices: Choices, handle: str, given: str) -> Choices:
    """The same with a lever that reaches one state or group of states less.

    Raises
    ------
    InputError
        If there is no such lever, or it does not reach the state or group.
    """
    name, now = _targets(choices, handle)
    if given not in now:
        raise InputError(f"{given[:60]!r} is not among those that are reached")
    return choices.with_lever(name, "targets", [code for code in now if code != given])


def _targets(choices: Choices, handle: str) -> tuple[str, list[str]]:
    name, _, setting = handle.partition(".")
    if name not in LEVERS or setting != "targets":
        raise InputError(f"there are no targets {handle[:60]}")
    default = LEVERS[name].model_fields["targets"].default
    key = LEVERS[name].key_of("targets")
    return name, list(choices.levers().get(name, {}).get(key, default))  # type: ignore[call-overload]


def _code(choices: Choices, given: str) -> str:
    plain = " ".join(given.split())
    for label, words in STATES.items():
        if plain.casefold() in (label, words.casefold()):
            return label
    states = chosen_setup(choices).world.states
    return found_state(states.iso3, states.name, plain)
