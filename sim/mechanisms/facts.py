"""The numbers behind each mechanism, from the code, the stored fit and the default configuration.

Nothing is written down twice: what stands here is read from where it is used, so that the
screen and the pages of the documentation cannot say anything else.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Literal, get_args, get_origin

import numpy as np

from sim.council.constant import Constant, constants_of, taken_from
from sim.data.fitted import Fit
from sim.data.shared_weights import PULLS
from sim.data.signing import load_signing
from sim.evidence.priors import all_known
from sim.evidence.questions import floor_of
from sim.files.places import shipped_folder
from sim.levers import ASSUMPTIONS, LEVERS, Assumption, Lever
from sim.mechanisms.parameters import PROCEDURES, WEIGHTS
from sim.mechanisms.table import ASSUMED, ESTIMATED, Mechanism
from sim.world import GROUPS, STRANDS, TODAY

SET = "set"  # in the configuration
SIGNING_SIDES = {"shield": "for the group's side", "scrutiny": "for the democracies' side"}
SIGNING_FEATURES = {
    "constant": "an African state that is not free, without aid, on no list of the group",
    "tie": "tie by the group's published lists, and what a run adds to it",
    "freedom": "freedom, 0 to 1",
    "aid_of_china": "tie by China's aid, 0 to 1",
    "aid_of_the_west": "ties by the aid of four Western donors, added up",
    **{group: f"of {group} rather than Africa" for group in GROUPS[1:]},
}
SIDES = {"democracies": "Levers of the democracies", "lmg": "Levers of the Like-Minded Group"}
OF_EVERY_LEVER = ("targets", "start", "end", "ramp_years")  # settings, told once and not each time


@dataclass(frozen=True)
class Parameter:
    """One number: what it is called, means and is worth, and how anyone knows."""

    name: str  # as the code or the configuration calls it
    meaning: str
    unit: str
    value: str  # unless it is changed
    valid: str
    basis: str
    source: str


@cache
def default_of(group: str) -> dict[str, Any]:
    """The file of ``conf/GROUP`` that a run takes unless it is told otherwise."""
    import yaml

    conf = shipped_folder("conf")

    def read(name: str) -> Any:
        return yaml.safe_load((conf / name).read_text(encoding="utf-8"))

    options = [item for item in read("config.yaml")["defaults"] if isinstance(item, dict)]
    option = next(item[group] for item in options if group in item)
    content: dict[str, Any] = read(f"{group}/{option}.yaml")
    return content


def is_on(mechanism: Mechanism) -> bool:
    """Whether the default configuration has it switched on."""
    return bool(default_of("rules")["mechanisms"].get(mechanism.key, True))


def written(value: float) -> str:
    """A number as one would write it: 400,000, 0.35, 3."""
    return f"{value:,.0f}" if value == round(value) else f"{value:.4g}"


def figure(value: float) -> str:
    """A number with two digits, three where it is small; never a negative nought."""
    text = f"{value:.{2 if abs(value) >= 0.095 or not value else 3}f}"
    return text if float(text) else text.lstrip("-")


def _span(values: np.ndarray) -> str:
    return f"{figure(values.min())} to {figure(values.max())}"


def _weight(name: str, label: str, value: str, fit: Fit) -> Parameter:
    meaning, unit = WEIGHTS[name]
    valid = "0 and more" if name in PULLS else "any number"
    source = f"[ohchr_votes] to {fit.story['train_until']}"
    return Parameter(label, meaning, unit, value, valid, ESTIMATED, source)


def weight_rows(name: str, fit: Fit) -> list[Parameter]:
    """A fitted weight: one row, one for each part, or one for all states together."""
    if name in ("stance", "band_state"):
        columns = list(STRANDS) if name == "stance" else ["band"]
        mode = fit.states[columns].to_numpy(float)
        sd = fit.states[[f"{c}_sd" for c in columns]].to_numpy(float)
        each = f"{len(mode)} states" + (f" x {len(columns)} kinds" if name == "stance" else "")
        value = f"{each}: {_span(mode)} (sd {_span(sd)})"
        return [_weight(name, name, value, fit)]
    spread = np.sqrt((fit.root**2).sum(1))
    return [
        _weight(name, label, f"{figure(mode)} (sd {figure(sd)})", fit)
        for label, mode, sd in zip(fit.labels, fit.mode, spread, strict=True)
        if label.partition("/")[0] == name
    ]


def assumption_row(name: str) -> Parameter:
    """A number that roll calls alone cannot tell, drawn anew from its prior in every replicate."""
    it = next(a for a in ASSUMPTIONS if a.name == name)
    known, floor = all_known()[name], floor_of(name)
    value = f"drawn from {known.prior.told()} ({known.standing}); hoped {_hoped(it)}"
    valid = "any number" if floor < -1 else f"{written(floor)} and more"
    return Parameter(it.name, it.meaning, it.unit, value, valid, ASSUMED, it.source)


def _hoped(it: Assumption) -> str:
    return f"{written(it.low)} to {written(it.high)}"


def procedure_row(name: str) -> Parameter:
    """A rule of procedure that a run may change."""
    meaning, unit = PROCEDURES[name]
    chosen = {"adopting": "majority, two_thirds", "tabling": "anyone, a_third"}
    value = f"{default_of('rules')[name]} ({figure(getattr(TODAY, name))})"
    return Parameter(f"rules.{name}", meaning, unit, value, chosen[name], SET, "[inboden2021]")


def _allowed(field: Any) -> str:
    if get_origin(field.annotation) is Literal:
        return ", ".join(map(str, get_args(field.annotation)))
    if field.annotation is bool:
        return "true, false"
    limits = {type(mark).__name__: mark for mark in field.metadata}
    low = limits.get("Ge") or limits.get("Gt")
    high = limits.get("Le") or limits.get("Lt")
    if low is None or high is None:
        return "ISO 3166 codes" if "str" in str(field.annotation) else ""
    return f"{written(low.ge)} to {written(high.le)}"


def _said(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return written(value)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def lever_rows(name: str) -> list[Parameter]:
    """The settings of a lever, at their neutral default, and the constants in its files."""
    lever, neutral = LEVERS[name], default_of("levers").get(name) or {}
    settings = [item for item in lever.model_fields.items() if item[0] not in OF_EVERY_LEVER]
    rows = []
    for setting, field in settings:
        value = _said(neutral.get(setting, field.default))
        unit = lever.unit if setting == lever.main_setting else ""
        place, meaning = f"levers.{name}.{setting}", field.description or ""
        row = Parameter(place, meaning, unit, value, _allowed(field), SET, lever.source)
        rows.append(row)
    return rows + constants_of_lever(lever)


def constants_of_lever(lever: type[Lever]) -> list[Parameter]:
    """The constants in the files of a lever, and those that they take from other levers' files."""
    own = list(dict.fromkeys(kind.__module__ for kind in lever.__mro__))
    own = own[: own.index(Lever.__module__)]
    found = [row for module in own for row in _constant_rows(module, constants_of(module))]
    for other in sorted({kind.__module__ for kind in LEVERS.values()} - set(own)):
        taken = {n: c for module in own for n, c in taken_from(module, other).items()}
        found += _constant_rows(other, taken)
    return found


