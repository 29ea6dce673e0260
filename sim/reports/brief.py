"""The brief: any answer on two pages at most, for someone who has to decide.

Everything is read from a results folder; what depends on the command is in ``brief_of`` modules,
what is the same for all (how often such answers were right, how to repeat it) is here.
"""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.files.reading import is_regular, read_bytes
from sim.plots.stored import Stored
from sim.plots.words import percent
from sim.reports import brief_compare, brief_run
from sim.reports.brief_parts import Own
from sim.reports.brief_pdf import write_pdf
from sim.reports.page import environment

WORDS = {
    "compare": brief_compare.compared,
    "portfolio": brief_compare.bought,
    "discover": brief_compare.discovered,
}


@dataclass(frozen=True)
class Part:
    """A heading and what stands below it."""

    title: str
    points: list[str]


@dataclass(frozen=True)
class Brief:
    """A brief as it is printed."""

    title: str
    question: str
    answer: list[str]
    picture: str  # path in the folder; empty where there is none
    head: list[str]
    rows: list[list[str]]
    note: str
    parts: list[Part] = field(default_factory=list)
    command: str = ""
    made: str = ""
    foot: str = ""


def write_brief(folder: Path) -> list[Path]:
    """Write ``brief.html`` and ``brief.pdf`` into a results folder.

    Raises
    ------
    InputError
        If it holds no answer of run, compare, portfolio or discover.
    """
    brief = brief_of(Stored.open(folder))
    picture = folder / brief.picture
    shown = base64.b64encode(read_bytes(picture)).decode("ascii") if brief.picture else ""
    page = environment().get_template("brief.html.jinja").render(brief=brief, picture=shown)
    (folder / "brief.html").write_text(page, encoding="utf-8")
    write_pdf(asdict(brief), folder, folder / "brief.pdf")
    return [folder / "brief.html", folder / "brief.pdf"]


def brief_of(stored: Stored) -> Brief:
    """The brief of a results folder.

    Raises
    ------
    InputError
        If it holds no answer that has a brief.
    """
    origin = stored.origin()
    own = _own(stored)
    picture = f"figures/{own.figure}.png"
    return Brief(
        own.title, own.question, own.answer,
        picture if is_regular(stored.folder / picture) else "",
        own.head, own.rows, own.note,
        [Part("What would change our mind", own.change), Part("What it rests on", own.rests),
         Part("How often such answers were right", right_so_far(origin))],
        str(origin.get("command", "")),
        f"lmgsim {origin.get('lmgsim')}, seed {stored.summary['seed']}; the same version, data and "
        "seed give the same numbers.",
        own.foot,
    )  # fmt: skip


def _own(stored: Stored) -> Own:
    if make := WORDS.get(str(stored.summary["experiment"])):
        return make(stored)
    if "extra_defections" in stored.summary:
        return brief_run.ran(stored)
    raise InputError(
        f"{stored.folder} has no brief: a results folder of run, compare, portfolio or discover is "
        "wanted"
    )


def right_so_far(origin: dict[str, Any]) -> list[str]:
    """How often the model was right on votes that its fit had not seen; of levers, never tried."""
    record = {row["part"]: row for row in origin.get("track_record") or []}
    if "country" not in record:
        return ["This folder was written before the record of forecasts was kept with results."]
    country, whole = record["country"], record["all"]
    return [
        f"Votes: of {country['texts']} country texts from {country['since']} to "
        f"{country['until']}, which the package's fit had not seen, the model foretold the fate of "
        f"{percent(country['adopted_right'])} and {percent(country['accuracy'])} of single votes; "
        f"its 90 % intervals held the tally in {percent(country['held_90'])} (all "
        f"{whole['texts']} texts: {percent(whole['adopted_right'])}, "
        f"{percent(whole['accuracy'])}, {percent(whole['held_90'])}).",
        "Levers: never tested in this way, for nobody pulled them on purpose and counted. What is "
        "known of their strength is what stands above.",
    ]
