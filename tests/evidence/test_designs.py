"""Designs on the record and on worlds whose truth is known."""

import numpy as np
import pandas as pd
import pytest

from sim.errors import InputError
from sim.evidence.designs import DESIGNS
from sim.evidence.designs.leaders import led
from sim.evidence.designs.organisers import whipped
from sim.evidence.designs.praise import praised
from sim.evidence.designs.security_council import members
from sim.evidence.designs.us_presence import exposed, foretold
from sim.evidence.estimates import Found, holm, row_of, rows_after
from sim.evidence.literature import rows
from sim.evidence.questions import BENCHMARKS, QUESTIONS
from sim.evidence.record import ASSEMBLY, COUNCIL, record_of
from sim.evidence.regression import Equation, Estimate, regress
from sim.evidence.units import SLOPE

pytest.importorskip("linearmodels")
EVERY = pytest.mark.parametrize("key", list(DESIGNS))
WORLDS, STRENGTH = 200, 0.12  # of the mean vote, a unit of the treatment


@pytest.fixture(scope="module")
def record():
    from sim.data.recorded import embedded_agenda

    return record_of(*embedded_agenda())


def world(data, treatment, strength, seed):
    """The same votes with scores drawn anew: state and series, state and year, text, treatment."""
    rng = np.random.default_rng(seed)

    def of(columns, spread):
        number = data.groupby(columns, sort=False).ngroup().to_numpy()
        return rng.normal(0, spread, number.max() + 1)[number]

    chance = 0.5 + of(["iso3", "series"], 0.06) + of(["text"], 0.06) + of(["iso3", "year"], 0.02)
    chance = np.clip(chance + strength * data[treatment].to_numpy(float), 0.0, 1.0)
    return data.assign(score=rng.binomial(2, np.nan_to_num(chance, nan=0.5)) / 2.0)


# What a regression does


def table(number=2_000, effect=0.2, seed=1):
    rng = np.random.default_rng(seed)
    data = pd.DataFrame({"iso3": rng.integers(0, 40, number), "text": rng.integers(0, 60, number)})
    data["year"], data["series"] = data.text % 7, 0
    data["x"] = rng.normal(0, 0.3, number) + 0.02 * data.iso3
    return world(data, "x", effect, seed)


def test_an_effect_is_found_beside_fixed_effects_and_turned_into_logits():
    found = regress(table(20_000), "x", ("iso3", "text"), "iso3")
    assert found.share == pytest.approx(0.2, abs=4 * found.share_se)
    assert found.effect == pytest.approx(found.share / SLOPE)
    assert found.low < found.effect < found.high
    assert (found.votes, found.states, found.clusters) == (20_000, 40, 40)


def test_the_error_is_that_of_a_textbook_case():
    """Two clusters' worth of arithmetic: the mean of a difference, errors clustered by pair."""
    rng = np.random.default_rng(5)
    pairs = rng.normal(0.3, 1.0, 50)
    data = pd.DataFrame({"iso3": np.repeat(range(50), 2), "x": np.tile([0.0, 1.0], 50)})
    data["score"] = np.where(data.x == 1, np.repeat(pairs, 2), 0.0)
    found = regress(data, "x", ("iso3",), "iso3")
    assert found.share == pytest.approx(pairs.mean())
    by_hand = pairs.std(ddof=1) / np.sqrt(50)  # the paired test
    assert found.share_se == pytest.approx(by_hand, rel=0.02)


@pytest.mark.parametrize(
    ("change", "said"),
    [({"x": 1.0}, "does not vary in"), ({"x": lambda d: d.iso3 * 1.0}, "does not vary within")],
)
def test_a_treatment_that_does_not_vary_is_refused(change, said):
    with pytest.raises(InputError, match=said):
        regress(table().assign(**change), "x", ("iso3", "text"), "iso3")


# What a design is


@EVERY
def test_a_design_says_what_it_is_and_speaks_to_what_there_is(key):
    design = DESIGNS[key]
    for words in ("question", "treatment", "units", "equation", "estimator", "placebo", "threats"):
        assert getattr(design, words)
    assert design.question.endswith("?")
    for feeds in design.feeds:
        assert feeds.assumption in {*QUESTIONS, *BENCHMARKS}
        assert feeds.factor


def test_the_record_holds_both_halls_and_no_state_of_the_west(record):
    assert set(record.votes.hall) == {COUNCIL, ASSEMBLY}
    assert not record.votes.iso3.map(record.states.west).any()
    assert set(record.votes.score) == {0.0, 0.5, 1.0}
    assert record.of(COUNCIL).text.nunique() > 160


def test_the_united_states_sits_when_it_sat(record):
    days = pd.Series(pd.to_datetime(["2008-06-01", "2012-06-01", "2016-06-01", "2018-03-01",
                                     "2018-09-01", "2023-06-01", "2025-03-01"]))  # fmt: skip
    assert list(record.seated("USA", days)) == [False, True, False, True, False, True, False]


