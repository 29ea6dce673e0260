"""From YAML to the points of a design, with one clear line for what does not fit."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sim.designs import methods
from sim.designs.factors import Factor, Given
from sim.designs.listed import read_list
from sim.designs.points import DesignPoints
from sim.errors import InputError
from sim.files.text import read_text
from sim.files.yaml_text import load_yaml

Method = Literal[
    "grid", "zip", "list", "random", "latin_hypercube", "sobol", "morris", "one_at_a_time"
]
TAKES: dict[str, tuple[str, ...]] = {
    "grid": (),
    "zip": (),
    "one_at_a_time": (),
    "list": ("file",),
    "random": ("points", "seed"),
    "latin_hypercube": ("points", "seed"),
    "sobol": ("points", "seed", "indices"),
    "morris": ("points", "seed", "levels"),
}
RESERVED = ("together",)  # groups: a row of the split of the variance
NEEDS = ("points", "file")  # where the method takes them
MOST_FACTORS = 1_000  # all that there is to be varied is some hundreds
PAGE = "docs/reference/designs.md"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*([./][A-Za-z0-9_]+)*")


class _Design(BaseModel):
    """A design as it is written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Method
    points: Annotated[int, Field(strict=True, ge=2)] | None = None
    seed: Annotated[int, Field(strict=True, ge=0, lt=2**63)] = 0
    levels: Annotated[int, Field(strict=True, ge=2, le=1000)] = 4
    indices: Literal["factors", "groups", "both"] = "both"
    factors: dict[str, Factor] = {}
    fixed: dict[str, Given] = {}
    file: str | None = None

    @model_validator(mode="after")
    def _fields_of_the_method(self) -> _Design:
        taken = TAKES[self.method]
        optional = {field for fields in TAKES.values() for field in fields}
        if extra := sorted((self.model_fields_set & optional) - set(taken) - {"seed"}):
            raise ValueError(f"method {self.method} takes no {extra[0]}")
        for field in NEEDS:
            if field in taken and getattr(self, field) is None:
                raise ValueError(f"method {self.method} needs {field}")
        if self.method != "list" and not self.factors:
            raise ValueError("there are no factors")
        if self.method == "sobol" and self.points and self.points.bit_count() != 1:
            raise ValueError(f"points of a sobol design are a power of two, not {self.points}")
        if self.method == "morris" and self.levels % 2:
            raise ValueError(f"levels of a morris design are an even number, not {self.levels}")
        return self


def read_design(source: Path | str | Mapping[str, object]) -> DesignPoints:
    """The points of a design.

    Parameters
    ----------
    source : path of a YAML file, or what stands in one as a dict

    Raises
    ------
    InputError
        One line: what was given, what is allowed, where to look.
    """
    if isinstance(source, Mapping):
        return _points(dict(source), "design", Path())
    path, where = Path(source), f"design {source}"
    text = read_text(path, hint=f"a design of experiments is wanted ({PAGE})")
    return _points(load_yaml(text, where), where, path.parent)


def _points(content: object, where: str, folder: Path) -> DesignPoints:
    if not isinstance(content, dict):
        raise InputError(f"{where}: method, factors and so on are wanted, not {content!r} ({PAGE})")
    try:
        design = _Design.model_validate(content)
        if design.method == "list":
            assert design.file is not None
            factors, codes = read_list(folder / design.file, design.factors)
        else:
            factors, codes = design.factors, None
        _check_names(factors, design.fixed)
        return _build(design, factors, codes)
    except ValidationError as error:
        raise InputError(f"{where}: {_explain(error)} ({PAGE})") from None
    except InputError as error:
        raise InputError(f"{where}: {error} ({PAGE})") from None


def _check_names(factors: Mapping[str, Factor], fixed: Mapping[str, object]) -> None:
    """Refuse names that are none, and keys that two entries would set."""
    names = [*factors, *fixed]
    if len(names) > MOST_FACTORS:
        raise InputError(f"{len(names):,} factors; a design has at most {MOST_FACTORS:,}")
    for name in names:
        if not _NAME.fullmatch(name):
            raise InputError(f"{name!r} is not a key of a configuration, like levers.aid.percent")
    for name in factors:
        if name in fixed:
            raise InputError(f"{name} is a factor and fixed as well")
        for other in names:
            # rules=fitted beside rules.draw_weights=false is fine: the first chooses a file
            if _within(name, other) or _within(other, name):
                short, long = sorted((name, other), key=len)
                raise InputError(f"{short} and {long} would set the same value")


