"""The embedded record of votes, and every way in which it may not add up."""

from collections import Counter

import numpy as np
import pytest

import sim.data.recorded as recorded_module
from sim.data.recorded import SEATS, embedded_agenda
from sim.data.states import read_table
from sim.errors import InputError
from sim.world import ABSENT, GROUPS, KINDS, NO_SEAT


@pytest.fixture
def reading(monkeypatch):
    """Read the record with a table that ``change`` has spoiled."""

    def read(name, change):
        def spoiled(wanted):
            table = read_table(wanted)
            return change(table) if wanted == name else table

        monkeypatch.setattr(recorded_module, "read_table", spoiled)
        return embedded_agenda.__wrapped__()

    return read


def at(id_, column, value):
    """A change of one cell in the row of a roll call; ``value`` may be made from what is there."""

    def change(table):
        row = table.index[table.id == id_][0]
        table.loc[row, column] = value(table.loc[row, column]) if callable(value) else value
        return table

    return change


def adding(**row):
    """A change that adds a row."""

    def change(table):
        table.loc[len(table)] = row
        return table

    return change


def tally(id_):
    agenda, _ = embedded_agenda()
    votes = agenda.recorded[agenda.id.index(id_)]
    return tuple(int((votes == v).sum()) for v in (1, -1, 0, ABSENT))


def id_of(symbol):
    agenda, _ = embedded_agenda()
    return agenda.id[agenda.symbol.index(symbol)]


def test_the_record_holds_every_vote_since_2006_in_time_order():
    agenda, states = embedded_agenda()
    assert len(agenda) == 947
    assert agenda.recorded.shape == agenda.sits.shape == (947, len(states))
    assert (np.diff(agenda.date.astype(int)) >= 0).all()
    assert str(agenda.date[0]) == "2006-06-29"
    assert str(agenda.date[-1]) == "2025-04-04"


def test_ids_and_noise_keys_are_unique():
    agenda, _ = embedded_agenda()
    assert len(set(agenda.id)) == len(agenda)
    assert len(np.unique(agenda.key)) == len(agenda)
    assert agenda.key.max() < 2**32


def test_the_draft_decision_on_xinjiang_is_17_to_19_with_11_abstentions():
    yes, no, abstain, absent = tally(id_of("A/HRC/51/L.6"))
    assert (yes, no, abstain, absent) == (17, 19, 11, 0)


def test_resolution_49_3_is_20_to_7_with_20_abstentions():
    assert tally(id_of("A/HRC/RES/49/3")) == (20, 7, 20, 0)


def test_every_tally_is_the_count_of_the_votes():
    calls = read_table("rollcalls.csv").set_index("id")
    for id_, row in calls.iterrows():
        assert tally(id_) == tuple(int(row[c]) for c in ("yes", "no", "abstain", "absent"))


def test_everyone_who_sits_votes_or_is_absent_and_nobody_else_does():
    agenda, _ = embedded_agenda()
    assert ((agenda.recorded != NO_SEAT) == agenda.sits).all()
    assert set(np.unique(agenda.recorded)) == {-1, 0, 1, ABSENT, NO_SEAT}


def test_the_council_has_47_members_from_the_five_groups():
    """But for the seats of Libya in 2011, suspended, and of the United States in July 2018."""
    agenda, states = embedded_agenda()
    for day, seats in zip(agenda.date.astype(str), agenda.sits, strict=True):
        away = {"African": "2011-03-01" <= day < "2011-11-18", "WEOG": day[:7] == "2018-07"}
        full = Counter({group: n - away.get(group, False) for group, n in SEATS.items()})
        assert Counter(GROUPS[g] for g in states.group[seats]) == full, day
    assert sum(SEATS.values()) == 47


def test_whose_seat_is_empty_is_not_listed():
    agenda, states = embedded_agenda()
    for code, day in (("LBY", "2011-03-24"), ("USA", "2018-07-05")):
        assert (
            agenda.recorded[agenda.date == np.datetime64(day), states.index(code)] == NO_SEAT
        ).all()


