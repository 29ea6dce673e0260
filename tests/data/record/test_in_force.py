"""Which record is in force, and that nothing of another is left when it changes."""

import json

import pytest

from sim.commands.typed import do_what_was_typed
from sim.data.record import in_force as place_of
from sim.data.record.in_force import by_record, chosen, in_force, look_again
from sim.data.record.members import add_members
from sim.data.record.own_votes import add_votes, remove_votes
from sim.data.record.stored import STORY, embedded_record
from sim.data.recorded import embedded_agenda
from sim.data.states import read_table
from sim.errors import InputError
from sim.screens.streams import Screen
from sim.store import provenance
from sim.sweep.identity import science
from tests.data.record.words import MADE_UP_DAY, votes_file, write


def refusal(action, *arguments):
    with pytest.raises(InputError) as caught:
        action(*arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_without_a_record_of_ones_own_the_packages_is_in_force(tmp_path, monkeypatch):
    monkeypatch.delenv("LMGSIM_DATA")
    monkeypatch.setattr(place_of, "_own_folder", lambda: tmp_path)
    look_again()
    assert in_force() is embedded_record()
    look_again()


def test_the_folder_of_the_system_is_found_without_being_named(tmp_path, monkeypatch):
    monkeypatch.delenv("LMGSIM_DATA")
    monkeypatch.setattr(place_of, "_own_folder", lambda: tmp_path)
    look_again()
    add_votes(votes_file(tmp_path / "votes.csv"))
    assert in_force().last_vote == MADE_UP_DAY
    assert in_force().name == str(tmp_path)
    with chosen("embedded"):
        assert in_force() is embedded_record()
    look_again()


@pytest.mark.parametrize("name", ["nowhere", "a,b"])
def test_a_folder_that_is_named_must_hold_a_record(name, tmp_path):
    with chosen(str(tmp_path / name)):
        message = refusal(in_force)
    assert "no record there" in message
    assert "lmgsim data update" in message


def test_what_was_made_of_one_record_is_not_taken_for_anothers(mine, tmp_path):
    with chosen("embedded"):
        before = len(embedded_agenda()[0])
    add_votes(votes_file(tmp_path / "votes.csv"))
    assert len(embedded_agenda()[0]) == before + 1
    with chosen("embedded"):
        assert len(embedded_agenda()[0]) == before
    assert len(embedded_agenda()[0]) == before + 1
    remove_votes("A/HRC/RES/60/91")
    assert len(embedded_agenda()[0]) == before


def test_keeping_by_record_calls_once_a_record(mine, tmp_path):
    calls = []

    @by_record
    def counted(given):
        calls.append(given)
        return in_force().digest

    with chosen("embedded"):
        assert counted(1) == counted(1)
        assert len(calls) == 1
    add_votes(votes_file(tmp_path / "votes.csv"))
    assert counted(1) == in_force().digest
    assert len(calls) == 2


def test_a_record_with_nothing_of_its_own_is_the_packages_by_its_digest(mine, tmp_path):
    add_votes(votes_file(tmp_path / "votes.csv"))
    assert in_force().digest != embedded_record().digest
    remove_votes("A/HRC/RES/60/91")
    assert in_force().digest == embedded_record().digest


def test_provenance_names_the_record_by_hash_and_last_vote(mine, tmp_path):
    add_votes(votes_file(tmp_path / "votes.csv"))
    told = provenance(["lmgsim"], 1, {})["record"]
    assert told["sha256"] == in_force().digest
    assert told["last_vote"] == MADE_UP_DAY
    assert told["votes_added_by_the_user"] == 1
    assert told["name"] == str(mine)


def test_a_sweep_of_another_record_is_another_sweep(mine, tmp_path):
    with chosen("embedded"):
        embedded = science()
    add_votes(votes_file(tmp_path / "votes.csv"))
    assert science() != embedded
    remove_votes("A/HRC/RES/60/91")
    assert science() == embedded


# ------------------------------------------------------------------ damaged
@pytest.fixture
def stored(mine, tmp_path):
    add_votes(votes_file(tmp_path / "votes.csv"))
    return mine / "record"


@pytest.mark.parametrize("name", ["own_votes.csv", "own_rollcalls.csv"])
def test_a_table_that_somebody_changed_is_refused_by_name(stored, name):
    path = stored / name
    path.write_bytes(path.read_bytes().replace(b"Right", b"Wrong") + b" ")
    look_again()
    message = refusal(read_table, "votes.csv")
    assert name in message
    assert "not what lmgsim wrote" in message


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"form": 99}, "form 99"),
        ({"tables": None}, "does not name the tables"),
        ({"tables": {"thesis.csv": "0"}}, "no table of a record"),
        ({"tables": {"own_votes.csv": "0"}}, "only one of"),
    ],
)
def test_a_story_that_cannot_be_is_refused(stored, change, words):
    path = stored / STORY
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    look_again()
    assert words in refusal(in_force)


def test_a_missing_table_is_refused(stored):
    (stored / "own_votes.csv").unlink()
    look_again()
    assert "own_votes.csv" in refusal(in_force)


# ------------------------------------------------------------------ the door
def typed(*words):
    return do_what_was_typed(list(words), Screen())


def test_every_command_takes_the_record_it_shall_read(mine, tmp_path, capsys):
    add_members(write(tmp_path / "m.csv", [{"iso3": "FRA", "from": "2027-01-01",
                                            "until": "2029-12-31"}]))  # fmt: skip
    with chosen("embedded"):
        assert typed("council", "date=2027-02-01", f"data={mine}") == 0
        assert "* as you said" in capsys.readouterr().out
        assert typed("council", "date=2027-02-01") == 0
        assert "* as you said" not in capsys.readouterr().out
    assert typed("council", "date=2027-02-01", "data=embedded") == 0
    assert "* as you said" not in capsys.readouterr().out


def test_a_name_that_is_no_folder_is_refused_in_a_line(capsys):
    assert typed("council", "data=") == 2
    assert typed("council", "data=/no/such/folder") == 2
    assert "no record there" in capsys.readouterr().err


def test_the_packages_own_fit_is_not_made_from_a_users_record(mine, tmp_path, capsys):
    add_votes(votes_file(tmp_path / "votes.csv"))
    words = ["package=true", "train_until=2021-12-31", f"figures={tmp_path / 'figures'}"]
    assert typed("calibrate", *words) == 2
    assert "add data=embedded" in capsys.readouterr().err
