"""The sweeper: Hydra's own, without composing every job a second time before it is launched."""

from collections.abc import Sequence
from dataclasses import dataclass

from hydra._internal.core_plugins.basic_sweeper import BasicSweeper, BasicSweeperConf
from hydra.core.config_store import ConfigStore


@dataclass
class LmgsimSweeperConf(BasicSweeperConf):
    """What ``hydra/sweeper=lmgsim`` stands for, with the settings of the basic sweeper."""

    _target_: str = "hydra_plugins.lmgsim_launcher.sweeper.LmgsimSweeper"


ConfigStore.instance().store(
    group="hydra/sweeper", name="lmgsim", node=LmgsimSweeperConf, provider="lmgsim_launcher"
)


class LmgsimSweeper(BasicSweeper):
    """Hydra's basic sweeper, which leaves it to the launcher to compose the jobs of a batch.

    The basic sweeper composes every job to see whether it can be, at about a third of a second
    each, and then hands them to the launcher, which composes them again. A launcher that composes
    the whole batch before it runs any of it finds the same mistakes as early.
    """

    def validate_batch_is_legal(self, batch: Sequence[Sequence[str]]) -> None:
        """Compose every job, unless the launcher does so before the first runs."""
        if not getattr(self.launcher, "composes_before_it_runs", False):
            super().validate_batch_is_legal(batch)
