"""The nouns: states, texts, votes, memory, weights, pressure. Axes and units, named once.

Axes
----
S  states, in the order of their ISO 3166 codes
B  ballots, in the order in which they are taken
T  sessions (regular and special), in time order
K  memory slots: a series, a target or a strand of texts
C  strands: a kind of text and the way it points
G  regional groups
D  donors
V  voices heard by everyone: the donors' (D), the democracies' line, the bloc's, the room's
L  lanes: design points that are run side by side

Votes are int8: +1 yes, 0 abstention, -1 no, ABSENT, NOT_TAKEN (never came to a vote), NO_SEAT.
Leanings are utilities on the logistic scale. Shares, freedom and affiliation run from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

YES, ABSTAIN, NO, NOT_TAKEN, ABSENT, NO_SEAT = 1, 0, -1, 7, 8, 9

GROUPS = ("African", "Asia-Pacific", "Eastern European", "GRULAC", "WEOG")
KINDS = ("country", "thematic", "palestine", "amendment")
COUNTRY, THEMATIC, PALESTINE, AMENDMENT = range(4)
STRANDS = (
    "country-scrutiny",
    "country-other",
    "thematic-south",
    "thematic-neutral",
    "thematic-liberal",
    "palestine",
    "amendment-hostile",
    "amendment-friendly",
)
PENS = ("west", "lmg", "south", "cross")
DONORS = ("usa", "eu", "japan", "gulf", "other_dac", "china", "russia")
DEMOCRACIES, BLOC, ROOM = len(DONORS), len(DONORS) + 1, len(DONORS) + 2  # voices after donors
LAYERS = ("region", "organisations", "agreement")
DRIFTS = ("council", "state", "band")  # whose leanings or bands wander over the years
MEMORY_LEVELS = ("series", "target", "strand")
AUTHOR, OF_GROUP = 2, 1  # who tables a text, whose group does; minus: what is being amended
SURPRISES = ("surprise", "surprise_to_bloc", "surprise_to_band")  # for all, the bloc, the band


@dataclass(frozen=True)
class Covariates:
    """What changes about states from year to year, as in ``States``, with Y years in front."""

    first: int  # the first of the years
    freedom: np.ndarray  # [Y, S]
    democracy: np.ndarray  # [Y, S]
    aid: np.ndarray  # [Y, S, D]
    income: np.ndarray  # [Y, S]
    ties: np.ndarray  # [Y, S, D]
    organisations: np.ndarray  # [Y, S, O]
    donor: np.ndarray  # [Y, D, S]

    def place(self, year: int | np.ndarray) -> np.ndarray:
        """Where a year stands; a later one than is known has the last that is, and so before."""
        return np.clip(np.asarray(year) - self.first, 0, len(self.freedom) - 1)

    def subset(self, keep: np.ndarray) -> Covariates:
        """The same of the states at positions ``keep``."""
        parts = {f.name: getattr(self, f.name)[:, keep] for f in fields(self)[1:-1]}
        return Covariates(self.first, **parts, donor=self.donor[:, :, keep])


@dataclass(frozen=True)
class States:
    """Who votes, as they are in one year. Every field is [S] unless it says otherwise."""

    iso3: tuple[str, ...]
    name: tuple[str, ...]
    code: np.ndarray  # UN M49, int
    group: np.ndarray  # index into GROUPS
    freedom: np.ndarray  # Freedom House total / 100
    affiliation: np.ndarray  # documented tie to the bloc at the start, 0 to 1
    organiser: np.ndarray  # bool: one of the bloc's seven organisers
    democracy: np.ndarray  # bool: one of the democracies whose line outreach carries
    aid: np.ndarray  # [S, D] yearly aid from each donor as a share of income
    income: np.ndarray  # gross domestic product, million USD
    ties: np.ndarray  # [S, D] the tie that aid makes, 0 to 1: ``sim.rules.lobbying.aid_tie``
    donor: np.ndarray  # [D, S] bool: who speaks for each donor
    staff: np.ndarray  # persons at the Geneva mission
    organisations: np.ndarray  # [S, O] bool: EU, AU, OIC, NAM, Arab League
    neighbours: np.ndarray  # [S, S] bool: land neighbours
    members: frozenset[str] = frozenset()  # codes of all UN members, also of those left out here
    covariates: Covariates | None = None  # as they are in other years; None: always the same

    def __len__(self) -> int:
        return len(self.iso3)

    def in_year(self, year: int) -> States:
        """The same states as they are in another year; one not yet known has the last known."""
        if (known := self.covariates) is None:
            return self
        y = known.place(year)
        return replace(self, **{f.name: getattr(known, f.name)[y] for f in fields(known)[1:]})

    def index(self, iso3: str) -> int:
        """Position of a state; raises KeyError with a plain message for an unknown code."""
        if iso3 not in self.iso3:
            raise KeyError(f"unknown state code {iso3!r}: use ISO 3166 alpha-3, e.g. BRA")
        return self.iso3.index(iso3)

    def subset(self, keep: np.ndarray) -> States:
        """The states at positions ``keep``, in that order."""
        chosen: dict[str, object] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, Covariates):
                chosen[item.name] = value.subset(keep)
            elif value is None or isinstance(value, frozenset):
                chosen[item.name] = value
            elif isinstance(value, tuple):
                chosen[item.name] = tuple(value[i] for i in keep)
            elif item.name == "donor":
                chosen[item.name] = value[:, keep]
            elif item.name == "neighbours":
                chosen[item.name] = value[np.ix_(keep, keep)]
            else:
                chosen[item.name] = value[keep]
        return States(**chosen)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Agenda:
    """What is voted on. Every field is [B] unless it says otherwise."""

    id: tuple[str, ...]
    symbol: tuple[str, ...]
    title: tuple[str, ...]
    series: tuple[str, ...]
    date: np.ndarray  # datetime64[D]
    session_name: tuple[str, ...]  # [T]
    session: np.ndarray  # index into session_name
    day: np.ndarray  # 0, 1, ...: voting days; memory is refreshed between them
    kind: np.ndarray  # index into KINDS
    strand: np.ndarray  # index into STRANDS
    orientation: np.ndarray  # 1 scrutinises, -1 shields, 0 neither
    target: np.ndarray  # position of the state concerned, -1 for themes
    pen: np.ndarray  # index into PENS
    slots: np.ndarray  # [B, 3] memory slots: series, target (-1 for themes), strand
    slot_name: tuple[str, ...]  # [K]
    key: np.ndarray  # the ballot's own number for its noise
    special: np.ndarray  # bool: taken in a special session
    authors: np.ndarray  # [B, S] int8: AUTHOR, OF_GROUP, 0; below zero if their text is amended
    assembly: np.ndarray  # [B, S] what a state's votes in the Assembly on the series say, -1 to 1
    sits: np.ndarray  # [B, S] bool: who holds a seat that day
    recorded: np.ndarray  # [B, S] the votes as they were really cast, int8

    def __len__(self) -> int:
        return len(self.id)

    @cached_property
    def year(self) -> np.ndarray:
        """The year of each vote, [B] int."""
        years: np.ndarray = self.date.astype("datetime64[Y]").astype(int) + 1970
        return years

    @cached_property
    def closing(self) -> np.ndarray:
        """The day of the last vote of each session, [T] datetime64."""
        return np.array([self.date[self.session == t].max() for t in range(len(self.session_name))])


@dataclass(frozen=True)
class Memory:
    """What everybody remembers before a given day (arrays are never changed in place)."""

    seen: np.ndarray  # [S, K] votes remembered
    record: np.ndarray  # [S, K] running mean vote, -1 to 1
    habit: np.ndarray  # [S, K] running share of abstentions, 0 to 1
    last: np.ndarray  # [S, K] the last vote
    council: np.ndarray  # [K] the Council's running mean vote
    council_seen: np.ndarray  # [K]
    groups: np.ndarray  # [G, K] each regional group's running mean vote
    group_habit: np.ndarray  # [G, K] each regional group's running share of abstentions
    groups_seen: np.ndarray  # [G, K]
    affiliation: np.ndarray  # [S]

    @staticmethod
    def blank(states: int, slots: int, affiliation: np.ndarray) -> Memory:
        """Nothing remembered but the documented affiliation."""
        per_state = ("seen", "record", "habit", "last")
        return Memory(
            **{name: np.zeros((states, slots)) for name in per_state},
            council=np.zeros(slots),
            council_seen=np.zeros(slots),
            groups=np.zeros((len(GROUPS), slots)),
            group_habit=np.zeros((len(GROUPS), slots)),
            groups_seen=np.zeros((len(GROUPS), slots)),
            affiliation=affiliation.astype(float).copy(),
        )


@dataclass(frozen=True)
class Weights:
    """One set of numbers for the rule. Scalars unless a shape is given; see ``parameters``."""

    intercept: np.ndarray  # [C]
    by_freedom: np.ndarray  # [C]
    stance: np.ndarray  # [S, C]
    own_record_at_stake: float
    neighbour_at_stake: float
    friend_at_stake: float
    special_session: float
    own_text: float
    group_text: float
    pen_agreement: float
    series: float
    series_of_amendment: float  # added to ``series`` on amendments
    series_last: float
    assembly: float
    target: float
    target_of_country: float  # added to ``target`` on texts about a country
    strand: float
    strand_when_new: float
    council: float
    council_when_new: float
    group_on_series: float
    group_on_strand: float
    sentiment: float
    band: np.ndarray  # [C]
    band_by_affiliation: np.ndarray  # [C]
    band_series: float
    band_target: float
    band_strand: float
    band_strand_of_country: float  # added to ``band_strand`` on texts about a country
    band_group: float
    band_state: np.ndarray  # [S]
    bloc: float
    discipline: float
    outreach: float
    donors: np.ndarray  # [D]
    layers: np.ndarray  # [len(LAYERS)]
    surprise: np.ndarray  # [3, kinds] spread of what is new about a text: see SURPRISES
    drift: np.ndarray  # [len(DRIFTS)] spread of what a year adds, by kind of text
    memory_rate: np.ndarray  # [3] slowest learning rate of MEMORY_LEVELS
    council_rate: float
    affiliation_rate: float
    abstention_credit: float
    absence: np.ndarray  # [S] chance of not being in the room


OF_DONOR, OF_STATE, OF_SESSION = "donor", "state", "session"  # what a pressure is told apart by
PRESSURES = {  # what each is told apart by beside session and lane, and what is neutral
    "capacity": (OF_DONOR, 1.0),
    "reach": (OF_SESSION, 1.0),
    "goodwill": (OF_STATE, 0.0),
    "civic": (OF_STATE, 0.0),
    "favour": (OF_STATE, 0.0),
    "story": (OF_STATE, 0.0),
    "spotlight": (OF_STATE, 0.0),
    "image": (OF_STATE, 0.0),
    "motion": (OF_SESSION, 0.0),
    "rewriting": (OF_SESSION, 0.0),
}


@dataclass(frozen=True)
class Pressure:
    """What levers add, by session and lane. Neutral values change nothing, bit for bit."""

    capacity: np.ndarray  # [T, D, L] factor on a donor's voice; 1 is neutral
    reach: np.ndarray  # [T, L] factor on the democracies' outreach; 1 is neutral
    goodwill: np.ndarray  # [T, S, L] pull towards the democracies' line; 0 is neutral
    civic: np.ndarray  # [T, S, L] pull towards scrutiny, or away from it; 0 is neutral
    favour: np.ndarray  # [T, S, L] pull towards the bloc's line, or away from it; 0 is neutral
    story: np.ndarray  # [T, S, L] added to leanings on texts that the West pens; 0 is neutral
    spotlight: np.ndarray  # [T, S, L] what more is known of abuses in a state; 0 is neutral
    image: np.ndarray  # [T, S, L] fear of standing alone in the room; 0 is neutral
    motion: np.ndarray  # [T, L] chance of a no-action motion on scrutiny of a country; 0 neutral
    rewriting: np.ndarray  # [T, L] chance of one more hostile amendment to it; 0 is neutral

    @staticmethod
    def neutral(sessions: int, states: int, lanes: int = 1) -> Pressure:
        """No lever is pulled."""
        beside = {OF_DONOR: (len(DONORS),), OF_STATE: (states,), OF_SESSION: ()}
        return Pressure(
            **{
                name: np.full((sessions, *beside[of], lanes), neutral)
                for name, (of, neutral) in PRESSURES.items()
            }
        )

    @staticmethod
    def side_by_side(pressures: list[Pressure]) -> Pressure:
        """Several design points as lanes of one block."""
        return Pressure(
            *(
                np.concatenate([getattr(p, f.name) for p in pressures], axis=-1)
                for f in fields(Pressure)
            )
        )


class Procedures(NamedTuple):
    """The Council's rules of procedure, and what a manoeuvre is worth. Defaults are today's."""

    adopting: float = 0.5  # share of yes among yes and no that a country text needs, beside more
    tabling: float = 0.0  # share of members that must lean to a country text before it is tabled
    motion_ease: float = 0.0  # logits by which not to act is easier than to vote no
    dilution: float = 0.0  # logits by which an adopted hostile amendment eases affiliates


TODAY = Procedures()


@dataclass(frozen=True)
class World:
    """Everything that is the same in every run: who, what, and what was remembered on day one."""

    states: States
    agenda: Agenda
    memory: Memory
    agreement: np.ndarray  # [S, S] past voting agreement, 0 to 1
    peers: np.ndarray  # [S, S] the same with the Assembly's votes: who listens to whom
    pen_ties: np.ndarray  # [B, S] agreement with who tables a text, beyond that of all states
    likely: np.ndarray | None = None  # [B] chance that a text comes to the vote; None: all do
    packet: np.ndarray | None = None  # [B] ballots of one number share the draw for that
    title: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)
