"""How many times more votes a second the ensemble engine simulates than Mesa's batch_run.

Both drivers run the same worlds, levers, weights and noise, and give the same votes: that is
checked first. Then they are timed in turn, A B C A B C ..., so that a slow minute of the machine
hits all alike; a ratio is taken in every round, and the median of the rounds is the result.

A turn of the engine is all that a study does for a replicate before it counts: draw weights and
assumptions, press the levers of every design point, draw noise, prepare the inputs, run. Mesa's
turn has the same in it, run by run. "Levers given" is the engine without pressing them anew.

Then the sweep around the engine: Hydra's launcher, the back ends, memory, growth with the runs.

    python bench/run.py            ten minutes; writes bench/results.json
    python bench/run.py --quick    a few minutes, for continuous integration
    python bench/run.py --check    exit code 1 where a ratio misses the target
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import product
from pathlib import Path
from statistics import median

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # measure this checkout

import mesa
from calibrate import LEAST_FASTER, measure_calibrate
from launcher import measure_launcher
from limit import limit_ns_a_vote
from start import MOST, measure_start
from study import run_vs_sweep
from sweep import backends, flat, peak

from sim.compiled import is_cached
from sim.data.fitted import load_fit
from sim.data.real_world import real_world, select_ballots, with_used_slots
from sim.data.recorded import embedded_agenda
from sim.data.sponsors import ties_to_authors
from sim.data.states import load_states
from sim.engine.ensemble import simulate
from sim.engine.inputs import Seating, replicate_inputs, rooms_of
from sim.levers import (
    CivilSociety,
    Lever,
    MissionStaff,
    Outreach,
    draw_assumptions,
    pressure_of,
    pressures_of,
)
from sim.mesa_model.compiled_model import CompiledCouncilModel
from sim.mesa_model.model import CouncilModel
from sim.world import PRESSURES, YES, Pressure, Weights, World

TARGET = 1500.0
MOST_OVER_LIMIT = 2.5
LEAST_QUICK = 15.0
SEED, THREADS, LANES = 20240101, 2, 160
SINCE, UNTIL = "2022-01-01", "2022-12-31"  # one year, to keep Mesa's part short
STAFF = (81, 100, 120, 140, 160, 180, 200, 220)
CONTACTS = (0, 5, 10, 20)
MILLIONS = (0, 5, 10, 20, 40)
MOST_DEARER = 3.0
MOST_BESIDE_A_SWEEP = 4.0
LEAST_GAIN = 15.0  # without wide instructions it is 10 to 13
NAMES = {
    "mesa": "Mesa, one process",
    "engine": f"engine, {THREADS} threads",
    "loops": "the same, levers given",
}
RESULTS = Path(__file__).with_name("results.json")


def real_council() -> World:
    """The 47 seats of the real Council."""
    return real_world(SINCE, UNTIL)


def everybody_seated() -> World:
    """The same agenda in a Council of all 193 members of the United Nations."""
    fit, states = load_fit(), load_states()
    agenda, _ = embedded_agenda()
    year = (agenda.date >= np.datetime64(SINCE)) & (agenda.date <= np.datetime64(UNTIL))
    agenda = with_used_slots(select_ballots(agenda, year))
    agenda = replace(agenda, sits=np.ones_like(agenda.sits))
    agreement = fit.agreement(states)
    ties = ties_to_authors(agenda.authors, agreement)
    return World(states, agenda, fit.remembered(agenda, states), agreement, fit.peers(states), ties)


def design_points() -> list[list[Lever]]:
    """One setting of the levers for every lane."""
    staff = [MissionStaff(persons=persons) for persons in STAFF]
    outreach = [Outreach(contacts=contacts) for contacts in CONTACTS]
    support = [CivilSociety(usd_millions_a_year=millions) for millions in MILLIONS]
    points = [list(point) for point in product(staff, outreach, support)]
    assert len(points) == LANES
    return points


@dataclass(frozen=True)
class Bench:
    """One world, and what every run in it shares; set up once, as any user would."""

    world: World
    seating: Seating
    points: list[list[Lever]]

    def weights(self, replicate: int) -> Weights:
        """The weights drawn for a replicate."""
        return load_fit().weights(self.world.states, SEED, replicate)

    def pressure(self, replicate: int, point: int) -> Pressure:
        """What one design point adds under the assumptions drawn for a replicate."""
        assumed = draw_assumptions(SEED, replicate)
        return pressure_of(self.points[point], self.world, assumed)

    def block(self, replicate: int) -> np.ndarray:
        """All design points of a replicate by the engine, levers and all: votes [B, S, L]."""
        assumed = draw_assumptions(SEED, replicate)
        lanes = pressures_of(self.points, self.world, [assumed] * len(self.points))
        return self.block_under(lanes, replicate)

    def block_under(self, lanes: Pressure, replicate: int) -> np.ndarray:
        """The same with the levers' pressure given: votes [B, S, L]."""
        weights = self.weights(replicate)
        return simulate(self.world, weights, lanes, SEED, replicate, self.seating).votes


