"""The levers of both sides: a slider each, what it costs, and the settings that go with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sim.levers import LEVERS, Lever
from sim.page.choices import Choices, chosen_setup, neutral
from sim.page.lever_groups import GROUPS, SIDES, STATES
from sim.page.markup import Markup, button, join, tag
from sim.page.place_words import day_names, day_words
from sim.world import States

NAMES = {
    "targets": "whom it reaches",
    "about": "whom the texts are about",
    "start": "from",
    "end": "to",
}  # what is given by name
HINTS = {
    "targets": "states by name, or groups of states",
    "about": "states by name, or groups of states",
    "start": "a session, a month such as March 2023, a year or a day; empty: the first day",
    "end": "a session, a month such as March 2023, a year or a day; empty: the last day",
}
EVERY_LEVER_HAS = ("targets", "start", "end", "ramp_years")
STEPS = ((1.0, 0.01), (20.0, 0.5), (100.0, 1.0), (300.0, 1.0), (float("inf"), 5.0))


def bounds(field: Any) -> tuple[float, float] | None:
    """The range of a numeric setting; None for one that is no number."""
    low = [m.ge for m in field.metadata if hasattr(m, "ge")]
    high = [m.le for m in field.metadata if hasattr(m, "le")]
    return (float(low[0]), float(high[0])) if low and high else None


def settings_of(lever: type[Lever]) -> list[str]:
    """The settings that are a lever's own, the main one first."""
    own = [name for name in lever.model_fields if name not in EVERY_LEVER_HAS]
    return sorted(own, key=lambda name: bounds(lever.model_fields[name]) is None)


def levers_panel(choices: Choices, costs: dict[str, float], elects: bool) -> Markup:
    """Every lever by its side, in groups that fold: open where one is pulled."""
    world = chosen_setup(choices).world
    states, agenda = world.states, world.agenda
    names = dict(zip(states.iso3, states.name, strict=True))
    people = [*STATES.values(), *sorted(names.values())]
    return join(
        tag("datalist", [tag("option", value=name) for name in people], id="who"),
        tag("datalist", [tag("option", value=name) for name in day_names(agenda)], id="days"),
        [
            tag(
                "fieldset",
                tag("legend", words),
                [
                    _group(title, members, choices, costs, elects)
                    for title, members in GROUPS[side].items()
                ],
                id=f"side-{side}",
            )
            for side, words in SIDES.items()
        ],
    )


def _group(
    title: str, members: tuple[str, ...], choices: Choices, costs: dict[str, float], elects: bool
) -> Markup:
    given = choices.levers()
    pulled = [name for name in members if _is_pulled(name, given.get(name, {}))]
    cost = sum(costs.get(name, 0.0) for name in members)
    said = [f"{len(pulled)} pulled"] if pulled else []
    said += [usd(cost)] if cost else []
    return tag(
        "details",
        tag("summary", tag("span", title, class_="group"), tag("span", ", ".join(said) or
            f"{len(members)} levers", class_="cost" if pulled else "quiet")),
        [_lever(name, LEVERS[name], choices, costs.get(name, 0.0), elects) for name in members],
        class_="group", open=bool(pulled),
    )  # fmt: skip


def _is_pulled(name: str, given: dict[str, object]) -> bool:
    main = LEVERS[name].main_setting
    return given.get(main) != neutral().get(name, {}).get(main)


def pulls_in_words(choices: Choices) -> str:
    """What is pulled and how hard, as it would be typed: outreach.contacts=10 aid.per_cent=5."""
    given = choices.levers()
    pulled = [name for name in LEVERS if _is_pulled(name, given.get(name, {}))]
    mains = {name: LEVERS[name].main_setting for name in pulled}
    return " ".join(f"{name}.{main}={given[name][main]}" for name, main in mains.items())


