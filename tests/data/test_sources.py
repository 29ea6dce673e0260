"""Every source that is cited stands in the one bibliography, and every entry there is whole."""

import ast
import re
from pathlib import Path

import pytest
import yaml

import sim
from sim.data.states import TABLES
from sim.files.places import shipped_folder
from sim.levers import ASSUMPTIONS, LEVERS

PACKAGE = Path(sim.__file__).parent
SOURCES = yaml.safe_load((TABLES / "sources.yaml").read_text(encoding="utf-8"))
KEY = re.compile(r"\[([a-z][a-z0-9_]*)\]")
LOOKS_LIKE_A_KEY = re.compile(r"\d{4}|_")  # a shape such as [size] is none


def citations():
    """(key, file) for everything in brackets in a string of the package that is a source key."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                after = node.value.partition("Sources:")[2].partition("\n\n")[0]
                keys = {key for key in KEY.findall(node.value) if LOOKS_LIKE_A_KEY.search(key)}
                for key in keys | set(KEY.findall(after)):
                    found.add((key, path.relative_to(PACKAGE).as_posix()))
    return sorted(found)


def dictionary_keys():
    """The keys in the column "source key" of the data dictionary, and after "Source key"."""
    text = (TABLES / "README.md").read_text(encoding="utf-8")
    keys = set(re.findall(r"[Ss]ource key ([a-z0-9_]+)", text))
    for block in re.findall(r"^\|[^\n]*source key \|\n((?:\|.*\n)+)", text, re.MULTILINE):
        for row in block.splitlines()[1:]:
            cell = row.strip("|").split("|")[-1]
            keys |= set(re.findall(r"[a-z][a-z0-9_]*", cell))
    return sorted(keys - {"as", "aid_gdp", "corrected", "or", "estimate"})


def test_the_package_cites_its_sources():
    assert len({key for key, _ in citations()}) > 10
    assert len(dictionary_keys()) > 10


@pytest.mark.parametrize(("key", "file"), citations())
def test_every_key_cited_in_the_package_is_in_the_bibliography(key, file):
    assert key in SOURCES, f"{file} cites [{key}]"


@pytest.mark.parametrize("key", dictionary_keys())
def test_every_key_of_the_data_dictionary_is_in_the_bibliography(key):
    assert key in SOURCES


SCENARIOS = sorted(shipped_folder("conf").glob("scenario/*.yaml"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_has_a_source_in_the_bibliography(path):
    scenario = yaml.safe_load(path.read_text(encoding="utf-8"))["scenario"]
    assert re.split(r"[ ,]", scenario["source"])[0] in SOURCES


@pytest.mark.parametrize("source", [lever.source for lever in LEVERS.values()]
                         + [a.source for a in ASSUMPTIONS])  # fmt: skip
def test_levers_and_assumptions_name_a_source_or_say_that_they_assume(source):
    keys = KEY.findall(source)
    assert keys or "assumed" in source
    assert set(keys) <= set(SOURCES)


@pytest.mark.parametrize("key", sorted(SOURCES))
def test_an_entry_of_the_bibliography_is_whole(key):
    entry = SOURCES[key]
    assert {"title", "year", "where", "licence", "used_for"} <= set(entry)
    assert "author" in entry or "publisher" in entry
    assert re.fullmatch(r"[a-z][a-z0-9_]*", key)
