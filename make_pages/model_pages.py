"""``python -m make_pages.model_pages``: write the generated parts of ``docs/model`` anew.

``mechanisms.md`` is made from ``mechanisms.yaml`` and the code, whole. In ``odd.md`` the prose is
written by hand, and the tables between ``<!-- NAME -->`` and ``<!-- end -->`` are made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np

from sim.data.fitted import Fit, load_fit
from sim.data.mechanism_words import mechanism_words
from sim.errors import InputError
from sim.files.places import PACKAGE
from sim.files.whole import write_whole
from sim.levers import ASSUMPTIONS, LEVERS
from sim.mechanisms.facts import (
    SIDES,
    Parameter,
    assumption_row,
    cost_in_words,
    figure,
    is_on,
    known_levers,
    lever_rows,
    parameters,
    procedure_row,
    weight_rows,
)
from sim.mechanisms.parameters import DRIFTING, LOGITS, PROCEDURES, RATES, WEIGHTS
from sim.mechanisms.table import KEYS, MECHANISMS, Mechanism
from sim.world import KINDS, SURPRISES

DOCS = PACKAGE.parent / "docs" / "model"
MECHANISMS_PAGE, ODD_PAGE = "mechanisms.md", "odd.md"
MARKED = re.compile(r"<!-- (?P<name>[a-z]+) -->\n.*?<!-- end -->", re.DOTALL)
HEAD = ("parameter", "meaning", "unit", "default", "valid", "basis", "source")
ABOUT = """# The mechanisms

The mechanisms that the sources describe: what they say, how the model does it, what more of it does, the numbers, the levers of each side, and what not to take from it. The same is printed by `lmgsim mechanisms NAME`; `lmgsim run rules.mechanisms.NAME=false` runs the Council without one. All numbers are those of the package's own fit and of the default configuration; weights are on the scale of a leaning, the log-odds of a yes, each with its standard deviation. A name in capitals is a single number in the lever's file. Every lever also takes `targets`, `start`, `end` and `ramp_years`, and at its default adds nothing, bit for bit.

