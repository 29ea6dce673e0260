"""What the axes of all arrays are made of: votes, groups, kinds and strands of texts, donors."""

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
