"""Past agreement, filled in where two states never met in the Council."""

import numpy as np

from sim.council.likeness import likeness
from tests.council.election_words import AGREEMENT, ALIKE, STATES


def test_what_is_known_stays_as_it_is():
    known = AGREEMENT > 0
    assert (ALIKE[known] == np.round(AGREEMENT[known], 6)).all()


def test_it_is_mutual_and_whole_with_oneself():
    assert (ALIKE == ALIKE.T).all()
    assert (np.diag(ALIKE) == 1).all()
    assert ALIKE.min() >= 0
    assert ALIKE.max() <= 1


def test_a_state_that_never_sat_is_taken_for_one_of_its_own_kind():
    greece, syria = STATES.index("GRC"), STATES.index("SYR")
    assert not AGREEMENT[[greece, syria]].any()
    assert ALIKE[greece, STATES.index("DEU")] > 0.6
    assert ALIKE[syria, STATES.index("DEU")] < 0.3


def test_where_nothing_is_known_all_are_strangers():
    alike = likeness(STATES, np.zeros_like(AGREEMENT))
    assert (alike == np.eye(len(STATES))).all()
