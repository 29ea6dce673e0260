"""Posts of experts and on treaty bodies, filled with people of integrity."""

from __future__ import annotations

from typing import ClassVar

from sim.levers.expert_posts import ExpertPosts


class IndependentExperts(ExpertPosts):
    """Leave none of ``posts`` without an independent candidate, so that more becomes known.

    The posts and what one is worth are those of the bloc's lever: as many on both sides cancel.
    """

    title = "Independent experts"
    unit = "posts of independent experts and on treaty bodies"
    source = (
        "[inboden2023] step 1: leave no post without a candidate with integrity; [inboden2021] "
        "on the questions of independent members"
    )
    side = "democracies"
    way: ClassVar[float] = 1.0  # more is known of abuses in the states of ``about``
