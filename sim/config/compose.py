"""A configuration composed from ``conf`` and a list of overrides, as ``lmgsim run`` composes it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from functools import cache

from sim.errors import InputError
from sim.files.places import shipped_folder

UNKNOWN = re.compile(r"Could not override '([^']+)'")
UNSET = ("levers.", "rules.assumptions.")
SEARCHED = ("Config search path", "provider=")  # says where Hydra looked, which helps nobody


def compose(overrides: list[str]) -> dict[str, object]:
    """The configuration that these overrides (``key=value``, ``group=option``) make, as a dict.

    It can be called anywhere, also inside a Hydra application: what that one holds is put back.

    Raises
    ------
    InputError
        If there is no such group, option, key, lever or setting, or it is not ``key=value``.
    """
    check_overrides(overrides)
    import hydra
    from hydra.core.global_hydra import GlobalHydra
    from omegaconf import OmegaConf

    outer = GlobalHydra.instance()
    before = outer.hydra
    outer.clear()
    folder = str(shipped_folder("conf").resolve())
    try:
        with hydra.initialize_config_dir(folder, version_base="1.3"):
            composed = hydra.compose("config", overrides)
        content = OmegaConf.to_container(composed, resolve=True, throw_on_missing=True)
    except Exception as error:
        reason = hydra_reason(error)
        if reason is None:
            raise
        raise InputError(reason) from None
    finally:
        GlobalHydra.instance().hydra = before
    assert isinstance(content, dict)
    return {str(key): value for key, value in content.items()}


@contextmanager
def unread_help() -> Iterator[None]:
    """Let a Hydra application start on Python 3.14, where argparse reads every help text at once.

    One of Hydra 1.3's is an object that is no text until it is shown. Older Pythons read it then.
    """
    check, parser = "_check_help", argparse.ArgumentParser
    if not hasattr(parser, check):
        yield
        return
    own = vars(parser).get(check)  # None where it is inherited
    setattr(parser, check, lambda *_: None)
    try:
        yield
    finally:
        delattr(parser, check)
        if own is not None:
            setattr(parser, check, own)


@cache
def groups() -> tuple[str, ...]:
    """The groups of options that a run chooses from: ``council``, ``scenario`` and the others."""
    from omegaconf import OmegaConf

    defaults = OmegaConf.load(shipped_folder("conf") / "config.yaml").defaults
    names = [name for entry in defaults if entry != "_self_" for name in entry]
    return tuple(name for name in names if " " not in name)


def hydra_reason(error: BaseException) -> str | None:
    """What Hydra or OmegaConf found wrong with overrides, in one line; None for other errors."""
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    if isinstance(error, ValueError) and "Config group override must be" in str(error):
        return (
            "the name of an option was wanted where a number, or null, was given "
            "(council=recorded_2022; lmgsim run --help lists all)"
        )
    if isinstance(error, InputError) or not isinstance(
        error, HydraException | OmegaConfBaseException
    ):
        return None
    if unknown := UNKNOWN.match(str(error)):
        return _no_setting(unknown[1])
    lines = [line.strip() for line in str(error).splitlines()]
    lines = [line for line in lines if line and not line.startswith(SEARCHED)]
    return " ".join(lines) + " (lmgsim run --help)"


def _no_setting(name: str) -> str:
    """What is wrong with an override of what the configuration does not hold."""
    if name.startswith(UNSET):  # what a lever has was checked before
        return f"{name} has no value unless it is given one, with a plus: +{name}=..."
    keys = {key.split(".")[-1]: key for key in _keys(compose([]))}
    near = get_close_matches(name.split(".")[-1], keys, 1)
    hint = f"did you mean {keys[near[0]]}?" if near else "lmgsim run --help shows all"
    return f"there is no setting {name!r}: {hint}"


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


def check_overrides(overrides: list[str]) -> None:
    """Name unknown levers and settings plainly before Hydra sees them.

    Raises
    ------
    InputError
        For ``levers.NAME...`` with an unknown lever or an unknown setting of it.
    """
    from sim.levers import LEVERS

    for override in overrides:
        parts = key_of(override).split(".")
        if parts[0] != "levers" or len(parts) < 2:
            continue
        if parts[1] not in LEVERS:
            raise InputError(
                f"unknown lever {parts[1]!r}: one of {', '.join(LEVERS)} (conf/levers/all.yaml)"
            )
        settings = LEVERS[parts[1]].model_fields
        if len(parts) > 2 and parts[2] not in settings:
            raise InputError(
                f"lever {parts[1]} has no setting {parts[2]!r}: one of {', '.join(settings)} "
                "(conf/levers/all.yaml)"
            )
