"""What the tables of a stored fit may hold; anything else is refused with file and row."""

from __future__ import annotations

import numpy as np

from sim.data.shared_weights import PULLS, SHARED_LABELS
from sim.data.states import load_states
from sim.data.stored_table import StoredTable
from sim.errors import InputError
from sim.world import GROUPS, MEMORY_LEVELS, STRANDS

# Weights are logits. The widest prior of calibrate has a standard deviation of 2.3 (penalty 0.2,
# ``sim.fit.estimate``); a weight of 50 would make a chance of 2e-22 and be 22 of them away.
LARGEST_WEIGHT = 50.0
LARGEST_SD = 10.0  # no estimate is known less well than its prior
LONGEST_NAME = 200  # letters of a series
MOST_SEEN = 100_000  # votes of one state on one kind of text
ROUNDED = 0.00051  # the coarser tables have four decimals, agreements three

WEIGHT_COLUMNS = ("weight", "mode", "sd")
STATE_COLUMNS = (
    "iso3",
    "name",
    *(column for strand in STRANDS for column in (strand, f"{strand}_sd")),
    "band",
    "band_sd",
    "absence",
    "affiliation",
)
MEMORY_COLUMNS = ("iso3", "slot", "seen", "record", "habit", "last")
ECHO_COLUMNS = ("group", "slot", "seen", "record", "habit")
AGREEMENT_COLUMNS = ("iso3_a", "iso3_b", "agreement", "peers")


def check_weights(table: StoredTable) -> tuple[np.ndarray, np.ndarray]:
    """The shared weights at their mode and their standard deviations, both [P].

    Raises
    ------
    InputError
        If the names are not those of the rule in force, in its order, or a number is out of range.
    """
    names = table.columns["weight"]
    table.once(["weight"], "name")
    missing = [name for name in SHARED_LABELS if name not in names]
    odd = [name for name in names if name not in SHARED_LABELS]
    if missing or odd:
        lacks = f"lacks {missing[0]!r}" if missing else f"has {odd[0][:60]!r}"
        terms = any(name.startswith("own_terms/") for name in (*missing, *odd))
        hint = (
            "A plug-in adds that term, or did: LMGSIM_PLUGINS=off leaves all of them out. With it, "
            "lmgsim calibrate train_until=DATE fits the rule anew"
            if terms
            else "Fit it anew: lmgsim calibrate votes=FOLDER train_until=DATE into=FOLDER"
        )
        raise InputError(
            f"{table.name} {lacks}: these are not the weights of the rule in force. {hint}"
        )
    for row, (name, wanted) in enumerate(zip(names, SHARED_LABELS, strict=True)):
        if name != wanted:
            table.refuse(row, "weight", f"stands where {wanted!r} is wanted: another order")
    mode = table.numbers("mode", -LARGEST_WEIGHT, LARGEST_WEIGHT)
    for row, name in enumerate(names):
        if name.partition("/")[0] in PULLS and mode[row] < 0:
            table.refuse(row, "mode", f"is below 0, and nobody is pulled backwards by {name}")
    return mode, table.numbers("sd", 0, LARGEST_SD)


def check_states(table: StoredTable) -> dict[str, np.ndarray]:
    """The numbers of each state by column, each [S].

    Raises
    ------
    InputError
        If the states are not those of the package, each once and in its order, or a number is out
        of range.
    """
    everyone = load_states().iso3
    codes = table.known("iso3", everyone, "no state of the package's states.csv")
    table.once(["iso3"], "state")
    if missing := [code for code in everyone if code not in codes]:
        raise InputError(f"{table.name}: no row of {missing[0]}; every state has one")
    for row, (code, wanted) in enumerate(zip(codes, everyone, strict=True)):
        if code != wanted:
            table.refuse(row, "iso3", f"stands where {wanted} is wanted: the order is by code")
    found = {}
    for column in STATE_COLUMNS[2:]:
        if column in ("absence", "affiliation"):
            found[column] = table.numbers(column, 0, 1)
        elif column.endswith("_sd"):
            found[column] = table.numbers(column, 0, LARGEST_SD)
        else:
            found[column] = table.numbers(column, -LARGEST_WEIGHT, LARGEST_WEIGHT)
    return found


