"""The files that inputs grow from: those that come with the package, and what it writes itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml

from sim.files.places import PACKAGE, shipped_folder
from tests.hostile.case import Case, Item

TABLES = PACKAGE / "data" / "tables"
FITTED = PACKAGE / "data" / "fitted"
YEAR = "council=recorded_2022"  # the shortest record
FIT_FILES = ("fit.json", "weights.csv", "covariance.csv", "states.csv", "memory.csv",
             "echoes.csv", "agreement.csv", "habits.csv")  # fmt: skip
SMALL_DESIGN = "method: grid\nfactors:\n  levers.outreach.contacts: {values: [0, 5]}\n"
SWEEP = ("sweep", "design=design.yaml", "replicates=2", "into=store", YEAR)
RUN = ("run", "size.replicates=2", YEAR)
FEW = "draws=100"  # the fewest that a forecast takes
SESSION = [  # two texts of one session that are on record
    {"title": "Human rights in Iran", "symbol": "A/HRC/RES/49/24", "date": "2022-03-31"},
    {"title": "Human rights in Belarus", "symbol": "A/HRC/RES/49/26", "date": "2022-04-01"},
]
OWN_DAY, OWN_SYMBOL = "2022-12-12", "A/HRC/RES/51/99"  # a day without a session: all made up
FREEDOM = """\
country,year,status,score,political_rights,civil_liberties
France,2025,Free,91,38,53
France,2026,Free,90,38,52
Uruguay,2026,Free,96,40,56
"""


@cache
def scenarios() -> dict[str, object]:
    """Every scenario that comes with the package, by name, but those that need other years."""
    found = {}
    for path in sorted((shipped_folder("conf") / "scenario").glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "levers" in content and "defaults" not in content:
            found[path.stem] = content
    return found


@cache
def designs() -> dict[str, tuple[object, dict[str, Item]]]:
    """A small design of every method, with the files beside it."""
    contacts, staff = "levers.outreach.contacts", "levers.mission_staff.persons"
    span = {contacts: {"low": 0, "high": 40}, staff: {"low": 44, "high": 120, "integer": True}}
    levels = {contacts: {"values": [0, 5]}, staff: {"values": [44, 62]}}
    drawn = {"points": 2, "seed": 7, "factors": span}
    listed = f"{contacts},{staff}\n0,44\n5,62\n"
    fixed = {"fixed": {"scenario": "none"}}
    table = {"points.csv": Item(content=listed.encode())}
    return {
        "grid": ({"method": "grid", "factors": levels, **fixed}, {}),
        "zip": ({"method": "zip", "factors": levels}, {}),
        "list": ({"method": "list", "file": "points.csv"}, table),
        "random": ({"method": "random", **drawn}, {}),
        "latin_hypercube": ({"method": "latin_hypercube", **drawn, **fixed}, {}),
        "sobol": ({"method": "sobol", **drawn, "indices": "factors"}, {}),
        "morris": ({"method": "morris", **drawn, "levels": 4}, {}),
        "one_at_a_time": ({"method": "one_at_a_time", "factors": levels, **fixed}, {}),
    }


EXPERIMENT = {
    "title": "Outreach moves affiliates",
    "question": "Does it?",
    "source": "inboden2023, step 3",
    "minutes": 0.1,
    "seed": 2026,
    "replicates": 4,
    "smoke": 2,
    "runs": {
        "free": ["council=recorded_2022", "scenario=none"],
        "moved": ["council=recorded_2022", "scenario=none", "levers.outreach.contacts=10"],
    },
}
EXPECTED = """\
claim,basis,run,against,measure,of,stat,expected,error,low,high,smoke,smoke_low,smoke_high
Outreach moves,source,moved,free,soft,country,mean,1.5,0.5,-100,100,1.5,-100,100
As many as before,model,free,,soft,country,mean,30,0.5,0,100,30,0,100
"""


@cache
def fit_text(name: str) -> str:
    """A file of the package's own fit."""
    return (FITTED / name).read_text(encoding="utf-8")


@cache
def council_votes() -> dict[str, str]:
    """The embedded record of the Council in the form of the public compilation."""
    votes = {row["id"]: row for row in _rows(TABLES / "votes.csv")}
    calls, cast = [], []
    for n, call in enumerate(_rows(TABLES / "rollcalls.csv"), start=3_000_001):
        cells = votes[call["id"]]
        calls.append(
            {
                "record_id": n, "symbol": call["symbol"], "date": call["date"],
                "title": call["title"],
                "is_amendment": int(call["kind"] == "amendment"),
                "country_specific": int("country" in (call["kind"], call["parent_kind"])),
                "pal_isr": int(call["kind"] == "palestine"),
                "sponsors": "", "yes_off": call["yes"], "no_off": call["no"],
                "abst_off": call["abstain"], "tally_match": 1,
            }
        )  # fmt: skip
        for column, letter in (("yes", "Y"), ("no", "N"), ("abstain", "A"), ("absent", ".")):
            cast += [
                {"record_id": n, "symbol": call["symbol"], "iso3": code, "vote": letter}
                for code in cells[column].split()
            ]
    return {"unhrc_rollcalls.csv": _csv(calls), "unhrc_votes_long.csv": _csv(cast)}


