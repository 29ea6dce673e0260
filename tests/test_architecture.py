"""The house: imports point down only, every third party has its room, and files stay small."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import sim

PACKAGE = Path(sim.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE = 330

# What each part of the package may import of the others. A part is a module or a folder of sim/;
# it may always import itself. Whoever needs another line here is building a new staircase.
NOUNS = {"world", "draws", "compiled", "errors"}
SCIENCE = {"rules", "council", "levers", "metrics"}
MAY_IMPORT = {
    # floor 0: nouns, noise, the door to the compiler
    "world": set(),
    "errors": set(),
    "files": {"errors"},
    "places": set(),
    "compiled": set(),
    "draws": {"compiled"},
    # floor 1: science and inputs
    "rules": {"compiled"},
    "council": {"compiled", "world", "draws"},
    "metrics": {"compiled", "world", "council"},
    "parameters": set(),
    "written_numbers": set(),
    "levers": {"world", "draws", "errors", "rules", "council"},
    "data": {"world", "draws", "errors", "files", "rules", "council"},
    "designs": {"errors", "files"},
    # floor 2: the stage that both drivers share, and the drivers, blind to one another
    "buffers": set(),
    "past": {"world", "buffers"},
    "stage": NOUNS | {"rules", "council"},
    "chance": {"world", "draws", "rules"},
    "learning": NOUNS | {"rules", "council", "stage"},
    "manoeuvres": NOUNS | {"rules", "council"},
    "sitting": NOUNS | {"rules", "council", "stage", "learning", "manoeuvres"},
    "ensemble": NOUNS | {"buffers", "past", "stage", "chance", "learning", "sitting"},
    "collected": {"world"},
    "quick_model": {"collected", "world", "buffers", "council", "stage", "ensemble", "sitting"},
    "agents": {"world", "rules", "council", "stage"},
    "model": {"collected", "world", "rules", "council", "stage", "chance", "agents"},
    # floor 3: studies
    "mechanisms": {"world", "errors", "levers"},
    "life": {"world", "council", "levers"},
    "signatories": {"world", "council", "levers", "data"},
    "study": NOUNS | SCIENCE
    | {"data", "stage", "chance", "ensemble", "model", "life", "mechanisms", "signatories"},
    "fit": NOUNS | SCIENCE | {"data", "past", "stage", "learning", "sitting", "ensemble",
                                "store", "__init__"},
    "store": {"errors", "__init__"},
    # floor 4: answers, from tables
    "effects": set(),
    "sensitivity": {"errors", "designs"},
    "realism": {"world", "metrics", "effects", "study"},
    "compare": set(),
    "discovery": set(),
    "portfolio": set(),
    # floor 5: showing, from stored tables
    "plots": {"errors", "files", "store"},
    "reports": {"files", "plots"},
    "mechanism_facts": {"world", "levers", "mechanisms", "parameters", "written_numbers", "data",
                        "places"},
    "model_pages": {"world", "errors", "levers", "mechanisms", "mechanism_facts", "parameters",
                    "data", "places"},
    "reference_pages": {"cli", "compose", "config", "levers", "mechanism_facts", "mechanisms",
                        "model_pages", "places"},
    # floor 6: the door
    "config": {"world", "errors", "levers", "mechanisms"},
    "scene": {"world", "errors", "levers", "data", "life", "study", "config"},
    "lever_effects": {"data", "levers", "mechanism_facts", "study"},
    "compose": {"errors", "places", "levers"},
    "sweep": NOUNS | SCIENCE
    | {"files", "data", "stage", "chance", "ensemble", "life", "mechanisms", "study", "store",
       "designs", "sensitivity", "plots", "config", "scene", "compose", "places", "__init__"},
    "batch": {"config", "errors", "store", "sweep"},
    "answers": NOUNS | SCIENCE
    | {"chance", "stage", "mechanisms", "study", "store", "designs", "effects", "realism",
       "compare", "discovery", "portfolio", "plots", "reports", "config", "scene", "compose",
       "sweep", "__init__"},
    "replays": {"world", "errors", "files", "levers", "council", "places", "config", "compose",
                "scene", "study"},
    "page": NOUNS | SCIENCE
    | {"files", "agents", "compose", "config", "data", "effects", "mechanisms", "model", "places",
       "plots", "replays", "scene", "stage", "study"},
    "screens": {"compiled", "levers", "data", "mechanisms", "mechanism_facts", "plots", "reports",
                "answers", "replays"},
    "commands": {"errors", "places", "data", "designs", "mechanisms", "fit", "store", "plots",
                 "config", "compose", "batch", "sweep", "answers", "replays", "page", "screens"},
    "cli": {"errors", "data", "commands", "__init__"},
    "__main__": {"cli"},
    "__init__": {"sweep"},  # sim.evaluate, loaded when it is asked for
}  # fmt: skip

ROOMS = {
    "mesa": {"model.py", "agents.py", "quick_model.py", "collected.py", "page"},
    "solara": {"page"},
    "starlette": {"page"},
    "uvicorn": {"page"},
    "hydra": {"commands/run.py", "compose.py"},
    "omegaconf": {"commands/run.py", "compose.py"},
    "matplotlib": {"plots"},
    "networkx": {"council/room.py", "plots/layout.py"},
    "numba": {"compiled.py"},
    "rich": {"screens", "data/sources.py"},
    "jinja2": {"reports/page.py"},
    "optuna": {"portfolio/search.py"},
    "pydantic": {"config.py", "replays/experiments.py", "levers", "designs", "reference_pages.py"},
    "scipy": {
        "fit",
        "data/fitted.py",
        "data/signing.py",
        "designs",
        "compare/contrasts.py",
        "answers/discover.py",
    },
    "SALib": {"designs/methods.py"},
    "sklearn": {"fit/rivals.py"},
    "pyarrow": {"sweep/chunk.py", "sweep/assembly.py"},
    "dask": {"sweep/with_dask.py"},
    "distributed": {"sweep/with_dask.py"},
    "yaml": {
        "store.py",
        "mechanism_facts.py",
        "reference_pages.py",
        "data/sources.py",
        "data/mechanism_words.py",
        "files",
        "commands/sweep.py",
        "page/scenarios.py",
    },
    "requests": {"data/download.py"},
    "pooch": {"data/download.py"},
    "countrynames": {"data/loaders/country_codes.py"},
}
ANYWHERE = {"numpy", "sim"}
TABLES_ARE_FOR = {"data", "study", "fit", "store", "effects", "realism", "plots", "reports",
                  "signatories", "sensitivity", "sweep", "screens", "answers", "batch",
                  "lever_effects", "compare", "page"}  # fmt: skip
# a screen and a report are handed tables; what moves votes never sees one


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path):
    """Every module that a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            # ``from sim import effects`` imports a module, ``from sim.world import YES`` a name
            if node.module == "sim":
                names = [alias.name for alias in node.names]
                yield from (f"sim.{n}" if n in MAY_IMPORT else "sim.__init__" for n in names)
            else:
                yield node.module


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


