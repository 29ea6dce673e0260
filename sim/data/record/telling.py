"""What a reader reports of a file, in few lines: rows of no interest are added up."""

from __future__ import annotations

from sim.data.report import ReadingReport

NO_MEMBER = ("not a UN member", "no longer a UN member", "no state")
CORRECTED = ", corrected"
NAMED = 3


def told(report: ReadingReport) -> list[str]:
    """The lines of a report; those on territories, and those on corrected votes, as one each."""
    lines = [line for line in report.lines() if not line.endswith((*NO_MEMBER, CORRECTED))]
    others = [
        (reason.removeprefix("rows of ").removeprefix("votes of ").rpartition(",")[0], count)
        for reason, count in report.reasons.most_common()
        if count and reason.endswith(NO_MEMBER)
    ]
    if others:
        names = ", ".join(name for name, _ in others[:NAMED])
        more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
        total = sum(count for _, count in others)
        lines.append(f"left out: {total} rows of what is no member of the UN: {names}{more}")
    mended = [count for reason, count in report.repairs.items() if reason.endswith(CORRECTED)]
    if sum(mended):
        lines.append(f"repaired: {sum(mended)} votes on {len(mended)} texts (vote_corrections.csv)")
    return lines
