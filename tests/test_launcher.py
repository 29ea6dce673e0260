"""The Hydra launcher: one call for a whole sweep, jobs composed fast and just as Hydra does it."""

import contextlib
import copy
import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hydra import initialize_config_dir
from hydra._internal.config_loader_impl import ConfigLoaderImpl
from hydra._internal.hydra import Hydra
from hydra.core.global_hydra import GlobalHydra
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.utils import JobStatus
from hydra.errors import HydraException
from hydra.types import RunMode
from hypothesis import given, settings
from hypothesis import strategies as st
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from hydra_plugins.lmgsim_launcher._composing import Composer, without_hydra
from hydra_plugins.lmgsim_launcher._overlay import Base, Change
from sim.commands import run as command
from sim.files.places import shipped_folder
from tests.launcher_app import listener

APP = Path(__file__).parent / "launcher_app" / "app.py"
CONF = APP.with_name("conf")
LISTENING = "+hydra.callbacks.it._target_=tests.launcher_app.listener.Listener"


class Composing:
    """Hydra ready to compose the configurations of a folder, and our composer beside it."""

    def __init__(self, conf: Path) -> None:
        initialize_config_dir(str(conf), version_base="1.3", job_name="app")
        self.hydra: Hydra = GlobalHydra.instance().hydra
        self.loader = self.hydra.config_loader
        self.master = self.hydra.compose_config("config", ["hydra.mode=MULTIRUN"], RunMode.MULTIRUN)
        self.composer = Composer(self.loader, self.master)
        GlobalHydra.instance().clear()

    def by_hydra(self, overrides):
        whole = self.loader.load_sweep_config(self.master, list(overrides))
        return OmegaConf.to_container(without_hydra(whole), resolve=True)

    def fast(self, overrides):
        return self.composer.compose(overrides)


@pytest.fixture(scope="module")
def app():
    return Composing(CONF)


@pytest.fixture(scope="module")
def ours():
    return Composing(shipped_folder("conf"))


@pytest.fixture
def sweep(hydra_restore_singletons, tmp_path, monkeypatch):
    """Run a sweep of the small application in a folder of its own; its job returns in a row."""
    monkeypatch.chdir(tmp_path)

    def run(task, *overrides):
        with initialize_config_dir(str(CONF), version_base="1.3", job_name="app"):
            batches = GlobalHydra.instance().hydra.multirun(
                "config", task, ["hydra.mode=MULTIRUN", *overrides]
            )
        return [job for batch in batches for job in batch]

    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield run
    for added in set(root.handlers) - set(handlers):
        added.close()
    root.handlers[:] = handlers
    root.setLevel(level)


def batching(what=lambda job: job.config["seed"]):
    """A task function with a batch function that notes its calls and returns ``what`` of a job."""

    def task(config):
        pytest.fail("the task function is not called where there is a batch function")

    def batch(jobs):
        task.calls.append(jobs)
        return [what(job) for job in jobs]

    task.calls = []
    task.batch = batch
    return task


# Composing


def same_as_hydra(app, overrides):
    """Compose fast what Hydra composes, or leave it to Hydra. Says whether it was fast."""
    fast = app.fast(overrides)
    try:
        real = app.by_hydra(overrides)
    except Exception:  # some of its own are neither a HydraException nor OmegaConf's
        assert fast is None, f"Hydra refuses {overrides}"
        return False
    if fast is not None:
        assert repr(fast) == repr(real)  # to the type, the order of keys, and nan
    return fast is not None


