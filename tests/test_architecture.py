"""The house: imports point down only, every third party has its room, and files stay small."""

import ast
import re
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

# The floors, from the ground up, and the rooms on each. A room is a folder or a module of sim/; it
# may import rooms on floors below its own, and on its own floor those that stand before it.
FLOORS = (
    (
        "nouns",
        (
            "errors",
            "plugins",
            "world",
            "measures",
            "stopping",
            "files",
            "pool",
            "compiled",
            "draws",
        ),
    ),
    ("science and inputs", ("rules", "council", "levers", "data", "designs", "evidence")),
    ("engines", ("engine", "mesa_model")),
    ("studies", ("store", "analysis", "mechanisms", "composing", "config", "study", "fit")),
    ("showing", ("plots", "reports")),
    ("questions", ("sweep", "answers", "replays", "forecast")),
    ("the door", ("page", "screens", "commands", "cli", "__main__")),
)
# rooms in which every module has its own place: here a part is a module, elsewhere a whole room
OPEN_ROOMS = {"engine", "mesa_model", "analysis", "mechanisms", "config", "study", "evidence"}
LOOSE_MODULES = 10  # at most so many modules that lie in no room

# What each part may import of the others; it may always import itself. Whoever needs another line
# here is building a new staircase.
NOUNS = {"world", "draws", "compiled", "errors"}
STUDY = {"study/design", "study/setup", "study/trial", "study/experiment", "study/counts",
         "study/aim", "study/tables"}  # fmt: skip
