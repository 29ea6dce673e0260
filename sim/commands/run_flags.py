"""The flags of ``lmgsim run``: what is to be shown, or that several values are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.errors import InputError

SHORT = {"-h": "--help", "-m": "--multirun", "-r": "--run", "-c": "--cfg", "-p": "--package",
         "-i": "--info", "-cp": "--config-path", "-cn": "--config-name",
         "-sc": "--shell-completion"}  # fmt: skip
ALONE = ("--help", "--multirun", "--run", "--resolve")
TAKES = {"--cfg": ("job",), "--info": ("defaults", "searchpath"), "--package": ()}
REFUSED = {
    "--config-path": "use --config-dir FOLDER for options of your own",
    "--config-name": "use --config-dir FOLDER for options of your own",
    "--experimental-rerun": "run the config.yaml of the results again (docs/how-to/)",
    "--shell-completion": "lmgsim run --help lists all that can be chosen",
    "--version": "lmgsim --version",
    "--hydra-help": "lmgsim run --help",
}


@dataclass(frozen=True)
class Flags:
    """What the flags say."""

    alone: frozenset[str]  # those without a value
    cfg: str | None = None
    info: str | None = None
    package: str | None = None

    @property
    def many(self) -> bool:
        """Whether several values may be given, each a job."""
        return "--multirun" in self.alone


def read_flags(arguments: Sequence[str]) -> tuple[Flags, list[str]]:
    """The flags, and what else was given.

    Raises
    ------
    InputError
        For a flag that there is not, or a value that it does not take.
    """
    alone, valued, rest = set(), {}, []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("-") or word.startswith("--config-dir="):
            rest.append(word)
            continue
        flag, equals, value = word.partition("=")
        name = SHORT.get(flag, flag)
        if name in REFUSED:
            raise InputError(f"run takes no {name}: {REFUSED[name]}")
        if name in ALONE and not equals:
            alone.add(name)
        elif name in TAKES:
            if not equals and waiting and (name != "--info" or waiting[0] in TAKES[name]):
                value = waiting.pop(0)
            valued[name] = value or ("defaults" if name == "--info" else "")
            if not valued[name] or (TAKES[name] and valued[name] not in TAKES[name]):
                allowed = " or ".join(TAKES[name]) or "the name of a part, e.g. scenario"
                raise InputError(f"{name} {valued[name][:40]}: {allowed} is wanted")
        else:
            raise InputError(
                f"run has no flag {flag[:40]!r}: -m, --config-dir FOLDER, --cfg job, "
                "--info defaults, --help"
            )
    if "--package" in valued and "--cfg" not in valued:
        raise InputError("--package goes with --cfg job (lmgsim run --cfg job --package scenario)")
    return Flags(
        frozenset(alone), valued.get("--cfg"), valued.get("--info"), valued.get("--package")
    ), rest
