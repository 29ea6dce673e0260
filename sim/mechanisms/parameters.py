"""What every number of the rule means, in words: the weights, and the numbers that are set.

``sim.world.Weights`` holds the weights of one set; here stands what each is the weight of. All of
them are on the scale of a leaning, the log-odds of a yes, unless a unit says otherwise.
"""

from __future__ import annotations

from typing import NamedTuple

LOGITS = "logits"


class Words(NamedTuple):
    """The meaning of one number and its unit."""

    meaning: str
    unit: str = LOGITS


WEIGHTS = {
    "intercept": Words("where a state without any freedom stands on a kind of text"),
    "by_freedom": Words(
        "what full freedom (Freedom House 100 of 100) adds to where a state stands"
    ),
    "stance": Words("a state's own deviation from what its freedom would suggest"),
    "own_record_at_stake": Words("the text scrutinises the state itself"),
    "neighbour_at_stake": Words("it scrutinises a land neighbour"),
    "friend_at_stake": Words("it scrutinises a state that one has fully agreed with"),
    "special_session": Words("scrutiny in a special session"),
    "own_text": Words("the state tables the text, itself or by its union; minus: it is amended"),
    "group_text": Words("the same for a text of its group"),
    "pen_agreement": Words("full past agreement with those who table it, beyond other states'"),
    "series": Words("the state's own record in the series"),
    "series_of_amendment": Words(
        "added, on amendments, to the weight of its own record in the series"
    ),
    "series_last": Words("its last vote in the series"),
    "assembly": Words("its record in the General Assembly, less the more it has voted here"),
    "target": Words("its record on texts about the same country"),
    "target_of_country": Words(
        "added, on texts about a country, to the weight of its record on it"
    ),
    "strand": Words("its record on the kind of text"),
    "strand_when_new": Words(
        "added to the weight of that record where it has not voted in the series"
    ),
    "council": Words("the Council's last result in the series"),
    "council_when_new": Words("added to that weight where the state has not voted in the series"),
    "group_on_series": Words("the regional group's last result in the series"),
    "group_on_strand": Words("the regional group's last result on the kind of text"),
    "sentiment": Words("its record on themes of the South, on a text that the West pens"),
    "own_terms": Words("a term that a plug-in adds to the leaning, by its name"),
    "band": Words("half-width of abstention on a kind of text, without any tie or habit"),
    "band_by_affiliation": Words(
        "what a full tie to the bloc adds to the half-width of abstention"
    ),
    "band_series": Words("habit of abstaining in the series, added to the half-width"),
    "band_target": Words("habit of abstaining on the country, added to the half-width"),
    "band_strand": Words("habit of abstaining on the kind of text, added to the half-width"),
    "band_strand_of_country": Words("added to the weight of that habit on texts about a country"),
    "band_group": Words("the regional group's habit of abstaining in the series, added likewise"),
    "band_state": Words("a state's own readiness to abstain, added to the half-width"),
    "bloc": Words("pull of the organisers' line at full affiliation"),
    "discipline": Words("how much further an affiliate must lean to vote against the line"),
    "outreach": Words("pull of the democracies' line on a state that is fully free"),
    "donors": Words("pull of a donor's word at a full tie by aid"),
    "layers": Words("pull of the mean of one's peers"),
    "surprise": Words("what nobody can know of a text beforehand, for all states: spread"),
    "surprise_to_bloc": Words("the same for those tied to the bloc, at a full tie: spread"),
    "surprise_to_band": Words("the same for the half-width of abstention: spread"),
    "drift": Words("how far leanings and bands wander in a year: spread"),
    "memory_rate": Words("slowest rate of the memories: see RATES", "share of the newest"),
    "council_rate": Words(
        "the same for what the Council and its groups did", "share of the newest"
    ),
    "affiliation_rate": Words("the same for affiliation", "share of the newest"),
    "abstention_credit": Words("how near to the bloc's line an abstention is", "0 to 1"),
    "absence": Words("chance of not being in the room", "share"),
}

RATES = {  # as the story of a fit calls them
    "series": Words("slowest rate of a state's memory of a series", "share of the newest"),
    "target": Words("slowest rate of its memory of a country", "share of the newest"),
    "strand": Words("slowest rate of its memory of a kind of text", "share of the newest"),
    "council": Words("slowest rate of what the Council and its groups did", "share of the newest"),
    "affiliation": Words("rate at which affiliation moves", "share of the newest"),
    "abstention_credit": WEIGHTS["abstention_credit"],
}
DRIFTING = {  # in the order of ``world.DRIFTS``
    "council": "the leanings of all together",
    "state": "each state's own leanings",
    "band": "half-widths of abstention",
}

PROCEDURES = {
    "adopting": Words("share of yes among yes and no that a text about a country needs", "share"),
    "tabling": Words("share of members that must lean to such a text before it is tabled", "share"),
    "motion_ease": Words("how much easier it is to vote for no action than against the text"),
    "dilution": Words("how much easier a text is for affiliates after a hostile amendment"),
}
