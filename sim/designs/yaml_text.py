"""YAML as a design is written in it: no key twice, 1e-3 is a number and 2021-01-01 a word."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

import yaml

from sim.errors import InputError

_PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]+)?")


class _Loader(yaml.SafeLoader):
    """Plain YAML that refuses a key that stands twice in one place, instead of forgetting one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if not isinstance(name, str):
                raise yaml.constructor.ConstructorError(
                    problem=f"the key {name!r} is not a word", problem_mark=key.start_mark
                )
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"{name} stands there twice", problem_mark=key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep)


# Plain YAML takes 1e-3 for a word and 2021-01-01 for a date; Hydra takes them as below.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+$"),
    list("-+0123456789"),
)


def load_yaml(text: str, where: str) -> object:
    """The content of a YAML text.

    Raises
    ------
    InputError
        Where it is not YAML, or a key stands twice.
    """
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "this is not YAML"
        raise InputError(f"{where}{line}: {problem}") from None


def load_cell(text: str) -> object:
    """What one cell of a CSV file means: a number, a word, true or false, or a list like [IND]."""
    if _PLAIN_NUMBER.fullmatch(text):  # the usual case, hundreds of times as fast
        return float(text) if "." in text else int(text)
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError:
        return text
