"""What can be read: the folders of results, and claims of the sources run anew."""

from __future__ import annotations

import os
from dataclasses import dataclass

from sim.errors import InputError
from sim.files.json_text import read_json
from sim.files.reading import MEGABYTE, is_regular
from sim.page.folders import FOLDERS, PLAIN, inside
from sim.pool import Progress
from sim.replays.claims import Claim, claim_names, folder_of, read_claim
from sim.replays.replay import Finding, replay

MOST_RESULTS = 200  # shown, the newest of them
LARGEST_SUMMARY = 4 * MEGABYTE
LONGEST = 200  # letters of what a summary says


@dataclass(frozen=True)
class Result:
    """A results folder."""

    scenario: str
    moment: str
    title: str = ""
    replicates: str = ""
    seed: str = ""
    problem: str = ""  # why nothing more is known of it

    @property
    def address(self) -> str:
        """Where the page serves its report."""
        return f"/report/{self.scenario}/{self.moment}"


def results() -> list[Result]:
    """Folders of results with a report, the newest first, ``MOST_RESULTS`` at most."""
    found = []
    for report in FOLDERS.results.glob("*/*/report.html"):
        scenario, moment = report.parent.parent.name, report.parent.name
        if not (PLAIN.fullmatch(scenario) and PLAIN.fullmatch(moment) and is_regular(report)):
            continue
        try:
            inside(FOLDERS.results, scenario, moment, "report.html")
        except InputError:
            continue
        found.append((moment, scenario))
    return [_result(*names) for names in sorted(found, reverse=True)[:MOST_RESULTS]]


def _result(moment: str, scenario: str) -> Result:
    """What the summary of a results folder says of it."""
    path = FOLDERS.results / scenario / moment / "summary.json"
    try:
        inside(FOLDERS.results, scenario, moment, path.name)
        facts = read_json(path, LARGEST_SUMMARY, finite=False)
    except InputError as error:
        said = str(error).replace(f"{FOLDERS.results}{os.sep}", "")
        return Result(scenario, moment, problem=said)
    words = (str(facts.get(key, ""))[:LONGEST] for key in ("title", "replicates", "seed"))
    return Result(scenario, moment, *words)


def claims() -> tuple[dict[str, Claim], list[str]]:
    """The claims that come with the package, and what is wrong with those that are broken."""
    known, problems = {}, []
    for name in claim_names():
        try:
            known[name] = read_claim(folder_of(name))
        except InputError as error:
            problems.append(str(error))
    return known, problems


@dataclass(frozen=True)
class Replayed:
    """A claim run anew at its small size."""

    name: str
    claim: Claim
    findings: list[Finding]


def replay_one(name: str, progress: Progress) -> Replayed:
    """Run a claim of the package at its small size.

    Raises
    ------
    InputError
        If there is no such claim, or it cannot be run.
    """
    if name not in claim_names():
        raise InputError(f"no experiment {name!r}: one of {', '.join(claim_names())}")
    folder = folder_of(name)
    return Replayed(name, read_claim(folder), replay(folder, True, None, progress))