@cache
def commission_votes() -> dict[str, str]:
    """Made-up votes of the Commission."""
    rows = [
        {
            "record_id": 100 + year, "symbol": f"E/CN.4/RES/{year}/{n}",
            "date": f"{year}-04-{n:02}",
            "year": year, "iso3": code, "vote": "YNA."[(k + n + year) % 4],
            "title": f"Situation of human rights in {place} : resolution /", "subject": "",
        }
        for year in range(1991, 2005)
        for n, place in enumerate(("Cuba", "Iraq"), start=1)
        for k, code in enumerate(("USA", "CUB", "FRA", "IND", "CHN", "BRA", "MEX", "GBR"))
    ]  # fmt: skip
    return {"chr.csv": _csv(rows)}


@cache
def assembly_votes(before: int = 1995) -> dict[str, str]:
    """Made-up votes of the Assembly in the six years after one, in three tables."""
    ids = range(1, 7)
    calls = [
        {"rcid": n, "session": before - 1945 + n, "importantvote": 0, "date": f"{before + n}-12-08",
         "unres": f"R/{before - 1945 + n}/1", "amend": 0, "para": 0, "short": "HUMAN RIGHTS, CUBA",
         "descr": "Situation of human rights in Cuba."}
        for n in ids
    ]  # fmt: skip
    states = (("Cuba", "CU"), ("France", "FR"), ("India", "IN"), ("China", "CN"))
    votes = [
        {"rcid": n, "country": name, "country_code": code,
         "vote": ("yes", "no", "abstain")[(n + k) % 3]}
        for n in ids for k, (name, code) in enumerate(states)
    ]  # fmt: skip
    issues = [{"rcid": n, "short_name": "hr", "issue": "Human rights"} for n in ids]
    return {
        "un_roll_calls.csv": _csv(calls),
        "un_votes.csv": _csv(votes),
        "un_roll_call_issues.csv": _csv(issues),
    }


def own_votes(symbol: str = OWN_SYMBOL) -> str:
    """A user's file of votes: a text, a vote of everybody who sat, and the totals."""
    seated = [row["iso3"] for row in _rows(TABLES / "council.csv")
              if row["from"] <= OWN_DAY <= row["until"]]  # fmt: skip
    cast = {code: "YYNA"[n % 4] for n, code in enumerate(sorted(seated))}
    count = [list(cast.values()).count(letter) for letter in "YNA"]
    return _csv([
        {"symbol": symbol, "date": OWN_DAY, "iso3": code, "vote": vote,
         "title": "Human rights in Iran", "sponsors": "Iceland, Germany", "target": "IRN",
         "yes": count[0], "no": count[1], "abstain": count[2]}
        for code, vote in cast.items()
    ])  # fmt: skip


def own_terms() -> str:
    """A user's file of terms: made up, of years whose members nobody knows."""
    return _csv([
        {"iso3": code, "from": "2030-01-01", "until": "2032-12-31", "note": "assumed"}
        for code in ("FRA", "BRA", "IND")
    ])  # fmt: skip


@cache
def published_votes() -> dict[str, str]:
    """One made-up roll call of the Council as its compiler publishes texts and votes."""
    rows = list(csv.DictReader(io.StringIO(own_votes())))
    call = {"record_id": 900_001, "symbol": OWN_SYMBOL, "date": OWN_DAY, "title": rows[0]["title"],
            "body": "Human Rights Council", "vote_type": "recorded", "main_sponsors": "",
            **{word: rows[0][word] for word in ("yes", "no", "abstain")}}  # fmt: skip
    cast: list[dict[str, object]] = [
        {"record_id": 900_001, "symbol": OWN_SYMBOL, "iso3": row["iso3"], "vote": row["vote"]}
        for row in rows
    ]
    return {"resolutions.csv": _csv([call]), "votes_long.csv": _csv(cast)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _csv(rows: list[dict[str, object]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


class Made:
    """What only the program itself can make: a small sweep, a run, a forecast, a record."""

    def __init__(self, folder: Path, send: Callable[[Case, Path], object]) -> None:
        """Make all of them below ``folder``, through the fork server."""
        design = {"design.yaml": Item(content=SMALL_DESIGN.encode())}
        sweep = Case("store", "nothing", "fine", SWEEP, design, places=("store",))
        self.sweep = send(sweep, folder / "sweep")
        run = Case("results", "nothing", "fine", RUN)
        self.run = send(run, folder / "run")
        self.store = folder / "sweep" / "work" / "store"
        self.results = folder / "run" / "work" / "results"
        self.forecast = self._forecast(folder / "forecast", send)
        self.record = self._record(folder / "record", send)

    @staticmethod
    def _forecast(folder: Path, send: Callable[[Case, Path], object]) -> Path:
        """A sealed forecast of two texts that are on record."""
        files = {"session.yaml": Item(content=yaml.safe_dump(SESSION).encode())}
        done = send(
            Case("draft", "nothing", "fine", ("forecast", "session=session.yaml", FEW), files),
            folder,
        )
        assert (folder / "work" / "results").exists(), done
        (made,) = (folder / "work" / "results" / "forecast").iterdir()
        return made

    @staticmethod
    def _record(folder: Path, send: Callable[[Case, Path], object]) -> Path:
        """A data folder in which a user has added votes and terms."""
        files = {"own.csv": Item(content=own_votes().encode()),
                 "terms.csv": Item(content=own_terms().encode())}  # fmt: skip
        send(Case("record", "nothing", "fine", ("votes", "add", "own.csv", "data=mine"), files),
             folder / "votes")  # fmt: skip
        files["mine"] = Item("tree", target=str(folder / "votes" / "work" / "mine"))
        send(Case("record", "nothing", "fine", ("council", "add", "terms.csv", "data=mine"), files),
             folder / "terms")  # fmt: skip
        place = folder / "terms" / "work" / "mine"
        assert len([*(place / "record").glob("own_*.csv")]) == 3, "no record was made"
        return place
