"""Numbers are read from a module's source with what its comments say of them."""

import sys
from types import ModuleType

import pytest

from sim.levers.mission_staff import COST_OF_A_POST_USD
from sim.mechanisms import written_numbers as reader
from sim.mechanisms.written_numbers import shared_names, written, written_numbers

TEXT = """
COST = 400_000.0  # a year of a diplomat; assumed
BY_SEVERITY = 4.0  # assumed, between 2 and 6: from nothing to all
BY_FREEDOM = 4.16  # (0.83) of freedom
SPREAD = 0.33  # estimated: scale of a candidacy
PLACE = 3  # in the order of a list
DAYS_A_YEAR = 365.25
TEXTS = 17  # texts a year [ohchr_votes]
BARE = 17
HALF_OF_ALL = 0.5
NAMES = ("a", "b")
quiet = 1.0  # not a parameter
# Share of slates, by group,
# of the last ten years.
SHARES = np.array([0.5, 0.25])
"""


@pytest.fixture
def found(monkeypatch):
    module = ModuleType("invented")
    exec("import numpy as np\n" + TEXT, vars(module))
    monkeypatch.setattr(reader, "import_module", lambda _: module)
    monkeypatch.setattr(reader.inspect, "getsource", lambda _: TEXT)
    return {number.name: number for number in written_numbers.__wrapped__("an.invented")}


def test_numbers_in_capitals_are_found_and_nothing_else(found):
    assert set(found) == {
        "COST", "BY_SEVERITY", "BY_FREEDOM", "SPREAD", "TEXTS", "HALF_OF_ALL", "SHARES"
    }  # fmt: skip


def test_a_comment_gives_meaning_basis_range_and_error(found):
    assert (found["COST"].value, found["COST"].basis) == ("400,000", "assumed")
    assert found["COST"].meaning == "a year of a diplomat"
    assert found["COST"].place == "an/invented.py"
    assert found["BY_SEVERITY"].valid == "between 2 and 6"
    assert found["BY_SEVERITY"].meaning == "from nothing to all"
    assert found["BY_FREEDOM"].value == "4.16 (sd 0.83)"
    assert found["BY_FREEDOM"].basis == found["SPREAD"].basis == "estimated"
    assert found["TEXTS"].basis == "fixed"


def test_without_a_comment_the_name_is_the_meaning(found):
    assert found["HALF_OF_ALL"].meaning == "half of all"


def test_an_array_takes_the_comment_above_it(found):
    assert found["SHARES"].value == "0.5, 0.25"
    assert found["SHARES"].meaning == "Share of slates, by group, of the last ten years."


def test_a_real_lever_is_read():
    (cost,) = written_numbers("sim.levers.mission_staff")
    assert cost.value == written(COST_OF_A_POST_USD)
    assert cost.basis == "assumed"


def test_names_taken_from_another_module_are_known():
    names = shared_names("sim.levers.no_action", "sim.levers.hostile_amendments")
    assert "TEXTS_A_YEAR" in names
    assert "sim.levers.no_action" in sys.modules
