"""Where the page reads and writes: the folders of results and scenarios, and no other.

A name that comes from the browser is a name, never a path: what is not a plain file name, or leads
out of its folder by a link, is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from sim.errors import InputError
from sim.files.places import shipped_folder

PLAIN = re.compile(r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$")
SCENARIO = re.compile(r"^[a-z0-9][a-z0-9_-]{0,59}$")  # as in scenario.name
# what YAML or Hydra takes for a number, a truth or nothing, and so never for the name of an option
NO_WORD = re.compile(
    r"[0-9][0-9_]*(e-?[0-9][0-9_]*)?|0[xob][0-9a-f_]+|null|true|false|yes|no|on|off|y|n|nan|inf"
)


@dataclass
class Folders:
    """The folders of one page; set once, before it is served."""

    results: Path = Path("results")
    scenarios: Path = field(default_factory=lambda: shipped_folder("conf") / "scenario")


FOLDERS = Folders()


def inside(root: Path, *names: str) -> Path:
    """The file or folder ``root/names[0]/names[1]...``, which has to lie inside ``root``.

    Raises
    ------
    InputError
        For a name that is not a plain file name, or a link that leads outside.
    """
    for name in names:
        if not PLAIN.fullmatch(name):
            raise InputError(f"{name[:60]!r} is not a plain file name: letters, digits, _, - and .")
    place = root.joinpath(*names)
    if not place.resolve().is_relative_to(root.resolve()):
        raise InputError(f"{'/'.join(names)} leads out of the folder {root.name}")
    return place


def scenario_file(name: str) -> Path:
    """The file of a scenario in the page's folder of scenarios.

    Raises
    ------
    InputError
        For a name that the command line would not take, or a link that leads outside.
    """
    if not SCENARIO.fullmatch(name):
        raise InputError(
            f"{name[:60]!r} cannot name a scenario: lower-case letters, digits, _ and -, at most "
            "60, a letter or digit first"
        )
    if NO_WORD.fullmatch(name):
        raise InputError(
            f"{name!r} cannot name a scenario: scenario={name} would be read as a number, a truth "
            f"or nothing; begin it with a word, such as plan-{name}"
        )
    return inside(FOLDERS.scenarios, f"{name}.yaml")


def is_scenario(name: str) -> bool:
    """Whether the command line takes this for the name of a scenario."""
    return bool(SCENARIO.fullmatch(name)) and not NO_WORD.fullmatch(name)
