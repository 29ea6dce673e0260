"""The levers in groups that fold, by side: where they pull."""

from __future__ import annotations

SIDES = {"democracies": "What democracies can do", "lmg": "What the group can do"}
GROUPS = {  # by side: the title of each group, and its levers in the order in which they are shown
    "democracies": {
        "People and talks in Geneva": ("mission_staff", "tour_length", "training", "outreach",
                                       "second_track", "engagement"),
        "Texts": ("issue_coalition", "transparency"),
        "Money": ("civil_society", "aid", "conditionality"),
        "Facts and experts": ("rapporteur_visits", "mandate_budget", "monitoring",
                              "early_warning", "independent_experts"),
        "Words in public": ("statements", "criticism", "counter_story"),
        "Seats": ("candidacies", "contested_slates", "opposition", "suspension"),
    },
    "lmg": {
        "People in Geneva": ("lmg_staff", "natural_majority"),
        "Texts and motions": ("rival_texts", "hostile_amendments", "no_action"),
        "Favours and threats": ("inducements", "threats", "praise"),
        "Words in public": ("narrative", "lmg_statements"),
        "Posts and seats": ("expert_posts", "lmg_candidacies"),
    },
}  # fmt: skip
STATES = {  # labels of groups of states, as a lever's targets name them
    "everyone": "all states",
    "democracies": "democracies",
    "affiliates": "states of the group, without its organisers",
    "democratic_affiliates": "democratic states of the group",
    "bloc": "the whole group",
    "non_western": "states outside the West",
    "open_states": "open states outside the West",
}
