"""A comparison from its question to its results folder: composed, simulated, measured, written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from sim.analysis import compare
from sim.analysis.compare.needed import FIRST
from sim.analysis.compare.shares import shares_table
from sim.answers.answer import Answer, Origin, write_answer
from sim.answers.at_work import Resting, assumption_table, assumptions_at_work, lever_row
from sim.answers.compare_choice import choice_tables, choose, equal_table, told_of
from sim.answers.compare_decomposition import Decomposition, decompose
from sim.answers.compare_study import Compared, compare_arms
from sim.answers.equal_budgets import at_one_budget, unequal
from sim.answers.standings import standings_table
from sim.config.compose import compose
from sim.config.schema import RunConfig, read_config
from sim.errors import InputError
from sim.files.folders import new_folder
from sim.levers import Lever
from sim.measures import BASELINE, beside, measure_of
from sim.measures.outcomes import USUAL
from sim.plots.compare import draw_comparison
from sim.pool import Progress
from sim.reports.brief import write_brief
from sim.reports.compare import write_comparison_report
from sim.study.aim import Aim, aim_at, column_for
from sim.study.experiment import Experiment, bloc_of
from sim.study.setup import design_of, levers_of, setup_of

# what scenarios must share to be compared
SAME = ("council", "rules", "evidence", "engine", "seed")
PARTS = ("Replicates", "Equal budgets", "Looking closer")


@dataclass(frozen=True)
class Question:
    """What is compared, by what, and how exactly it has to be known."""

    scenarios: tuple[str, ...]
    overrides: tuple[str, ...] = ()
    outcome: str = USUAL
    on: str = ""  # of which texts; empty: country texts
    width: float | None = None  # None: as the measure says
    replicates: int | None = None  # at most; None: as the configuration says
    quick: bool = False  # one batch of replicates, whatever the width
    brief: bool = True  # whether a brief is written too
    closer: bool = False  # whether doubt and mechanisms are told apart too

    def __post_init__(self) -> None:
        column_for(self.outcome, self.on)
        if self.quick:
            for name, given in (("width", self.width), ("replicates", self.replicates)):
                if given is not None:
                    raise InputError(
                        f"quick=true runs {FIRST} replicates however wide the intervals are: leave "
                        f"{name}= out, or quick=true"
                    )
            if self.closer:
                raise InputError("quick=true and closer=true: one of the two")
        if len(set(self.scenarios)) < len(self.scenarios):
            raise InputError(f"scenario={','.join(self.scenarios)} names one of them twice")
        if BASELINE in self.scenarios or "none" in self.scenarios:
            raise InputError("every comparison has the baseline, in which no lever is pulled: "
                             "leave none out of scenario=A,B")  # fmt: skip

    @property
    def target(self) -> float:
        """How wide the interval of a mean may be, in the measure's own unit."""
        measure = column_for(self.outcome, self.on)
        return measure_of(measure).width if self.width is None else self.width


def compare_scenarios(
    question: Question, progress: Callable[[str], Progress] | None = None
) -> Answer:
    """Run a comparison and store its results.

    Parameters
    ----------
    progress : called with a part's title, one of ``PARTS``; returns the callback (done, of) for it

    Raises
    ------
    InputError
        If a scenario cannot be run, scenarios differ in more than their levers, or the results
        cannot be written.
    """
    contents, configs = _composed(question)
    first = next(iter(configs.values()))
    most = FIRST if question.quick else question.replicates
    if most is not None:
        size = first.size.model_copy(update={"replicates": most})
        first = first.model_copy(update={"size": size})
    if first.engine.driver != "ensemble":
        raise InputError("compare runs on the compiled engine (engine=ensemble)")
    setup = setup_of(first.council, first.rules.fit)
    arms: dict[str, list[Lever]] = {BASELINE: []}
    arms |= {name: levers_of(config, setup) for name, config in configs.items()}
    experiment = Experiment(setup, design_of(first, arms))
    world = setup.world
    aim = aim_at(world.agenda, world.states, question.outcome, question.on)

    def part(label: str) -> Progress | None:
        return progress(label) if progress else None

    with new_folder(first.results, "compare", "compare") as results:
        found = compare_arms(experiment, aim, question.target, part(PARTS[0]))
        cost = _cost(experiment)
        equal = None
        if unequal(cost):
            number = int(found.runs.replicate.nunique())
            equal = at_one_budget(experiment, configs, aim, cost, number, part(PARTS[1]))
        decomposition = decompose(experiment, aim, part(PARTS[2])) if question.closer else None
        decided = equal or found
        choice = choose(decided.runs, aim.column, equal.budget if equal else None)
        tables = _answers(aim, configs, experiment, found, decomposition)
        tables |= choice_tables(choice, experiment.design, _at_work(experiment), decided.runs)
        if equal:
            tables["equal"] = equal_table(equal, choice, setup, experiment.design.seed, cost)
        summary = _summary(question, aim, first, experiment, found, decomposition)
        summary["choice"] = told_of(choice)
        draft = results.draft
        raw = {name: getattr(found, name) for name in ("runs", "state_runs", "sessions")}
        files = {f"config-{name}": content for name, content in contents.items()}
        origin = Origin("compare", first.seed, setup, files)
        write_answer(draft, summary, tables, origin, raw)
        draw_comparison(draft)
        write_comparison_report(draft)
        if question.brief:
            write_brief(draft)
    return Answer(results.place, summary, tables)