def test_russia_leaves_in_april_2022_and_czechia_follows_in_may():
    agenda, states = embedded_agenda()
    sits = {code: agenda.sits[:, states.index(code)] for code in ("RUS", "CZE")}
    spring = np.datetime64("2022-04-07")
    early = agenda.date[agenda.date.astype(str) >= "2022"]
    assert sits["RUS"][(agenda.date >= np.datetime64("2021-01-01")) & (agenda.date < spring)].all()
    assert not sits["RUS"][agenda.date > spring].any()
    assert not sits["CZE"][(agenda.date >= early[0]) & (agenda.date < spring)].any()
    assert sits["CZE"][(agenda.date > spring) & (agenda.date < np.datetime64("2023-12-31"))].all()


def test_a_voting_day_belongs_to_one_session():
    agenda, _ = embedded_agenda()
    for day in np.unique(agenda.day):
        assert len(set(agenda.session[agenda.day == day])) == 1


def test_kinds_and_series_tell_an_amendment_from_its_text():
    agenda, _ = embedded_agenda()
    amendment = agenda.kind == KINDS.index("amendment")
    assert amendment.sum() == 390
    for b in np.flatnonzero(amendment):
        assert agenda.slot_name[agenda.slots[b, 0]].endswith("/amendment")


def test_a_text_without_a_target_has_no_slot_for_one():
    agenda, _ = embedded_agenda()
    assert ((agenda.slots[:, 1] < 0) == (agenda.target < 0)).all()


@pytest.mark.parametrize(
    ("table", "change", "complaint"),
    [
        ("rollcalls.csv", at("46-02", "yes", "21"), r"row \d+ \(46-02\): yes is 21.*lists 20"),
        ("rollcalls.csv", at("46-02", "absent", "0"), r"row \d+ \(46-02\): absent is 0.*lists 1"),
        ("rollcalls.csv", at("46-02", "kind", "odd"), "roll call 46-02: unknown kind 'odd'"),
        ("rollcalls.csv", at("46-02", "pen", "quill"), "roll call 46-02: unknown pen 'quill'"),
        ("rollcalls.csv", at("46-02", "target", "XXX"), "roll call 46-02: unknown target 'XXX'"),
        ("rollcalls.csv", at("46-02", "orientation", "2"), "roll call 46-02: orientation 2"),
        ("rollcalls.csv", at("46-02", "session", "spring"), "unknown session 'spring'"),
        ("rollcalls.csv", lambda t: t[t.id != "46-01"].reset_index(drop=True),
         "same ids from 46-02 on"),
        ("votes.csv", lambda t: t.iloc[:-1], "same ids from the last on"),
        ("votes.csv", at("46-02", "absent", "XXX"), r"row \d+ \(46-02\): unknown state code 'XXX'"),
        ("votes.csv", at("46-02", "absent", "ARG"), r"row \d+ \(46-02\): ARG is listed twice"),
        ("votes.csv", at("46-02", "absent", "USA"), r"row \d+ \(46-02\): USA votes without a seat|"
         r"row \d+ \(46-02\): BHR has a seat but no vote"),
        ("votes.csv", at("46-02", "yes", lambda codes: codes.replace("ARG", "USA")),
         r"row \d+ \(46-02\): ARG has a seat but no vote or absence|USA votes without a seat"),
        ("council.csv", adding(iso3="USA", until="2021-12-31", note="", **{"from": "2021-01-01"}),
         r"row 348 \(USA\): on 2021-01-01 WEOG would have 8 members; it has 7 seats"),
        ("council.csv", adding(iso3="XXX", until="2021-12-31", note="", **{"from": "2021-01-01"}),
         "row 348: unknown state code 'XXX'"),
        ("council.csv", adding(iso3="USA", until="2021-01-01", note="", **{"from": "2021-12-31"}),
         r"row 348 \(USA\): from 2021-12-31 is after until 2021-01-01"),
        ("council.csv", lambda t: t[(t.iso3 != "ARG")].reset_index(drop=True),
         r"ARG votes without a seat"),
    ],
    ids=["a tally off by one", "an absence not counted", "unknown kind", "unknown pen",
         "unknown target", "unknown orientation", "unknown session", "a roll call missing",
         "votes missing", "unknown state", "listed twice", "a vote without a seat",
         "a seat without a vote", "a member too many", "an unknown member", "a term backwards",
         "a member missing"],
)  # fmt: skip
def test_a_record_that_does_not_add_up_is_refused(reading, table, change, complaint):
    with pytest.raises(InputError, match=complaint) as caught:
        reading(table, change)
    assert "\n" not in str(caught.value)