def mesa_model(bench: Bench, votes: list[np.ndarray]) -> type[CouncilModel]:
    """``CouncilModel`` as ``batch_run`` wants it; the votes of every run are added to a list."""

    class OneRun(CouncilModel):
        def __init__(self, replicate: int, point: int, rng: None = None) -> None:
            # Mesa 3.5 passes an rng of its own, Mesa 3.3 none: the seed is the benchmark's
            super().__init__(
                bench.world,
                bench.weights(replicate),
                bench.pressure(replicate, point),
                replicate,
                SEED,
                bench.seating,
            )

        def step(self) -> None:
            super().step()
            if not self.running:
                votes.append(self.votes)

    return OneRun


def by_mesa(bench: Bench, replicates: list[int], points: list[int]) -> list[np.ndarray]:
    """Every replicate at every point by ``mesa.batch_run`` in one process: votes [B, S] each."""
    votes: list[np.ndarray] = []
    mesa.batch_run(
        mesa_model(bench, votes),
        {"replicate": replicates, "point": points},
        number_processes=1,
        max_steps=int(bench.world.agenda.day[-1]) + 1,
        display_progress=False,
    )
    return votes


def cast(votes: np.ndarray) -> int:
    """The number of votes cast: yes, no and abstentions, without absences and empty seats."""
    return int(np.count_nonzero(votes <= YES))


def check_equality(bench: Bench) -> int:
    """Refuse to time two drivers that disagree in a single vote; returns the votes compared.

    Compiles the engine on the way, so that no clock sees it.
    """
    compared = 0
    for replicate, point in ((0, 0), (1, LANES - 1)):
        (by_agents,) = by_mesa(bench, [replicate], [point])
        alone = bench.block_under(bench.pressure(replicate, point), replicate)[:, :, 0]
        in_company = bench.block(replicate)[:, :, point]
        if not (np.array_equal(by_agents, alone) and np.array_equal(by_agents, in_company)):
            sys.exit(f"the drivers disagree in replicate {replicate}, point {point}: no benchmark")
        compared += cast(by_agents)
    return compared


@dataclass(frozen=True)
class Pace:
    """What a driver made of its turn."""

    votes_a_second: float  # by the clock on the wall
    cpu_ns_a_vote: float  # over all threads
    seconds: float  # of CPU time


