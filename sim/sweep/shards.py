"""A sweep split by hand: each machine simulates a share of the points, and the shares are merged.

A share is kept in a folder like any other sweep, without tables of it. Work is found again by what
was simulated, so that merging is no more than laying the files of finished work together; the
tables of the whole are then the same, byte for byte, as those of one machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.errors import InputError
from sim.files.kinds import is_folder
from sim.sweep.belonging import FOLDER
from sim.sweep.shelf import Shelf, looked_into

SHARES = re.compile(r"(\d{1,4})/(\d{1,4})")


@dataclass(frozen=True)
class Shard:
    """One of several shares of a sweep; the first is 1."""

    number: int
    of: int

    @staticmethod
    def of_text(given: str) -> Shard:
        """A share as it is typed, such as ``2/4``.

        Raises
        ------
        InputError
            If it is no share.
        """
        found = SHARES.fullmatch(given)
        if found and 1 <= int(found[1]) <= int(found[2]):
            return Shard(int(found[1]), int(found[2]))
        raise InputError(f"shard={given[:40]}: 1/4 to 4/4 is wanted for four machines")

    def order(self, order: Sequence[int]) -> list[int]:
        """The points of this share, in the order of the design: a stretch as long as the others.

        Raises
        ------
        InputError
            If there are fewer points than shares.
        """
        if self.of > len(order):
            raise InputError(
                f"shard={self.number}/{self.of}: the design has {len(order)} points, and a share "
                "needs one at least"
            )
        first, last = ((n * len(order)) // self.of for n in (self.number - 1, self.number))
        return list(order[first:last])


def gather(kept: Shelf, places: Sequence[Path], identity: Mapping[str, object]) -> int:
    """Take over what other folders of the same sweep have finished; they are left as they are.

    Returns
    -------
    int
        How many files of theirs could not be used, since they are damaged.

    Raises
    ------
    InputError
        If one is no folder of a sweep, or of another configuration or version.
    """
    damaged = 0
    for other in shares(places, identity):
        damaged += other.damaged
        for content in other.contents():
            kept.put(content)
    return damaged


def shares(places: Sequence[Path], identity: Mapping[str, object]) -> Iterator[Shelf]:
    """What lies in folders of the same sweep; they are looked into only.

    Raises
    ------
    InputError
        As ``gather``.
    """
    for place in places:
        if not is_folder(place / FOLDER):
            raise InputError(f"merge={place}: there is no sweep; name the folders of its shares")
        yield looked_into(place, identity)
