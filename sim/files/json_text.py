"""JSON that somebody handed over, or that we wrote and a disk may have broken."""

from __future__ import annotations

import json
from pathlib import Path

from sim.errors import InputError
from sim.files.reading import LARGEST_TEXT
from sim.files.text import read_text


def read_json(path: Path, largest: int = LARGEST_TEXT, finite: bool = True) -> dict[str, object]:
    """The object that a JSON file holds.

    Parameters
    ----------
    finite : whether Infinity is refused; NaN always is

    Raises
    ------
    InputError
        If it cannot be read, is not JSON, names a key twice, or holds anything but an object.
    """
    return parse_json(read_text(path, largest), str(path), finite)


def parse_json(text: str, where: str, finite: bool = True) -> dict[str, object]:
    """The object that a JSON text holds; NaN and Infinity, which are not JSON, are refused.

    Python writes Infinity, so what is no longer finite may be read back without ``finite``.

    Raises
    ------
    InputError
        If it is not JSON, names a key twice, or holds anything but an object.
    """
    try:
        content = json.loads(
            text, object_pairs_hook=_once, parse_constant=_refused if finite else _infinite
        )
    except json.JSONDecodeError as error:
        raise InputError(f"{where}, line {error.lineno}: not JSON ({error.msg})") from None
    except RecursionError:
        raise InputError(f"{where}: brackets inside brackets, too deep to be read") from None
    except ValueError as error:  # a key twice, a constant, a number of thousands of digits
        raise InputError(f"{where}: {str(error)[:200]}") from None
    if not isinstance(content, dict):
        raise InputError(f"{where}: an object in braces is wanted, not {type(content).__name__}")
    return content


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"the key {twice[:60]!r} stands there twice")
    return content


def _refused(name: str) -> object:
    raise ValueError(f"{name} is not JSON; a finite number or null is wanted")


def _infinite(name: str) -> float:
    if name == "NaN":
        _refused(name)
    return float(name)
