"""``lmgsim portfolio``, from what money buys to the report."""

import json

import numpy as np
import pandas as pd
import pytest

from sim.analysis.portfolio import search
from sim.answers.portfolio_levers import priced_levers
from sim.answers.portfolio_study import Worlds, direction, effects_of, levers_at_cost
from sim.commands.portfolio import portfolio_command
from sim.config.compose import compose
from sim.config.schema import read_config
from sim.errors import InputError
from sim.study.experiment import Experiment
from sim.study.setup import design_of, setup_of
from tests.reports.reading import page_of

AUTUMN = ("council.since=2022-10-01", "council.until=2022-10-31")
SMALL = ("population=8", "generations=2", "worlds=12")


@pytest.fixture(scope="module")
def council():
    content = compose(["scenario=none", *AUTUMN])
    config = read_config(content)
    return content, config, setup_of(config.council, config.rules.fit)


def sold(council, side="democracies", wanted=()):
    content, config, setup = council
    return priced_levers(side, wanted, content["levers"], config.council, setup)


def test_a_sum_buys_as_much_as_it_pays_for_and_no_more(council):
    states = council[2].world.states
    for side in ("democracies", "lmg"):
        for priced in sold(council, side):
            for share in (0.1, 0.37, 0.9, 1.0, 5.0):
                cost = priced.at_cost(share * priced.most).cost_usd(states)
                assert cost <= share * priced.most * (1 + 1e-6), priced.name
                assert cost >= min(share, 1.0) * priced.most * 0.9, priced.name
            assert priced.at_cost(0.0) is None


def test_levers_that_cost_nothing_or_need_elections_are_not_for_sale(council):
    names = {priced.name for priced in sold(council)}
    assert "outreach" in names
    assert not names & {"engagement", "candidacies", "opposition", "suspension", "lmg_staff"}
    with pytest.raises(InputError, match="costs nothing"):
        sold(council, wanted=("engagement",))
    with pytest.raises(InputError, match="no lever of side democracies"):
        sold(council, wanted=("threats",))


def test_the_other_side_wants_the_opposite():
    goals = ("defections", "cohesion")
    assert direction("democracies", goals).tolist() == [1, -1]
    assert direction("lmg", goals).tolist() == [-1, 1]


def test_a_mix_of_no_lever_changes_nothing_and_worlds_do_not_depend_on_company(council):
    _, config, setup = council
    experiment = Experiment(setup, design_of(config, {}))
    market = sold(council, wanted=("outreach",))
    mixes = [[], levers_at_cost(market, np.array([1e5]))]
    worlds = Worlds(0, 4, 2)
    both = effects_of(experiment, mixes, worlds, ("defections", "margin"))
    assert not both[0].any()
    assert both[1].any()
    alone = effects_of(experiment, mixes[1:], worlds, ("defections", "margin"))
    assert np.array_equal(alone[0], both[1])


def test_with_two_levers_the_search_finds_the_optimum_of_an_exhaustive_grid():
    content = compose(["scenario=none", "council=recorded_2022", "evidence=hoped"])
    config = read_config(content)
    setup = setup_of(config.council, config.rules.fit)
    experiment = Experiment(setup, design_of(config, {}))
    names = ("outreach", "second_track")
    market = priced_levers("democracies", names, content["levers"], config.council, setup)
    budget = 0.8 * market[0].most
    most = np.minimum([priced.most for priced in market], budget)

    def score(mixes):
        levers = [levers_at_cost(market, mix) for mix in mixes]
        return effects_of(experiment, levers, Worlds(0, 24, 1), ("defections",)).mean(1)

    shares = np.linspace(0, 1, 41)
    spent = np.stack([shares, 1 - shares], 1) * budget
    grid = score(np.minimum(spent, most))[:, 0]
    assert grid.max() > score(np.diag(most)).max()  # neither lever alone is the optimum
    found = search(list(names), most, budget, score, population=16, generations=8, seed=1)
    assert found.values.max() >= grid.max()
    best = found.spending[found.values[:, 0].argmax()]
    assert best[0] / budget == pytest.approx(shares[grid.argmax()], abs=0.15)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("results")
    portfolio_command(["budget=1e6", "outcome=defections,margin", *SMALL, *AUTUMN,
                       f"results={place}"])  # fmt: skip
    (found,) = (place / "portfolio").iterdir()
    return found


def test_the_folder_holds_mixes_within_the_budget(folder):
    mixes = pd.read_csv(folder / "mixes.csv")
    assert (mixes.groupby("mix").cost_usd.sum() <= 1e6 * (1 + 1e-6)).all()
    assert {"chosen", "single", "random", "counter"} <= set(mixes.role)
    front = pd.read_csv(folder / "front.csv")
    assert set(front.goal) == {"defections", "margin"}
    assert (front.replicates == 12).all()
    assert (front[front.goal == "margin"].regret >= 0).all()


def test_the_report_says_what_to_buy_and_what_is_left_after_the_answer(folder):
    text = page_of(folder)
    assert "The best mix found spends" in text
    assert "best single lever" in text
    assert "can answer for" in text
    assert "engagement" in text  # left out, and said so
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["cost_usd"] <= 1e6 * (1 + 1e-6)


@pytest.mark.slow
def test_the_group_has_a_portfolio_too_and_may_be_left_unanswered(tmp_path):
    portfolio_command(["budget=1e6", "side=lmg", "outcome=defections", "counter_budget=0",
                       "levers=narrative,threats", "aim=worst", *SMALL, *AUTUMN,
                       f"results={tmp_path}"])  # fmt: skip
    (found,) = (tmp_path / "portfolio").iterdir()
    text = page_of(found)
    assert "the Like-Minded Group do" in text
    assert "No counter-move was asked for." in text


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "portfolio needs budget=USD"),
        (["budget=much"], "budget=much: an amount"),
        (["budget=0"], "an amount above 0"),
        (["budget=1e6", "side=un"], "side=un: one of democracies, lmg"),
        (["budget=1e6", "outcome=peace"], "'peace' is none of adoptions"),
        (["budget=1e6", "outcome=margin,margin"], "twice"),
        (["budget=1e6", "levers=outreach,outreach"], "'outreach' stands there twice"),
        (["budget=1e6", "aim=best"], "aim=best: one of mean"),
        (["budget=1e6", "population=2"], "population=2: a whole number from 4"),
        (["budget=1e6", "scenario=civil_society"], "scenario= has no place"),
        (["budget=1e6", "levers.outreach.contacts=5"], "outreach"),
        (["budget=1e6", "levers=carrots"], "'carrots' is no lever"),
        (["budget=1e6", "stray"], "key=value is wanted"),
    ],
)
def test_what_has_no_sense_is_refused_in_one_line(given, message, tmp_path):
    with pytest.raises(InputError) as error:
        portfolio_command([*given, f"results={tmp_path}"] if given else given)
    assert message in str(error.value)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
