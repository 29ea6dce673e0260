"""A forecast's results folder: tables, seal, figure, report."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from sim import store
from sim.data.blocs import check_seats, told_of
from sim.data.fitted import Fit
from sim.data.states import read_table
from sim.files.folders import new_folder
from sim.files.reading import LARGEST_TABLE, read_bytes
from sim.forecast.draft import Draft
from sim.forecast.forecast import Forecast
from sim.reports.forecast import write_forecast_report
from sim.world import LMG

SEALED = ("drafts.csv", "forecast.csv")  # the files whose bytes the seal is of


def store_forecast(
    found: Forecast, drafts: Sequence[Draft], fit: Fit, seed: int, results: Path
) -> tuple[Path, dict[str, object]]:
    """Write a forecast into a new folder of ``results``; returns the folder and its summary.

    ``seal.json`` holds the day of writing and a hash of the tables: whoever publishes the hash on
    that day can show later that the forecast came first.

    Raises
    ------
    InputError
        If the place cannot be written.
    """
    summary: dict[str, object] = {
        "experiment": "forecast",
        "replicates": len(found.votes),
        "seed": seed,
        "title": found.texts[0].title if len(found.texts) == 1 else f"{len(found.texts)} drafts",
        "drafts": len(found.texts),
        "last_vote": str(found.before.last_vote),
        "fit_until": str(fit.story["train_until"]),
    }
    about = _bloc(found, fit)
    summary |= about
    with new_folder(results, "forecast", "forecast") as folder:
        draft = folder.draft
        store.write_csv(found.drafts, draft / "drafts.csv")
        store.write_csv(found.members, draft / "forecast.csv")
        store.write_csv(track_record(), draft / "track_record.csv")
        given = [{k: _plain(v) for k, v in asdict(one).items() if v not in (None, "")}
                 for one in drafts]  # fmt: skip
        store.write_json({"drafts": given}, draft / "given.json")
        summary["seal"] = seal_of(draft)
        sealed = {"sha256": summary["seal"], "files": list(SEALED),
                  "written": datetime.now(UTC).isoformat(timespec="seconds"),
                  "last_vote": summary["last_vote"], "fit_until": summary["fit_until"]}  # fmt: skip
        store.write_json(sealed, draft / "seal.json")
        store.write_json(summary, draft / "summary.json")
        command = ["lmgsim", "forecast", *sys.argv[2:]]
        store.write_json(
            store.provenance(command, seed, fit.story) | about, draft / "provenance.json"
        )
        from sim.plots.room import draw_forecast  # slow to import

        draw_forecast(draft)
        write_forecast_report(draft)
    return folder.place, summary


def _bloc(found: Forecast, fit: Fit) -> dict[str, object]:
    """Which bloc is asked about; nothing for the Like-Minded Group."""
    states, agenda = found.before.states, found.before.agenda
    if states.bloc == LMG:
        return {}
    seats = check_seats(states, agenda.sits[found.before.first :], f"on {found.texts[0].date}")
    return {"bloc": told_of(states.bloc, seats, fit)}


def seal_of(folder: Path) -> str:
    """The hash of a forecast's tables: SHA-256 of the files of ``SEALED``, one after the other."""
    digest = hashlib.sha256()
    for name in SEALED:
        digest.update(read_bytes(folder / name, LARGEST_TABLE))
    return digest.hexdigest()


def track_record() -> pd.DataFrame:
    """How often such forecasts were right, by kind of text: ``forecast_record.csv``."""
    return read_table("forecast_record.csv")


def _plain(value: object) -> object:
    return value if isinstance(value, int | str) else str(value)
