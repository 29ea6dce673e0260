"""The report of a whip count: the count, the room, who wavers, whose vote matters, and why."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.plots.stored import Stored
from sim.plots.words import chance, listed, percent
from sim.reports.page import Page, Section, Table, write_page

TEMPLATE = "forecast.html.jinja"
REASONS = {
    "standing": "where it stands on such texts",
    "series": "its earlier votes in the series",
    "target": "its earlier votes on the state concerned",
    "strand": "its earlier votes on texts of this kind",
    "council": "how the Council took the series",
    "group": "how its regional group took the series",
    "assembly": "its votes on the series in the General Assembly",
    "sentiment": "how it takes what Western states table",
    "stakes": "what is at stake: itself, a neighbour or a friend, or a special session",
    "authorship": "who tables the text",
    "since": "what votes since the fit have shown",
    "peers": "what its peers lean to",
    "donors": "what its donors lean to",
    "bloc": "the line of the group",
    "democracies": "the line of the democracies",
}
LIMITS = [
    "It is a simulation. It is for knowing whom to talk to and how far a text is from adoption.",
    "It is no reason to drop a text: one that fails can still be worth tabling, for the record "
    "and for those it is about.",
    "It speaks of governments by their recorded votes, not of persons or delegations, and says "
    "nothing of how a state treats its citizens.",
    "It does not know what is being said in capitals today, nor the wording of a draft.",
]
HINGES = 8  # members whose vote matters most


def write_forecast_report(folder: Path) -> Path:
    """Write ``report.html`` from the tables and figures of a forecast."""
    stored = Stored.open(folder)
    return write_page(stored, page(stored), TEMPLATE)


def page(stored: Stored) -> Page:
    """Everything the page says."""
    drafts, members = stored.table("drafts"), stored.table("forecast")
    summary = stored.summary
    sections = []
    for n, draft in enumerate(drafts.itertuples()):
        mine = members[members.draft == draft.draft]
        sections.append(_room(draft, mine, n))
    return Page(
        title=f"Whip count: {summary['title']}",
        question="Who votes how, does it pass, who wavers, and whose vote matters?",
        answer=[line for draft in drafts.head(3).itertuples() for line in count_words(draft)],
        caveats=[*seat_words(members), *track_words(drafts, stored.table("track_record"))],
        sections=[*sections, _worked_out(drafts)],
        size=f"{summary['replicates']:,} joint draws of the votes",
        limits=LIMITS,
    )


def count_words(draft: object) -> list[str]:
    """The count in two sentences."""
    d = draft
    return [
        f"{d.title} ({d.date}): expected {d.yes:.0f} yes, {d.no:.0f} no, {d.abstain:.0f} "  # type: ignore[attr-defined]
        f"abstaining. If it comes to a vote, it is adopted in {chance(d.adopted)} of draws.",  # type: ignore[attr-defined]
        f"In 90 of 100 draws there are {d.yes_low_90:.0f} to {d.yes_high_90:.0f} yes and "  # type: ignore[attr-defined]
        f"{d.no_low_90:.0f} to {d.no_high_90:.0f} no; in 50 of 100, {d.yes_low_50:.0f} to "  # type: ignore[attr-defined]
        f"{d.yes_high_50:.0f} yes and {d.no_low_50:.0f} to {d.no_high_50:.0f} no.",  # type: ignore[attr-defined]
    ]


def seat_words(members: pd.DataFrame) -> list[str]:
    """Which members are assumed, where not all winners of seats are known yet."""
    assumed = members[members.seat < 1].drop_duplicates("iso3").sort_values("iso3")
    if not len(assumed):
        return []
    names = [f"{m.name_} ({chance(m.seat)})" for m in _named(assumed)]
    return [
        f"Who holds {len(names)} of the seats is not known yet. Assumed are those that win most "
        f"often in elections of the model, with how often they win: {listed(names)}. The intervals "
        "hold how these would vote, not that others may sit. lmgsim council add FILE tells who "
        "was elected."
    ]


def track_words(drafts: pd.DataFrame, track: pd.DataFrame) -> list[str]:
    """How often forecasts of these kinds of text were right on votes they had not seen."""
    said = []
    for kind in dict.fromkeys(drafts.kind):
        for row in track[track.part == kind].itertuples():
            said.append(
                f"How often such counts were right ({kind} texts of {row.since[:7]} to "
                f"{row.until[:7]}, {int(row.texts)} texts, from a fit that ended before): the "
                f"likeliest vote of a member {percent(float(row.accuracy))}, adoption "
                f"{percent(float(row.adopted_right))}, the 90 % interval of yes votes held "
                f"{percent(float(row.held_90))}."
            )
    if drafts.new.any():
        for row in track[track.part == "new"].itertuples():
            said.append(
                f"On texts that renew nothing they were right less often: the likeliest vote in "
                f"{percent(float(row.accuracy))} of {int(row.votes):,} votes."
            )
    return said


def _room(draft: object, mine: pd.DataFrame, n: int) -> Section:
    waver = mine[mine.wavers == 1]
    names = [f"{row.name_} (no, abstain, yes: {_three(row)})" for row in _named(waver)]
    hinge = mine.assign(moves=mine[["adoption_if_up", "adoption_if_down"]].abs().max(axis=1))
    hinge = hinge[hinge.moves >= 0.005].sort_values(["moves", "iso3"], ascending=[False, True])
    rows = [[row.name_, f"{row.adoption_if_up * 100:+.0f}", f"{row.adoption_if_down * 100:+.0f}",
             row.likeliest, _three(row)] for row in _named(hinge.head(HINGES))]  # fmt: skip
    tables = []
    if rows:
        tables.append(Table(
            ["Whose vote matters", "a step to yes", "a step to no", "likeliest",
             "no, abstain, yes"],
            rows, note="Percentage points of the chance of adoption if that member moves one step: "
            "from no to abstaining, or from abstaining to yes, or back.",
        ))  # fmt: skip
    order = mine.assign(lean=mine.yes - mine.no).sort_values(
        ["lean", "iso3"], ascending=[False, True]
    )
    tables.append(Table(
        ["Member", "likeliest", "strongest reasons", "in the series before", "in the Assembly",
         "no", "abstain", "yes"],
        [[row.name_, row.likeliest, reasons_of(row), _blank(row.council_before),
          _blank(row.assembly_before), chance(row.no), chance(row.abstain), chance(row.yes)]
         for row in _named(order)], words=5,
    ))  # fmt: skip
    title = f"{draft.draft}: the room"  # type: ignore[attr-defined]
    text = [
        f"A vote is asked for in {percent(draft.asked)} of such cases ({draft.asked_basis}).",  # type: ignore[attr-defined]
        f"Wavering: {listed(names)}." if names else "Nobody wavers.",
    ]
    if not rows:
        text.append("No single vote changes whether it is adopted.")
    return Section(
        title, text, tables=tables,
        figures=[(f"room_{n + 1:02d}", "The room, from the surest no to the surest yes.")],
    )  # fmt: skip


def _named(rows: pd.DataFrame):  # type: ignore[no-untyped-def]
    return rows.rename(columns={"name": "name_"}).itertuples()  # a tuple's name is taken


def _three(row: object) -> str:
    return ", ".join(chance(share) for share in (row.no, row.abstain, row.yes))  # type: ignore[attr-defined]


def _blank(value: object) -> str:
    return value if isinstance(value, str) else ""


def reasons_of(row: object) -> str:
    """The strongest reasons of a member in words."""
    keys = (getattr(row, f"reason_{n}") for n in (1, 2, 3))
    return "; ".join(REASONS.get(key, key) for key in keys if isinstance(key, str) and key)


def _worked_out(drafts: pd.DataFrame) -> Section:
    rows = []
    for draft in drafts.itertuples():
        for fact in ("date", "kind", "series", "target", "orientation", "sponsors"):
            value, basis = (getattr(draft, name) for name in (fact, f"{fact}_basis"))
            known = isinstance(value, str | int)
            rows.append([draft.draft, fact, str(value) if known else "none", _blank(basis)])
    return Section(
        "What was given and what was worked out",
        ["Whatever was worked out can be given in the draft instead."],
        tables=[Table(["Draft", "fact", "value", "from"], rows, words=4)],
    )