KEYS = st.sampled_from(
    ["seed", "rate", "name", "nothing", "needed", "items", "box", "box.width", "box.corner",
     "box.corner.y", "mirror", "mirror.x", "home", "db.port", "db.pool.size", "db.pool.total",
     "db.timeout", "left.side", "right.radius", "fresh", "box.fresh", "fresh.deep", "items.0"]
)  # fmt: skip
SCALARS = st.one_of(
    st.integers().map(str), st.floats().map(str), st.sampled_from(["null", "true", "False", "''"]),
    st.from_regex(r"[a-z][a-z0-9_-]{0,5}", fullmatch=True),
    st.text("ab ,{}[]:=$?\\é", max_size=6).map(lambda s: json.dumps(s, ensure_ascii=False)),
    st.sampled_from(["${seed}", "${db.port}", "${nowhere}", "'${name} ${rate}'", "???", "1_000",
                     "${.width}", "${oc.env:HOME}", "${oc.select:nowhere,5}", "${now:%Y}",
                     "007", "1e3", "${box}", "'a: ${box.height}'", r"'\${seed}'", "${label}",
                     "'${nothing}${seed}.'", "'${box.width} '", "${needed}", "${fresh}",
                     "'${items}'", "'${home}$'"]),
)  # fmt: skip
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=3).map(lambda v: f"[{','.join(v)}]"),
    st.lists(st.tuples(st.sampled_from(["x", "width", "of"]), SCALARS), max_size=2).map(
        lambda v: "{" + ",".join(f"{k}:{w}" for k, w in v) + "}"
    ),
)
CHANGES = st.tuples(st.sampled_from(["", "", "", "+", "++"]), KEYS, VALUES).map(
    lambda c: f"{c[0]}{c[1]}={c[2]}"
)
OTHERS = st.sampled_from(
    ["db=postgres", "db=nowhere", "db/pool=large", "shape@left=circle", "shape@right=square",
     "+extra=more", "+extra=numbered", "~db/pool", "~shape@left", "+shape@third=circle",
     "shape=circle", "~name", "~box.width=2", "~box.width=3", "~nowhere", "db={driver:none}",
     "hydra.job.name=other", "+db.new={a:1}", "seed=1,2", "=", "box={corner:{x:5}}", "seed=[",
     "box.corner=null", "name=text", "box.fresh.more=1"]
)  # fmt: skip


@settings(max_examples=25)
@given(overrides=st.lists(st.one_of(CHANGES, CHANGES, OTHERS), min_size=1, max_size=4))
def test_a_job_is_composed_as_hydra_composes_it_or_left_to_hydra(app, overrides):
    same_as_hydra(app, overrides)


@pytest.mark.parametrize(
    "overrides",
    [
        ["seed=5", "rate=1e-3", "name=other", "nothing=true"],
        ["db=postgres", "db.port=1", "db.timeout=2.5"],
        ["db.port=1", "db/pool=large", "shape@left=circle", "left.radius=4", "right.radius=5"],
        ["+extra=more", "more.weight=3", "seed=7"],
        ["~db/pool", "seed=2"],
        ["box.width=9"],  # seen by an interpolation of an interpolation
        ["items=[]", "seed=3"],
        ["label=${db.port}", "db.port=8"],
        ["needed='${items}'", "items=[a,'b c',{k:[1,null]},${rate}]"],
        ["+fresh=1", "++box.fresh=[1]", "++name='quoted, with comma'"],
        ["+fresh={a:{b:${seed}}}", "seed=null"],
    ],
    ids=" ".join,
)
def test_values_choices_and_additions_need_no_composing_of_their_own(app, overrides):
    assert same_as_hydra(app, overrides)


@pytest.mark.parametrize(
    "overrides",
    [
        ["nowhere=1"],
        ["seed=1", "box.width.deep=2"],
        ["+seed=1"],
        ["db=nowhere"],
        ["seed=["],
        ["label=${nowhere}"],
        ["+extra=numbered"],  # asks what number the job has
        ["name='${now:%S}'"],
        ["seed=1", "++seed=2"],  # the order counts
        ["mirror.x=3"],  # is written through to box.corner
        ["~name"],
    ],
    ids=" ".join,
)
def test_what_only_hydra_can_tell_is_left_to_hydra(app, overrides):
    assert not same_as_hydra(app, overrides)


