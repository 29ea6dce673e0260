"""The house: imports point down only, every third party has its room, and files stay small."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import sim

PACKAGE = Path(sim.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
PLUGINS = PACKAGE.parent / "hydra_plugins"
PLUGIN_FILES = sorted(PLUGINS.rglob("*.py"))
LONGEST_FILE = 330

# What each part of the package may import of the others. A part is a module or a folder of sim/;
# it may always import itself. Whoever needs another line here is building a new staircase.
NOUNS = {"world", "draws", "compiled", "errors"}
SCIENCE = {"rules", "council", "levers", "metrics"}
MAY_IMPORT = {
    # floor 0: nouns, noise, the door to the compiler
    "world": set(),
    "errors": set(),
    "files": {"errors", "stopping"},
    "places": set(),
    "stopping": set(),
    "pool": set(),
    "compiled": {"files"},
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
    | {"data", "stage", "chance", "ensemble", "model", "life", "mechanisms", "pool", "signatories"},
    "fit": NOUNS | SCIENCE | {"data", "past", "stage", "learning", "sitting", "ensemble",
                                "files", "pool", "store", "__init__"},
    "store": {"errors", "files", "__init__"},
    # floor 4: answers, from tables
    "effects": set(),
    "sensitivity": {"errors", "designs"},
    "realism": {"world", "metrics", "effects", "study"},
    "compare": set(),
    "discovery": set(),
    "portfolio": set(),
    # floor 5: showing, from stored tables
    "plots": {"errors", "files", "store"},
    "reports": {"plots"},
    "mechanism_facts": {"world", "levers", "mechanisms", "parameters", "written_numbers", "data",
                        "places"},
    "model_pages": {"world", "errors", "files", "levers", "mechanisms", "mechanism_facts",
                    "parameters", "data", "places"},
    "reference_pages": {"commands", "compose", "config", "files", "levers", "mechanism_facts",
                        "mechanisms", "model_pages", "places", "__init__"},
    # floor 6: the door
    "config": {"world", "errors", "levers", "mechanisms"},
    "scene": {"world", "errors", "levers", "data", "life", "study", "config"},
    "lever_effects": {"data", "files", "levers", "mechanism_facts", "study"},
    "composing": {"errors", "files", "places"},
    "compose": {"errors", "levers", "composing"},
    "sweep": NOUNS | SCIENCE
    | {"data", "stage", "chance", "ensemble", "life", "mechanisms", "study", "store", "designs",
       "sensitivity", "plots", "config", "scene", "compose", "places", "files", "pool", "stopping",
       "__init__"},
    "batch": {"config", "errors", "files", "store", "sweep"},
    "answers": NOUNS | SCIENCE
    | {"chance", "files", "stage", "mechanisms", "study", "store", "designs", "effects", "realism",
       "compare", "discovery", "portfolio", "plots", "reports", "config", "scene", "compose",
       "sweep", "pool", "__init__"},
    "replays": {"world", "errors", "files", "levers", "council", "places", "config", "compose",
                "scene", "study"},
    "page": NOUNS | SCIENCE
    | {"agents", "compose", "config", "data", "effects", "files", "mechanisms", "model", "places",
       "plots", "replays", "scene", "stage", "study"},
    "screens": {"compiled", "files", "levers", "data", "mechanisms", "mechanism_facts", "plots",
                "reports", "answers", "replays"},
    "commands": {"errors", "files", "places", "data", "designs", "mechanisms", "fit", "store",
                 "plots", "config", "compose", "composing", "batch", "sweep", "answers",
                 "replays", "page", "screens", "stopping", "__init__"},
    "cli": {"errors", "files", "commands", "screens", "stopping", "__init__"},
    "__main__": {"cli"},
    # the public names, each loaded when it is asked for
    "__init__": {"agents", "data", "designs", "errors", "levers", "model", "plots", "quick_model",
                 "sensitivity", "sweep", "world"},
}  # fmt: skip

ROOMS = {
    "mesa": {"model.py", "agents.py", "quick_model.py", "collected.py", "page"},
    "solara": {"page"},
    "starlette": {"page"},
    "uvicorn": {"page"},
    "hydra": {"composing"},
    "omegaconf": {"compose.py", "composing"},
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
        "replays/experiments.py",
        "page/scenarios.py",
    },
    "requests": {"data/download.py"},
    "countrynames": {"data/loaders/country_codes.py"},
    "python_calamine": {"data/loaders/spreadsheet.py"},
}
ANYWHERE = {"numpy", "sim"}
TABLES_ARE_FOR = {"data", "study", "fit", "store", "effects", "realism", "plots", "reports",
                  "signatories", "sensitivity", "sweep", "screens", "answers", "batch",
                  "lever_effects", "compare", "page", "files"}  # fmt: skip
# a screen and a report are handed tables; what moves votes never sees one


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE.parent).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> list[str]:
    """Every module that a file imports, wherever in the file it does so."""
    found: list[str] = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            # ``from sim import effects`` imports a module, ``from sim.world import YES`` a name
            if node.module == "sim":
                names = [alias.name for alias in node.names]
                found += [f"sim.{n}" if n in MAY_IMPORT else "sim.__init__" for n in names]
            else:
                found.append(node.module)
    return found


def packages(path: Path) -> set[str]:
    """The third-party packages that a file imports, and ``sim``."""
    return {name.split(".")[0] for name in imports(path)} - sys.stdlib_module_names


def has_room(package: str, path: Path) -> bool:
    """Whether a file of sim/ may import a third-party package."""
    if package == "pandas":
        return part_of(path) in TABLES_ARE_FOR
    within = path.relative_to(PACKAGE).as_posix()
    rooms = ROOMS.get(package, set())
    return package in ANYWHERE or any(within == r or within.startswith(r + "/") for r in rooms)


# Each check looks at all files and names every one that breaks the law.


def test_every_part_of_the_package_has_its_floor():
    assert {part_of(path) for path in FILES} - set(MAY_IMPORT) == set()


def test_no_part_imports_one_that_imports_it():
    for part, below in MAY_IMPORT.items():
        if part == "__init__":
            continue  # whoever asks it for the version asks for nothing else
        for other in below - {"__init__"}:
            assert part not in MAY_IMPORT[other], (part, other)


def test_imports_point_down_only():
    too_high = {}
    for path in FILES:
        used = {name.split(".")[1] for name in imports(path) if name.startswith("sim.")}
        if beyond := used - MAY_IMPORT.get(part_of(path), set()) - {part_of(path)}:
            too_high[name_of(path)] = sorted(beyond)
    assert not too_high, "files that reach for a part above their own"


def test_third_parties_stay_in_their_rooms():
    strays = {}
    for path in FILES:
        if out := {it for it in packages(path) if not has_room(it, path)}:
            strays[name_of(path)] = sorted(out)
    assert not strays, f"packages outside their rooms, which are {ROOMS}"


@pytest.mark.parametrize(("driver", "other"), [("ensemble.py", {"model", "agents"}),
                                               ("model.py", {"ensemble"}),
                                               ("agents.py", {"ensemble"})])  # fmt: skip
def test_the_two_drivers_are_blind_to_one_another(driver, other):
    assert not {name.split(".")[-1] for name in imports(PACKAGE / driver)} & other


def test_a_file_holds_one_idea():
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in FILES + PLUGIN_FILES
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_file_is_a_bag_of_odds_and_ends():
    bags = {"utils", "util", "helpers", "helper", "common", "misc", "base"}
    parts = {path: path.relative_to(PACKAGE).with_suffix("").parts for path in FILES}
    assert [name_of(path) for path in FILES if bags & set(parts[path])] == []


def test_nothing_is_imported_wholesale_and_nothing_is_pickled():
    def names(path):
        nodes = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.ImportFrom))
        return {alias.name for node in nodes for alias in node.names}

    assert [name_of(path) for path in FILES if "*" in names(path)] == []
    pickles = {"pickle", "shelve", "dill"}
    loaded = {path: {name.split(".")[0] for name in imports(path)} for path in FILES}
    assert [name_of(path) for path in FILES if loaded[path] & pickles] == []


# the last turns a spreadsheet into text in memory, to be read like any other table
WRITES_CSV = {"sim/files/csv_text.py", "sim/files/tables.py", "sim/data/loaders/spreadsheet.py"}


def test_no_table_is_written_past_the_guard_against_formulas():
    def written(path):
        nodes = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute))
        return {node.attr for node in nodes} & {"to_csv", "writer", "DictWriter"}

    assert [name_of(p) for p in FILES if name_of(p) not in WRITES_CSV and written(p)] == []


def test_every_module_says_what_it_is_for():
    silent = [path for path in FILES + PLUGIN_FILES if not ast.get_docstring(parsed(path))]
    assert [name_of(path) for path in silent] == []


def test_the_plugins_of_others_fit_beside_ours():
    assert PLUGIN_FILES, f"no plugin lies in {PLUGINS}"
    assert not (PLUGINS / "__init__.py").exists(), "hydra_plugins is a namespace package"


def test_the_launcher_knows_hydra_and_nothing_of_the_model():
    known = {"hydra", "hydra_plugins", "omegaconf"}
    assert [name_of(path) for path in PLUGIN_FILES if packages(path) - known] == []


@pytest.mark.parametrize("module", ["sim", "sim.cli"])
def test_the_door_opens_without_the_heavy_furniture(module):
    heavy = "{'mesa', 'numba', 'matplotlib', 'pandas', 'numpy', 'scipy', 'hydra'}"
    script = f"import sys, {module}; sys.exit(' '.join(sorted({heavy} & set(sys.modules))) or 0)"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert found.returncode == 0, f"import {module} loads {found.stderr}"


def test_mesa_is_loaded_only_where_it_is_asked_for():
    def loads_mesa(path):
        modules = {n.module for n in parsed(path).body if isinstance(n, ast.ImportFrom)}
        return bool(modules & {"sim.model", "sim.agents"})

    elsewhere = [path for path in FILES if part_of(path) not in ("model", "agents", "page")]
    assert [name_of(path) for path in elsewhere if loads_mesa(path)] == []
