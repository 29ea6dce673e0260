"""A stored fit: the rule's weights with their spread, and what was remembered when it ended.

Sources: computed by ``lmgsim calibrate`` from recorded votes [ohchr_votes].
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from sim.data import fit_checks as checks
from sim.data.fit_story import STORY, check_counts, read_story
from sim.data.packaged import PLACE
from sim.data.shared_weights import PULLS, SHARED_LABELS, VECTORS
from sim.data.stored_table import StoredTable, check_covariance, read_stored
from sim.draws import PARAMETER, uniform_draws
from sim.errors import InputError
from sim.files.moving import settle
from sim.world import DRIFTS, GROUPS, LMG, STRANDS, Agenda, Memory, States, Weights

DIGITS = (8, 6)  # decimals of the covariance and of the standard deviations
DECIMALS = 8  # drawn weights are rounded, so that the last bit of a library does not matter


@dataclass(frozen=True)
class Fit:
    """A fit as it lies on disk."""

    story: dict[str, object]
    labels: tuple[str, ...]  # [P] names of the shared weights
    mode: np.ndarray  # [P]
    root: np.ndarray  # [P, P] square root of their covariance
    states: pd.DataFrame
    memory: pd.DataFrame
    echoes: pd.DataFrame
    agreements: pd.DataFrame

    @property
    def known_until(self) -> str:
        """The last day of which a simulation knows what was said in the Assembly."""
        return str(self.story.get("known_until", self.story["train_until"]))

    @property
    def bloc(self) -> str:
        """The digest of the bloc for whose line the fit was made."""
        told = self.story.get("bloc")
        return str(told["digest"]) if isinstance(told, dict) else LMG.digest

    def weights(self, states: States, seed: int = 0, replicate: int | None = None) -> Weights:
        """The weights at the mode, or drawn for a replicate from their estimated spread.

        A pull that is drawn below zero is taken as zero: nobody is pulled backwards.
        """
        row, absence, stance, sd, band, band_sd = self._of_states(states.iso3)
        shared = self.mode
        if replicate is not None:
            sizes = [len(shared), len(self.states) * len(STRANDS), len(self.states)]
            from scipy.special import ndtri  # takes a while to load

            normal = ndtri(uniform_draws(seed, PARAMETER, replicate, sum(sizes)))
            for_shared, for_stance, for_band = np.split(normal, np.cumsum(sizes)[:-1])
            shared = shared + self.root @ for_shared
            stance = stance + sd * for_stance.reshape(-1, len(STRANDS))[row]
            band = band + band_sd * for_band[row]
        value = np.round(shared, DECIMALS)
        value[self._pulls & (value < 0.0)] = 0.0
        named: dict[str, object] = {"own_terms": np.zeros(len(VECTORS["own_terms"]))}
        for name, places, parts in self._places:
            if parts is None:
                named[name] = float(value[places[0]])
            else:
                vector = named[name] = np.zeros(len(VECTORS[name]))
                vector[parts] = value[places]
        rates = self.story["rates"]
        return Weights(
            **named,  # type: ignore[arg-type]
            stance=np.round(stance, DECIMALS),
            band_state=np.round(band, DECIMALS),
            surprise=np.array(self.story["surprise"]),
            drift=np.array([self.story["drift"][name] for name in DRIFTS]),  # type: ignore[index]
            memory_rate=np.array([rates[k] for k in ("series", "target", "strand")]),  # type: ignore[index]
            council_rate=rates["council"],  # type: ignore[index]
            affiliation_rate=rates["affiliation"],  # type: ignore[index]
            abstention_credit=rates["abstention_credit"],  # type: ignore[index]
            absence=absence,
        )

    @cached_property
    def _pulls(self) -> np.ndarray:
        """Which of the shared weights are pulls, [P] bool."""
        return np.array([label.partition("/")[0] in PULLS for label in self.labels])

    @cached_property
    def _places(self) -> list[tuple[str, list[int], list[int] | None]]:
        """Every shared weight, where its numbers lie, and which part each is; None: the whole."""
        found: dict[str, tuple[list[int], list[int]]] = {}
        for place, label in enumerate(self.labels):
            name, _, part = label.partition("/")
            places, parts = found.setdefault(name, ([], []))
            places.append(place)
            if part:
                parts.append(VECTORS[name].index(part))
        return [(name, places, parts or None) for name, (places, parts) in found.items()]

    @cached_property
    def _known(self) -> dict[tuple[str, ...], tuple[np.ndarray, ...]]:
        return {}

    def _of_states(self, iso3: tuple[str, ...]) -> tuple[np.ndarray, ...]:
        # looking states up takes longer than drawing their weights: once is enough
        if iso3 not in self._known:
            table = self.states.set_index("iso3").reindex(list(iso3))
            self._known[iso3] = (
                pd.Index(self.states.iso3).get_indexer(list(iso3)),
                table["absence"].to_numpy(float),
                table[list(STRANDS)].to_numpy(float),
                table[[f"{s}_sd" for s in STRANDS]].to_numpy(float),
                table["band"].to_numpy(float),
                table["band_sd"].to_numpy(float),
            )
        return self._known[iso3]

    def remembered(self, agenda: Agenda, states: States) -> Memory:
        """What these states remember of the agenda's slots after the fit's last vote."""
        slot = {name: k for k, name in enumerate(agenda.slot_name)}
        state = {code: i for i, code in enumerate(states.iso3)}
        affiliation = self.states.set_index("iso3").affiliation.reindex(list(states.iso3))
        blank = Memory.blank(len(states), len(slot), affiliation.to_numpy(float))
        known = self.memory[self.memory.slot.isin(slot) & self.memory.iso3.isin(state)]
        at = (known.iso3.map(state).to_numpy(int), known.slot.map(slot).to_numpy(int))
        for name in ("seen", "record", "habit", "last"):
            getattr(blank, name)[at] = known[name].to_numpy(float)
        echoes = self.echoes[self.echoes.slot.isin(slot)]
        whole = echoes[echoes.group == ""]
        place = whole.slot.map(slot).to_numpy(int)
        blank.council[place], blank.council_seen[place] = whole.record, whole.seen
        parts = echoes[echoes.group != ""]
        at = (
            parts.group.map({g: n for n, g in enumerate(GROUPS)}).to_numpy(int),
            parts.slot.map(slot).to_numpy(int),
        )
        blank.groups[at], blank.group_habit[at] = parts.record, parts.habit
        blank.groups_seen[at] = parts.seen
        return blank

    def agreement(self, states: States) -> np.ndarray:
        """Past voting agreement among ``states``, [S, S]."""
        return self._pairs("agreement", states)

    def peers(self, states: States) -> np.ndarray:
        """The same, filled in from the Assembly: ``sim.council.agreement.peer_agreement``."""
        return self._pairs("peers", states)

    def _pairs(self, column: str, states: States) -> np.ndarray:
        state = {code: i for i, code in enumerate(states.iso3)}
        pairs = self.agreements
        pairs = pairs[pairs.iso3_a.isin(state) & pairs.iso3_b.isin(state)]
        a, b = pairs.iso3_a.map(state).to_numpy(int), pairs.iso3_b.map(state).to_numpy(int)
        matrix = np.zeros((len(state), len(state)))
        matrix[a, b] = matrix[b, a] = pairs[column]
        return matrix


TABLES = {
    "weights.csv": checks.WEIGHT_COLUMNS,
    "covariance.csv": SHARED_LABELS,
    "states.csv": checks.STATE_COLUMNS,
    "memory.csv": checks.MEMORY_COLUMNS,
    "echoes.csv": checks.ECHO_COLUMNS,
    "agreement.csv": checks.AGREEMENT_COLUMNS,
}


@cache
def load_fit(folder: Path | None = None) -> Fit:
    """Read a stored fit, whole and checked; without a folder the package's default.

    Raises
    ------
    InputError
        If the folder holds no whole fit of the rule in force, or a number in it cannot be. The
        message names file and row.
    """
    if folder is not None:
        settle(folder)
    place = folder if folder is not None else PLACE
    try:
        return _checked(place)
    except InputError as error:
        said = str(error).replace(f"{place}{os.sep}", "")
        raise InputError(f"no usable fit in {place}: {said}") from None


def _checked(place: Path) -> Fit:
    story = read_story(place / STORY)
    tables: dict[str, StoredTable] = {}
    for name, columns in TABLES.items():
        tables[name] = read_stored(place / name, columns)
        if name == "weights.csv":  # first: if these are another rule's, that is what to say
            mode, sd = checks.check_weights(tables[name])
    values, vectors = check_covariance(tables["covariance.csv"], sd, DIGITS)
    numbers = {
        "states.csv": checks.check_states,
        "memory.csv": checks.check_memory,
        "echoes.csv": checks.check_echoes,
        "agreement.csv": checks.check_agreement,
    }
    found = {name: tables[name].frame(check(tables[name])) for name, check in numbers.items()}
    check_counts(story, {name: len(table) for name, table in tables.items()}, f"{place}{os.sep}")
    return Fit(
        story=story,
        labels=SHARED_LABELS,
        mode=mode,
        root=(vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T,
        states=found["states.csv"],
        memory=found["memory.csv"],
        echoes=found["echoes.csv"],
        agreements=found["agreement.csv"],
    )