MAY_IMPORT = {
    # nouns
    "errors": set(),
    "plugins": {"errors"},
    "world": set(),
    "measures": {"world", "plugins"},
    "files": {"errors", "stopping"},
    "stopping": set(),
    "pool": set(),
    "compiled": {"files"},
    "draws": {"compiled"},
    # science and inputs
    "rules": {"compiled"},
    "council": {"compiled", "world", "draws", "plugins"},
    "levers": {"world", "draws", "errors", "plugins", "rules", "council"},
    "data": {"world", "draws", "errors", "files", "rules", "council", "__init__"},
    "designs": {"errors", "files"},
    "evidence/units": set(),
    "evidence/literature": {"errors", "files", "data", "evidence/units"},
    "evidence/combining": {"evidence/literature"},
    "evidence/distributions": set(),
    "evidence/questions": set(),
    "evidence/record": {"world", "data", "rules"},
    "evidence/regression": {"errors", "evidence/units"},
    "evidence/design": {"evidence/record", "evidence/regression"},
    "evidence/designs": {"evidence/design", "evidence/record", "evidence/regression"},
    "evidence/estimates": {"evidence/design", "evidence/designs", "evidence/literature",
                           "evidence/record", "evidence/regression"},
    "evidence/priors": {"levers", "evidence/literature", "evidence/combining",
                        "evidence/distributions", "evidence/questions"},
    # engines: what both drivers share, and the drivers, blind to one another
    "engine/buffers": set(),
    "engine/state": {"world", "engine/buffers"},
    "engine/lanes": {"compiled"},
    "engine/known": set(),
    "engine/hearing": {"world", "council"},
    "engine/inputs": NOUNS | {"rules", "council", "engine/hearing", "engine/known"},
    "engine/noise": {"world", "draws", "rules"},
    "engine/learning": NOUNS | {"rules", "council", "engine/inputs", "engine/lanes"},
    "engine/manoeuvres": NOUNS | {"rules", "council", "engine/lanes"},
    "engine/day": NOUNS
    | {"rules", "council", "engine/inputs", "engine/lanes", "engine/learning",
       "engine/manoeuvres"},
    "engine/ensemble": NOUNS
    | {"engine/buffers", "engine/state", "engine/inputs", "engine/noise", "engine/learning",
       "engine/day"},
    "engine/recall": NOUNS
    | {"council", "engine/hearing", "engine/inputs", "engine/learning", "engine/state"},
    "mesa_model/collector": {"world"},
    "mesa_model/agents": {"world", "rules", "council", "engine/inputs"},
    "mesa_model/model": {"world", "rules", "council", "engine/inputs", "engine/noise",
                         "mesa_model/collector", "mesa_model/agents"},
    "mesa_model/compiled_model": {"world", "council", "engine/inputs", "engine/ensemble",
                                  "engine/day", "mesa_model/collector"},
    # studies
    "store": {"errors", "plugins", "files", "data", "__init__"},
    "analysis/levels": {"world", "measures"},
    "analysis/effects": {"measures", "analysis/levels"},
    "analysis/compare": {"measures"},
    "analysis/discovery": set(),
    "analysis/portfolio": {"pool"},
    "analysis/sensitivity": {"errors", "designs"},
    "analysis/standing": set(),
    "mechanisms/table": {"world", "errors", "plugins", "council", "levers"},
    "mechanisms/words": {"council", "levers", "data", "mechanisms/table"},
    "mechanisms/parameters": set(),
    "mechanisms/facts": {"world", "files", "council", "levers", "data", "evidence/priors",
                         "evidence/questions", "mechanisms/table", "mechanisms/parameters"},
    "config/schema": {"world", "errors", "files", "levers", "evidence/questions",
                      "mechanisms/table"},
    "composing": {"errors", "plugins", "files", "levers", "mechanisms/table"},
    "config/compose": {"errors", "levers", "composing"},
    "study/metrics": {"compiled", "world", "council"},
    "study/membership": {"world", "council", "levers"},
    "study/design": {"world", "levers"},
    "study/recollection": {"world", "errors", "data", "engine/recall"},
    "study/setup": {"world", "errors", "levers", "data", "config/schema", "study/membership",
                    "study/design", "study/recollection"},
    "study/signatories": {"world", "council", "levers", "data"},
    "study/trial": {"world", "levers", "evidence/priors", "mechanisms/table", "study/design"},
    "study/block": {"world", "levers", "engine/inputs", "engine/ensemble", "mesa_model/model",
                    "mechanisms/table"},
    "study/replicate": {"world", "levers", "study/metrics", "study/trial"},
    "study/side_by_side": {"world", "levers", "engine/inputs", "engine/ensemble",
                           "mechanisms/table", "study/trial"},
    "study/experiment": {"world", "levers", "engine/inputs", "engine/noise", "mechanisms/table",
                         "pool", "study/design", "study/setup", "study/trial", "study/block",
                         "study/replicate", "study/side_by_side"},
    "study/counts": {"world", "measures", "council", "study/replicate"},
    "study/aim": {"errors", "measures", "world", "study/experiment", "study/counts"},
    "study/steepness": {"world", "levers", "study/trial", "study/experiment"},
    "study/tables": {"world", "measures", "pool", "study/metrics", "study/design", "study/setup",
                    "study/signatories", "study/experiment", "study/counts"},
    "study/realism": {"world", "council", "analysis/effects", "study/metrics", "study/experiment"},
    "fit": NOUNS
    | {"rules", "council", "levers", "data", "engine/hearing", "engine/inputs", "engine/learning",
       "engine/day", "engine/ensemble", "engine/recall", "files", "pool", "study/metrics",
       "store", "__init__"},
    # showing, from stored tables
    "plots": {"errors", "files", "measures", "store"},
    "reports": {"errors", "files", "measures", "plots"},
    # questions, answered from start to end
    "sweep": NOUNS | STUDY
    | {"plugins", "files", "measures", "data", "council", "levers", "designs",
       "analysis/sensitivity", "mechanisms/table", "config/schema", "config/compose", "store",
       "plots", "pool", "stopping",
       "__init__"},
    "answers": NOUNS | STUDY
    | {"files", "measures", "pool", "levers", "designs", "evidence/literature", "evidence/priors",
       "evidence/questions", "evidence/record", "evidence/estimates", "evidence/designs",
       "evidence/units", "data",
       "analysis/effects", "analysis/levels", "analysis/compare", "analysis/standing",
       "analysis/discovery", "analysis/portfolio", "mechanisms/table", "config/schema",
       "config/compose", "study/metrics", "study/realism", "store", "plots", "reports", "sweep"},
    "replays": STUDY
    | {"world", "errors", "files", "measures", "pool", "levers", "council", "analysis/effects",
       "analysis/levels", "config/schema", "config/compose"},
    "forecast": NOUNS
    | {"council", "data", "engine/ensemble", "engine/inputs", "files", "fit", "pool", "store",
       "study/recollection", "plots", "reports"},
    # the door
    "page": NOUNS | STUDY
    | {"files", "measures", "pool", "rules", "council", "levers", "data", "engine/inputs",
       "mesa_model/agents", "mesa_model/model", "analysis/effects", "config/schema",
       "config/compose", "plots", "reports", "answers", "replays", "forecast"},
    "screens": {"compiled", "files", "measures", "levers", "data", "evidence/literature",
                "evidence/combining", "evidence/priors", "evidence/questions",
                "mechanisms/table",
                "mechanisms/facts", "mechanisms/words",
                "plots", "reports", "answers", "replays", "forecast"},
    "commands": {"errors", "files", "data", "designs", "reports", "evidence/questions",
                 "mechanisms/table", "config/schema",
                 "config/compose", "composing", "fit", "store", "plots", "sweep", "answers",
                 "replays", "forecast", "page", "screens", "stopping", "__init__"},
    "cli": {"commands", "screens", "stopping"},
    "__main__": {"cli"},
    # the public names, each loaded when it is asked for
    "__init__": {"data", "designs", "errors", "levers", "mesa_model/agents",
                 "mesa_model/compiled_model", "mesa_model/model", "plots", "analysis/sensitivity",
                 "study/recollection", "sweep", "world"},
}  # fmt: skip

