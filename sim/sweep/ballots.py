"""Votes of single states over replicates, for programs that count something of their own."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.config.compose import compose
from sim.config.schema import read_config
from sim.levers import Lever
from sim.study.experiment import Experiment, Replicate
from sim.study.setup import design_of, levers_of, setup_of
from sim.sweep.evaluation import as_given, check_whole
from sim.sweep.identity import canonical
from sim.world import ABSTAIN, KINDS, NO, YES

ARMS = ("baseline", "intervention")
WORDS = {YES: "yes", ABSTAIN: "abstain", NO: "no"}
MOST = 10_000  # replicates: some gigabytes of votes


def votes(
    parameters: Mapping[str, object] | None = None, replicates: int = 20, seed: int | None = None
) -> pd.DataFrame:
    """How every member voted, in every replicate, without and with the levers of a scenario.

    Parameters
    ----------
    parameters : keys of the configuration and their values, such as ``{"scenario": "outreach"}``;
        what is not given is as ``lmgsim run`` has it
    replicates : each draws weights, assumptions and chance anew
    seed : of all draws; that of the configuration unless given

    Returns
    -------
    pandas.DataFrame
        A row a replicate, arm, text and member that voted: ``replicate``, ``arm``, ``text`` (the
        number of the ballot), ``symbol``, ``date``, ``kind``, ``iso3``, ``vote`` (yes, abstain,
        no). Its means are chances: ``votes().groupby(["arm", "symbol", "iso3"]).vote``.

    Raises
    ------
    InputError
        For an unknown key, a value that does not fit, or a number out of its range.
    """
    check_whole(replicates, "replicates", MOST)
    given = as_given(parameters or {}) | ({} if seed is None else {"seed": seed})
    config = read_config(compose([f"{key}={canonical(value)}" for key, value in given.items()]))
    setup = setup_of(config.council, config.rules.fit)
    arms: dict[str, list[Lever]] = {ARMS[0]: [], ARMS[1]: levers_of(config, setup)}
    experiment = Experiment(setup, design_of(config, arms))
    parts = experiment.run(experiment.trials(range(replicates)), _rows)
    found = pd.concat(list(parts), ignore_index=True)
    for name in ("arm", "symbol", "kind", "iso3", "vote"):
        found[name] = found[name].astype("category")
    return found


def _rows(run: Replicate) -> pd.DataFrame:
    agenda, codes = run.world.agenda, np.array(run.world.states.iso3)
    cast = np.isin(run.votes, list(WORDS)) & run.comes_up[:, None, None]
    b, s, arm = np.nonzero(cast)
    return pd.DataFrame({
        "replicate": run.number,
        "arm": np.array(ARMS)[arm],
        "text": b,
        "symbol": np.array(agenda.symbol)[b],
        "date": agenda.date[b].astype("datetime64[ns]"),
        "kind": np.array(KINDS)[agenda.kind[b]],
        "iso3": codes[s],
        "vote": np.vectorize(WORDS.get, otypes=[object])(run.votes[b, s, arm]),
    })  # fmt: skip
