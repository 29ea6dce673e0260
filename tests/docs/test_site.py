"""The documentation builds as a site without a warning, whole, and asks no other host."""

import re
import subprocess
import sys

import pytest

from sim.files.places import PACKAGE
from sim.replays.claims import claim_names

pytestmark = pytest.mark.slow

CHECKOUT = PACKAGE.parent
ASKED = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)=[\"']?(https?:)?//")
FROM_CSS = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    place = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(place)],
        cwd=CHECKOUT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return place


def pages(site):
    """All pages but that for a wrong address, whose links begin at the root of a server."""
    return [page for page in site.rglob("*.html") if page.name != "404.html"]


def text(site, path):
    return (site / path).read_text(encoding="utf-8")


def test_every_page_of_the_documentation_is_in_it(site):
    for page in (CHECKOUT / "docs").rglob("*.md"):
        here = page.relative_to(CHECKOUT / "docs")
        name = "index.html" if here.name == "README.md" else f"{here.stem}.html"
        assert (site / here.parent / name).is_file(), here


def test_experiments_tables_and_notebooks_are_in_it(site):
    for name in claim_names():
        page = text(site, f"experiments/{name}/index.html")
        assert "Hypothesis" in page
        assert (site / "experiments" / name / "expected.csv").is_file()
        assert f'experiments/{name}/index.html"' in text(site, "index.html"), "in the navigation"
    assert "Data dictionary" in text(site, "sim/data/tables/index.html")
    for name in ("students", "scholars", "policy_teams"):
        assert "highlight" in text(site, f"notebooks/{name}.html")
        assert (site / "notebooks" / f"{name}.ipynb").is_file()


def test_it_asks_no_other_host_for_anything(site):
    for page in site.rglob("*.html"):
        assert not ASKED.search(page.read_text(encoding="utf-8")), page
    for sheet in site.rglob("*.css"):
        assert not FROM_CSS.search(sheet.read_text(encoding="utf-8")), sheet


def test_every_link_and_picture_leads_somewhere(site):
    found = 0
    for page in pages(site):
        for target in re.findall(r"(?:href|src)=[\"']?([^\"'\s>#?]+)", page.read_text("utf-8")):
            if re.match(r"[a-z]+:|//", target):
                continue
            assert (page.parent / target).exists(), f"{page.relative_to(site)}: {target}"
            found += 1
    assert found > 1000


def test_tables_and_lists_are_read_as_such(site):
    for page in pages(site):
        words = re.sub(r"<(pre|code)\b.*?</\1>", "", page.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"<p>\s*\|.*\|", words), f"{page.relative_to(site)}: a broken table"
        assert not re.search(r"<p>[^<]*\n- ", words), f"{page.relative_to(site)}: a broken list"


def test_nothing_that_only_builds_the_site_is_in_it(site):
    assert not list(site.glob("*.py"))
