"""The words of tests about records: files as publishers and users would give them, made up."""

import csv

import pandas as pd

from sim.data.record.in_force import chosen
from sim.data.states import read_table

CODES = {"yes": "Y", "no": "N", "abstain": "A", "absent": "."}
MADE_UP_DAY = "2025-12-12"  # no session then: whatever is said of it is made up


def members_on(day):
    """Codes of those who sit on a day by the package's record."""
    with chosen("embedded"):
        terms = read_table("council.csv")
    return sorted(terms.iso3[(terms["from"] <= day) & (terms["until"] >= day)])


def publish(folder, calls, votes, cells=None):
    """The Council's record in its publisher's shape.

    Parameters
    ----------
    calls, votes : rows in our own schema
    cells : votes that the publisher prints otherwise: (symbol, iso3) and the code
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts, cast = [], []
    of = votes.set_index("id")
    for n, call in enumerate(calls.itertuples(index=False)):
        texts.append(
            {"record_id": str(900_000 + n), "symbol": call.symbol, "date": call.date,
             "title": call.title, "body": "Human Rights Council", "vote_type": "recorded",
             "main_sponsors": "", "yes": call.yes, "no": call.no, "abstain": call.abstain}
        )  # fmt: skip
        for word, code in CODES.items():
            for iso3 in of.loc[call.id, word].split():
                vote = (cells or {}).get((call.symbol, iso3), code)
                cast.append({"record_id": str(900_000 + n), "symbol": call.symbol,
                             "iso3": iso3, "vote": vote})  # fmt: skip
    pd.DataFrame(texts).to_csv(folder / "resolutions.csv", index=False)
    pd.DataFrame(cast).to_csv(folder / "votes_long.csv", index=False)
    return folder


def made_up_call(symbol="A/HRC/RES/60/91", day=MADE_UP_DAY, yes=20, no=10, title="Right to food"):
    """One roll call and its votes in our own schema; the rest abstain."""
    members = members_on(day)
    rest = members[yes + no :]
    call = {"id": "60-91", "symbol": symbol, "date": day, "title": title, "yes": str(yes),
            "no": str(no), "abstain": str(len(rest)), "absent": "0"}  # fmt: skip
    vote = {"id": "60-91", "yes": " ".join(members[:yes]), "no": " ".join(members[yes : yes + no]),
            "abstain": " ".join(rest), "absent": ""}  # fmt: skip
    return pd.DataFrame([call]), pd.DataFrame([vote])


def votes_file(path, symbol="A/HRC/RES/60/91", day=MADE_UP_DAY, members=None, change=None, **more):
    """A user's file of votes: all members vote yes, but for the codes of ``change``."""
    rows = [
        {"symbol": symbol, "date": day, "iso3": code, "vote": (change or {}).get(code, "Y"), **more}
        for code in (members_on(day) if members is None else members)
    ]
    return write(path, rows)


def write(path, rows):
    """Rows as a CSV file; returns the path."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path
