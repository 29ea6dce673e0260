"""Tables of votes: of the Council, of the Assembly, of the Commission."""

from __future__ import annotations

import csv
import io
import random

from tests.hostile.breaking_text import EVERY, TABLE, broken
from tests.hostile.case import FINE, OPEN, WRONG, Case, Item
from tests.hostile.originals import Made, assembly_votes, commission_votes, council_votes

TALLIES, LISTED = COUNCIL = ("unhrc_rollcalls.csv", "unhrc_votes_long.csv")
WRONG_CELLS: dict[str, dict[str, tuple[str, ...]]] = {
    TALLIES: {
        "date": ("yesterday", "2021-02-30", "", "2021", "23/03/2021", "nan", "99999-01-01"),
        "is_amendment": ("2", "", "yes", "-1", "1.0"),
        "country_specific": ("2", "", "x"), "pal_isr": ("", "x"), "tally_match": ("", "x"),
        "symbol": ("", "nothing", "A/HRC", "x" * 3_000),
        "yes_off": ("x", "nan", "-1", "inf", "1e999", "4.5"), "no_off": ("x", "-1", "9" * 5_000),
    },
    LISTED: {"vote": ("X", "", "yes", "YN", "y y", "1", "=1", "nan"), "iso3": ("", "x" * 3_000,
    "12")},
    "chr.csv": {
        "date": ("yesterday", "1991-02-30", "", "1991"), "vote": ("X", "", "yes"),
        "iso3": ("XYZ", "", "usa", "12"),
    },
    "un_roll_calls.csv": {"date": ("yesterday", "", "1996-02-30"), "session": ("x", "", "-1",
    "1.5"),
                          "rcid": ("x", "", "-1", "nan", "1e99")},
    "un_votes.csv": {"vote": ("maybe", "", "Y"), "rcid": ("x", "", "nan")},
    "un_roll_call_issues.csv": {"rcid": ("x", "", "-3")},
}  # fmt: skip
READERS = {
    "council": (council_votes, "votes"),
    "commission": (commission_votes, "votes/chr.csv"),
    "assembly": (assembly_votes, "votes"),
}


def votes(chance: random.Random, made: Made) -> Case:
    """A folder of votes, one file of it broken, and the reader of that body."""
    reader = chance.choices(list(READERS), (6, 2, 2))[0]
    original, path = READERS[reader]
    texts = original()
    name = chance.choice(list(texts))
    files = {f"votes/{other}": Item(content=text.encode()) for other, text in texts.items()}
    said = False
    if chance.random() < 0.4:
        change, item, verdict = broken(texts[name], (EVERY, TABLE), chance)
        if change in ("a column renamed", "cut off", "a line gone", "a line twice"):
            verdict = OPEN
            said = name == LISTED and change in ("a line gone", "a line twice")
    elif name == LISTED and chance.random() < 0.6:
        change, item, verdict = _cast(texts[name], chance)
        said = verdict == OPEN
    else:
        change, item, verdict = _cell(name, texts[name], chance)
        said = verdict == OPEN  # refused, or told where it changes what was read
    if reader != "council" and change == "a mark of UTF-8":
        verdict = FINE
    if reader == "assembly" and change == "a byte that is no UTF-8":
        verdict, said = OPEN, True  # its publisher is known for Windows-1252, which is told
    files[f"votes/{name}"] = item
    given = (reader, path)
    return Case("votes", f"{reader}: {change}", verdict, given, files, name, entry="votes",
                places=(), said=said)  # fmt: skip


def _cell(name: str, text: str, chance: random.Random) -> tuple[str, Item, str]:
    names, *rows = csv.reader(io.StringIO(text))
    row = chance.choice(rows)
    column = chance.choice(list(WRONG_CELLS[name]))
    row[names.index(column)] = chance.choice(WRONG_CELLS[name][column])
    new = io.StringIO()
    csv.writer(new, lineterminator="\n").writerows([names, *rows])
    verdict = OPEN if column in ("yes_off", "no_off", "iso3") and name in COUNCIL else WRONG
    return f"a wrong cell of {column}", Item(content=new.getvalue().encode()), verdict


def _cast(text: str, chance: random.Random) -> tuple[str, Item, str]:
    """Votes that a reader can know to be wrong from the totals and the other rows."""
    head, *rows = text.splitlines()
    n = chance.randrange(len(rows))
    record, symbol, code, vote = rows[n].split(",")
    verdict = OPEN  # refused, or told in the report
    match chance.randrange(6):
        case 0:
            other = chance.choice([letter for letter in "YNA" if letter != vote])
            rows[n], change = ",".join((record, symbol, code, other)), "another vote"
        case 1:
            rows.append(rows[n])
            change, verdict = "a vote twice", WRONG
        case 2:
            rows[n], change = f"{record},{symbol},XYZ,{vote}", "a vote of nobody"
        case 3:
            rows[n], change = f"{record},{symbol},{code.lower()},{vote}", "a state in small letters"
        case 4:
            rows[n], change = f"9{record},{symbol},{code},{vote}", "a vote on another record"
        case _:
            first = n - n % 47
            del rows[first : first + chance.randint(2, 30)]
            change = "many votes gone"
    return change, Item(content="\n".join([head, *rows, ""]).encode()), verdict
