"""The words the tests are written in: worlds large and small, pressures, either driver's run."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache

import numpy as np
import pandas as pd

from sim.data.agenda import build_agenda
from sim.data.fitted import load_fit
from sim.data.real_world import real_world, select_ballots, with_used_slots
from sim.data.recorded import embedded_agenda
from sim.data.sponsors import ties_to_authors
from sim.data.states import load_states
from sim.engine.ensemble import Runs, simulate
from sim.study.metrics import Measures, measure
from sim.world import (
    DONORS,
    DRIFTS,
    KINDS,
    LAYERS,
    NO_SEAT,
    STRANDS,
    SURPRISES,
    TODAY,
    Agenda,
    Memory,
    Pressure,
    Procedures,
    States,
    Weights,
    World,
)

SEED = 2026


@cache
def year(number: int) -> World:
    """The real Council of one year, under the newest packaged fit from before it."""
    return real_world(f"{number}-01-01", f"{number}-12-31")


@cache
def the_record() -> World:
    """The real Council of the default run."""
    return real_world("2022-01-01", "2024-12-31", load_fit())


def three_years() -> tuple[Agenda, States]:
    """The recorded votes of 2021 to 2023, over all states: a record that is soon fitted."""
    agenda, states = embedded_agenda()
    years = (agenda.date >= np.datetime64("2021-01-01")) & (
        agenda.date <= np.datetime64("2023-12-31")
    )
    return with_used_slots(select_ballots(agenda, years)), states


def weights(world: World, replicate: int | None = None) -> Weights:
    """The fitted weights: at the mode, or as replicate ``replicate`` draws them."""
    return load_fit().weights(world.states, SEED, replicate)


def wild_weights(world: World, seed: int = 1) -> Weights:
    """Weights that nobody would estimate, so that every pull and every memory matters."""
    rng, states = np.random.default_rng(seed), len(world.states)
    drawn = {f.name: float(rng.normal(0, 1)) for f in fields(Weights) if f.name != "own_terms"}
    pulls = {name: float(rng.uniform(0.5, 2)) for name in ("bloc", "discipline", "outreach")}
    return Weights(**drawn | pulls | {
        "band": rng.uniform(0.2, 0.6, len(STRANDS)),
        "band_by_affiliation": rng.normal(0, 0.3, len(STRANDS)),
        "intercept": rng.normal(0, 1, len(STRANDS)),
        "by_freedom": rng.normal(0, 1, len(STRANDS)),
        "stance": rng.normal(0, 1, (states, len(STRANDS))),
        "band_state": rng.normal(0, 0.3, states),
        "donors": rng.uniform(0.1, 1, len(DONORS)),
        "layers": rng.uniform(0.1, 1, len(LAYERS)),
        "surprise": rng.uniform(0.1, 1, (len(SURPRISES), len(KINDS))),
        "drift": rng.uniform(0.1, 0.5, len(DRIFTS)),
        "memory_rate": rng.uniform(0.05, 0.9, 3),
        "council_rate": 0.6,
        "affiliation_rate": 0.2,
        "abstention_credit": 0.4,
        "absence": rng.uniform(0, 0.2, states),
    })  # fmt: skip


def plain_weights(states: int, **changed: object) -> Weights:
    """No weight at all but a band of a half, except for what is ``changed``."""
    nothing = {f.name: 0.0 for f in fields(Weights) if f.name != "own_terms"}
    return Weights(**nothing | {
        "band": np.full(len(STRANDS), 0.5),
        "band_by_affiliation": np.zeros(len(STRANDS)),
        "intercept": np.zeros(len(STRANDS)),
        "by_freedom": np.zeros(len(STRANDS)),
        "stance": np.zeros((states, len(STRANDS))),
        "band_state": np.zeros(states),
        "donors": np.zeros(len(DONORS)),
        "layers": np.zeros(len(LAYERS)),
        "surprise": np.zeros((len(SURPRISES), len(KINDS))),
        "drift": np.zeros(len(DRIFTS)),
        "memory_rate": np.full(3, 0.5),
        "absence": np.zeros(states),
    } | changed)  # fmt: skip


def text(kind: str, **changed: object) -> dict[str, object]:
    """One text as a row of the table of roll calls; a scrutinising text names Sri Lanka."""
    country = kind == "country"
    return {
        "id": "",
        "symbol": "",
        "title": f"a {kind} text",
        "date": "2021-03-23",
        "session": "46",
        "kind": kind,
        "series": "sri-lanka" if country else f"a-{kind}-series",
        "target": "LKA" if country else "",
        "pen": "west" if country else "south",
        "orientation": 1 if country else 0,
        "sponsors": "",
        "amended": "",
    } | changed


def small_world(codes: str, *texts: dict[str, object], affiliation: float | None = None) -> World:
    """A Council of the states ``codes`` that takes ``texts`` in turn and remembers nothing."""
    everyone = load_states()
    chosen = everyone.subset(np.array([everyone.index(code) for code in codes.split()]))
    if affiliation is not None:
        chosen = replace(chosen, affiliation=np.full(len(chosen), affiliation))
    table = pd.DataFrame(list(texts))
    table["id"] = [f"t{n}" for n in range(len(table))]
    table["symbol"], table["date"] = table.id, pd.to_datetime(table.date)
    shape = (len(table), len(chosen))
    agenda = build_agenda(table, np.zeros(shape, np.int8), np.ones(shape, bool), chosen)
    memory = Memory.blank(len(chosen), len(agenda.slot_name), chosen.affiliation)
    nobody = np.zeros((len(chosen), len(chosen)))
    ties = ties_to_authors(agenda.authors, nobody)
    return World(chosen, agenda, memory, nobody, nobody, ties)


def neutral(world: World, lanes: int = 1) -> Pressure:
    """No lever is pulled in any lane."""
    return Pressure.neutral(len(world.agenda.session_name), len(world.states), lanes)


def random_pressure(world: World, lanes: int, seed: int = 3) -> Pressure:
    """Strong pressure that differs by lane, session, donor and state."""
    rng, still = np.random.default_rng(seed), neutral(world, lanes)
    return Pressure(
        capacity=rng.uniform(0.2, 4, still.capacity.shape),
        reach=rng.uniform(0.2, 4, still.reach.shape),
        goodwill=rng.normal(0, 0.7, still.goodwill.shape),
        civic=rng.normal(0, 0.5, still.civic.shape),
        favour=rng.normal(0, 0.5, still.favour.shape),
        story=rng.normal(0, 0.5, still.story.shape),
        spotlight=rng.normal(0, 0.5, still.spotlight.shape),
        image=rng.uniform(0, 0.5, still.image.shape),
        motion=rng.uniform(0, 1, still.motion.shape),
        rewriting=rng.uniform(0, 1, still.rewriting.shape),
    )


def lanes_of(pressure: Pressure, lanes: list[int]) -> Pressure:
    """Some lanes of a pressure, in the order given."""
    return Pressure(*(getattr(pressure, f.name)[..., lanes].copy() for f in fields(Pressure)))


def same_bits(one: object, other: object) -> bool:
    """Whether two dataclasses of arrays are the same to the last bit."""
    return all(
        getattr(one, f.name).shape == getattr(other, f.name).shape
        and getattr(one, f.name).tobytes() == getattr(other, f.name).tobytes()
        for f in fields(one)
    )


def run_with_mesa(
    world: World,
    weights: Weights,
    pressure: Pressure,
    seed: int = SEED,
    replicate: int = 0,
    procedures: Procedures = TODAY,
) -> Runs:
    """The outcome of the slow driver, in the shape of the fast one's, one lane."""
    from sim.mesa_model.model import CouncilModel

    model = CouncilModel(world, weights, pressure, replicate, seed, procedures=procedures)
    closing = {}
    while model.running:
        sessions = world.agenda.session[world.agenda.day == model.day]
        model.step()
        for session in sessions:
            closing[int(session)] = [agent.affiliation for agent in model.members]
    affiliation = np.array([closing[t] for t in sorted(closing)])
    return Runs(model.votes[..., None].copy(), affiliation[..., None])


def run_with_engine(
    world: World,
    weights: Weights,
    pressure: Pressure,
    seed: int = SEED,
    replicate: int = 0,
    procedures: Procedures = TODAY,
) -> Runs:
    """The outcome of the fast driver."""
    return simulate(world, weights, pressure, seed, replicate, procedures=procedures)


def recorded_measures(
    recorded: np.ndarray, kind: np.ndarray, affiliate: np.ndarray, organiser: np.ndarray
) -> Measures:
    """The same measures of the votes as they were really cast, [B, S]."""
    votes = np.where(recorded > NO_SEAT, NO_SEAT, recorded)[..., None]
    return measure(np.ascontiguousarray(votes), kind, affiliate, organiser)
