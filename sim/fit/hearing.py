"""Who hears whom in all rooms at once: two rounds of lobbying, forwards and backwards.

What a state hears is a weighted sum of averages over the others, the same for all ballots of a
sitting but for its tie to the bloc. So a room is one matrix, made anew for each vector of weights,
and ballots are multiplied with it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.fit.replay import Sitting
from sim.world import DEMOCRACIES, DONORS, LAYERS

TO_ALL = (*range(len(DONORS)), DEMOCRACIES)  # voices whose weight is the same on every ballot


class Hearing:
    """R rooms, each filled up to A states with nobody.

    Attributes
    ----------
    layers : [len(LAYERS), R, A, A] averages over others; row hears column
    ears, mouths : [R, A, V] what ties a state to each of ``TO_ALL``; [R, V, A] who speaks there
    """

    def __init__(
        self, sittings: Sequence[Sitting], parts: Sequence[tuple[slice, int, int]]
    ) -> None:
        self.parts = parts
        most = max((many for _, _, many in parts), default=0)
        self.layers = np.zeros((len(LAYERS), len(parts), most, most))
        self.ears = np.zeros((len(parts), most, len(TO_ALL)))
        self.mouths = np.zeros((len(parts), len(TO_ALL), most))
        for r, (s, (_, _, many)) in enumerate(zip(sittings, parts, strict=True)):
            self.layers[:, r, :many, :many] = s.room.layers
            self.ears[r, :many] = np.column_stack([s.room.ties, s.room.freedom])
            self.mouths[r, :, :many] = s.room.voices[list(TO_ALL)]

    def matrices(self, layers: np.ndarray, to_all: np.ndarray) -> np.ndarray:
        """[R, A, A] for weights of ``layers`` [L] and of ``TO_ALL`` [V]; row hears column."""
        network: np.ndarray = np.tensordot(layers, self.layers, 1)
        return network + (self.ears * to_all) @ self.mouths

    def heard(self, matrices: np.ndarray, said: np.ndarray) -> np.ndarray:
        """What every cell hears, [M], when cells say ``said`` [M]."""
        return self._through(matrices.transpose(0, 2, 1), said)

    def back(self, matrices: np.ndarray, felt: np.ndarray) -> np.ndarray:
        """d/d(said) [M], where ``felt`` [M] is d/d(heard)."""
        return self._through(matrices, felt)

    def _through(self, matrices: np.ndarray, given: np.ndarray) -> np.ndarray:
        found = np.empty_like(given)
        for matrix, (cut, ballots, many) in zip(matrices, self.parts, strict=True):
            square = matrix[:many, :many]
            np.matmul(
                given[cut].reshape(ballots, many), square, out=found[cut].reshape(ballots, many)
            )
        return found

    def by_weights(
        self, felt: Sequence[np.ndarray], said: Sequence[np.ndarray]
    ) -> tuple[np.ndarray, np.ndarray]:
        """d/d(weights) of the layers [L] and of ``TO_ALL`` [V], summed over rounds.

        Parameters
        ----------
        felt, said : [M] of each round
        """
        cross = np.zeros(self.layers.shape[1:])
        for g, voice in zip(felt, said, strict=True):
            for room, (cut, ballots, many) in zip(cross, self.parts, strict=True):
                here = g[cut].reshape(ballots, many).T
                room[:many, :many] += here @ voice[cut].reshape(ballots, many)
        through = (self.ears.transpose(0, 2, 1) @ cross) * self.mouths
        return np.tensordot(self.layers, cross, 3), through.sum((0, 2))
