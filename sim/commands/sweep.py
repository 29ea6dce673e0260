"""``lmgsim sweep``: simulate every point of a design in many replicates, and keep what is done."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from sim.commands.arguments import whole
from sim.errors import InputError
from sim.files.place import check_place
from sim.files.places import own_path, shipped_folder

FORM = "lmgsim sweep design=FILE.yaml replicates=100 [key=value ...]"
ADDRESS = re.compile(  # host and port, as Dask reads them
    r"((tcp|ws)://)?([\w-]+(\.[\w-]+)*|\[[0-9A-Fa-f:]+\]):(?P<port>\d{1,5})"
)


@dataclass(frozen=True)
class SweepSettings:
    """What was asked of a sweep, checked."""

    design: Path
    into: Path
    replicates: int
    backend: str
    address: str | None
    workers: int
    dry_run: bool
    shard: str | None  # as it was typed
    merge: tuple[Path, ...]
    overrides: list[str]


def sweep_command(arguments: list[str]) -> None:
    """Read the settings, simulate what is missing, store and show.

    Raises
    ------
    InputError
        For a setting, a factor or a point that does not fit, or work that cannot be done or kept.
    """
    asked = read_settings(arguments)
    from sim.designs import read_design

    design = read_design(asked.design)
    from sim.screens.sweep import show_forecast, show_share, show_sweep
    from sim.screens.terminal import console, progress_bar
    from sim.sweep.backends import backend_of
    from sim.sweep.folder import Split, Sweep, forecast_sweep, run_sweep
    from sim.sweep.shards import Shard
    from sim.sweep.shelf import KIND
    from sim.sweep.workers import Workers

    workers = Workers(asked.backend, asked.workers, asked.address)
    backend_of(workers)
    check_place(asked.into, KIND)
    split = Split(Shard.of_text(asked.shard) if asked.shard else None, asked.merge)
    if asked.into in asked.merge:
        raise InputError(f"merge={asked.into} is the folder of into=; name the others")
    with progress_bar("Runs") as progress:
        sweep = Sweep.of(design, asked.overrides)
        if not asked.dry_run:
            command = ["lmgsim", "sweep", *sys.argv[2:]]
            done = run_sweep(sweep, asked.replicates, asked.into, workers, command, progress, split)
    if asked.dry_run:
        found = forecast_sweep(sweep, asked.replicates, asked.into, workers, split)
        show_forecast(found, asked.workers, asked.backend)
        return
    console.print(
        f"\n[bold]{len(sweep.points):,} points x {asked.replicates:,} replicates[/bold]\n"
    )
    if split.shard:
        show_share(done.place, done.simulated, done.found, asked.shard or "")
        return
    show_sweep(done.place, done.simulated, done.found, done.damaged)


def read_settings(arguments: list[str]) -> SweepSettings:
    """The settings of a sweep; whatever else is given changes the base configuration.

    Raises
    ------
    InputError
        For a setting that is missing or has no sense.
    """
    defaults = yaml.safe_load((shipped_folder("conf") / "sweep.yaml").read_text(encoding="utf-8"))
    given: dict[str, str] = {}
    overrides = []
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if equals and key in ("design", *defaults):
            if not value:
                raise InputError(f"{key}= is empty ({FORM})")
            given[key] = value
        else:
            overrides.append(argument)
    if "design" not in given:
        raise InputError(f"sweep needs design=FILE.yaml, a design of experiments ({FORM})")
    asked = {key: given.get(key, value) for key, value in defaults.items()}
    into = asked["into"] or f"results/sweeps/{Path(given['design']).stem}"
    return SweepSettings(
        design=_design(given["design"]),
        into=own_path(into),
        replicates=whole(asked["replicates"], "replicates", 1, 1_000_000),
        backend=str(asked["backend"]),
        address=_address(asked["backend.address"], str(asked["backend"])),
        workers=whole(asked["workers"], "workers", 1, 256),
        dry_run=_yes_or_no(asked["dry_run"]),
        shard=None if given.get("shard") == "null" else given.get("shard"),
        merge=tuple(
            own_path(name) for name in given.get("merge", "").split(",") if name not in ("", "null")
        ),
        overrides=overrides,
    )


def _address(given: str | None, backend: str) -> str | None:
    if given is None or given == "null":
        return None
    found = ADDRESS.fullmatch(given)
    if not found or int(found["port"]) > 65535 or len(given) > 255:
        raise InputError(
            f"backend.address={given[:60]}: an address such as tcp://host:8786 is wanted"
        )
    if backend != "dask":
        raise InputError(
            f"backend.address={given} is for backend=dask, and backend={backend} is set"
        )
    return given


def _design(given: str) -> Path:
    """The file of a design: its path, or the name of one that comes with the package."""
    shipped = shipped_folder("conf") / "design" / f"{given}.yaml"
    try:
        return shipped if shipped.is_file() and not Path(given).exists() else own_path(given)
    except OSError as error:
        raise InputError(f"design={given[:40]}: {error.strerror}") from None


def _yes_or_no(given: object) -> bool:
    word = str(given).lower()
    if word not in ("true", "false"):
        raise InputError(f"dry_run={given}: true or false is wanted")
    return word == "true"