each_file = pytest.mark.parametrize("path", FILES, ids=name_of)


def test_every_part_of_the_package_has_its_floor():
    assert {part_of(path) for path in FILES} - set(MAY_IMPORT) == set()


def test_no_part_imports_one_that_imports_it():
    for part, below in MAY_IMPORT.items():
        if part == "__init__":
            continue  # whoever asks it for the version asks for nothing else
        for other in below - {"__init__"}:
            assert part not in MAY_IMPORT[other], (part, other)


@each_file
def test_imports_point_down_only(path):
    part = part_of(path)
    allowed = MAY_IMPORT[part] | {part}
    used = {name.split(".")[1] for name in imports(path) if name.startswith("sim.")}
    assert used <= allowed, f"{name_of(path)} reaches for {sorted(used - allowed)}"


@each_file
def test_third_parties_stay_in_their_rooms(path):
    for name in imports(path):
        package = name.split(".")[0]
        if package in ANYWHERE or package in sys.stdlib_module_names:
            continue
        if package in ROOMS:
            rooms = ROOMS[package]
            at_home = any(name_of(path) == r or name_of(path).startswith(r + "/") for r in rooms)
            assert at_home, f"{name_of(path)} imports {package}, whose room is {sorted(rooms)}"
        elif package == "pandas":
            assert part_of(path) in TABLES_ARE_FOR, f"{name_of(path)} imports pandas"
        else:
            pytest.fail(f"{name_of(path)} imports {package}, which has no room")


@pytest.mark.parametrize(("driver", "other"), [("ensemble.py", {"model", "agents"}),
                                               ("model.py", {"ensemble"}),
                                               ("agents.py", {"ensemble"})])  # fmt: skip
def test_the_two_drivers_are_blind_to_one_another(driver, other):
    assert not {name.split(".")[-1] for name in imports(PACKAGE / driver)} & other


@each_file
def test_a_file_holds_one_idea(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@each_file
def test_no_file_is_a_bag_of_odds_and_ends(path):
    stems = {part.removesuffix(".py") for part in path.relative_to(PACKAGE).parts}
    assert not stems & {"utils", "util", "helpers", "helper", "common", "misc", "base"}


@each_file
def test_nothing_is_imported_wholesale_and_nothing_is_pickled(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names]
    assert "*" not in names
    assert not {name.split(".")[0] for name in imports(path)} & {"pickle", "shelve", "dill"}


@each_file
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


PLUGINS = PACKAGE.parent / "hydra_plugins"
each_plugin_file = pytest.mark.parametrize(
    "path", sorted(PLUGINS.rglob("*.py")), ids=lambda path: path.name
)


def test_the_plugins_of_others_fit_beside_ours():
    assert list(PLUGINS.rglob("*.py")), f"no plugin lies in {PLUGINS}"
    assert not (PLUGINS / "__init__.py").exists(), "hydra_plugins is a namespace package"


@each_plugin_file
def test_the_launcher_knows_hydra_and_nothing_of_the_model(path):
    for name in imports(path):
        package = name.split(".")[0]
        allowed = package in {"hydra", "hydra_plugins", "omegaconf"} | sys.stdlib_module_names
        assert allowed, f"{path.name} imports {name}"
    test_a_file_holds_one_idea(path)
    test_every_module_says_what_it_is_for(path)


@pytest.mark.parametrize("module", ["sim", "sim.cli"])
def test_the_door_opens_without_the_heavy_furniture(module):
    heavy = "{'mesa', 'numba', 'matplotlib', 'pandas', 'numpy', 'scipy', 'hydra'}"
    script = f"import sys, {module}; sys.exit(' '.join(sorted({heavy} & set(sys.modules))) or 0)"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert found.returncode == 0, f"import {module} loads {found.stderr}"


@each_file
def test_mesa_is_loaded_only_where_it_is_asked_for(path):
    if part_of(path) in ("model", "agents", "page"):
        return
    at_the_top = ast.parse(path.read_text(encoding="utf-8")).body
    modules = {n.module for n in at_the_top if isinstance(n, ast.ImportFrom)}
    assert not modules & {"sim.model", "sim.agents"}
