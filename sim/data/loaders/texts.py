"""What a text is about, by its title: its series, kind, target, pen and orientation.

For bodies other than the Council, whose texts nobody has sorted by hand, and for the Council's own
texts that are of no known series. The patterns of the
Council's ``series.csv`` come first; what they leave is sorted by the words below, in this order:
occupied territories, decolonisation and apartheid, a state that the title names, a theme. The
rules are coarse on purpose and say nothing about who really tabled a text.

Sources: [hug_lukacs2014] for the kinds; the word lists are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache

import pandas as pd

from sim.data.series import recognise
from sim.data.states import load_states

PALESTINE = re.compile(
    r"palestin|israel|\bgolan|arab territories|intifada|lebanese detainees|southern lebanon|"
    r"territories occupied|occupied territor|middle east|\bunrwa\b|jerusalem|gaza",
    re.IGNORECASE,
)
COLONIAL = re.compile(
    r"apartheid|southern africa|south africa|coloni[as]|non-?self-?governing|trust territor|"
    r"self-?determin|independence|racist regime|rhodesia|portuguese territor|foreign occupation",
    re.IGNORECASE,
)
SOUTHERN = re.compile(
    r"development|\bdebt|structural adjustment|globali[sz]ation|coercive|sanction|mercenar|"
    r"racis|racial|xenophobi|nazi|defamation|toxic|international order|economic order|solidarity|"
    r"cultural (diversity|rights|heritage)|\bpeace\b|right to food|right to health|poverty|"
    r"composition of the staff|geographical distribution|sovereignty|non-?interference|"
    r"disarmament|migrant|international cooperation|social forum|property of",
    re.IGNORECASE,
)
LIBERAL = re.compile(
    r"death penalty|capital punishment|execution|torture|disappear|detention|detained|"
    r"conscientious|expression|freedom of information|religio|belief|\bdemocrac|rule of law|"
    r"defenders|elections|civil society|high commissioner|sexual orientation|violence against|"
    r"impunity|criminal court|judges|discrimination against women|reproductive|evictions",
    re.IGNORECASE,
)
HELP = re.compile(r"assistance|advisory|co-?operation with|technical|capacity", re.IGNORECASE)
UMBRELLA = re.compile(
    r"any part of the world|in all countries|working group of experts|violations? of human rights$",
    re.IGNORECASE,
)
SITUATION = re.compile(r"(the )?(human rights )?situation (of|in)\b", re.IGNORECASE)
VENUE = re.compile(r"\bconference\b|\bcentre\b", re.IGNORECASE)  # the state named is the host
# names by which titles call states, beside those of the table of states
ALIASES = {
    "Abkhazia": "GEO", "Burma": "MMR", "Byelorussia": "BLR", "Chechnya": "RUS", "Crimea": "RUS",
    "Czech Republic": "CZE", "Democratic Kampuchea": "KHM", "Former Yugoslavia": "SRB",
    "Kampuchea": "KHM", "Kosovo": "SRB", "Libyan Arab Jamahiriya": "LBY", "Myanmar": "MMR",
    "North Korea": "PRK", "South Korea": "KOR", "Soviet Union": "RUS",
    "Tibet": "CHN", "Turkey": "TUR", "Ukrainian SSR": "UKR", "Vietnam": "VNM", "Xinjiang": "CHN",
    "Yugoslavia": "SRB", "Zaire": "COD",
}  # fmt: skip
# the year in which former colonies that occur in titles joined the United Nations: until then a
# text on them is on their coloniser
JOINED = {
    "AGO": 1976, "ATG": 1981, "BHS": 1973, "BLZ": 1981, "BRN": 1984, "COM": 1975, "CPV": 1975,
    "CYP": 1960, "DJI": 1977, "DMA": 1978, "DZA": 1962, "FJI": 1970, "GNB": 1974, "GNQ": 1968,
    "GRD": 1974, "GUY": 1966, "KIR": 1999, "KNA": 1983, "LCA": 1979, "LSO": 1966, "MAR": 1956,
    "MOZ": 1975, "NAM": 1990, "OMN": 1971, "PNG": 1975, "SLB": 1978, "STP": 1975, "SUR": 1975,
    "SYC": 1976, "TLS": 2002, "TUN": 1956, "TUV": 2000, "VCT": 1980, "VUT": 1981, "ZWE": 1980,
}  # fmt: skip
APARTHEID_ENDED = 1994
COLD_WAR_ENDED = 1990
TAIL = re.compile(r"\s*[:,/]\s*(draft )?(resolution|decision|amendment)s?\b.*$", re.IGNORECASE)
NUMBERS = re.compile(
    r"\b(\d[\d/-]*(st|nd|rd|th)?|s-\d+|[ivxl]+|first|second|third|fourth|fifth|sixth|seventh|"
    r"eighth|ninth|tenth|annual|(19|20)\d\d)\b"
)
EVERYWHERE = (
    "a all an and any are as at by draft for from fundamental freedom freedoms full human impact "
    "implementation in including into is its means measures of on or other particular particularly "
    "promotion protection question realization reference relating report resolution resolutions "
    "respect rights situation special that the their this to towards under united nations un use "
    "various violation violations ways which with"
)
STOP = frozenset(EVERYWHERE.split())
BROKEN_APOSTROPHE = re.compile(
    r"\?\u00c3\u2020|\u00e2\u20ac\u2122|\u2019"
)  # as code pages have left it
PREFIX = "occupied-territories-"
ALIKE, LONG_ENOUGH = 0.95, 16  # names this alike, and no shorter, are one name misspelt
COLUMNS = ["series", "kind", "target", "pen", "orientation"]
Sorted = tuple[str, str, str, str, int]


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    states = load_states()
    code = {name.casefold(): iso3 for name, iso3 in zip(states.name, states.iso3, strict=True)}
    code |= {name.casefold(): iso3 for name, iso3 in ALIASES.items()}
    longest = sorted(code, key=len, reverse=True)
    return re.compile(r"\b(" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE), code


def state_in(text: str, year: int) -> str:
    """The first member state that ``text`` names, "" if it names none that was one by then."""
    pattern, code = _names()
    for found in pattern.finditer(text.replace("’", "'")):
        iso3 = code[found.group(1).casefold()]
        if year >= JOINED.get(iso3, 0):
            return iso3
    return ""


def slug(title: str, words: int = 5) -> str:
    """The title's own words, without numbers and the words that every title has."""
    plain = NUMBERS.sub(" ", title.casefold().replace("-", " "))
    own = [w for w in re.sub(r"[^a-z ]", " ", plain).split() if w not in STOP and len(w) > 1]
    return "-".join(own[:words])