ROOMS = {
    "mesa": {"mesa_model", "page"},
    "solara": {"page"},
    "starlette": {"page"},
    "uvicorn": {"page"},
    "hydra": {"composing"},
    "omegaconf": {"config/compose.py", "composing"},
    "matplotlib": {"plots"},
    "networkx": {"council/room.py", "plots/layout.py"},
    "numba": {"compiled.py"},
    "rich": {"screens", "data/sources.py"},
    "jinja2": {"reports/page.py"},
    "typst": {"reports/brief_pdf.py"},
    "optuna": {"analysis/portfolio/search.py"},
    "pydantic": {"config/schema.py", "replays/claims.py", "levers", "designs"},
    "scipy": {
        "fit",
        "data/fitted.py",
        "data/signing.py",
        "evidence/regression.py",
        "designs",
        "analysis/compare/contrasts.py",
        "answers/discover.py",
        "forecast/chances.py",
    },
    "SALib": {"designs/methods.py"},
    "sklearn": {"fit/rivals.py", "fit/similar.py", "forecast/alike.py"},
    "pyarrow": {"sweep/chunk.py", "sweep/assembly.py"},
    "dask": {"sweep/with_dask.py"},
    "distributed": {"sweep/with_dask.py"},
    "linearmodels": {"evidence/regression.py"},
    "yaml": {
        "store.py",
        "mechanisms/facts.py",
        "data/sources.py",
        "data/mechanism_words.py",
        "files",
        "commands/sweep.py",
        "page/scenarios.py",
    },
    "platformdirs": {"data/record/in_force.py"},
    "requests": {"data/download.py"},
    "countrynames": {"data/loaders/country_codes.py"},
    "python_calamine": {"data/loaders/spreadsheet.py"},
}
ANYWHERE = {"numpy", "sim"}
TABLES_ARE_FOR = {"data", "files", "store", "fit", "plots", "reports", "sweep", "screens",
                  "answers", "forecast", "page", "analysis/levels", "analysis/effects",
                  "analysis/standing", "analysis/compare", "analysis/sensitivity", "study/tables",
                  "study/realism", "study/signatories", "evidence/record",
                  "evidence/regression", "evidence/design", "evidence/designs"}  # fmt: skip
# a screen and a report are handed tables; what moves votes never sees one


def part(names: list[str]) -> str:
    """The part that a module belongs to, by the names of its path below sim/."""
    if not names:
        return "__init__"
    return "/".join(names[:2]) if names[0] in OPEN_ROOMS else names[0]


def part_of(path: Path) -> str:
    return part(list(path.relative_to(PACKAGE).with_suffix("").parts))


