"""The configuration: all that is on offer composes and runs, the rest is refused plainly."""

import json
from pathlib import Path

import pytest
from hydra import compose, initialize_config_dir
from omegaconf import OmegaConf

from sim.answers.run import answer
from sim.config.schema import RunConfig, read_config
from sim.errors import InputError
from sim.files.places import shipped_folder
from sim.levers import LEVERS
from sim.mechanisms.table import KEYS

CONF = shipped_folder("conf").resolve()
OPTIONS = sorted(
    (p.parent.name, p.stem) for p in CONF.glob("*/*.yaml") if p.parent.name != "design"
)  # read by `lmgsim sweep`, not composed
SCENARIOS = [name for group, name in OPTIONS if group == "scenario"]
SMALL = ["council=recorded_2022", "size.replicates=2", "engine.threads=1"]


def composed(*overrides: str) -> dict:
    """The configuration as the command line composes it."""
    with initialize_config_dir(str(CONF), version_base="1.3"):
        return OmegaConf.to_container(compose("config", list(overrides)), resolve=True)


def changed(where: str, value: object) -> dict:
    """The default configuration with one value put in place; the path is dotted."""
    content = composed()
    *path, last = where.split(".")
    place = content
    for part in path:
        place = place[part]
    place[last] = value
    return content


def refused(content: dict) -> str:
    """The one line with which a configuration is refused."""
    with pytest.raises(InputError) as caught:
        read_config(content)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def run(tmp_path: Path, *overrides: str):
    """A small run into ``tmp_path``."""
    content = composed(*SMALL, f"results={tmp_path}", *overrides)
    return answer(read_config(content), content, None)


def test_the_default_is_the_main_job():
    config = read_config(composed())
    assert isinstance(config, RunConfig)
    assert config.scenario.name == "staff_and_outreach"
    assert config.size.replicates == 1000
    assert config.engine.driver == "ensemble"
    assert config.rules.off() == ()


@pytest.mark.parametrize(("group", "option"), OPTIONS)
def test_every_option_composes_and_is_valid(group, option):
    assert read_config(composed(f"{group}={option}"))


def test_every_group_is_among_the_defaults():
    defaults = OmegaConf.load(CONF / "config.yaml").defaults
    chosen = {group for entry in defaults if entry != "_self_" for group in entry}
    chosen = {group for group in chosen if not group.startswith("override ")}
    assert chosen == {group for group, _ in OPTIONS}


