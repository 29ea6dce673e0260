"""Single numbers that a module writes down, with the comment beside them: read from its source.

A comment says what the number is, and how it is known where that is not its meaning alone:

    COST_OF_A_POST_USD = 400_000.0  # a year, salary and support of a diplomat abroad; assumed
    BY_SEVERITY = 4.0  # assumed, between 2 and 6: from nothing known to all
    BY_FREEDOM = 4.16  # (0.83) of freedom

A number in brackets at its beginning is a standard error, and the number is then estimated.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import numpy as np

ASSUMED, ESTIMATED, FIXED = "assumed", "estimated", "fixed"
ERROR = re.compile(r"\((?P<error>[\d.]+)\)\s*")
RANGE = re.compile(r"assumed,? (?P<valid>between [^:;]+): ")
KNOWN = re.compile(r"^(assumed|estimated|chosen)\b[:,]?\s*|;\s*(assumed|chosen)\b.*$")
UNITS = {"YEAR", "DAY", "DAYS_A_YEAR"}
A_PLACE = ("in the order of", "rows of luck", "columns of noise")  # positions, which are no numbers


@dataclass(frozen=True)
class Written:
    """One number as it is written."""

    name: str
    value: str
    meaning: str
    valid: str  # another range that may hold; empty where none is given
    basis: str
    place: str  # the file


def written(value: float) -> str:
    """A number as one would write it: 400,000, 0.35, 3."""
    return f"{value:,.0f}" if value == round(value) else f"{value:.4g}"


@cache
def written_numbers(module: str) -> tuple[Written, ...]:
    """The numbers in capitals at the top level of a module of this package."""
    it = import_module(module)
    return tuple(
        _read(name, getattr(it, name), comment, module)
        for name, comment in _assigned(inspect.getsource(it))
        if _counts(getattr(it, name), comment)
    )


def _assigned(text: str) -> Iterator[tuple[str, str]]:
    """Names in capitals, each with the comment on its line, or else on the lines above it."""
    lines = text.splitlines()
    for node in ast.parse(text).body:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        name, at = node.targets[0].id, node.lineno - 1
        _, _, comment = lines[at].partition("  #")
        above = []
        while not comment and at and lines[at - 1].startswith("#"):
            at -= 1
            above.append(lines[at].lstrip("# "))
        if name.isupper() and name not in UNITS:
            yield name, comment.strip() or " ".join(above[::-1])


def _counts(value: object, comment: str) -> bool:
    if comment.startswith(A_PLACE) or isinstance(value, bool):
        return False
    if isinstance(value, np.ndarray):
        return value.ndim == 1 and value.dtype == float
    return isinstance(value, float) or (isinstance(value, int) and bool(comment))


def _read(name: str, value: object, comment: str, module: str) -> Written:
    numbers = [float(number) for number in np.atleast_1d(np.asarray(value, float))]
    said, basis, valid = ", ".join(map(written, numbers)), FIXED, ""
    if "assumed" in comment:
        basis = ASSUMED
    elif error := ERROR.match(comment):
        said, basis = f"{said} (sd {error['error']})", ESTIMATED
    elif "estimated" in comment:
        basis = ESTIMATED
    if found := RANGE.search(comment):
        valid = found["valid"]
    meaning = KNOWN.sub("", RANGE.sub("", ERROR.sub("", comment, count=1))).strip()
    place = module.replace(".", "/") + ".py"
    return Written(name, said, meaning or name.lower().replace("_", " "), valid, basis, place)


@cache
def shared_names(module: str, other: str) -> frozenset[str]:
    """The names that a module imports from another."""
    tree = ast.parse(inspect.getsource(import_module(module)))
    froms = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module == other]
    return frozenset(alias.name for node in froms for alias in node.names)
