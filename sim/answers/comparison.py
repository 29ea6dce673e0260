"""A comparison from its question to its results folder: composed, simulated, measured, written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from sim.analysis import compare
from sim.analysis.compare.shares import shares_table
from sim.answers.answer import Answer, Origin, write_answer
from sim.answers.at_work import Resting, assumption_table, assumptions_at_work, lever_row
from sim.answers.compare_decomposition import Decomposition, decompose
from sim.answers.compare_study import Compared, compare_arms
from sim.answers.standings import knowing_table, standings_table
from sim.config.compose import compose
from sim.config.schema import RunConfig, read_config
from sim.errors import InputError
from sim.files.folders import new_folder
from sim.levers import Lever
from sim.measures import BASELINE, COMPARED, measure_of
from sim.plots.compare import draw_comparison
from sim.pool import Progress
from sim.reports.compare import write_comparison_report
from sim.study.experiment import Experiment, bloc_of
from sim.study.setup import design_of, levers_of, setup_of

# what scenarios must share to be compared
SAME = ("council", "rules", "evidence", "engine", "seed")
PARTS = ("Replicates", "Looking closer")


@dataclass(frozen=True)
class Question:
    """What is compared, by what, and how exactly it has to be known."""

    scenarios: tuple[str, ...]
    overrides: tuple[str, ...] = ()
    measure: str = "country_either"
    width: float | None = None  # None: as the measure says
    replicates: int | None = None  # at most; None: as the configuration says

    def __post_init__(self) -> None:
        if self.measure not in COMPARED:
            raise InputError(f"measure={self.measure}: one of {', '.join(COMPARED)}")
        if len(set(self.scenarios)) < len(self.scenarios):
            raise InputError(f"scenario={','.join(self.scenarios)} names one of them twice")
        if BASELINE in self.scenarios or "none" in self.scenarios:
            raise InputError("every comparison has the baseline, in which no lever is pulled: "
                             "leave none out of scenario=A,B")  # fmt: skip

    @property
    def target(self) -> float:
        """How wide the interval of a mean may be, in the measure's own unit."""
        return measure_of(self.measure).width if self.width is None else self.width


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
    if question.replicates is not None:
        size = first.size.model_copy(update={"replicates": question.replicates})
        first = first.model_copy(update={"size": size})
    if first.engine.driver != "ensemble":
        raise InputError("compare runs on the compiled engine (engine=ensemble)")
    setup = setup_of(first.council, first.rules.fit)
    arms: dict[str, list[Lever]] = {BASELINE: []}
    arms |= {name: levers_of(config, setup) for name, config in configs.items()}
    experiment = Experiment(setup, design_of(first, arms))

    def part(label: str) -> Progress | None:
        return progress(label) if progress else None

    with new_folder(first.results, "compare", "compare") as results:
        found = compare_arms(experiment, question.measure, question.target, part(PARTS[0]))
        decomposition = decompose(experiment, question.measure, part(PARTS[1]))
        tables = _answers(question, configs, experiment, found, decomposition)
        summary = _summary(question, first, experiment, found, decomposition)
        draft = results.draft
        raw = {name: getattr(found, name) for name in ("runs", "state_runs", "sessions")}
        files = {f"config-{name}": content for name, content in contents.items()}
        origin = Origin("compare", first.seed, setup, files)
        write_answer(draft, summary, tables, origin, raw)
        draw_comparison(draft)
        write_comparison_report(draft)
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
    question: Question, configs: dict[str, RunConfig], experiment: Experiment, found: Compared,
    decomposition: Decomposition,
) -> dict[str, pd.DataFrame]:  # fmt: skip
    """The tables that people read."""
    states, seed, measure = experiment.setup.world.states, experiment.design.seed, question.measure
    cost = {
        arm: sum(lever.cost_usd(states) for lever in levers)
        for arm, levers in experiment.design.arms.items()
    }
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
        "cost": compare.cost_per_defection(effects, cost),
        "best": compare.probability_of_best(found.runs, measure, seed),
        "shares": shares_table(decomposition.swapped_whole, decomposition.swapped, measure, seed),
        "pulls": compare.pulls(
            decomposition.whole,
            decomposition.without,
            decomposition.alone,
            decomposition.titles,
            measure,
        ),
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
        "knowing": knowing_table(found.runs, measure, experiment.design, resting),
    }  # fmt: skip


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
    config: RunConfig,
    experiment: Experiment,
    found: Compared,
    decomposition: Decomposition,
) -> dict[str, object]:
    """``summary.json``: what was asked and how much was run."""
    world = experiment.setup.world
    return {
        "experiment": "compare",
        "title": "Scenarios compared: " + ", ".join(question.scenarios),
        "scenarios": list(question.scenarios),
        "measure": question.measure,
        "asked_width": question.target,
        "found_width": found.width,
        "reached": found.reached,
        "replicates": int(found.runs.replicate.nunique()),
        "most_replicates": experiment.design.replicates,
        "replicates_of_shares": len(next(iter(decomposition.swapped_whole.values()))),
        "replicates_of_pulls": len(next(iter(decomposition.whole.values()))),
        "seed": config.seed,
        "since": str(config.council.since),
        "until": str(config.council.until),
        "ballots": len(world.agenda),
        "affiliates": int((bloc_of(world)[0] & world.agenda.sits.any(0)).sum()),
        "intervals": "mean_low, mean_high: 95 % interval of the mean over replicates; low, high: "
        "central 95 % of single replicates",
    }
