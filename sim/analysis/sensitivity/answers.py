"""All that a design can answer about the table of its sweep."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sim.analysis.sensitivity.layout import layout, measures_of
from sim.analysis.sensitivity.morris import morris_screening
from sim.analysis.sensitivity.resampling import RESAMPLES
from sim.analysis.sensitivity.sobol import sobol_indices
from sim.analysis.sensitivity.split import NOT_A_SAMPLE, missing_groups, variance_split
from sim.designs import DesignPoints


def sensitivity_tables(
    design: DesignPoints,
    values: pd.DataFrame,
    measures: Sequence[str] | None = None,
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> dict[str, pd.DataFrame]:
    """Tables by name: ``sobol_indices``, ``morris_screening`` and ``variance_split``.

    Only those the design was made for: indices of a Sobol design, screening of a Morris design,
    a split where points are a sample of the space and there are two replicates or more. A
    measure that is not known in enough runs for a table is left out of it.

    Raises
    ------
    InputError
        For a table that does not fit the design.
    """
    names = measures_of(design, values, measures)
    sizes = {name: layout(design, values, name, empty=True) for name in names}
    whole = [name for name, size in sizes.items() if size.blocks]
    replicated = [name for name in whole if sizes[name].replicates > 1 and len(design) > 1]
    how = {"resamples": resamples, "seed": seed}
    tables = {}
    if design.method == "sobol" and whole:
        tables["sobol_indices"] = sobol_indices(design, values, whole, **how)
    if design.method == "morris" and whole:
        tables["morris_screening"] = morris_screening(design, values, whole, **how)
    told_apart = design.method != "sobol" or not missing_groups(design)
    if design.method not in NOT_A_SAMPLE and told_apart:
        enough = [n for n in replicated if sizes[n].blocks > 1 or design.method == "sobol"]
        if enough:
            tables["variance_split"] = variance_split(design, values, enough, **how)
    return tables
