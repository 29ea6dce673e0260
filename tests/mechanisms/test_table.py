"""The walk through the sources' mechanisms: 24 rows, each with words, a switch, a page, an effect.

The table walked through is that of the design, where it lies beside the checkout; else the copy
of its rows that stands here.
"""

import ast
import inspect
import re
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
import yaml

from make_pages.model_pages import DOCS, MECHANISMS_PAGE
from sim.config.schema import RulesConfig, make_lever
from sim.data.mechanism_words import mechanism_words
from sim.data.states import TABLES
from sim.engine.ensemble import simulate
from sim.errors import InputError
from sim.files.places import shipped_folder
from sim.levers import ASSUMPTIONS, LEVERS, draw_assumptions, pressure_of
from sim.measures import BASELINE
from sim.mechanisms.facts import OF_EVERY_LEVER
from sim.mechanisms.table import (
    ASSUMED,
    BOTH,
    ESTIMATED,
    KEYS,
    MECHANISMS,
    levers_without,
    mechanism,
    pressure_without,
    procedures_without,
    weights_without,
)
from sim.study.design import Design
from sim.study.setup import Setup
from sim.study.tables import conduct
from sim.world import PRESSURES, TODAY, Procedures, Weights
from tests.vocabulary import SEED, neutral, same_bits, small_world, text, wild_weights

DESIGN = Path(__file__).parents[3] / "shared" / "design" / "MODEL.md"
SEEDS = {"000": "cycivic_undated", "001": "inboden2023", "002": "vasikhov_undated",
         "003": "inboden2021"}  # fmt: skip
TABLE = {  # how each row of the design begins, the sources it names, and the mechanism it is
    1: ("LMG affiliation case by case", "001 003", "bloc_line"),
    2: ("aversion to country-specific texts", "001", "country_aversion"),
    3: ("softer rival text", "001", "rival_texts"),
    4: ("hostile amendments and dilution", "001", "dilution"),
    5: ("no-action motion", "003", "procedure"),
    6: ("special sessions", "001", "special_sessions"),
    7: ("Universal Periodic Review", "001", "review"),
    8: ("rival joint statements", "001", "statements"),
    9: ("Council elections", "001", "elections"),
    10: ("suspension and removal", "001", "suspension"),
    11: ("independent-expert and treaty-body posts", "001 003", "expert_posts"),
    12: ("aid inducements and threats", "001", "inducements"),
    13: ("anti-imperial sentiment", "001 002", "narratives"),
    14: ("cross-regional issue coalitions", "001 000", "issue_coalitions"),
    15: ("outreach to the more democratic LMG states", "001", "outreach"),
    16: ("transnational civil society", "001 000", "civil_society"),
    17: ("monitoring and spotlight", "001 002", "monitoring"),
    18: ("mission staffing", "001 002", "mission_staff"),
    19: ("resources of special rapporteurs", "001", "rapporteurs"),
    20: ("sustained or sporadic engagement", "001 003", "engagement"),
    21: ("image", "003", "image"),
    22: ("public criticism and conditionality", "000 003", "criticism"),
    23: ("second-track and digital diplomacy", "002", "second_track"),
    24: ("the African Group", "001", "groups"),
}
SOURCES = yaml.safe_load((TABLES / "sources.yaml").read_text(encoding="utf-8"))
SWITCHES = yaml.safe_load((shipped_folder("conf") / "rules" / "fitted.yaml").read_text("utf-8"))
EVERY = pytest.mark.parametrize("it", MECHANISMS, ids=KEYS)


def those_with(what: str):
    found = [it for it in MECHANISMS if getattr(it, what)]
    return pytest.mark.parametrize("it", found, ids=[it.key for it in found])


# The table


def test_no_mechanism_of_the_sources_is_missing():
    assert {it.number: it.key for it in MECHANISMS} == {n: row[2] for n, row in TABLE.items()}
    assert [it.number for it in MECHANISMS] == list(range(1, len(TABLE) + 1))
    assert len(set(KEYS)) == len(TABLE)


@pytest.mark.shared
@pytest.mark.skipif(not DESIGN.is_file(), reason="the design is not beside the checkout")
def test_the_table_is_that_of_the_design():
    rows = re.findall(r"^\| (\d+) \| (.*?) \| (.*?) \| .*? \|$", DESIGN.read_text("utf-8"), re.M)
    assert len(rows) == 24
    for number, title, sources in rows:
        begins, ours, _ = TABLE[int(number)]
        assert title.startswith(begins)
        assert set(re.findall(r"\b(00[0-3])\b", sources)) == set(ours.split()), title


