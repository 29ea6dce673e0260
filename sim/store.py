"""How a results folder's content is written: numbers rounded, configuration and provenance.

``sim.files`` says where such a folder lies and how it gets there whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shlex
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

import pandas as pd
import yaml

from sim import __version__
from sim.data.record.in_force import in_force
from sim.files.tables import write_table
from sim.files.whole import write_whole
from sim.plugins import told as plugins_in_force

PACKAGES = ("numpy", "numba", "pandas", "scipy", "pyarrow", "mesa", "networkx", "hydra-core",
            "pydantic", "matplotlib")  # fmt: skip
FLOAT_FORMAT = "%.8g"


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """A table as CSV with the same bytes on every machine."""
    write_table(table, path, FLOAT_FORMAT)


def write_json(content: object, path: Path, hint: str = "") -> None:
    """JSON, numbers rounded to eight digits; the file is whole or as it was.

    Parameters
    ----------
    hint : what to do where it cannot be written

    Raises
    ------
    InputError
        If it cannot be written.
    """
    write_whole(path, json.dumps(_plain(content), indent=1) + "\n", hint)


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int):
        return value
    if hasattr(value, "item"):
        return _plain(value.item())
    if isinstance(value, float):
        return None if value != value else float(FLOAT_FORMAT % value)
    return str(value)


def write_config(config: dict[str, object], path: Path) -> None:
    """The composed configuration, as it was run."""
    path.write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), encoding="utf-8")


def provenance(command: list[str], seed: int, fit_story: dict[str, object]) -> dict[str, object]:
    """Where the numbers come from: version, commit, seed, data hashes, packages, machine."""
    return {
        "lmgsim": __version__,
        "commit": commit(),
        "command": shlex.join(command),
        "seed": seed,
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "precision": "float64",
        "tables_sha256": table_hashes(),
        "record": in_force().told(),
        "fit": fit_story,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        **({"plugins": plugged} if (plugged := plugins_in_force()) else {}),
        "packages": {name: _version(name) for name in PACKAGES},
    }


def table_hashes() -> dict[str, str]:
    """SHA-256 of every embedded table and of the fits that come with the package."""
    hashes = {}
    for folder in ("tables", "fitted", "fitted_2020", "fitted_today"):
        for item in sorted((files("sim.data") / folder).iterdir(), key=lambda p: p.name):
            if item.is_file() and not item.name.startswith("."):
                hashes[f"{folder}/{item.name}"] = hashlib.sha256(item.read_bytes()).hexdigest()
    return hashes


def commit() -> str | None:
    """The commit of the checkout the package runs from; None outside a checkout."""
    here = Path(__file__).parent.parent
    if not (here / ".git").exists():
        return None
    try:
        found = subprocess.run(
            ["git", "-C", str(here), "rev-parse", "--verify", "--quiet", "HEAD"],
            capture_output=True, text=True, timeout=5, check=False,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found.stdout.strip() or None


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
