"""What ``lmgsim mechanisms`` prints: a table of all of them, a page about one."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.data.fitted import Fit
from sim.levers import LEVERS
from sim.mechanisms.facts import (
    OF_EVERY_LEVER,
    SIDES,
    cost_in_words,
    in_short,
    is_on,
    known_levers,
    parameters,
)
from sim.mechanisms.table import MECHANISMS, Mechanism
from sim.mechanisms.words import all_words
from sim.screens.terminal import a_console

console = a_console(markup=False)  # a source key stands in brackets, as markup would


def _table(title: str, **columns: int) -> Table:
    """A table of words that wrap; columns share the width as their numbers say."""
    shown = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD,
                  padding=(0, 1, 0, 0), pad_edge=False, expand=True)  # fmt: skip
    for column, share in columns.items():
        shown.add_column(column.replace("_", " ").strip(), overflow="fold", ratio=share)
    return shown


def switch(mechanism: Mechanism) -> str:
    """On or off in the default configuration."""
    return "on" if is_on(mechanism) else "off"


def show_mechanisms(fit: Fit) -> None:
    """Print one row a mechanism: number, name and source, switch, basis, numbers."""
    words = all_words()
    shown = _table("The mechanisms of the sources", no=3, mechanism=27, _=4, basis=10, numbers=34)
    shown.columns[0].justify = "right"
    for it in MECHANISMS:
        name = _under(it.key, it.title, words[it.key].source)
        numbers = "\n".join(in_short(it, fit)) or "-"
        shown.add_row(str(it.number), name, switch(it), it.basis, numbers)
        shown.add_section()
    console.print(shown)
    console.print(
        "Weights are estimated from recorded votes (mode and standard deviation, on the scale of "
        "the log-odds of a yes); ranges are assumed and drawn anew in every replicate; levers "
        "are at zero unless a scenario or you pull them.\n"
        "A page about each: lmgsim mechanisms NAME. Without one: "
        "lmgsim run rules.mechanisms.NAME=false"
    )


def _under(name: str, *lines: str) -> Text:
    """A name with what is said of it below: words, and the source last and fainter."""
    *said, source = lines
    return Text.assemble((name, "bold"), *(f"\n{line}" for line in said), (f"\n{source}", "dim"))


def show_mechanism(mechanism: Mechanism, fit: Fit) -> None:
    """Print the page of one mechanism."""
    words = all_words()[mechanism.key]
    console.print(Text(f"\n{mechanism.number} {mechanism.key}: {mechanism.title}", style="bold"))
    console.print(f"{switch(mechanism)} by default, {mechanism.basis}. {words.source}")
    for heading, text in (
        ("What the sources say", words.what),
        ("How the model does it", words.how),
        ("What more of it does", words.sign),
    ):
        _say(heading, text)
    if rows := parameters(mechanism, fit):
        shown = _table("Parameters", parameter=33, unit=12, default=12, valid=12, basis=11)
        for row in rows:
            what = _under(row.name, row.meaning, row.source)
            shown.add_row(what, row.unit, row.value, row.valid, row.basis)
            shown.add_section()
        console.print()
        console.print(shown)
    for side, title in SIDES.items():
        if names := known_levers(mechanism, side):
            shown = _table(title, lever=28, unit=22, cost=28)
            for name in names:
                lever = LEVERS[name]
                what = Text.assemble((f"levers.{name}", "bold"), f"\n{lever.title}")
                shown.add_row(what, lever.unit, cost_in_words(name))
            console.print(shown)
    if mechanism.levers:
        console.print(f"Every lever also takes {', '.join(OF_EVERY_LEVER)}.")
    _say("Limits", words.limits)


def _say(heading: str, text: str) -> None:
    console.print()
    console.print(Text(heading, style="bold"))
    console.print(Padding(text, (0, 0, 0, 2), expand=False))
