"""What a text may refer to: ``${key}``, another value of the configuration, and nothing else.

OmegaConf calls functions from within texts: ``${oc.env:HOME}`` reads the environment. Whatever
has a colon, a reference inside a reference or an escape is refused before OmegaConf sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sim.errors import InputError

MOST_REFERENCES = 100
CALLS = ("_target_", "_partial_", "_args_", "_convert_", "_recursive_")  # Hydra's way to call code
_PLAIN = re.compile(r"(?<![\\$])\$\{[^\W\d]\w*(?:\.[\w-]+)*\}")


def odd_reference(text: str) -> str | None:
    """The first ``${`` in a text that is no plain ``${key}``, with what follows; None if none."""
    rest = _PLAIN.sub("\0", text)
    at = rest.find("${")
    return None if at < 0 else rest[at : at + 60].replace("\0", "${..}")


def refuse_references(value: object, where: str) -> None:
    """Refuse a value that would read the environment, the clock or anything outside itself.

    Raises
    ------
    InputError
        For a text, at any depth, with a reference other than ``${key}``.
    """
    for _, text in texts(value):
        if odd := odd_reference(text):
            raise InputError(f"{where}: {outside(odd)}")


def outside(odd: str) -> str:
    """Why a reference is refused."""
    return (
        f"{odd} may not stand there: only ${{key}}, another value of the configuration, is read "
        "(docs/how-to/scenario.md)"
    )


def odd_key(key: str) -> str | None:
    """Why a key may not stand in a configuration; None where it may."""
    name = key.strip().casefold()
    if name in CALLS:
        return f"{key.strip()[:40]} names code to be called; a configuration holds values only"
    if re.split(r"[./@]", name)[0] == "hydra":
        return "settings of Hydra itself are not taken from here; scenario and levers are"
    if "${" in key:
        return f"{key[:60]} is no name of a setting"
    return None


def texts(value: object, is_key: bool = False) -> Iterator[tuple[bool, str]]:
    """Every text of a value, at any depth, and whether it is a key."""
    if isinstance(value, str):
        yield is_key, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts(str(key), True)
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def first_odd(value: object) -> tuple[str, str] | None:
    """The first text of a value that may not stand in a configuration, and why."""
    for is_key, text in texts(value):
        if is_key:
            if reason := odd_key(text):
                return text, reason
        elif odd := odd_reference(text):
            return odd, outside(odd)
    return None


def check_whole(content: Mapping[str, object]) -> bool:
    """Look through a composed configuration before its references are resolved.

    Returns
    -------
    bool
        Whether it holds any reference.

    Raises
    ------
    InputError
        For what no configuration may hold, more than ``MOST_REFERENCES`` references, or one that
        leads to another: such chains can grow without bound.
    """
    if found := first_odd(content):
        raise InputError(found[1])
    holding = [text for is_key, text in texts(content) if not is_key and "${" in text]
    if sum(text.count("${") for text in holding) > MOST_REFERENCES:
        raise InputError(f"more than {MOST_REFERENCES} references such as ${{key}}: write values")
    for text in holding:
        for reference in _PLAIN.findall(text):
            target: object = content
            for key in reference[2:-1].split("."):
                target = target.get(key) if isinstance(target, Mapping) else target
            if any("${" in inner for _, inner in texts(target)):
                raise InputError(f"{reference} leads to another reference: write the value there")
    return bool(holding)
