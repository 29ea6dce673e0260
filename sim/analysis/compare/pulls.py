"""Through which mechanism a scenario works: what is left of its effect when one is switched off.

Taken out last, a mechanism loses what it does together with all others; put in alone, it shows
what it does by itself. Where the two agree the effect adds up. Where they do not, no order is the
right one: both are shown, and the parts need not sum to the whole.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.analysis.compare.contrasts import figures_of


def pulls(
    whole: dict[str, np.ndarray],
    without: dict[str, dict[str, np.ndarray]],
    alone: dict[str, dict[str, np.ndarray]],
    titles: dict[str, str],
    measure: str,
) -> pd.DataFrame:
    """What each mechanism contributes to the effect of each scenario, replicate by replicate.

    Parameters
    ----------
    whole : by arm, [R]: the difference from the baseline
    without : by mechanism and arm: the difference where the mechanism is off in both
    alone : by mechanism and arm: the difference where only the levers of this mechanism are
        pulled; of mechanisms that are levers
    titles : of mechanisms

    Returns
    -------
    pandas.DataFrame
        One row an arm and mechanism: ``part``, effect less effect without it, with the interval of
        the mean; ``share`` of the whole effect; ``by_itself``, with interval, where it is a lever.
        Mechanisms that change nothing in a scenario are left out.
    """
    rows = []
    for arm, effect in whole.items():
        mean = float(np.nanmean(effect))
        for key, title in titles.items():
            lost = figures_of(effect - without[key][arm])
            own = alone.get(key, {}).get(arm)
            if not np.nan_to_num(effect - without[key][arm]).any() and own is None:
                continue
            by_itself = figures_of(own) if own is not None else {}
            rows.append(
                {
                    "arm": arm,
                    "mechanism": key,
                    "title": title,
                    "measure": measure,
                    "whole": mean,
                    "part": lost["mean"],
                    "part_low": lost["mean_low"],
                    "part_high": lost["mean_high"],
                    "share": lost["mean"] / mean if mean else float("nan"),
                    "by_itself": by_itself.get("mean", float("nan")),
                    "by_itself_low": by_itself.get("mean_low", float("nan")),
                    "by_itself_high": by_itself.get("mean_high", float("nan")),
                }
            )
    columns = ["arm", "mechanism", "title", "measure", "whole", "part", "part_low", "part_high",
               "share", "by_itself", "by_itself_low", "by_itself_high"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    order = {arm: n for n, arm in enumerate(whole)}
    keyed = table.assign(place=table.arm.map(order), size=table.part.abs())
    keyed = keyed.sort_values(["place", "size"], ascending=[True, False], kind="stable")
    return keyed.drop(columns=["place", "size"]).reset_index(drop=True)
