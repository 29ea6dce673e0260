"""The command as its user types it: what is printed, stored, sealed and scored."""

import json
import os
import shutil

import pandas as pd
import pytest

from sim.commands.forecast import forecast_command
from sim.errors import InputError
from sim.forecast.folder import seal_of
from sim.forecast.score import score_forecast

TITLE = "title=Situation of human rights in <b>Belarus</b>"


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    place = tmp_path_factory.mktemp("forecast")
    drafts = place / "drafts.yaml"
    drafts.write_text(
        "- {title: Situation of human rights in Belarus, date: 2023-04-03}\n"
        "- {title: 'Zebras <b>and</b> =1+1', date: 2023-04-03}\n"
    )
    forecast_command([f"draft={drafts}", f"results={place}", "draws=200"])
    (folder,) = (place / "forecast").iterdir()
    return folder


def test_a_folder_holds_tables_seal_figure_and_report(stored):
    names = {path.name for path in stored.iterdir()}
    assert {"drafts.csv", "forecast.csv", "seal.json", "report.html", "provenance.json"} <= names
    members = pd.read_csv(stored / "forecast.csv")
    assert (members.groupby("draft").size() >= 46).all()
    assert (members[["no", "abstain", "yes"]].sum(axis=1) - 1).abs().max() < 1e-6
    assert (stored / "figures" / "room_01.png").stat().st_size > 10_000


def test_a_title_is_escaped_in_the_report(stored):
    page = (stored / "report.html").read_text()
    assert "&lt;b&gt;and&lt;/b&gt;" in page
    assert "<b>and</b>" not in page


def test_the_seal_is_of_the_tables_and_a_change_is_seen(stored, record, tmp_path):
    seal = json.loads((stored / "seal.json").read_text())
    assert seal["sha256"] == seal_of(stored)
    other = tmp_path / "other"
    shutil.copytree(stored, other)
    text = (other / "forecast.csv").read_text()
    (other / "forecast.csv").write_text(text.replace("Belarus,", "Belarus ,", 1) + "\n")
    with pytest.raises(InputError, match="not those that were sealed"):
        score_forecast(other, record.agenda, record.states)


def resealed(stored, place, change):
    """A copy of a forecast in which somebody has changed a table, and the seal with it."""
    shutil.copytree(stored, place)
    change(place)
    seal = json.loads((place / "seal.json").read_text()) | {"sha256": seal_of(place)}
    (place / "seal.json").write_text(json.dumps(seal))
    return place


def in_table(name, old, new):
    def change(place):
        text = (place / name).read_text()
        assert old in text
        (place / name).write_text(text.replace(old, new, 1))

    return change


def one_member(chances):
    def change(place):
        (place / "forecast.csv").write_text(f"draft,iso3,no,abstain,yes\na,ZAF,{chances}\n")

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (in_table("forecast.csv", ",iso3,", ",code,"), "lacks the column iso3"),
        (in_table("drafts.csv", ",adopted,", ",passed,"), "lacks the column adopted"),
        (in_table("forecast.csv", ",ZAF,", ",XXX,"), "unknown state code 'XXX'"),
        (one_member("1,1,1"), "add up to 1"),
        (one_member("x,0,1"), "numbers are wanted"),
        (one_member("0,0,1"), "no chance of anybody"),
    ],
)  # fmt: skip
def test_a_broken_forecast_with_a_right_seal_is_refused(stored, record, tmp_path, change, words):
    place = resealed(stored, tmp_path / "other", change)
    with pytest.raises(InputError, match=words):
        score_forecast(place, record.agenda, record.states)


@pytest.mark.parametrize("name", ["last_vote", "fit_until", "written"])
@pytest.mark.parametrize("value", [None, 7, "soon", "", "2025-04-04" * 9])
def test_a_seal_without_its_days_is_refused(stored, record, tmp_path, name, value):
    place = tmp_path / "other"
    shutil.copytree(stored, place)
    seal = json.loads((place / "seal.json").read_text())
    del seal[name]
    if value is not None:
        seal[name] = value
    (place / "seal.json").write_text(json.dumps(seal))
    with pytest.raises(InputError, match=f"{name} is no date"):
        score_forecast(place, record.agenda, record.states)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_place_of_a_table_is_not_waited_for(stored, record, tmp_path):
    place = tmp_path / "other"
    shutil.copytree(stored, place)
    (place / "forecast.csv").unlink()
    os.mkfifo(place / "forecast.csv")
    with pytest.raises(InputError, match="regular file"):
        score_forecast(place, record.agenda, record.states)


@pytest.mark.slow
def test_a_forecast_is_scored_beside_the_rivals(stored, record):
    scored = score_forecast(stored, record.agenda, record.states)
    scores = scored.scores.set_index("forecaster")
    assert {"rule", "persistence", "gradient_boosting"} <= set(scores.index)
    assert (scores.n == scores.n["rule"]).all()
    assert scores.log_loss["rule"] < scores.log_loss["group_frequency"]
    assert len(scored.missed) == 1
    assert scored.drafts.passed.tolist() == [1]


def test_json_goes_to_the_screen_alone(tmp_path, capsys):
    forecast_command(
        [TITLE, "date=2023-04-03", "target=BLR", f"results={tmp_path}", "draws=100", "--json"]
    )
    found = json.loads(capsys.readouterr().out)
    assert found["drafts"][0]["series"] == "belarus"
    assert len(found["members"]) == 47


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "needs one of"),
        (["title=a", "draft=b.yaml"], "needs one of"),
        (["title=The right to development", "draws=5"], "whole number from 100"),
        (["score=nowhere"], "needs votes"),
        (["draft=missing.yaml"], "missing.yaml"),
        (["colour=red"], "takes draft="),
        (["title=a", "item=\u00b2"], "no item of the agenda"),
    ],
)
def test_wrong_words_are_refused_in_a_line(arguments, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=words):
        forecast_command(arguments)
