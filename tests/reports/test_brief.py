"""The brief: two pages at most, the same bytes each time, the same digits everywhere."""

import contextlib
import io
import json
import re
from dataclasses import asdict, replace
from html import unescape

import pandas as pd
import pytest

from sim.commands.brief import brief_command
from sim.commands.compare import compare_command
from sim.commands.run import run_command
from sim.errors import InputError
from sim.measures import measure_of
from sim.plots import measures
from sim.plots.stored import Stored
from sim.reports.brief import brief_of, write_brief
from sim.reports.brief_pdf import MOST, write_pdf

AUTUMN = ("council.since=2022-10-01", "council.until=2022-10-31", "evidence=hoped")


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """A comparison of unequal cost: its folder, and what the screen said."""
    place, screen = tmp_path_factory.mktemp("results"), io.StringIO()
    with contextlib.redirect_stdout(screen):
        compare_command(["scenario=civil_society,issue_coalition", *AUTUMN, "replicates=40",
                         f"results={place}"])  # fmt: skip
    (folder,) = (place / "compare").iterdir()
    return folder, screen.getvalue()


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    place = tmp_path_factory.mktemp("results")
    with contextlib.redirect_stdout(io.StringIO()):
        run_command([*AUTUMN, "size.replicates=8", "on=ethiopia", f"results={place}"])
    (folder,) = (place / "staff_and_outreach").iterdir()
    return folder


def rows_in(page):
    """The cells of every row of every table of a page."""
    found = []
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        found.append([unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells])
    return found


def rounded(measure, value, signed=True):
    """A number of a CSV as it has to be shown, by arithmetic of its own."""
    one = measure_of(measure)
    text = f"{value * one.scale:{'+' if signed else ''}.{one.digits}f}"
    return text.replace("-", "\N{MINUS SIGN}") if float(text) else text.lstrip("+-")


def test_a_brief_has_two_pages_at_most_and_the_same_bytes_each_time(compared, ran, tmp_path):
    for folder in (compared[0], ran):
        brief = asdict(brief_of(Stored.open(folder)))
        assert 1 <= write_pdf(brief, folder, tmp_path / "a.pdf") <= MOST
        write_pdf(brief, folder, tmp_path / "b.pdf")
        pdf = (tmp_path / "a.pdf").read_bytes()
        assert pdf.startswith(b"%PDF")
        assert pdf == (tmp_path / "b.pdf").read_bytes() == (folder / "brief.pdf").read_bytes()


def test_a_long_brief_is_set_smaller(compared, tmp_path):
    brief = brief_of(Stored.open(compared[0]))
    change = replace(brief.parts[0], points=brief.parts[0].points * 5)
    long = asdict(replace(brief, parts=[change, *brief.parts[1:]]))
    assert write_pdf(long, compared[0], tmp_path / "a.pdf") <= MOST


def test_it_says_all_that_an_adviser_asks(compared, ran):
    for folder in (compared[0], ran):
        page = unescape((folder / "brief.html").read_text(encoding="utf-8"))
        for title in ("What would change our mind", "What it rests on",
                      "How often such answers were right", "How to repeat it"):  # fmt: skip
            assert f"<h2>{title}</h2>" in page
        assert page.count("<img") == 1
        assert page.count("<table>") == 1
        assert "country texts from 2022-03-04 to 2025-04-04" in page


def test_the_answer_is_the_same_on_the_screen_in_the_report_and_in_the_brief(compared):
    folder, screen = compared
    flat = " ".join(screen.split())
    report = unescape((folder / "report.html").read_text(encoding="utf-8"))
    page = unescape((folder / "brief.html").read_text(encoding="utf-8"))
    brief = brief_of(Stored.open(folder))
    assert brief.answer
    for words in brief.answer:
        assert " ".join(words.split()) in flat
        assert words in report
        assert words in page
    for words in brief.parts[0].points[:-1]:
        assert " ".join(words.split()) in flat
        assert words in report


