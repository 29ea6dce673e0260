"""The bloc whose line is followed or left: the Like-Minded Group unless another is asked about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bloc:
    """Who a group is. What its pull is worth is not said here: that is for a fit."""

    key: str  # as ``bloc=`` takes it
    title: str  # as it stands in a sentence
    digest: str  # tells it from every other: two of the same digest have the same members
    together: bool = False  # all its members make its line, and each may leave it
    told: str = ""  # who belongs to it, and from where that is known


LMG = Bloc("lmg", "the Like-Minded Group", "lmg")
