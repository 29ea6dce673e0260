"""What both drivers set up before a replicate begins: rooms, leanings, who hears whom.

Plain arrays for compiled loops; the Mesa model reads the same ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.compiled import compiled, rule
from sim.council.own_terms import values_of_terms
from sim.council.room import Room, compositions, first_ballots, furnish
from sim.engine.hearing import Furniture, Speakers
from sim.engine.known import looked_up
from sim.rules.ballot import own_band
from sim.rules.predisposition import authorship, concern, sign_of, standing
from sim.world import (
    AMENDMENT,
    AUTHOR,
    COUNTRY,
    MEMORY_LEVELS,
    OF_GROUP,
    STRANDS,
    Agenda,
    States,
    Weights,
    World,
)

ROUNDS = 2
SENTIMENT = STRANDS.index("thematic-south")
SPEEDS = (
    "rate_series", "rate_target", "rate_strand", "rate_council", "rate_affiliation",
    "abstention_credit",
)  # fmt: skip
LINE_STRAND = STRANDS.index("country-scrutiny")


class ScalarWeights(NamedTuple):
    """The scalars of the rule that the inner loops read."""

    series: float
    series_of_amendment: float
    series_last: float
    assembly: float
    target: float
    target_of_country: float
    strand: float
    strand_when_new: float
    council: float
    council_when_new: float
    group_on_series: float
    group_on_strand: float
    sentiment: float
    band_series: float
    band_target: float
    band_strand: float
    band_strand_of_country: float
    band_group: float
    bloc: float
    discipline: float
    outreach: float
    rate_series: float
    rate_target: float
    rate_strand: float
    rate_council: float
    rate_affiliation: float
    abstention_credit: float


def scalar_weights(weights: Weights) -> ScalarWeights:
    """The scalars of one set of weights."""
    rates = dict(zip(MEMORY_LEVELS, (float(rate) for rate in weights.memory_rate), strict=True))
    same = {
        name: getattr(weights, name) for name in ScalarWeights._fields if hasattr(weights, name)
    }
    return ScalarWeights(
        **same,
        rate_series=rates["series"],
        rate_target=rates["target"],
        rate_strand=rates["strand"],
        rate_council=weights.council_rate,
        rate_affiliation=weights.affiliation_rate,
    )


def weights_by_lane(many: Sequence[Weights]) -> ScalarWeights:
    """The scalars of many sets of weights, each a row [L]; how fast memory is stays one number.

    Raises
    ------
    ValueError
        If their memories are not equally fast: such sets are of different fits.
    """
    each = [scalar_weights(weights) for weights in many]
    speeds = {name: getattr(each[0], name) for name in SPEEDS}
    for one in each:
        if any(getattr(one, name) != speed for name, speed in speeds.items()):
            raise ValueError("lanes of one block need weights of one fit: their rates differ")
    rows = dict(zip(ScalarWeights._fields, np.array(each).T.copy(), strict=True))
    return ScalarWeights(**{**rows, **speeds})


class ReplicateInputs(NamedTuple):
    """What no lever and no vote can change, as plain arrays for the compiled loops.

    Lanes that are replicates have ``base``, ``band`` and the weights of peers and donors of their
    own: a last axis [L] more.
    """

    session: np.ndarray  # [B]
    slots: np.ndarray  # [B, 3]
    strand: np.ndarray  # [B]
    orientation: np.ndarray  # [B] float
    sign: np.ndarray  # [B] 1.0, or -1.0 where a text shields its target
    west_pen: np.ndarray  # [B] 1.0 where Western states hold the pen
    amends: np.ndarray  # [B] 1.0 where the ballot is on an amendment
    on_country: np.ndarray  # [B] 1.0 where the text is about a country
    target: np.ndarray  # [B] the state a text scrutinises, -1 for all other texts
    assembly: np.ndarray  # [B, S] what votes in the Assembly on the series say
    group: np.ndarray  # [S]
    organiser: np.ndarray  # [S] bool
    base: np.ndarray  # [B, S] standing, concern and authorship
    band: np.ndarray  # [C, S] the part of the abstention band that no memory changes
    day_first: np.ndarray  # [days + 1] first ballot of each voting day
    day_session: np.ndarray  # [days]
    day_room: np.ndarray  # [days]
    size: np.ndarray  # [rooms] number present
    present: np.ndarray  # [rooms, A]
    sits: np.ndarray  # [rooms, A] bool
    voices: Speakers  # [rooms, V]: whose leanings make up a voice
    peers: Speakers  # [rooms, A]: whom a state hears in the room
    donors: Speakers  # [rooms, A]: the donors whose voice a state hears
    openness: np.ndarray  # [rooms, A]


@rule
def whose(role):
    """Whether a ballot is on the state's own text, and on its group's: each 1.0, 0.0 or -1.0."""
    sign = -1.0 if role < 0 else 1.0
    return (
        sign if abs(role) == AUTHOR else 0.0,
        sign if abs(role) == OF_GROUP else 0.0,
    )


@compiled
def _standings(intercept, by_freedom, stance, own, near, friend, urgency, own_text, group_text,
               pen_agreement, strand, orientation, target, special, authors, ties, freedom,
               year, neighbours, agreement, base):  # fmt: skip
    for b in range(base.shape[0]):
        c = strand[b]
        y = year[b]
        t = target[b]
        points, called = orientation[b], special[b]
        for i in range(base.shape[1]):
            is_target = 1.0 if i == t else 0.0
            is_neighbour = 1.0 if (t >= 0 and neighbours[i, t]) else 0.0
            alike = agreement[i, t] if t >= 0 else 0.0
            author, group = whose(authors[b, i])
            free, tie = freedom[y, i], ties[b, i]
            for lane in range(base.shape[2]):
                u = standing(intercept[c, lane], by_freedom[c, lane], free, stance[i, c, lane])
                u = u + concern(
                    points, is_target, own[lane], is_neighbour, near[lane], alike, friend[lane],
                    called, urgency[lane],
                )  # fmt: skip
                base[b, i, lane] = u + authorship(
                    author, own_text[lane], group, group_text[lane], tie, pen_agreement[lane]
                )


def signs(agenda: Agenda) -> np.ndarray:
    """The sign with which votes on each ballot are remembered about its target, [B]."""
    return np.array([sign_of(o) for o in agenda.orientation.tolist()])


def scrutinised(agenda: Agenda) -> np.ndarray:
    """The state that each text scrutinises, [B] int; -1 where it scrutinises none."""
    scrutiny = (agenda.kind == COUNTRY) & (agenda.orientation > 0)
    return np.where(scrutiny, agenda.target, -1).astype(np.int64)


def plain(array: np.ndarray) -> np.ndarray:
    """The array, writable and in C order; a copy only where it is not so already.

    The compiler takes a read-only array, or one in another order, for another type, and would
    compile the whole engine once more for it.
    """
    return np.require(array, requirements=("C", "W"))


furniture = looked_up(Furniture.of)


@looked_up
def of_agenda(agenda: Agenda, states: States) -> dict[str, np.ndarray]:
    """The parts of a replicate's inputs that an agenda and a roster decide, by name."""
    first = first_ballots(agenda)
    return {
        "session": agenda.session.astype(np.int64),
        "slots": agenda.slots.astype(np.int64),
        "strand": agenda.strand.astype(np.int64),
        "orientation": agenda.orientation.astype(float),
        "sign": signs(agenda),
        "west_pen": (agenda.pen == 0).astype(float),
        "amends": (agenda.kind == AMENDMENT).astype(float),
        "on_country": (agenda.kind == COUNTRY).astype(float),
        "target": scrutinised(agenda),
        "assembly": plain(agenda.assembly),
        "group": states.group.astype(np.int64),
        "organiser": plain(states.organiser),
        "day_first": np.append(first, len(agenda)),
        "day_session": agenda.session[first].astype(np.int64),
    }


