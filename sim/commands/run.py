"""``lmgsim run``: a configuration is composed, ``answer`` or ``batch`` runs, the screen shows."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.commands.arguments import check_names, yes_or_no
from sim.commands.run_flags import Flags, read_flags
from sim.config.compose import composed, key_of, read
from sim.errors import InputError
from sim.files.scratch import scratch_folder

if TYPE_CHECKING:
    from sim.composing.overrides import Asked

OWN = ("outcome", "on", "brief")
NOTHING: Mapping[str, str] = {}
NOT_OF_THE_QUESTION = ("scenario", "size", "seed", "results", "engine", "hydra")


def run_command(arguments: list[str]) -> None:
    """Run one configuration, or with ``-m`` all those of a sweep as one.

    Raises
    ------
    InputError
        For what cannot be composed, run or written.
    """
    flags, rest = read_flags(arguments)
    given, overrides = _own(rest)
    if given and (flags.many or flags.alone or flags.cfg or flags.info):
        raise InputError(
            f"{next(iter(given))}= is for one run; the rows of several hold every outcome"
        )
    asked = read(overrides, flags.many)
    if "--help" in flags.alone or flags.cfg or flags.info:
        _show(flags, asked)
    elif flags.many:
        _sweep(asked)
    else:
        from sim.composing.harmless import check_for_one

        check_for_one(asked.to_hydra)
        _job(composed(asked), set_by_hand(overrides), given)


def _show(flags: Flags, asked: Asked) -> None:
    """Print what is asked about a run, and run nothing."""
    from sim.composing import showing

    asked = showing.without_sweeps(asked)
    if flags.info == "defaults":
        text = showing.parts_table(asked)
    elif flags.info:
        text = showing.folders_table(asked)
    else:
        content = composed(asked, unresolved="--resolve" not in flags.alone)
        helps = "--help" in flags.alone
        text = showing.help_text(asked, content) if helps else showing.as_yaml(
            content, flags.package
        )  # fmt: skip
    print(text, end="")


def _sweep(asked: Asked) -> None:
    """Run every job of a sweep: all at once, or with ``hydra/launcher=basic`` one by one."""
    from sim.composing.harmless import folder_of_notes
    from sim.composing.sweeping import jobs_of

    notes = folder_of_notes(asked.to_hydra)
    with scratch_folder() as scratch:  # for Hydra's own notes on a sweep
        jobs = jobs_of(asked, str(notes or scratch))
    for batch in jobs.together:
        _batch(batch)
    for content, overrides in jobs.alone:
        _job(content, set_by_hand(overrides))


def _own(arguments: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """What says what the answer leads with and whether it has a brief; the rest is Hydra's."""
    given = {}
    rest = []
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if equals and key in OWN:
            given[key] = value
        else:
            rest.append(argument)
    check_names("run", rest)
    return given, rest


def _job(
    content: dict[str, object], by_hand: list[str], given: Mapping[str, str] = NOTHING
) -> None:
    from sim.config.schema import read_config

    config = read_config(content)
    brief = yes_or_no(given.get("brief", "true"), "brief")
    leading = {name: given[name] for name in ("outcome", "on") if name in given}
    from sim.answers.run import answer
    from sim.screens.run import show
    from sim.screens.terminal import progress_bar

    with progress_bar("Replicates") as progress:
        found = answer(config, content, progress, by_hand, **leading, brief=brief)
    show(found)


def set_by_hand(overrides: Sequence[str]) -> list[str]:
    """The overrides that make a run another than its scenario's."""
    given = [o for o in overrides if not o.startswith("-")]
    return [o for o in given if key_of(o).split(".")[0].split("/")[0] not in NOT_OF_THE_QUESTION]


def _batch(jobs: Sequence[Any]) -> list[dict[str, object]]:
    """All jobs of a sweep at once; what each found is also in its folder, where it has one."""
    from sim.screens.sweep import show_points
    from sim.screens.terminal import console, progress_bar, say_place
    from sim.store import write_json
    from sim.sweep.batch import Job, run_batch

    together = [Job(job.overrides, job.config) for job in jobs]
    with progress_bar("Runs") as progress:
        found = run_batch(together, ["lmgsim", *sys.argv[1:]], progress)
    for job, row in zip(jobs, found.rows, strict=True):
        if job.folder is not None:
            write_json(row, job.folder / "row.json", f"All rows are in {found.place}")
    console.print(f"\n[bold]{len(jobs):,} jobs[/bold]\n")
    show_points(found.place)
    say_place(
        found.place,
        "points.csv, summary.parquet, runs.parquet; docs/reference/sweep.md; a report of each job "
        "on its own: hydra/launcher=basic",
    )
    return found.rows
