"""The generated pages of docs/reference say what the command line and the code say today."""

import re

import pytest

from make_pages import reference_pages
from make_pages.reference_pages import (
    PUBLIC,
    SETTINGS,
    api_page,
    cli_page,
    config_page,
    flat,
    pages,
)
from sim.commands.catalogue import HELP
from sim.config.compose import compose, groups
from sim.config.schema import RunConfig
from sim.files.places import shipped_folder
from sim.levers import ASSUMPTIONS, LEVERS
from sim.mechanisms.facts import OF_EVERY_LEVER

PUBLIC_NAMES = [name for names in PUBLIC.values() for name in names]


def test_no_page_is_stale():
    stale = [p.name for p, new in pages().items() if p.read_text(encoding="utf-8") != new]
    assert not stale, f"{', '.join(stale)} in docs/reference: make pages writes them anew"


def test_the_commands_are_all_told():
    page = cli_page()
    for command in set(re.findall(r"^  lmgsim ([a-z]+)", HELP, re.MULTILINE)):
        assert f"## {command}\n" in page
        assert f"\nlmgsim {command}" in page


def test_words_and_usage_are_told_apart(monkeypatch):
    shown = """lmgsim 0: a title

  lmgsim one [key=value]            do one thing; then
                                    another
  lmgsim two very=LONG [that=GOES] [over=THE] [column=OF]
                                    words below
  lmgsim two get KEY [into=FOLDER]  words after two spaces
  lmgsim ten get KEYS [into=FOLDR]  is it ten?
  lmgsim --version
"""
    monkeypatch.setattr(reference_pages, "HELP", shown)
    assert list(reference_pages._usages()) == [
        ("lmgsim one [key=value]", "Do one thing; then another."),
        ("lmgsim two very=LONG [that=GOES] [over=THE] [column=OF]", "Words below."),
        ("lmgsim two get KEY [into=FOLDER]", "Words after two spaces."),
        ("lmgsim ten get KEYS [into=FOLDR]", "Is it ten?"),
        ("lmgsim --version", "Print the version."),
    ]


def test_a_usage_that_fills_the_column_ends_where_the_words_begin(monkeypatch):
    shown = "a title\n  lmgsim data get KEY [into=FOLDER] download it\n"
    monkeypatch.setattr(reference_pages, "HELP", shown)
    assert next(reference_pages._usages()) == ("lmgsim data get KEY [into=FOLDER]", "Download it.")


def test_every_option_setting_lever_and_assumption_is_in_the_configuration():
    page = config_page()
    for group in groups():
        for place in (shipped_folder("conf") / group).glob("*.yaml"):
            assert f"| `{group}` | `{place.stem}` | " in page
            assert f"| `{group}` | `{place.stem}` |  |" not in page, "an option without words"
    for name, lever in LEVERS.items():
        (row,) = re.findall(rf"^\| `{name}` \| .*$", page, re.MULTILINE)
        for setting in set(lever.model_fields) - set(OF_EVERY_LEVER):
            assert f"`{setting}` " in row
    for assumption in ASSUMPTIONS:
        assert f"| `{assumption.name}` |" in page


def test_every_setting_of_a_run_has_words_and_no_other():
    told = flat({k: v for k, v in compose([]).items() if k != "levers"})
    assert set(told) <= set(SETTINGS)
    known = {"levers"}
    for part, field in RunConfig.model_fields.items():
        inside = getattr(field.annotation, "model_fields", None)
        known |= {f"{part}.{name}" for name in inside} if inside else {part}
    assert known - {"levers"} == set(SETTINGS)


@pytest.mark.parametrize("name", PUBLIC_NAMES)
def test_every_public_name_is_told_with_words(name):
    told = api_page().partition(f"### sim.{name}\n")[2].partition("\n##")[0]
    words = told.partition("```\n\n")[2]
    assert len(words.split()) > 4, f"{name} has no docstring"
    assert "----" not in told, "a heading of a docstring that was not understood"
    assert "``" not in words