def room(part_: str) -> str:
    return part_.partition("/")[0]


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
            # ``from sim.analysis import effects`` imports a module, ``from sim.world import YES``
            # a name
            here = PACKAGE.parent.joinpath(*node.module.split("."))
            inside = {item.stem for item in here.glob("*")} - {"__init__"}
            found += [
                f"{node.module}.{alias.name}" if alias.name in inside else node.module
                for alias in node.names
            ]
    return found


def parts_used(path: Path) -> set[str]:
    """The parts of the package that a file imports."""
    names = [name.split(".") for name in imports(path)]
    return {part(of[1:]) for of in names if of[0] == "sim"}


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
    built = {part_of(path) for path in FILES if path.parent.name not in OPEN_ROOMS
             or path.stem != "__init__"}  # fmt: skip
    assert built == set(MAY_IMPORT)
    on_floors = [name for _, rooms in FLOORS for name in rooms]
    assert sorted(on_floors) == sorted({room(name) for name in MAY_IMPORT} - {"__init__"})


def test_staircases_lead_down_only():
    rooms = [name for _, on_floor in FLOORS for name in on_floor]
    parts = list(MAY_IMPORT)
    up = []
    for name, below in MAY_IMPORT.items():
        if name == "__init__":
            continue  # it holds the version, and loads the rest when it is asked for
        for other in below - {"__init__"}:
            if room(name) == room(other):
                down = parts.index(other) < parts.index(name)
            else:
                down = rooms.index(room(other)) < rooms.index(room(name))
            up += [] if down else [f"{name} -> {other}"]
    assert up == []


def test_no_staircase_is_left_that_nobody_takes():
    """NOUNS, STUDY and the science are given whole, whoever takes a part of them."""
    given_whole = NOUNS | STUDY | {"rules", "council", "levers"}
    taken: dict[str, set[str]] = {}
    for path in FILES:
        taken.setdefault(part_of(path), set()).update(parts_used(path))
    unused = {name: below - taken[name] - given_whole for name, below in MAY_IMPORT.items()}
    assert {name: sorted(left) for name, left in unused.items() if left} == {}


def test_few_modules_lie_in_no_room():
    loose = [path.name for path in PACKAGE.glob("*.py")]
    assert len(loose) <= LOOSE_MODULES, loose


def test_the_listing_in_the_docs_names_every_room_on_its_floor():
    text = (PACKAGE.parent / "docs" / "reference" / "house.md").read_text(encoding="utf-8")
    listed = [
        (heading, tuple(re.findall(r"^\| `(?:sim/)?(\w+)(?:\.py|/)?` \|", body, re.MULTILINE)))
        for heading, body in re.findall(r"^### \d+ (.+?)\n(.*?)(?=^##|\Z)", text, re.M | re.S)
    ]
    assert listed == list(FLOORS)


def test_imports_point_down_only():
    too_high = {}
    for path in FILES:
        own = part_of(path)
        if beyond := parts_used(path) - MAY_IMPORT.get(own, set()) - {own}:
            too_high[name_of(path)] = sorted(beyond)
    assert not too_high, "files that reach for a part above their own"


def test_third_parties_stay_in_their_rooms():
    strays = {}
    for path in FILES:
        if out := {it for it in packages(path) if not has_room(it, path)}:
            strays[name_of(path)] = sorted(out)
    assert not strays, f"packages outside their rooms, which are {ROOMS}"


def test_the_two_drivers_are_blind_to_one_another():
    compiled = {"engine/ensemble", "engine/day", "engine/learning", "engine/manoeuvres"}
    for name in ("agents", "model"):
        assert not parts_used(PACKAGE / "mesa_model" / f"{name}.py") & compiled
    for path in (PACKAGE / "engine").glob("*.py"):
        assert not [used for used in parts_used(path) if room(used) == "mesa_model"]


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
        return any(module.startswith("sim.mesa_model") for module in modules)

    elsewhere = [path for path in FILES if room(part_of(path)) not in ("mesa_model", "page")]
    assert [name_of(path) for path in elsewhere if loads_mesa(path)] == []
