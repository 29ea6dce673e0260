"""Results on disk: a folder that is either whole or not there.

Everything is written into a hidden folder beside its place and renamed when it is complete, so
an interrupted run leaves nothing half-written behind.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

import pandas as pd
import yaml

from sim import __version__
from sim.errors import InputError

PACKAGES = ("numpy", "numba", "pandas", "scipy", "pyarrow", "mesa", "networkx", "hydra-core",
            "pydantic", "matplotlib")  # fmt: skip
FLOAT_FORMAT = "%.8g"


@dataclass
class Results:
    """A folder of results in the making."""

    draft: Path  # where to write
    place: Path  # where it lies once it is whole


@contextmanager
def results_folder(
    root: Path, experiment: str, moment: datetime | None = None
) -> Iterator[Results]:
    """A draft folder that becomes ``root/experiment/<time>`` if all goes well, else vanishes.

    Raises
    ------
    InputError
        If the place cannot be written.
    """
    stamp = (moment or datetime.now(UTC)).strftime("%Y-%m-%dT%H-%M-%S")
    try:
        parent = root / experiment
        parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=parent))
    except OSError as error:
        raise InputError(
            f"cannot write results to {root}: {error.strerror}; name another folder with "
            "results=FOLDER"
        ) from None
    results = Results(draft, parent / stamp)
    try:
        yield results
        draft.chmod(0o755)
        results.place = unused(results.place)
        draft.rename(results.place)
    except OSError as error:
        raise InputError(f"cannot write results to {root}: {error.strerror}") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def unused(place: Path) -> Path:
    """``place``, or with a number behind it where that is taken."""
    candidate, n = place, 2
    while candidate.exists():
        candidate = place.with_name(f"{place.name}-{n}")
        n += 1
    return candidate


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """A table as CSV with the same bytes on every machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(path, index=False, float_format=FLOAT_FORMAT, lineterminator="\n")


def write_json(content: object, path: Path) -> None:
    """JSON, numbers rounded to eight digits; the file is whole or as it was.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_text(json.dumps(_plain(content), indent=1) + "\n", encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


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
        "fit": fit_story,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "packages": {name: _version(name) for name in PACKAGES},
    }


def table_hashes() -> dict[str, str]:
    """SHA-256 of every embedded table and of the stored fit."""
    hashes = {}
    for folder in ("tables", "fitted"):
        for item in sorted((files("sim.data") / folder).iterdir(), key=lambda p: p.name):
            if item.is_file():
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
