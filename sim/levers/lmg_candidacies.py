"""Candidacies of the group: it seeks seats for itself and for those who vote with it."""

from __future__ import annotations

from sim.levers.candidacies import Candidacies


class LmgCandidacies(Candidacies):
    """Make each affiliate readier to stand, and campaign for it among all voters."""

    title = "Candidacies of the group"
    source = "[inboden2023] China and Russia: they seek seats for themselves and for others"
    side = "lmg"

    targets: tuple[str, ...] = ("affiliates",)
