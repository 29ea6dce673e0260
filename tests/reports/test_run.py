"""The report from tables made by hand."""

import json
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from sim.plots.of_run import FIGURES, draw_all
from sim.reports.run import write_report
from tests.plots.test_plots import KINDS, small_results

LOADING = ("src", "href", "srcset", "poster", "data", "action", "background")


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def report_of(folder, **changes) -> str:
    """The page without figures, which take a second to draw."""
    small_results(folder, **changes)
    return write_report(folder).read_text(encoding="utf-8")


def plain(page: str) -> str:
    text = re.sub(r"<[^>]+>", " ", page.split("</style>")[1])
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> str:
    folder = small_results(tmp_path_factory.mktemp("results"))
    draw_all(folder)
    return write_report(folder).read_text(encoding="utf-8")


def test_the_report_asks_for_nothing_from_outside(page):
    tags = Tags(page).found
    for tag, attributes in tags:
        assert tag not in ("script", "link", "iframe", "object", "embed", "base"), tag
        for name in LOADING:
            assert (attributes.get(name) or "data:").startswith("data:"), (tag, name)
    assert "url(" not in page
    assert "@import" not in page


def test_every_figure_is_inside_the_page(page):
    images = [attributes for tag, attributes in Tags(page).found if tag == "img"]
    assert len(images) == len(FIGURES)
    assert all((image["src"] or "").startswith("data:image/png;base64,") for image in images)
    assert all(image["alt"] for image in images)


def test_what_it_says_comes_in_the_order_of_the_decision(page):
    text = plain(page)
    order = ["A small intervention", "Who would move?", "India moves most", "How to read this",
             "Key figures", "Who moves State", "Does it change results?",
             "Is the baseline realistic?", "Who votes like whom", "The levers",
             "What is estimated and what is assumed", "Limits", "How to reproduce this",
    ]  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_the_answer_names_state_change_interval_certainty_and_cost(page):
    text = plain(page)
    assert "on 46 % of its ballots instead of 40 %, +6.0 percentage points" in text
    assert "(95 % interval +4.0 to +8.0), followed by Malaysia." in text
    assert "10 more defections in 2021–2023, against 48 without it" in text
    assert "a rise in >99 % of replicates".replace(">", "&gt;") in text
    assert "for about USD 250 million, or USD 62.5 million each." in text


@pytest.mark.parametrize("drawn", [True, False])
def test_the_number_of_replicates_stands_apart(tmp_path, drawn):
    folder = small_results(tmp_path)
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    (folder / "summary.json").write_text(json.dumps(summary | {"drawn": drawn}), encoding="utf-8")
    text = plain(write_report(folder).read_text(encoding="utf-8"))
    words = "The model votes" if drawn else "It does so"
    assert f"{words} {summary['replicates']} times without the intervention" in text


def test_what_was_changed_from_the_scenario_is_listed(tmp_path):
    folder = small_results(tmp_path)
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    summary["set_by_hand"] = ["levers.mission_staff.persons=90", "council=recorded_2022"]
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    text = plain(write_report(folder).read_text(encoding="utf-8"))
    changes = "levers.mission_staff.persons=90 , council=recorded_2022"
    assert f"Changed from this scenario: {changes}" in text


def test_it_is_said_where_the_change_is_from_no_to_abstention(page):
    assert "2.5 fewer noes, and net 2.5 more abstentions and 0.0 more yes votes" in plain(page)
    assert "most of the change is from no to abstention" in page


def test_an_interval_that_includes_nothing_is_admitted(tmp_path):
    folder = small_results(tmp_path)
    movers = pd.read_csv(folder / "movers.csv").assign(difference_low=-0.01)
    movers.to_csv(folder / "movers.csv", index=False)
    runs = pd.read_parquet(folder / "runs.parquet")
    runs.loc[(runs.replicate == 0) & (runs.arm == "intervention"), "soft"] -= 9
    runs.to_parquet(folder / "runs.parquet")
    text = plain(write_report(folder).read_text(encoding="utf-8"))
    assert "which includes no change" in text
    assert "there may be no effect at all" in text
    assert "the interval includes zero for every state" in text


def test_patterns_that_do_not_hold_are_named(page):
    assert "two of four patterns. These do not hold" in plain(page)
    assert "<strong>departs from the group&#39;s main vote (thematic texts)</strong>" in page


def test_a_title_cannot_bring_markup_into_the_page(tmp_path):
    page = report_of(tmp_path, title="<script>alert(1)</script>")
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2


def test_no_table_can_bring_markup_into_the_page(tmp_path):
    folder = small_results(tmp_path)
    for name, column in (("movers", "name"), ("levers", "source"), ("assumptions", "meaning")):
        table = pd.read_csv(folder / f"{name}.csv").assign(**{column: "<img src=http://x>"})
        table.to_csv(folder / f"{name}.csv", index=False)
    page = write_report(folder).read_text(encoding="utf-8")
    assert "<img src=http" not in page
    assert "&lt;img src=http" in page


def test_a_run_that_changes_nothing_says_so(tmp_path):
    text = plain(report_of(tmp_path, effect=0))
    assert "The intervention changes nothing: it pulls no lever." in text
    assert "No lever is pulled in this run." in text


def test_levers_that_can_do_nothing_are_told_from_none(tmp_path):
    folder = small_results(tmp_path / "with")
    pulled = (folder / "levers.csv").read_bytes()
    folder = small_results(tmp_path / "without", effect=0)
    (folder / "levers.csv").write_bytes(pulled)
    text = plain(write_report(folder).read_text(encoding="utf-8"))
    assert "changes nothing: as it is set it moves no vote of the group" in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_council_with_one_kind_of_text_is_reported(tmp_path, kind):
    text = plain(report_of(tmp_path, kinds=(kind,)))
    assert "2.5 more defections" in text


@pytest.mark.parametrize("table", ["defection", "movers", "measures", "realism", "ballots"])
def test_an_empty_table_does_not_stop_the_report(tmp_path, table):
    (small_results(tmp_path) / f"{table}.csv").write_text("\n")
    assert "Limits" in write_report(tmp_path).read_text(encoding="utf-8")


def test_where_the_numbers_come_from_is_stated(page):
    text = plain(page)
    assert "28,324 recorded votes on 625 roll calls up to 2020-12-31" in text
    assert "commit 0123456789ab ," in text
    assert "tables/votes.csv ffffffffffff" in text
    assert "bibliography that comes with lmgsim" in text


def test_sources_are_listed_where_the_folder_has_them(tmp_path):
    folder = small_results(tmp_path)
    pd.DataFrame(
        {"key": ["someone2020"], "author": ["A. Someone"], "year": [2020], "title": ["A book"],
         "publisher": ["A press"], "where": ["https://example.org"]}
    ).to_csv(folder / "sources.csv", index=False)  # fmt: skip
    text = plain(write_report(folder).read_text(encoding="utf-8"))
    assert "[someone2020] A. Someone (2020). A book. A press https://example.org" in text
