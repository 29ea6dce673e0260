"""Plug-ins: found by entry points, in force everywhere, and refused where they do not fit."""

import shutil
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest

from sim import plugins
from sim.council import own_terms
from sim.council.own_terms import Term, values_of_terms
from sim.errors import InputError
from sim.levers import OF_THE_PACKAGE, MissionStaff
from sim.plugins import Listed, Named
from tests.vocabulary import small_world, text

EXAMPLE = Path(__file__).parents[1] / "examples" / "lmgsim_example"
NOTES = """\
Metadata-Version: 2.1
Name: lmgsim-example
Version: 0.1.0
"""


@pytest.fixture
def offered(monkeypatch):
    """Plug-ins as if they were installed: objects by group and name."""

    def offer(group, **objects):
        module = sys.modules[__name__]
        entries = []
        for name, what in objects.items():
            monkeypatch.setattr(module, f"offered_{name}", what, raising=False)
            entries.append(EntryPoint(name, f"{__name__}:offered_{name}", group))
        monkeypatch.setattr(
            plugins, "entry_points", lambda *, group: [e for e in entries if e.group == group]
        )
        for kept in (plugins.plugins, own_terms.own_terms):
            kept.cache_clear()

    yield offer
    for kept in (plugins.plugins, own_terms.own_terms):
        kept.cache_clear()


def refused(function, *given):
    with pytest.raises(InputError) as caught:
        function(*given)
    return str(caught.value)


def test_without_plugins_nothing_is_added():
    assert plugins.told() == []
    assert plugins.code() == []
    assert own_terms.own_terms() == {}


def test_they_can_be_left_out(offered, monkeypatch):
    offered(plugins.RULES, flat=Term(lambda orientation: 0 * orientation, "nothing", "invented"))
    assert list(own_terms.own_terms()) == ["flat"]
    own_terms.own_terms.cache_clear()
    plugins.plugins.cache_clear()
    monkeypatch.setenv(plugins.VARIABLE, plugins.OFF)
    assert own_terms.own_terms() == {}


def test_what_cannot_be_loaded_is_named(monkeypatch):
    entry = EntryPoint("gone", "no_such_module:thing", plugins.LEVERS)
    monkeypatch.setattr(plugins, "entry_points", lambda *, group: [entry])
    plugins.plugins.cache_clear()
    said = refused(plugins.plugins, plugins.LEVERS)
    plugins.plugins.cache_clear()
    assert "plug-in gone" in said
    assert "ModuleNotFoundError" in said
    assert "LMGSIM_PLUGINS=off" in said


def test_late_tables_are_found_when_asked_for():
    asked = []
    table = Named({"a": 1}, lambda: asked.append(1) or {"b": 2})
    row = Listed([1], lambda: asked.append(1) or [2])
    assert asked == []
    assert (dict(table), list(row), len(table), row[1]) == ({"a": 1, "b": 2}, [1, 2], 2, 2)


class Unnamed(MissionStaff):
    title = ""


class AlwaysPulled(MissionStaff):
    persons: float = 10.0


@pytest.mark.parametrize(("what", "why"), [
    (3, "a class of the kind"),
    (Unnamed, "it needs title"),
    (AlwaysPulled, "is not 0 unless it is set"),
])  # fmt: skip
def test_a_lever_that_does_not_fit_is_refused(offered, what, why):
    import sim.levers

    offered(plugins.LEVERS, mine=what)
    assert why in refused(sim.levers._of_plugins)


def test_a_lever_may_not_take_the_name_of_another(offered):
    import sim.levers

    offered(plugins.LEVERS, outreach=OF_THE_PACKAGE["outreach"])
    assert "has a lever of that name" in refused(sim.levers._of_plugins)


def test_a_term_is_a_number_for_every_text_and_state(offered):
    world = small_world("BRA CHN CUB FRA IND LKA USA ZAF", text("country"), text("thematic"))
    offered(plugins.RULES, mine=Term(
        lambda orientation, freedom: orientation * (1 - freedom), "unfree", "invented"
    ))  # fmt: skip
    (value,) = values_of_terms(world.agenda, world.states)
    freedom = world.states.in_year(int(world.agenda.year[0])).freedom
    by_hand = world.agenda.orientation[:, None] * (1 - freedom[None, :])
    assert np.allclose(value, by_hand)


@pytest.mark.parametrize(("value", "why"), [
    (lambda fredom: fredom, "did you mean freedom"),
    (lambda freedom: freedom[:, :3], "cannot be worked out"),
    (lambda income: np.log(-income), "is not finite"),
    (lambda income: income * 1e9, "beyond 1000"),
])  # fmt: skip
def test_a_term_that_does_not_fit_is_refused(offered, value, why):
    world = small_world("BRA CHN CUB FRA IND LKA USA ZAF", text("country"), text("thematic"))
    offered(plugins.RULES, mine=Term(value, "what", "invented"))
    with np.errstate(all="ignore"):
        assert why in refused(values_of_terms, world.agenda, world.states)


def test_a_term_needs_words(offered):
    offered(plugins.RULES, mine=Term(lambda freedom: freedom, "", "invented"))
    assert "with meaning and source" in refused(own_terms.own_terms)


def installed(place):
    """The example package as pip lays it into a folder: its files, and what it names."""
    shutil.copytree(EXAMPLE / "lmgsim_example", place / "lmgsim_example")
    notes = place / "lmgsim_example-0.1.0.dist-info"
    notes.mkdir()
    (notes / "METADATA").write_text(NOTES)
    lines = []
    for line in (EXAMPLE / "pyproject.toml").read_text().splitlines():
        if line.startswith("[project.entry-points."):
            lines.append(f"[{line.split(chr(34))[1]}]")
        elif lines and " = " in line:
            lines.append(line.replace('"', ""))
    (notes / "entry_points.txt").write_text("\n".join(lines) + "\n")
    return place


@pytest.mark.slow
def test_the_example_is_in_force_everywhere(tmp_path):
    """In a process of its own: what is installed there is installed nowhere else."""
    script = Path(__file__).parent / "with_the_example.py"
    place = installed(tmp_path)
    ran = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[1],
        env={"PYTHONPATH": f"{place}:{Path(__file__).parents[1]}", "LMGSIM_DATA": "embedded",
             "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "all hold" in ran.stdout
