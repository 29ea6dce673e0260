"""Composing a configuration from the words of a command line."""

import pytest
from hydra import compose as hydra_compose
from hydra import initialize_config_dir
from hydra.core.global_hydra import GlobalHydra
from hydra.version import VersionBase
from omegaconf import OmegaConf

from sim.composing.harmless import HARMLESS
from sim.config.compose import compose, groups
from sim.config.schema import read_config
from sim.errors import InputError
from sim.files.places import shipped_folder
from sim.sweep.evaluation import evaluate
from tests.refusals import refusal


def compose_one(override):
    return compose([override])


def by_hydra(*overrides):
    """The configuration as Hydra's own interface composes it."""
    with initialize_config_dir(str(shipped_folder("conf").resolve()), version_base="1.3"):
        return OmegaConf.to_container(hydra_compose("config", list(overrides)), resolve=True)


@pytest.mark.parametrize("overrides", [
    (), ("scenario=contested_slates",), ("council=recorded_2022", "rules=no_lobbying"),
    ("levers.outreach.targets=[IND,BRA]", "+rules.assumptions.reach=[0,1]"),
    ("~rules.mechanisms.outreach", "seed=7", "rules.mechanisms={groups:false}"),
    ("scenario.title='${scenario.name}, ${seed}'",), ("levers.outreach.contacts=1e1",),
])  # fmt: skip
def test_what_is_composed_is_what_hydra_composes(overrides):
    assert repr(compose(overrides)) == repr(by_hydra(*overrides))


def test_the_groups_are_those_of_the_configuration():
    assert groups() == ("council", "levers", "scenario", "rules", "evidence", "engine", "size")


def test_the_application_around_us_is_left_as_it_is(hydra_restore_singletons):
    with initialize_config_dir(str(shipped_folder("conf").resolve()), version_base="1.2"):
        around = GlobalHydra.instance().hydra
        before = VersionBase.instance().version_base
        compose(["scenario=none"])
        assert GlobalHydra.instance().hydra is around
        assert VersionBase.instance().version_base == before


def test_nothing_global_is_left_behind(hydra_restore_singletons):
    GlobalHydra.instance().clear()
    compose(["scenario=none"])
    assert not GlobalHydra.instance().is_initialized()


@pytest.mark.parametrize("name", [
    "2024", "a#b", "Ergebnisse (neu)/é", "a,b", "null", "true", "1e3", "007", "x y", "[x]", "{x}",
    "it's", 'say "x"', "back\\slash", "glob(*)", "~/x", "a=b", "100%", "-x", "é", "a:b", "'", "$x",
])  # fmt: skip
def test_a_folder_and_a_title_may_be_called_anything(name):
    found = compose([f"results={name}", f"scenario.title={name}", f"scenario.source={name}"])
    assert found["results"] == found["scenario"]["title"] == found["scenario"]["source"] == name


def test_words_in_quotes_are_taken_out_of_them():
    found = compose(["results='a, b'", 'scenario.title="What, then?"'])
    assert (found["results"], found["scenario"]["title"]) == ("a, b", "What, then?")


