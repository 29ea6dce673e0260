"""The slow driver: one run as a Mesa model, to look inside, to teach and to extend.

One step is one voting day. The model gives the same votes as ``sim.engine.ensemble``, bit for bit.
"""

from __future__ import annotations

import mesa
import numpy as np
from mesa.discrete_space import Network

from sim.council.majority import share_needed
from sim.council.manoeuvre import mandate_after, may_be_tabled, softened
from sim.council.own_terms import values_of_terms
from sim.council.tally import is_adopted
from sim.engine.inputs import ROUNDS, Seating, rooms_of, scrutinised, signs
from sim.engine.noise import Moves, moves, replicate_noise
from sim.mesa_model.agents import StateAgent
from sim.mesa_model.collector import collector, enter
from sim.rules.lobbying import hear
from sim.rules.memory import learning_rate, remember
from sim.world import (
    DONORS,
    GROUPS,
    NO_SEAT,
    NOT_TAKEN,
    ROOM,
    TODAY,
    YES,
    Pressure,
    Procedures,
    Weights,
    World,
)


class CouncilModel(mesa.Model):
    """The Council over an agenda: a ``StateAgent`` per state, a network per composition."""

    def __init__(
        self,
        world: World,
        weights: Weights,
        pressure: Pressure | None = None,
        replicate: int = 0,
        rng: int = 0,
        seating: Seating | None = None,
        procedures: Procedures = TODAY,
    ) -> None:
        """Set up one run; ``rng`` is the seed and ``replicate`` the number of the run."""
        super().__init__(rng=rng)
        agenda = world.agenda
        self.world, self.weights = world, weights
        self.pressure = pressure or Pressure.neutral(len(agenda.session_name), len(world.states))
        if self.pressure.reach.shape[-1] != 1:
            raise ValueError("a model is one run: its pressure must have one lane")
        self.noise, self.band_shift, self.absent, self.tabled = replicate_noise(
            world, weights, rng, replicate
        )
        self.rooms, self.day_room = seating or rooms_of(world)
        self.slots = agenda.slots.tolist()
        self.target = agenda.target.tolist()
        self.orientation = agenda.orientation.astype(float).tolist()
        self.sign = signs(agenda).tolist()
        self.own_terms = values_of_terms(agenda, world.states)
        start = world.memory
        self.council = start.council.tolist()
        self.council_seen = start.council_seen.astype(float).tolist()
        self.groups = start.groups.tolist()
        self.group_habit = start.group_habit.tolist()
        self.groups_seen = start.groups_seen.astype(float).tolist()
        self.votes = np.full((len(agenda), len(world.states)), NO_SEAT, np.int8)
        self.day, self.room_number = 0, -1
        self.days = int(agenda.day[-1]) + 1
        self.voices = [0.0] * (ROOM + 1)
        self.procedures = procedures
        self.motions, self.rewritings = moves(world, self.pressure, rng, replicate)
        self.mandate = [1.0] * len(world.states)
        self.scrutinised = scrutinised(agenda).tolist()
        self.carried = 0.0
        self.taken: dict[int, bool] = {}
        for index in range(len(world.states)):
            StateAgent(self, index)
        self.members = list(self.agents)
        self.present = self.agents
        self.datacollector = collector()
        self.adopted_today = 0
        self.running = True

    def step(self) -> None:
        """One voting day: every ballot is lobbied and cast, then all of them are remembered."""
        agenda = self.world.agenda
        self._open_room(int(self.day_room[self.day]))
        session = int(agenda.session[np.searchsorted(agenda.day, self.day)])
        self._feel_pressure(session)
        ballots = np.flatnonzero((agenda.day == self.day) & self.tabled).tolist()
        self.adopted_today = 0
        for b in ballots:
            self._take(b)
        for b in ballots:
            self._remember(b)
        for b in ballots:
            if not self.taken[b]:
                cast_in_vain = self.votes[b] <= YES
                self.votes[b, cast_in_vain] = NOT_TAKEN
        self.datacollector.collect(self)
        self.day += 1
        self.running = self.day < self.days

    def run(self) -> np.ndarray:
        """All remaining days; returns the votes [B, S] int8."""
        while self.running:
            self.step()
        return self.votes

    def _open_room(self, number: int) -> None:
        if number == self.room_number:
            return
        self.room_number, room = number, self.rooms[number]
        self.graph = room.graph(self.weights)
        self.network = Network(self.graph, capacity=1, random=self.random)
        for agent in self.members:
            agent.cell, agent.sits, agent.vote = None, False, NO_SEAT
        here = [self.members[i] for i in room.present]
        for place, agent in enumerate(here):
            agent.cell = self.network[place]
        ties = (room.ties * self.weights.donors).tolist()
        own = zip(room.sits.tolist(), room.freedom.tolist(), ties, strict=True)
        for agent, (sits, freedom, tied) in zip(here, own, strict=True):
            agent.enter(sits, freedom, tied)
        self.present = self.agents.select(lambda agent: agent.cell is not None)
        self.speakers = [
            [(weight, agent) for weight, agent in zip(row, here, strict=True) if weight != 0.0]
            for row in room.voices.tolist()
        ]

    def _feel_pressure(self, session: int) -> None:
        self.capacity = self.pressure.capacity[session, :, 0].tolist()
        self.reach = float(self.pressure.reach[session, 0])
        self.goodwill = self.pressure.goodwill[session, :, 0].tolist()
        for name in ("civic", "favour", "story", "spotlight", "image"):
            setattr(self, name, getattr(self.pressure, name)[session, :, 0].tolist())
        self.motion = float(self.pressure.motion[session, 0])
        self.rewriting = float(self.pressure.rewriting[session, 0])

    def _take(self, b: int) -> None:
        agenda = self.world.agenda
        self.present.do("predispose", b)
        for _ in range(ROUNDS):
            self.present.do("speak")
            for v, speakers in enumerate(self.speakers):
                heard = 0.0
                for weight, agent in speakers:
                    heard = hear(heard, weight, agent.said)
                self.voices[v] = heard * self.capacity[v] if v < len(DONORS) else heard
            self.present.do("listen", b)
        self.taken[b], self.carried = True, 0.0
        if self.scrutinised[b] >= 0:
            self._manoeuvre(b)
        self.present.do("cast", b)
        for agent in self.present:
            self.votes[b, agent.index] = agent.vote
        yes, abstain, no = self._tally(b, self.present)
        share = float(share_needed(agenda.kind[b], self.procedures.adopting))
        adopted = self.taken[b] and is_adopted(yes, no, share)
        if self.scrutinised[b] >= 0:
            self.mandate[self.scrutinised[b]] = mandate_after(float(adopted), self.carried)
        if not self.taken[b]:
            yes = abstain = no = 0
        self.adopted_today += adopted
        enter(self.datacollector, agenda.id[b], (yes, abstain, no), self.votes[b], adopted)

    def _manoeuvre(self, b: int) -> None:
        """What happens to a text that scrutinises a country before it is voted."""
        rules = self.procedures
        seated = [agent for agent in self.present if agent.sits]
        if rules.tabling > 0.0:
            behind = sum(agent.start > 0.0 for agent in seated)
            self.taken[b] = may_be_tabled(behind, len(seated), rules.tabling)
        if self._carry(b, self.rewriting, self.rewritings, 0.0, seated):
            self.carried = 1.0
        for agent in self.present:
            agent.leaning = softened(agent.leaning, rules.dilution, agent.affiliation, self.carried)
        if self._carry(b, self.motion, self.motions, rules.motion_ease, seated):
            self.taken[b] = False

    def _carry(
        self, b: int, chance: float, moved: Moves, ease: float, seated: list[StateAgent]
    ) -> bool:
        if moved.lot[b] >= chance:
            return False
        here = [agent for agent in seated if not self.absent[b, agent.index]]
        votes = [agent.on_manoeuvre(moved.noise[b, agent.index], ease) for agent in here]
        return bool(is_adopted(votes.count(1), votes.count(-1), 0.5))

    def _tally(self, b: int, among: mesa.agent.AgentSet | list[StateAgent]) -> tuple[int, int, int]:
        votes = [int(self.votes[b, agent.index]) for agent in among]
        return votes.count(YES), votes.count(0), votes.count(-1)

    def _remember(self, b: int) -> None:
        voters = [a for a in self.present if a.sits and self.votes[b, a.index] <= YES]
        organisers = self._tally(b, [a for a in voters if a.organiser])
        total, shy, count = ([0.0] * len(GROUPS) for _ in range(3))
        for agent in voters:
            vote = int(self.votes[b, agent.index])
            total[agent.group] += vote
            shy[agent.group] += 1.0 if vote == 0 else 0.0
            count[agent.group] += 1.0
            agent.learn(b, vote, organisers)
        if not voters:
            return
        rate_of, taken = self.weights.council_rate, float(self.taken[b])
        for k in (self.slots[b][0], self.slots[b][2]):
            self.council_seen[k] += 1.0
            rate = learning_rate(rate_of, self.council_seen[k]) * taken
            self.council[k] = remember(self.council[k], sum(total) / sum(count), rate)
            for g in range(len(GROUPS)):
                if count[g]:
                    self.groups_seen[g][k] += 1.0
                    rate = learning_rate(rate_of, self.groups_seen[g][k]) * taken
                    self.groups[g][k] = remember(self.groups[g][k], total[g] / count[g], rate)
                    self.group_habit[g][k] = remember(
                        self.group_habit[g][k], shy[g] / count[g], rate
                    )