NUMBERS = st.one_of(
    st.integers(), st.floats(allow_nan=False), st.floats(-1e3, 1e3).map(lambda x: f"{x:.3e}"),
    st.from_regex(r"-?[0-9]{1,3}(\.[0-9]{0,3})?(e[+-]?[0-9]{1,3})?", fullmatch=True),
).map(str)  # fmt: skip


@settings(max_examples=150)
@given(number=NUMBERS)
def test_a_number_is_read_as_hydra_reads_it(app, number):
    composed = app.fast([f"rate={number}"])
    assert composed is not None
    expected = OverridesParser.create().parse_override(f"rate={number}").value()
    assert (composed["rate"], type(composed["rate"])) == (expected, type(expected))


PLACES = ("a", "b", "box.c", "box.d", "box.deep.e")
REFERRING = st.lists(
    st.sampled_from(["${a}", "${b}", "${box.c}", "${box.d}", "${box.deep.e}", "${box}", "${none}",
                     "${.c}", "${oc.select:a}", "x", " ", "\\", "$", "???", "{}", "'"]),
    min_size=1, max_size=3,
).map("".join)  # fmt: skip
SAID = st.one_of(REFERRING, REFERRING, st.integers(), st.floats(), st.booleans(), st.none())


@settings(max_examples=150)
@given(
    stands=st.tuples(*[SAID] * len(PLACES)),
    changes=st.dictionaries(st.sampled_from(PLACES), SAID, max_size=3),
)
def test_interpolations_see_the_values_of_their_own_job(stands, changes):
    with contextlib.suppress(OmegaConfBaseException):
        config = OmegaConf.create()
        for key, value in zip(PLACES, stands, strict=True):
            OmegaConf.update(config, key, value)
        base = Base(copy.deepcopy(config))
        found = base.overlaid([(k, Change(tuple(k.split(".")), v)) for k, v in changes.items()])
        try:
            for key, value in changes.items():
                OmegaConf.update(config, key, value)
            real = OmegaConf.to_container(config, resolve=True)
        except OmegaConfBaseException:
            assert found is None
        else:
            assert found is None or repr(found) == repr(real)


def test_one_job_leaves_no_trace_in_the_next(app):
    before = app.fast(["seed=1"])
    app.fast(["seed=2", "+fresh=1", "items=[1]", "box.corner={x:7}", "label=${seed}"])
    assert app.fast(["seed=1"]) == before == app.by_hydra(["seed=1"])


def test_a_large_sweep_is_composed_once_for_each_set_of_choices(app, monkeypatch):
    composed = []
    real = ConfigLoaderImpl.load_sweep_config

    def counting(self, master_config, sweep_overrides):
        composed.append(sweep_overrides)
        return real(self, master_config, sweep_overrides)

    monkeypatch.setattr(ConfigLoaderImpl, "load_sweep_config", counting)
    composer = Composer(app.loader, app.master)
    for db in ("mysql", "postgres"):
        for seed in range(50):
            assert composer.compose([f"db={db}", f"seed={seed}"])["seed"] == seed
    assert composed == [["db=mysql"], ["db=postgres"]]


@pytest.mark.parametrize("scenario", ["none", "bloc_pushes_back", "contested_slates"])
def test_the_configuration_of_lmgsim_itself_is_composed_fast(ours, scenario):
    overrides = [f"scenario={scenario}", "size=smoke", "levers.outreach.contacts=7.5",
                 "levers.outreach.targets=[IND,BRA]", "+rules.assumptions.reach=[0,1]",
                 "rules.mechanisms.outreach=false", "results=elsewhere"]  # fmt: skip
    assert same_as_hydra(ours, overrides)


def test_our_launcher_and_sweeper_are_the_default_of_lmgsim(ours):
    chosen = ours.master.hydra.runtime.choices
    assert (chosen["hydra/launcher"], chosen["hydra/sweeper"]) == ("lmgsim", "lmgsim")


# Launching


