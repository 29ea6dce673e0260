"""A scenario goes through the page unchanged, and its numbers are those of ``lmgsim run``."""

import os
import shutil
from dataclasses import replace

import pandas as pd
import pytest

from sim.answers.run import answer
from sim.config.compose import compose
from sim.config.schema import read_config
from sim.errors import InputError
from sim.files.places import shipped_folder
from sim.page import scenarios
from sim.page.choices import neutral
from sim.page.comparison import bill, compare
from sim.page.folders import FOLDERS
from sim.page.scenarios import as_yaml, load, save, scenario_names

WORDS = "# @package _global_\nscenario: {name: x, title: x, question: x, source: x}"
SHIPPED = sorted(path.stem for path in (shipped_folder("conf") / "scenario").glob("*.yaml"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    place = tmp_path / "with a space" / "scenario"
    shutil.copytree(shipped_folder("conf") / "scenario", place)
    monkeypatch.setattr(FOLDERS, "scenarios", place)
    return place


def composed_by_the_command_line(folder, *overrides):
    return compose([f"--config-dir={folder.parent}", *overrides])


def test_the_scenario_without_levers_comes_first():
    assert scenario_names()[0] == "none"
    assert sorted(scenario_names()) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_every_scenario_is_read_as_the_command_line_reads_it(name):
    choices = load(name)
    said = compose([f"scenario={name}", f"size.replicates={choices.size()}"])
    assert choices.content == said


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scenario_saved_is_the_scenario_loaded(folder, name):
    before = load(name)
    words = before.words()
    save(before, "copied", str(words["title"]), str(words["question"]))
    after = composed_by_the_command_line(folder, "scenario=copied", "size.replicates=40")
    assert after["levers"] == before.content["levers"]
    assert after["council"] == before.content["council"]
    assert after["scenario"] == {**words, "name": "copied"}


def test_a_moved_slider_is_all_that_is_saved_of_a_lever(folder):
    choices = load("none").with_lever("outreach", "contacts", 7.5)
    text = as_yaml(choices, "mine", "A title: with a colon", "Why?")
    assert "contacts: 7.5" in text
    assert "mission_staff" not in text
    save(choices, "mine", "A title: with a colon", "Why?")
    assert "mine" in scenario_names()
    after = composed_by_the_command_line(folder, "scenario=mine")
    assert after["levers"] == neutral() | {"outreach": {**neutral()["outreach"], "contacts": 7.5}}
    assert after["scenario"]["title"] == "A title: with a colon"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_numbers_on_the_page_are_those_of_the_command_line(folder, tmp_path):
    choices = load("staff_and_outreach", "recorded_2022").sized(6).seeded(7)
    choices = save(
        choices.with_lever("outreach", "contacts", 12), "meeting", "In a meeting", "What if?"
    )
    page = compare(choices)

    content = composed_by_the_command_line(
        folder, "scenario=meeting", "seed=7", "size.replicates=6", f"results={tmp_path / 'out'}"
    )
    run = answer(read_config(content), content, None)
    pd.testing.assert_frame_equal(page.defection, run.tables["defection"], check_exact=True)
    pd.testing.assert_frame_equal(page.movers, run.tables["movers"], check_exact=True)
    assert page.extra == run.summary["extra_defections"]
    assert page.cost_usd == run.summary["cost_usd"] == pytest.approx(sum(bill(choices).values()))


def test_what_comes_with_lmgsim_is_not_overwritten(folder):
    before = (folder / "none.yaml").read_text()
    with pytest.raises(InputError, match="came with lmgsim"):
        save(load("none"), "none", "Mine", "")
    assert (folder / "none.yaml").read_text() == before
    save(load("none"), "mine", "First", "")
    save(load("none"), "mine", "Second", "")
    assert "Second" in (folder / "mine.yaml").read_text()


@pytest.mark.parametrize("name", ["../none", "None", "a b", "", "none.yaml", "x" * 61])
def test_a_name_that_the_command_line_would_not_take_is_refused(folder, name):
    before = sorted(folder.parent.rglob("*"))
    with pytest.raises(InputError, match="cannot name a scenario"):
        save(load("none"), name, "", "")
    assert sorted(folder.parent.rglob("*")) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("levers: [unclosed", "is not YAML"),
        ("- a\n- list", "holds no blocks"),
        ("", "holds no blocks"),
        ("\x00\x01", "is not YAML"),
        ("levers: {outreach: {contacts: 3}}", "needs name, question, source, title"),
        ("scenario: {name: x, title: x}", "needs name, question, source, title"),
        (f"{WORDS}\nlevers: [outreach]", "block of settings"),
        (f"{WORDS}\nlevers: {{outreach: 3}}", "block of settings"),
        (f"{WORDS}\nlevers: {{outreech: {{contacts: 3}}}}", "outreech"),
        (f"{WORDS}\nlevers: {{outreach: {{contacts: 300}}}}", "less than or equal to 100"),
        (f"{WORDS}\nlevers: {{outreach: {{contacts: many}}}}", "number"),
        (f"{WORDS}\ndefaults: [{{override /council: nowhere}}]", "nowhere"),
        ("results: /tmp/elsewhere", "sets results"),
        ("hydra: {run: {dir: /tmp}}", "sets hydra"),
        ("# " + "x" * 70_000, "larger than"),
    ],
)
def test_a_broken_file_is_explained_in_words(folder, text, said):
    (folder / "broken.yaml").write_text(text)
    with pytest.raises(InputError, match=said):
        load("broken")


NO_WORDS = ["2025", "20_25", "0", "1e3", "1e-3", "0x1f", "null", "nan", "inf", "true", "yes", "no",
            "on", "off", "y", "n"]  # fmt: skip