def _lever(name: str, lever: type[Lever], choices: Choices, cost: float, elects: bool) -> Markup:
    own = settings_of(lever)
    given = choices.levers().get(name, {})
    out_of_reach = lever.on_seats and not elects
    rest = [*own[1:], *EVERY_LEVER_HAS]
    title = tag("label", lever.title, for_=f"{name}.{own[0]}")
    why = "works only where the Council is elected anew: choose such years above"
    return tag(
        "div",
        tag("div", title, tag("span", usd(cost) if cost else "", class_="cost"), class_="titled"),
        _field(name, own[0], lever, given, out_of_reach),
        tag("p", why if out_of_reach else lever.unit, class_="quiet unit"),
        tag(
            "details",
            tag("summary", "more"),
            [
                tag("div", tag("label", _label(lever, setting),
                               for_=f"{name}.{setting}"),
                    _named(name, setting, choices, out_of_reach) if setting in NAMES
                    else _field(name, setting, lever, given, out_of_reach),
                    tag("p", _hint(lever, setting), class_="quiet unit"),
                    class_="more")
                for setting in rest
            ],
            tag("p", f"Source: {lever.source}", class_="quiet unit"),
        ),
        id=f"lever-{name}", class_="lever",
    )  # fmt: skip


def _label(lever: type[Lever], setting: str) -> str:
    key = lever.key_of(setting)
    return NAMES.get(key, key.replace("_", " "))


def _hint(lever: type[Lever], setting: str) -> str:
    return HINTS.get(lever.key_of(setting)) or lever.model_fields[setting].description or ""


def _named(name: str, setting: str, choices: Choices, disabled: bool) -> Markup:
    """A day or states, given by name."""
    world = chosen_setup(choices).world
    lever, handle = LEVERS[name], f"{name}.{setting}"
    value = (
        choices.levers()
        .get(name, {})
        .get(lever.key_of(setting), lever.model_fields[setting].default)
    )
    if setting == "targets":
        return _who(handle, list(value), world.states, disabled)  # type: ignore[call-overload]
    last = setting == "end"
    shown = day_words(date.fromisoformat(str(value)), world.agenda, last)
    usual = f"the {'last' if last else 'first'} day of the years"
    return tag("input", type="search", id=handle, value=shown, list="days", placeholder=usual,
               autocomplete="off", disabled=disabled, data_do="lever", data_on=handle)  # fmt: skip


def _who(handle: str, codes: list[str], states: States, disabled: bool) -> Markup:
    names = STATES | dict(zip(states.iso3, states.name, strict=True))
    chips = [
        tag("li", names.get(code, code), " ",
            button("\N{MULTIPLICATION SIGN}", "untarget", handle, data_value=code, class_="drop",
                   disabled=disabled, aria_label=f"Take out {names.get(code, code)}"))
        for code in codes
    ]  # fmt: skip
    return join(
        tag("ul", chips, class_="chips") if chips else tag("p", "nobody", class_="quiet unit"),
        tag("input", type="search", id=handle, value="", list="who", disabled=disabled,
            placeholder="add a state or a group of states", autocomplete="off", data_do="target",
            data_on=handle),
    )  # fmt: skip


def _field(
    name: str, setting: str, lever: type[Lever], given: dict[str, object], disabled: bool
) -> Markup:
    field = lever.model_fields[setting]
    value = given.get(lever.key_of(setting), field.default)
    handle = f"{name}.{setting}"
    same = {"data_do": "lever", "data_on": handle, "disabled": disabled}
    within = bounds(field)
    if within is None:
        if isinstance(value, bool):
            return tag("input", type="checkbox", id=handle, checked=value, **same)
        return tag("input", type="text", id=handle, value=str(value), **same)
    low, high = within
    step = next(step for most, step in STEPS if high <= most)
    number = float(value)  # type: ignore[arg-type]
    limits = {"min": low, "max": high}
    return tag(
        "div",
        tag("input", type="range", id=handle, value=number, step=step, **limits, **same),
        tag("input", type="number", value=number, step="any", class_="number",
            data_shows=handle, aria_label=f"{lever.title}: {setting.replace('_', ' ')}",
            **limits, **same),
        class_="slid",
    )  # fmt: skip


def usd(dollars: float) -> str:
    """An amount as short as it can be: $294m."""
    for size, word in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if dollars >= 0.9995 * size:
            value = dollars / size
            return f"${value:.{0 if value >= 99.5 else 1}f}{word}"
    return f"${dollars:.0f}"