@EVERY
def test_the_words_name_every_source_of_the_row(it):
    named = {SEEDS[number] for number in TABLE[it.number][1].split()}
    assert named <= set(mechanism_words(KEYS)[it.key].cited())


@EVERY
def test_every_source_key_is_in_the_bibliography(it):
    assert set(mechanism_words(KEYS)[it.key].cited()) <= set(SOURCES)


@EVERY
def test_every_mechanism_has_a_switch_and_is_on(it):
    assert SWITCHES["mechanisms"][it.key] is True


def test_there_is_no_switch_without_a_mechanism():
    assert list(SWITCHES["mechanisms"]) == list(KEYS)


@EVERY
def test_a_switch_turned_off_is_read(it):
    assert RulesConfig(mechanisms={it.key: False}).off() == (it.key,)


@EVERY
def test_every_mechanism_has_a_section_on_the_page(it):
    page = (DOCS / MECHANISMS_PAGE).read_text(encoding="utf-8")
    assert page.count(f"\n## {it.number} {it.key}\n") == 1


@EVERY
def test_every_mechanism_has_something_to_switch(it):
    assert it.weights or it.levers or it.pressures or it.procedures or it.council


@EVERY
def test_the_basis_says_estimated_only_where_something_is(it):
    if it.basis in (ESTIMATED, BOTH):
        assert it.weights or it.council
    if it.basis == ESTIMATED:
        assert not it.assumptions
    if it.basis == ASSUMED:
        assert not it.weights
        assert it.assumptions


def test_an_unknown_mechanism_is_refused():
    with pytest.raises(InputError, match="unknown mechanism 'magic': one of bloc_line"):
        mechanism("magic")


# What belongs to what


def test_every_lever_that_a_mechanism_names_exists():
    named = {name for it in MECHANISMS for name in it.levers}
    assert named <= set(LEVERS), f"not in LEVERS yet: {', '.join(sorted(named - set(LEVERS)))}"


@pytest.mark.parametrize("name", LEVERS)
def test_every_lever_belongs_to_exactly_one_mechanism(name):
    assert sum(name in it.levers for it in MECHANISMS) == 1


@pytest.mark.parametrize("name", [a.name for a in ASSUMPTIONS])
def test_every_assumption_belongs_to_a_mechanism(name):
    assert any(name in it.assumptions for it in MECHANISMS)


