"""Adoption and margin come first, and are the numbers of lmgsim run."""

import re

import pytest

from sim.levers import LEVERS
from sim.page.choices import chosen_setup, composed
from sim.page.comparison import compare
from sim.page.lever_groups import GROUPS
from sim.page.lever_panel import levers_panel
from sim.page.result_panel import result_panel


@pytest.fixture(scope="module")
def found():
    return compare(composed("civil_society", "recorded_2022").sized(12))


def test_adoption_and_margin_stand_before_departures(found):
    html = result_panel(found)
    assert html.index('id="outcome"') < html.index('id="headline"')
    shown = dict(re.findall(r'data-outcome="(\w+)" data-value="([^"]+)"', html))
    table = found.measures.set_index(["kind", "measure", "arm"])["mean"]
    assert set(shown) >= {"country_adopted", "country_margin", "thematic_margin"}
    for column, value in shown.items():
        kind, _, name = column.partition("_")
        assert float(value) == table[kind, name, "intervention"]


def test_the_fate_of_every_text_is_counted_from_the_runs(found):
    from sim.measures import BASELINE, INTERVENTION
    from sim.study.setup import design_of, levers_of
    from sim.study.tables import conduct

    config, here = found.choices.config(), chosen_setup(found.choices)
    arms = {BASELINE: [], INTERVENTION: levers_of(config, here)}
    runs = conduct(here, design_of(config, arms)).ballot_runs
    agenda = here.world.agenda
    total = {arm: part.adopted.sum() for arm, part in runs.groupby("arm")}
    assert sum(fate.without[0] for fate in found.fates) == total[BASELINE]
    assert sum(fate.with_levers[0] for fate in found.fates) == total[INTERVENTION]
    assert len(found.fates) == len(agenda)
    changes = [abs(fate.change) for fate in found.fates]
    assert changes == sorted(changes, reverse=True)


def test_every_lever_lies_in_one_group_of_its_side():
    listed = [
        (side, name) for side, groups in GROUPS.items() for g in groups.values() for name in g
    ]
    assert sorted(listed) == sorted((lever.side, name) for name, lever in LEVERS.items())


def test_a_group_is_open_where_a_lever_of_it_is_pulled():
    html = levers_panel(composed("civil_society", None), {}, False)
    opened = re.findall(r'<details class="group" open><summary><span class="group">([^<]+)', html)
    assert opened == ["Money"]
