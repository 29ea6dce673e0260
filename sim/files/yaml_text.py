"""YAML as a user writes it: no key twice, 1e-3 is a number and 2021-01-01 a word.

What a file could do to the reader is looked for before anything is built: its depth, tags that
name Python objects, and anchors whose aliases multiply.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from sim.errors import InputError
from sim.files.reading import LARGEST_TEXT
from sim.files.text import read_text

DEEPEST = 60  # brackets inside brackets; a scenario has five
MOST_PARTS = 100_000  # values, names and ends of blocks; seconds to read
MOST_REPEATED = 10_000  # values that aliases write again
MOST_DIGITS = 400  # Python refuses to read whole numbers of more than 4,300
PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")
}
_PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]+)?")


class _Loader(yaml.SafeLoader):
    """Plain YAML that refuses a key that stands twice in one place, instead of forgetting one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if not isinstance(name, str):
                raise yaml.constructor.ConstructorError(
                    problem=f"the key {str(name)[:40]} is not a word", problem_mark=key.start_mark
                )
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"{name[:60]} stands there twice", problem_mark=key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep)


# Plain YAML takes 1e-3 for a word and 2021-01-01 for a date; Hydra takes them as below. The key
# "<<", which takes in what an alias names, is a key like another here.
_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, rule)
        for tag, rule in rules
        if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:merge")
    ]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+$"),
    list("-+0123456789"),
)


def read_yaml(path: Path, largest: int = LARGEST_TEXT, hint: str = "") -> object:
    """The content of a YAML file.

    Raises
    ------
    InputError
        If the file cannot be read, or ``load_yaml`` refuses its text.
    """
    return load_yaml(read_text(path, largest, hint), str(path))


def load_yaml(text: str, where: str) -> object:
    """The content of a YAML text of one document.

    Raises
    ------
    InputError
        Where it is not YAML, is nested too deep, grows by aliases, or has a tag other than those
        of plain values, or a key that stands twice. It names the line.
    """
    try:
        check_shape(text, where)
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise InputError(_said(error, text, where)) from None
    except (ValueError, OverflowError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{where}: a value that cannot be read ({str(error)[:80]})") from None


def check_shape(text: str, where: str) -> None:
    """Refuse what a reader of YAML should not be given, before anything is built from it.

    Raises
    ------
    InputError
        For more than ``MOST_PARTS`` values and names, brackets too deep, aliases that multiply, a
        tag that is not a plain value's, a number of more than ``MOST_DIGITS`` digits, or a second
        document.
    yaml.YAMLError
        Where it is not YAML.
    """
    documents, repeated = 0, 0
    opened: list[tuple[str | None, int, int]] = []  # anchor, size so far, depth inside
    known: dict[str, tuple[int, int]] = {}  # size and depth of what an anchor names
    for number, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        mark = event.start_mark
        line = f"{where}, line {mark.line + 1 if mark else 1}"
        if number > MOST_PARTS:
            raise InputError(f"{line}: more than {MOST_PARTS:,} values and names; write fewer")
        size, depth = 0, 0
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise InputError(f"{line}: a second document begins; one is wanted")
        elif isinstance(event, yaml.AliasEvent):
            if str(event.anchor) not in known:
                raise InputError(
                    f"{line}: *{str(event.anchor)[:40]} names nothing that ends above it"
                )
            size, depth = known[str(event.anchor)]
            repeated += size
            if repeated > MOST_REPEATED:
                raise InputError(f"{line}: aliases that grow to more than {MOST_REPEATED:,} values")
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append((event.anchor, 1, 1))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, size, depth = opened.pop()
            if anchor:
                known[anchor] = size, depth
        elif isinstance(event, yaml.ScalarEvent):
            size = 1
            if event.anchor:
                known[event.anchor] = 1, 0
            if event.style is None and _digits(event.value) > MOST_DIGITS:
                raise InputError(f"{line}: a number of {_digits(event.value):,} digits")
        if opened and size:
            anchor, so_far, inside = opened[-1]
            opened[-1] = anchor, so_far + size, max(inside, depth + 1)
        if len(opened) + depth > DEEPEST:
            raise InputError(f"{line}: more than {DEEPEST} levels, one inside the other")
        tag = getattr(event, "tag", None)
        if tag and tag != "!" and tag not in PLAIN_TAGS:
            raise InputError(f"{line}: the tag {tag[:60]!r}; plain values are wanted")


def _digits(value: str) -> int:
    """How many digits a plain value has if it is a whole number, decimal or not; else none."""
    if len(value) <= MOST_DIGITS:
        return 0
    number = re.fullmatch(r"[-+]?(0[bxo])?([0-9a-fA-F_:]+)", value)
    return len(number[2]) if number else 0


def _said(error: yaml.YAMLError, text: str, where: str) -> str:
    """What is wrong, with file and line, in one line."""
    mark = getattr(error, "problem_mark", None)
    position = getattr(error, "position", None)  # of a letter that YAML does not allow
    if mark is None and isinstance(position, int):
        character = getattr(error, "character", 0)
        code = character if isinstance(character, int) else ord(str(character)[:1] or "\0")
        line = text[:position].count("\n") + 1
        return f"{where}, line {line}: the character U+{code:04X} is not allowed in YAML"
    place = f"{where}, line {mark.line + 1}" if mark else where
    problem = getattr(error, "problem", None) or "this is not YAML"
    if "'\\t'" in problem:
        problem = "a tab where spaces are wanted"
    return f"{place}: {problem[:200]}"


def load_cell(text: str) -> object:
    """What one cell of a CSV file means: a number, a word, true or false, or a list like [IND]."""
    if _PLAIN_NUMBER.fullmatch(text):  # the usual case, hundreds of times as fast
        return float(text) if "." in text else int(text)
    try:
        check_shape(text, "")
        return yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return text
