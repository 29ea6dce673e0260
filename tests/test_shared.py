"""Checks that need the optional reference data; without them they are skipped."""

import json
from pathlib import Path

import numpy as np
import pytest

from sim.data.public_votes import read_public_votes
from sim.data.recorded import embedded_agenda
from sim.data.states import read_table
from sim.study.metrics import FEWEST_OF_THE_BLOC, recorded_measures
from sim.world import KINDS

LIBYA_IS_MISSING = "50-26"  # in the compilation
SHARED = Path(__file__).parents[2] / "shared" / "data"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the reference data are not beside the checkout"
    ),
]


@pytest.fixture(scope="module")
def public():
    agenda, states, _ = read_public_votes(SHARED / "unhrc", since="2012-01-01", until="2023-12-31")
    return agenda, states


@pytest.fixture(scope="module")
def signatories(public):
    lists = json.loads((SHARED / "blocs" / "statements_and_lmg.json").read_text(encoding="utf-8"))
    members = lists["LMG_2014_srilanka_statement22"]["members"]
    assert len(members) == 22
    return np.array([code in members for code in public[1].iso3])


def test_the_embedded_votes_are_those_of_the_public_record():
    agenda, _ = embedded_agenda()
    listed, _, _ = read_public_votes(SHARED / "unhrc")
    basis = read_table("rollcalls.csv").set_index("id").tally_basis
    there = {}
    for b, symbol in enumerate(listed.symbol):
        there.setdefault((symbol, str(listed.date[b])), []).append(listed.recorded[b])
    compared = 0
    for b, id_ in enumerate(agenda.id):
        if basis[id_] in ("corrected", "partial", "press") or id_ == LIBYA_IS_MISSING:
            continue
        day = str(agenda.date[b])
        revised = f"{agenda.symbol[b]} as orally revised"
        candidates = there.get((agenda.symbol[b], day), []) or there.get((revised, day), [])
        assert candidates, f"{id_} is not in the public record"
        assert any((agenda.recorded[b] == votes).all() for votes in candidates), id_
        compared += 1
    assert compared > 900


def test_the_draft_on_xinjiang_is_that_of_the_press(public):
    agenda, states = embedded_agenda()
    ours = agenda.recorded[agenda.symbol.index("A/HRC/51/L.6")]
    press = (SHARED / "unhrc" / "xinjiang_51_L6_2022-10-06.csv").read_text(encoding="utf-8")
    for line in press.splitlines()[1:]:
        _, _, code, vote, *_ = line.split(",")
        assert ours[states.index(code)] == {"Y": 1, "A": 0, "N": -1}[vote], code


@pytest.mark.parametrize(
    ("kind", "texts", "votes", "shares", "from_mode"),
    [
        ("country", 142, 1038, (0.080, 0.395, 0.525), 0.355),
        ("thematic", 198, 1497, (0.893, 0.059, 0.048), 0.069),
        ("palestine", 61, 453, (1.0, 0.0, 0.0), 0.0),
    ],
)
def test_the_patterns_of_the_bloc_2012_2023(
    public, signatories, kind, texts, votes, shares, from_mode
):
    agenda, _ = public
    k = KINDS.index(kind)
    of_bloc = (agenda.recorded[:, signatories] <= 1).sum(1)
    counted = (agenda.kind == k) & (of_bloc >= FEWEST_OF_THE_BLOC)
    nobody = np.zeros_like(signatories)
    found = recorded_measures(agenda.recorded, agenda.kind, signatories, nobody)
    cast = found.votes[k, :, 0]
    # within rounding, and within a text or two that a newer reader mends or drops
    assert counted.sum() == pytest.approx(texts, abs=2)
    assert cast.sum() == pytest.approx(votes, abs=12)
    assert cast / cast.sum() == pytest.approx(shares, abs=0.003)
    assert found.from_mode[k, 0] / cast.sum() == pytest.approx(from_mode, abs=0.003)


@pytest.mark.parametrize(
    ("kind", "soft", "hard"), [("country", 0.568, 0.068), ("thematic", 0.015, 0.026)]
)
def test_defection_from_the_organisers_line_2012_2023(public, signatories, kind, soft, hard):
    agenda, states = public
    k = KINDS.index(kind)
    followers = signatories & ~states.organiser
    found = recorded_measures(agenda.recorded, agenda.kind, followers, states.organiser)
    chances = found.chances[k].sum()
    assert found.soft[k].sum() / chances == pytest.approx(soft, abs=0.005)
    assert found.hard[k].sum() / chances == pytest.approx(hard, abs=0.005)
