"""From raw tables to answers, on tables small enough to do by hand."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis import effects

ARMS = ("baseline", "intervention")


def runs_of(*rows: tuple) -> pd.DataFrame:
    """Rows (replicate, arm, kind, chances, soft, hard); the other columns are the same in all."""
    table = pd.DataFrame(rows, columns=["replicate", "arm", "kind", "chances", "soft", "hard"])
    return table.assign(
        bloc_yes=2, bloc_abstain=1, bloc_no=1, from_mode=2, rice=1 / 3,
        ballots=4, adopted=3, margin=10.0, exits=1, line_votes=4, line_followed=3, pivotal=0,
    )  # fmt: skip


def row(table: pd.DataFrame, **chosen: object) -> pd.Series:
    """The one row with these values."""
    for column, value in chosen.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


TWO_REPLICATES = runs_of(
    (0, "baseline", "country", 10, 4, 1),
    (0, "intervention", "country", 10, 5, 1),
    (1, "baseline", "country", 20, 4, 2),
    (1, "intervention", "country", 20, 4, 4),
)


def test_a_summary_of_known_numbers():
    found = effects.summarise(np.arange(1.0, 202.0))
    assert found["mean"] == 101
    assert (found["low"], found["high"]) == (6, 196)
    assert found["error"] == pytest.approx(np.arange(1.0, 202.0).std(ddof=1) / np.sqrt(201))


def test_a_summary_leaves_out_what_is_not_known():
    found = effects.summarise(np.array([np.nan, 2.0, 4.0, np.nan]))
    assert found["mean"] == 3
    assert found["error"] == 1


def test_a_summary_of_nothing_is_not_known():
    assert all(np.isnan(value) for value in effects.summarise(np.array([np.nan])).values())


def test_one_replicate_has_a_mean_but_no_error():
    found = effects.summarise(np.array([0.25]))
    assert found["mean"] == found["low"] == found["high"] == 0.25
    assert np.isnan(found["error"])


def test_a_rate_is_the_mean_over_replicates_of_moves_per_chance():
    table = effects.defection(TWO_REPLICATES)
    assert row(table, arm="baseline", type="soft")["mean"] == pytest.approx((0.4 + 0.2) / 2)
    assert row(table, arm="baseline", type="hard")["mean"] == pytest.approx(0.1)
    assert row(table, arm="intervention", type="hard")["mean"] == pytest.approx((0.1 + 0.2) / 2)


def test_the_difference_is_paired_replicate_by_replicate():
    table = effects.defection(TWO_REPLICATES)
    soft = row(table, arm="difference", type="soft")
    assert soft["mean"] == pytest.approx(0.05)
    assert soft.error == pytest.approx(np.std([0.1, 0.0], ddof=1) / np.sqrt(2))
    assert soft.probability_above_zero == 0.5
    assert (soft.low, soft.high) == pytest.approx((0.0025, 0.0975))


def test_the_order_of_the_rows_does_not_matter():
    shuffled = TWO_REPLICATES.sample(frac=1, random_state=1)
    columns = ["kind", "type", "arm"]
    pd.testing.assert_frame_equal(
        effects.defection(shuffled).sort_values(columns, ignore_index=True),
        effects.defection(TWO_REPLICATES).sort_values(columns, ignore_index=True),
    )


def test_a_replicate_without_chances_has_no_rate_and_pulls_no_mean_down():
    table = effects.defection(
        runs_of(
            (0, "baseline", "country", 10, 4, 1),
            (0, "intervention", "country", 10, 4, 1),
            (1, "baseline", "country", 0, 0, 0),
            (1, "intervention", "country", 0, 0, 0),
        )
    )
    assert row(table, arm="baseline", type="soft")["mean"] == pytest.approx(0.4)
    assert row(table, arm="difference", type="soft").probability_above_zero == 0


def test_kinds_are_kept_apart():
    table = effects.defection(
        runs_of(
            (0, "baseline", "country", 10, 4, 1),
            (0, "baseline", "thematic", 10, 0, 2),
        )
    )
    assert row(table, kind="country", type="soft")["mean"] == pytest.approx(0.4)
    assert row(table, kind="thematic", type="soft")["mean"] == 0
    assert set(table.arm) == {"baseline"}


def test_extra_defections_count_soft_and_hard_over_all_kinds():
    table = runs_of(
        (0, "baseline", "country", 10, 4, 1),
        (0, "intervention", "country", 10, 6, 1),
        (0, "baseline", "thematic", 10, 1, 0),
        (0, "intervention", "thematic", 10, 1, 3),
    )
    assert effects.extra_defections(table)["mean"] == 5


def test_without_an_intervention_there_are_no_extra_defections():
    alone = TWO_REPLICATES[TWO_REPLICATES.arm == "baseline"]
    assert effects.extra_defections(alone)["mean"] == 0


def test_exits_are_counted_once_a_run_and_not_once_a_kind():
    table = runs_of(
        (0, "baseline", "country", 10, 4, 1),
        (0, "baseline", "thematic", 10, 4, 1),
        (0, "intervention", "country", 10, 4, 1),
        (0, "intervention", "thematic", 10, 4, 1),
    )
    table.loc[table.arm == "intervention", "exits"] = 3
    found = effects.exits(table)
    assert row(found, arm="baseline")["mean"] == 1
    assert row(found, arm="difference")["mean"] == 2


def test_cohesion_of_known_votes():
    found = effects.cohesion(TWO_REPLICATES)
    expected = {"rice": 1 / 3, "from_mode": 0.5, "adopted_share": 0.75, "margin": 10}
    for measure, value in expected.items():
        assert row(found, measure=measure, arm="baseline")["mean"] == pytest.approx(value)
        assert row(found, measure=measure, arm="difference")["mean"] == pytest.approx(0)


def test_what_was_never_voted_on_has_no_cohesion():
    nothing = TWO_REPLICATES.assign(
        bloc_yes=0, bloc_abstain=0, bloc_no=0, rice=np.nan, ballots=0, from_mode=0
    )
    assert effects.cohesion(nothing).empty


STATE_RUNS = pd.DataFrame(
    [
        # replicate, arm, kind, iso3, chances, soft, hard
        (0, "baseline", "country", "IND", 4, 1, 0),
        (0, "intervention", "country", "IND", 4, 2, 1),
        (1, "baseline", "country", "IND", 4, 1, 0),
        (1, "intervention", "country", "IND", 4, 1, 0),
        (0, "baseline", "country", "MYS", 10, 5, 0),
        (0, "intervention", "country", "MYS", 10, 4, 0),
        (1, "baseline", "country", "MYS", 10, 5, 0),
        (1, "intervention", "country", "MYS", 10, 5, 0),
        (0, "baseline", "country", "LKA", 0, 0, 0),
        (0, "intervention", "country", "LKA", 0, 0, 0),
        (1, "baseline", "country", "LKA", 0, 0, 0),
        (1, "intervention", "country", "LKA", 0, 0, 0),
    ],
    columns=["replicate", "arm", "kind", "iso3", "chances", "soft", "hard"],
)
NAMES = {"IND": "India", "MYS": "Malaysia", "LKA": "Sri Lanka"}


def test_those_whom_the_intervention_moves_most_come_first():
    found = effects.movers(STATE_RUNS, NAMES)
    assert list(found.iso3) == ["IND", "MYS"]
    assert list(found.name) == ["India", "Malaysia"]


def test_a_mover_in_numbers():
    india = row(effects.movers(STATE_RUNS, NAMES), iso3="IND")
    assert india.baseline_mean == pytest.approx(0.25)
    assert india.intervention_mean == pytest.approx((0.75 + 0.25) / 2)
    assert india.difference_mean == pytest.approx(0.25)
    assert india.extra == 1
    assert india.probability_above_zero == 0.5
    assert india.ballots == 4


def test_who_never_had_a_chance_to_leave_the_line_is_no_mover():
    assert "LKA" not in set(effects.movers(STATE_RUNS, NAMES).iso3)


def seated(replicates, baseline, intervention, iso3):
    """Runs of a state that leaves the line on so many of ten ballots, where it sits."""
    return pd.DataFrame(
        [{"replicate": r, "arm": arm, "kind": "country", "iso3": iso3, "chances": 10 * sits,
          "soft": moves * sits, "hard": 0}
         for r in range(4)
         for arm, moves in (("baseline", baseline), ("intervention", intervention))
         for sits in [r in replicates[arm]]]
    )  # fmt: skip


def test_who_sits_in_a_run_or_two_does_not_lead_and_is_compared_with_itself():
    always = dict.fromkeys(("baseline", "intervention"), range(4))
    seldom = {"baseline": [0, 1, 2, 3], "intervention": [0]}
    runs = pd.concat([seated(always, 2, 3, "IND"), seated(seldom, 1, 9, "SYR")])
    found = effects.movers(runs, {"IND": "India", "SYR": "Syria"})
    assert found.iso3.tolist() == ["IND", "SYR"]
    assert found.replicates.tolist() == [4, 1]
    assert found.often.tolist() == [True, False]
    change = found.intervention_mean - found.baseline_mean
    assert change.tolist() == pytest.approx(found.difference_mean.tolist())


def test_a_text_that_was_not_drawn_counts_in_no_tally():
    ballot_runs = pd.DataFrame(
        {"replicate": range(4), "arm": "baseline", "id": "t0", "yes": [0, 0, 20, 24],
         "abstain": [0, 0, 5, 5], "no": [0, 0, 22, 18], "adopted": [False, False, False, True]}
    )  # fmt: skip
    found = effects.ballots(ballot_runs, pd.DataFrame({"id": ["t0"]})).iloc[0]
    assert found.baseline_yes == 22
    assert found.baseline_adopted == 0.5


def test_simulated_tallies_stand_beside_the_recorded_one():
    ballot_runs = pd.DataFrame(
        {"replicate": range(4), "arm": "baseline", "id": "t0", "yes": [20, 21, 22, 23],
         "abstain": 5, "no": [22, 21, 20, 19], "adopted": [False, False, True, True]}
    )  # fmt: skip
    facts = pd.DataFrame({"id": ["t0"], "title": ["a text"], "recorded_yes": [17]})
    found = effects.ballots(ballot_runs, facts).iloc[0]
    assert found.recorded_yes == 17
    assert found.baseline_yes == 21.5
    assert found.baseline_adopted == 0.5
    assert found.baseline_yes_low == pytest.approx(20.075)
    assert found.baseline_yes_high == pytest.approx(22.925)