def _composed(question: Question) -> tuple[dict[str, dict[str, object]], dict[str, RunConfig]]:
    contents = {
        name: compose([*question.overrides, f"scenario={name}"]) for name in question.scenarios
    }
    configs = {name: read_config(content) for name, content in contents.items()}
    first = question.scenarios[0]
    for name, config in configs.items():
        for part in SAME:
            if getattr(config, part) != getattr(configs[first], part):
                raise InputError(
                    f"scenarios {first} and {name} differ in {part}, not only in their levers: "
                    f"give the same for both, e.g. {part}="
                    + ("coming_2021_2025" if part == "council" else "...")
                )
    return contents, configs


def _answers(
    aim: Aim, configs: dict[str, RunConfig], experiment: Experiment, found: Compared,
    decomposition: Decomposition | None,
) -> dict[str, pd.DataFrame]:  # fmt: skip
    """The tables that people read."""
    states, seed, measure = experiment.setup.world.states, experiment.design.seed, aim.column
    cost = _cost(experiment)
    effects = compare.contrasts(found.runs)
    resting = _at_work(experiment)
    return {
        "arms": pd.DataFrame(
            [
                {"arm": name, "title": config.scenario.title,
                 "question": config.scenario.question, "source": config.scenario.source,
                 "cost_usd": cost[name]}
                for name, config in configs.items()
            ]
        ),
        "effects": effects,
        "cost": compare.cost_per_unit(effects, cost, [*beside(measure), "defections"]),
        "best": _best(found.runs, measure, seed),
        "course": compare.course(found.sessions),
        "states": compare.states(
            found.state_runs, dict(zip(states.iso3, states.name, strict=True))
        ),
        "levers": pd.DataFrame(
            [
                {"arm": arm, "lever": lever.title, **lever_row(lever, states)}
                for arm, levers in experiment.design.arms.items()
                for lever in levers if lever.strength()
            ]
        ),
        "assumptions": assumption_table(resting),
        "standings": _standings(experiment, found, measure, resting),
    } | ({} if decomposition is None else _closer(decomposition, measure, seed))  # fmt: skip


def _cost(experiment: Experiment) -> dict[str, float]:
    """What each arm costs, USD."""
    states = experiment.setup.world.states
    return {
        arm: sum(lever.cost_usd(states) for lever in levers)
        for arm, levers in experiment.design.arms.items()
    }


def _best(runs: pd.DataFrame, measure: str, seed: int) -> pd.DataFrame:
    """How often each arm is the best by the outcome asked for, then by those told beside it."""
    known = [column for column in beside(measure) if runs[column].notna().any()]
    parts = [compare.probability_of_best(runs, column, seed) for column in known]
    return pd.concat(parts, ignore_index=True)


def _closer(found: Decomposition, measure: str, seed: int) -> dict[str, pd.DataFrame]:
    """Whose doubt it is, and through which mechanism."""
    return {
        "shares": shares_table(found.swapped_whole, found.swapped, measure, seed),
        "pulls": compare.pulls(found.whole, found.without, found.alone, found.titles, measure),
    }


def _standings(
    experiment: Experiment, found: Compared, measure: str, resting: list[Resting]
) -> pd.DataFrame:
    """On which standing the effect of each scenario rests: one row a scenario and standing."""
    level = found.runs.pivot(index="replicate", columns="arm", values=measure)
    parts = []
    for arm, levers in experiment.design.arms.items():
        if arm == BASELINE:
            continue
        looked_up = {one.name for one in _looked_up(experiment, levers)}
        own = [one for one in resting if one.name in looked_up]
        effect = (level[arm] - level[BASELINE]).to_numpy(float)
        part = standings_table(effect, experiment.design, level.index.tolist(), own)
        parts.append(part.assign(measure=measure).assign(arm=arm))
    table = pd.concat(parts, ignore_index=True)
    return table[["arm", "measure", *(name for name in table if name not in ("arm", "measure"))]]


def _at_work(experiment: Experiment) -> list[Resting]:
    """Assumptions on which the levers that are pulled rest."""
    return _looked_up(
        experiment, [lever for levers in experiment.design.arms.values() for lever in levers]
    )


def _looked_up(experiment: Experiment, levers: list[Lever]) -> list[Resting]:
    """Assumptions on which some levers rest."""
    design, world = experiment.design, experiment.setup.world
    return assumptions_at_work(levers, world, design.off, design.ranges, evidence=design.evidence)


def _summary(
    question: Question,
    aim: Aim,
    config: RunConfig,
    experiment: Experiment,
    found: Compared,
    decomposition: Decomposition | None,
) -> dict[str, object]:
    """``summary.json``: what was asked and how much was run."""
    world = experiment.setup.world
    return {
        "experiment": "compare",
        "title": "Scenarios compared: " + ", ".join(question.scenarios),
        "scenarios": list(question.scenarios),
        "measure": aim.column,
        "on": aim.on,
        "about": aim.about,
        "quick": question.quick,
        "asked_width": question.target,
        "found_width": found.width,
        "reached": found.reached,
        "replicates": int(found.runs.replicate.nunique()),
        "most_replicates": experiment.design.replicates,
        **(
            {}
            if decomposition is None
            else {
                "replicates_of_shares": len(next(iter(decomposition.swapped_whole.values()))),
                "replicates_of_pulls": len(next(iter(decomposition.whole.values()))),
            }
        ),
        "seed": config.seed,
        "since": str(config.council.since),
        "until": str(config.council.until),
        "ballots": round(found.ballots),
        "affiliates": int((bloc_of(world)[0] & world.agenda.sits.any(0)).sum()),
        "intervals": "mean_low, mean_high: 95 % interval of the mean over replicates; low, high: "
        "central 95 % of single replicates",
    }
