"""``lmgsim replay`` as a student meets it: PASS, FAIL, a changed number, and what is refused."""

import csv
import sys

import pytest

from sim.cli import main
from sim.commands.replay import replay_command
from sim.errors import InputError
from sim.replays.claims import (
    BEGIN,
    COLUMNS,
    END,
    Row,
    claim_names,
    folder_of,
    read_claim,
    read_rows,
    recorded,
    span,
    with_table,
    write_rows,
)
from sim.replays.measures import MEASURES
from sim.replays.replay import courses_of, judged, measured, record, replay

SMALL = """# lmgsim replay small
title: Two staffs
question: Does more staff change a year?
source: inboden2023, step 6
minutes: 0.1
replicates: 3
smoke: 2
runs:
  few: [scenario=none, council=recorded_2023]
  many: [scenario=none, council=recorded_2023, levers.mission_staff.persons=300]
"""
CLAIM = {
    "claim": "more leave the line", "basis": "model", "run": "many", "against": "few",
    "measure": "defections", "of": "all", "stat": "mean",
}  # fmt: skip

COUNTRY_TEXTS = ("S36-01", "54-01")  # of 2023; a majority was for them, two thirds were not


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    """A screen so wide that nothing wraps."""
    from sim.screens import replay as screen

    monkeypatch.setattr(screen.console, "width", 1000)


