"""What is given on a command line: folders, harmless words to Hydra, and changes of values.

Hydra's grammar takes ``2024`` for a number and trips over a bracket or an accent. Where a word is
wanted (the name of an option, a folder, a title) what is given is put in quotes before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import (
    ChoiceSweep,
    Glob,
    IntervalSweep,
    Override,
    Quote,
    QuotedString,
)

from sim.composing.blocks import is_option
from sim.composing.harmless import to_hydra_alone
from sim.composing.references import first_odd, odd_key, odd_reference, outside
from sim.errors import InputError

FOLDER = "--config-dir="  # before a folder with options of one's own
LONGEST = 10_000  # letters of one override
DEEPEST = 20  # brackets inside brackets
MOST_DIGITS = 400
WORDS = ("results", "rules.fit", "scenario.title", "scenario.question", "scenario.source")
MANY = "lmgsim run -m"
_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9_]*([./-][A-Za-z0-9_]+)*")
_NOT_WORDS = ("null", "true", "false", "nan", "inf")
_CALL = re.compile(r"[a-z]+\(.*\)")


@dataclass(frozen=True)
class Asked:
    """What a list of overrides asks for.

    Attributes
    ----------
    folders
        Folders with options of one's own.
    changes
        What changes the configuration, in Hydra's grammar.
    parsed
        The same as Hydra reads it.
    to_hydra
        Words to Hydra that do no harm; they matter to a sweep alone.
    """

    folders: tuple[str, ...]
    changes: list[str]
    parsed: list[Override]
    to_hydra: list[str]


def read_overrides(overrides: Sequence[str], groups: Collection[str], many: bool = False) -> Asked:
    """Sort and check a list of overrides.

    Parameters
    ----------
    groups : the groups that options are chosen from
    many : whether one override may give several values, for a sweep

    Raises
    ------
    InputError
        For what is no ``key=value``, or must not reach Hydra.
    """
    folders, changes, parsed, to_hydra = [], [], [], []
    for override in overrides:
        if override.startswith(FOLDER):
            folders.append(override.removeprefix(FOLDER))
            continue
        _check_text(override)
        if (harmless := to_hydra_alone(override)) is not None:
            to_hydra.append(harmless)
            continue
        _check_meaning(override)
        change = in_words(override, groups, many)
        parsed.append(_parsed(change, override, groups, many))
        changes.append(change)
    return Asked(tuple(folders), changes, parsed, to_hydra)


def _check_text(override: str) -> None:
    """Refuse what Hydra's grammar should not be given."""
    said = override[:60]
    if override.startswith("-"):
        flag = override.partition("=")[0][:40]
        raise InputError(f"there is no flag {flag!r}; key=value is wanted (lmgsim run --help)")
    if len(override) > LONGEST:
        raise InputError(f"{said}...: {len(override):,} letters; at most {LONGEST:,} are read")
    if not override.isprintable():
        code = next(ord(letter) for letter in override if not letter.isprintable())
        raise InputError(f"{said!r}: U+{code:04X} is no letter that can be printed")
    depth = deepest = 0
    for letter in override:
        depth += (letter in "[{(") - (letter in "]})")
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise InputError(f"{said}...: more than {DEEPEST} brackets, one inside the other")
    if re.search(rf"[0-9_]{{{MOST_DIGITS + 1}}}", override):
        raise InputError(f"{said}...: a number of more than {MOST_DIGITS} digits")


def _check_meaning(override: str) -> None:
    """Refuse what reads outside the configuration, or names code."""
    said = override[:60]
    if odd := odd_reference(override):
        raise InputError(f"{override.partition('=')[0][:60]}: {outside(odd)}")
    key = override.partition("=")[0].lstrip("+~").removeprefix("/")
    for part in re.split(r"[./@:\[\]]", key):
        if reason := odd_key(part):
            raise InputError(f"{said}: {reason}")


def in_words(override: str, groups: Collection[str], many: bool) -> str:
    """An override with its value in quotes where a word is wanted and Hydra sees something else."""
    key, equals, value = override.partition("=")
    name = key.lstrip("+")
    if not equals or not (name in WORDS or name.split("@")[0] in groups):
        return override
    in_quotes = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    if in_quotes or (name == "rules.fit" and value == "null"):
        return override
    if name not in WORDS or many:
        if value[:1] in ("[", "{") or _CALL.fullmatch(value):
            return override
        if "," in value:
            parts = [_as_word(part.strip()) for part in value.split(",")]
            plain = not set("'\"[]{}\\") & set(value)
            return f"{key}={','.join(parts)}" if plain else override
    if not value:
        raise InputError(f"{key}= is empty (lmgsim run --help)")
    return f"{key}={_as_word(value)}"


def _as_word(value: str) -> str:
    """A word as Hydra reads it as just that word."""
    if _SAFE.fullmatch(value) and value.lower() not in _NOT_WORDS:
        return value
    return quoted(value)


def quoted(value: str) -> str:
    """A text in quotes, as Hydra's grammar wants it."""
    return QuotedString(value, Quote.single).with_quotes()


def _parsed(change: str, override: str, groups: Collection[str], many: bool) -> Override:
    """One override as Hydra reads it."""
    said = f"{override[:60]}..." if len(override) > 60 else override
    named = bool(change.partition("=")[0].strip("+~ "))
    if not named or ("=" not in change and not change.startswith("~")):
        raise InputError(f"{said!r} given; key=value is wanted (lmgsim run --help)")
    try:
        (parsed,) = OverridesParser.create().parse_overrides([change])
    except Exception as error:
        key = override.partition("=")[0][:40]
        raise InputError(
            f"{said} cannot be read: a list is {key}=[a,b], and a text with brackets, commas or "
            f"other signs goes in quotes within quotes, \"{key}='...'\""
        ) from error
    value = parsed.value()
    one_value = not parsed.is_sweep_override()
    if not one_value:
        if isinstance(value, IntervalSweep):
            raise InputError(f"{said}: give values, a,b,c or range(1,10,2), not an interval")
        if not many:
            raise InputError(
                f"{said}: one value is wanted here; {MANY} takes several, and a list is [a,b]"
            )
        if isinstance(value, ChoiceSweep):
            value = [Override._convert_value(one) for one in value.list]
        elif isinstance(value, Glob):
            value = [*value.include, *value.exclude]
    if found := first_odd(value):
        raise InputError(f"{said}: {found[1]}")
    if parsed.key_or_group in groups and not isinstance(value, dict):
        for name in [value] if one_value or not isinstance(value, list) else value:
            if isinstance(name, list):
                raise InputError(
                    f"{said}: a list was given; one option is wanted, {parsed.key_or_group}=NAME "
                    "(lmgsim run --help lists all)"
                )
            if isinstance(name, str) and not is_option(name):
                raise InputError(
                    f"{said}: {name[:40]!r} cannot be the name of an option "
                    f"({parsed.key_or_group}=NAME; lmgsim run --help lists all)"
                )
    return parsed
