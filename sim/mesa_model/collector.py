"""What the Mesa models collect, the same in both: a row a day, a row a ballot."""

from __future__ import annotations

import mesa
import numpy as np

from sim.world import ABSENT

BALLOTS = "ballots"


def collector() -> mesa.DataCollector:
    """Mesa's collector: the day and its adoptions, each agent's vote and tie, all ballots."""
    return mesa.DataCollector(
        model_reporters={"day": "day", "adopted": "adopted_today"},
        agent_reporters={"iso3": "iso3", "vote": "vote", "affiliation": "affiliation"},
        tables={BALLOTS: ["id", "yes", "abstain", "no", "absent", "adopted"]},
    )


def enter(
    collected: mesa.DataCollector, ballot: str, tally: tuple[int, int, int], votes: np.ndarray,
    adopted: bool,
) -> None:  # fmt: skip
    """Enter a ballot: yes, abstain and no as they count, who of the votes [S] was absent."""
    row = dict(zip(("yes", "abstain", "no"), tally, strict=True))
    absent = int((votes == ABSENT).sum())
    collected.add_table_row(BALLOTS, {"id": ballot, **row, "absent": absent, "adopted": adopted})
