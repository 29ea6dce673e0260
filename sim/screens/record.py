"""What is printed about the record: who sits, which votes were added, what is in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sim.data.fits import StoredFit
from sim.data.record.in_force import in_force
from sim.data.record.members import Sitting, groups_of, sitting
from sim.data.record.own_votes import OwnText, own_texts
from sim.data.record.stored import ADDED_MEMBERS, CALLS, Record
from sim.data.record.update import Updated
from sim.plots.words import short
from sim.screens.terminal import console, say, table_of

BY_LISTS = "by published lists and joint statements"
ADD = "lmgsim council add FILE takes them, a row a term: iso3, from, until"


def show_council(found: Sitting) -> None:
    """Print the members of a day by group, and what is not known."""
    record = in_force()
    shown = table_of(
        f"The Human Rights Council on {found.day}",
        "state", "term", "in a row", "affiliation",
    )  # fmt: skip
    for group in groups_of(found.members):
        shown.add_row(f"[bold]{group}[/bold]")
        for member in (m for m in found.members if m.group == group):
            tie = "organiser" if member.organiser else f"{member.affiliation:.2f}"
            mark = " *" if member.added else ""
            term = f"{member.since} to {member.until}{mark}"
            shown.add_row(f"{member.iso3} {short(member.name, 24)}", term, str(member.terms), tie)
    console.print(shown)
    counts = ", ".join(f"{group} {n}" for group, n in groups_of(found.members).items())
    say(f"{len(found.members)} members are known ({counts}); record {record.name}.")
    if any(member.added for member in found.members):
        say("* as you said (lmgsim council remove takes it back)")
    if found.empty:
        lacking = ", ".join(f"{group} {n}" for group, n in found.empty.items())
        say(
            f"Not known: who holds {sum(found.empty.values())} more seats on that day ({lacking}). "
            f"A run of years to come elects them first and says so; {ADD}."
        )
    elif found.until:
        say(f"All members are known until {found.until}; who is elected for later is not: {ADD}.")
    say(f"affiliation: tie to {found.bloc.title}, {found.bloc.told or BY_LISTS}; 0 to 1.")


def show_kept(lines: list[str]) -> None:
    """Print what was changed, a line each, and where it is kept."""
    for line in lines:
        say(line)
    say(f"Kept in {in_force().name}.")


def text_words(text: OwnText) -> str:
    """A text whose votes were added, in a line."""
    yes, no, abstain, absent = text.tally
    about = f" on {text.target}" if text.target else ""
    return (
        f"{text.symbol} of {text.date}: {yes} yes, {no} no, {abstain} abstain, {absent} absent; "
        f"{text.kind}{about}, series {text.series}"
    )


def show_votes(texts: Sequence[OwnText]) -> None:
    """Print the votes that a user added."""
    for text in texts:
        say(text_words(text))
        if text.title != text.symbol:
            say(f"  {text.title}")
    if not texts:
        say("You have added no votes: lmgsim votes add FILE (docs/how-to/fresh.md).")
    say(f"Record: {in_force().name}, last vote {in_force().last_vote}.")


def show_in_force(record: Record, fits: Sequence[StoredFit], fit: StoredFit, today: date) -> None:
    """Print which record and which fit every command uses, how old they are and where they lie."""
    own = record.place is None
    days = [row["date"] for row in record.rows(CALLS)]
    console.print("[bold]The record in force[/bold]")
    say("  the package's own (embedded)" if own else f"  {record.place}")
    say(f"  {len(days):,} roll calls of publishers, {min(days)} to {max(days)}")
    for text in own_texts(record):
        say(f"  added by you: {text_words(text)}")
    changed = sum(1 for _ in record.rows(ADDED_MEMBERS))
    if changed:
        say(f"  terms added, corrected or struck by you: {changed} (lmgsim council)")
    rated = max(int(row["year"]) for row in record.rows("freedom.csv"))
    say(f"  ratings of Freedom House to {rated}")
    council = sitting(str(today))
    if council.empty:
        say(f"  {sum(council.empty.values())} members of today are not known (lmgsim council)")
    elif council.until:
        say(f"  all members are known to {council.until}")
    behind = record.days_behind(today)
    say(f"  last vote {record.last_vote}, {behind:,} days ago; SHA-256 {record.digest[:12]}")
    for told in record.story.get("made_from", []):
        say(f"  made from {told['file']} ({told['shape']}, SHA-256 {told['sha256'][:12]})")
    if record.story.get("tables"):
        say(f"  its own tables: {', '.join(record.story['tables'])}; all others are the package's")
    console.print("[bold]The fits[/bold], of each run the latest that has not seen its years")
    for one in fits:
        where = f"the package's {one.place.name}" if one.packaged else str(one.place)
        used = "in force for years to come" if one == fit else "for years that later ones have seen"
        say(f"  {where}: votes to {one.until}; {used}")
    if behind > 366:
        say("The record is more than a year behind: lmgsim data update from=FOLDER")
    say("The public files, where to get them and how to cite them: lmgsim data list")


def show_update(done: Updated) -> None:
    """Print what an update brought."""
    for line in done.gathered.news:
        say(line)
    for line in done.dropped:
        say(line)
    for line in done.gathered.unused:
        say(f"read by other commands, no part of the record: {line}")
    for line in done.gathered.refused:
        say(f"not used: {line}")
    for line in done.by_hand:
        say(f"by hand: {line}")
    last = done.after.last_vote
    if done.after.digest == done.before.digest:
        say(f"Nothing is new: the record in {done.place} ends on {last} as before.")
    else:
        say(
            f"The record in {done.place} is up to date: last vote {last}, "
            f"SHA-256 {done.after.digest[:12]}. All commands use it; data=embedded goes back."
        )
