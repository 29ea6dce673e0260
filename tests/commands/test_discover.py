"""``lmgsim discover``, from the command line to the report."""

import json

import pandas as pd
import pytest

from sim.answers.at_work import assumptions_at_work
from sim.answers.discover import exact_interval
from sim.commands.discover import discover_command
from sim.errors import InputError
from sim.levers import CivilSociety, Engagement, MissionStaff, NoAction, Outreach
from tests.reports.reading import page_of
from tests.vocabulary import year

AUTUMN = ("council.since=2022-10-01", "council.until=2022-10-31")
ALL_YEAR = ("council.since=2022-03-01", "council.until=2022-10-31")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("results")
    # over the hoped ranges: what is known leaves too little for so few replicates to see
    discover_command(["outcome=defections", "points=120", "held_out=60", "replicates=8",
                      "evidence=hoped", *ALL_YEAR, f"results={place}"])  # fmt: skip
    (found,) = (place / "discover").iterdir()
    return found


def test_it_says_where_outreach_fails(folder):
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["assumptions"] == ["staff_elasticity", "goodwill_gain", "goodwill_kept"]
    assert "goodwill_gain is below" in summary["sentences"][0]
    regions = pd.read_csv(folder / "regions.csv")
    failing = summary["failing_held_out"]  # often in these few worlds: most of the rest must go
    assert regions.density[0] > failing + 0.5 * (1 - failing)


def test_points_and_held_out_points_are_not_the_same(folder):
    one, other = (pd.read_csv(folder / f"{name}.csv") for name in ("points", "held_out"))
    assert (len(one), len(other)) == (120, 60)
    assert not set(one.goodwill_gain) & set(other.goodwill_gain)
    assert one.goodwill_gain.between(0.05, 0.4).all()


def test_the_report_says_it_in_plain_words(folder):
    text = page_of(folder)
    assert "It fails where " in text
    assert "goodwill_gain is below" in text
    assert "of all failures lie there" in text
    assert "not a probability" in text


def test_where_nothing_fails_it_says_so(tmp_path):
    discover_command(["points=60", "held_out=60", "replicates=2", "threshold=-1000", *AUTUMN,
                      f"results={tmp_path}"])  # fmt: skip
    (found,) = (tmp_path / "discover").iterdir()
    assert "So there is no region to tell apart." in page_of(found)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["threshold=low"], "threshold=low: a number"),
        (["points=3"], "points=3: a whole number from 50"),
        (["outcome=votes"], "outcome=votes: one of"),
        (["scenario=none", *AUTUMN], "rest on no assumption"),
        (["stray"], "key=value is wanted"),
    ],
)
def test_what_has_no_sense_is_refused_in_one_line(given, message, tmp_path):
    with pytest.raises(InputError) as error:
        discover_command([*given, f"results={tmp_path}"])
    assert message in str(error.value)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_levers_rest_on_the_assumptions_that_they_look_up():
    def names(*levers):
        return [a.name for a in assumptions_at_work(levers, year(2022))]

    assert names(Outreach(contacts=10)) == ["goodwill_gain", "goodwill_kept"]
    assert names(MissionStaff(persons=81)) == ["staff_elasticity"]
    assert names(CivilSociety(usd_millions_a_year=40)) == ["civic_gain"]
    assert names(Outreach(contacts=0)) == []
    assert "motion_ease" in names(NoAction(share=1, targets=("bloc",)))


def test_an_assumption_is_named_with_the_range_it_is_drawn_from():
    def found(**more):
        resting = assumptions_at_work([Outreach(contacts=10)], year(2022), **more)
        return {a.name: (a.low, a.high) for a in resting}

    usual, narrow = found(), found(ranges={"goodwill_gain": (0.1, 0.2), "civic_gain": (0, 1)})
    assert narrow == usual | {"goodwill_gain": (0.1, 0.2)}


def test_who_asks_for_signatures_rests_on_that_too():
    def found(signing):
        away = Engagement(absence=1)
        return {a.name for a in assumptions_at_work([away], year(2022), signing=signing)}

    assert found(True) - found(False) == {"asking_gain"}


def test_the_interval_of_a_share_is_exact():
    assert exact_interval(0, 10) == pytest.approx((0, 0.3085), abs=1e-4)
    assert exact_interval(10, 10) == pytest.approx((0.6915, 1), abs=1e-4)
    assert exact_interval(5, 10) == pytest.approx((0.1871, 0.8129), abs=1e-4)
    assert exact_interval(0, 0) == (0.0, 1.0)
