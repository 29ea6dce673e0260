"""One run from question to results folder: simulate, measure, write, and say it in tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from sim.analysis import effects
from sim.analysis.levels import Levels
from sim.answers.answer import Answer, Origin, write_answer
from sim.answers.at_work import Resting, assumption_table, assumptions_at_work, lever_row
from sim.answers.compare_choice import Choice, choice_tables, choose, told_of
from sim.answers.standings import standings_table
from sim.config.schema import RunConfig
from sim.files.folders import new_folder
from sim.levers import Lever
from sim.measures import BASELINE, INTERVENTION, NAMED, parts_of
from sim.measures.outcomes import USUAL
from sim.plots.of_run import draw_all
from sim.pool import Progress
from sim.reports.brief import write_brief
from sim.reports.run import write_report
from sim.study.aim import Aim, aim_at
from sim.study.design import Design
from sim.study.experiment import bloc_of
from sim.study.realism import patterns, tally_coverage
from sim.study.setup import design_of, levers_of, setup_of
from sim.study.tables import SEATS, Tables, conduct
from sim.world import ABSTAIN, GROUPS, KINDS, NO, PENS, STRANDS, YES, World

SUMMARY_KINDS = ("country", "thematic")


def answer(
    config: RunConfig,
    composed: dict[str, object],
    progress: Progress | None,
    by_hand: Sequence[str] = (),
    outcome: str = USUAL,
    on: str = "",
    brief: bool = True,
) -> Answer:
    """Run a configuration and store its results.

    Parameters
    ----------
    composed : the configuration as it was composed, with nothing left out
    outcome, on : what leads the answer, and on which texts (``sim.study.aim``)
    brief : whether a brief is written too
    by_hand : the overrides that make it another than its scenario's

    Raises
    ------
    InputError
        If the configuration cannot be run or the results cannot be written.
    """
    setup = setup_of(config.council, config.rules.fit)
    world, levers = setup.world, levers_of(config, setup)
    design = design_of(config, {BASELINE: [], INTERVENTION: levers})
    design = replace(design, signatures=True)
    aim = aim_at(world.agenda, world.states, outcome, on)
    with new_folder(config.results, config.scenario.name, "run") as results:
        draft = results.draft
        found = conduct(setup, design, progress, aim.texts)
        resting = assumptions_at_work(
            levers, world, design.off, design.ranges, True, design.evidence
        )
        tables = derive(world, found, levers)
        tables["assumptions"] = assumption_table(resting)
        effect = effects.extra_by_replicate(found.runs)
        tables["standings"] = standings_table(effect, design, range(design.replicates), resting)
        choice = _choice(found, aim)
        if choice:
            tables |= _turning(choice, design, resting, found, aim)
        coverage = tally_coverage(world, found.ballot_runs)
        summary = summarise(config, by_hand, world, levers, tables, found, coverage)
        summary |= {"measure": aim.column, "on": aim.on, "about": aim.about}
        if choice:
            summary["choice"] = told_of(choice)
        raw = {name: getattr(found, name) for name in ("runs", "state_runs", "ballot_runs")}
        origin = Origin("run", config.seed, setup, {"config": composed})
        write_answer(draft, summary, tables, origin, raw)
        draw_all(draft)
        write_report(draft)
        if brief:
            write_brief(draft)
    return Answer(results.place, summary, tables)


def derive(world: World, found: Tables, levers: list[Lever]) -> dict[str, pd.DataFrame]:
    """The tables that people read, from the raw ones."""
    states, agenda = world.states, world.agenda
    names = dict(zip(states.iso3, states.name, strict=True))
    recorded = {
        vote: (agenda.recorded == value).sum(1)
        for vote, value in (("yes", YES), ("abstain", ABSTAIN), ("no", NO))
    }
    voted = sum(recorded.values()) > 0
    facts = pd.DataFrame(
        {
            "id": agenda.id,
            "symbol": agenda.symbol,
            "date": agenda.date.astype(str),
            "kind": [KINDS[k] for k in agenda.kind],
            "strand": [STRANDS[c] for c in agenda.strand],
            "pen": [PENS[p] for p in agenda.pen],
            "title": agenda.title,
            **{
                f"recorded_{vote}": pd.Series(count).where(voted).astype("Int64")
                for vote, count in recorded.items()
            },
        }
    )
    movers = effects.movers(found.state_runs, names)
    lists = {}
    if len(found.signatures):
        lists["signatories"] = effects.signatories(found.signatures)
        lists["signers"] = effects.signers(found.signers)
    return lists | {
        "defection": effects.defection(found.runs),
        "movers": movers,
        "measures": pd.concat([effects.measured(found.runs), *_named(found)], ignore_index=True),
        "cohesion": effects.cohesion(found.runs),
        "exits": effects.exits(found.runs),
        "ballots": effects.ballots(found.ballot_runs, facts),
        "realism": patterns(world, found.runs),
        "affiliation": found.affiliation,
        "states": _state_table(world, found, movers),
        "network": _network_table(world),
        "levers": pd.DataFrame(
            [
                {
                    "lever": type(lever).__name__,
                    "title": lever.title,
                    **lever_row(lever, states),
                }
                for lever in levers
            ]
        ),
    }


def _named(found: Tables) -> list[pd.DataFrame]:
    """The measures of the texts that were named, where any were."""
    if found.named.empty:
        return []
    table = effects.measured(found.named)
    return [table[table.kind == NAMED]]


def _levels(found: Tables, aim: Aim) -> pd.DataFrame:
    """The outcome that leads in every replicate and arm; empty where it could not be counted."""
    parts = parts_of(aim.column)
    assert parts is not None, aim.column
    kind, one = parts
    runs = found.named if kind == NAMED else found.runs
    rows = runs[runs.kind == (kind or runs.kind.iloc[0])]
    level = Levels(runs).of(one).loc[rows.index]
    return rows[["replicate", "arm"]].assign(**{aim.column: level}).dropna()


def _choice(found: Tables, aim: Aim) -> Choice | None:
    """To pull the levers or not, by the outcome that leads; None where it was not counted."""
    level = _levels(found, aim)
    return choose(level, aim.column, None) if level.arm.nunique() > 1 else None


def _turning(
    choice: Choice, design: Design, resting: Sequence[Resting], found: Tables, aim: Aim
) -> dict[str, pd.DataFrame]:
    tables = choice_tables(choice, design, resting, _levels(found, aim))
    return {name: tables[name] for name in ("switching", "knowing")}


def _state_table(world: World, found: Tables, movers: pd.DataFrame) -> pd.DataFrame:
    states = world.states
    affiliate, _ = bloc_of(world)
    last = found.affiliation[found.affiliation.session == world.agenda.session_name[-1]]
    table = pd.DataFrame(
        {
            "iso3": states.iso3,
            "name": states.name,
            "group": [GROUPS[g] for g in states.group],
            "freedom": states.freedom * 100,
            "documented_affiliation": states.affiliation,
            "organiser": states.organiser,
            "affiliate": affiliate,
            **{name: found.seats[name] for name in SEATS},
        }
    )
    for arm, part in last.groupby("arm", sort=False):
        table[f"affiliation_{arm}"] = table.iso3.map(part.set_index("iso3").affiliation)
    extra = movers.set_index("iso3").difference_mean
    return table.assign(difference=table.iso3.map(extra))


def _network_table(world: World) -> pd.DataFrame:
    """Ties among all states by past agreement, in both halls: a layer of who hears whom."""
    a, b = np.nonzero(np.triu(world.peers))
    codes = np.array(world.states.iso3)
    return pd.DataFrame({"iso3_a": codes[a], "iso3_b": codes[b], "agreement": world.peers[a, b]})


def summarise(
    config: RunConfig,
    by_hand: Sequence[str],
    world: World,
    levers: list[Lever],
    tables: dict[str, pd.DataFrame],
    found: Tables,
    coverage: dict[str, float | None],
) -> dict[str, object]:
    """``summary.json``: the answer in numbers."""
    table = tables["defection"]
    rates: dict[str, object] = {}
    for arm in ("baseline", "intervention", "difference"):
        rates[arm] = {
            kind: {
                move: _figures(
                    table[(table.kind == kind) & (table.type == move) & (table.arm == arm)]
                )
                for move in effects.TYPES
            }
            for kind in SUMMARY_KINDS
            if (world.agenda.kind == KINDS.index(kind)).any()
        }
    more = effects.extra_defections(found.runs)
    cost = sum(lever.cost_usd(world.states) for lever in levers)
    adopted = tables["cohesion"]
    adopted = adopted[adopted.measure.isin(["adopted_share", "margin", "rice"])]
    left = tables["exits"].set_index("arm")
    drawn = config.council.agenda == "coming"
    held = found.runs[found.runs.arm == BASELINE].groupby("replicate").ballots.sum()
    return {
        "experiment": config.scenario.name,
        "title": config.scenario.title + (", changed" if by_hand else ""),
        "question": config.scenario.question,
        "source": config.scenario.source,
        "set_by_hand": list(by_hand),
        "weights_drawn": config.rules.draw_weights,
        "seed": config.seed,
        "replicates": config.size.replicates,
        "drawn": drawn,
        "since": str(config.council.since),
        "until": str(config.council.until),
        "states": int(world.agenda.sits.any(0).sum()),
        "affiliates": len(tables["movers"]) if drawn
        else int((bloc_of(world)[0] & world.agenda.sits.any(0)).sum()),
        "ballots": round(float(held.mean())) if drawn else len(world.agenda),
        "defection": rates,
        "extra_defections": more,
        "cost_usd": cost,
        "cost_per_defection_usd": cost / more["mean"] if more["mean"] > 0 and cost else None,
        "exits": {arm: _figures(left.loc[[arm]]) for arm in left.index},
        "signatories": _on_lists(found.signatures),
        "movers": tables["movers"].head(10)[
            ["iso3", "name", "baseline_mean", "intervention_mean", "difference_mean",
             "difference_low", "difference_high", "extra", "probability_above_zero"]
        ].to_dict("records"),
        "cohesion": adopted.to_dict("records"),
        "realism": tables["realism"].to_dict("records"),
        "tallies": coverage,
        "interval": "central 95 % over replicates; each draws weights, assumptions and chance anew",
    }  # fmt: skip


def _on_lists(signatures: pd.DataFrame) -> dict[str, dict[str, dict[str, float]]] | None:
    """Signatories a statement by arm and side; None where nobody counts them."""
    if not len(signatures):
        return None
    mean = effects.on_a_list(signatures)
    return {
        str(arm): {str(side): _figures(rows) for side, rows in part.groupby("side", sort=False)}
        for arm, part in mean.groupby("arm", sort=False)
    }


def _figures(rows: pd.DataFrame) -> dict[str, float]:
    wanted = ("mean", "low", "high", "error", "probability_above_zero")
    row = rows.iloc[0]
    return {name: float(row[name]) for name in wanted if name in rows and row[name] == row[name]}
