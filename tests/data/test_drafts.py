"""A draft that failed comes to the vote where it is asked for, and nothing else changes."""

import numpy as np
import pytest

from sim.config.schema import read_config
from sim.data.drafts import draft_names, drafts_of
from sim.data.real_world import real_world
from sim.data.recorded import embedded_agenda
from sim.errors import InputError
from sim.study.design import Design
from sim.study.realism import tally_coverage
from sim.study.setup import Setup, setup_of
from sim.study.tables import conduct
from sim.world import COUNTRY, NO_SEAT
from tests.config.test_schema import composed
from tests.vocabulary import SEED, year

YEMEN = "48-L11"


@pytest.fixture(scope="module")
def with_yemen():
    return real_world("2021-01-01", "2021-12-31", drafts=(YEMEN,))


def at(world):
    return world.agenda.id.index(YEMEN)


def test_it_stands_on_its_day_as_its_series_says(with_yemen):
    agenda, b = with_yemen.agenda, at(with_yemen)
    assert str(agenda.date[b]) == "2021-10-07"
    assert agenda.session_name[agenda.session[b]] == "48"
    assert agenda.kind[b] == COUNTRY
    assert agenda.orientation[b] == 1
    assert with_yemen.states.iso3[agenda.target[b]] == "YEM"
    assert agenda.sits[b].sum() == 47
    assert (np.diff(agenda.date.astype(int)) >= 0).all()


def test_nobody_s_vote_on_it_is_recorded(with_yemen):
    assert (with_yemen.agenda.recorded[at(with_yemen)] == NO_SEAT).all()


def test_every_recorded_ballot_keeps_its_noise_its_day_and_its_votes(with_yemen):
    mine, plain = with_yemen.agenda, year(2021).agenda
    others = np.arange(len(mine)) != at(with_yemen)
    assert tuple(np.array(mine.id)[others]) == plain.id
    for name in ("key", "date", "kind", "orientation", "pen"):
        assert (getattr(mine, name)[others] == getattr(plain, name)).all()
    here = [with_yemen.states.index(code) for code in year(2021).states.iso3]
    assert (mine.recorded[others][:, here] == plain.recorded).all()
    assert len(set(mine.key.tolist())) == len(mine)


def test_what_was_remembered_of_its_series_is_there(with_yemen):
    series = with_yemen.agenda.slots[at(with_yemen), 0]
    assert with_yemen.memory.council_seen[series] > 0


def test_votes_before_it_are_the_same_with_and_without_it(with_yemen, fit):
    design = Design({"baseline": []}, 2, SEED)
    more = conduct(Setup(with_yemen, fit), design).ballot_runs
    plain = conduct(Setup(year(2021), fit), design).ballot_runs
    before = np.array(year(2021).agenda.id)[year(2021).agenda.date < np.datetime64("2021-10-07")]
    one, other = (t[t.id.isin(before)].reset_index(drop=True) for t in (more, plain))
    assert len(one)
    assert one.equals(other)
    assert YEMEN in set(more.id)


def test_tallies_are_judged_on_recorded_votes_alone(with_yemen, fit):
    runs = conduct(Setup(with_yemen, fit), Design({"baseline": []}, 4, SEED)).ballot_runs
    without = tally_coverage(with_yemen, runs)
    spoilt = runs.assign(yes=runs.yes.where(runs.id != YEMEN, 47))
    assert tally_coverage(with_yemen, spoilt) == without


def test_the_tallies_of_the_table_are_those_of_a_council_that_said_no():
    for draft in drafts_of(draft_names()).itertuples():
        assert draft.yes <= draft.no
        assert draft.yes + draft.no + draft.abstain + draft.absent == 47
        assert draft.source


def test_the_configuration_puts_it_on_the_agenda():
    council = read_config(composed("council=recorded_2021_yemen")).council
    assert YEMEN in setup_of(council, None).world.agenda.id
    assert YEMEN not in embedded_agenda()[0].id


@pytest.mark.parametrize(
    ("overrides", "reason"),
    [
        (["council=recorded_2022", "+council.drafts=[48-L11]"], "voted on 2021-10-07, outside"),
        (["council=recorded_2021", "+council.drafts=[moon]"], "unknown draft 'moon'"),
    ],
)
def test_a_draft_that_is_unknown_or_of_another_time_is_refused(overrides, reason):
    with pytest.raises(InputError, match=reason):
        setup_of(read_config(composed(*overrides)).council, None)


def test_an_agenda_to_come_takes_no_drafts():
    with pytest.raises(InputError, match="recorded agenda"):
        read_config(composed("council=coming_2021_2025", "+council.drafts=[48-L11]"))
