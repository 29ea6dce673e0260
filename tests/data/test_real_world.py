"""The real Council between two dates, with everyone who sat or lobbied."""

from dataclasses import replace

import numpy as np
import pytest

from sim.council.room import CORRIDOR_DONORS
from sim.data.real_world import real_world, select_ballots, with_used_slots
from sim.data.recorded import embedded_agenda
from sim.errors import InputError
from sim.world import DONORS, STRANDS
from tests.vocabulary import the_record, year


@pytest.mark.parametrize(("number", "ballots"), [(2021, 117), (2022, 76), (2023, 66), (2024, 53)])
def test_a_year_holds_its_own_votes(number, ballots):
    agenda = year(number).agenda
    assert len(agenda) == ballots
    assert {str(date)[:4] for date in agenda.date} == {str(number)}
    assert set(agenda.session) == set(range(len(agenda.session_name)))
    assert set(agenda.day) == set(range(agenda.day.max() + 1))


def test_the_years_are_the_record_in_parts():
    parts = [year(number).agenda for number in (2022, 2023, 2024)]
    assert sum((p.id for p in parts), ()) == the_record().agenda.id
    assert (np.concatenate([p.key for p in parts]) == the_record().agenda.key).all()


def test_everyone_who_sat_or_lobbied_or_was_voted_on_is_there(a_year):
    states, agenda = a_year.states, a_year.agenda
    lobbies = np.any([states.donor[DONORS.index(d)] for d in CORRIDOR_DONORS], axis=0)
    concerned = np.isin(np.arange(len(states)), agenda.target)
    assert (agenda.sits.any(0) | lobbies | concerned).all()


def test_votes_stay_with_their_states(a_year):
    whole, everyone = embedded_agenda()
    for code in ("CHN", "BRA", "USA", "CZE"):
        there = whole.recorded[:, everyone.index(code)]
        kept = [whole.id.index(id_) for id_ in a_year.agenda.id]
        assert (a_year.agenda.recorded[:, a_year.states.index(code)] == there[kept]).all()


def test_a_target_is_the_same_state_in_the_smaller_roster(a_year):
    whole, everyone = embedded_agenda()
    for b, id_ in enumerate(a_year.agenda.id):
        there, here = whole.target[whole.id.index(id_)], a_year.agenda.target[b]
        assert (there < 0) == (here < 0)
        if there >= 0:
            assert a_year.states.iso3[here] == everyone.iso3[there]


def test_memory_starts_where_the_fit_ends(a_year, fit):
    china, slot = a_year.states.index("CHN"), a_year.agenda.slot_name.index("strand/palestine")
    stored = fit.memory[(fit.memory.iso3 == "CHN") & (fit.memory.slot == "strand/palestine")]
    assert a_year.memory.seen[china, slot] == stored.seen.iloc[0]
    assert a_year.memory.record[china, slot] == stored.record.iloc[0]


@pytest.mark.parametrize(
    ("since", "until"), [("2026-01-01", "2026-12-31"), ("2022-12-31", "2022-01-01")]
)
def test_a_stretch_without_votes_is_refused(since, until):
    with pytest.raises(InputError, match=r"the embedded record runs from 2006-.* to 2025-"):
        real_world(since, until)


def test_a_fit_that_has_seen_the_votes_is_refused(fit):
    knows_too_much = replace(
        fit, story=fit.story | {"train_until": "2022-12-31", "last_roll_call": "2022-11-24"}
    )
    with pytest.raises(InputError):
        real_world("2022-01-01", "2022-12-31", knows_too_much)


def test_slots_that_no_ballot_uses_are_left_out_and_the_others_keep_their_names(a_year):
    whole, _ = embedded_agenda()
    part = with_used_slots(select_ballots(whole, whole.date >= np.datetime64("2024-01-01")))
    assert set(part.slots.ravel()) >= set(range(len(STRANDS), len(part.slot_name)))
    assert part.slot_name[: len(STRANDS)] == whole.slot_name[: len(STRANDS)]
    for b, id_ in enumerate(part.id):
        there = whole.slots[whole.id.index(id_)]
        for mine, theirs in zip(part.slots[b], there, strict=True):
            assert (mine < 0) == (theirs < 0)
            assert mine < 0 or part.slot_name[mine] == whole.slot_name[theirs]
