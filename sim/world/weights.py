"""The numbers of the rule: coefficients estimated from recorded votes. None is set by a lever."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Weights:
    """One set of numbers for the rule. Scalars unless a shape is given; see ``parameters``."""

    intercept: np.ndarray  # [C]
    by_freedom: np.ndarray  # [C]
    stance: np.ndarray  # [S, C]
    own_record_at_stake: float
    neighbour_at_stake: float
    friend_at_stake: float
    special_session: float
    own_text: float
    group_text: float
    pen_agreement: float
    series: float
    series_of_amendment: float  # added to ``series`` on amendments
    series_last: float
    assembly: float
    target: float
    target_of_country: float  # added to ``target`` on texts about a country
    strand: float
    strand_when_new: float
    council: float
    council_when_new: float
    group_on_series: float
    group_on_strand: float
    sentiment: float
    own_terms: np.ndarray = field(default_factory=lambda: np.zeros(0), kw_only=True)  # [E]
    band: np.ndarray  # [C]
    band_by_affiliation: np.ndarray  # [C]
    band_series: float
    band_target: float
    band_strand: float
    band_strand_of_country: float  # added to ``band_strand`` on texts about a country
    band_group: float
    band_state: np.ndarray  # [S]
    bloc: float
    discipline: float
    outreach: float
    donors: np.ndarray  # [D]
    layers: np.ndarray  # [len(LAYERS)]
    surprise: np.ndarray  # [3, kinds] spread of what is new about a text: see SURPRISES
    drift: np.ndarray  # [len(DRIFTS)] spread of what a year adds, by kind of text
    memory_rate: np.ndarray  # [3] slowest learning rate of MEMORY_LEVELS
    council_rate: float
    affiliation_rate: float
    abstention_credit: float
    absence: np.ndarray  # [S] chance of not being in the room
