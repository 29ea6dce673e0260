"""A run and a comparison made from the page are those of the command line."""

import pandas as pd
import pytest

from sim.errors import InputError
from sim.page.choices import composed
from sim.page.comparison import compare
from sim.page.downloads import file_of, links
from sim.page.folders import FOLDERS
from sim.page.making import Order, by_hand, make


def told(done, of):
    pass


@pytest.fixture
def results(tmp_path, monkeypatch):
    monkeypatch.setattr(FOLDERS, "results", tmp_path / "my 'results'")
    return FOLDERS.results


@pytest.fixture(scope="module")
def choices():
    return composed("civil_society", "recorded_2022").sized(6)


def test_a_run_has_the_numbers_of_the_page_and_is_had_as_files(choices, results):
    made = make(Order(choices), told)
    assert made.folder.parent.parent == results
    table = pd.read_csv(made.folder / "defection.csv")
    shown = compare(choices).defection
    assert table["mean"].tolist() == pytest.approx(shown["mean"].tolist(), rel=1e-7)
    html = links(made.folder.parent.name, made.folder.name)
    assert "report.html" in html
    assert "defection.csv" in html
    assert file_of(made.folder.parent.name, made.folder.name, "report.html").is_file()


def test_what_was_set_by_hand_is_said(choices):
    assert by_hand(choices) == []
    changed = choices.with_lever("outreach", "contacts", 7)
    assert by_hand(changed) == ["levers.outreach.contacts=7"]


@pytest.mark.slow
def test_a_comparison_is_made_for_the_years_of_the_page(choices, results):
    made = make(Order(choices, ("civil_society", "mission_staff")), told)
    assert (made.folder / "report.html").is_file()
    config = (
        (made.folder / "config.yaml").read_text() if (made.folder / "config.yaml").is_file() else ""
    )
    assert "2023" not in config.partition("council")[2][:80]


@pytest.mark.parametrize(
    "names", [("civil_society", "none"), ("x", "y"), ("", ""), ("mission_staff",)]
)
def test_what_cannot_be_compared_is_said(choices, results, names):
    with pytest.raises(InputError, match="compare"):
        make(Order(choices, names), told)
    assert not results.exists()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("a", "b", "summary.json"), "not passed on"),
        (("a", "b", ".lmgsim"), "plain file name"),
        (("..", "b", "report.html"), "plain file name"),
        (("a", "..", "x.csv"), "plain file name"),
        (("a", "b", "report.html"), "there is no"),
        (("a", "b", "x" * 500), "plain file name"),
    ],
)
def test_nothing_else_can_be_had(results, names, said):
    with pytest.raises(InputError, match=said):
        file_of(*names)


def test_a_link_out_of_the_results_is_not_followed(results, tmp_path):
    (results / "a" / "b").mkdir(parents=True)
    (tmp_path / "secret.csv").write_text("x")
    (results / "a" / "b" / "x.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(InputError, match="leads out"):
        file_of("a", "b", "x.csv")