def check_memory(table: StoredTable) -> dict[str, np.ndarray]:
    """What states remember, by column, each [N].

    Raises
    ------
    InputError
        For an unknown state or slot, one that stands there twice, a number out of range, or a
        state whose votes by series are not as many as those by kind of text.
    """
    states = table.known("iso3", load_states().iso3, "no state of the package's states.csv")
    table.once(["iso3", "slot"], "state and slot")
    found = _remembered(table, states)
    last = table.numbers("last", -1, 1, whole=True, wanted="a vote: 1, 0 or -1")
    return found | {"last": last.astype(int)}


def check_echoes(table: StoredTable) -> dict[str, np.ndarray]:
    """What the Council and its groups remember, by column, each [N].

    Raises
    ------
    InputError
        As ``check_memory``, of groups; the whole Council is the group without a name.
    """
    groups = table.known("group", ("", *GROUPS), f"none of {', '.join(GROUPS)}")
    table.once(["group", "slot"], "group and slot")
    return _remembered(table, groups)


def _remembered(table: StoredTable, whose: list[str]) -> dict[str, np.ndarray]:
    slots = table.columns["slot"]
    states = frozenset(load_states().iso3)
    levels = {slot: _level(slot, states) for slot in set(slots)}
    if -1 in levels.values():
        row = next(n for n, slot in enumerate(slots) if levels[slot] < 0)
        table.refuse(row, "slot", f"is no slot: series/NAME, target/CODE or strand/{STRANDS[0]}")
    seen = table.numbers("seen", 1, MOST_SEEN, whole=True).astype(int)
    record, habit = table.numbers("record", -1, 1), table.numbers("habit", 0, 1)
    over = np.abs(record) + habit > 1 + 2 * ROUNDED
    if over.any():
        row = int(over.argmax())
        table.refuse(row, "habit", f"and the record {record[row]:g} cannot both be: over 1 in all")
    name = {one: n for n, one in enumerate(dict.fromkeys(whose))}
    level = np.fromiter((levels[slot] for slot in slots), int, len(slots))
    who = np.fromiter((name[one] for one in whose), int, len(whose))
    width = len(MEMORY_LEVELS)
    votes = np.bincount(width * who + level, seen, width * len(name))
    series, strand = (votes[MEMORY_LEVELS.index(of) :: width] for of in ("series", "strand"))
    if (series != strand).any():
        n = int((series != strand).argmax())
        raise InputError(
            f"{table.name}: of {[*name][n] or 'the Council'} {series[n]:,.0f} votes are remembered "
            f"by series and {strand[n]:,.0f} by kind of text; a row is missing or wrong"
        )
    return {"seen": seen, "record": record, "habit": habit}


def _level(slot: str, states: frozenset[str]) -> int:
    """The position in MEMORY_LEVELS of what a slot is of; -1: it is no slot."""
    level, _, name = slot.partition("/")
    known = {
        "series": 0 < len(name) <= LONGEST_NAME,
        "target": name.removesuffix("/amendment") in states,
        "strand": name in STRANDS,
    }
    return MEMORY_LEVELS.index(level) if known.get(level) else -1


def check_agreement(table: StoredTable) -> dict[str, np.ndarray]:
    """Agreement of pairs of states in the Council and as peers, each [N].

    Raises
    ------
    InputError
        For an unknown state, a pair that stands there twice, a number out of range, or more
        agreement in the Council than with the Assembly's votes beside it.
    """
    everyone = load_states().iso3
    pairs = [
        table.known(column, everyone, "no state of the package's states.csv")
        for column in ("iso3_a", "iso3_b")
    ]
    if alone := [row for row, (a, b) in enumerate(zip(*pairs, strict=True)) if a == b]:
        table.refuse(alone[0], "iso3_b", "is the same state; a pair is of two")
    table.once(["iso3_a", "iso3_b"], "pair", either_way=True)
    agreement, peers = (table.numbers(column, 0, 1) for column in ("agreement", "peers"))
    less = peers < agreement - 2 * ROUNDED
    if less.any():
        row = int(less.argmax())
        table.refuse(row, "peers", f"is less than the agreement in the Council, {agreement[row]:g}")
    return {"agreement": agreement, "peers": peers}
