"""Where in a YAML text a setting stands, for the message that says what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

import yaml


def line_of_setting(text: str, keys: Sequence[object]) -> int:
    """The line of the value at ``keys``, or of the innermost block around it that there is.

    Parameters
    ----------
    text : what ``sim.files.yaml_text.load_yaml`` has read, so that it is known to be harmless
    keys : names in blocks and positions in lists, from the outside in
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 1
    for key in keys:
        found = _inside(node, key)
        if found is None:
            break
        line, node = found
    return line


def _inside(node: yaml.Node | None, key: object) -> tuple[int, yaml.Node] | None:
    """Line and value of one entry of a block or list; None where there is no such entry."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return name.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        value = node.value[key]
        return value.start_mark.line + 1, value
    return None
