"""What of a results folder can be opened and downloaded: report, brief, tables."""

from __future__ import annotations

from pathlib import Path

from sim.errors import InputError
from sim.files.reading import is_regular
from sim.page.folders import FOLDERS, inside
from sim.page.markup import Markup, join, tag

OPENED = {"report.html": "Report", "brief.html": "Brief"}  # in a tab of their own
SAVED = {"brief.pdf": "Brief as PDF"}
MOST_TABLES = 60


def file_of(scenario: str, moment: str, name: str) -> Path:
    """A file of a results folder that may be had.

    Raises
    ------
    InputError
        For any other file, a name that is no plain name, or a link that leads outside.
    """
    place = inside(FOLDERS.results, scenario, moment, name)
    if name not in OPENED and name not in SAVED and not name.endswith(".csv"):
        raise InputError(f"{name[:60]} is not passed on: reports, briefs and tables are")
    if not is_regular(place):
        raise InputError(f"there is no {name} in {scenario}/{moment}")
    return place


def links(scenario: str, moment: str) -> Markup:
    """Everything that can be had of a results folder, as links."""
    folder = FOLDERS.results / scenario / moment
    tables = sorted(path.name for path in folder.glob("*.csv"))[:MOST_TABLES]
    return join(
        [_link(scenario, moment, name, words, saved=False) for name, words in OPENED.items()],
        [_link(scenario, moment, name, words, saved=True) for name, words in SAVED.items()],
        tag("details", tag("summary", f"{len(tables)} tables"),
            [_link(scenario, moment, name, name, saved=True) for name in tables])
        if tables else None,
    )  # fmt: skip


def _link(scenario: str, moment: str, name: str, words: str, saved: bool) -> Markup | None:
    try:
        file_of(scenario, moment, name)
    except InputError:
        return None
    address = f"/result/{scenario}/{moment}/{name}"
    more: dict[str, object] = {"download": f"{scenario}_{name}"} if saved else {"target": "_blank"}
    return tag("a", words, href=address, rel="noopener noreferrer", class_="had", **more)
