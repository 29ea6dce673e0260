"""What roll calls alone cannot tell: how strongly a lever works. Never one number.

Every replicate draws each assumption anew, so that an answer carries the doubt with it. What is
known of each, and the prior it is drawn from, stand in ``sim/evidence``; the ranges here are what
the authors of the sources would have it be, and are drawn from evenly where that is asked for.
"""

from __future__ import annotations

from sim.levers.assumption import Assumption
from sim.plugins import LEVERS, Listed, plugins

OF_THE_PACKAGE = (
    Assumption(
        "staff_elasticity", 0.1, 0.5, "per cent a per cent",
        "growth of a mission's lobbying capacity when its staff grows",
        "assumed from [inboden2023] step 6: staff buys votes, with diminishing returns",
    ),
    Assumption(
        "years_to_mastery", 1.0, 4.0, "years",
        "length of a tour at which a diplomat has half of full mastery of the procedures",
        "assumed from [inboden2023] step 6: repeated tours let diplomats master UN rules",
    ),
    Assumption(
        "goodwill_gain", 0.05, 0.4, "logits a session",
        "pull towards the democracies' line that a session of intense outreach wins",
        "assumed from [inboden2023] step 3: common ground could ease some states away",
    ),
    Assumption(
        "goodwill_kept", 0.6, 0.9, "share a session",
        "share of goodwill that is left a session later",
        "assumed from [inboden2023] step 6: sporadic engagement does not last",
    ),
    Assumption(
        "civic_gain", 0.1, 0.8, "logits",
        "pull towards scrutiny that a fully funded civil society exerts where it is free",
        "assumed from [inboden2023] step 4: citizens hold governments to account",
    ),
    Assumption(
        "aid_gain", 0.2, 1.5, "logits a unit of tie",
        "pull towards the democracies' line that a full tie by aid of the United States makes",
        "assumed; [dreher2008] find that aid buys votes, grants and general budget aid most",
    ),
    Assumption(
        "motion_ease", 0.0, 1.5, "logits",
        "how much easier it is to vote for taking no action than against a text",
        "assumed from [inboden2021]: procedure spares a state a vote on the substance",
        manoeuvre="no_action",
    ),
    Assumption(
        "dilution", 0.2, 1.5, "logits",
        "how much easier a text is for affiliates once a hostile amendment was carried",
        "assumed from [inboden2023] step 6: mandates are diluted when they come up for renewal",
        manoeuvre="hostile_amendments",
    ),
    Assumption(
        "whip_gain", 0.05, 0.5, "logits a unit of affiliation",
        "pull towards the bloc's line of a whip whose voice is as strong again",
        "assumed from [inboden2023] step 6: votes mobilised in less than 24 hours",
    ),
    Assumption(
        "inducement_gain", 0.2, 1.5, "logits a unit of tie",
        "pull towards the bloc's line that a full tie by China's aid and loans makes",
        "assumed as for the democracies' aid; [inboden2023] China and Russia, [dreher2008]",
    ),
    Assumption(
        "threat_gain", 0.1, 1.5, "logits a unit of tie",
        "pull towards the bloc's line where a full tie to China is threatened in full",
        "assumed from [inboden2023] China and Russia: exclusion from its economy is threatened",
    ),
    Assumption(
        "resentment_gain", 0.0, 0.5, "logits a unit of tie",
        "pull towards the democracies' line that the same threat makes in a fully free state",
        "assumed: an open society may resent a threat, or not",
    ),
    Assumption(
        "narrative_gain", 0.05, 0.8, "logits",
        "what the most that campaigns can do takes from the West's texts where they are believed",
        "assumed from [inboden2023] bloc: anti-imperialist sentiment is manipulated",
    ),
    Assumption(
        "counter_story_gain", 0.0, 0.4, "logits",
        "what the most that campaigns of the democracies can do adds to them there",
        "assumed from [inboden2023] step 6, half of what the bloc's own can do",
    ),
    Assumption(
        "way_out", 0.1, 1.2, "logits a unit of affiliation",
        "what a softer rival to each of the West's texts takes from their support",
        "assumed from [inboden2023] bloc, n. 14-15: Yemen and South Sudan",
    ),
    Assumption(
        "praise_gain", 0.05, 0.5, "logits",
        "pull towards the bloc's line on a state that was just praised in its review",
        "assumed from [inboden2023] bloc, n. 13: Belarus and China praise one another",
    ),
    Assumption(
        "years_owed", 1.0, 3.0, "years",
        "until nothing is left of what a state owes for praise",
        "assumed from [inboden2023] bloc, n. 13: praise of 2018 was returned in 2021",
    ),
    Assumption(
        "experts_gain", 0.05, 0.6, "logits",
        "what all posts of experts in one side's hands add to or take from what is known",
        "assumed from [inboden2021]: softball questions; [inboden2023] step 1",
    ),
    Assumption(
        "signature_gain", 0.05, 0.4, "logits",
        "pull towards the bloc's line on a state that signs the bloc's statements",
        "assumed from [inboden2021]: states are recruited or pressed to sign",
    ),
    Assumption(
        "coalition_gain", 0.1, 0.8, "logits",
        "what a text gains in the penholders' own regions when its pen passes from the West",
        "assumed from [inboden2023] step 2: nimble groupings that others lead",
    ),
    Assumption(
        "coalition_reach", 0.2, 0.8, "share",
        "how much of that is felt in the other regions outside the West",
        "assumed from [inboden2023] step 2: cross-regional alliances",
    ),
    Assumption(
        "report_gain", 0.05, 0.5, "logits",
        "what regular reports on a state make known of it to a fully open government",
        "assumed from [inboden2023] step 5: reports put a spotlight on evasion",
    ),
    Assumption(
        "visit_gain", 0.1, 0.8, "logits",
        "what many visits to a state make known of it to a fully open government",
        "assumed from [inboden2023] step 6: detailed, sustained documentation",
    ),
    Assumption(
        "closed_door", 0.1, 0.6, "share",
        "what is left of the worth of a visit where a state lets nobody in",
        "assumed from [inboden2021]: visits put off, denied, or steered",
    ),
    Assumption(
        "dialogue_gain", 0.05, 0.6, "logits",
        "pull towards the democracies' line that all a dialogue can be wins",
        "assumed from [cycivic_undated]: emerging powers favour dialogue",
    ),
    Assumption(
        "naming_gain", 0.0, 0.6, "logits",
        "what all criticism there can be of a state makes known to a fully open government",
        "assumed from [cycivic_undated]: the impact of naming and shaming is contested",
    ),
    Assumption(
        "backlash_gain", 0.0, 0.8, "logits",
        "what it takes from texts of the West where the whole public sides with its government",
        "assumed from [cycivic_undated] the complicit public: Uganda",
    ),
    Assumption(
        "complicity", 0.2, 0.9, "share",
        "the part of the public of the least free state that sides with its government",
        "assumed from [cycivic_undated]: significant parts of the public",
    ),
    Assumption(
        "fellow_feeling", 0.0, 0.5, "share",
        "how much of such resentment the fellows of a criticised affiliate share",
        "assumed from [inboden2021]: the group speaks for its members and protects them",
    ),
    Assumption(
        "conditions_gain", 0.1, 1.0, "logits a unit of tie",
        "pull towards the democracies' line that a full tie by aid makes once it is conditional",
        "assumed from [cycivic_undated] conditionality; [dreher2008] on aid and votes",
    ),
    Assumption(
        "asked_gain", 0.02, 0.3, "logits",
        "pull towards the democracies' line on a free state that was asked to sign with them",
        "assumed from [inboden2023] step 3: common ground builds goodwill",
    ),
    Assumption(
        "alone_gain", 0.05, 0.6, "logits a unit of voice",
        "fear of standing alone that the longest list of signatories gives an affiliate",
        "assumed from [inboden2021]: image is a lever, more so in a large forum",
    ),
    Assumption(
        "openness_gain", 0.05, 0.5, "logits a unit of voice",
        "fear of standing alone that a free state has where all negotiations are open",
        "assumed from [vasikhov_undated] transparency; [inboden2021] image",
    ),
    Assumption(
        "china_face", 0.1, 0.6, "share",
        "how much of such a fear China feels from 2013 on",
        "assumed from [inboden2021]: image became a much weaker lever on China's behaviour",
    ),
    Assumption(
        "whip_loss", 0.0, 0.2, "logits a unit of affiliation",
        "pull that the bloc's line loses where all negotiations are open",
        "assumed from [vasikhov_undated]: openness lowers mistrust",
    ),
    Assumption(
        "vacuum_gain", 0.0, 1.0, "share",
        "growth of China's capacity while the United States is away",
        "assumed from [inboden2023]: when it left in 2018, Beijing expanded its influence",
    ),
    Assumption(
        "sleep_gain", 0.0, 0.4, "logits a unit of affiliation",
        "pull that the bloc's line loses once the group has fallen asleep",
        "assumed from [inboden2021]: dissolved after 2007, again active from 2011-12",
    ),
    Assumption(
        "years_to_sleep", 1.0, 5.0, "years",
        "of the United States' absence, until the group is half asleep",
        "assumed from [inboden2021]: the Council began in 2006, the group dissolved after 2007",
    ),
    Assumption(
        "trust_gain", 0.05, 0.6, "logits",
        "pull towards the democracies' line that second tracks win in the end",
        "assumed from [vasikhov_undated]: second tracks helped in many countries",
    ),
    Assumption(
        "trust_kept", 0.85, 0.97, "share a session",
        "share of that trust that is left a session later; slower than goodwill both ways",
        "assumed from [vasikhov_undated]: informal channels work where official ones are broken",
    ),
    Assumption(
        "candidacy_gain", 0.5, 3.0, "logits",
        "how much readier full effort makes a state to stand for the Council",
        "assumed from [inboden2023] step 1: democracies should run as often as they can",
    ),
    Assumption(
        "campaign_gain", 0.2, 1.5, "logits",
        "how much rather every voter has a candidate with a full campaign for it",
        "assumed from [inboden2023] step 1: plan ahead and campaign for one another",
    ),
    Assumption(
        "asking_gain", 0.2, 1.5, "logits",
        "how much readier being asked makes a state to sign a joint statement",
        "assumed from [inboden2021]: states are recruited or pressed to sign",
    ),
    Assumption(
        "warning_gain", 0.05, 0.6, "logits",
        "what a full watch makes known of a crisis that the Council has not yet taken up",
        "assumed from [vasikhov_undated] early warning; as strong as what reports make known",
    ),
    Assumption(
        "training_gain", 0.05, 0.4, "share",
        "growth of a mission's voice when all its diplomats have been trained",
        "assumed from [vasikhov_undated] education of diplomats: more professional, more able",
    ),
    Assumption(
        "mandate_gain", 0.1, 0.8, "logits",
        "what mandates with all the means they can use make known to a fully open government",
        "assumed from [inboden2023] step 6: resources for detailed, sustained documentation",
    ),
    Assumption(
        "forum_growth", 0.0, 0.5, "per cent a per cent",
        "growth of the fear of standing alone when the forum grows beyond the Council's 47",
        "assumed from [inboden2021]: China was more careful where the membership was larger",
    ),
    Assumption(
        "aid_gain_others", 0.2, 1.5, "logits a unit of tie",
        "pull towards the democracies' line of a full tie by aid of the EU, Japan and others",
        "assumed as for the aid of the United States; [dreher2008] see no like pattern",
        alike="aid_gain",
    ),
    Assumption(
        "inducement_gain_russia", 0.2, 1.5, "logits a unit of tie",
        "pull towards the bloc's line that a full tie by Russia's aid makes",
        "assumed as for the aid of China",
        alike="inducement_gain",
    ),
)  # fmt: skip


def _of_plugins() -> tuple[Assumption, ...]:
    """The assumptions that come with levers of plug-ins, each with a name of its own."""
    names = {one.name for one in OF_THE_PACKAGE}
    found = []
    for plugin in plugins(LEVERS):
        for one in getattr(plugin.what, "assumptions", ()):
            if one.name in names or one.manoeuvre or one.alike:
                raise plugin.refuse(
                    f"its assumption {one.name[:40]} needs a name of its own, and neither "
                    "alike nor manoeuvre"
                )
            if not one.low <= one.high:
                raise plugin.refuse(f"the range of its assumption {one.name[:40]} is not in order")
            names.add(one.name)
            found.append(one)
    return tuple(found)


ASSUMPTIONS = Listed(OF_THE_PACKAGE, _of_plugins)
# Assumptions of what a manoeuvre is worth, with their levers: the same for all arms of a replicate.
OF_MANOEUVRES = {one.name: one.manoeuvre for one in OF_THE_PACKAGE if one.manoeuvre}