def assumed_by(name: str) -> set[str]:
    """The assumptions that a lever's code looks up, there and where it calls for help."""
    found: set[str] = set()
    waiting = [inspect.getmodule(kind) for kind in LEVERS[name].__mro__]
    seen = {inspect.getmodule(make_lever), None}
    while waiting:
        module = waiting.pop()
        if module in seen or not module.__name__.startswith("sim.levers."):
            continue
        seen.add(module)
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "assumed":
                found.add(node.slice.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in vars(module):
                waiting.append(inspect.getmodule(vars(module)[node.func.id]))
    return found


@pytest.mark.parametrize("name", LEVERS)
def test_what_a_lever_looks_up_is_listed_with_its_mechanism(name):
    (owner,) = (it for it in MECHANISMS if name in it.levers)
    assert assumed_by(name) <= set(owner.assumptions)


@EVERY
def test_nothing_is_named_that_does_not_exist(it):
    assert set(it.weights) <= {f.name for f in fields(Weights)}
    assert set(it.pressures) <= set(PRESSURES)
    assert set(it.procedures) <= set(Procedures._fields)
    assert set(it.assumptions) <= {a.name for a in ASSUMPTIONS}


def test_no_weight_belongs_to_two_mechanisms():
    named = [name for it in MECHANISMS for name in it.weights]
    assert len(named) == len(set(named))


# What switching one off does

MEMBERS = "BRA CHN CUB DEU EGY FRA GBR IND LKA PAK RUS SEN USA ZAF"


def a_busy_year():
    """Every kind of text, in series that come back, some in a special session."""
    texts = [
        text("thematic", date="2021-03-10", orientation=-1, sponsors="CUB"),
        text("country", date="2021-03-11", sponsors="EU"),
        text("amendment", date="2021-03-11", pen="lmg", orientation=-1),
        text("thematic", date="2021-05-12", session="S-30", pen="west", orientation=1),
        text("country", date="2021-05-12", session="S-30"),
        text("thematic", date="2021-07-08", session="47", orientation=-1),
        text("amendment", date="2021-07-08", session="47", pen="lmg", orientation=-1),
        text("country", date="2021-07-09", session="47"),
        text("thematic", date="2021-10-07", session="48", pen="west", orientation=1),
        text("amendment", date="2021-10-07", session="48", pen="lmg", orientation=-1),
        text("country", date="2021-10-08", session="48"),
    ]  # fmt: skip
    return small_world(MEMBERS, *texts)


@pytest.fixture(scope="module")
def world():
    return a_busy_year()


def strongest(name: str):
    """A lever pulled as hard as it can be."""
    settings = {n: f for n, f in LEVERS[name].model_fields.items() if n not in OF_EVERY_LEVER}
    field = next(n for n, f in settings.items() if f.annotation in (int, float))
    most = next(mark.le for mark in settings[field].metadata if hasattr(mark, "le"))
    return make_lever(name, {field: most, "targets": MEMBERS.split()})


@those_with("weights")
def test_off_its_weights_are_zero_and_the_others_as_they_were(it, world):
    weights = wild_weights(world)
    without = weights_without(weights, (it.key,))
    for f in fields(Weights):
        before, after = getattr(weights, f.name), getattr(without, f.name)
        if f.name == "own_terms":  # none without a plug-in: tests/with_the_example.py sees to it
            assert len(before) == 0
            continue
        assert np.any(before)
        assert not np.any(after) if f.name in it.weights else after is before, f.name


@those_with("weights")
def test_off_the_votes_are_others_where_its_weights_are_not_zero(it, world):
    def votes(weights):
        runs = [simulate(world, weights, neutral(world), SEED, n).votes for n in range(20)]
        return np.stack(runs)

    weights = wild_weights(world)
    assert (votes(weights) != votes(weights_without(weights, (it.key,)))).any()


@those_with("levers")
def test_off_its_levers_are_not_pressed_and_the_others_are(it):
    levers = [strongest(name) for name in LEVERS]
    still = levers_without(levers, (it.key,))
    gone = {LEVERS[name] for name in it.levers if name in LEVERS}
    assert [type(lever) for lever in still] == [k for k in LEVERS.values() if k not in gone]


@those_with("pressures")
def test_off_its_pressures_are_neutral_and_the_others_as_they_were(it, world):
    assumed = draw_assumptions(SEED, 0)
    everything = pressure_of([strongest(name) for name in LEVERS], world, assumed)
    without = pressure_without(everything, (it.key,))
    for name, kind in PRESSURES.items():
        if name in it.pressures:
            assert (getattr(everything, name) != kind.neutral).any()
            assert (getattr(without, name) == kind.neutral).all()
        else:
            assert getattr(without, name) is getattr(everything, name)


@those_with("procedures")
def test_off_its_procedures_are_todays_and_the_others_as_they_were(it):
    strange = Procedures(2 / 3, 1 / 3, 0.7, 0.6)
    without = procedures_without(strange, (it.key,))
    for name in Procedures._fields:
        expected = TODAY if name in it.procedures else strange
        assert getattr(without, name) == getattr(expected, name), name


@those_with("levers")
def test_off_a_study_with_its_levers_is_one_without(it, world, fit):
    pulled = [strongest(name) for name in it.levers if name in LEVERS]
    arms = {BASELINE: [], "pulled": pulled}
    rules = Procedures(motion_ease=1.0, dilution=1.0)
    found = conduct(Setup(world, fit), Design(arms, 3, SEED, off=(it.key,), procedures=rules))
    tallies = found.ballot_runs.drop(columns="arm")
    with_it, without = (tallies[found.ballot_runs.arm == arm] for arm in arms)
    assert (with_it.to_numpy() == without.to_numpy()).all()


def test_all_off_is_all_of_it_at_once(world):
    weights = wild_weights(world)
    every = weights_without(weights, KEYS)
    for it in MECHANISMS:
        for name in it.weights:
            assert not np.any(getattr(every, name))
    levers = [strongest(name) for name in LEVERS]
    assert levers_without(levers, KEYS) == []
    assert procedures_without(Procedures(2 / 3, 1 / 3, 0.7, 0.6), KEYS) == TODAY


def test_none_off_changes_nothing(world):
    weights, still = wild_weights(world), neutral(world)
    assert all(getattr(weights_without(weights, ()), f.name) is getattr(weights, f.name)
               for f in fields(Weights))  # fmt: skip
    assert same_bits(pressure_without(still, ()), still)
    assert procedures_without(Procedures(2 / 3), ()) == Procedures(2 / 3)
