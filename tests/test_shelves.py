"""What archives, indexes and containers are told of the package is one story."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

import sim

ROOT = Path(__file__).parents[1]
PROJECT = ROOT / "pyproject.toml"
pytestmark = pytest.mark.skipif(not PROJECT.is_file(), reason="needs the checkout")
OTHER_NAMES = {"matplotlib-base": "matplotlib", "typst-py": "typst"}  # on conda-forge


def told(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else yaml.safe_load(text)


def project():
    return tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]


def test_every_shelf_has_the_version_of_the_package():
    versions = {
        "package": sim.__version__,
        "project": project()["version"],
        "citation": told("CITATION.cff")["version"],
        "codemeta": told("codemeta.json")["version"],
        "zenodo": told(".zenodo.json")["version"],
        "conda": told("packaging/conda/recipe.yaml")["context"]["version"],
    }
    assert len(set(versions.values())) == 1, versions


def test_title_abstract_and_day_are_told_alike():
    citation, zenodo = told("CITATION.cff"), told(".zenodo.json")
    assert citation["title"] == zenodo["title"]
    assert " ".join(citation["abstract"].split()) == zenodo["description"]
    assert str(citation["date-released"]) == told("codemeta.json")["dateModified"]
    assert told("codemeta.json")["keywords"] == zenodo["keywords"] == project()["keywords"]


def test_the_conda_recipe_needs_what_the_package_needs():
    run = told("packaging/conda/recipe.yaml")["requirements"]["run"]
    listed = {OTHER_NAMES.get(name := line.split()[0], name) for line in run} - {"python"}
    needed = {re.match(r"[\w.-]+", line)[0].lower() for line in project()["dependencies"]}
    assert listed == needed


def test_nothing_is_published_before_someone_turns_it_on():
    jobs = told(".github/workflows/publish.yml")["jobs"]
    assert all(job["if"] == "vars.PUBLISH == 'yes'" for job in jobs.values())


def test_the_container_runs_the_command_as_nobody_special():
    lines = (ROOT / "packaging" / "Containerfile").read_text(encoding="utf-8").splitlines()
    assert "USER lmgsim" in lines
    entry = next(line for line in lines if line.startswith("ENTRYPOINT"))
    assert ast.literal_eval(entry.split(" ", 1)[1]) == list(project()["scripts"])
