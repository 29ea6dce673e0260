"""What every lever does at the top of its range, measured on the recorded agenda.

    python -m make_pages.lever_effects          writes docs/model/levers.md; about two minutes

Every replicate draws weights, assumptions and chance anew and is paired with itself without the
lever. Levers on seats need a Council that renews itself and are not in the table.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.fitted import load_fit
from sim.data.real_world import real_world
from sim.files.whole import write_whole
from sim.levers import LEVERS, Lever
from sim.measures import BASELINE
from sim.mechanisms.facts import default_of
from sim.study.design import HOPED, MEASURED, Design
from sim.study.setup import Setup
from sim.study.tables import conduct

REPLICATES, SEED = 400, 2026
SINCE, UNTIL = "2022-01-01", "2024-12-31"
PAGE = Path("docs/model/levers.md")
AT_REST = ("targets", "penholders", "forum", "start", "end", "ramp_years")
HEAD = f"""# What every lever does

Each lever alone, at the top of its range and on its usual targets, {SINCE[:4]} to {UNTIL[:4]}, \
{REPLICATES} replicates, seed {SEED}. Every replicate draws weights, assumptions and chance anew \
and is paired with itself without the lever. In brackets the 95 % interval of the mean over \
replicates, not of a single world; bold where it excludes zero. Written by `make lever-table`.

Defections are votes of affiliates off the organisers' line (abstentions against it and opposite \
votes), per run. The margin is yes less no on country texts, in votes a text.
"""
PARTS = {
    MEASURED: """
## With what is known

Strengths are drawn from [what is known of them](evidence.md). Of most nothing is known, and their \
prior is centred on nothing: a mean of nothing then says just that.
""",
    HOPED: """
## With what the sources hope for

The same with `evidence=hoped`: strengths as the authors of the sources would have them be.
""",
}
COLUMNS = """
| side | lever | setting | defections, country texts | defections, all texts | \
margin, country texts | USD million |
| --- | --- | --- | --- | --- | --- | --- |
"""
TAIL = """
Levers on seats (candidacies, contested_slates, opposition, suspension, lmg_candidacies) change \
who sits and are measured in `tests/study/test_membership.py`: each has the sign that its \
source says.

What does not come out as the sources suggest even with the strengths they hope for, and why:
- **hostile_amendments**: hardly any added amendment finds a majority, because most members want \
the text; where the text is unpopular already, a carried amendment turns noes into abstentions.
- **praise** is small: few states are under review at a time, and what they owe fades.
- **transparency** draws everybody towards the middle of the room, those in favour too; it costs \
the group noes and hostile amendments, and wins scrutiny no yes votes.
- **criticism** in public puts others in the light more than it moves its targets; dialogue is \
what makes affiliates leave the line.
- **engagement**: what absence costs scrutiny in yes votes, a group that falls asleep gives back \
in noes that are not cast; over the assumed ranges it gives back a little more. Where seats are \
recorded the absent state still votes from its own.
- **early_warning** is small: the Council had voted before on nearly all states that are \
scrutinised in these years.
- **mission_staff** works through the pull of donors and of the democracies' line, and neither \
makes unseen votes more likely ([ledger](ledger.md)).
"""


def at_full(name: str) -> tuple[Lever, str]:
    """A lever with every number at the top of its range, and the setting in words."""
    lever = LEVERS[name]
    top = {}
    for field, info in lever.model_fields.items():
        most = next((m.le for m in info.metadata if hasattr(m, "le")), None)
        if field not in AT_REST and most is not None:
            top[field] = most
    words = ", ".join(f"{field} {value:g}" for field, value in top.items())
    return lever.model_validate(default_of("levers")[name] | top), words


def measured(evidence: str) -> pd.DataFrame:
    """One row a lever: mean effects with the 95 % intervals of the means.

    ``evidence`` says from which priors strengths are drawn: ``MEASURED`` or ``HOPED``.
    """
    fit = load_fit()
    world = real_world(SINCE, UNTIL, fit)
    pulled = {name: at_full(name) for name, lever in LEVERS.items() if not lever.on_seats}
    run = list(pulled)
    first, last = (world.agenda.date[at].astype(object) for at in (0, -1))
    levers = {name: pulled[name][0].within(first, last) for name in run}
    arms = {BASELINE: [], **{name: [lever] for name, lever in levers.items()}}
    runs = conduct(Setup(world, fit), Design(arms, REPLICATES, SEED, evidence=evidence)).runs
    runs["left"] = runs.soft + runs.hard
    country = runs[runs.kind == "country"].set_index(["replicate", "arm"])
    wide = {
        "country": country.left.unstack("arm"),
        "all": runs.groupby(["replicate", "arm"]).left.sum().unstack("arm"),
        "margin": country.margin.unstack("arm"),
    }
    rows = []
    for name in run:
        row: dict[str, object] = {
            "side": levers[name].side,
            "lever": name,
            "setting": pulled[name][1],
            "cost": levers[name].cost_usd(world.states) / 1e6,
        }
        for measure, table in wide.items():
            more = (table[name] - table[BASELINE]).to_numpy(float)
            row[measure] = (more.mean(), 1.96 * more.std(ddof=1) / np.sqrt(len(more)))
        rows.append(row)
    return pd.DataFrame(rows)


def told(effect: tuple[float, float], digits: int) -> str:
    """A mean with its interval; bold where it excludes zero."""
    mean, half = effect
    text = f"{mean:+.{digits}f} [{mean - half:.{digits}f}, {mean + half:.{digits}f}]"
    return f"**{text}**" if abs(mean) > half else text


def rows(table: pd.DataFrame) -> str:
    """The lines of a table of the docs."""
    lines = [
        f"| {row.side} | {row.lever} | {row.setting} | {told(row.country, 1)} | "
        f"{told(row.all, 1)} | {told(row.margin, 2)} | {row.cost:,.1f} |"
        for row in table.sort_values("side", kind="stable").itertuples()
    ]
    return COLUMNS + "\n".join(lines) + "\n"


def page() -> str:
    """The page of the docs."""
    parts = (words + rows(measured(evidence)) for evidence, words in PARTS.items())
    return HEAD + "".join(parts) + TAIL


if __name__ == "__main__":
    write_whole(PAGE, page())
    print(PAGE)
