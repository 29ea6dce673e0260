"""A number that is written down once says what it means, and stays a plain number."""

import sys
from types import ModuleType
from typing import Annotated

import pytest

from sim.council.constant import Assumed, Estimated, Fixed, constants_of, taken_from
from sim.levers import LEVERS
from sim.levers.mission_staff import COST_OF_A_POST_USD
from sim.mechanisms.facts import constants_of_lever


@pytest.fixture
def invented(monkeypatch):
    """A module that declares two constants among other names."""
    module = ModuleType("invented_constants")
    module.COST_USD, module.PULL, module.PLACE = 5.0, 2.0, 3
    module.__annotations__ = {
        "COST_USD": Annotated[float, Assumed("a visit", "USD")],
        "PULL": Annotated[float, Estimated("of freedom", "logits", error=0.2)],
        "PLACE": int,
    }
    monkeypatch.setitem(sys.modules, module.__name__, module)
    yield module
    constants_of.cache_clear()


def test_what_is_declared_is_found_in_order_and_nothing_else(invented):
    assert constants_of("invented_constants") == {
        "COST_USD": Assumed("a visit", "USD"),
        "PULL": Estimated("of freedom", "logits", error=0.2),
    }


def test_a_constant_is_known_by_how_it_is_known():
    assert [kind("x").basis for kind in (Assumed, Estimated, Fixed)] == [
        "assumed", "estimated", "fixed"
    ]  # fmt: skip
    assert Assumed("x") != Fixed("x")


def test_the_number_stays_a_plain_number():
    assert type(COST_OF_A_POST_USD) is float


def test_a_lever_has_the_constants_of_its_file_and_those_it_takes_from_another():
    (cost,) = constants_of_lever(LEVERS["mission_staff"])
    assert (cost.name, cost.value, cost.unit) == ("COST_OF_A_POST_USD", "400,000", "USD")
    assert cost.basis == "assumed"
    assert cost.source == "sim/levers/mission_staff.py"
    assert "TEXTS_A_YEAR" in taken_from("sim.levers.no_action", "sim.levers.hostile_amendments")
    taken = {row.name: row.source for row in constants_of_lever(LEVERS["no_action"])}
    assert taken["TEXTS_A_YEAR"] == "sim/levers/hostile_amendments.py"


@pytest.mark.parametrize("name", LEVERS)
def test_every_number_in_capitals_in_the_file_of_a_lever_is_told(name):
    module = sys.modules[LEVERS[name].__module__]
    numbers = {
        key for key, value in vars(module).items()
        if key.isupper() and type(value) is float and key != "DAYS_A_YEAR"
    }  # fmt: skip
    told = {row.name for row in constants_of_lever(LEVERS[name])}
    elsewhere = set(constants_of("sim.levers.lever")) | set(constants_of("sim.council.suspension"))
    assert numbers <= told | elsewhere


def test_every_constant_of_money_is_in_dollars():
    for lever in LEVERS.values():
        for row in constants_of_lever(lever):
            assert row.meaning
            if row.name.endswith("_USD"):
                assert row.unit == "USD"
