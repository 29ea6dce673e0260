"""Print what the task function or its batch function is handed: ``python app.py [-m] ...``."""

import argparse
import json
import sys
from pathlib import Path

import hydra
from omegaconf import DictConfig, OmegaConf

CONF = Path(__file__).parent / "conf"


def task(config: DictConfig) -> None:
    print(json.dumps({"alone": OmegaConf.to_container(config, resolve=True)}))


def batch(jobs):
    print(json.dumps({"batch": [[job.index, job.overrides, job.config] for job in jobs]}))
    return [None] * len(jobs)


main = hydra.main(version_base="1.3", config_path=str(CONF), config_name="config")(task)

if __name__ == "__main__":
    if sys.argv[-1] == "batch":
        sys.argv.pop()
        task.batch = batch  # after hydra.main has wrapped the function
    # Python 3.14 reads every help text at once, and one of Hydra 1.3's is no text yet
    argparse.ArgumentParser._check_help = lambda *_: None
    main()