@pytest.mark.parametrize("name", NO_WORDS)
def test_a_name_that_would_be_read_as_a_number_or_nothing_is_refused(folder, name):
    before = sorted(folder.rglob("*"))
    with pytest.raises(InputError, match=f"such as plan-{name}"):
        save(load("none"), name, "A title", "")
    assert sorted(folder.rglob("*")) == before
    (folder / f"{name}.yaml").write_text(WORDS)
    assert name not in scenario_names()


@pytest.mark.parametrize("name", ["plan-2025", "2025-plan", "nullify", "none-2", "1e3x"])
def test_a_name_that_begins_like_one_is_taken_and_read_by_the_command_line(folder, name):
    save(load("none"), name, "A title", "")
    assert composed_by_the_command_line(folder, f"scenario={name}")["scenario"]["name"] == name


ODD_TITLES = [
    *("2025", "1e3", "1_000", "2021-01-01", "0o17", "12:30:45", ".inf", "x" * 200),
    *("null", "nan", "yes", "No", "on", "~x", "a: b", "a #b", "a?", "? a", "| a", "> a"),
    *("'a'", '"a"', "a\\b", "{a}", "[a]", "- a", "*a", "&a", "!a", "%a", "@a", "`a", "=cmd|1"),
    "\u00c9t\u00e9 \u4eba\u6743",
]


@pytest.mark.parametrize("title", ODD_TITLES)
def test_a_title_comes_back_as_it_was_written(folder, title):
    save(load("none"), "mine", title, title)
    for found in (load("mine").words(), composed_by_the_command_line(folder, "scenario=mine")):
        words = found.get("scenario", found)
        assert (words["title"], words["question"]) == (title, title)


@pytest.mark.parametrize("title", ["???", " ??? ", "? ?", "?", "-", "...", "\u00a0?\u00a0"])
def test_a_title_of_blanks_and_marks_is_refused_and_the_old_one_kept(folder, title):
    save(load("none"), "mine", "First", "Why?")
    before = (folder / "mine.yaml").read_bytes()
    for words in ((title, ""), ("Second", title)):
        with pytest.raises(InputError, match="neither letters nor digits"):
            save(load("none"), "mine", *words)
    assert (folder / "mine.yaml").read_bytes() == before
    assert load("mine").words()["title"] == "First"


def test_a_tab_in_a_title_is_saved_as_a_blank(folder):
    save(load("none"), "mine", "a\tb", "What\tthen?\t")
    assert load("mine").words()["title"] == "a b"
    assert load("mine").words()["question"] == "What then?"


@pytest.mark.parametrize("title", ["a\0b", "a\x07b", "a\ud800", "a\u202eb", "x" * 201])
def test_letters_that_cannot_be_shown_and_too_many_are_refused(folder, title):
    with pytest.raises(InputError, match=r"cannot be shown|letters; at most"):
        save(load("none"), "mine", title, "")
    assert not (folder / "mine.yaml").exists()


def test_a_title_of_blanks_alone_becomes_the_name(folder):
    save(load("none"), "mine", "   ", " ")
    assert load("mine").words()["title"] == "mine"


@pytest.mark.parametrize(
    "text",
    ["levers: [unclosed", WORDS.replace("title: x", "title: 2025"), f"{WORDS}\nlevers: {{aid: 3}}",
     f"{WORDS}\nlevers: {{outreach: {{contacts: 9}}}}", f"{WORDS}\nhydra: {{}}"],
)  # fmt: skip
def test_what_cannot_be_read_back_never_replaces_what_was_saved(folder, text, monkeypatch):
    save(load("none"), "mine", "First", "")
    before = (folder / "mine.yaml").read_bytes()
    monkeypatch.setattr(scenarios, "as_yaml", lambda *_: text)
    with pytest.raises(InputError):
        save(load("none"), "mine", "Second", "")
    assert (folder / "mine.yaml").read_bytes() == before
    assert sorted(path.name for path in folder.glob(".*")) == []


@pytest.mark.parametrize("kind", ["pipe", "folder", "zeros"])
def test_only_regular_files_are_listed_and_opened(folder, kind):
    place = folder / "odd.yaml"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    else:
        place.symlink_to("/dev/zero")
    assert "odd" not in scenario_names()
    with pytest.raises(InputError, match=r"regular file is wanted|leads out"):
        load("odd")
    with pytest.raises(InputError, match=r"regular file is wanted|leads out"):
        save(load("none"), "odd", "Mine", "")
    assert place.exists()


def test_words_cannot_refer_to_other_settings(folder):
    with pytest.raises(InputError, match="has a place in the words"):
        save(load("none"), "sly", "${oc.env:HOME}", "")
    assert not (folder / "sly.yaml").exists()


@pytest.mark.parametrize(
    ("lever", "setting", "value"),
    [("outreach", "contacts", 101), ("outreach", "contacts", float("nan")), ("nobody", "x", 1),
     ("outreach", "model_config", 1), ("outreach", "start", "yesterday"),
     ("outreach", "targets", ["${seed}"])],
)  # fmt: skip
def test_a_lever_takes_what_the_command_line_takes_and_no_more(lever, setting, value):
    with pytest.raises(InputError):
        load("none").with_lever(lever, setting, value)


def test_a_setup_is_never_changed_in_place():
    choices = load("none")
    other = choices.with_lever("outreach", "contacts", 5)
    assert choices.levers()["outreach"]["contacts"] == 0
    assert other.at_rest().levers() == neutral()
    assert replace(choices) == choices


def test_the_number_of_replicates_has_bounds():
    for size in (1, 2001, -3):
        with pytest.raises(InputError, match="replicates given"):
            load("none").sized(size)