def test_a_batch_function_is_called_once_with_all_jobs_in_order(sweep):
    task = batching()
    returned = sweep(task, "seed=3,4", "db=mysql,postgres", "name=x")
    (jobs,) = task.calls
    assert [job.index for job in jobs] == [0, 1, 2, 3]
    assert jobs[1].overrides == ["seed=3", "db=postgres", "name=x"]
    found = [(job.config["seed"], job.config["db"]["driver"], job.config["label"]) for job in jobs]
    assert found == [
        (3, "mysql", "x-3"), (3, "postgres", "x-3"), (4, "mysql", "x-4"), (4, "postgres", "x-4"),
    ]  # fmt: skip
    assert [job.return_value for job in returned] == [3, 3, 4, 4]
    assert {job.status for job in returned} == {JobStatus.COMPLETED}


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [["seed=1,2", "batch"], ["seed=1,2"], ["seed=1,2", "batch", "run"]]
)
def test_a_batch_set_on_the_function_given_to_hydra_main_reaches_the_launcher(arguments, tmp_path):
    multirun = [] if "run" in arguments else ["-m"]
    given = [a for a in arguments if a != "run"] if multirun else ["seed=1", "batch"]
    command = [sys.executable, str(APP), *multirun, *given]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    if not multirun:
        assert [line["alone"]["seed"] for line in said] == [1]
    elif "batch" in given:
        assert [[c["seed"] for _, _, c in line["batch"]] for line in said] == [[1, 2]]
    else:
        assert [line["alone"]["seed"] for line in said] == [1, 2]


def test_a_batch_is_found_beneath_a_wrapper(sweep):
    task = batching()

    def wrapper(config):
        return task(config)

    wrapper.__wrapped__ = task
    assert [job.return_value for job in sweep(wrapper, "seed=3,4")] == [3, 4]


def tree(place: Path) -> dict[str, str]:
    """Every file below a folder with its text, but for what names the launcher or the moment."""
    drop = re.compile(
        r"lmgsim|basic|hydra/launcher|hydra/sweeper|_target_|job\.log|max_batch|params"
    )
    return {
        path.relative_to(place).as_posix(): "\n".join(
            line
            for line in (path.read_text().splitlines() if path.is_file() else [])
            if not drop.search(line)
        )
        for path in sorted(place.rglob("*"))
    }


FOLDERS = ("hydra.sweep.subdir=job_${hydra.job.num}_${seed}", "hydra.output_subdir=.hydra")


def test_without_a_batch_function_it_is_hydras_basic_launcher(sweep, tmp_path):
    seen = {}
    for launcher in ("lmgsim", "basic"):

        def task(config, launcher=launcher):
            seen.setdefault(launcher, []).append((config, os.getcwd()))
            return config.seed * 2

        place = tmp_path / "there"
        returned = sweep(
            task, f"hydra/launcher={launcher}", f"hydra/sweeper={launcher}",
            f"hydra.sweep.dir={place}", "hydra/job_logging=default", "hydra.job.chdir=true",
            *FOLDERS, "seed=3,4", "+extra=numbered",
        )  # fmt: skip
        seen[launcher] += [(j.return_value, j.overrides, j.cfg, j.working_dir) for j in returned]
        seen[launcher].append(tree(place))
        place.rename(tmp_path / launcher)
    assert seen["lmgsim"] == seen["basic"]
    assert "job_1_4/.hydra/config.yaml" in seen["basic"][-1]
    assert "job_1_4/app.log" in seen["basic"][-1]


def test_a_batch_has_a_folder_for_each_job_where_asked_as_the_basic_launcher_makes_it(
    sweep, tmp_path
):
    for launcher in ("lmgsim", "basic"):
        task = batching(lambda job: job.folder) if launcher == "lmgsim" else lambda config: None
        place = tmp_path / "there"
        returned = sweep(
            task, f"hydra/launcher={launcher}", f"hydra/sweeper={launcher}",
            f"hydra.sweep.dir={place}", *FOLDERS, "seed=3,4", "+extra=numbered",
        )  # fmt: skip
        if launcher == "lmgsim":
            assert [job.return_value for job in returned] == [place / "job_0_3", place / "job_1_4"]
        place.rename(tmp_path / launcher)
    made = tree(tmp_path / "lmgsim")
    assert made == tree(tmp_path / "basic")
    assert "seed: 4" in made["job_1_4/.hydra/config.yaml"]