def by_year(states: States, agenda: Agenda) -> tuple[np.ndarray, np.ndarray]:
    """Freedom by year and state, [Y, S], and the row of each ballot's year, [B] int."""
    over_time = states.covariates
    if over_time is None:
        return plain(states.freedom[None]), np.zeros(len(agenda), np.int64)
    return plain(over_time.freedom), over_time.place(agenda.year).astype(np.int64)


Seating = tuple[list[Room], np.ndarray]


def rooms_of(world: World) -> Seating:
    """The distinct compositions of the Council over the agenda, and which one each day has."""
    agenda = world.agenda
    met, day_room = compositions(agenda)
    in_year = {year: world.states.in_year(year) for year in set(agenda.year[met].tolist())}
    rooms = [furnish(in_year[int(agenda.year[b])], world.peers, agenda.sits[b]) for b in met]
    return rooms, day_room


def standings(world: World, many: Sequence[Weights]) -> np.ndarray:
    """Where states stand on each ballot before memory, under each set of weights: [B, S, L]."""
    agenda, states = world.agenda, world.states
    freedom, year = by_year(states, agenda)
    base = np.empty((len(agenda), len(states), len(many)))
    given: list[Any] = [by_lane(many, name) for name in OF_STANDING]
    given += [
        agenda.strand.astype(np.int64),
        agenda.orientation.astype(float),
        agenda.target.astype(np.int64),
        agenda.special.astype(float),
        plain(agenda.authors),
        plain(world.pen_ties),
        freedom,
        year,
        plain(states.neighbours),
        plain(world.agreement),
        base,
    ]
    _standings(*given)
    weights_of_terms = by_lane(many, "own_terms")  # [E, L], of plug-ins
    if len(weights_of_terms):
        for worth, value in zip(weights_of_terms, values_of_terms(agenda, states), strict=True):
            base += worth * value[:, :, None]
    return base


