"""What is asked of every assumption: its kind, what it compares with, and what would settle it.

Standing and prior are not said here: they follow from the rows of the table and from the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

STRENGTH = "strength"  # an effect is proportional to it; either sign
VOICE = "growth of a voice"  # a strength that cannot take away more than all of a voice
SHARE = "share"  # of something, 0 to 1
KEPT = "share kept"  # from one session to the next
YEARS = "length of time"
FLOORS = {STRENGTH: -inf, VOICE: -1.0, SHARE: 0.0, KEPT: 0.0, YEARS: 0.0}
BENCHMARKS = {
    "attention": "all the attention that a state can get from a great power, kept up",
    "voters": "what decides the Assembly's votes on candidates: all of freedom, none to full",
    "signing": "what aid of the West does to the signing of joint statements",
    "room": "what peers of its own region do to a state in the room",
}


@dataclass(frozen=True)
class Question:
    """What is asked of an assumption.

    Attributes
    ----------
    kind : one of those above
    asked : the question, in a sentence
    settles : what would settle it
    comparable : an assumption or benchmark that lends its reach where nothing is measured
    because : why that one
    rests_on : the benchmark whose rows it has, instead of its own
    scale : what a size of that benchmark is multiplied by to be in its unit
    span : the central 95 % of a length of time or of what is kept, as its source's words allow
    """

    kind: str
    asked: str
    settles: str
    comparable: str = ""
    because: str = ""
    rests_on: str = ""
    scale: float = 1.0
    span: tuple[float, float] | None = None


_PERSUASION = "a government is spoken to, as by visits and embassies"
_KNOWN = "no size of what reports do to third states was found; attention on a text is nearest"
_AMBASSADORS = "dates of arrival of ambassadors and of permanent representatives"
_RELEASED = "reports released between two votes of a series, by how free states are"
_BLUE_BOOKS = "the lists of staff of all missions, year by year (Blue Books), and votes"
_PLACED = "moves an answer only through a strength"


def _told(what: str) -> str:
    return f"Do third states vote otherwise once {what} makes more known of a target?"


QUESTIONS: dict[str, Question] = {
    "staff_elasticity": Question(
        STRENGTH, "Does a larger mission win more votes of others?", _BLUE_BOOKS
    ),
    "years_to_mastery": Question(
        YEARS, "How long does a diplomat need to master the procedures?", _AMBASSADORS,
        because=_PLACED, span=(1.0, 4.0),
    ),
    "goodwill_gain": Question(
        STRENGTH, "Do contacts and visits move votes?",
        f"{_AMBASSADORS}; a record of demarches before votes, by state",
        rests_on="attention",
        scale=0.235,  # what a session wins of what 100 contacts a session win in the end
    ),
    "goodwill_kept": Question(
        KEPT, "How much of goodwill is left a session later?",
        "votes in the sessions after visits of known date", because=_PLACED, span=(0.6, 0.9),
    ),
    "civic_gain": Question(
        STRENGTH, "Does a funded civil society at home move its government's votes?",
        "grants by country and year beside votes, with laws on foreign funding as shocks",
        "attention", "a government is spoken to, here from inside",
    ),
    "aid_gain": Question(
        STRENGTH, "Does aid of the United States move votes?",
        "the end of its aid in 2025, by how much each state had, with trends before",
    ),
    "motion_ease": Question(
        STRENGTH, "Is it easier to vote for no action than against a text?",
        "state by state votes on all motions and on the texts they were about",
    ),
    "dilution": Question(
        STRENGTH, "Is a text easier to bear once a hostile amendment was carried?",
        "votes on texts before and after the twenty or so that were carried",
        "motion_ease", "the other manoeuvre whose size was seen",
    ),
    "whip_gain": Question(
        STRENGTH, "Do affiliates vote the bloc's line more when more organisers sit?",
        "the years off that the two-term rule forces: China's in 2027", "room",
        "those who are heard in the room",
    ),
    "inducement_gain": Question(
        STRENGTH, "Do China's aid and loans move votes?",
        "China's demand for what a state sells, by what it sold in 2000; votes to 2026",
    ),
    "threat_gain": Question(
        STRENGTH, "Do threats of China move votes?",
        "states that were cut off and those like them, with a table of trade",
    ),
    "resentment_gain": Question(
        STRENGTH, "Do open societies resent a threat, and vote so?",
        "the same cases, by how free the states are", "threat_gain", "the same act, the other way",
    ),
    "narrative_gain": Question(
        STRENGTH, "Do campaigns take votes from texts of the West?",
        "broadcasts and placements by country and month beside votes",
        "attention", _PERSUASION,
    ),
    "counter_story_gain": Question(
        STRENGTH, "Do campaigns of the democracies add votes to them?",
        "the same for public diplomacy of the democracies", "attention", _PERSUASION,
    ),
    "way_out": Question(
        STRENGTH, "Does a softer rival text take votes from the other?",
        "series with a rival in some years, such as Yemen, votes on both",
        "coalition_gain", "what another text of the same matter, penned by others, does",
    ),
    "praise_gain": Question(
        STRENGTH, "Is praise in the review returned in votes?",
        "recommendations by state and votes in the year after, by the order drawn for reviews",
        "signature_gain", "another public act for a state, and the votes that follow",
    ),
    "years_owed": Question(
        YEARS, "How long is praise owed?", "the same, by years since", because=_PLACED,
        span=(1.0, 3.0),
    ),
    "experts_gain": Question(
        STRENGTH, _told("a post of an expert"), "posts won and lost by side, and votes",
        "attention", _KNOWN,
    ),
    "signature_gain": Question(
        STRENGTH, "Do signers of the bloc's statements vote its line afterwards?",
        "lists of signers of more statements, with votes before and after", "attention",
        "who is asked to sign is spoken to",
    ),
    "coalition_gain": Question(
        STRENGTH, "Does a text win votes when its pen passes from the West to others?",
        "pens handed over within a series, with the target held fixed",
    ),
    "coalition_reach": Question(
        SHARE, "How much of that is felt outside the penholders' regions?",
        "the same, by region of the voter", because=_PLACED,
    ),
    "report_gain": Question(STRENGTH, _told("a report"), _RELEASED, "attention", _KNOWN),
    "visit_gain": Question(
        STRENGTH, _told("a visit of a rapporteur"), "visits by date, and votes after",
        "attention", _KNOWN,
    ),
    "closed_door": Question(
        SHARE, "What is a visit worth where nobody is let in?", "visits refused, and reports",
        because=_PLACED,
    ),
    "dialogue_gain": Question(
        STRENGTH, "Does dialogue move votes?", "rounds of human rights dialogues by date and state",
        "attention", _PERSUASION,
    ),
    "naming_gain": Question(
        STRENGTH, _told("criticism"), "criticism by date and state, and votes after",
        "attention", _KNOWN,
    ),
    "backlash_gain": Question(
        STRENGTH, "Does a criticised state vote against the West elsewhere?",
        "first scrutiny by date, against states that nearly were scrutinised",
    ),
    "complicity": Question(
        SHARE, "How large a part of a public sides with its government?",
        "surveys in states under criticism", because=_PLACED,
    ),
    "fellow_feeling": Question(
        SHARE, "How much of such resentment do fellows share?",
        "votes of fellows after a first scrutiny", because=_PLACED,
    ),
    "conditions_gain": Question(
        STRENGTH, "Do conditions on aid move votes?",
        "aid suspended for human rights reasons, by date and state",
        "aid_gain", "a condition threatens what the aid buys, and no more",
    ),
    "asked_gain": Question(
        STRENGTH, "Does being asked to sign move a vote?", "lists of those asked, not of signers",
        "attention", _PERSUASION,
    ),
    "alone_gain": Question(
        STRENGTH, "Does a long list of signatories make others fear to stand alone?",
        "statements by length and date, and the votes after", "room", "a state looks at the others",
    ),
    "openness_gain": Question(
        STRENGTH, "Does openness of negotiations make states fear to stand alone?",
        "informal meetings that were broadcast and those that were not", "room",
        "a state looks at the others",
    ),
    "china_face": Question(
        SHARE, "How much of such a fear does China feel?", "China's votes when it is nearly alone",
        because=_PLACED,
    ),
    "whip_loss": Question(
        STRENGTH, "Does openness of negotiations weaken the bloc's line?",
        "the same meetings, votes of affiliates", "whip_gain", "the line that is weakened",
    ),
    "vacuum_gain": Question(
        VOICE, "Does China's voice grow while the United States is away?",
        "votes by tie to China, United States in and out of the Council",
        "staff_elasticity", "the only growth of a voice that anything bounds",
    ),
    "sleep_gain": Question(
        STRENGTH, "Is the line felt less once the group has nobody to oppose?",
        "votes of affiliates, United States in and out of the Council",
    ),
    "years_to_sleep": Question(
        YEARS, "How long until then?", "the same, by years since it left", because=_PLACED,
        span=(1.0, 5.0),
    ),
    "trust_gain": Question(
        STRENGTH, "Do second tracks move votes in the end?", "meetings by date and state",
        "attention", _PERSUASION,
    ),
    "trust_kept": Question(
        KEPT, "How much of such trust is left a session later?", "votes after tracks that ended",
        because=_PLACED, span=(0.85, 0.97),
    ),
    "candidacy_gain": Question(
        STRENGTH, "Does effort make more states stand for the Council?",
        "candidacies by group and year, and who was approached", "voters",
        "what moves votes on candidates; nothing is known of who stands",
    ),
    "campaign_gain": Question(
        STRENGTH, "Do campaigns win votes in elections to the Council?",
        "spending and visits of candidates in contested slates", "voters",
        "what moves votes on candidates",
    ),
    "asking_gain": Question(
        STRENGTH, "Does being asked make a state sign?", "lists of those asked, not of signers",
        "signing", "the same outcome",
    ),
    "warning_gain": Question(
        STRENGTH, _told("a watch"), "crises by date, watched and not", "attention", _KNOWN
    ),
    "training_gain": Question(
        VOICE, "Does training of diplomats add to a mission's voice?",
        "beneficiaries of the trust fund for small missions, against those not yet chosen",
        "staff_elasticity", "the other way to a stronger mission",
    ),
    "mandate_gain": Question(
        STRENGTH, _told("a mandate with means"), "budgets of mandates by year, and votes",
        "attention", _KNOWN,
    ),
    "forum_growth": Question(
        STRENGTH, "Is the fear to stand alone larger in a larger forum?",
        "the same text in the Council and in the Assembly", "staff_elasticity",
        "the only elasticity that anything bounds",
    ),
    "aid_gain_others": Question(
        STRENGTH, "Does aid of the EU's members, Japan and the other donors move votes?",
        "cuts of single donors by date, with trends before",
    ),
    "inducement_gain_russia": Question(
        STRENGTH, "Does Russia's aid move votes?",
        "deliveries by date and state; it reported few years", "inducement_gain",
        "the same of the other patron",
    ),
}  # fmt: skip


def floor_of(name: str) -> float:
    """What an assumption cannot be below, whatever range is given."""
    return FLOORS[QUESTIONS[name].kind] if name in QUESTIONS else -inf
