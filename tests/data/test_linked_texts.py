"""Texts that hang together: amendments and their texts, softer rivals, packets."""

import numpy as np
import pandas as pd

from sim.data.agenda import build_agenda
from sim.data.linked_texts import is_assistance, packets, rival_of, rival_texts
from sim.data.recorded import embedded_agenda
from sim.data.states import load_states
from sim.world import NO_SEAT

STATES = load_states()
DAY = pd.Timestamp("2024-04-01")


def agenda_of(*texts):
    """An agenda of texts given as (session, kind, series, target, orientation)."""
    table = pd.DataFrame(
        [
            {"id": f"{session}-{n:02d}", "symbol": "", "title": series, "date": DAY,
             "session": session, "kind": kind, "series": series, "target": target,
             "pen": "west", "orientation": orientation, "sponsors": "", "amended": ""}
            for n, (session, kind, series, target, orientation) in enumerate(texts)
        ]
    )  # fmt: skip
    shape = (len(table), len(STATES))
    return build_agenda(table, np.full(shape, NO_SEAT, np.int8), np.ones(shape, bool), STATES)


YEMEN = ("55", "country", "yemen", "YEM", 1)
HELP_FOR_YEMEN = ("55", "country", "yemen-assistance", "YEM", -1)


def test_a_softer_text_on_the_same_state_in_the_same_session_is_a_rival():
    agenda = agenda_of(YEMEN, HELP_FOR_YEMEN)
    assert rival_of(agenda).tolist() == [1, -1]
    assert rival_texts(agenda).tolist() == [True, False]


def test_neither_another_session_nor_another_state_makes_a_rival():
    later = ("56", *HELP_FOR_YEMEN[1:])
    elsewhere = ("55", "country", "south-sudan-assistance", "SSD", -1)
    assert not rival_texts(agenda_of(YEMEN, later, elsewhere)).any()


def test_cooperation_that_scrutinises_is_no_rival():
    """Georgia's cooperation text is one on Russia, and so is the text on its aggression."""
    aggression = ("55", "country", "ukraine-aggression", "RUS", 1)
    assert is_assistance("georgia")
    assert not rival_texts(agenda_of(aggression, ("55", "country", "georgia", "RUS", 1))).any()


def test_no_softer_rival_was_voted_on_in_2021_to_2023():
    """The record has three: on Burundi in 2017, on Venezuela in 2019 and in 2020."""
    agenda, _ = embedded_agenda()
    rivalled = agenda.date[rival_texts(agenda)].astype("datetime64[Y]").astype(str)
    assert rivalled.tolist() == ["2017", "2019", "2020"]


def test_a_packet_is_a_series_in_a_session():
    amendment = ("55", "amendment", "yemen", "YEM", -1)
    agenda = agenda_of(amendment, HELP_FOR_YEMEN, YEMEN, ("56", *YEMEN[1:]))
    assert packets(agenda).tolist() == [0, 1, 0, 3]