OF_STANDING = (
    "intercept", "by_freedom", "stance", "own_record_at_stake", "neighbour_at_stake",
    "friend_at_stake", "special_session", "own_text", "group_text", "pen_agreement",
)  # fmt: skip


def by_lane(many: Sequence[Weights], name: str) -> np.ndarray:
    """One of the weights in each of several sets, [..., L]."""
    return np.stack([np.asarray(getattr(weights, name), float) for weights in many], -1)


def own_bands(world: World, many: Sequence[Weights]) -> np.ndarray:
    """The part of the abstention band that no memory changes, [C, S, L]."""
    found: np.ndarray = own_band(
        by_lane(many, "band")[:, None],
        by_lane(many, "band_by_affiliation")[:, None],
        world.states.affiliation[:, None],
        by_lane(many, "band_state"),
    )
    return found


def inputs_side_by_side(
    world: World, many: Sequence[Weights], seating: Seating | None = None
) -> ReplicateInputs:
    """The inputs of several replicates of one world, each under its own weights, a lane each."""
    rooms, day_room = seating or rooms_of(world)
    room = furniture(rooms)
    return ReplicateInputs(
        **of_agenda(world.agenda, world.states),
        base=standings(world, many),
        band=own_bands(world, many),
        day_room=day_room,
        size=room.size,
        present=room.present,
        sits=room.sits,
        voices=room.voices,
        peers=room.peers.weighed(by_lane(many, "layers")),
        donors=room.donors.weighed(by_lane(many, "donors")[None]),
        openness=room.openness,
    )


def replicate_inputs(
    world: World, weights: Weights, seating: Seating | None = None
) -> ReplicateInputs:
    """Everything about a replicate that no lever and no vote can change."""
    one = inputs_side_by_side(world, [weights], seating)
    return one._replace(
        base=one.base[..., 0],
        band=one.band[..., 0],
        peers=one.peers._replace(weight=one.peers.weight[..., 0]),
        donors=one.donors._replace(weight=one.donors.weight[..., 0]),
    )
