"""What every command that answers a question hands back, and writes into its folder."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sim import store
from sim.data.states import read_table
from sim.study.setup import Setup


@dataclass(frozen=True)
class Answer:
    """What was found, and where it lies."""

    folder: Path
    summary: dict[str, object]
    tables: dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Origin:
    """Where an answer comes from."""

    command: str  # its name
    seed: int
    setup: Setup | None = None  # its fit, and what its years rest on; None: nothing is simulated
    configs: Mapping[str, dict[str, object]] = field(default_factory=dict)  # whole, by file name


def write_answer(
    draft: Path,
    summary: dict[str, object],
    tables: Mapping[str, pd.DataFrame],
    origin: Origin,
    raw: Mapping[str, pd.DataFrame] | None = None,
) -> None:
    """Write all of an answer but its figures and its report.

    Parameters
    ----------
    tables : what people read, each a CSV file
    raw : what programs read, each a Parquet file
    """
    for name, table in tables.items():
        store.write_csv(table, draft / f"{name}.csv")
    for name, table in (raw or {}).items():
        table.to_parquet(draft / f"{name}.parquet", index=False)
    setup = origin.setup
    about = setup.bloc() if setup else {}
    store.write_json({**summary, **about}, draft / "summary.json")
    for name, content in origin.configs.items():
        store.write_config(content, draft / f"{name}.yaml")
    typed = ["lmgsim", origin.command, *sys.argv[2:]]
    provenance = store.provenance(typed, origin.seed, setup.fit.story if setup else {})
    provenance["track_record"] = _track_record()
    if setup:
        provenance |= setup.foundations()
    store.write_json(provenance, draft / "provenance.json")


def _track_record() -> list[dict[str, object]]:
    """How often the package's fit was right on votes it had not seen, a row a part of them."""
    table = read_table("forecast_record.csv")
    words = ("part", "since", "until")
    numbers = table.drop(columns=list(words)).apply(pd.to_numeric)
    return table[list(words)].join(numbers).to_dict("records")
