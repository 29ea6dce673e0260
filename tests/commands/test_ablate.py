"""``lmgsim ablate`` as a user meets it: what it writes, says and refuses."""

import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.commands.ablate import ablation_command
from sim.data.report import ReadingReport
from sim.errors import InputError
from sim.files.crate import CRATE
from sim.files.mark import MARK
from sim.fit import ablation
from sim.screens.terminal import console
from tests.docs.test_columns import told_of
from tests.vocabulary import small_world, text


@pytest.fixture
def small_council(monkeypatch, tmp_path):
    """In place of the Council's record: eight states, two years, four texts a year."""
    texts = [
        text(kind, date=f"{year}-0{month}-20", session=str(month))
        for year in (2021, 2022)
        for month in (3, 7)
        for kind in ("country", "thematic")
    ]
    world = small_world("BRA CHN CUB FRA IND LKA USA ZAF", *texts)
    votes = np.random.default_rng(3).choice([1, 1, 0, -1], size=world.agenda.sits.shape)
    agenda = replace(world.agenda, recorded=votes.astype(np.int8))
    report = ReadingReport()
    monkeypatch.setattr(ablation, "read_public_votes", lambda _: (agenda, world.states, report))
    monkeypatch.setattr(ablation, "FEWEST_FITTED", 4)
    monkeypatch.setattr(ablation, "FOLDS", (ablation.Fold("2022", "2021-12-31", "2022-12-31"),))
    monkeypatch.setattr(
        ablation, "MECHANISMS", {"stance": ("stance",), "special sessions": ("special_session",)}
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_the_table_is_written_and_what_does_not_help_is_called_assumed(
    small_council, monkeypatch, capsys
):
    monkeypatch.setattr(console, "width", 80)
    ablation_command(["votes=.", "into=deep/out"])
    out = small_council / "deep" / "out"
    assert sorted(p.name for p in out.iterdir()) == [
        MARK, "ablation.csv", "provenance.json", CRATE
    ]  # fmt: skip
    table = pd.read_csv(out / "ablation.csv")
    assert list(table.columns) == told_of("ablate")["ablation.csv"]
    assert set(table.fold) == {"2022", "both"}
    assert not table[table.mechanism == "special sessions"].earns.any()
    origin = json.loads((out / "provenance.json").read_text(encoding="utf-8"))
    assert origin["fit"]["folds"][0]["train_until"] == "2021-12-31"

    printed = capsys.readouterr().out
    assert "…" not in printed, "a number is cut at eighty columns"
    said = " ".join(printed.split())
    shown, _, words = said.partition("Mean of 2022")
    assert re.search(r"special sessions [^a-z]* no\b", shown)
    assert "special sessions" in words.partition("Assumed, ")[2]
    assert "ablation.csv" in words


def test_an_ablation_that_fails_leaves_nothing_behind(small_council, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("broken")

    monkeypatch.setattr(ablation, "estimate", broken)
    with pytest.raises(RuntimeError, match="broken"):
        ablation_command(["votes=.", "into=out"])
    assert list(small_council.iterdir()) == []


@pytest.mark.slow
def test_an_older_table_stays_if_a_new_one_fails(small_council, monkeypatch):
    ablation_command(["votes=.", "into=out"])
    before = (small_council / "out" / "ablation.csv").read_bytes()
    monkeypatch.setattr(ablation, "FEWEST_FITTED", 1000)
    with pytest.raises(InputError, match="1000 are needed"):
        ablation_command(["votes=.", "into=out"])
    assert (small_council / "out" / "ablation.csv").read_bytes() == before


def test_a_fold_without_votes_to_score_is_refused(small_council, monkeypatch):
    fold = ablation.Fold("2030", "2022-12-31", "2030-12-31")
    monkeypatch.setattr(ablation, "FOLDS", (fold,))
    with pytest.raises(InputError, match="no roll calls of 2030 to score"):
        ablation_command(["votes=.", "into=out"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "ablate needs votes="),
        (["into=x"], "ablate needs votes="),
        (["votes=x", "speed=3"], "not 'speed=3'"),
        (["votes="], "not 'votes='"),
        (["votes=nowhere"], "nowhere"),
    ],
)
def test_mistakes_are_named_in_one_line(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=said) as refusal:
        ablation_command(arguments)
    assert "\n" not in str(refusal.value)
    assert not list(tmp_path.rglob("*.csv"))
