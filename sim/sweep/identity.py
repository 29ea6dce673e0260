"""What finished work is kept under: a digest of the code, the tables and the fit behind it.

A result is kept under the hash of what was simulated. Whatever can change a number is in it, so
that results of another version are never taken for those of this one.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path

from sim import __version__
from sim.data.record import about
from sim.data.record.in_force import in_force
from sim.data.record.stored import embedded_record
from sim.files.moving import settle
from sim.files.places import PACKAGE
from sim.plugins import code
from sim.store import table_hashes

IMPORTED = re.compile(
    r"^[ \t]*(?:import (?P<module>sim[\w.]*)"
    r"|from (?P<package>sim[\w.]*) import (?P<names>\([^)]*\)|[^\n]+))",
    re.MULTILINE,
)


def canonical(content: object) -> str:
    """JSON in which the same content is always the same text."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text: str) -> str:
    """The hash of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def science() -> str:
    """Version and digest of the code and tables behind a row; the user's record, and the bloc."""
    digest = in_force().digest
    its_own = digest != embedded_record().digest
    told = _of_the_package() + (f"-{digest[:16]}" if its_own else "")
    return told if about.of_the_group() else f"{told}-{about.key()}"


@cache
def _of_the_package() -> str:
    digest = hashlib.sha256()
    for path in code_behind_a_row():
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    digest.update(canonical(table_hashes()).encode())
    if plugged := code():
        digest.update(canonical(plugged).encode())
    return f"{__version__}-{digest.hexdigest()[:16]}"


def code_behind_a_row() -> list[Path]:
    """What does a unit of work, and all that it imports of the package, near and far."""
    found: set[Path] = set()
    waiting = [PACKAGE / "sweep" / "work.py"]
    while waiting:
        path = waiting.pop()
        if path in found or not path.is_file():
            continue
        found.add(path)
        for name in imported(path.read_text(encoding="utf-8")):
            if name == "sim":
                continue  # it holds the version, and loads the rest when it is asked for
            place = PACKAGE.parent.joinpath(*name.split("."))
            waiting += [place.with_suffix(".py"), place / "__init__.py"]
            waiting += [above / "__init__.py" for above in place.parents
                        if PACKAGE in above.parents]  # fmt: skip
    return sorted(found)


def imported(text: str) -> list[str]:
    """Dotted names of what a file imports of the package; some may be no modules but in them."""
    names = []
    for found in IMPORTED.finditer(text):
        package = found["package"] or found["module"]
        names.append(package)
        names += [f"{package}.{name}" for name in re.findall(r"\w+", found["names"] or "")]
    return names


@cache
def fit_digest(folder: Path | None) -> str | None:
    """The hash of a stored fit; None for the package's own, which ``science`` holds.

    A folder that cannot be read has the hash of nothing: whoever loads the fit says what is wrong.
    """
    if folder is None:
        return None
    settle(folder)
    digest = hashlib.sha256()
    for path in [*sorted(folder.glob("*.csv")), folder / "fit.json"]:
        if path.is_file():
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
