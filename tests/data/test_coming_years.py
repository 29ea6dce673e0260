"""An agenda for years to come: what is on it, when, how likely, and what is refused."""

from dataclasses import replace

import numpy as np
import pytest

from sim.data.coming_sessions import sessions_of
from sim.data.coming_years import LEAST_CHANCE, coming_agenda, packet_chances
from sim.data.fitted import load_fit
from sim.data.habits import load_habits
from sim.data.linked_texts import packets, rival_of, rival_texts
from sim.data.states import load_states
from sim.errors import InputError
from sim.world import AMENDMENT, COUNTRY, KINDS, NO_SEAT, THEMATIC

STATES = load_states()
EVERYONE = np.ones(len(STATES), bool)


def coming(first, last, habits=None, members=EVERYONE):
    return coming_agenda(first, last, habits or load_habits(), STATES, members)


@pytest.fixture(scope="module")
def two_years():
    return coming(2024, 2025)


def test_sessions_are_numbered_on_from_the_real_ones():
    assert [s.name for s in sessions_of(2021)] == ["46", "S-20211", "47", "48", "S-20212"]
    assert [s.name for s in sessions_of(2024)] == ["55", "S-20241", "56", "57", "S-20242"]


@pytest.mark.parametrize("year", range(2021, 2041))
def test_votes_are_taken_on_the_last_two_days_of_a_session(year):
    for session in sessions_of(year):
        eve, last = session.days
        assert last.astype(object).weekday() == 4, "a Friday"
        assert session.special or last - eve == np.timedelta64(1, "D")
    months = [s.days[1].astype(object).month for s in sessions_of(year)]
    assert months == [3, 5, 7, 10, 12]


def test_the_agenda_is_in_time_order_and_nothing_on_it_is_recorded(two_years):
    agenda, chance = two_years
    assert (np.diff(agenda.date.astype(int)) >= 0).all()
    assert (np.diff(agenda.day) >= 0).all()
    assert (agenda.recorded == NO_SEAT).all()
    assert agenda.sits.all()
    assert chance.shape == (len(agenda),)
    assert ((chance >= LEAST_CHANCE) & (chance < 1)).all()
    names = np.array(agenda.session_name)[agenda.session]
    assert (agenda.special == np.char.startswith(names, "S-")).all()


def test_names_and_keys_are_unique(two_years):
    agenda, _ = two_years
    assert len(set(agenda.id)) == len(set(agenda.key.tolist())) == len(agenda)
    assert agenda.key.max() < 2**32


def test_a_ballot_has_the_same_key_whatever_years_are_asked_for(two_years):
    agenda, chance = two_years
    other, other_chance = coming(2025, 2027)
    of = {name: (key, c) for name, key, c in zip(agenda.id, agenda.key, chance, strict=True)}
    again = {n: (k, c) for n, k, c in zip(other.id, other.key, other_chance, strict=True)}
    shared = set(of) & set(again)
    assert {name.split("-")[0] for name in shared} == {"58", "59", "60", "S"}
    assert len(shared) == (agenda.date >= np.datetime64("2025-01-01")).sum()
    assert all(of[name] == again[name] for name in shared)


def test_memory_is_named_as_in_the_fit(two_years):
    agenda, _ = two_years
    known = set(load_fit().memory.slot)
    slots = {agenda.slot_name[k] for k in agenda.slots[[agenda.id.index("55-sri-lanka")]].ravel()}
    assert slots == {"series/sri-lanka", "target/LKA", "strand/country-scrutiny"}
    assert slots <= known
    habits = load_habits().of("text")
    assert {f"series/{name}" for name in habits.series} <= known


def test_titles_are_plain_words(two_years):
    agenda, _ = two_years
    title = dict(zip(agenda.id, agenda.title, strict=True))
    assert title["55-sri-lanka"] == "a text on Sri Lanka, session 55"
    assert title["56-solidarity"] == "a text on solidarity, session 56"
    assert title["57-belarus-a02"] == "amendment 2 to a text on Belarus, session 57"
    assert title["55-syria-2"] == "a second text on Syrian Arab Republic, session 55"
    assert title["56-ukraine-cooperation"] == (
        "a text on Russian Federation (ukraine cooperation), session 56"
    )


def test_chances_are_the_habits(two_years):
    agenda, chance = two_years
    habits = load_habits().of("text").set_index("series")
    assert chance[agenda.id.index("55-golan")] == habits.march["golan"]
    assert chance[agenda.id.index("59-belarus")] == habits.june["belarus"]
    assert chance[agenda.id.index("60-burundi")] == habits.september["burundi"]


def test_a_special_session_may_take_up_any_state_once_a_year(two_years):
    agenda, chance = two_years
    special = agenda.special & (agenda.kind == COUNTRY)
    known = [
        agenda.series[b] for b in np.flatnonzero(special & (agenda.date < np.datetime64("2025")))
    ]
    assert len(set(known)) == len(known)
    habits = load_habits()
    a_year = sum(habits.of(what).special.sum() for what in ("text", "new"))
    # a part is too unlikely to be listed
    assert 0.8 * a_year < chance[agenda.special].sum() / 2 <= a_year


