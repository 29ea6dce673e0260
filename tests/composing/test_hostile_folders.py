"""Folders of options that somebody hands over: no code runs, nothing leaks, one line says why."""

import os
import threading

import pytest

from sim.composing.sweeping import jobs_of
from sim.config.compose import compose, read
from sim.config.schema import read_config
from tests.refusals import refusal

WORDS = 'scenario: {name: mine, title: Mine, question: "What?", source: me}\n'
GOOD = f"# @package _global_\n{WORDS}levers: {{outreach: {{contacts: 8}}}}\n"
CODE = "{_target_: builtins.open, file: RAN, mode: w}"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a scenario; what is given is written into it, by its name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET", "x-is-secret")

    def write(content, name="scenario/mine.yaml"):
        place = tmp_path / "own" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, bytes) else content.encode()
        place.write_bytes(text)
        return f"--config-dir={tmp_path / 'own'}"

    yield write
    assert not (tmp_path / "RAN").exists()


def in_a_sweep(*overrides):
    """The configurations that ``lmgsim run -m`` would run."""
    jobs = jobs_of(read([*overrides, "seed=1,2"], many=True), "notes")
    return [job.config for batch in jobs.together for job in batch]


def refused(way, *overrides):
    said = refusal(way, *overrides)
    assert "x-is-secret" not in said
    return said


each_way = pytest.mark.parametrize(
    "way", [lambda *o: compose(o), pytest.param(in_a_sweep, marks=pytest.mark.slow)],
    ids=["run", "-m"],
)  # fmt: skip


@each_way
def test_a_plain_scenario_is_found(folder, way):
    found = way(folder(GOOD), "scenario=mine")
    for content in found if isinstance(found, list) else [found]:
        assert content["levers"]["outreach"]["contacts"] == 8


HOOKS = {
    "callback": f"hydra: {{callbacks: {{e: {CODE}}}}}",
    "job logging": "hydra: {job_logging: {version: 1, root: {handlers: [f]}, handlers: {f: "
                   "{class: logging.FileHandler, filename: RAN}}}}",
    "hydra logging": "hydra: {hydra_logging: {version: 1, root: {handlers: [f]}, handlers: {f: "
                     "{class: logging.FileHandler, filename: RAN}}}}",
    "launcher": f"hydra: {{launcher: {CODE}}}",
    "sweeper": f"hydra: {{sweeper: {CODE}}}",
    "environment": "hydra: {job: {env_set: {PATH: /tmp}}}",
    "copied environment": "hydra: {job: {env_copy: [SECRET]}}",
    "help": "hydra: {help: {template: x}}",
    "Hydra's help": "hydra: {hydra_help: {template: x}}",
    "run folder": "hydra: {run: {dir: RAN}}",
    "sweep folder": "hydra: {sweep: {dir: RAN}}",
    "notes": "hydra: {output_subdir: RAN}",
    "package path": "hydra: {searchpath: ['pkg://hydra.conf']}",
    "file path": "hydra: {searchpath: ['file:///etc']}",
    "verbose": "hydra: {verbose: true}",
    "mode": "hydra: {mode: MULTIRUN}",
    "chdir": "hydra: {job: {chdir: true}}",
    "dotted": f"hydra.callbacks.e: {CODE}",
    "with a slash": "hydra/launcher: basic",
    "in other letters": "Hydra: {verbose: true}",
    "escaped": f'"\\x68ydra": {{callbacks: {{e: {CODE}}}}}',
    "deep": f"rules: {{hydra: {{callbacks: {{e: {CODE}}}}}}}",
    "a call": f"engine: {CODE}",
    "a call in a lever": f"levers: {{outreach: {{targets: [{CODE}]}}}}",
    "an escaped call": 'engine: {"_tar\\u0067et_": builtins.open, file: RAN}',
    "a part of a call": "engine: {_partial_: true}",
    "arguments": "engine: {_args_: [RAN]}",
    "conversion": "engine: {_convert_: all}",
    "recursion": "engine: {_recursive_: false}",
    "a merged call": f"x: &x {CODE}\nengine: {{<<: *x}}",
}  # fmt: skip


@each_way
@pytest.mark.parametrize("hook", HOOKS)
def test_no_hook_of_hydra_is_taken_from_a_scenario(folder, way, hook):
    said = refused(way, folder(f"# @package _global_\n{WORDS}{HOOKS[hook]}\n"), "scenario=mine")
    assert "mine.yaml" in said


@each_way
@pytest.mark.parametrize("package", ["hydra", "hydra.callbacks.e", "_global_.hydra", "HYDRA"])
def test_no_header_puts_a_file_under_hydra(folder, way, package):
    said = refused(way, folder(f"# @package {package}\n_target_: builtins.open\n"), "scenario=mine")
    assert "line 1" in said


