"""A site of results: whole, still, escaped, and never at the cost of others' files."""

import json
import re

import pytest

from sim.commands.page import page_command
from sim.errors import InputError
from sim.files.mark import MARK, Mark
from sim.page.export import export_site
from sim.page.still import check_still

PAGE = "<!DOCTYPE html><style>p { color: red; }</style><h1>A report</h1><a href='#x'>x</a>"


def result(place, title="A run", page=PAGE, **files):
    place.mkdir(parents=True)
    (place / "report.html").write_text(page)
    (place / "summary.json").write_text(json.dumps({"title": title, "seed": 5, "replicates": 40}))
    (place / "movers.csv").write_text("iso3\nIND\n")
    for name, content in files.items():
        (place / name.replace("_", ".")).write_text(content)
    names = tuple(sorted(path.name for path in place.iterdir()))
    (place / MARK).write_text(Mark("run", names).text())
    return place


def test_a_site_holds_the_chosen_results_and_links_that_lead_somewhere(tmp_path):
    folders = [result(tmp_path / "a", brief_html=PAGE, brief_pdf="%PDF"), result(tmp_path / "b")]
    index = export_site(folders, tmp_path / "site")
    html = index.read_text()
    links = re.findall(r'href="([^"]+)"', html)
    assert len(links) == 6
    for link in links:
        assert (index.parent / link).is_file()
    assert (index.parent / links[1]).read_text() == PAGE
    check_still(html, "index.html")


def test_titles_are_escaped(tmp_path):
    title = '<script>alert(1)</script> & "more"'
    html = export_site([result(tmp_path / "a", title)], tmp_path / "site").read_text()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_exporting_again_replaces_only_what_was_exported(tmp_path):
    site = tmp_path / "site"
    export_site([result(tmp_path / "a"), result(tmp_path / "b")], site)
    (site / "notes.txt").write_text("mine")
    export_site([tmp_path / "a"], site)
    assert (site / "notes.txt").read_text() == "mine"
    assert not (site / "02_run" / "report.html").exists()


def test_a_folder_of_somebody_else_is_neither_read_nor_written(tmp_path):
    mine = result(tmp_path / "a")
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "report.html").write_text(PAGE)
    for folders, site, said in (
        ([foreign], tmp_path / "site", "no results folder"),
        ([tmp_path / "nowhere"], tmp_path / "site", "no results folder"),
        ([mine], foreign, "without lmgsim's mark"),
        ([mine], mine, "marked as lmgsim's run"),
    ):
        with pytest.raises(InputError, match=said) as told:
            export_site(folders, site)
        assert "\n" not in str(told.value)
    assert not (tmp_path / "site").exists()
    assert [path.name for path in foreign.iterdir()] == ["report.html"]


ALIVE = (
    "<script>x</script>", "<SCRIPT src=x>", "<p onclick=x>", "<img src='http://x.example/a.png'>",
    "<img src=a.png>", "<link rel=stylesheet href=x>", "<iframe src=x>", "<base href=x>",
    "<a href='javascript:x'>", "<a href=' java\nscript:x'>", "<a href='data:text/html,x'>",
    "<style>@import 'x'</style>", "<style>p { background: url(http://x) }</style>",
    "<p style='background: url(x)'>", "<meta http-equiv=refresh content=0>", "<form action=x>",
    "<svg><image xlink:href='http://x'/></svg>", "<svg><use href='http://x'/></svg><object data=x>",
    "<embed src=x>", "<video poster=x>", "<svg onload=x>",
)  # fmt: skip


@pytest.mark.parametrize("page", ALIVE)
def test_a_page_that_could_run_or_load_something_is_not_passed_on(tmp_path, page):
    with pytest.raises(InputError, match="not passed on"):
        export_site([result(tmp_path / "a", page=page)], tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "page",
    [PAGE, "<img src='data:image/png;base64,x'>", "<a href='https://x.example/y'>y</a>",
     "<style>p { fill: url(#g) }</style>", "<p>onclick=x javascript:x &lt;script&gt;</p>"],
)  # fmt: skip
def test_a_still_page_is(page):
    check_still(page, "x")


def test_the_command_says_where_the_site_is(tmp_path, capsys):
    page_command(["export", str(result(tmp_path / "a")), f"into={tmp_path / 'site'}"])
    assert "index.html" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [[], ["a"], ["into=x"], ["a", "into="], ["a", "into=x", "into=y"], ["--a", "into=x"]]
)
def test_a_command_without_folders_or_site_is_refused(words):
    with pytest.raises(InputError, match="page export takes"):
        page_command(["export", *words])