def _within(name: str, other: str) -> bool:
    return "." in other and name.startswith(other + ".")


def _build(
    design: _Design, factors: Mapping[str, Factor], codes: np.ndarray | None
) -> DesignPoints:
    groups: dict[str, tuple[str, ...]] = {}
    for name, factor in factors.items():
        group = group_of(name, factor)
        if group in RESERVED:
            raise InputError(
                f"{name}: group: {group!r} is the word for what groups do together; take another"
            )
        groups[group] = (*groups.get(group, ()), name)
    rows: tuple[str, ...] = ("",)
    if design.method == "morris":
        rows = tuple(str(step) for step in range(len(factors) + 1))
    elif design.method == "sobol":
        if design.indices == "groups" and len(groups) < 2:
            only = next(iter(groups))
            raise InputError(f"indices: groups needs two groups, but all factors are {only}")
        rows = methods.sobol_rows(factors, groups, design.indices)
    if design.points:
        methods.check_size(design.points * len(rows), f"{design.points:,} x {len(rows)}")
    if codes is None:
        codes = _codes(design, factors, groups, rows)
    drawn = "seed" in TAKES[design.method]
    return DesignPoints(
        method=design.method,
        factors=dict(factors),
        codes=codes,
        fixed=dict(design.fixed),  # type: ignore[arg-type]
        groups=groups,
        rows=rows,
        seed=design.seed if drawn else None,
        delta=methods.morris_step(design.levels) if design.method == "morris" else 0.0,
        order=methods.order_of(design.method, len(codes)),
        identity=_identity(design, factors, codes),
    )


def _codes(design: _Design, factors: Mapping[str, Factor],
           groups: Mapping[str, tuple[str, ...]], rows: tuple[str, ...]) -> np.ndarray:  # fmt: skip
    points = design.points or 0
    match design.method:
        case "grid":
            return methods.grid(factors)
        case "zip":
            return methods.zipped(factors)
        case "one_at_a_time":
            return methods.one_at_a_time(factors)
        case "random":
            return methods.random(factors, points, design.seed)
        case "latin_hypercube":
            return methods.latin_hypercube(factors, points, design.seed)
        case "sobol":
            return methods.sobol(factors, groups, rows, points, design.seed)
        case "morris":
            return methods.morris(factors, points, design.levels, design.seed)
    raise AssertionError(design.method)


def group_of(name: str, factor: Factor) -> str:
    """The group a factor's variance counts to: levers, assumptions, fit, or the key's first word.

    A scenario is a set of levers.
    """
    if factor.group:
        return factor.group
    first = re.split(r"[./]", name)[0].lower()
    if name.startswith("rules.assumptions."):
        return "assumptions"
    return {"scenario": "levers"}.get(first, first)


def _identity(design: _Design, factors: Mapping[str, Factor], codes: np.ndarray) -> str:
    """What was asked for, in one form whatever the order of the fields or the defaults left out."""
    taken = TAKES[design.method]
    content: dict[str, object] = {"method": design.method, "fixed": dict(design.fixed)}
    content |= {name: getattr(design, name) for name in taken if name != "file"}
    content["factors"] = [
        [name, factor.model_dump(mode="json", exclude_none=True)]
        for name, factor in factors.items()
    ]
    if design.method == "list":
        pairs = list(factors.values())
        content["table"] = [[f.value(c) for f, c in zip(pairs, row, strict=True)] for row in codes]
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _explain(error: ValidationError) -> str:
    """The first problem in one line: where, what is wrong."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    kind, reason = first["type"], first["msg"].removeprefix("Value error, ")
    if kind == "extra_forbidden":
        return f"{where}: there is no such field"
    if kind == "missing":
        return f"{where} is missing"
    if kind == "literal_error":
        return f"{where}: {first['input']!r} is none of {first['ctx']['expected']}"
    if kind != "value_error":
        reason = f"{reason[:1].lower()}{reason[1:]}, not {first['input']!r}"
    return f"{where}: {reason}" if where else reason