def test_a_batch_leaves_no_folders_where_none_were_asked_for(sweep, tmp_path):
    task = batching(lambda job: job.folder)
    assert [job.return_value for job in sweep(task, "seed=3,4")] == [None, None]
    assert [path.name for path in tmp_path.rglob("*")] == ["multirun.yaml"]


def test_the_log_of_a_batch_is_one_file_in_the_folder_of_the_sweep(sweep, tmp_path):
    task = batching(lambda job: logging.getLogger("it").warning("job %d", job.index))
    sweep(task, "seed=3,4", "hydra/job_logging=default")
    lines = (tmp_path / "app.log").read_text().splitlines()
    assert [line[-5:] for line in lines] == ["job 0", "job 1"]


def test_the_return_of_a_job_holds_what_the_basic_launcher_puts_there(sweep):
    mine = sweep(batching(), "seed=3,4", "db=postgres", "hydra.job.name=named")
    basic = sweep(lambda config: config.seed, "seed=3,4", "db=postgres", "hydra.job.name=named",
                  "hydra/launcher=basic", "hydra/sweeper=basic")  # fmt: skip
    for a, b in zip(mine, basic, strict=True):
        assert a.cfg == b.cfg
        assert a.hydra_cfg.hydra.job == b.hydra_cfg.hydra.job
        assert a.hydra_cfg.hydra.runtime.output_dir == b.hydra_cfg.hydra.runtime.output_dir
        assert (a.overrides, a.working_dir, a.task_name) == (
            b.overrides,
            b.working_dir,
            b.task_name,
        )
        assert (a.return_value, a.status) == (b.return_value, b.status)


def test_jobs_of_a_sweep_in_several_batches_are_counted_on(sweep):
    task = batching()
    sweep(task, "seed=range(1,6)", "hydra.sweeper.max_batch_size=2")
    assert [[job.index for job in jobs] for jobs in task.calls] == [[0, 1], [2, 3], [4]]


def test_a_job_whose_value_is_an_exception_has_failed_as_with_hydra(sweep, capsys):
    wrong = KeyError("of the second job")
    with pytest.raises(KeyError) as raised:
        sweep(batching(lambda job: wrong if job.index == 1 else 0), "seed=3,4,5")
    assert raised.value is wrong
    assert "Error executing job with overrides: ['seed=4']" in capsys.readouterr().err


def test_what_a_batch_function_raises_comes_out_unchanged(sweep):
    def batch(jobs):
        raise wrong

    wrong, task = ValueError("of the whole batch"), batching()
    task.batch = batch
    with pytest.raises(ValueError, match="of the whole batch") as raised:
        sweep(task, "seed=3,4")
    assert raised.value is wrong


@pytest.mark.parametrize("overrides", [["seed=1,2", "nowhere=1,2"], ["db=mysql,nowhere"],
                                       ["name=a,'${nowhere}'"]])  # fmt: skip
def test_a_mistake_in_any_job_is_hydras_own_and_comes_before_the_first_job(sweep, overrides):
    task = batching()
    with pytest.raises((HydraException, OmegaConfBaseException)) as mine:
        sweep(task, *overrides)
    with pytest.raises((HydraException, OmegaConfBaseException)) as basic:
        sweep(
            lambda config: OmegaConf.to_container(config, resolve=True),
            *overrides, "hydra/launcher=basic", "hydra/sweeper=basic",
        )  # fmt: skip
    assert (type(mine.value), str(mine.value)) == (type(basic.value), str(basic.value))
    assert task.calls == []


