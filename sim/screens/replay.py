"""What a replay prints: PASS or FAIL by row of a claim, or what a changed number does to it."""

from __future__ import annotations

from sim.replays.claims import SOURCE, Claim, span
from sim.replays.measures import MEASURES
from sim.replays.replay import Finding
from sim.screens.terminal import bold, console, table_of


def show_list(claims: dict[str, Claim]) -> None:
    """Every claim with its title and how long it takes."""
    shown = table_of("Experiments", "name", "minutes", "title")
    shown.columns[0].min_width = max(map(len, claims))
    shown.columns[2].justify, shown.columns[2].no_wrap = "left", False
    for name, claim in claims.items():
        shown.add_row(name, f"{claim.minutes:g}", claim.title)
    console.print(shown)
    console.print(
        "lmgsim replay NAME runs one, lmgsim replay all --smoke all of them small. Each has a "
        "README in experiments/NAME."
    )


def show_replay(
    name: str, claim: Claim, found: list[Finding], smoke: bool, changes: list[str]
) -> None:
    """The rows of a claim, one by one."""
    size = claim.smoke if smoke else claim.replicates
    console.print(f"\n{bold(name)}: {claim.title}")
    console.print(f"{claim.question}\n{size} replicates, seed {claim.seed}.")
    if changes:
        console.print(
            f"Changed: {' '.join(changes)}. Nothing is passed or failed here: what was expected "
            "is what came out without the change."
        )
    for finding in found:
        _show(finding, smoke)


def _show(finding: Finding, smoke: bool) -> None:
    row = finding.row
    what = f"{row.measure}{f' {row.of}' if row.of else ''}, {row.run}"
    what += f" less {row.against}" if row.against else ""
    unit = MEASURES[row.measure].unit
    if row.stat == "above_zero":
        what, unit = f"{what}: above zero", "% of replicates"
    expected = row.smoke if smoke else row.expected
    low, high = row.bounds(smoke)
    spread = "" if finding.error is None else f" (standard error {finding.error:.2g})"
    asked = f"expected {_number(expected)}"
    if finding.passes is None:
        _line(f"[bold]....[/bold]  {row.claim}")
    else:
        word = "[bold green]PASS[/bold green]" if finding.passes else "[bold red]FAIL[/bold red]"
        _line(f"{word}  {row.claim}")
        whose = "source" if row.basis == SOURCE and not smoke else "tolerance"
        asked += f", {whose} {span(low, high)}"
    _line(f"      {what}: found {_number(finding.value)}{spread}, {asked} {unit}")


def _line(text: str) -> None:
    """A line that is never broken, so that it can be searched for."""
    console.print(text, soft_wrap=True)


def _number(value: float | None) -> str:
    return "nothing" if value is None else f"{value:.4g}"


def show_verdict(verdicts: dict[str, list[Finding]], seconds: float) -> None:
    """One line for each claim, and which rows failed."""
    console.print()
    for name, found in verdicts.items():
        failed = [f.row.claim for f in found if f.passes is False]
        if failed:
            _line(f"[bold red]FAIL[/bold red]  {name}: {'; '.join(failed)}")
        else:
            _line(f"[bold green]PASS[/bold green]  {name}: {len(found)} rows")
    many = "experiment" if len(verdicts) == 1 else "experiments"
    console.print(f"{len(verdicts)} {many}, {seconds:.0f} seconds.")