def sort_texts(
    titles: Iterable[str], subjects: Iterable[str], years: Iterable[int]
) -> pd.DataFrame:
    """Series, kind, target, pen and orientation of each text.

    Parameters
    ----------
    titles : as published; endings such as ": resolution" are ignored
    subjects : subject headings of the catalogue, "" where there are none
    years : of the votes
    """
    whole = [_as_a_name(title) for title in titles]
    headings = list(subjects)
    by_title, by_heading = recognise(pd.Series(whole)), recognise(pd.Series(headings))
    rows: list[Sorted] = []
    for n, (title, heading, year) in enumerate(zip(whole, headings, years, strict=True)):
        for known in (by_title, by_heading):
            if known.kind[n]:
                rows.append(_as_scrutiny(title, tuple(known.loc[n, COLUMNS])))
                break
        else:
            rows.append(by_words(title, heading, int(year)))
    return pd.DataFrame(_spelt_alike(rows), columns=COLUMNS)


def _as_a_name(title: str) -> str:
    return TAIL.sub("", BROKEN_APOSTROPHE.sub("'", title)).strip(" /.")


def _as_scrutiny(title: str, row: Sorted) -> Sorted:
    """A text on the situation in a state scrutinises it, whatever the Council's own series does."""
    series, kind, target, _, orientation = row
    if kind == "country" and orientation == 0 and SITUATION.match(title):
        return series, kind, target, "west", 1
    return row


def _spelt_alike(rows: list[Sorted]) -> list[Sorted]:
    """Misspelt names of themes join the first series of that kind and direction they resemble.

    The names of states are left alone: Iran and Iraq differ by a letter.
    """
    first: dict[tuple[str, int], list[str]] = {}
    joined: list[Sorted] = []
    for series, kind, target, pen, orientation in rows:
        known = first.setdefault((kind, orientation), [])
        if kind != "country" and series not in known:
            like = next((name for name in known if _is_spelt_alike(series, name)), None)
            if like is None:
                known.append(series)
            else:
                series = like
        joined.append((series, kind, target, pen, orientation))
    return joined


def _is_spelt_alike(one: str, other: str) -> bool:
    if slug(one) == slug(other):
        return True
    a, b = one.removeprefix(PREFIX), other.removeprefix(PREFIX)
    if min(len(a), len(b)) < LONG_ENOUGH:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE


def by_words(title: str, heading: str, year: int) -> Sorted:
    """Series, kind, target, pen and orientation of a text of no known series, by its words."""
    title = _as_a_name(title)
    main, _, rest = title.partition(" : ")
    theme = "-".join(part for part in (slug(main), slug(rest, 3)) if part)
    theme = theme or slug(heading) or "human-rights"
    if PALESTINE.search(f"{title} | {heading}"):
        return f"occupied-territories-{theme}", "palestine", "ISR", "south", -1
    umbrella = UMBRELLA.search(title)
    colonial = bool(COLONIAL.search(title) or COLONIAL.search(heading)) and not umbrella
    state = "" if VENUE.search(title) else state_in(rest if colonial else title, year)
    if not state and (umbrella or not slug(title)):
        state = state_in(heading, year)
    if state == "ZAF" and year < APARTHEID_ENDED:
        state, colonial = "", True
    if state and HELP.search(title):
        return f"assistance-{state}", "country", state, "south", 0
    if state:
        pen = "west" if year >= COLD_WAR_ENDED else "cross"
        return f"scrutiny-{state}", "country", state, pen, 1
    for words in (title, heading):
        if colonial or SOUTHERN.search(words):
            return theme, "thematic", "", "south", -1
        if LIBERAL.search(words):
            return theme, "thematic", "", "west", 1
    return theme, "thematic", "", "cross", 0
