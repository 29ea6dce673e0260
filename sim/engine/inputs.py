"""What both drivers set up before a replicate begins: rooms, leanings, who hears whom.

Plain arrays for compiled loops; the Mesa model reads the same ones.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.compiled import compiled, rule
from sim.council.own_terms import values_of_terms
from sim.council.room import Room, compositions, first_ballots, furnish
from sim.rules.ballot import own_band
from sim.rules.predisposition import authorship, concern, sign_of, standing
from sim.world import (
    AMENDMENT,
    AUTHOR,
    COUNTRY,
    DONORS,
    MEMORY_LEVELS,
    OF_GROUP,
    ROOM,
    STRANDS,
    Agenda,
    States,
    Weights,
    World,
)

ROUNDS = 2
SENTIMENT = STRANDS.index("thematic-south")
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


class Speakers(NamedTuple):
    """Whom each listener hears, in order; those without weight are left out."""

    many: np.ndarray  # [..., listeners] how many they are
    who: np.ndarray  # [..., listeners, speakers] where they stand among all who speak
    weight: np.ndarray  # [..., listeners, speakers]


def speakers(weight: np.ndarray) -> Speakers:
    """The entries of a table of weights [..., listeners, speakers] that are not zero."""
    heard = weight != 0.0
    who = np.argsort(~heard, axis=-1, kind="stable")
    return Speakers(heard.sum(-1), who, np.take_along_axis(weight, who, axis=-1))


class ReplicateInputs(NamedTuple):
    """All that one replicate's lanes share, as plain arrays for the compiled loops."""

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
        for i in range(base.shape[1]):
            is_target = 1.0 if i == t else 0.0
            is_neighbour = 1.0 if (t >= 0 and neighbours[i, t]) else 0.0
            alike = agreement[i, t] if t >= 0 else 0.0
            u = standing(intercept[c], by_freedom[c], freedom[y, i], stance[i, c]) + concern(
                orientation[b], is_target, own, is_neighbour, near, alike, friend, special[b],
                urgency,
            )  # fmt: skip
            author, group = whose(authors[b, i])
            base[b, i] = u + authorship(
                author, own_text, group, group_text, ties[b, i], pen_agreement
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


def places(rooms: list[Room]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How many are in each room [R], who they are [R, A], and who of them sits [R, A] bool."""
    size = np.array([len(room.present) for room in rooms])
    present = np.zeros((len(rooms), size.max()), np.int64)
    sits = np.zeros(present.shape, bool)
    for r, room in enumerate(rooms):
        present[r, : size[r]], sits[r, : size[r]] = room.present, room.sits
    return size, present, sits


def replicate_inputs(
    world: World, weights: Weights, seating: Seating | None = None
) -> ReplicateInputs:
    """Everything about a replicate that no lever and no vote can change."""
    agenda, states = world.agenda, world.states
    rooms, day_room = seating or rooms_of(world)
    size, present, sits = places(rooms)
    width = present.shape[1]
    voiced = np.zeros((len(rooms), ROOM + 1, width))
    peers = np.zeros((len(rooms), width, width))
    donors, openness = np.zeros((len(rooms), width, len(DONORS))), np.zeros((len(rooms), width))
    for r, room in enumerate(rooms):
        n = size[r]
        voiced[r, :, :n], peers[r, :n, :n] = room.voices, room.peers(weights)
        donors[r, :n], openness[r, :n] = room.ties * weights.donors, room.freedom

    freedom, year = by_year(states, agenda)
    base = np.empty((len(agenda), len(states)))
    _standings(
        weights.intercept,
        weights.by_freedom,
        plain(weights.stance),
        weights.own_record_at_stake,
        weights.neighbour_at_stake,
        weights.friend_at_stake,
        weights.special_session,
        weights.own_text,
        weights.group_text,
        weights.pen_agreement,
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
    )
    if len(weights.own_terms):
        for weight, value in zip(weights.own_terms, values_of_terms(agenda, states), strict=True):
            base += weight * value
    return ReplicateInputs(
        **of_agenda(agenda, states),
        base=base,
        band=own_band(
            weights.band[:, None],
            weights.band_by_affiliation[:, None],
            states.affiliation,
            weights.band_state,
        ),
        day_room=day_room,
        size=size,
        present=present,
        sits=sits,
        voices=speakers(voiced),
        peers=speakers(peers),
        donors=speakers(donors),
        openness=openness,
    )