Which of the estimated mechanisms make votes not seen more likely is in the [ledger](ledger.md); the whole model by the ODD protocol is in [odd.md](odd.md). This page is made by `make pages` from `sim/data/tables/mechanisms.yaml` and the code.
"""  # noqa: E501


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    head = list(head)
    lines = [head, ["---"] * len(head), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "or") for cell in line) + " |"
                     for line in lines)  # fmt: skip


def _row(parameter: Parameter) -> tuple[str, ...]:
    name, *rest = astuple(parameter)
    return (f"`{name}`", *rest)


def mechanisms_page(fit: Fit) -> str:
    """The whole of ``mechanisms.md``."""
    page = "\n".join([ABOUT, _overview(), *(_section(it, fit) for it in MECHANISMS)])
    return page.replace("docs/model/ledger.md", "[ledger](ledger.md)")


def _overview() -> str:
    words = mechanism_words(KEYS)
    rows = [
        (str(it.number), f"[`{it.key}`](#{it.number}-{it.key})", it.title, it.basis,
         words[it.key].source)
        for it in MECHANISMS
    ]  # fmt: skip
    return table(("#", "name", "mechanism", "basis", "source"), rows) + "\n"


def _section(it: Mechanism, fit: Fit) -> str:
    words = mechanism_words(KEYS)[it.key]
    switch = "on" if is_on(it) else "off"
    parts = [
        f"## {it.number} {it.key}",
        f"**{it.title[0].upper()}{it.title[1:]}.** {switch.capitalize()} by default; {it.basis}. "
        f"{words.source}",
        f"**What the sources say.** {words.what}",
        f"**How the model does it.** {words.how}",
        f"**What more of it does.** {words.sign}",
    ]
    if rows := parameters(it, fit):
        parts.append(table(HEAD, map(_row, rows)))
    for side, title in SIDES.items():
        if names := known_levers(it, side):
            parts.append(f"{title}:\n\n" + table(("lever", "what", "unit", "cost"), [
                (f"`{name}`", LEVERS[name].title, LEVERS[name].unit, cost_in_words(name))
                for name in names
            ]))  # fmt: skip
    return "\n\n".join([*parts, f"**Limits.** {words.limits}"]) + "\n"


def odd_tables(fit: Fit) -> dict[str, str]:
    """The generated tables of ``odd.md``, by name."""
    of = {name: it.key for it in MECHANISMS for name in it.weights}
    shared = [(row, of.get(name, "")) for name in dict.fromkeys(_names(fit))
              for row in weight_rows(name, fit)]  # fmt: skip
    drawn = {a.name for a in ASSUMPTIONS}
    belongs = {a.name: ", ".join(it.key for it in MECHANISMS if a.name in it.assumptions)
               for a in ASSUMPTIONS}  # fmt: skip
    assumed = [assumption_row(a.name) for a in ASSUMPTIONS]
    return {
        "mechanisms": _overview().rstrip("\n").replace("](#", f"]({MECHANISMS_PAGE}#"),
        "weights": table(
            ("weight", "meaning", "unit", "mode and sd", "mechanism"),
            [(f"`{row.name}`", row.meaning, row.unit, row.value, m) for row, m in shared],
        ),
        "rates": table(("number", "meaning", "unit", "value"), _rates(fit)),
        "surprises": table(
            ("spread, logits", *KINDS),
            [
                (WEIGHTS[name].meaning.removesuffix(": spread"), *map(figure, row))
                for name, row in zip(SURPRISES, np.array(fit.story["surprise"]), strict=True)
            ],
        ),
        "assumptions": table(
            ("assumption", "meaning", "unit", "prior (standing); hoped range", "mechanism",
             "source of the range"),
            [(f"`{p.name}`", p.meaning, p.unit, p.value.removeprefix("drawn from "),
              belongs[p.name], p.source) for p in assumed],
        ),
        "procedures": table(
            ("setting", "meaning", "unit", "default", "valid"),
            [_row(procedure_row(name))[:5] for name in PROCEDURES if name not in drawn],
        ),
        "levers": table(
            ("lever", "side", "settings, with their neutral value and range", "unit", "cost"),
            [_lever(name) for name in LEVERS],
        ),
    }  # fmt: skip


def _names(fit: Fit) -> list[str]:
    return [label.partition("/")[0] for label in fit.labels] + ["stance", "band_state"]


def _rates(fit: Fit) -> list[tuple[str, ...]]:
    story: dict[str, Any] = fit.story
    rows: list[tuple[str, ...]] = []
    for name, value in story["rates"].items():
        words = RATES[name]
        rows.append((f"`{name}`", words.meaning, words.unit, f"{value:g}"))
    for name, value in story["drift"].items():
        meaning = f"how far {DRIFTING[name]} wander in a year: spread"
        rows.append((f"`drift/{name}`", meaning, LOGITS, f"{value:g}"))
    half_life = "age at which a vote counts half in the fit"
    rows.append(("`half_life_years`", half_life, "years", f"{story['half_life_years']:g}"))
    for name, value in story["penalty"].items():
        meaning = f"pull of the estimates towards zero, {name.replace('_', ' ')}"
        rows.append((f"`penalty/{name}`", meaning, "1 / logits squared", f"{value:g}"))
    return rows


def _lever(name: str) -> tuple[str, ...]:
    lever = LEVERS[name]
    rows = [row for row in lever_rows(name) if row.name.startswith("levers.")]
    settings = "; ".join(
        f"`{row.name.rpartition('.')[2]}` {row.value} ({row.valid})" for row in rows
    )
    return f"`{name}`", lever.side, settings, lever.unit, cost_in_words(name)


def filled(page: str, tables: dict[str, str]) -> str:
    """A page with its marked tables made anew.

    Raises
    ------
    InputError
        If the page marks a table that does not exist, or lacks one.
    """
    marked = [found["name"] for found in MARKED.finditer(page)]
    if sorted(marked) != sorted(tables):
        raise InputError(
            f"{ODD_PAGE} marks the tables {', '.join(marked)}; there are {', '.join(tables)}"
        )
    return MARKED.sub(lambda m: f"<!-- {m['name']} -->\n{tables[m['name']]}\n<!-- end -->", page)


def pages(folder: Path = DOCS) -> dict[Path, str]:
    """Every page with its generated parts as they should be now.

    Raises
    ------
    InputError
        Where there is no documentation, as in an installed package.
    """
    fit, odd = load_fit(), folder / ODD_PAGE
    if not odd.is_file():
        raise InputError(f"no {ODD_PAGE} in {folder}: the pages are made in a checkout")
    return {
        folder / MECHANISMS_PAGE: mechanisms_page(fit),
        odd: filled(odd.read_text(encoding="utf-8"), odd_tables(fit)),
    }


if __name__ == "__main__":
    for place, content in pages().items():
        write_whole(place, content)
        print(place.relative_to(PACKAGE.parent))
