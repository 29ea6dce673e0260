"""Everything that a command loads and keeps, loaded once before the first fork."""

from __future__ import annotations

from importlib import import_module

MODULES = (
    "sim.cli", "sim.commands.run", "sim.commands.sweep", "sim.commands.compare",
    "sim.commands.discover", "sim.commands.portfolio", "sim.commands.calibrate",
    "sim.commands.backtest", "sim.commands.ablate", "sim.commands.mechanisms",
    "sim.commands.replay",
    "sim.commands.page", "sim.answers.run", "sim.answers.comparison", "sim.answers.discover",
    "sim.answers.portfolio_folder", "sim.sweep.folder", "sim.sweep.backends", "sim.sweep.batch",
    "sim.fit.calibrate", "sim.fit.backtest", "sim.fit.backtest_report", "sim.fit.ablation",
    "sim.plots.fit", "sim.plots.backtest", "sim.replays.replay", "sim.data.sources",
    "sim.screens.run", "sim.screens.sweep", "sim.screens.compare", "sim.screens.discover",
    "sim.screens.portfolio", "sim.screens.mechanisms", "sim.screens.replay", "sim.page.app",
    "sim.page.server", "sim.commands.forecast", "sim.commands.votes", "sim.commands.council",
    "sim.commands.data", "sim.commands.evidence", "sim.forecast.folder", "sim.forecast.forecast",
    "sim.plots.room", "sim.forecast.what_if", "sim.forecast.score", "sim.screens.forecast",
    "sim.screens.record", "sim.screens.evidence", "sim.data.record.own_votes",
    "sim.data.record.members", "sim.data.record.update", "sim.answers.measuring",
    "hydra", "hydra.core.plugins", "matplotlib.pyplot",
)  # fmt: skip


def warm() -> None:
    """Import every module, read the package's own tables, and load the compiled functions."""
    for name in MODULES:
        import_module(name)
    from sim.config.compose import compose, groups
    from sim.config.schema import read_config
    from sim.data.consensus import consensus_texts
    from sim.data.fitted import load_fit
    from sim.data.loaders.country_codes import iso3_of_name
    from sim.data.recorded import embedded_agenda
    from sim.data.sources import known_sources
    from sim.measures import BASELINE
    from sim.page.choices import chosen_setup, neutral
    from sim.page.scenarios import load
    from sim.study.setup import design_of, setup_of
    from sim.study.tables import conduct
    from sim.sweep.identity import science

    embedded_agenda(), consensus_texts(), iso3_of_name("Nowhere")
    groups(), known_sources(), science(), load_fit(), neutral()
    chosen_setup(load("staff_and_outreach"))
    config = read_config(
        compose(["council=recorded_2022", "size.replicates=1", "engine.threads=1"])
    )
    here = setup_of(config.council, None)
    conduct(here, design_of(config, {BASELINE: []}))