def test_a_batch_function_that_loses_a_job_is_found_out(sweep):
    task = batching()
    task.batch = lambda jobs: [1]
    with pytest.raises(HydraException, match="returned 1 values for 2 jobs"):
        sweep(task, "seed=3,4")


@pytest.mark.parametrize("override", ["hydra.job.chdir=true", "+hydra.job.env_set.IT='${seed}'"])
def test_what_jobs_of_a_batch_cannot_each_have_is_refused(sweep, override):
    task = batching()
    with pytest.raises(HydraException, match="run them one by one with hydra/launcher=basic"):
        sweep(task, "seed=3,4", override)
    assert task.calls == []


def test_a_batch_runs_in_the_environment_that_was_asked_for(sweep):
    task = batching(lambda job: (job.config["home"], os.environ.get("LAUNCHER_APP_HOME")))
    returned = sweep(task, "seed=3,4", "+hydra.job.env_set.LAUNCHER_APP_HOME=here")
    assert [job.return_value for job in returned] == [("here", "here")] * 2
    assert "LAUNCHER_APP_HOME" not in os.environ


def test_callbacks_hear_of_every_start_then_of_every_end(sweep):
    listener.HEARD.clear()
    task = batching(lambda job: listener.HEARD.append("batch") or job.config["seed"] * 10)
    sweep(task, LISTENING, "seed=3,4")
    heard = list(listener.HEARD)
    assert heard == [
        ("start", 0, 3, task), ("start", 1, 4, task), "batch", "batch",
        ("end", 0, 3, "COMPLETED", 30), ("end", 1, 4, "COMPLETED", 40),
    ]  # fmt: skip


def test_callbacks_hear_of_a_batch_that_failed(sweep):
    listener.HEARD.clear()
    with pytest.raises(ZeroDivisionError):
        sweep(batching(lambda job: 1 / 0), LISTENING, "seed=3,4")
    assert [(heard[0], heard[3]) for heard in listener.HEARD[2:]] == [("end", "FAILED")] * 2


@pytest.mark.parametrize(("launcher", "composings"), [("lmgsim", 1), ("basic", 8)])
def test_our_sweeper_composes_no_job_that_the_launcher_will(
    sweep, monkeypatch, launcher, composings
):
    composed = []
    real = ConfigLoaderImpl.load_sweep_config
    monkeypatch.setattr(
        ConfigLoaderImpl, "load_sweep_config",
        lambda self, *given, **named: composed.append(1) or real(self, *given, **named),
    )  # fmt: skip
    task = batching() if launcher == "lmgsim" else lambda config: None
    sweep(task, "seed=1,2,3,4", f"hydra/launcher={launcher}")
    assert len(composed) == composings


def test_lmgsim_keeps_hydras_notes_on_each_job_where_asked(
    hydra_restore_singletons, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["lmgsim"])
    monkeypatch.setenv("HYDRA_FULL_ERROR", "1")
    ran = []
    monkeypatch.setattr(
        command, "_batch", lambda jobs: [ran.append(job.config["seed"]) for job in jobs]
    )
    asked = ["hydra.sweep.dir=notes", "hydra.sweep.subdir='${seed}'", "hydra.output_subdir=.hydra"]
    command.run_command(["-m", "seed=3,4", *asked])
    assert ran == [3, 4]
    for seed in (3, 4):
        noted = OmegaConf.load(tmp_path / "notes" / str(seed) / ".hydra" / "overrides.yaml")
        assert f"seed={seed}" in noted


def test_lmgsim_leaves_no_notes_of_hydra_where_none_were_asked_for(
    hydra_restore_singletons, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["lmgsim"])
    monkeypatch.setenv("HYDRA_FULL_ERROR", "1")
    monkeypatch.setattr(command, "_batch", lambda jobs: [None] * len(jobs))
    command.run_command(["-m", "seed=3,4"])
    assert list(tmp_path.iterdir()) == []