@pytest.fixture
def write(tmp_path):
    """A folder with an experiment and the rows given."""

    def written(*rows, yaml=SMALL):
        (tmp_path / "experiment.yaml").write_text(yaml, encoding="utf-8")
        with (tmp_path / "expected.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, COLUMNS, restval="")
            writer.writeheader()
            writer.writerows([CLAIM | row for row in rows])
        return tmp_path

    return written


def run(monkeypatch, capsys, *arguments):
    """The command line: its exit code and what it says on either channel."""
    monkeypatch.setattr(sys, "argv", ["lmgsim", "replay", *map(str, arguments)])
    try:
        main()
        code = 0
    except SystemExit as stop:
        code = stop.code
    said = capsys.readouterr()
    return code, said.out, said.err


def test_without_a_name_the_experiments_are_listed(capsys):
    assert replay_command([])
    said = capsys.readouterr().out
    for name in claim_names():
        assert f" {name} " in said
        assert read_claim(folder_of(name)).title in said


def test_what_was_recorded_passes_at_either_size(write, monkeypatch, capsys):
    folder = write({}, {"stat": "above_zero"}, {"against": "", "measure": "cost", "of": ""})
    assert run(monkeypatch, capsys, folder, "--record")[0] == 0
    rows = read_rows(folder, read_claim(folder))
    assert rows[2].expected == pytest.approx(rows[2].smoke)
    for size in ((), ("--smoke",), ("smoke=true",)):
        code, said, _ = run(monkeypatch, capsys, folder, *size)
        assert code == 0, said
        assert said.count("PASS  more leave the line") == 3
        assert "FAIL" not in said


def test_a_number_out_of_bounds_fails_and_its_row_is_named(write, monkeypatch, capsys):
    folder = write({"smoke": 5, "smoke_low": -1e6, "smoke_high": -1e5}, {"smoke_low": -1e6})
    code, said, _ = run(monkeypatch, capsys, folder, "--smoke")
    assert code == 1
    assert "FAIL  more leave the line" in said
    assert "expected 5, tolerance -1e+06 to -1e+05" in said
    assert f"FAIL  {folder}: more leave the line" in said
    assert said.count("PASS  more leave the line") == 1


def test_a_changed_number_is_shown_beside_what_was_expected_and_not_judged(
    write, monkeypatch, capsys
):
    folder = write({"smoke": 5, "smoke_low": -1e6, "smoke_high": -1e5})
    code, said, _ = run(monkeypatch, capsys, folder, "--smoke", "levers.mission_staff.persons=0")
    assert code == 0
    assert "PASS" not in said
    assert "FAIL" not in said
    assert "found 0" in said
    assert "expected 5" in said


def test_a_change_of_levers_leaves_the_first_run_alone_and_one_of_rules_does_not(write):
    claim = read_claim(write({}))
    pulled = courses_of(claim, [], True, ["levers.outreach.contacts=7"], None)
    contacts = {name: [v.strength() for v in c.levers if type(v).__name__ == "Outreach"]
                for name, c in pulled.items()}  # fmt: skip
    assert contacts == {"few": [0], "many": [7]}
    ruled = courses_of(claim, [], True, ["rules.mechanisms.image=false"], None)
    assert all(c.design.off == ("image",) for c in ruled.values())


def test_what_passes_passes_by_the_rule_of_the_run(write):
    rule = "rules.adopting=two_thirds"
    rows = [{"run": "few", "against": "", "measure": "passes", "of": of} for of in COUNTRY_TEXTS]
    few = courses_of(read_claim(write(*rows)), [], True, [rule], None)["few"]
    tallies = few.tables().ballot_runs.query("arm == 'few'").set_index("id")
    close = set()
    for of in COUNTRY_TEXTS:
        yes, no = (tallies.loc[of, vote].to_numpy() for vote in ("yes", "no"))
        assert MEASURES["passes"].take(few, of).tolist() == (100.0 * (yes >= 2 * no)).tolist()
        close |= {of} if ((yes > no) & (yes < 2 * no)).any() else set()
    assert close  # texts that a majority adopts and two thirds do not


def test_a_table_cannot_be_recorded_with_a_number_changed(write):
    with pytest.raises(InputError, match="is not kept"):
        replay_command([str(write({})), "--record", "seed=1"])


def test_recording_keeps_the_bounds_of_the_source(write):
    folder = write({"basis": "source", "low": -50, "high": 60}, {})
    source, model = record(folder)
    assert (source.low, source.high) == (-50, 60)
    assert model.low < model.expected < model.high
    assert source.smoke_low < source.smoke < source.smoke_high


def test_recording_renews_the_table_of_the_readme_and_nothing_else(write):
    folder = write({})
    (folder / "README.md").write_text(f"# Before\n{BEGIN}\nold\n{END}\nAfter\n", encoding="utf-8")
    write_rows(folder, record(folder))
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert text.startswith("# Before\n")
    assert text.endswith("After\n")
    assert "old" not in text
    assert "| more leave the line | `defections all`, many less few |" in text
    assert with_table("no marks", []) == "no marks"


@pytest.mark.parametrize(
    ("value", "low", "high", "passes"),
    [(1, None, None, True), (1, 1, 1, True), (1, 1.1, None, False), (1, None, 0.9, False),
     (float("nan"), None, None, False)],
)  # fmt: skip
def test_bounds_hold_at_their_ends_and_none_is_no_bound(value, low, high, passes):
    row = Row(**CLAIM, low=low, high=high)
    assert judged(row, value, False) == passes
    assert span(low, high)


def test_a_source_row_without_a_tolerance_of_its_own_is_given_one_at_the_small_size():
    row = recorded(Row(**CLAIM | {"basis": "source"}, low=0), True, 4.0, 1.0, 0.5)
    assert row.bounds(True) == (3.5, 4.5)
    assert row.bounds(False) == (0, None)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ({"run": "lots"}, "run is 'lots'; one of few, many"),
        ({"against": "lots"}, "against is 'lots'"),
        ({"basis": "guess"}, "basis is 'guess'; one of source, model"),
        ({"stat": "median"}, "stat is 'median'"),
        ({"low": "low"}, "line 2: low is 'low', not a number"),
        ({"measure": "happiness"}, "unknown measure 'happiness'"),
        ({"of": "trade"}, "defections is of the whole run"),
        ({"measure": "departures", "of": "trade"}, "'trade' is no kind of text"),
        ({"measure": "yes", "of": "1-1"}, "no ballot '1-1'"),
        ({"measure": "mover", "of": "USA"}, "'USA' is no affiliate"),
        ({"measure": "margin", "of": "all"}, "margin is of one kind of text"),
        ({"measure": "signatories", "of": "all"}, "signatories are of one side"),
        ({"smoke_low": ""}, "has no bounds with --smoke and so cannot fail"),
        ({"measure": "seats", "of": "Moon"}, "'Moon' is neither a state nor"),
        ({"measure": "assembly_yes", "of": "RUS"}, "no motion to suspend 'RUS'"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_in_one_line(write, rows, reason):
    with pytest.raises(InputError, match=reason.replace("(", r"\(")) as caught:
        replay(write({"smoke_low": -1e6} | rows), smoke=True)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("minutes: 0.1", "minutes: soon", "minutes: 'soon' given"),
        ("title:", "titel:", "title"),
        ("replicates: 3", "replicates: 1", "replicates: 1 given"),
        ("scenario=none, council", "seed=4, council", "run few sets seed=4"),
        ("question:", "question: [", "experiment.yaml"),
        ("levers.mission_staff.persons", "levers.staff.persons", "unknown lever 'staff'"),
        ("persons=300", "persons=999", "999"),
    ],
)
def test_an_experiment_that_makes_no_sense_is_refused_in_one_line(write, old, new, reason):
    with pytest.raises(InputError) as caught:
        replay(write({}, yaml=SMALL.replace(old, new, 1)), smoke=True)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_table_without_a_row_or_with_another_column_is_refused(write):
    folder = write()
    with pytest.raises(InputError, match="no row"):
        replay(folder)
    (folder / "expected.csv").write_text("claim,run\nmore,few\n", encoding="utf-8")
    with pytest.raises(InputError, match="columns are claim, basis"):
        replay(folder)
    (folder / "expected.csv").unlink()
    with pytest.raises(InputError, match=r"expected\.csv"):
        replay(folder)


@pytest.mark.parametrize(
    ("words", "reason"),
    [(["nothing"], "no experiment 'nothing'"), (["a", "b"], "takes one experiment"),
     (["--small"], "'--small'"), (["seed=3"], "needs an experiment"),
     (["all", "seed=3"], "in one experiment"), (["xinjiang_2022", "nonsense=1"], "nonsense")],
)  # fmt: skip
def test_what_cannot_be_replayed_is_refused_with_exit_code_2(monkeypatch, capsys, words, reason):
    code, said, complaint = run(monkeypatch, capsys, *words)
    assert code == 2
    assert reason in complaint
    assert "Traceback" not in complaint + said


def test_runs_that_share_years_and_rules_are_arms_of_one_study(write):
    courses = courses_of(read_claim(write({})), [], True, [], None)
    assert courses["few"].tables() is courses["many"].tables()
    value, error, tolerance = measured(Row(**CLAIM), courses)
    assert error is None or error >= 0
    assert tolerance >= MEASURES["defections"].grain / 2
    assert isinstance(value, float)
