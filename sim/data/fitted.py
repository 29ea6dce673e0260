"""A stored fit: the rule's weights with their spread, and what was remembered when it ended.

Sources: computed by ``lmgsim calibrate`` from recorded votes [ohchr_votes].
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import ndtri

from sim.draws import PARAMETER, uniform_draws
from sim.errors import InputError
from sim.files.moving import settle
from sim.world import DONORS, DRIFTS, GROUPS, LAYERS, STRANDS, Agenda, Memory, States, Weights

PULLS = ("bloc", "discipline", "outreach", "donors", "layers")
VECTORS = {
    **dict.fromkeys(("intercept", "by_freedom", "band", "band_by_affiliation"), STRANDS),
    "donors": DONORS,
    "layers": LAYERS,
}
OLDER = "as it does from older versions; make it anew with lmgsim calibrate"
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

    def weights(self, states: States, seed: int = 0, replicate: int | None = None) -> Weights:
        """The weights at the mode, or drawn for a replicate from their estimated spread.

        A pull that is drawn below zero is taken as zero: nobody is pulled backwards.
        """
        row, absence, stance, sd, band, band_sd = self._of_states(states.iso3)
        shared = self.mode
        if replicate is not None:
            sizes = [len(shared), len(self.states) * len(STRANDS), len(self.states)]
            normal = ndtri(uniform_draws(seed, PARAMETER, replicate, sum(sizes)))
            for_shared, for_stance, for_band = np.split(normal, np.cumsum(sizes)[:-1])
            shared = shared + self.root @ for_shared
            stance = stance + sd * for_stance.reshape(-1, len(STRANDS))[row]
            band = band + band_sd * for_band[row]
        value = dict(zip(self.labels, np.round(shared, DECIMALS), strict=True))
        named: dict[str, object] = {}
        for label, number in value.items():
            name, _, part = label.partition("/")
            number = max(float(number), 0.0) if name in PULLS else float(number)
            if part:
                vector = named.setdefault(name, np.zeros(len(VECTORS[name])))
                vector[VECTORS[name].index(part)] = number  # type: ignore[index]
            else:
                named[name] = number
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
        """The same, filled in from the Assembly: ``sim.fit.agreement.peer_agreement``."""
        return self._pairs("peers", states)

    def _pairs(self, column: str, states: States) -> np.ndarray:
        state = {code: i for i, code in enumerate(states.iso3)}
        pairs = self.agreements
        pairs = pairs[pairs.iso3_a.isin(state) & pairs.iso3_b.isin(state)]
        a, b = pairs.iso3_a.map(state).to_numpy(int), pairs.iso3_b.map(state).to_numpy(int)
        matrix = np.zeros((len(state), len(state)))
        matrix[a, b] = matrix[b, a] = pairs[column]
        return matrix


def _read_story(place: Traversable) -> dict[str, object]:
    try:
        story: dict[str, object] = json.loads((place / "fit.json").read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise InputError(f"no usable fit in {place}: fit.json: {error}") from None
    missing = [name for name in ("train_until", "rates", "surprise", "drift") if name not in story]
    if missing:
        raise InputError(f"no usable fit in {place}: fit.json lacks {', '.join(missing)}, {OLDER}")
    return story


@cache
def load_fit(folder: Path | None = None) -> Fit:
    """Read a stored fit; without a folder the package's own.

    Raises
    ------
    InputError
        If the folder holds no whole fit.
    """
    if folder is not None:
        settle(folder)
    place = folder if folder is not None else files("sim.data") / "fitted"

    def table(name: str) -> pd.DataFrame:
        try:
            with (place / name).open(encoding="utf-8") as handle:
                return pd.read_csv(handle, keep_default_na=False)
        except (OSError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
            raise InputError(f"no usable fit in {place}: {name}: {error}") from None

    agreements = table("agreement.csv")
    if "peers" not in agreements:
        raise InputError(f"no usable fit in {place}: agreement.csv lacks peers, {OLDER}")
    weights = table("weights.csv")
    covariance = table("covariance.csv").to_numpy(float)
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    return Fit(
        story=_read_story(place),
        labels=tuple(weights.weight),
        mode=weights["mode"].to_numpy(float),
        root=(vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T,
        states=table("states.csv"),
        memory=table("memory.csv"),
        echoes=table("echoes.csv"),
        agreements=agreements,
    )
