"""lmgsim: coalition voting in the UN Human Rights Council, simulated state by state.

``__all__`` is what programs may rely on; docs/reference/api.md tells each name. A name is loaded
when it is first asked for, so that ``import sim`` takes no time: the engine takes a while.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.analysis.sensitivity import (
        morris_screening,
        sensitivity_tables,
        sobol_indices,
        variance_split,
    )
    from sim.data.fitted import Fit, load_fit
    from sim.data.states import load_states
    from sim.designs import DesignPoints, read_design
    from sim.errors import InputError
    from sim.levers import ASSUMPTIONS, LEVERS
    from sim.levers.assumption import Assumption
    from sim.levers.lever import Lever
    from sim.mesa_model.agents import StateAgent
    from sim.mesa_model.compiled_model import CompiledCouncilModel as CompiledCouncilModel
    from sim.mesa_model.model import CouncilModel
    from sim.plots.sensitivity import draw_sensitivity
    from sim.study.recollection import real_world
    from sim.sweep.evaluation import evaluate
    from sim.world import World

__version__ = "0.1.0"

__all__ = [
    "ASSUMPTIONS",
    "LEVERS",
    "Assumption",
    "CompiledCouncilModel",
    "CouncilModel",
    "DesignPoints",
    "Fit",
    "InputError",
    "Lever",
    "StateAgent",
    "World",
    "__version__",
    "draw_sensitivity",
    "evaluate",
    "load_fit",
    "load_states",
    "morris_screening",
    "read_design",
    "real_world",
    "sensitivity_tables",
    "sobol_indices",
    "variance_split",
]

# The module that defines each public name.
DEFINED_IN = {
    "ASSUMPTIONS": "sim.levers",
    "LEVERS": "sim.levers",
    "Assumption": "sim.levers.assumption",
    "CompiledCouncilModel": "sim.mesa_model.compiled_model",
    "CouncilModel": "sim.mesa_model.model",
    "DesignPoints": "sim.designs",
    "Fit": "sim.data.fitted",
    "InputError": "sim.errors",
    "Lever": "sim.levers.lever",
    "StateAgent": "sim.mesa_model.agents",
    "World": "sim.world",
    "draw_sensitivity": "sim.plots.sensitivity",
    "evaluate": "sim.sweep.evaluation",
    "load_fit": "sim.data.fitted",
    "load_states": "sim.data.states",
    "morris_screening": "sim.analysis.sensitivity",
    "read_design": "sim.designs",
    "real_world": "sim.study.recollection",
    "sensitivity_tables": "sim.analysis.sensitivity",
    "sobol_indices": "sim.analysis.sensitivity",
    "variance_split": "sim.analysis.sensitivity",
}


def __getattr__(name: str) -> object:
    """A public name, from the module that defines it."""
    if name not in DEFINED_IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(DEFINED_IN[name]), name)
    globals()[name] = found  # so that it is looked up once
    return found


def __dir__() -> list[str]:
    """The public names, and what a module has anyway."""
    return sorted({*globals(), *__all__})
