"""What pulls a state one way or the other on a ballot: parts that add up to its leaning.

Every part is what the rule of ``sim.rules`` gives for it alone, from the numbers of the run at the
moment of the vote. The rule adds its parts up one after the other, so their sum is the leaning.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.council.manoeuvre import softened
from sim.engine.inputs import SENTIMENT, whose
from sim.rules.lobbying import (
    bloc_pull,
    civic_pull,
    favour_pull,
    hear,
    image_pull,
    outreach_pull,
    spotlight_pull,
    story_pull,
)
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
from sim.world import AMENDMENT, BLOC, COUNTRY, DEMOCRACIES, DONORS, ROOM

if TYPE_CHECKING:
    from sim.mesa_model.agents import StateAgent

PULLS = {  # in the order in which the rule adds them, and what they are called on the page
    "stance": "Own stance on such texts",
    "at_stake": "Its own or a friend's record",
    "authorship": "Who tables the text",
    "memory": "Own earlier votes",
    "council": "The Council's last word on it",
    "region": "Its regional group's last word",
    "sentiment": "Feeling about Western pens",
    "peers": "Peers in the room",
    "donors": "Donors",
    "bloc": "The bloc's line",
    "outreach": "The democracies' line",
    "civic": "Civil society at home",
    "favour": "The bloc's favours and threats",
    "story": "Stories told about the West",
    "spotlight": "What is newly known of abuses",
    "image": "Fear of standing alone",
    "rewriting": "Softened by an amendment",
}


@dataclass(frozen=True, slots=True)
class Pulls:
    """The parts of one state's leaning on one ballot, in logits; above 0 is towards yes.

    A run keeps many thousands of them, so they are kept as bare numbers.
    """

    by_part: array[float]  # in the order of PULLS
    by_donor: array[float]  # in the order of DONORS

    @property
    def parts(self) -> dict[str, float]:
        """By the names of PULLS; they add up to the leaning."""
        return dict(zip(PULLS, self.by_part, strict=True))

    @property
    def donors(self) -> dict[str, float]:
        """By the names of DONORS; they add up to ``parts["donors"]``."""
        return dict(zip(DONORS, self.by_donor, strict=True))


def pulls_of(agent: StateAgent, b: int, mandate: float, carried: float) -> Pulls:
    """What pulled a state on ballot ``b``, right after it was voted and before it is remembered.

    Parameters
    ----------
    mandate : what was left of the mandates on the state that the text scrutinises, 0 to 1
    carried : 1 where a hostile amendment to the text was carried, else 0
    """
    model: Any = agent.model
    weights, agenda, voices = model.weights, model.world.agenda, model.voices
    parts = dict.fromkeys(PULLS, 0.0) | _before_lobbying(agent, b)
    for weight, other in agent.listens_to:
        parts["peers"] = hear(parts["peers"], weight, other.said)
    donors = [hear(0.0, tie, voice) for tie, voice in zip(agent.ties, voices, strict=False)]
    parts["donors"] = sum(donors)
    parts["bloc"] = bloc_pull(weights.bloc, agent.affiliation, voices[BLOC])
    parts["outreach"] = outreach_pull(
        weights.outreach,
        agent.freedom,
        model.reach,
        model.goodwill[agent.index],
        voices[DEMOCRACIES],
    )
    orientation = model.orientation[b]
    parts["civic"] = civic_pull(model.civic[agent.index], orientation)
    parts["favour"] = favour_pull(model.favour[agent.index], voices[BLOC])
    west_pen = 1.0 if agenda.pen[b] == 0 else 0.0
    parts["story"] = story_pull(model.story[agent.index], west_pen)
    target = model.scrutinised[b]
    if target >= 0:
        parts["spotlight"] = spotlight_pull(
            model.spotlight[target], mandate, agent.freedom, orientation
        )
        parts["rewriting"] = softened(0.0, model.procedures.dilution, agent.affiliation, carried)
    parts["image"] = image_pull(model.image[agent.index], agent.said, voices[ROOM])
    return Pulls(array("d", parts.values()), array("d", donors))


def _before_lobbying(agent: StateAgent, b: int) -> dict[str, float]:
    """Step 1 of the vote, part by part."""
    model: Any = agent.model
    w, agenda, g = model.weights, model.world.agenda, agent.group
    s, t, c = model.slots[b]
    target, kind = model.target[b], agenda.kind[b]
    stance = standing(w.intercept[c], w.by_freedom[c], agent.freedom, agent.stance[c])
    for weight, value in zip(w.own_terms.tolist(), model.own_terms, strict=True):
        stance += weight * float(value[b, agent.index])  # terms of plug-ins
    at_stake = concern(
        model.orientation[b],
        1.0 if target == agent.index else 0.0,
        w.own_record_at_stake,
        1.0 if target >= 0 and agent.neighbours[target] else 0.0,
        w.neighbour_at_stake,
        float(model.world.agreement[agent.index, target]) if target >= 0 else 0.0,
        w.friend_at_stake,
        1.0 if agenda.special[b] else 0.0,
        w.special_session,
    )
    author, group = whose(int(agenda.authors[b, agent.index]))
    tie = float(model.world.pen_ties[b, agent.index])
    seen, record = agent.seen, agent.record
    of_series = weight_here(w.series, w.series_of_amendment, 1.0 if kind == AMENDMENT else 0.0)
    memory = recall(0.0, trust(of_series, seen[s], HALF_SERIES), record[s])
    if seen[s] > 0:
        memory = recall(memory, trust(w.series_last, seen[s], 0.0), agent.last[s])
    said_there = float(agenda.assembly[b, agent.index])
    memory = recall(memory, give_way(w.assembly, seen[s], HALF_ASSEMBLY), said_there)
    if t >= 0:
        of_target = weight_here(w.target, w.target_of_country, 1.0 if kind == COUNTRY else 0.0)
        on_target = model.sign[b] * trust(of_target, seen[t], HALF_TARGET)
        memory = recall(memory, on_target, record[t])
    on_strand = trust(w.strand, seen[c], HALF_STRAND)
    on_strand += fade(trust(w.strand_when_new, seen[c], HALF_STRAND), seen[s])
    memory = recall(memory, on_strand, record[c])
    council = recall(0.0, w.council + fade(w.council_when_new, seen[s]), model.council[s])
    on_group = trust(w.group_on_series, model.groups_seen[g][s], HALF_SERIES)
    region = recall(0.0, on_group, model.groups[g][s])
    region = recall(region, w.group_on_strand, model.groups[g][c])
    west_pen = 1.0 if agenda.pen[b] == 0 else 0.0
    on_sentiment = trust(w.sentiment, seen[SENTIMENT], HALF_STRAND) * west_pen
    return {
        "stance": stance,
        "at_stake": at_stake,
        "authorship": authorship(author, w.own_text, group, w.group_text, tie, w.pen_agreement),
        "memory": memory,
        "council": council,
        "region": region,
        "sentiment": recall(0.0, on_sentiment, record[SENTIMENT]),
    }