@pytest.mark.parametrize("path", sorted(CONF.rglob("*.yaml")), ids=lambda p: p.stem)
def test_every_file_says_what_it_is_for(path):
    assert path.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_is_named_after_its_file_and_asks_something(scenario):
    config = read_config(composed(f"scenario={scenario}"))
    assert config.scenario.name == scenario
    assert config.scenario.question.endswith("?")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_runs_small(scenario, tmp_path):
    years = []
    if "override /council: coming" in (CONF / "scenario" / f"{scenario}.yaml").read_text("utf-8"):
        years = ["council=coming_2021_2025", "council.until=2021-12-31"]
    found = run(tmp_path, f"scenario={scenario}", *years)
    assert found.folder.parent == tmp_path / scenario
    summary = json.loads((found.folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["experiment"] == scenario
    assert summary["replicates"] == 2
    assert (found.folder / "report.html").is_file()
    pulled = (found.tables["levers"].cost_usd > 0).sum()
    assert (pulled == 0) == (scenario in ("none", "us_absent"))  # to stay away costs nothing


@pytest.fixture
def without_pictures(monkeypatch):
    """Runs that are asked for their numbers only."""
    monkeypatch.setattr("sim.answers.run.draw_all", lambda folder: None)
    monkeypatch.setattr("sim.answers.run.write_report", lambda folder: None)


@pytest.mark.usefixtures("without_pictures")
@pytest.mark.parametrize(
    "option", [f"{g}={o}" for g, o in OPTIONS if g in ("rules", "engine", "council")]
)
def test_every_other_option_runs_small(option, tmp_path):
    found = run(tmp_path, option, "size.replicates=1")
    assert found.summary["ballots"] > 0


@pytest.mark.usefixtures("without_pictures")
def test_the_driver_does_not_change_the_answer(tmp_path):
    fast, slow = (run(tmp_path / e, f"engine={e}").folder for e in ("ensemble", "mesa"))
    for path in fast.glob("*.csv"):
        assert path.read_bytes() == (slow / path.name).read_bytes(), path.name
    assert (fast / "summary.json").read_bytes() == (slow / "summary.json").read_bytes()


@pytest.mark.usefixtures("without_pictures")
def test_nothing_done_has_no_effect_and_no_cost(tmp_path):
    summary = run(tmp_path, "scenario=none").summary
    assert summary["cost_usd"] == 0
    assert summary["cost_per_defection_usd"] is None
    assert summary["extra_defections"]["mean"] == 0
    for kind in summary["defection"]["difference"].values():
        assert all(figures["mean"] == 0 for figures in kind.values())


@pytest.mark.usefixtures("without_pictures")
def test_without_any_lobbying_no_lever_moves_anybody(tmp_path):
    found = run(tmp_path, "rules=no_lobbying", "scenario=staff_and_outreach")
    assert found.summary["extra_defections"]["mean"] == 0


@pytest.mark.parametrize("key", KEYS)
def test_each_mechanism_can_be_switched_off(key):
    assert read_config(composed(f"rules.mechanisms.{key}=false")).rules.off() == (key,)


@pytest.mark.parametrize(
    ("where", "value", "complaint"),
    [
        ("typo", 1, "typo: there is no such setting"),
        ("size.typo", 1, "size.typo: there is no such setting"),
        ("rules.typo", True, "rules.typo: there is no such setting"),
        ("levers.typo", {}, "unknown lever 'typo': one of mission_staff"),
        ("levers.outreach", {"typo": 1}, "levers.outreach.typo: there is no such setting"),
        ("levers.outreach", {"contacts": 101}, "levers.outreach.contacts: 101 given"),
        ("size.replicates", 0, "size.replicates: 0 given"),
        ("size.replicates", 2.5, "size.replicates: 2.5 given"),
        ("size.replicates", "many", "size.replicates: 'many' given"),
        ("size.replicates", None, "size.replicates: None given"),
        ("seed", -1, "seed: -1 given"),
        ("seed", 2**63, "seed: 9223372036854775808 given"),
        ("seed", True, "seed: True given, which is no number"),
        ("size.replicates", True, "replicates: True given, which is no number"),
        ("levers.outreach", {"contacts": True}, "contacts: True given, which is no number"),
        ("levers.outreach", {"contacts": float("inf")}, "contacts: inf given"),
        ("levers.outreach", {"start": 0}, "start: 0 given; a day such as 2022-01-31 is wanted"),
        ("council.since", 1640995200, "since: 1640995200 given; a day"),
        ("scenario.budget_usd", float("inf"), "budget_usd: inf given"),
        ("scenario.budget_usd", True, "budget_usd: True given"),
        ("rules.assumptions", {"aid_gain": [True, True]}, "True given, which is no number"),
        ("engine.threads", 0, "engine.threads: 0 given"),
        ("engine.driver", "netlogo", "engine.driver: 'netlogo' given"),
        ("council.since", "some day", "council.since: 'some day' given"),
        ("scenario.name", "../elsewhere", "scenario.name: '../elsewhere' given"),
        ("scenario.name", "", "scenario.name: '' given"),
        ("rules.assumptions", {"luck": [0, 1]}, "unknown assumption 'luck': one of aid_gain"),
        ("rules.assumptions", {"aid_gain": [2, 1]}, "aid_gain: [2.0, 1.0] is not two numbers"),
        ("rules.assumptions", {"complicity": [-1, 1]}, "complicity: [-1.0, 1.0] is not a range"),
        ("rules.assumptions", {"training_gain": [-2, 1]}, "is not a range from -1 up"),
        ("rules.assumptions", {"aid_gain": [1]}, "rules.assumptions.aid_gain"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(where, value, complaint):
    assert complaint in refused(changed(where, value))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_an_assumption_that_is_no_number_is_refused(value):
    refused(changed("rules.assumptions", {"aid_gain": [0, value]}))


@pytest.mark.parametrize("missing", ["council", "scenario", "levers", "rules", "engine", "size",
                                     "seed", "results"])  # fmt: skip
def test_a_missing_part_is_named(missing):
    content = composed()
    del content[missing]
    assert missing in refused(content)


def test_a_target_that_is_nowhere_stops_the_run_before_it_starts(tmp_path):
    with pytest.raises(InputError, match="unknown state 'XXX'"):
        run(tmp_path, "levers.outreach.targets=[XXX]")
    assert not list(tmp_path.iterdir())


def test_years_that_are_not_recorded_stop_the_run_before_it_starts(tmp_path):
    with pytest.raises(InputError, match="no recorded votes between 1999"):
        run(tmp_path, "council.since=1999-01-01", "council.until=1999-12-31")
    assert not list(tmp_path.iterdir())


def test_every_lever_can_be_pulled_from_the_command_line():
    for name, lever in LEVERS.items():
        config = read_config(composed(f"levers.{name}.{lever.states_key}=[IND,BRA]", "seed=1"))
        pulled = next(v for v in config.pulled() if type(v) is lever)
        assert pulled.targets == ("IND", "BRA")
