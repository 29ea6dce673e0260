"""Who hears whom in the rooms of a Council, and how strongly: lists of speakers for each listener.

Whom anybody can hear is worked out once for a membership of the Council; how strongly, once for
each set of weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.council.room import Room
from sim.world import DONORS, LAYERS, ROOM


class Speakers(NamedTuple):
    """Whom each listener hears, in order; those without weight are left out."""

    many: np.ndarray  # [..., listeners] how many they are
    who: np.ndarray  # [..., listeners, speakers] where they stand among all who speak
    weight: np.ndarray  # [..., listeners, speakers], or with a lane for each replicate at the end


def speakers(weight: np.ndarray) -> Speakers:
    """The entries of a table of weights [..., listeners, speakers] that are not zero."""
    many, who = _heard(weight != 0.0)
    return Speakers(many, who, np.take_along_axis(weight, who, axis=-1))


def _heard(heard: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return heard.sum(-1), np.argsort(~heard, axis=-1, kind="stable")


@dataclass(frozen=True)
class Layered:
    """Whom listeners hear by any of several layers, each of which weighs as much as it is told."""

    many: np.ndarray  # [R, listeners]
    who: np.ndarray  # [R, listeners, speakers]
    layers: np.ndarray  # [N, R, listeners, speakers, 1] in the order of ``who``

    @staticmethod
    def of(layers: np.ndarray) -> Layered:
        """Of layers [N, R, listeners, speakers]."""
        many, who = _heard((layers != 0.0).any(0))
        return Layered(many, who, np.take_along_axis(layers, who[None], axis=-1)[..., None])

    def weighed(self, weights: np.ndarray) -> Speakers:
        """Under weights of each layer [N, L], or of each layer and speaker [N, speakers, L]."""
        found = np.zeros((*self.who.shape, weights.shape[-1]))
        for layer, weight in zip(self.layers, weights, strict=True):
            found += (weight[self.who] if weight.ndim > 1 else weight) * layer
        return Speakers(self.many, self.who, found)


@dataclass(frozen=True)
class Furniture:
    """What no weight changes about the rooms of a Council. ``A`` places in the largest of them."""

    size: np.ndarray  # [R] number present
    present: np.ndarray  # [R, A]
    sits: np.ndarray  # [R, A] bool
    voices: Speakers  # [R, V]: whose leanings make up a voice
    peers: Layered  # [R, A], by the layers of the network
    donors: Layered  # [R, A], by aid
    openness: np.ndarray  # [R, A]

    @staticmethod
    def of(rooms: list[Room]) -> Furniture:
        """Of these rooms."""
        size, present, sits = places(rooms)
        width = present.shape[1]
        voices = np.zeros((len(rooms), ROOM + 1, width))
        layers = np.zeros((len(LAYERS), len(rooms), width, width))
        ties = np.zeros((1, len(rooms), width, len(DONORS)))
        openness = np.zeros((len(rooms), width))
        for r, room in enumerate(rooms):
            n = size[r]
            voices[r, :, :n], layers[:, r, :n, :n] = room.voices, room.layers
            ties[0, r, :n], openness[r, :n] = room.ties, room.freedom
        return Furniture(
            size, present, sits, speakers(voices), Layered.of(layers), Layered.of(ties), openness
        )


def places(rooms: list[Room]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How many are in each room [R], who they are [R, A], and who of them sits [R, A] bool."""
    size = np.array([len(room.present) for room in rooms])
    present = np.zeros((len(rooms), size.max()), np.int64)
    sits = np.zeros(present.shape, bool)
    for r, room in enumerate(rooms):
        present[r, : size[r]], sits[r, : size[r]] = room.present, room.sits
    return size, present, sits
