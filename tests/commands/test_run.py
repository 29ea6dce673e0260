"""``lmgsim run``: its flags, what it shows, and sweeps of it."""

import json
import sys

import pytest
import yaml

from sim.answers.run import Answer
from sim.commands import run
from sim.commands.arguments import with_own_folder
from sim.commands.run_flags import read_flags
from sim.config.compose import compose
from sim.files.places import shipped_folder
from tests.refusals import refusal


@pytest.fixture
def shown(tmp_path, monkeypatch, capsys):
    """What is printed by ``lmgsim run`` with these words."""
    monkeypatch.chdir(tmp_path)

    def show(*words):
        run.run_command(with_own_folder(list(words)))
        assert list(tmp_path.iterdir()) == []
        return capsys.readouterr().out

    return show


@pytest.fixture
def ran(tmp_path, monkeypatch):
    """The configurations and batches that are run by these words; nothing is simulated."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run, "_batch", lambda jobs: found.append([j.config for j in jobs]))
    monkeypatch.setattr(
        run, "_job", lambda content, by_hand, given=None: found.append((content, by_hand))
    )
    found = []

    def command(*words):
        found.clear()
        run.run_command(list(words))
        return list(found)

    return command


@pytest.mark.parametrize("words", [
    ("--cfg", "job"), ("--cfg=job",), ("-c", "job"), ("-m", "--cfg", "job"),
    ("--cfg", "job", "--resolve"),
])  # fmt: skip
def test_the_configuration_is_shown(shown, words):
    assert yaml.safe_load(shown(*words, "seed=3")) == compose(["seed=3"])


def test_a_part_is_shown(shown):
    told = shown("--cfg", "job", "--package", "size", "size=smoke")
    assert told == "# @package size\nreplicates: 24\n"
    assert shown("--cfg", "job", "-p", "size.replicates") == "1000\n"
    assert "a run holds council" in refusal(shown, "--cfg", "job", "-p", "size.x")
    assert "--package goes with" in refusal(shown, "-p", "size")


def test_references_are_shown_as_they_stand_or_as_what_they_lead_to(shown):
    title = "scenario.title=${seed}"
    assert "title: ${seed}" in shown("--cfg", "job", title)
    assert "title: 2026" in shown("--cfg", "job", "--resolve", title)


def test_help_names_what_can_be_chosen_and_what_a_run_holds(shown):
    told = shown("--help", "scenario=none")
    assert "\nsize: full, smoke\n" in told
    assert "\n  name: none\n" in told
    assert "key=value" in told
    assert "${" not in told


def test_the_files_of_a_configuration_are_listed(shown):
    told = shown("--info", "scenario=none").splitlines()
    assert told[-2:][0].startswith("size/full.yaml")
    assert any(line.split()[:2] == ["scenario/none.yaml", "(all)"] for line in told)
    assert shown("--info", "searchpath").splitlines() == [str(shipped_folder("conf").resolve())]


@pytest.mark.parametrize("words", [
    ("--experimental-rerun", "x"), ("--shell-completion",), ("-sc",), ("--hydra-help",),
    ("--config-path", "x"), ("-cp=x",), ("--config-name=x",), ("-cn", "x"), ("--version",),
    ("--cfg",), ("--cfg", "all"), ("--info=all",), ("--package",), ("--fast",), ("-x",), ("--",),
    ("--multirun=1",), ("-mx",), ("-",),
])  # fmt: skip
def test_other_flags_are_refused_in_one_line(words):
    refusal(read_flags, words)


def test_one_run_is_told_what_was_set_by_hand(ran):
    ((content, by_hand),) = ran("scenario=none", "rules.draw_weights=false", "hydra.verbose=true",
                                "scenario.title=a#b", "levers.outreach.contacts=3")  # fmt: skip
    assert by_hand == ["rules.draw_weights=false", "levers.outreach.contacts=3"]
    assert content == compose(["scenario=none", "rules.draw_weights=false", "scenario.title=a#b",
                               "levers.outreach.contacts=3"])  # fmt: skip


def test_a_sweep_is_one_batch_each_job_as_it_is_alone(ran):
    (batch,) = ran("-m", "scenario=none,us_absent", "levers.outreach.contacts=range(1,3)",
                   "results=Ergebnisse (neu)/é", "rules=glob(fit*)")  # fmt: skip
    alone = [compose([f"scenario={name}", f"levers.outreach.contacts={n}",
                      "results=Ergebnisse (neu)/é"])
             for name in ("none", "us_absent") for n in (1, 2)]  # fmt: skip
    assert batch == alone


@pytest.mark.parametrize("words", [("hydra/launcher=basic",),
                                   ("hydra/launcher=basic", "hydra/sweeper=basic")])  # fmt: skip
def test_the_launcher_of_hydra_runs_one_by_one(ran, words):
    found = ran("-m", *words, "seed=1,2", "rules.draw_weights=false")
    assert [content["seed"] for content, _ in found] == [1, 2]
    assert found[0][1] == ["rules.draw_weights=False"]
    assert found[0][0] == compose(["seed=1", "rules.draw_weights=false"])


def test_a_sweep_in_batches(ran):
    batches = ran("-m", "seed=1,2,3", "hydra.sweeper.max_batch_size=2")
    assert [[content["seed"] for content in batch] for batch in batches] == [[1, 2], [3]]


@pytest.mark.parametrize(("words", "complaint"), [
    (("scenario=glob(zz*)",), "nothing to choose from"), (("seed=range(5,5)",), "nothing"),
    (("seed=interval(1,2)",), "not an interval"), (("seed=range(1,1000000000)",), "more than"),
    (("seed=range(0,10000)", "size.replicates=range(1,1000)"), "more than 1,000,000 jobs"),
    (("seed=range(1,5,0)",), "a range is"), (("seed=shuffle(range(0,100000000))",), "more than"),
    (("seed=a,",), "cannot be read"), (("scenario=none,nowhere",), "no scenario 'nowhere'"),
    (("scenario=none,../x",), "cannot be the name"), (("seed=1,2", "nowhere=1,2"), "'nowhere'"),
    (("seed=1,2", "scenario.title='${now:%S}','x'"), "may not stand"),
    (("hydra.sweep.dir=a,b",), "cannot be"), (("hydra/launcher=basic,lmgsim",), "lmgsim or basic"),
    (("hydra.sweep.subdir=x",), "needs hydra.sweep.dir"), (("hydra.sweep.dir=.",), "cannot"),
    (("seed=a,b", "hydra.sweep.dir=n", "hydra.sweep.subdir=${seed}"), "a number is wanted"),
])  # fmt: skip
def test_a_sweep_that_cannot_be_is_refused_before_its_first_job(ran, tmp_path, words, complaint):
    (tmp_path / "a_file").write_text("")
    if complaint == "cannot":
        complaint = "something is there"
    assert complaint in refusal(ran, "-m", *words)
    assert not list(tmp_path.glob("*.yaml"))


def test_notes_go_into_a_new_folder_only(ran, tmp_path):
    words = ("-m", "seed=3,4", "hydra.sweep.dir=my notes", "hydra.sweep.subdir=${hydra:job.num}")
    assert [content["seed"] for content in ran(*words)[0]] == [3, 4]
    assert {p.name for p in (tmp_path / "my notes").iterdir()} == {"0", "1", "multirun.yaml"}
    assert "something is there" in refusal(ran, *words)
    (tmp_path / "link").symlink_to("nowhere")
    assert "links are not followed" in refusal(ran, "-m", "seed=3,4", "hydra.sweep.dir=link")


@pytest.mark.parametrize("word", ["hydra.output_subdir=x", "hydra.sweep.dir=x",
                                  "hydra.sweep.subdir=x"])  # fmt: skip
def test_one_run_keeps_no_notes_and_says_so(ran, word):
    assert "for a sweep" in refusal(ran, word)


def test_the_command_can_be_typed_again(tmp_path, monkeypatch):
    words = ["run", f"results={tmp_path / 'a b'}", "size.replicates=2", "council=recorded_2022",
             "scenario.title=What (now)?"]  # fmt: skip
    monkeypatch.setattr(sys, "argv", ["lmgsim", *words])
    monkeypatch.setattr("sim.answers.run.draw_all", lambda folder: None)
    monkeypatch.setattr("sim.answers.run.write_report", lambda folder: None)
    seen: list[Answer] = []
    monkeypatch.setattr("sim.screens.run.show", seen.append)
    run.run_command(words[1:])
    origin = json.loads((seen[0].folder / "provenance.json").read_text(encoding="utf-8"))
    assert "'scenario.title=What (now)?'" in origin["command"]
