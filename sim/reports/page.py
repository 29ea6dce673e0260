"""A report as data: a question, an answer, sections with tables and figures; and how it is written.

The page holds its style and its figures, asks for nothing from outside, and everything put into it
is escaped.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sim.files.places import GLOSSARY
from sim.files.reading import read_bytes
from sim.plots.grounds import bloc_words, grounds
from sim.plots.stored import Stored

TEMPLATE = "findings.html.jinja"


@dataclass(frozen=True)
class Table:
    """Cells as they are shown; the first ``words`` columns are words, the others numbers."""

    head: list[str]
    rows: list[list[str]]
    words: int = 1
    note: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a page: words, terms, figures (name, caption), tables, points, in this order."""

    title: str
    text: list[str] = field(default_factory=list)
    terms: list[tuple[str, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    figures: list[tuple[str, str]] = field(default_factory=list)
    points: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """What a report says of its own; estimates, limits and origin are the same in all."""

    title: str
    question: str
    answer: list[str]
    sections: list[Section]
    size: str  # how much was simulated, in words
    caveats: list[str] = field(default_factory=list)
    assumed: str = "Each replicate draws a value from these ranges."
    limits: list[str] = field(default_factory=list)


def write_page(stored: Stored, page: Page, template: str = TEMPLATE) -> Path:
    """Write ``report.html`` into the folder of stored results.

    Returns
    -------
    Path
        The page.
    """
    folder = stored.folder
    origin = stored.origin()
    text = (
        environment()
        .get_template(template)
        .render(
            page=page,
            summary=stored.summary,
            origin=origin,
            fit=origin.get("fit") or {},
            figures=figures_in(folder),
            assumptions=stored.table("assumptions").to_dict("records"),
            grounds=grounds(origin),
            bloc=bloc_words(origin.get("bloc")),
        )
    )
    place = folder / "report.html"
    place.write_text(text, encoding="utf-8")
    return place


def environment(**filters: Any) -> Environment:
    """The templates, with everything escaped and nothing undefined."""
    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(filters)
    found.globals["glossary"] = GLOSSARY
    return found


def figures_in(folder: Path) -> dict[str, str]:
    """The figures of a results folder by name, as base64."""
    return {
        path.stem: base64.b64encode(read_bytes(path)).decode("ascii")
        for path in sorted((folder / "figures").glob("*.png"))
    }