def test_every_number_of_a_comparison_has_the_same_digits_everywhere(compared):
    folder, screen = compared
    report = rows_in((folder / "report.html").read_text(encoding="utf-8"))
    brief = rows_in((folder / "brief.html").read_text(encoding="utf-8"))
    effects, equal = (pd.read_csv(folder / f"{name}.csv") for name in ("effects", "equal"))
    told = 0
    for row in effects[effects.against == "baseline"].itertuples():
        ends = [rounded(row.measure, value) for value in
                (row.mean, row.mean_low, row.mean_high, row.low, row.high)]  # fmt: skip
        name = measures.short_name(row.measure)
        block = screen.partition(f"{row.arm}, against the baseline")[2].partition("against the")[0]
        lines = [line for line in block.splitlines() if line.strip().startswith(f"{name} ")]
        for line in lines:
            more, mean, central = (ends[0], *(
                "[" + ", ".join(end.removeprefix("+") for end in pair) + "]"
                for pair in (ends[1:3], ends[3:])
            ))  # fmt: skip
            for cell in (more, mean, central):
                assert cell in line
            levels = [rounded(row.measure, v, False) for v in (row.level_against, row.level)]
            wanted = [*levels, more, f"{ends[1]} to {ends[2]}", f"{ends[3]} to {ends[4]}"]
            assert any(cells[1:6] == wanted for cells in report), (row.arm, row.measure)
            told += 1
    assert told > 15
    for row in equal.itertuples():
        ends = [rounded(row.measure, v) for v in (row.mean, row.mean_low, row.mean_high)]
        inside = f"[{ends[1].removeprefix('+')}, {ends[2].removeprefix('+')}]"
        mine = [cells for cells in brief if cells and cells[0].lower() == row.arm.replace("_", " ")]
        assert any(f"{ends[0]} {inside}" in cells for cells in mine), (row.arm, row.measure)
        assert any(ends[0] in line and inside in line for line in screen.splitlines())
        assert any(f"{ends[1]} to {ends[2]}" in cells for cells in report)


def test_the_money_is_told_for_one_sum_where_scenarios_cost_unequal_sums(compared):
    folder, screen = compared
    equal, cost = (pd.read_csv(folder / f"{name}.csv") for name in ("equal", "cost"))
    assert (equal.cost_usd <= equal.budget_usd * (1 + 1e-6)).all()
    assert (equal.cost_usd >= 0.9 * equal.budget_usd).all()
    asked = cost[(cost.against == "baseline") & (cost.measure == "country_margin")]
    assert asked.cost_usd.max() > 10 * equal.budget_usd[0]
    assert " ".join(screen.split()).count("each, ")
    assert (folder / "figures" / "money.png").exists()


def test_a_run_leads_with_the_named_texts_and_defection_stands_beside_it(ran):
    summary = json.loads((ran / "summary.json").read_text(encoding="utf-8"))
    assert summary["measure"] == "named_margin"
    answer = brief_of(Stored.open(ran)).answer[0]
    table = pd.read_csv(ran / "measures.csv")
    row = table[(table.kind == "named") & (table.measure == "margin") & (table.arm == "difference")]
    change = rounded("named_margin", float(row["mean"].iloc[0]))
    assert answer.startswith(f"The levers change margin on the named texts by {change} votes")
    assert "defection on the named texts" in answer


def test_a_folder_without_an_answer_has_no_brief(tmp_path, compared):
    with pytest.raises(InputError, match="one results folder"):
        brief_command([])
    with pytest.raises(InputError, match="no such folder"):
        brief_command([str(tmp_path / "none")])
    summary = {"experiment": "evidence", "replicates": 0, "seed": 0}
    (tmp_path / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    (tmp_path / "provenance.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="has no brief"):
        brief_command([str(tmp_path)])


def test_it_can_be_written_anew_and_left_out(compared, tmp_path):
    folder, _ = compared
    before = (folder / "brief.pdf").read_bytes()
    (folder / "brief.pdf").unlink()
    write_brief(folder)
    assert (folder / "brief.pdf").read_bytes() == before
    with contextlib.redirect_stdout(io.StringIO()):
        run_command([*AUTUMN, "size.replicates=2", "brief=false", f"results={tmp_path}"])
    assert not list(tmp_path.rglob("brief.*"))
    assert list(tmp_path.rglob("report.html"))