def test_a_treatment_is_exposure_times_presence(record):
    data = exposed(record, COUNCIL)
    assert (data.here_usa[data.here == 0] == 0).all()
    assert data.here_usa[data.here == 1].max() > 0.1
    whip = whipped(record, COUNCIL)
    assert not set(whip.iso3) & set(record.states.index[record.states.organiser])
    assert whip.groupby("text").seated.first().mean() == pytest.approx(1.0)


def test_a_seat_in_the_security_council_counts_while_it_lasts(record):
    data = members(record)
    kazakh = data[data.iso3 == "KAZ"].groupby("year")[["member", "soon"]].mean()
    assert kazakh.member[[2016, 2017, 2018, 2019]].tolist() == [0, 1, 1, 0]
    assert kazakh.soon[2016] > 0 == kazakh.soon[2017]


def test_a_state_is_of_a_side_from_the_year_after_a_turn(record):
    data = led(record, ASSEMBLY)
    brazil = data[data.iso3 == "BRA"].groupby("year").side.first()  # left, then right from 2016 on
    assert brazil[2015] == -1
    assert brazil[2017] == 1


def test_praise_counts_for_two_years_after_the_review(record):
    data = praised(record)
    assert data.praised.between(0, 1).all()
    assert data.praised.max() > 0.5
    days = data[(data.target == "BLR") & (data.praised > 0)].date
    assert days.min() >= pd.Timestamp("2010-05-03")
    assert days.max() <= pd.Timestamp("2012-05-02")


def test_a_hostile_amendment_scores_the_other_way_round_and_has_its_text_beside_it(record):
    pairs = record.amended.groupby("pair").amendment
    assert (pairs.min() == 0).all()
    assert (pairs.max() == 1).all()
    votes = record.amended[record.amended.amendment == 1]
    organisers = votes.iso3.map(record.states.organiser)
    assert votes[organisers].score.mean() < 0.2  # they vote for what is hostile


def test_the_share_of_what_is_tabled_adds_up_to_no_more_than_its_authors(record):
    assert record.tabled.score.between(0, 1).all()
    best = record.tabled.groupby("iso3").score.mean().idxmax()
    assert record.states.organiser[best]


def test_the_test_out_of_sample_foretells_votes_it_was_not_fitted_to(record):
    told = foretold(record)
    assert told["votes"] > 1_000
    assert told["with_it"] > 0
    assert told["with_it"] != told["without"]


def test_on_a_world_with_an_effect_the_test_out_of_sample_is_won(record):
    from dataclasses import replace

    data = exposed(record, COUNCIL)
    drawn = world(data, "here_usa", 0.9, 3)  # so large that it cannot be missed
    votes = drawn[record.votes.columns]
    told = foretold(replace(record, votes=votes))
    assert told["with_it"] < told["without"]


# What comes of it


def estimate(what, effect, p):
    return Estimate(what, effect, 0.1, 0.0, 0.0, p, effect * SLOPE, 0.1, 100, 10, 10)


def test_an_estimate_whose_check_is_not_nothing_only_bounds():
    design = DESIGNS["organisers"]
    (feeds,) = design.feeds
    clean = Found(design, [estimate("main", -0.5, 0.0), estimate("placebo", 0.1, 0.3)])
    assert clean.use(feeds) == "estimate"
    assert row_of(clean, feeds).size() == (0.5, 0.1)
    spoilt = Found(design, [estimate("main", -0.5, 0.0), estimate("placebo", 0.4, 0.01)])
    assert spoilt.use(feeds) == "bound"
    unchecked = Found(design, [estimate("main", -0.5, 0.0)])
    assert unchecked.use(feeds) == "bound"


def test_many_looks_are_corrected_for():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]


@pytest.mark.slow
def test_the_table_of_evidence_holds_what_the_designs_find_on_the_record(record):
    from sim.evidence.estimates import estimate_all

    found = estimate_all(record)
    after = {(r.assumption, r.study): r for r in rows_after(found)}
    for row in rows():
        if row.study.startswith("design_"):
            again = after[row.assumption, row.study]
            assert (again.use, again.factor) == (row.use, row.factor)
            assert again.effect == pytest.approx(row.effect, abs=0.002)
            assert again.se == pytest.approx(row.se, abs=0.002)


@pytest.mark.slow
@EVERY
def test_a_design_recovers_what_was_put_in_and_finds_nothing_where_nothing_is(key, record):
    design = DESIGNS[key]
    data = design.data(record).dropna(subset=[design.main.treatment]).reset_index(drop=True)
    texts = np.random.default_rng(0).permutation(data.text.unique())
    data = data[data.text.isin(texts[: 3 * len(texts) // 5])].reset_index(drop=True)
    equation: Equation = design.main
    held = rejected = 0
    for seed in range(WORLDS):
        found = equation.of(world(data, equation.treatment, STRENGTH, seed))
        held += found.low * SLOPE <= STRENGTH <= found.high * SLOPE
        nothing = equation.of(world(data, equation.treatment, 0.0, WORLDS + seed))
        rejected += nothing.p < 0.05
    assert 0.90 <= held / WORLDS <= 0.99, f"{held} of {WORLDS} intervals hold the truth"
    assert rejected / WORLDS <= 0.07, f"{rejected} of {WORLDS} reject where there is nothing"