def timed(turn: Callable[[], int]) -> Pace:
    """Time one turn, which returns its number of votes; earlier rubbish is cleared first."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    votes = turn()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Pace(votes / wall, cpu / votes * 1e9, cpu)


@dataclass(frozen=True)
class Effort:
    """How much each driver does in a round; one to three seconds for each."""

    rounds: int
    runs: int  # of Mesa, at points spread over the design
    blocks: int  # of the engine: replicates of all design points


def alternate(bench: Bench, effort: Effort) -> tuple[dict[str, list[Pace]], list[float]]:
    """Let the drivers take turns, and the limit with them; a round has replicates of its own."""
    spread = list(range(0, LANES, LANES // effort.runs))[: effort.runs]
    pressed = Pressure.side_by_side([bench.pressure(0, point) for point in range(LANES)])
    paces: dict[str, list[Pace]] = {"mesa": [], "engine": [], "loops": []}
    limits = []
    inputs = replicate_inputs(bench.world, bench.weights(0), bench.seating)
    with ThreadPoolExecutor(THREADS) as pool:

        def everywhere(block: Callable[[int], np.ndarray], replicates: range) -> int:
            return sum(pool.map(lambda replicate: cast(block(replicate)), replicates))

        for turn in range(effort.rounds):
            mine = range(turn * effort.blocks, (turn + 1) * effort.blocks)
            turns = {
                "mesa": lambda turn=turn: sum(map(cast, by_mesa(bench, [turn], spread))),
                "engine": lambda mine=mine: everywhere(bench.block, mine),
                "loops": lambda mine=mine: everywhere(
                    lambda replicate: bench.block_under(pressed, replicate), mine
                ),
            }
            for driver, take in turns.items():
                paces[driver].append(timed(take))
            limits.append(limit_ns_a_vote(inputs))
    return paces, limits


def gain_of_lanes(bench: Bench) -> float:
    """How much cheaper a vote is in a block of lanes than alone: wide instructions show here."""

    def cheapest(points: int) -> float:
        lanes = Pressure.side_by_side([bench.pressure(0, point) for point in range(points)])
        weights = bench.weights(0)

        def run() -> int:
            return cast(simulate(bench.world, weights, lanes, SEED, 0, bench.seating).votes)

        return min(timed(run).cpu_ns_a_vote for _ in range(5))

    return cheapest(1) / cheapest(LANES)


def cost_of_everything(bench: Bench) -> float:
    """How much dearer a vote is when every pressure and manoeuvre is at work than when none is."""
    sessions, states = len(bench.world.agenda.session_name), len(bench.world.states)
    still = Pressure.neutral(sessions, states, LANES)
    busy = Pressure(*(getattr(still, name) + 0.01 for name in PRESSURES))
    weights = bench.weights(0)

    def cheapest(lanes: Pressure) -> float:
        def run() -> int:
            return cast(simulate(bench.world, weights, lanes, SEED, 0, bench.seating).votes)

        return min(timed(run).cpu_ns_a_vote for _ in range(5))

    return cheapest(busy) / cheapest(still)


def gain_of_compiled_days(bench: Bench) -> float:
    """How much faster a Mesa model runs whose days are compiled than one of plain agents."""
    weights, pressure = bench.weights(0), bench.pressure(0, 1)

    def cheapest(kind: type[CouncilModel] | type[CompiledCouncilModel], turns: int) -> float:
        def run() -> int:
            model = kind(bench.world, weights, pressure, 0, SEED, bench.seating)
            votes = cast(model.run())
            model.remove_all_agents()
            return votes

        return min(timed(run).cpu_ns_a_vote for _ in range(turns))

    return cheapest(CouncilModel, 2) / cheapest(CompiledCouncilModel, 7)


def summary(paces: dict[str, list[Pace]], driver: str) -> tuple[float, float, float]:
    """Median, least and greatest of the rounds' ratios of a driver to Mesa."""
    ratios = [
        fast.votes_a_second / slow.votes_a_second
        for fast, slow in zip(paces[driver], paces["mesa"], strict=True)
    ]
    return median(ratios), min(ratios), max(ratios)