def test_a_folder_is_looked_for_at_home(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_config(compose(["results=~/x"])).results == tmp_path / "x"
    assert str(read_config(compose(["results=2024"])).results) == "2024"
    with pytest.raises(InputError, match="results: ~nobody-here/x begins with ~"):
        read_config(compose(["results=~nobody-here/x"]))


def test_no_fit_is_the_package_s_own():
    assert compose(["rules.fit=null"])["rules"]["fit"] is None
    assert compose(["rules.fit=2024"])["rules"]["fit"] == "2024"


@pytest.mark.parametrize(("override", "complaint"), [
    ("hydra.callbacks.e._target_=builtins.open", "hydra.callbacks"),
    ("+hydra.callbacks.e._target_=builtins.open", "hydra.callbacks"),
    ("++hydra.callbacks={e:{_target_:x}}", "hydra.callbacks"), ("~hydra", "hydra"),
    ("hydra={verbose:true}", "hydra"), ("hydra.run.dir=/tmp/x", "hydra.run.dir"),
    ("hydra.mode=MULTIRUN", "hydra"),
    ("hydra.searchpath=['file:///etc']", "--config-dir"), ("hydra.output_subdir=../x", "cannot be"),
    ("hydra.searchpath=['pkg://hydra.conf']", "--config-dir"), ("hydra.job.chdir=true", "chdir"),
    ("+hydra.job.env_set.A=b", "env_set"), ("hydra.job.env_copy=[HOME]", "env_copy"),
    ("hydra/launcher=joblib", "lmgsim or basic"), ("hydra/job_logging=default", "job_logging"),
    ("+hydra/callbacks=x", "callbacks"), ("hydra/launcher@x=basic", "hydra/launcher@x"),
    ("hydra.launcher._target_=x", "launcher"), ("hydra.sweeper.params={seed:'1,2'}", "params"),
    ("hydra.help.template=${oc.env:HOME}", "help"), ("hydra.sweep.subdir=../x", "cannot be"),
    ("hydra.sweep.subdir=..", "cannot be"), ("hydra.sweep.dir=${oc.env:HOME}", "cannot be"),
    ("+scenario@hydra=none", "Hydra itself"), ("+scenario@_global_.hydra=none", "Hydra itself"),
    ("+/hydra/callbacks=x", "hydra"), ("HYDRA.verbose=true", "HYDRA"),
    ("+rules._target_=x", "names code"), ("+levers={x:{_partial_:true}}", "names code"),
    ("engine={_args_:[1]}", "names code"), ("+x=[{_convert_: all}]", "names code"),
    ("scenario=../../etc/x", "cannot be the name"), ("scenario=/etc/x", "cannot be the name"),
    ("+x=${oc.env:HOME}", "may not stand"), ("scenario.title=${oc.env:HOME}", "may not stand"),
    ("scenario.title='${now:%Y}'", "may not stand"), ("+x={a:['${oc.decode:1}']}", "may not stand"),
    ("+${oc.env:HOME}=1", "may not stand"), ("scenario=${oc.env:HOME}", "may not stand"),
    ("results=\\${oc.env:HOME}", "may not stand"), ("seed=${seed}", "leads to another"),
    ("seed=choice(1,2)", "one value is wanted"), ("scenario=glob(*)", "one value is wanted"),
    ("seed=interval(1,2)", "not an interval"), ("seed=range(1,3)", "one value is wanted"),
    ("scenario=none,us_absent", "one value is wanted"), ("seed=1,2", "one value is wanted"),
    ("council=2022", "there is no council '2022': one of coming"), ("seed=[", "cannot be read"),
    ("scenario=null", "there is no scenario 'null'"), ("seed='1", "cannot be read"),
    ("seed=a)", "cannot be read"), ("a b=1", "cannot be read"), ("=1", "key=value"),
    ("seed", "key=value is wanted"), ("", "key=value is wanted"), ("--fast", "no flag '--fast'"),
    ("--fast=1", "no flag '--fast'"), ("seed=int(x)", "cannot be read"), ("results=", "empty"),
    (f"seed={'9' * 5000}", "digits"), (f"+x={'a' * 20_000}", "letters"),
    (f"+x={'[' * 5000}", "brackets"), ("scenario.title=a\nb", "U+000A"), ("seed=\udcff", "U+DCFF"),
    (f"scenario={'x' * 3000}", "there is no scenario"), ("scenario.title=???", "nothing given"),
    ("sise.replicates=3", "there is no setting"), ("~=1", "key=value"),
    ("seed.x=3", "no setting"), ("levers.outreach=[1]", "do not go"),
    ("levers=3", "no levers '3'"), ("~nothing", "there is no 'nothing' to"),
    ("+seed=3", "already"), ("+scenario=none", "chosen already"),
    ("scenario=[none]", "one option"), ("rules=[fitted,no_lobbying]", "one option"),
    ("scenario@x=none", "x"), ("seed=sort(1,2)", "one value"), ("shuffle(seed)", "key=value"),
])  # fmt: skip
def test_what_cannot_be_is_refused_in_one_line(override, complaint):
    assert complaint in refusal(compose_one, override)


HARMLESS_ONES = {
    "hydra.sweep.dir": "jobs", "hydra.sweep.subdir": "${hydra.job.num}", "hydra.verbose": "true",
    "hydra.output_subdir": ".hydra", "hydra.sweeper.max_batch_size": "5",
    "hydra.job.name": "mine", "hydra/launcher": "basic", "hydra/sweeper": "lmgsim",
}  # fmt: skip


@pytest.mark.parametrize("key", HARMLESS)
def test_a_harmless_word_to_hydra_changes_nothing(key):
    assert compose([f"{key}={HARMLESS_ONES[key]}"]) == compose([])


@pytest.mark.parametrize("setting", [
    {"scenario": "${oc.env:HOME}"}, {"levers.outreach.targets": ["${oc.env:HOME}"]},
    {"council": "../x"}, {"scenario": ["none"]}, {"scenario": True}, {"scenario": "none,none"},
    {"council.since": "${now:%Y}"}, {"hydra.verbose": True}, {"levers.outreach._target_": "x"},
])  # fmt: skip
def test_a_point_of_a_design_reads_nothing_outside_either(setting):
    refusal(lambda: evaluate([setting], replicates=2, seed=1))
