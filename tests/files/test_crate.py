"""The description of a results folder for archives: all of it, and true."""

import json
from urllib.parse import unquote

import pytest

from sim.files.crate import CRATE, describe
from sim.files.folders import new_folder
from sim.files.mark import read_mark

ORIGIN = {"command": "lmgsim run 'a b'", "written": "2026-01-02T03:04:05+00:00",
          "lmgsim": "0.1.0", "commit": None}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    with new_folder(tmp_path, "run", "answer") as made:
        (made.draft / "figures").mkdir()
        for name in ("measures.csv", "figures/ä b.png", "report.html"):
            (made.draft / name).write_text("x")
        (made.draft / "provenance.json").write_text(json.dumps(ORIGIN))
    return made.place


def graph_of(folder):
    return {it["@id"]: it for it in json.loads((folder / CRATE).read_text())["@graph"]}


def references(value):
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        else:
            for inner in value.values():
                yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_every_file_of_the_folder_is_in_it_and_nothing_else(folder):
    listed = {unquote(part["@id"]) for part in graph_of(folder)["./"]["hasPart"]}
    assert listed == set(read_mark(folder).files) - {CRATE}


def test_it_is_among_the_files_that_we_wrote(folder):
    assert CRATE in read_mark(folder).files


def test_it_has_what_the_form_demands(folder):
    graph = graph_of(folder)
    assert graph[CRATE]["about"] == {"@id": "./"}
    assert graph[CRATE]["conformsTo"]["@id"].startswith("https://w3id.org/ro/crate/")
    assert {"name", "description", "datePublished", "license"} <= set(graph["./"])
    assert graph["./"]["datePublished"] == ORIGIN["written"]
    assert graph["#made"]["name"] == ORIGIN["command"]


def test_every_reference_leads_to_an_entry(folder):
    graph = graph_of(folder)
    named = {name for it in graph.values() for name in references(it)}
    assert named <= {*graph, "https://w3id.org/ro/crate/1.1"}


def test_a_folder_without_provenance_has_none(tmp_path):
    (tmp_path / "a.csv").write_text("x")
    describe(tmp_path, "fit", ["a.csv"])
    assert not (tmp_path / CRATE).exists()