def measure(seats: int, world: World, effort: Effort) -> dict[str, float]:
    """Everything about one world; prints its rows of the table."""
    bench = Bench(world, rooms_of(world), design_points())
    compared = check_equality(bench)
    gain = gain_of_lanes(bench)
    dearer = cost_of_everything(bench)
    quicker = gain_of_compiled_days(bench)
    paces, limits = alternate(bench, effort)
    found: dict[str, float] = {}
    print(f"\n{seats} seats, {len(world.agenda)} ballots: {compared:,} votes alike, bit for bit")
    print(f"  {'':<28}{'votes a second':>16}{'CPU ns a vote':>15}{'times Mesa (least-most)':>28}")
    for driver, name in NAMES.items():
        pace = median(p.votes_a_second for p in paces[driver])
        cpu = median(p.cpu_ns_a_vote for p in paces[driver])
        ratio, least, most = summary(paces, driver)
        of_mesa = f"{ratio:,.0f} ({least:,.0f}-{most:,.0f})"
        print(f"  {name:<28}{pace:>16,.0f}{cpu:>15,.1f}{of_mesa:>28}")
        found[f"{driver}_ns_per_vote_{seats}"] = round(cpu, 2)
        if driver != "mesa":
            found[f"{driver}_vs_mesa_{seats}"] = round(ratio, 1)
            found[f"{driver}_vs_mesa_{seats}_min"] = round(least, 1)
            found[f"{driver}_vs_mesa_{seats}_max"] = round(most, 1)
    limit = median(limits)
    turns = zip(paces["engine"], limits, strict=True)
    over = median(engine.cpu_ns_a_vote / at_best for engine, at_best in turns)
    found[f"limit_ns_per_vote_{seats}"] = round(limit, 2)
    found[f"engine_vs_limit_{seats}"] = round(over, 2)
    found[f"quick_vs_plain_mesa_{seats}"] = round(quicker, 1)
    found[f"gain_of_lanes_{seats}"] = round(gain, 1)
    found[f"everything_on_vs_off_{seats}"] = round(dearer, 2)
    print(
        f"  The rule's own operations take {limit:.1f} ns a vote: the engine {over:.2f} times that."
    )
    if over > MOST_OVER_LIMIT:
        print(f"  More than {MOST_OVER_LIMIT} times: what else does it do?")
    print(f"  A Mesa model with compiled days is {quicker:.0f} times as fast as plain agents.")
    if quicker < LEAST_QUICK:
        print(f"  Less than {LEAST_QUICK:.0f} times: what else does a step do?")
    print(f"  With every pressure and manoeuvre at work a vote costs {dearer:.2f} times as much.")
    if dearer > MOST_DEARER:
        print(f"  More than {MOST_DEARER:.0f} times: is what is off still skipped?")
    print(f"  A vote in a block of {LANES} lanes costs 1/{gain:.0f} of a vote alone.")
    if gain < LEAST_GAIN:
        print(f"  Above 1/{LEAST_GAIN:.0f}: do the inner loops still use wide instructions?")
    return found


def growth_in_ballots() -> float:
    """The power of the number of ballots with which the time of a run grows; 1 is linear."""
    spent, many = [], []
    for until in ("2021-12-31", "2023-12-31"):  # one year, and three of them
        world = real_world("2021-01-01", until)
        bench = Bench(world, rooms_of(world), design_points())
        bench.block(0)
        spent.append(median(timed(lambda b=bench: cast(b.block(1))).seconds for _ in range(9)))
        many.append(len(world.agenda))
    return round(float(np.log(spent[1] / spent[0]) / np.log(many[1] / many[0])), 2)


def hours_by_mesa(runs: int) -> float:
    """What as many runs of the default experiment's years would take Mesa, in one process."""
    world = real_world("2021-01-01", "2023-12-31")
    bench = Bench(world, rooms_of(world), design_points())
    by_mesa(bench, [0], [0])
    turns = [timed(lambda n=n: sum(map(cast, by_mesa(bench, [n], [n])))) for n in (1, 50, 100)]
    return round(median(turn.seconds for turn in turns) * runs / 3600, 1)


def growth(found: dict[str, float]) -> float:
    """The power of the number of states with which the time of a ballot grows; 2 is quadratic.

    A ballot of all 193 members has 193 votes and at most 193 x 193 ties.
    """
    each = found["engine_ns_per_vote_193"] / found["engine_ns_per_vote_47"]
    return round(float(np.log(each * 193 / 47) / np.log(193 / 47)), 2)


