"""The levers of both sides: a slider each, what it costs, and the settings that go with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sim.levers import LEVERS, Lever
from sim.page.choices import Choices
from sim.page.markup import Markup, join, tag

SIDES = {"democracies": "What democracies can do", "lmg": "What the group can do"}
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
    """Every lever by its side."""
    return join(
        [
            tag(
                "fieldset",
                tag("legend", words),
                [
                    _lever(
                        name, lever, choices.levers().get(name, {}), costs.get(name, 0.0), elects
                    )
                    for name, lever in LEVERS.items()
                    if lever.side == side
                ],
                id=f"side-{side}",
            )
            for side, words in SIDES.items()
        ]
    )


def _lever(
    name: str, lever: type[Lever], given: dict[str, object], cost: float, elects: bool
) -> Markup:
    own = settings_of(lever)
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
                tag("div", tag("label", _label(lever, setting), for_=f"{name}.{setting}"),
                    _field(name, setting, lever, given, out_of_reach),
                    tag("p", lever.model_fields[setting].description or "", class_="quiet unit"),
                    class_="more")
                for setting in rest
            ],
            tag("p", f"Source: {lever.source}", class_="quiet unit"),
        ),
        id=f"lever-{name}", class_="lever",
    )  # fmt: skip


def _label(lever: type[Lever], setting: str) -> str:
    return lever.key_of(setting).replace("_", " ")


def _field(
    name: str, setting: str, lever: type[Lever], given: dict[str, object], disabled: bool
) -> Markup:
    field = lever.model_fields[setting]
    value = given.get(lever.key_of(setting), field.default)
    handle = f"{name}.{setting}"
    same = {"data_do": "lever", "data_on": handle, "disabled": disabled}
    within = bounds(field)
    if within is not None:
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
    if isinstance(value, bool):
        return tag("input", type="checkbox", id=handle, checked=value, **same)
    if isinstance(field.default, date):
        return tag("input", type="date", id=handle, value=str(value), **same)
    words = value if isinstance(value, str) else ", ".join(str(v) for v in value)  # type: ignore[attr-defined]
    return tag("input", type="text", id=handle, value=words, **same)


def usd(dollars: float) -> str:
    """An amount as short as it can be: $294m."""
    for size, word in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if dollars >= 0.9995 * size:
            value = dollars / size
            return f"${value:.{0 if value >= 99.5 else 1}f}{word}"
    return f"${dollars:.0f}"
