"""The quick Mesa model shows what the plain one does, bit for bit, day for day."""

import numpy as np
import pytest

from sim.mesa_model.compiled_model import CompiledCouncilModel
from sim.mesa_model.model import CouncilModel
from sim.world import Procedures
from tests.vocabulary import SEED, neutral, random_pressure, weights


def both(world, pressure, procedures, replicate=0):
    arguments = (world, weights(world, replicate), pressure, replicate, SEED, None, procedures)
    return CouncilModel(*arguments), CompiledCouncilModel(*arguments)


@pytest.mark.parametrize("pressed", [False, True])
@pytest.mark.parametrize("procedures", [Procedures(), Procedures(adopting=2 / 3, tabling=1 / 3)])
def test_both_collect_the_same_day_after_day(a_year, pressed, procedures):
    pressure = random_pressure(a_year, 1, seed=3) if pressed else neutral(a_year)
    plain, quick = both(a_year, pressure, procedures)
    while plain.running:
        plain.step()
        quick.step()
        assert [a.affiliation for a in plain.members] == [a.affiliation for a in quick.members]
    assert not quick.running
    assert (plain.votes == quick.votes).all()
    by_agents, by_views = plain.datacollector, quick.datacollector
    assert by_agents.get_table_dataframe("ballots").equals(by_views.get_table_dataframe("ballots"))
    assert by_agents.get_model_vars_dataframe().equals(by_views.get_model_vars_dataframe())


def test_a_model_keeps_its_memory_while_others_run(a_year):
    pressure = neutral(a_year)
    _, alone = both(a_year, pressure, Procedures())
    _, one = both(a_year, pressure, Procedures())
    _, other = both(a_year, pressure, Procedures(), replicate=5)
    while one.running:
        one.step()
        other.step()
    assert (one.votes == alone.run()).all()
    assert not np.array_equal(one.votes, other.votes)


def test_a_view_says_who_it_shows_and_how_it_voted_last(a_year):
    _, model = both(a_year, neutral(a_year), Procedures())
    model.step()
    usa = next(agent for agent in model.members if agent.iso3 == "USA")
    china = next(agent for agent in model.members if agent.iso3 == "CHN")
    assert china.organiser
    assert not usa.organiser
    last = int(np.flatnonzero(a_year.agenda.day == 0)[-1])
    assert usa.vote == model.votes[last, usa.index]
    assert china.affiliation > usa.affiliation


def test_a_model_is_one_run(a_year):
    with pytest.raises(ValueError, match="one lane"):
        CompiledCouncilModel(a_year, weights(a_year), random_pressure(a_year, 2))
