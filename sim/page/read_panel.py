"""Read: the results of earlier runs, and the claims of the sources run anew."""

from __future__ import annotations

from sim.page.downloads import links
from sim.page.markup import Markup, button, join, table, tag
from sim.page.reading import Replayed, claims, results
from sim.page.visit import Visit
from sim.replays.claims import SOURCE, span
from sim.replays.measures import MEASURES
from sim.replays.replay import Finding


def read_panel(visit: Visit) -> Markup:
    """The whole part of the page."""
    return tag(
        "section",
        tag("div", _results(), class_="card", id="results"),
        tag("div", _claims(visit), class_="card", id="experiments"),
        id="read", role="tabpanel", aria_labelledby="tab-read",
    )  # fmt: skip


def _results() -> Markup:
    found = results()
    if not found:
        words = "No results here yet: lmgsim run writes them into the folder results."
        return join(tag("h2", "Results"), tag("p", words, class_="quiet"))
    rows: list[list[object]] = [
        [
            tag("a", one.title or one.scenario, href=one.address, target="_blank",
                rel="noopener noreferrer"),
            join(one.scenario, tag("p", one.problem, class_="problem")) if one.problem
            else one.scenario,
            one.moment.replace("T", " "), one.replicates, one.seed, links(one.scenario, one.moment),
        ]
        for one in found
    ]  # fmt: skip
    header = ["report", "scenario", "run at (UTC)", "replicates", "seed", "open or download"]
    return join(tag("h2", "Results"), table(header, rows))


def _claims(visit: Visit) -> Markup:
    worker = visit.replaying
    said: list[object] = []
    if worker.busy:
        words = f"{worker.done} of {worker.of} replicates" if worker.of else "at work"
        said.append(tag("div", tag("progress", value=worker.done if worker.of else None,
                                   max=worker.of or 1, aria_label="Replicates"),
                        tag("span", words), button("Stop", "replay", "stop", class_="small"),
                        class_="progress", role="status"))  # fmt: skip
    if worker.error:
        said.append(tag("p", worker.error, class_="problem", role="alert"))
    if worker.found is not None:
        said.append(_replayed(worker.found))
    known, problems = claims()
    said += [tag("p", problem, class_="problem") for problem in problems]
    rows: list[list[object]] = [
        [
            button("Replay", "replay", name, id=f"replay-{name}", class_="small",
                   disabled=worker.busy, aria_label=f"Replay {claim.title}"),
            join(tag("strong", claim.title), tag("br"), claim.question),
            claim.source,
        ]
        for name, claim in known.items()
    ]  # fmt: skip
    intro = (
        "Each replays a claim of the sources and holds every number to its bounds. Here they run "
        "at their small size, in seconds; lmgsim replay NAME runs the full size."
    )
    return join(tag("h2", "Experiments"), tag("p", intro, class_="quiet"), said,
                table(["", "what is asked", "source"], rows))  # fmt: skip


def _replayed(found: Replayed) -> Markup:
    claim = found.claim
    passed = sum(finding.passes is True for finding in found.findings)
    rows = [_finding(finding) for finding in found.findings]
    return tag(
        "div",
        tag("h3", f"{claim.title}: {passed} of {len(rows)} rows hold at the small size"),
        tag("p", f"{claim.smoke} replicates, seed {claim.seed}.", class_="quiet"),
        table(["", "claim", "measured", "found", "must lie"], rows),
        id="replayed", data_name=found.name,
    )  # fmt: skip


def _finding(finding: Finding) -> list[object]:
    row = finding.row
    what = f"{row.measure}{f' {row.of}' if row.of else ''}, {row.run}"
    what += f" less {row.against}" if row.against else ""
    unit = MEASURES[row.measure].unit
    if row.stat == "above_zero":
        unit = "% of replicates above zero"
    passes = "PASS" if finding.passes else "FAIL"
    basis = " (source)" if row.basis == SOURCE else ""
    verdict = tag("span", passes, class_=f"verdict {passes.lower()}")
    measured = f"{what}, {unit}{basis}"
    return [verdict, row.claim, measured, f"{finding.value:.4g}", span(*row.bounds(True))]
