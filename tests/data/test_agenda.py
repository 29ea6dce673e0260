"""From a table of roll calls to an agenda."""

import numpy as np
import pytest

from sim.data.agenda import session_code, strand_of
from sim.errors import InputError
from sim.world import KINDS, STRANDS
from tests.vocabulary import small_world, text


@pytest.mark.parametrize(
    ("kind", "orientation", "strand"),
    [
        ("country", 1, "country-scrutiny"), ("country", 0, "country-other"),
        ("country", -1, "country-other"), ("thematic", 1, "thematic-liberal"),
        ("thematic", 0, "thematic-neutral"), ("thematic", -1, "thematic-south"),
        ("palestine", -1, "palestine"), ("palestine", 1, "palestine"),
        ("amendment", 1, "amendment-friendly"), ("amendment", -1, "amendment-hostile"),
    ],
)  # fmt: skip
def test_a_strand_is_a_kind_and_the_way_it_points(kind, orientation, strand):
    assert strand_of(kind, orientation) == strand
    assert strand in STRANDS


@pytest.mark.parametrize(("session", "code"), [("51", 51), ("S-34", 1034), ("s-1", 1001)])
def test_a_session_has_its_own_number(session, code):
    assert session_code(session) == code


@pytest.mark.parametrize("session", ["", "spring", "S-", "51b"])
def test_an_unknown_session_is_refused(session):
    with pytest.raises(InputError, match="unknown session"):
        session_code(session)


def test_texts_of_one_series_share_their_memory_and_an_amendment_has_its_own():
    agenda = small_world(
        "CHN USA LKA",
        text("country"),
        text("country"),
        text("amendment", series="sri-lanka", target="LKA", orientation=-1),
    ).agenda
    assert (agenda.slots[0] == agenda.slots[1]).all()
    assert not (agenda.slots[0] == agenda.slots[2]).any()


def test_voting_days_and_sessions_are_numbered_as_they_come():
    agenda = small_world(
        "CHN USA",
        text("thematic", date="2021-03-23"),
        text("thematic", date="2021-03-23"),
        text("thematic", date="2021-03-24"),
        text("thematic", date="2021-06-30", session="47"),
    ).agenda
    assert agenda.day.tolist() == [0, 0, 1, 2]
    assert agenda.session.tolist() == [0, 0, 0, 1]
    assert agenda.session_name == ("46", "47")


def test_a_ballots_noise_key_is_its_session_and_its_place_there():
    agenda = small_world(
        "CHN USA", text("thematic"), text("thematic"), text("thematic", session="S-30")
    ).agenda
    assert agenda.key.tolist() == [46 * 65536, 46 * 65536 + 1, 1030 * 65536]


def test_a_target_is_a_position_and_a_theme_has_none():
    world = small_world("CHN LKA USA", text("country"), text("thematic"))
    assert world.agenda.target.tolist() == [world.states.index("LKA"), -1]
    assert world.agenda.kind.tolist() == [KINDS.index("country"), KINDS.index("thematic")]
    assert (world.agenda.slots[:, 1] >= 0).tolist() == [True, False]
    assert np.unique(world.agenda.slots[:, 2]).tolist() == sorted(world.agenda.strand.tolist())
