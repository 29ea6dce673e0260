"""``import sim`` offers what programs may rely on, and loads each of it when it is asked for."""

import ast
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

import sim
from make_pages.reference_pages import PUBLIC


@pytest.mark.parametrize("name", sorted(set(sim.__all__) - {"__version__"}))
def test_a_public_name_is_what_its_module_defines(name):
    offered = getattr(sim, name)
    assert offered is vars(sys.modules[sim.DEFINED_IN[name]])[name]


def test_every_public_name_is_listed_has_a_module_and_is_told():
    told = {name for names in PUBLIC.values() for name in names}
    assert set(sim.DEFINED_IN) == set(sim.__all__) - {"__version__"} == told
    assert set(sim.__all__) <= set(dir(sim))


def test_type_checkers_are_told_the_same_modules():
    tree = ast.parse(Path(sim.__file__).read_text(encoding="utf-8"))
    seen_by_types = {}
    for block in (node for node in tree.body if isinstance(node, ast.If)):
        for node in block.body:
            for alias in node.names:
                seen_by_types[alias.asname or alias.name] = node.module
    assert seen_by_types == sim.DEFINED_IN


def test_no_public_name_hides_a_module():
    modules = {path.stem for path in Path(sim.__file__).parent.iterdir()}
    assert not modules & set(sim.__all__)


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="has no attribute 'evaluat'"):
        sim.evaluat  # noqa: B018


@pytest.mark.parametrize(
    "asked", ["from sim import InputError; dir(__import__('sim'))", "import lmgsim"]
)
def test_a_name_that_needs_no_engine_loads_none(asked):
    script = (
        f"import sys; {asked}; "
        "sys.exit(' '.join({'numpy', 'pandas', 'numba', 'mesa'} & set(sys.modules)) or 0)"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert found.returncode == 0, f"{asked} loads {found.stderr}"


def test_the_package_says_that_it_is_typed():
    assert resources.files("sim").joinpath("py.typed").is_file()


def test_lmgsim_offers_the_names_of_sim_and_its_questions():
    import lmgsim

    assert set(lmgsim.__all__) == {*sim.__all__, *lmgsim.QUESTIONS}
    assert lmgsim.InputError is sim.InputError
    for name in lmgsim.QUESTIONS:
        assert getattr(lmgsim, name).__module__ == lmgsim.QUESTIONS[name]
    with pytest.raises(AttributeError, match="has no attribute 'forcast'"):
        lmgsim.forcast  # noqa: B018