def test_amendments_come_before_their_text_and_fall_in_likelihood(two_years):
    agenda, chance = two_years
    packet, amends = packets(agenda), agenda.kind == AMENDMENT
    assert amends.sum() > 100
    for number in np.unique(packet[amends]):
        together = np.flatnonzero(packet == number)
        texts = together[~amends[together]]
        assert not texts.size or together[amends[together]].max() < texts.max()
        assert len(set(agenda.day[together])) == 1
    for number in np.unique(packet[agenda.kind == AMENDMENT]):
        for side in (-1, 1):
            of_side = (packet == number) & (agenda.kind == AMENDMENT) & (agenda.orientation == side)
            assert (np.diff(chance[of_side]) <= 0).all()


@pytest.mark.parametrize("often", [0.05, 0.3, 0.9])
@pytest.mark.parametrize("mean", [1.0, 1.8, 4.5, 10.6])
def test_a_packet_holds_as_many_amendments_as_its_habit_says(often, mean):
    chances = packet_chances(often, mean)
    assert chances[0] == often
    assert (np.diff(chances) <= 0).all()
    assert chances.sum() == pytest.approx(often * mean, rel=0.02)


def test_a_softer_rival_meets_a_likely_text_in_its_own_session(two_years):
    agenda, chance = two_years
    rival = rival_of(agenda)
    texts = np.flatnonzero(rival_texts(agenda))
    assert agenda.id[rival[agenda.id.index("57-yemen")]] == "57-yemen-assistance"
    assert agenda.id[rival[agenda.id.index("57-venezuela")]] == "57-venezuela-cooperation"
    assert (agenda.session[rival[texts]] == agenda.session[texts]).all()
    assert (agenda.target[rival[texts]] == agenda.target[texts]).all()
    for softer in {int(r) for r in rival[texts] if agenda.id[r].endswith("-assistance")}:
        session, series = agenda.id[softer].removesuffix("-assistance").split("-", 1)
        assert chance[agenda.id.index(f"{session}-{series}")] > 0.5
        assert chance[softer] < 0.1


def test_new_countries_are_unfree_have_no_series_and_take_turns():
    agenda, _ = coming(2024, 2029)
    new = [b for b, series in enumerate(agenda.series)
           if series.startswith("new-country") and agenda.kind[b] == COUNTRY]  # fmt: skip
    targets = [STATES.iso3[agenda.target[b]] for b in new]
    assert not set(targets) & set(load_habits().table.target)
    assert len(set(targets)) == 24
    assert STATES.freedom[agenda.target[new]].max() < 0.35
    # each text without predecessor is remembered for itself alone
    series = [agenda.series[b] for b in new]
    assert len(set(series)) == len(series)


def test_new_themes_are_themes(two_years):
    agenda, _ = two_years
    new = [b for b, series in enumerate(agenda.series) if series.startswith("new-thematic")]
    assert set(agenda.kind[new]) == {THEMATIC, AMENDMENT}
    assert set(agenda.target[new]) == {-1}


def test_who_sits_may_change_with_the_day():
    day_one = np.datetime64("2025-01-01")

    def members(day):
        return np.arange(len(STATES)) < (47 if day < day_one else 46)

    agenda, _ = coming(2024, 2025, members=members)
    assert set(agenda.sits[agenda.date < day_one].sum(1)) == {47}
    assert set(agenda.sits[agenda.date >= day_one].sum(1)) == {46}


def test_habits_of_texts_alone_make_an_agenda_of_texts_alone():
    habits = load_habits()
    agenda, _ = coming(2024, 2024, replace(habits, table=habits.of("text")))
    assert {KINDS[k] for k in agenda.kind} == {"country", "thematic", "palestine"}
    assert not any(series.startswith("new-") for series in agenda.series)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (2020, 2022, "first year 2020: the fit has seen the votes up to 2021-12-31"),
        (1999, 2022, "first year 1999: the fit has seen"),
        (2025, 2024, "last year 2024 is before the first, 2025"),
        (2024, 2039, "years 2024 to 2039: at most 15 at a time"),
        (2049, 2052, "last year 2052: .* more than 30 years ahead"),
    ],
)
def test_years_that_habits_cannot_speak_of_are_refused(first, last, said):
    with pytest.raises(InputError, match=said) as refused:
        coming(first, last)
    assert "\n" not in str(refused.value)


@pytest.mark.slow
def test_fifteen_years_are_not_too_many():
    agenda, chance = coming(2024, 2038)
    assert agenda.session_name[0] == "55"
    assert agenda.session_name[-1] == "S-20382"
    assert len(set(agenda.key.tolist())) == len(agenda) == len(chance)
