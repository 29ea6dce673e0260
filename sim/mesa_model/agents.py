"""A state as an agent: it remembers, leans, listens and votes by the rules of ``sim.rules``."""

from __future__ import annotations

from typing import Any

from mesa.discrete_space import CellAgent

from sim.council.line import modal_vote
from sim.council.manoeuvre import manoeuvre_leaning
from sim.engine.inputs import LINE_STRAND, SENTIMENT, whose
from sim.rules.ballot import band, cast, cut_for_no, cut_for_yes, own_band
from sim.rules.lobbying import (
    bloc_pull,
    civic_pull,
    favour_pull,
    hear,
    image_pull,
    outreach_pull,
    spotlight_pull,
    story_pull,
    voice,
)
from sim.rules.memory import closeness, learning_rate, remember
from sim.rules.predisposition import (
    HALF_ASSEMBLY,
    HALF_SERIES,
    HALF_STRAND,
    HALF_TARGET,
    authorship,
    concern,
    fade,
    give_way,
    recall,
    standing,
    trust,
    weight_here,
)
from sim.world import (
    ABSENT,
    AMENDMENT,
    BLOC,
    COUNTRY,
    DEMOCRACIES,
    DONORS,
    NO_SEAT,
    ROOM,
)


class StateAgent(CellAgent):
    """One member state of the United Nations."""

    model: Any  # the CouncilModel it lives in, which imports this file

    def __init__(self, model: Any, index: int) -> None:
        """A state with the memory and the ties it has before the first day."""
        super().__init__(model)
        states, start, weights = model.world.states, model.world.memory, model.weights
        self.index = index
        self.iso3 = states.iso3[index]
        self.group = int(states.group[index])
        self.organiser = bool(states.organiser[index])
        self.freedom = 0.0
        self.affiliation = float(start.affiliation[index])
        self.stance = weights.stance[index].tolist()
        tie = float(states.affiliation[index])
        self.readiness = [
            own_band(width, by_affiliation, tie, float(weights.band_state[index]))
            for width, by_affiliation in zip(
                weights.band.tolist(), weights.band_by_affiliation.tolist(), strict=True
            )
        ]
        self.ties = [0.0] * len(DONORS)
        self.neighbours = states.neighbours[index]
        self.seen = start.seen[index].astype(float).tolist()
        self.record = start.record[index].tolist()
        self.habit = start.habit[index].tolist()
        self.last = start.last[index].tolist()
        self.sits = False
        self.start = self.leaning = self.said = self.half_band = self.half_band_before = 0.0
        self.vote = NO_SEAT
        self.listens_to: list[tuple[float, StateAgent]] = []

    def enter(self, sits: bool, freedom: float, ties: list[float]) -> None:
        """Take a place in the room and find out whom one listens to there.

        Freedom and the ties to donors [D] are those of the room's year.
        """
        self.sits, self.freedom, self.ties = sits, freedom, ties
        edges = self.model.graph[self.cell.coordinate]
        self.listens_to = [
            (edges[key]["weight"], other.agents[0]) for key, other in self.cell.connections.items()
        ]

    def predispose(self, b: int) -> None:
        """Step 1: one's own leaning on ballot ``b``, before anyone lobbies."""
        model, w = self.model, self.model.weights
        agenda = model.world.agenda
        s, t, c = model.slots[b]
        g = self.group
        is_target = 1.0 if model.target[b] == self.index else 0.0
        target = model.target[b]
        near = target >= 0 and bool(self.neighbours[target])
        alike = float(model.world.agreement[self.index, target]) if target >= 0 else 0.0
        u = standing(w.intercept[c], w.by_freedom[c], self.freedom, self.stance[c]) + concern(
            model.orientation[b],
            is_target,
            w.own_record_at_stake,
            1.0 if near else 0.0,
            w.neighbour_at_stake,
            alike,
            w.friend_at_stake,
            1.0 if agenda.special[b] else 0.0,
            w.special_session,
        )
        author, group = whose(int(agenda.authors[b, self.index]))
        tie = float(model.world.pen_ties[b, self.index])
        u += authorship(author, w.own_text, group, w.group_text, tie, w.pen_agreement)
        for weight, value in zip(w.own_terms.tolist(), model.own_terms, strict=True):
            u += weight * float(value[b, self.index])
        on_last = trust(w.series_last, self.seen[s], 0.0) if self.seen[s] > 0 else 0.0
        kind = agenda.kind[b]
        of_series = weight_here(w.series, w.series_of_amendment, 1.0 if kind == AMENDMENT else 0.0)
        on_country = 1.0 if kind == COUNTRY else 0.0
        of_target = weight_here(w.target, w.target_of_country, on_country)
        of_habit = weight_here(w.band_strand, w.band_strand_of_country, on_country)
        on_target, narrow_target = 0.0, 0.0
        if t >= 0:
            on_target = model.sign[b] * trust(of_target, self.seen[t], HALF_TARGET)
            narrow_target = trust(w.band_target, self.seen[t], HALF_TARGET)
        else:
            t = s
        on_strand = trust(w.strand, self.seen[c], HALF_STRAND)
        on_strand += fade(trust(w.strand_when_new, self.seen[c], HALF_STRAND), self.seen[s])
        u = recall(u, trust(of_series, self.seen[s], HALF_SERIES), self.record[s])
        u = recall(u, on_last, self.last[s])
        on_assembly = give_way(w.assembly, self.seen[s], HALF_ASSEMBLY)
        u = recall(u, on_assembly, float(agenda.assembly[b, self.index]))
        u = recall(u, on_target, self.record[t])
        u = recall(u, on_strand, self.record[c])
        u = recall(u, w.council + fade(w.council_when_new, self.seen[s]), model.council[s])
        on_group = trust(w.group_on_series, model.groups_seen[g][s], HALF_SERIES)
        u = recall(u, on_group, model.groups[g][s])
        u = recall(u, w.group_on_strand, model.groups[g][c])
        west_pen = 1.0 if agenda.pen[b] == 0 else 0.0
        on_sentiment = trust(w.sentiment, self.seen[SENTIMENT], HALF_STRAND) * west_pen
        self.start = recall(u, on_sentiment, self.record[SENTIMENT])
        self.leaning = self.start

        wide_series = trust(w.band_series, self.seen[s], HALF_SERIES)
        wide_group = trust(w.band_group, model.groups_seen[g][s], HALF_SERIES)
        h = recall(self.readiness[c], wide_series, self.habit[s])
        h = recall(h, narrow_target, self.habit[t])
        h = recall(h, trust(of_habit, self.seen[c], HALF_STRAND), self.habit[c])
        h = recall(h, wide_group, model.group_habit[g][s])
        self.half_band_before, self.half_band = band(h), band(h + model.band_shift[b])

    def speak(self) -> None:
        """Let the others hear one's leaning."""
        self.said = voice(self.leaning)

    def listen(self, b: int) -> None:
        """Step 2: hear peers, donors, the bloc, the democracies and civil society."""
        model, w = self.model, self.model.weights
        heard = self.start
        for weight, other in self.listens_to:
            heard = hear(heard, weight, other.said)
        for d in range(len(DONORS)):
            if self.ties[d] != 0.0:
                heard = hear(heard, self.ties[d], model.voices[d])
        self.leaning = (
            heard
            + bloc_pull(w.bloc, self.affiliation, model.voices[BLOC])
            + outreach_pull(
                w.outreach,
                self.freedom,
                model.reach,
                model.goodwill[self.index],
                model.voices[DEMOCRACIES],
            )
            + civic_pull(model.civic[self.index], model.orientation[b])
        )
        self.leaning += favour_pull(model.favour[self.index], model.voices[BLOC])
        west_pen = 1.0 if model.world.agenda.pen[b] == 0 else 0.0
        self.leaning += story_pull(model.story[self.index], west_pen)
        target = model.scrutinised[b]
        if target >= 0:
            self.leaning += spotlight_pull(
                model.spotlight[target], model.mandate[target], self.freedom, model.orientation[b]
            )
        self.leaning += image_pull(model.image[self.index], self.said, model.voices[ROOM])

    def on_manoeuvre(self, noise: float, ease: float) -> int:
        """A vote on a motion or an amendment moved against the text that is on the floor."""
        leaning = manoeuvre_leaning(self.leaning, ease)
        return int(cast(leaning, noise, self.half_band_before, self.half_band_before))

    def cast(self, b: int) -> None:
        """Step 3: vote, unless one has no seat or is not in the room."""
        model, w = self.model, self.model.weights
        if not self.sits:
            return
        if model.absent[b, self.index]:
            self.vote = ABSENT
            return
        line = model.voices[BLOC]
        self.vote = cast(
            self.leaning,
            model.noise[b, self.index],
            cut_for_yes(self.half_band, w.discipline, self.affiliation, line),
            cut_for_no(self.half_band, w.discipline, self.affiliation, line),
        )

    def learn(self, b: int, vote: int, tally: tuple[int, int, int]) -> None:
        """Step 5: remember one's vote on ``b`` and how near it was to the organisers' ``tally``."""
        model, w = self.model, self.model.weights
        taken = float(model.taken[b])
        for level, k in enumerate(model.slots[b]):
            if k < 0:
                continue
            self.seen[k] += 1.0
            rate = learning_rate(float(w.memory_rate[level]), self.seen[k]) * taken
            sign = model.sign[b] if level == 1 else 1.0
            self.record[k] = remember(self.record[k], sign * vote, rate)
            self.habit[k] = remember(self.habit[k], 1.0 if vote == 0 else 0.0, rate)
            self.last[k] = float(vote) if taken else self.last[k]
        if model.world.agenda.strand[b] == LINE_STRAND:
            line = modal_vote(*tally)
            rate = w.affiliation_rate * taken if line <= 1 else 0.0
            near = closeness(vote, line, w.abstention_credit)
            self.affiliation = remember(self.affiliation, near, rate)