def _constant_rows(module: str, constants: dict[str, Constant]) -> list[Parameter]:
    rows, place = [], module.replace(".", "/") + ".py"
    for name, it in constants.items():
        numbers = np.atleast_1d(np.asarray(getattr(import_module(module), name), float))
        value = ", ".join(map(written, numbers.tolist()))
        if it.error is not None:
            value += f" (sd {written(it.error)})"
        valid = it.valid or "one number"
        rows.append(Parameter(name, it.meaning, it.unit, value, valid, it.basis, place))
    return rows


def council_numbers(mechanism: Mechanism) -> list[Parameter]:
    """What is estimated or assumed of the Assembly and of joint statements, in its files."""
    files = [f"sim.council.{name}" for name in mechanism.council]
    rows = [row for file in files for row in _constant_rows(file, constants_of(file))]
    return rows + (signing_rows() if "statements" in mechanism.council else [])


def signing_rows() -> list[Parameter]:
    """What makes states sign joint statements, with standard errors."""

    def row(side: str, name: str, meaning: str, unit: str, value: str, valid: str) -> Parameter:
        said = f"signs {SIGNING_SIDES[side]}: {meaning}"
        return Parameter(f"{side}/{name}", said, unit, value, valid, ESTIMATED, "[statements]")

    fit = load_signing()
    weights = [
        row(side, name, SIGNING_FEATURES[name], "logits", f"{figure(mode)} (se {figure(error)})",
            "any number")
        for side, name, mode, error in fit.rows()
    ]  # fmt: skip
    spread = zip(SIGNING_SIDES, fit.spread, strict=True)
    what = "from one statement to the next"
    return weights + [
        row(side, "spread", what, "logits, sd", figure(sd), "0 and more") for side, sd in spread
    ]


def cost_in_words(name: str) -> str:
    """What pulling a lever costs, as its file says, with the unit costs that it assumes."""
    said = (inspect.getdoc(LEVERS[name].cost_usd) or "").partition("\n")[0].rstrip(".")
    units = [row for row in constants_of_lever(LEVERS[name]) if row.name.startswith("COST_")]
    return "; ".join([said, *(f"{row.name} {row.value}" for row in units)])


def known_levers(mechanism: Mechanism, side: str | None = None) -> list[str]:
    """Its levers, of one side or of both; those that are not there yet are left out."""
    names = [name for name in mechanism.levers if name in LEVERS]
    return [name for name in names if side is None or LEVERS[name].side == side]


def parameters(mechanism: Mechanism, fit: Fit) -> list[Parameter]:
    """All its numbers: weights, what is assumed, rules of procedure, settings of levers."""
    rows = [row for name in mechanism.weights for row in weight_rows(name, fit)]
    rows += [assumption_row(name) for name in mechanism.assumptions]
    drawn = {a.name for a in ASSUMPTIONS}  # what a manoeuvre is worth is not set, but drawn
    rows += [procedure_row(name) for name in mechanism.procedures if name not in drawn]
    rows += council_numbers(mechanism)
    rows += [row for name in known_levers(mechanism) for row in lever_rows(name)]
    return list({(row.name, row.source): row for row in rows}.values())


def in_short(mechanism: Mechanism, fit: Fit) -> list[str]:
    """The same in a few lines: a weight with many parts is told by its range."""
    lines = []
    for name in mechanism.weights:
        rows = weight_rows(name, fit)
        at = [n for n, label in enumerate(fit.labels) if label.partition("/")[0] == name]
        if len(rows) == 1:
            lines.append(f"{name} {rows[0].value}")
        else:
            spread = np.sqrt((fit.root[at] ** 2).sum(1))
            lines.append(f"{name} x {len(at)}: {_span(fit.mode[at])} (sd {_span(spread)})")
    for name in mechanism.assumptions:
        it = next(a for a in ASSUMPTIONS if a.name == name)
        lines.append(f"{name} {all_known()[name].prior.told()} {it.unit}")
    drawn = {a.name for a in ASSUMPTIONS}
    for name in mechanism.procedures:
        if name not in drawn:
            lines.append(f"rules.{name} {default_of('rules')[name]}")
    lines += [f"levers.{name}: {LEVERS[name].unit}" for name in known_levers(mechanism)]
    return lines