@each_way
@pytest.mark.parametrize("entry", [
    "override hydra/launcher: evil", "override /hydra/launcher: evil", "/hydra/callbacks: evil",
    "hydra/callbacks: evil", "/hydra/callbacks@foo: evil", "/scenario@hydra.callbacks.e: evil",
    "/scenario@_global_.hydra: evil", "/scenario@hydra: evil", "optional /hydra/env: evil",
    "../hydra/callbacks: evil", "/scenario: ../hydra/callbacks/evil", "/scenario: /etc/evil",
    "override /hydra/job_logging: default", "/scenario: ['../../evil']",
])  # fmt: skip
def test_no_list_of_defaults_reaches_hydra_or_out_of_the_folder(folder, way, entry):
    for name in ("hydra/callbacks/evil.yaml", "hydra/launcher/evil.yaml", "scenario/evil.yaml",
                 "scenario/hydra/callbacks/evil.yaml", "hydra/env/evil.yaml"):  # fmt: skip
        folder("e: {_target_: builtins.open, file: RAN, mode: w}\n", name)
    given = folder(f"# @package _global_\ndefaults:\n  - {entry}\n{WORDS}")
    assert "defaults" in refused(way, given, "scenario=mine")


@each_way
def test_groups_of_hydra_in_a_folder_are_never_looked_at(folder, way):
    folder("# @package _global_\nhydra: {job: {env_set: {A: b}}}\n", "hydra/launcher/lmgsim.yaml")
    folder("callbacks: {e: {_target_: builtins.open, file: RAN, mode: w}}\n", "hydra/config.yaml")
    folder("root: {level: DEBUG}\n", "hydra/job_logging/disabled.yaml")
    folder("hydra: {verbose: true}\n", "config.yaml")
    assert way(folder(GOOD), "scenario=mine")


RESOLVERS = [
    "${oc.env:SECRET}", "${oc.env:SECRET,x}", "${ oc.env:SECRET}", "a ${oc.env:SECRET} b",
    "${oc.decode:'1'}", "${oc.select:seed}", "${oc.create:{a:1}}", "${oc.dict.keys:levers}",
    "${oc.dict.values:levers}", "${oc.deprecated:seed}", "${hydra:runtime.cwd}", "${now:%Y}",
    "${python_version:}", "${mine:x}", "${oc.${seed}:SECRET}", "${${seed}}", "$${oc.env:SECRET}",
    "\\${oc.env:SECRET}", "\\\\${oc.env:SECRET}", "${seed}${oc.env:SECRET}", "${oc.env:${seed}}",
    "$${seed}{oc.env:SECRET}", "${oc.env", "${", "${.name}", "${..seed}",
]  # fmt: skip


@each_way
@pytest.mark.parametrize("text", RESOLVERS)
def test_nothing_outside_the_configuration_is_read_by_a_file(folder, way, text):
    for place in (f"scenario: {{name: mine, title: '{text}', question: q, source: s}}",
                  f"{WORDS}levers: {{outreach: {{targets: ['{text}']}}}}",
                  f"{WORDS}levers: {{outreach: {{'{text}': 1}}}}"):  # fmt: skip
        refused(way, folder(f"# @package _global_\n{place}\n"), "scenario=mine")
    entry = f"defaults: [{{'/scenario': '{text}'}}]\n"
    refused(way, folder(f"# @package _global_\n{entry}{WORDS}"), "scenario=mine")


@each_way
def test_another_value_of_the_configuration_may_be_named(folder, way):
    given = folder(GOOD.replace("Mine", "'Seed ${seed}, ${scenario.name}'"))
    found = way(given, "scenario=mine")
    titles = [c["scenario"]["title"] for c in (found if isinstance(found, list) else [found])]
    assert titles == (["Seed 2026, mine"] if len(titles) == 1 else ["Seed 1, mine", "Seed 2, mine"])


@each_way
@pytest.mark.parametrize("text", [
    'scenario: {name: mine, title: "${scenario.source}", question: q, source: "${scenario.title}"}',
    'a: "${b}${b}"\nb: "${c}${c}"\nc: x',
    f'a: ["{"${seed}" * 101}"]',
    'a: "${levers}"\nb: {c: "${a}"}',
])  # fmt: skip
def test_references_in_chains_or_in_great_number_are_refused(folder, way, text):
    assert "reference" in refused(way, folder(f"# @package _global_\n{text}\n"), "scenario=mine")


@each_way
@pytest.mark.parametrize("block", [
    "rules: {fit: nowhere}", "rules: {draw_weights: false}", "rules: 3", "size: {replicates: -1}",
    "size: null", "engine: {driver: steam}", "seed: -1", "seed: [1]", "results: elsewhere",
    "rules: {mechanisms: {image: false}}", "rules: {mechanisms: null}",
])  # fmt: skip
def test_what_a_later_file_would_replace_without_a_word_is_refused(folder, way, block):
    said = refused(way, folder(f"{GOOD}{block}\n"), "scenario=mine")
    assert said.startswith("scenario/mine.yaml: ")
    assert "would have no effect" in said


