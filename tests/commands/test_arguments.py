"""Arguments that Hydra does not read itself."""

import pytest

from sim.commands.arguments import with_own_folder
from sim.config.compose import compose
from sim.errors import InputError

SCENARIO = """# @package _global_
scenario: {name: mine, title: Mine, question: "What?", source: me}
levers:
  outreach: {contacts: 8}
"""


@pytest.mark.parametrize("name", ["ours", "our own plans, it's here"])
@pytest.mark.parametrize("joined", [False, True])
def test_scenarios_in_a_folder_of_ones_own_are_found(tmp_path, monkeypatch, name, joined):
    folder = tmp_path / name / "scenario"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(SCENARIO, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    flag = [f"--config-dir={name}"] if joined else ["--config-dir", name]
    found = compose(with_own_folder(["scenario=mine", *flag]))
    assert found["scenario"]["title"] == "Mine"
    assert found["levers"]["outreach"]["contacts"] == 8


def test_other_arguments_are_left_as_they_are():
    assert with_own_folder(["a=b", "-m"]) == ["a=b", "-m"]


@pytest.mark.parametrize("given", [["--config-dir", "nowhere"], ["--config-dir"]])
def test_a_folder_that_is_not_there_is_refused(given):
    with pytest.raises(InputError, match=r"--config-dir .*no such folder"):
        with_own_folder(given)
