"""What a fit stores of memory: tables of what each state, the Council and its groups remember.

One place makes them, whether a fit has just ended or its memory was carried on.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.council.agreement import peer_agreement, voting_agreement
from sim.data.assembly_record import votes_before
from sim.world import GROUPS, Agenda, Memory, States

LEAST = 0.0005  # agreement that is stored


def replacing(old: pd.DataFrame, new: pd.DataFrame, past: Agenda) -> pd.DataFrame:
    """The rows of old slots that the past does not have, and the new ones."""
    return pd.concat([old[~old.slot.isin(past.slot_name)], new], ignore_index=True)


def memory_table(agenda: Agenda, states: States, memory: Memory) -> pd.DataFrame:
    """What each state remembers of each slot: the columns of a fit's ``memory.csv``."""
    state, slot = np.nonzero(memory.seen)
    at = (state, slot)
    return pd.DataFrame(
        {
            "iso3": np.array(states.iso3)[state],
            "slot": np.array(agenda.slot_name)[slot],
            "seen": memory.seen[at].astype(int),
            "record": memory.record[at],
            "habit": memory.habit[at],
            "last": memory.last[at].astype(int),
        }
    )


def echo_table(agenda: Agenda, memory: Memory) -> pd.DataFrame:
    """What the Council and its groups did in each slot: the columns of a fit's ``echoes.csv``."""
    names = np.array(agenda.slot_name)
    whole = np.flatnonzero(memory.council_seen)
    group, slot = np.nonzero(memory.groups_seen)
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "group": "",
                    "slot": names[whole],
                    "seen": memory.council_seen[whole].astype(int),
                    "record": memory.council[whole],
                    "habit": 0.0,
                }
            ),
            pd.DataFrame(
                {
                    "group": np.array(GROUPS)[group],
                    "slot": names[slot],
                    "seen": memory.groups_seen[group, slot].astype(int),
                    "record": memory.groups[group, slot],
                    "habit": memory.group_habit[group, slot],
                }
            ),
        ]
    )


def agreement_table(recorded: np.ndarray, states: States, day: np.datetime64) -> pd.DataFrame:
    """Who had agreed with whom before a day: the columns of a fit's ``agreement.csv``.

    Parameters
    ----------
    recorded : [B, S] int8, the votes in the Council before that day
    """
    here = voting_agreement(recorded)
    filled = peer_agreement(recorded, votes_before(day, states))
    a, b = np.nonzero(np.triu(np.maximum(here, filled) >= LEAST))
    codes = np.array(states.iso3)
    pairs = {"iso3_a": codes[a], "iso3_b": codes[b]}
    return pd.DataFrame({**pairs, "agreement": here[a, b], "peers": filled[a, b]})
