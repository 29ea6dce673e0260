"""What may stand in a file of a configuration: blocks of values, and a list of defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sim.composing.references import first_odd
from sim.errors import InputError
from sim.files.yaml_text import load_yaml

WANTED = "blocks such as scenario: and levers: are wanted (docs/how-to/scenario.md)"
MOST_VALUES = 10_000  # of one file; the package's own have some hundreds
_PACKAGE = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_HEADER = re.compile(r"#\s*@(?P<rest>.*)")
_DEFAULT = re.compile(
    r"((optional|override) )*(?P<group>/?[^@:/]+(/[^@:/]+)*)(@(?P<package>[\w.]+))?"
)


def read_block(text: str, where: str) -> tuple[str | None, dict[str, object]]:
    """The package that a file's header names, and the file's content, checked.

    Raises
    ------
    InputError
        For what is not YAML, or may not stand in a configuration. It names file and line.
    """
    package = _package(text, where)
    content = load_yaml(text, where)
    if content is None:
        raise InputError(f"{where}: the file is empty; {WANTED}")
    if not isinstance(content, dict):
        kind = "a list" if isinstance(content, list) else "a single value"
        raise InputError(f"{where}: {kind} stands there; {WANTED}")
    if (number := _number_of_values(content)) > MOST_VALUES:
        raise InputError(f"{where}: {number:,} values; at most {MOST_VALUES:,} are read")
    if found := first_odd(content):
        word, reason = found
        raise InputError(f"{_at(text, where, word)}: {reason}")
    if "defaults" in content:
        _check_defaults(content["defaults"], _at(text, where, "defaults"))
    return package, content


def _number_of_values(content: object) -> int:
    if isinstance(content, Mapping):
        return sum(map(_number_of_values, content.values()))
    return sum(map(_number_of_values, content)) if isinstance(content, list) else 1


def _package(text: str, where: str) -> str | None:
    """What ``# @package NAME`` says, in the first lines of a file."""
    package = None
    for n, line in enumerate(text.split("\n"), start=1):
        line = line.strip()
        if not line:
            continue
        header = _HEADER.match(line)
        if not header:
            break
        words = header["rest"].split()
        if len(words) != 2 or words[0] != "package" or not _is_package(words[1]):
            raise InputError(
                f"{where}, line {n}: {line[:60]!r} is no header; # @package _global_ is one"
            )
        package = words[1]
    return package


def _is_package(name: str) -> bool:
    return bool(_PACKAGE.fullmatch(name)) and "hydra" not in name.casefold().split(".")


def _check_defaults(defaults: object, where: str) -> None:
    """Refuse a list of defaults that reaches beyond the groups of the configuration."""
    wanted = "a list such as [{override /council: recorded_2022}] is wanted"
    if not isinstance(defaults, list):
        raise InputError(f"{where}: defaults is {str(defaults)[:40]!r}; {wanted}")
    for entry in defaults:
        names: list[object] = []
        if isinstance(entry, Mapping) and len(entry) == 1:
            ((group, option),) = entry.items()
            names = option if isinstance(option, list) else [] if option is None else [option]
        else:
            group = entry
        if not isinstance(group, str) or not all(isinstance(name, str) for name in names):
            raise InputError(f"{where}: defaults holds {str(entry)[:60]!r}; {wanted}")
        for name in (group, *names):
            if not is_option(str(name), group=name is group):
                raise InputError(
                    f"{where}: defaults names {str(name)[:60]!r}; a group of conf/ and an option "
                    "of it can stand there, and none of Hydra's own"
                )


def is_option(name: str, group: bool = False) -> bool:
    """Whether a name can be that of an option: no way out of its folder, nothing of Hydra's.

    ``group`` : it may begin with a slash or a keyword, and end with a package
    """
    found = _DEFAULT.fullmatch(name)
    if not found or (not group and (found["package"] or name.startswith("/"))):
        return False
    parts = [part.strip().casefold() for part in found["group"].lstrip("/").split("/")]
    outside = any(part in ("", ".", "..") for part in parts) or parts[0] == "hydra"
    package = found["package"]
    return not outside and name.isprintable() and (package is None or _is_package(package))


def _at(text: str, where: str, word: str) -> str:
    """File and line of the first line that holds a word; the file alone where none does."""
    for n, line in enumerate(text.split("\n"), start=1):
        if word.strip() in line:
            return f"{where}, line {n}"
    return where