@each_way
def test_what_no_later_file_sets_or_all_set_alike_is_taken(folder, way):
    given = folder(f"{GOOD}seed: 2026\nrules: {{assumptions: {{goodwill_gain: [0.1, 0.2]}}}}\n")
    found = way(given, "scenario=mine")
    for content in found if isinstance(found, list) else [found]:
        assert content["rules"]["assumptions"]["goodwill_gain"] == [0.1, 0.2]


BROKEN = {
    "a tab": ("scenario:\n\tname: mine\n", "line 2"),
    "not UTF-8": (b"# @package _global_\nscenario: {name: \xff}\n", "line 2"),
    "a key twice": (f"# @package _global_\n{WORDS}{WORDS}", "line 3"),
    "defaults 3": (f"defaults: 3\n{WORDS}", "line 1"),
    "defaults with a number": (f"defaults: [{{override /council: 2022}}]\n{WORDS}", "line 1"),
    "a list": ("- 1\n- 2\n", "a list"),
    "a word": ("hello\n", "a single value"),
    "empty": ("", "empty"),
    "only a comment": ("# @package _global_\n", "empty"),
    "binary": (f"{WORDS}x: !!binary aGVsbG8=\n", "line 2"),
    "python": ("x: !!python/object/apply:os.system [touch RAN]\n", "line 1"),
    "brackets": ("x: " + "[" * 20_000, "levels"),
    "an alias bomb": ("a: &a [1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi",
                                                                   strict=True)), "aliases"),
    "a long number": (f"seed: {'9' * 5000}\n", "digits"),
    "a zero byte": (b"scenario:\0\n", "zero byte"),
    "too large": ("# " + "x" * (1 << 20) + "\n" + GOOD, "larger"),
    "too many values": (f"{WORDS}x: [{'1, ' * 10_001}]\n", "values; at most 10,000"),
    "an odd header": (f"# @package _global_ x\n{WORDS}", "line 1"),
    "an unknown header": (f"# @hydra x\n{WORDS}", "line 1"),
}  # fmt: skip


@each_way
@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_named_with_what_is_wrong(folder, way, kind):
    content, complaint = BROKEN[kind]
    said = refused(way, folder(content), "scenario=mine")
    assert "mine.yaml" in said
    assert complaint in said


@pytest.mark.parametrize("block", ["levers: 3", "levers: {outreach: 3}", "size: [1]",
                                   f"levers: [{'1, ' * 3000}]"])  # fmt: skip
def test_a_block_of_another_kind_is_refused_as_it_is_read(folder, block):
    def run(*overrides):
        read_config(compose(overrides))

    said = refused(run, folder(f"# @package _global_\n{WORDS}{block}\n"), "scenario=mine")
    assert block.split(":")[0] in said or "mine.yaml does not fit" in said


def test_a_long_value_is_not_told_whole(folder):
    given = folder(f"# @package _global_\nscenario: {'x' * 5000}\n")
    assert "xxx..." in refused(lambda *o: read_config(compose(o)), given, "scenario=mine")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_marks_and_encodings_are_read_past(folder, encoding):
    text = GOOD.replace("Mine", "Für méxico").replace("\n", "\r\n")
    found = compose([folder(text.encode(encoding)), "scenario=mine"])
    assert found["scenario"]["title"] == "Für méxico"
    assert found["levers"]["outreach"]["contacts"] == 8


@each_way
@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "dangling", "unreadable"])
def test_only_a_regular_file_is_opened(folder, tmp_path, way, kind):
    given = folder(GOOD, "scenario/other.yaml")
    place = tmp_path / "own" / "scenario" / "mine.yaml"
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "unreadable":
        place.write_text(GOOD)
        place.chmod(0)
        if os.access(place, os.R_OK):
            pytest.skip("nothing is unreadable for this user")
    else:
        place.symlink_to("/dev/zero" if kind == "device" else tmp_path / "nowhere")
    assert "mine.yaml" in refused(way, given, "scenario=mine")


def test_a_file_that_was_written_anew_is_read_anew(folder):
    assert compose([folder(GOOD), "scenario=mine"])["levers"]["outreach"]["contacts"] == 8
    given = folder(GOOD.replace("contacts: 8", "contacts: 12"))
    assert compose([given, "scenario=mine"])["levers"]["outreach"]["contacts"] == 12


def test_several_threads_compose_what_one_does():
    wanted = {n: compose(["scenario=none", f"levers.outreach.contacts={n}"]) for n in range(4)}
    found, start = {}, threading.Barrier(4)

    def work(n):
        start.wait()
        found[n] = compose(["scenario=none", f"levers.outreach.contacts={n}"])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == wanted
