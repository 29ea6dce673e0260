"""A configuration composed from ``conf`` and a list of overrides, as all commands compose it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from sim.composing.references import check_whole, refuse_references
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.composing.overrides import Asked

__all__ = ["check_overrides", "compose", "groups", "key_of", "read", "refuse_references"]

UNSET = ("levers.", "rules.assumptions.")


def compose(overrides: Sequence[str]) -> dict[str, object]:
    """The configuration that these overrides make, as a dict.

    It can be called anywhere, from several threads and inside a Hydra application.

    Parameters
    ----------
    overrides
        ``key=value``, ``group=option``, and ``--config-dir=FOLDER`` for options of one's own.

    Raises
    ------
    InputError
        If there is no such group, option, key, lever or setting, it is not ``key=value``, or a
        file of an option cannot be read or holds what may not stand there.
    """
    return composed(read(overrides))


def read(overrides: Sequence[str], many: bool = False) -> Asked:
    """What overrides ask for, checked; ``many`` lets one of them give several values."""
    check_overrides(overrides)
    from sim.composing.overrides import read_overrides

    return read_overrides(overrides, groups(), many)


def composed(asked: Asked, unresolved: bool = False) -> dict[str, object]:
    """The configuration that was asked for; see ``compose``.

    ``unresolved`` : references such as ``${seed}`` are left as they stand
    """
    from omegaconf import OmegaConf

    from sim.composing.loading import Loader, as_hydra_1_3

    try:
        with as_hydra_1_3():
            config, _ = Loader(asked.folders).compose(asked.parsed)
            raw = OmegaConf.to_container(config)
            assert isinstance(raw, dict)
            check_whole({str(key): value for key, value in raw.items()})
            if not unresolved:
                raw = OmegaConf.to_container(config, resolve=True, throw_on_missing=True)
    except InputError as error:
        raise InputError(_reason(error)) from error.__cause__
    assert isinstance(raw, dict)
    return {str(key): value for key, value in raw.items()}


@cache
def groups() -> tuple[str, ...]:
    """The groups of options that a run chooses from: ``council``, ``scenario`` and the others."""
    from sim.composing.loading import groups

    return groups()


def _reason(error: InputError) -> str:
    """Why nothing could be composed; where a key is unknown, with the nearest there is."""
    cause = error.__cause__
    if cause is None:
        return str(error)
    from sim.composing.reasons import UNKNOWN

    unknown = UNKNOWN.match(str(cause))
    return _no_setting(unknown[1]) if unknown else str(error)


def _no_setting(name: str) -> str:
    """What is wrong with an override of what the configuration does not hold."""
    if name.startswith(UNSET):  # what a lever has was checked before
        return f"{name} has no value unless it is given one, with a plus: +{name}=..."
    keys = {key.split(".")[-1]: key for key in _keys(compose([]))}
    near = get_close_matches(name.split(".")[-1], keys, 1)
    hint = f"did you mean {keys[near[0]]}?" if near else "lmgsim run --help shows all"
    return f"there is no setting {name[:60]!r}: {hint}"


def _keys(content: Mapping[str, object], above: str = "") -> Iterator[str]:
    """All settings of a configuration, by their full names."""
    for key, value in content.items():
        if isinstance(value, Mapping):
            yield from _keys(value, f"{above}{key}.")
        else:
            yield above + key


def key_of(override: str) -> str:
    """What an override sets, whether it adds, changes or takes away."""
    return override.split("=", 1)[0].lstrip("+~")


def check_overrides(overrides: Sequence[str]) -> None:
    """Name unknown levers and settings plainly before Hydra sees them.

    Raises
    ------
    InputError
        For ``levers.NAME...`` with an unknown lever or an unknown setting of it.
    """
    for override in overrides:
        parts = key_of(override).split(".")
        if parts[0] != "levers" or len(parts) < 2:
            continue
        from sim.levers import LEVERS

        if parts[1] not in LEVERS:
            raise InputError(
                f"unknown lever {parts[1][:60]!r}: one of {', '.join(LEVERS)} "
                "(conf/levers/all.yaml)"
            )
        settings = [LEVERS[parts[1]].key_of(field) for field in LEVERS[parts[1]].model_fields]
        if len(parts) > 2 and parts[2] not in settings:
            raise InputError(
                f"lever {parts[1]} has no setting {parts[2][:60]!r}: one of {', '.join(settings)} "
                "(conf/levers/all.yaml)"
            )
