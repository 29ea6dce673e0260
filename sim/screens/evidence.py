"""What ``lmgsim evidence`` prints: every assumption with its standing and prior, a page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from sim.evidence.combining import REACH
from sim.evidence.literature import OWN, Row
from sim.evidence.priors import MEASURED, STANDINGS, Known, all_known, benchmarks
from sim.evidence.questions import BENCHMARKS, KEPT, QUESTIONS, SHARE, STRENGTH, YEARS
from sim.levers import ASSUMPTIONS
from sim.screens.terminal import a_console

if TYPE_CHECKING:
    from sim.answers.answer import Answer

console = a_console(markup=False)
UNITS = {one.name: one.unit for one in ASSUMPTIONS}


def _table(title: str, columns: dict[str, int]) -> Table:
    """A table of words that wrap, by each column's part of the width; 0 does not wrap."""
    shown = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD,
                  padding=(0, 1, 0, 0), pad_edge=False, expand=True)  # fmt: skip
    for column, part in columns.items():
        shown.add_column(column, overflow="fold", ratio=part or None, no_wrap=not part)
    return shown


def interval_of(it: Known) -> str:
    """The central 95 % of a prior."""
    low, high = it.prior.interval(0.95)
    return f"{figure(low)} to {figure(high)}"


def figure(value: float) -> str:
    """A number with three digits that count; never a negative nought."""
    text = f"{value:.3f}" if abs(value) < 1 else f"{value:.3g}"
    return text.lstrip("-") if not float(text) else text


def show_evidence() -> None:
    """Print one row an assumption, those that are best known first."""
    columns = {"assumption": 0, "prior": 30, "95 %": 0, "rests on": 16}
    shown = _table("What is known of every assumption", columns)
    found = all_known()
    for standing in STANDINGS:
        here = [it for it in found.values() if it.standing == standing]
        if here:
            shown.add_row(Text(f"{standing} ({len(here)})", style="bold"))
        for it in here:
            prior = f"{it.prior.told()}, {UNITS[it.name]}"
            shown.add_row(f" {it.name}", prior, interval_of(it), rests_on(it))
        shown.add_section()
    console.print(shown)
    counts = [f"{sum(it.standing == s for it in found.values())} {s}" for s in STANDINGS]
    console.print(
        f"{len(found)} assumptions: {', '.join(counts)}. Priors follow from rows of evidence by a "
        "rule that was written down first (docs/model/evidence.md). evidence=hoped draws from the "
        "ranges of the sources instead.\n"
        "A page about each: lmgsim evidence NAME"
    )


def show_estimates(found: Answer) -> None:
    """Print what the designs found, all of it, and what it does to priors."""
    columns = {"": 0, "effect": 0, "95 %": 0, "p": 0, "votes": 0, "speaks to": 20}
    table = found.tables["estimates"]
    shown = _table("Logits of the model a unit of the treatment, towards scrutiny", columns)
    last = ""
    for row in table.itertuples():
        if row.design != last:
            shown.add_row(Text(row.design, style="bold"))
        fed = f"{row.feeds}, {row.use}" if row.feeds else ""
        p = f"{row.p:.2f}" + (f", {row.p_holm:.2f}" if row.p_holm == row.p_holm else "")
        shown.add_row(f" {row.what}", f"{row.effect:+.2f}", f"{row.low:+.2f} to {row.high:+.2f}",
                      p, f"{row.votes:,}", fed)  # fmt: skip
        last = row.design
    console.print(shown)
    columns = {"assumption": 0, "without designs": 20, "in force": 20, "with these": 20}
    shown = _table("Priors", columns)
    for name, part in found.tables["priors"].groupby("assumption", sort=False):
        told = dict(zip(part["when"], part.standing + ": " + part.prior, strict=True))
        shown.add_row(str(name), told["without"], told["in force"], told["after"])
        shown.add_section()
    console.print(shown)
    told = dict(found.tables["foretold"].itertuples(index=False))
    console.print(
        "p of main estimates: alone, then corrected for many looks (Holm). Estimates whose placebo "
        "or lead is not nothing only bound.\n"
        "Out of sample: the effect of the United States' seat to 2021 foretells "
        f"{told['votes']:,.0f} votes from 2022 on with a mean squared error of "
        f"{told['with_it']:.5f}, no effect with {told['without']:.5f}."
    )


def rests_on(it: Known) -> str:
    """In a few words, on what a prior rests."""
    question = QUESTIONS[it.name]
    counted = {row.study for row in it.rows if row.sized}
    if it.standing == MEASURED or counted:
        of = f" of {question.rests_on}" if question.rests_on else ""
        return f"{len(counted)} {'study' if len(counted) == 1 else 'studies'}{of}"
    if question.kind == SHARE:
        return "nothing: any share"
    if question.kind in (KEPT, YEARS):
        return "the words of its source"
    return f"as wide as {question.comparable}"


def show_assumption(name: str) -> None:
    """Print the page of an assumption or a benchmark."""
    it = all_known()[name] if name in QUESTIONS else benchmarks()[name]
    console.print(Text(f"\n{name}: {it.standing}", style="bold"))
    if name in QUESTIONS:
        _facts(it)
    else:
        console.print(f"A benchmark: {BENCHMARKS[name]}.")
    if it.combined:
        mean, se = it.combined.mean, it.combined.se
        console.print(
            f"Estimate  {figure(mean)}, 95 % {figure(mean - REACH * se)} to "
            f"{figure(mean + REACH * se)}; studies differ by {figure(it.combined.between)} "
            f"({it.combined.studies} of them)"
        )
    console.print(f"Prior     {it.prior.told()}; 95 % {interval_of(it)}")
    if it.rows:
        console.print()
        console.print(_rows(it.rows))
    else:
        console.print("Rows      none: nothing was found")


def _facts(it: Known) -> None:
    question = QUESTIONS[it.name]
    one = next(a for a in ASSUMPTIONS if a.name == it.name)
    console.print(f"{question.asked}\n")
    console.print(f"Means     {one.meaning}\nUnit      {one.unit}")
    console.print(f"Settles   {question.settles}")
    console.print(f"Hoped     {one.low:g} to {one.high:g}: {one.source}")
    if question.comparable and not [row for row in it.rows if row.sized]:
        console.print(f"Compares  with {question.comparable}: {question.because}")
    if question.rests_on:
        console.print(
            f"Rests on  the benchmark {question.rests_on}, times {question.scale:g}: "
            f"{BENCHMARKS[question.rests_on]}"
        )
    if question.kind != STRENGTH:
        console.print(f"Kind      {question.kind}")


def _rows(rows: tuple[Row, ...]) -> Table:
    """The rows it rests on, and those that were seen and do not count."""
    columns = {"use": 0, "source": 0, "seen in": 20, "effect": 20, "note": 20}
    shown = _table("Rows", columns)
    for row in rows:
        seen_in = f"{row.setting}, {row.years}"
        source = Text.assemble((row.source, "bold"), f"\n{row.seen}")
        note = "; ".join(text for text in (row.conversion, row.note) if text)
        shown.add_row(row.use, source, seen_in, effect_of(row), note)
        shown.add_section()
    return shown


def effect_of(row: Row) -> str:
    """An effect as it was seen, and what it is in the unit of the assumption."""
    if row.effect is None:
        return "not seen"
    seen = f"{row.effect:+g}" + (f" ({row.se:g})" if row.se else "")
    if not row.sized:
        return f"{seen} {row.unit}"
    effect, se = row.size()
    same = row.factor == 1 and row.scale == OWN
    return f"{seen} {row.unit}" + ("" if same else f"\n= {figure(effect)} ({figure(se)})")
