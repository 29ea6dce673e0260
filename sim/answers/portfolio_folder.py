"""A portfolio's results folder: tables, summary, figures, report."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.analysis.compare import figures_of
from sim.analysis.portfolio import front, robust
from sim.answers.answer import Answer, Origin, write_answer
from sim.answers.at_work import assumption_table, assumptions_at_work, lever_row
from sim.answers.best_mix import Bar, Entry, Market, Quest, Tested, find_best_mix, test_worlds
from sim.answers.portfolio_levers import free_levers, priced_levers
from sim.answers.portfolio_study import direction
from sim.answers.standings import standings_table
from sim.config.compose import compose
from sim.config.schema import RunConfig, read_config
from sim.errors import InputError
from sim.files.folders import new_folder
from sim.levers import LEVERS, Lever
from sim.measures import GOALS
from sim.plots.portfolio import draw_portfolio
from sim.reports.brief import write_brief
from sim.reports.portfolio import write_portfolio_report
from sim.study.experiment import Experiment
from sim.study.setup import Setup, design_of, setup_of


def find_portfolio(quest: Quest, bar: Bar | None = None) -> Answer:
    """Find the best mix for a budget and store what is known of it.

    Raises
    ------
    InputError
        If nothing can be bought, a lever is pulled already, or the Council cannot be simulated.
    """
    for override in quest.overrides:
        if override.partition("=")[0] == "scenario":
            raise InputError("portfolio chooses its own levers: scenario= has no place in it")
    content = compose(["scenario=none", *quest.overrides])
    config = read_config(content)
    setup = setup_of(config.council, config.rules.fit)
    for lever in config.pulled():
        if lever.strength() and lever.cost_usd(setup.world.states) > 0:
            raise InputError(
                f"portfolio chooses how far levers are pulled, but {lever.title.lower()} is pulled "
                "already: leave its strength out"
            )
    given: dict[str, dict[str, object]] = content["levers"]  # type: ignore[assignment]
    experiment = Experiment(setup, design_of(config, {}))
    market = Market(
        priced_levers(quest.side, quest.levers, given, config.council, setup), quest.budget
    )
    if not market.priced_levers:
        raise InputError(f"side {quest.side} has no lever that can be bought in this Council")
    other = None
    against = quest.budget if quest.counter_budget is None else quest.counter_budget
    if against > 0:
        other = Market(priced_levers(quest.other_side, (), given, config.council, setup), against)
    with new_folder(config.results, "portfolio", "portfolio") as results:
        found = find_best_mix(quest, experiment, market, other, bar)
        tables = _tables(quest, config, setup, found)
        summary = _summary(quest, setup, found, tables) | {
            "seed": config.seed, "since": str(config.council.since),
            "until": str(config.council.until), "levers": market.names,
            "counter_budget": against, "left_out": free_levers(quest.side),
        }  # fmt: skip
        draft = results.draft
        origin = Origin("portfolio", config.seed, setup, {"config": content})
        write_answer(draft, summary, tables, origin)
        draw_portfolio(draft)
        write_portfolio_report(draft)
        if quest.brief:
            write_brief(draft)
    return Answer(results.place, summary, tables)


def _tables(
    quest: Quest, config: RunConfig, setup: Setup, found: Tested
) -> dict[str, pd.DataFrame]:
    own = [n for n, entry in enumerate(found.entries) if not entry.counter]
    everyone = [lever for entry in found.entries for lever in (*entry.levers, *entry.counter)]
    resting = assumptions_at_work(
        everyone, setup.world, config.rules.off(), config.rules.assumptions,
        evidence=config.evidence.priors,
    )  # fmt: skip
    return {
        "mixes": _mixes(setup, found),
        "front": _front(quest, setup, found, own),
        "against": _against(quest, found),
        "counter": _countered(quest, found),
        "search": pd.DataFrame(found.searched, columns=list(quest.goals)),
        "course": pd.DataFrame({"generation": range(len(found.course)), "best": found.course}),
        "assumptions": assumption_table(resting),
        "standings": _standings(quest, config, setup, found),
    }


def _standings(quest: Quest, config: RunConfig, setup: Setup, found: Tested) -> pd.DataFrame:
    """On which standing the effect of the chosen mix rests: one row a goal and standing."""
    chosen = _place(found, found.chosen)
    resting = assumptions_at_work(
        found.entries[chosen].levers, setup.world, config.rules.off(), config.rules.assumptions,
        evidence=config.evidence.priors,
    )  # fmt: skip
    design, worlds = design_of(config, {}), test_worlds(quest)
    numbers = [worlds.world_of(n * worlds.replicates) for n in range(worlds.number)]
    parts = []
    for g, goal in enumerate(quest.goals):
        table = standings_table(found.effects[chosen, :, g], design, numbers, resting)
        parts.append(pd.DataFrame({"goal": goal, "measure": GOALS[goal]}, table.index).join(table))
    return pd.concat(parts, ignore_index=True)


def _mixes(setup: Setup, found: Tested) -> pd.DataFrame:
    """What each mix is made of: one row a mix and lever."""
    rows = []
    told = [(entry.name, entry.role, entry.levers) for entry in found.entries if not entry.counter]
    told.append(("counter-move", "counter", found.counter))
    for name, role, levers in told:
        for lever in levers:
            rows.append(
                {"mix": name, "role": role, "lever": _name(lever), "title": lever.title,
                 **lever_row(lever, setup.world.states)}
            )  # fmt: skip
    columns = ["mix", "role", "lever", "title", "strength", "unit", "targets", "cost_usd", "source"]
    return pd.DataFrame(rows, columns=columns)


def _name(lever: Lever) -> str:
    return next(name for name, kind in LEVERS.items() if type(lever) is kind)


def _front(quest: Quest, setup: Setup, found: Tested, own: list[int]) -> pd.DataFrame:
    """One row a mix and goal, on the worlds of the test; the other side does not answer."""
    sign = direction(quest.side, quest.goals)
    entries = [found.entries[n] for n in own]
    figures = robust(found.effects[own] * sign)
    candidates = np.array([entry.role in ("chosen", "front") for entry in entries])
    on_front = np.zeros(len(entries), bool)
    on_front[candidates] = front(figures.mean[candidates])
    rows = []
    for n, entry in enumerate(entries):
        cost = sum(lever.cost_usd(setup.world.states) for lever in entry.levers)
        for g, goal in enumerate(quest.goals):
            rows.append(
                {"mix": entry.name, "role": entry.role, "on_front": bool(on_front[n]),
                 "cost_usd": cost, "goal": goal, "measure": GOALS[goal],
                 **figures_of(found.effects[own[n], :, g]),
                 "worst": figures.worst[n, g] * sign[g], "regret": figures.regret[n, g]}
            )  # fmt: skip
    return pd.DataFrame(rows)


def _against(quest: Quest, found: Tested) -> pd.DataFrame:
    """The chosen mix less the best single lever and less random mixes, world by world."""
    chosen = found.effects[_place(found, found.chosen)]
    single = found.effects[_place(found, found.best_single)]
    random = found.effects[[n for n, e in enumerate(found.entries) if e.role == "random"]]
    rivals = {
        f"best single lever: {found.best_single}": single,
        f"mean of {len(random)} random mixes of the same cost": random.mean(0),
        "best of these random mixes, chosen after the test": _best(quest, random),
    }
    return pd.DataFrame(
        [
            {"against": name, "goal": goal, "measure": GOALS[goal],
             **figures_of(chosen[:, g] - rival[:, g])}
            for name, rival in rivals.items()
            for g, goal in enumerate(quest.goals)
        ]
    )  # fmt: skip


def _best(quest: Quest, random: np.ndarray) -> np.ndarray:
    sign = direction(quest.side, quest.goals)
    best: np.ndarray = random[(random[:, :, 0].mean(1) * sign[0]).argmax()]
    return best


def _place(found: Tested, name: str, countered: bool = False) -> int:
    return next(
        n for n, e in enumerate(found.entries) if e.name == name and bool(e.counter) == countered
    )


def _countered(quest: Quest, found: Tested) -> pd.DataFrame:
    """Each finalist before and after the other side's answer to the chosen mix."""
    rows = []
    for entry in found.entries:
        if not entry.counter:
            continue
        before = found.effects[_place(found, entry.name)]
        after = found.effects[_place(found, entry.name, True)]
        for g, goal in enumerate(quest.goals):
            figures = figures_of(after[:, g])
            rows.append(
                {"mix": entry.name, "chosen": entry.name == found.chosen, "goal": goal,
                 "measure": GOALS[goal], "before": before[:, g].mean(), **figures}
            )  # fmt: skip
    columns = ["mix", "chosen", "goal", "measure", "before", *figures_of(np.zeros(2))]
    return pd.DataFrame(rows, columns=columns)


