"""Main sponsors in the catalogue's words: as codes, and the way their text points.

Sources: [ohchr_votes], main sponsors as catalogued. Which states stand on which side is ours.
"""

from __future__ import annotations

import re

from sim.data.loaders.country_codes import iso3_of_name
from sim.data.report import ReadingReport
from sim.data.sponsors import LABELS, UNION, members_of
from sim.world import GROUPS, States

CATALOGUED = {  # how the catalogue writes the groups; Viet Nam is no NAM
    "EU": r"(?i:European Union)|\bEU\b",
    "OIC": r"(?i:Islamic (Cooperation|Conference))|\bOIC\b",
    "NAM": r"(?i:Non-?Aligned)|\bNAM\b",
    "AfricanGroup": r"(?i:African (States|Group)|Group of Africa)",
    "GCC": r"(?i:Gulf Cooperation)|\bGCC\b",
    "ArabGroup": r"(?i:Arab (States|Group))",
    "GRULAC": r"(?i:Latin American)|\bGRULAC\b",
}
ON_BEHALF = re.compile(r"\(?,?\s*on behalf of\b", re.IGNORECASE)
EXCEPT = re.compile(r",?\s*\bexcept\b([^),;]*)\)?", re.IGNORECASE)
BETWEEN = re.compile(r"[,;](?![^(]*\))")
# whose texts point towards scrutiny, and whose point away from it, beside regional groups
WESTERN = {"ALB", "CRI", "GEO", "JPN", "MEX", "UKR", "URY", "EU"}
SOUTHERN = {
    *("ARE", "BHR", "BLR", "CHN", "CUB", "EGY", "ERI", "IRN", "PAK", "RUS", "SAU", "SYR", "VEN"),
    *("OIC", "NAM", "AfricanGroup", "ArabGroup", "GCC"),
}


def codes_of(catalogued: str, report: ReadingReport | None = None) -> str:
    """The main sponsors of a text from the catalogue's words, such as ``GBR CAN`` or ``OIC -ALB``.

    What is no state and no group is left out and counted in the ``report``.
    """
    without = [iso3_of_name(name) for found in EXCEPT.finditer(catalogued)
               for name in re.split(r"\band\b|,", found.group(1))]  # fmt: skip
    tabled: list[str] = []
    for part in BETWEEN.split(EXCEPT.sub("", catalogued)):
        name, *behalf = ON_BEHALF.split(part)
        spoken_for = "".join(behalf) or name
        groups = [g for g, words in CATALOGUED.items() if re.search(words, spoken_for)]
        code = groups[0] if groups else iso3_of_name(name.strip())
        if code:
            tabled.append(code)
        elif name.strip() and report:
            report.doubts["sponsors that are neither a state nor a known group"] += 1
    minus = [f"-{code}" for code in without if code]
    return " ".join(dict.fromkeys(tabled + minus)) if tabled else ""


def direction(codes: str, states: States) -> tuple[str, int]:
    """Who holds the pen, and which way a text points, by who tables it: pen and orientation.

    Scrutiny is what Western states table without states that resist it; what these table points
    away from it. Where both do or neither does, nobody can tell: ``cross`` and 0.
    """
    named = {code for code in codes.split() if not code.startswith("-")}
    of_the_west = (states.group == GROUPS.index("WEOG")) | members_of(UNION, states)
    western = {code for code, here in zip(states.iso3, of_the_west, strict=True) if here}
    west, south = bool(named & (western | WESTERN)), bool(named & SOUTHERN)
    if west == south:
        return "cross", 0
    if west:
        return "west", 1
    return ("south" if named & set(LABELS) else "lmg"), -1
