"""A region in one plain sentence."""

from __future__ import annotations

from sim.analysis.discovery.box import Box, Limits


def sentence(box: Box, scores: dict[str, float], first: bool = True) -> str:
    """Where it fails, how often there and elsewhere, and how many of all failures that explains.

    Parameters
    ----------
    scores : of ``Box.scores``, on points that the box was not found on
    first : the first region; later ones begin with "It also fails"
    """
    if not box.limits:
        return "No region of the assumptions stands out: failure does not hang on them."
    where = " and ".join(said(name, limits) for name, limits in box.limits.items())
    return (
        f"It {'' if first else 'also '}fails where {where}: {_percent(scores['density'])} of such "
        f"worlds, {_percent(scores['elsewhere'])} of all others; "
        f"{_percent(scores['coverage'])} of all failures lie there."
    )


def said(name: str, limits: Limits) -> str:
    """The limits of one assumption: staff_elasticity is below 0.2."""
    if limits.low is None:
        return f"{name} is below {limits.high:.3g}"
    if limits.high is None:
        return f"{name} is above {limits.low:.3g}"
    return f"{name} is between {limits.low:.3g} and {limits.high:.3g}"


def _percent(share: float) -> str:
    if share != share:
        return "none"
    return "less than 1 %" if 0 < share < 0.005 else f"{share * 100:.0f} %"