def _summary(
    quest: Quest, setup: Setup, found: Tested, tables: dict[str, pd.DataFrame]
) -> dict[str, object]:
    """``summary.json``: what was asked, and which mixes the tables are about."""
    after = tables["counter"]
    best_after = None
    if len(after):
        sign = direction(quest.side, quest.goals)[0]
        first = after[after.goal == quest.goals[0]]
        best_after = first.mix.iloc[int((first["mean"] * sign).to_numpy().argmax())]
    entry: Entry = found.entries[_place(found, found.chosen)]
    return {
        "experiment": "portfolio",
        "budget": quest.budget,
        "side": quest.side,
        "other_side": quest.other_side,
        "goals": list(quest.goals),
        "aim": quest.aim,
        "chosen": found.chosen,
        "cost_usd": sum(lever.cost_usd(setup.world.states) for lever in entry.levers),
        "best_single": found.best_single,
        "best_after_counter": best_after,
        "population": quest.population,
        "generations": quest.generations,
        "scored": len(found.searched),
        "worlds": quest.worlds,
        "replicates": quest.worlds * quest.replicates,
        "replicates_a_world": quest.replicates,
        "intervals": "95 % interval of the mean over the worlds of the test; low, high: where the "
        "central 95 % of its worlds lie",
    }
