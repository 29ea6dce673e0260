"""What is printed about the record: who sits, which votes were added, what is in force."""

from __future__ import annotations

from sim.data.record.in_force import in_force
from sim.data.record.members import Sitting, groups_of
from sim.plots.words import short
from sim.screens.terminal import console, say, table_of

ADD = "lmgsim council add FILE takes them, a row a term: iso3, from, until"


def show_council(found: Sitting) -> None:
    """Print the members of a day by group, and what is not known."""
    record = in_force()
    shown = table_of(
        f"The Human Rights Council on {found.day}",
        "state", "term", "in a row", "affiliation", "",
    )  # fmt: skip
    for group in groups_of(found.members):
        shown.add_row(f"[bold]{group}[/bold]")
        for member in (m for m in found.members if m.group == group):
            tie = "organiser" if member.organiser else f"{member.affiliation:.2f}"
            shown.add_row(
                f"{member.iso3} {short(member.name, 24)}", f"{member.since} to {member.until}",
                str(member.terms), tie, "added by you" if member.added else "",
            )  # fmt: skip
    console.print(shown)
    counts = ", ".join(f"{group} {n}" for group, n in groups_of(found.members).items())
    say(f"{len(found.members)} members are known ({counts}); record {record.name}.")
    if found.empty:
        lacking = ", ".join(f"{group} {n}" for group, n in found.empty.items())
        say(
            f"Not known: who holds {sum(found.empty.values())} more seats on that day ({lacking}). "
            f"A run of years to come elects them first and says so; {ADD}."
        )
    elif found.until:
        say(f"All members are known until {found.until}; who is elected for later is not: {ADD}.")
    say(
        "affiliation: tie to the Like-Minded Group by published lists and joint statements, 0 to 1."
    )


def show_kept(lines: list[str]) -> None:
    """Print what was changed, a line each, and where it is kept."""
    for line in lines:
        say(line)
    say(f"Kept in {in_force().name}.")
