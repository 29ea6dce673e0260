"""``lmgsim compare``, from the command line to the report."""

import json

import pandas as pd
import pytest

from sim.commands.compare import compare_command
from sim.errors import InputError
from tests.reports.reading import page_of

# as strong as is hoped, so that a handful of replicates shows differences
AUTUMN = ("council.since=2022-10-01", "council.until=2022-10-31", "evidence=hoped")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("results")
    compare_command(["scenario=staff_and_outreach,civil_society", *AUTUMN, "replicates=8",
                     "closer=true",                     "outcome=defection",
                     f"results={place}"])  # fmt: skip
    (found,) = (place / "compare").iterdir()
    return found


def test_the_folder_holds_every_table(folder):
    names = {path.name for path in folder.iterdir()}
    tables = ("arms", "effects", "cost", "best", "shares", "pulls", "course", "states", "levers",
              "assumptions")  # fmt: skip
    assert {f"{name}.csv" for name in tables} <= names
    assert {"runs.parquet", "state_runs.parquet", "sessions.parquet", "summary.json",
            "provenance.json", "config-civil_society.yaml", "report.html"} <= names  # fmt: skip
    assert len(pd.read_parquet(folder / "runs.parquet")) == 8 * 3


def test_only_assumptions_that_the_levers_rest_on_are_named(folder):
    names = set(pd.read_csv(folder / "assumptions.csv").name)
    assert names == {"staff_elasticity", "goodwill_gain", "goodwill_kept", "civic_gain"}


def test_the_report_answers_in_two_sentences_and_tells_the_two_intervals_apart(folder):
    text = page_of(folder)
    assert "interval of the mean" in text
    assert "In a single possible world the change by" in text
    assert "(central 95 %)" in text
    assert "It does not shrink, however many replicates are run." in text
    assert "no order of the parts is the right one" in text
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert not summary["reached"]
    assert "more replicates were not allowed" in text


def test_a_title_with_angle_brackets_is_escaped(folder):
    from sim.reports.compare import write_comparison_report

    arms = pd.read_csv(folder / "arms.csv")
    arms.assign(title="<script>alert(1)</script>").to_csv(folder / "arms.csv", index=False)
    page = write_comparison_report(folder).read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "compare needs scenario=A"),
        (["scenario=staff_and_outreach", "replicates"], "key=value is wanted"),
        (["scenario=none"], "leave none out"),
        (["scenario=civil_society,civil_society"], "names one of them twice"),
        (["scenario=civil_society", "width=0"], "width=0: a number above 0"),
        (["scenario=civil_society", "width=x"], "width=x: a number above 0"),
        (["scenario=civil_society", "replicates=3"], "replicates=3: a whole number from 4"),
        (["scenario=civil_society", "outcome=votes"], "outcome=votes: one of margin, adopted"),
        (["scenario=civil_society", "measure=country_margin"], "calls it outcome=country_margin"),
        (["scenario=civil_society", "on=atlantis"], "on=atlantis: no text of these years"),
        (["scenario=civil_society", "quick=true", "width=1"], "leave width= out"),
        (["scenario=civil_society", "quick=true", "closer=true"], "one of the two"),
        (["scenario=civil_society", "quick=yes"], "true or false"),
        (["scenario=no_such"], "no_such"),
        (["scenario=civil_society,contested_slates"], "differ in council"),
        (["scenario=civil_society", "engine=mesa"], "compiled engine"),
    ],
)
def test_what_has_no_sense_is_refused_in_one_line(given, message, tmp_path):
    with pytest.raises(InputError) as error:
        compare_command([*given, f"results={tmp_path}"] if given else given)
    assert message in str(error.value)
    assert "\n" not in str(error.value)
    assert not list(tmp_path.rglob("*"))