def around_the_engine(quick: bool) -> dict[str, object]:
    """What a sweep costs beside the engine; prints a line for each of it."""
    found: dict[str, object] = dict(measure_launcher(quick))
    print(
        f"\nlmgsim run -m: {found['launcher_ms_per_job']} ms a job (at most 1), the basic launcher "
        f"takes {found['hydra_vs_basic']:,} times as long (at least 300)"
    )
    points, replicates = (200, 50) if quick else (1_000, 100)
    found |= backends(points, replicates)
    same = "the same bytes" if found["same_bytes"] else "DIFFERENT BYTES"
    print(
        f"{points:,} points x {replicates}: threads {found['threads_s']} s, processes "
        f"{found['processes_s']} s, Dask {found['dask_s']} s, {same}; Dask is "
        f"{found['dask_vs_threads']} times as fast as threads (at least .8)"
    )
    hours = hours_by_mesa(points * replicates)
    found["mesa_hours_10k" if quick else "mesa_hours_100k"] = hours
    print(f"Mesa would need {hours} hours for the same runs, in one process")
    memory = peak(points, replicates)
    found["peak_gib_10k" if quick else "peak_gib_100k"] = memory["peak_gib"]
    print(f"Peak memory {memory['peak_gib']} GiB (less than 1)")
    grown = flat((100, 1_000, 10_000) if quick else (100, 1_000, 10_000, 100_000))
    print(
        f"A run costs {grown['flat']} times as much at the dearest size as at the cheapest, "
        f"{grown['flat_beyond_the_fixed']} without {grown['fixed_cpu_ms']} ms a sweep takes anyway "
        "(at most 1.15)"
    )
    beside = run_vs_sweep(rounds=1 if quick else 3)
    print(
        f"A run of the main job costs {beside['run_ms_vs_sweep_ms']} times the processor time of a "
        f"run of a sweep (at most {MOST_BESIDE_A_SWEEP:.0f})"
    )
    step = measure_calibrate()
    print(
        f"A step of a fit takes {step['calibrate_ms_a_step']} ms and is "
        f"{step['calibrate_vs_before']} times as fast as with features made anew in every one "
        f"(at least {LEAST_FASTER:.0f})"
    )
    start = measure_start(1 if quick else 5)
    for name, most in MOST.items():
        print(f"{name}: {start[name]} times what the imports take (at most {most})")
    return found | grown | beside | step | start


def main() -> int:
    """Measure, print, write bench/results.json; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="two short rounds instead of five")
    parser.add_argument("--check", action="store_true", help="exit code 1 below the target")
    chosen = parser.parse_args()
    rounds = 2 if chosen.quick else 5
    few = 4 if chosen.quick else 1
    if not is_cached():
        print("Compiling the engine: once, about half a minute.", flush=True)
    found = measure(47, real_council(), Effort(rounds, 16 // few, 32 // few))
    found |= measure(193, everybody_seated(), Effort(rounds, max(1, 3 // few), 16 // few))
    below = [seats for seats in (47, 193) if found[f"engine_vs_mesa_{seats}"] < TARGET]
    print()
    for seats in (47, 193):
        verdict = "BELOW" if seats in below else "meets"
        ratio = found[f"engine_vs_mesa_{seats}"]
        print(f"{seats} seats: {ratio:,.0f} times Mesa {verdict} the target of {TARGET:.0f}")
    power = growth(found)
    print(f"The time of a ballot grows with the states to the power of {power} (at most 2)")
    linear = growth_in_ballots()
    print(f"The time of a run grows with its ballots to the power of {linear} (1 is linear)")
    results = (
        found
        | around_the_engine(chosen.quick)
        | {
            "engine_vs_limit": found["engine_vs_limit_47"],
            "growth_in_states": power,
            "growth_in_ballots": linear,
            "target": TARGET,
            "threads": THREADS,
            "lanes": LANES,
            "rounds": rounds,
            "quick": chosen.quick,
            "cpus": os.cpu_count(),
            "python": platform.python_version(),
            **{name: version(name) for name in ("mesa", "numba", "numpy")},
        }
    )
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return 1 if chosen.check and below else 0


if __name__ == "__main__":
    sys.exit(main())
