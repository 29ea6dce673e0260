"""``lmgsim replay``: run a claim of the sources and say PASS or FAIL, row by row."""

from __future__ import annotations

import time

from sim.errors import InputError

SMOKE = {"--smoke": True, "smoke=true": True, "smoke=false": False}
RECORD = {"--record": True, "record=true": True, "record=false": False}


def replay_command(arguments: list[str]) -> bool:
    """Replay one claim, or ``all``; without a name, list them. Returns whether all pass.

    Raises
    ------
    InputError
        For a claim that does not exist, or an override that has no sense.
    """
    smoke = any(SMOKE.get(word, False) for word in arguments)
    write = any(RECORD.get(word, False) for word in arguments)
    rest = [word for word in arguments if word not in SMOKE and word not in RECORD]
    changes = [word for word in rest if "=" in word]
    names = [word for word in rest if "=" not in word]
    odd = [word for word in rest if word.startswith("-")]
    if odd or len(names) > 1:
        raise InputError(
            f"replay takes one experiment or all, --smoke and key=value, not {(odd or names)[-1]!r}"
        )
    from sim.replays.claims import claim_names, folder_of, read_claim
    from sim.screens.replay import show_list

    if not names:
        if changes or write:
            raise InputError("replay needs an experiment to change or record (lmgsim replay)")
        show_list({name: read_claim(folder_of(name)) for name in claim_names()})
        return True
    if changes and (write or names == ["all"]):
        raise InputError("a number is changed in one experiment, and what comes of it is not kept")
    chosen = claim_names() if names == ["all"] else names
    if write:
        for name in chosen:
            _record(name)
        return True
    return _replay(chosen, smoke, changes)


def _replay(names: list[str], smoke: bool, changes: list[str]) -> bool:
    from sim.replays.claims import folder_of, read_claim
    from sim.replays.replay import replay
    from sim.screens.replay import show_replay, show_verdict
    from sim.screens.terminal import progress_bar

    begun, verdicts = time.perf_counter(), {}
    for name in names:
        folder = folder_of(name)
        claim = read_claim(folder)
        with progress_bar("Replicates") as progress:
            found = replay(folder, smoke, changes, progress)
        show_replay(name, claim, found, smoke, changes)
        verdicts[name] = found
    if changes:
        return True
    show_verdict(verdicts, time.perf_counter() - begun)
    return not any(finding.passes is False for found in verdicts.values() for finding in found)


def _record(name: str) -> None:
    from sim.replays.claims import folder_of, write_rows
    from sim.replays.replay import record
    from sim.screens.terminal import console, progress_bar

    folder = folder_of(name)
    with progress_bar("Replicates") as progress:
        rows = record(folder, progress)
    write_rows(folder, rows)
    console.print(f"{len(rows)} rows recorded in {folder / 'expected.csv'}")
