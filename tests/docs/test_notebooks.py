"""Every notebook runs from its first cell to its last, and is kept without what it printed."""

import re

import nbformat
import pytest
from nbclient import NotebookClient

from sim.files.places import PACKAGE

NOTEBOOKS = sorted((PACKAGE.parent / "notebooks").glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def test_each_group_of_users_has_one():
    assert [path.stem for path in NOTEBOOKS] == ["policy_teams", "scholars", "students"]


@pytest.mark.slow
@each_notebook
def test_it_runs(path, tmp_path):
    book = read(path)
    place = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(book, timeout=300, kernel_name="python3", resources=place).execute()
    shown = [cell for cell in book.cells if cell.cell_type == "code" and cell.outputs]
    assert len(shown) > 3


@each_notebook
def test_it_is_kept_without_what_it_printed(path):
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert not cell.outputs, f"clear the outputs of {path.name} before you keep it"
            assert cell.execution_count is None


@each_notebook
def test_it_begins_with_a_heading_and_leads_on(path):
    book = read(path)
    assert book.cells[0].source.startswith("# ")
    assert "](../docs/" in book.cells[-1].source


@each_notebook
def test_its_links_lead_somewhere(path):
    for cell in read(path).cells:
        for target in re.findall(r"\]\(([\w./-]+)", cell.source):
            assert (path.parent / target).exists(), target
