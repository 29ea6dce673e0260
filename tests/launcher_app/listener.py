"""A Hydra callback that notes what it hears of."""

from hydra.core.hydra_config import HydraConfig
from hydra.experimental.callback import Callback

HEARD: list[tuple] = []


class Listener(Callback):
    def on_job_start(self, config, *, task_function, **more) -> None:
        HEARD.append(("start", config.hydra.job.num, config.seed, task_function))

    def on_job_end(self, config, job_return, **more) -> None:
        at = HydraConfig.get().job.num
        HEARD.append(("end", at, config.seed, job_return.status.name, job_return._return_value))
