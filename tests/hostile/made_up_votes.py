"""A small record of votes that nobody cast, in the columns of the public tables."""

import numpy as np

from sim.data.recorded import seats_on
from sim.data.states import load_states, read_table

GROUPS = ("AFRICAN", "ASIA_PACIFIC", "EEG", "GRULAC", "WEOG")
CALLS = (
    "record_id", "symbol", "date", "year", "title", "subject", "draft", "is_amendment",
    "country_specific", "pal_isr", "topics", "sponsors", "yes_off", "no_off", "abst_off", "yes",
    "no", "abst", "absent", "blank", "n_rows", "tally_match", "url",
)  # fmt: skip
VOTES = (
    "record_id", "symbol", "date", "year", "iso3", "country", "un_group", "vote", "is_amendment",
    "country_specific", "tally_match",
)  # fmt: skip
SESSIONS = {  # session: its voting days
    "46": ("2021-03-23", "2021-03-24"),
    "47": ("2021-07-12", "2021-07-13"),
    "48": ("2021-10-07", "2021-10-08"),
    "S-31": ("2021-08-24",),
    "49": ("2022-03-31", "2022-04-01"),
}
TEXTS = (  # title, what kind, who tables it
    ("Situation of human rights in Belarus : resolution", "country", "Germany, France"),
    ("The right to development : resolution", "thematic", "Azerbaijan"),
    ("Human rights in the occupied Syrian Golan : resolution", "palestine", "Pakistan"),
    ("Human rights and unilateral coercive measures : resolution", "thematic", "Cuba"),
    ("Situation of human rights in Myanmar : resolution", "country", "Austria, Czechia"),
    ("The use of mercenaries : resolution", "thematic", "Cuba"),
    ("Situation of human rights in Belarus : amendment", "amendment", "Russian Federation"),
)


def made_up(seed=0):
    """Roll calls and votes, lists of rows with the names of the columns first."""
    rng = np.random.default_rng(seed)
    states, terms = load_states(), read_table("council.csv")
    calls, votes = [CALLS], [VOTES]
    record = 90001
    for session, days in SESSIONS.items():
        for n, (title, kind, sponsors) in enumerate(TEXTS):
            date = days[n * len(days) // len(TEXTS)]
            amends = kind == "amendment"
            symbol = f"A/HRC/{session}/L.{n + 20}" if amends else f"A/HRC/RES/{session}/{n + 1}"
            sat = np.flatnonzero(seats_on(np.datetime64(date), terms, states))
            cast = rng.choice(list("YNA.-"), len(sat), p=[0.5, 0.22, 0.22, 0.04, 0.02])
            if amends:  # whoever tables it is for it
                cast[[states.iso3[i] == "RUS" for i in sat]] = "Y"
            count = [int((cast == code).sum()) for code in "YNA.-"]
            off = list(count[:3])
            if n == 5:  # the catalogue differs, as it does now and then
                off[0] += 1
            match = "1" if off == count[:3] else "0"
            country = "1" if "Belarus" in title or "Myanmar" in title else "0"
            calls.append(
                [record, symbol, date, date[:4], title, title.split(" : ")[0].upper(), "",
                 str(int(amends)), country, str(int(kind == "palestine")), "", sponsors, *off,
                 *count, len(sat), match, f"https://example.org/{record}"]
            )  # fmt: skip
            for i, code in zip(sat, cast, strict=True):
                votes.append(
                    [record, symbol, date, date[:4], states.iso3[i], states.name[i],
                     GROUPS[states.group[i]], code, str(int(amends)), country, match]
                )  # fmt: skip
            record += 1
    return ([list(map(str, row)) for row in table] for table in (calls, votes))
