"""``python -m tests.engine_compiled``: compile what most tests call, and keep the machine code."""

from sim.fit.replay import Rates, replay
from sim.study.design import Design
from sim.study.setup import Setup
from sim.study.tables import conduct
from tests.vocabulary import load_fit, year

if __name__ == "__main__":
    world = year(2022)
    for replicates in (1, 4):  # lanes are arms, and lanes are replicates
        conduct(Setup(world, load_fit()), Design({"baseline": []}, replicates, 0))
    replay(world.agenda, world.states, Rates())
