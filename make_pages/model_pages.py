"""``python -m make_pages.model_pages``: write the generated parts of ``docs/model`` anew.

``mechanisms.md`` is made from ``mechanisms.yaml`` and the code, whole. In ``odd.md`` the prose is
written by hand, and the tables between ``<!-- NAME -->`` and ``<!-- end -->`` are made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from sim.data.fitted import Fit, load_fit
from sim.errors import InputError
from sim.files.places import PACKAGE
from sim.files.whole import write_whole
from sim.mechanisms.facts import figure, known_levers, weight_rows
from sim.mechanisms.parameters import DRIFTING, LOGITS, RATES, WEIGHTS
from sim.mechanisms.table import MECHANISMS
from sim.mechanisms.words import all_words
from sim.world import KINDS, SURPRISES

DOCS = PACKAGE.parent / "docs" / "model"
MECHANISMS_PAGE, ODD_PAGE = "mechanisms.md", "odd.md"
MARKED = re.compile(r"<!-- (?P<name>[a-z]+) -->\n.*?<!-- end -->", re.DOTALL)
ABOUT = """# The mechanisms

What the sources describe, and where it enters the model. `lmgsim mechanisms NAME` tells all about one: what the sources say, how the model does it, every number with its unit and source, and what not to take from it. `lmgsim run rules.mechanisms.NAME=false` runs the Council without it. All are on by default.

Estimated are weights from recorded votes ([their values](odd.md#estimated-weights)); assumed are numbers that no vote can tell ([their ranges](../reference/config.md#assumptions)). [The ledger](ledger.md) says which mechanisms make new votes more likely. This page is made by `make pages`.
"""  # noqa: E501


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    head = list(head)
    lines = [head, ["---"] * len(head), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "or") for cell in line) + " |"
                     for line in lines)  # fmt: skip


def mechanisms_page() -> str:
    """The whole of ``mechanisms.md``: one row a mechanism."""
    words = all_words()
    rows = [
        (str(it.number), f"`{it.key}`", it.title, _listed(it.weights), _listed(it.assumptions),
         _listed(known_levers(it)), words[it.key].source)
        for it in MECHANISMS
    ]  # fmt: skip
    head = ("#", "name", "mechanism", "estimated", "assumed", "levers", "source")
    return "\n".join([ABOUT, table(head, rows)]) + "\n"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def odd_tables(fit: Fit) -> dict[str, str]:
    """The generated tables of ``odd.md``, by name."""
    return {
        "weights": table(
            ("weight", "meaning", "mode (standard deviation), logits"),
            [_weight(name, fit) for name in dict.fromkeys(_names(fit))],
        ),
        "rates": table(("number", "meaning", "value"), _rates(fit)),
        "surprises": table(
            ("spread, logits", *KINDS),
            [
                (WEIGHTS[name].meaning.removesuffix(": spread"), *map(figure, row))
                for name, row in zip(SURPRISES, np.array(fit.story["surprise"]), strict=True)
            ],
        ),
    }


def _weight(name: str, fit: Fit) -> tuple[str, str, str]:
    """A weight in one row; its parts, if it has any, follow one another."""
    rows = weight_rows(name, fit)
    parts = [row.name.partition("/")[2] for row in rows]
    values = [row.value.replace("(sd ", "(") for row in rows]
    told = (f"{part} {value}" if part else value for part, value in zip(parts, values, strict=True))
    return f"`{name}`", rows[0].meaning, "; ".join(told)


def _names(fit: Fit) -> list[str]:
    return [label.partition("/")[0] for label in fit.labels] + ["stance", "band_state"]


def _rates(fit: Fit) -> list[tuple[str, ...]]:
    story: dict[str, Any] = fit.story
    rows: list[tuple[str, ...]] = []
    for name, value in story["rates"].items():
        words = RATES[name]
        rows.append((f"`{name}`", f"{words.meaning} ({words.unit})", f"{value:g}"))
    for name, value in story["drift"].items():
        meaning = f"how far {DRIFTING[name]} wander in a year: spread"
        rows.append((f"`drift/{name}`", f"{meaning} ({LOGITS})", f"{value:g}"))
    half_life = "age at which a vote counts half in the fit"
    rows.append(("`half_life_years`", f"{half_life} (years)", f"{story['half_life_years']:g}"))
    for name, value in story["penalty"].items():
        meaning = f"pull of the estimates towards zero, {name.replace('_', ' ')}"
        rows.append((f"`penalty/{name}`", f"{meaning} (1 / logits squared)", f"{value:g}"))
    return rows


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
        folder / MECHANISMS_PAGE: mechanisms_page(),
        odd: filled(odd.read_text(encoding="utf-8"), odd_tables(fit)),
    }


if __name__ == "__main__":
    for place, content in pages().items():
        write_whole(place, content)
        print(place.relative_to(PACKAGE.parent))
