"""Where a path that somebody wrote leads."""

from pathlib import Path

import pytest

from sim.commands.catalogue import COMMANDS
from sim.files.places import own_path
from tests.refusals import refusal


@pytest.mark.parametrize(("given", "leads"), [
    ("a b", "a b"), ("2024", "2024"), (2024, "2024"), ("./~x/..", None), ("~/x", "HOME/x"),
    ("~", "HOME"), ("x~", "x~"), ("a/~/b", "a/~/b"),
])  # fmt: skip
def test_a_tilde_is_the_home_folder_and_a_number_a_name(given, leads, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    if leads is None:
        assert "begins with ~" in refusal(own_path, given)
    else:
        assert str(own_path(given)) == leads.replace("HOME", str(tmp_path))


@pytest.mark.parametrize("given", ["", "a\0b", True, None, [], 1.5])
def test_what_is_no_name_is_refused(given):
    assert "a file or folder is wanted" in refusal(own_path, given)


@pytest.mark.parametrize("given", ["a\nb", "a\x1b[2Jb", "\x9b", "a\u202eb", "a\tb"])
def test_a_name_that_would_move_the_cursor_is_refused(given):
    assert "is no letter of a name" in refusal(own_path, given)


@pytest.mark.parametrize("words", [
    "sweep design=~nobody-here/x", "sweep design=d.yaml into=~nobody-here/x",
    "calibrate train_until=2019-12-31 votes=~nobody-here/x",
    "calibrate train_until=2019-12-31 votes=v into=~nobody-here/x",
    "calibrate train_until=2019-12-31 votes=v figures=~nobody-here/x",
    "backtest train_until=2019-12-31 votes=~nobody-here/x",
    "backtest train_until=2019-12-31 votes=v into=~nobody-here/x",
    "backtest body=assembly votes=~nobody-here/x", "ablate votes=~nobody-here/x",
    "ablate votes=v into=~nobody-here/x", "replay ~nobody-here/x", "data check ~nobody-here/x",
    "data get unhrc_votes into=~nobody-here/x", "run results=~nobody-here/x",
    "run rules.fit=~nobody-here/x", "compare scenario=us_absent results=~nobody-here/x",
])  # fmt: skip
def test_every_command_takes_a_tilde_for_the_home_folder(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name, *rest = words.split()
    assert "begins with ~ and the name of nobody" in refusal(COMMANDS[name].load(), rest)
    assert list(Path().iterdir()) == []
