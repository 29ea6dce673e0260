"""A static site of chosen results: pages that any web server or a mail can carry.

Nothing in it runs, and nothing is loaded from anywhere: reports hold their style and figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.errors import InputError
from sim.files.folders import kept_folder
from sim.files.json_text import read_json
from sim.files.kinds import is_folder
from sim.files.mark import read_mark
from sim.files.reading import LARGEST_TABLE, is_regular, read_bytes
from sim.files.text import decoded
from sim.page.markup import Markup, tag
from sim.page.still import check_still

KINDS = ("run", "compare", "portfolio", "discover", "forecast", "replay", "sweep")
PAGES = {"brief.html": "Brief", "report.html": "Report"}  # self-contained, and checked
CARRIED = {"brief.pdf": "Brief as PDF"}
MOST_RESULTS = 100
LONGEST = 300  # letters of a title or a question
MEGABYTES = 64  # of one file
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
STYLE = """
body { max-width: 820px; margin: 0 auto; padding: 32px 20px 60px; font: 16px/1.5 system-ui,
  sans-serif; color: #1c1c1c; background: #fbfaf7; }
h1 { font-size: 26px; line-height: 1.2; } h2 { font-size: 19px; margin: 0 0 4px; }
article { background: #fff; border: 1px solid #d9d6ce; border-radius: 8px; padding: 16px 18px;
  margin: 14px 0; }
p { margin: 4px 0 8px; } .quiet { color: #5a5a5a; font-size: 14px; } a { color: #0072B2; }
.main { font-weight: 700; margin-right: 14px; } code { font-size: 13px; overflow-wrap: anywhere; }
details summary { cursor: pointer; color: #5a5a5a; font-size: 14px; } li { font-size: 14px; }
@media (prefers-color-scheme: dark) { body { background: #15171a; color: #f0eee9; }
  article { background: #1e2126; border-color: #3c4047; } a { color: #56B4E9; }
  .quiet, details summary { color: #b4b2ac; } }
"""


@dataclass(frozen=True)
class Chosen:
    """A results folder that goes into a site."""

    folder: Path
    name: str  # of its folder in the site
    title: str
    question: str
    about: str  # size, seed and command
    files: dict[str, bytes]  # by name


def export_site(folders: Sequence[Path], site: Path) -> Path:
    """Write a site of results folders; it is whole, or what was there stays.

    Returns
    -------
    Path
        Its first page.

    Raises
    ------
    InputError
        For a folder that is no results folder of lmgsim, a page in it that could run or load
        something, or a place that cannot be written or is somebody else's.
    """
    if len(folders) > MOST_RESULTS:
        raise InputError(f"{len(folders)} folders given; a site takes at most {MOST_RESULTS}")
    chosen = [_chosen(n + 1, folder) for n, folder in enumerate(folders)]
    with kept_folder(site, "site") as draft:
        for one in chosen:
            place = draft / one.name
            place.mkdir()
            for name, content in one.files.items():
                (place / name).write_bytes(content)
        (draft / "index.html").write_text(index(chosen), encoding="utf-8")
    return site / "index.html"


def _chosen(number: int, folder: Path) -> Chosen:
    mark = read_mark(folder) if is_folder(folder) else None
    if mark is None or mark.kind not in KINDS or "report.html" not in mark.files:
        raise InputError(
            f"{str(folder)[:200]} is no results folder with a report: name folders such as "
            "results/NAME/TIME"
        )
    tables = [n for n in mark.files if n.endswith(".csv") and "/" not in n]
    wanted = [*PAGES, *CARRIED, *tables]
    found = {
        name: read_bytes(folder / name, max(LARGEST_TABLE, MEGABYTES * 2**20))
        for name in wanted
        if name in mark.files and is_regular(folder / name)
    }
    if "report.html" not in found:
        raise InputError(f"{str(folder)[:200]} has lost its report.html")
    for name in PAGES:
        if name in found:
            check_still(decoded(found[name], str(folder / name)), str(folder / name))
    summary = read_json(folder / "summary.json", MEGABYTES * 2**20, finite=False)
    origin = read_json(folder / "provenance.json") if is_regular(folder / "provenance.json") else {}

    def said(key: str) -> str:
        return " ".join(str(summary.get(key) or "").split())[:LONGEST]

    written, version = (str(origin.get(key, ""))[:20] for key in ("written", "lmgsim"))
    about = {
        f"{said('replicates')} replicates": said("replicates"),
        f"seed {said('seed')}": said("seed"),
        f"written {written[:10]}": written,
        f"lmgsim {version}": version,
    }
    return Chosen(
        folder, f"{number:02d}_{_plain(mark.kind)}", said("title") or folder.name,
        said("question"), ", ".join(words for words, known in about.items() if known), found,
    )  # fmt: skip


def _plain(kind: str) -> str:
    return "".join(letter for letter in kind if letter.isalnum())


def index(chosen: Sequence[Chosen]) -> str:
    """The first page: every result with its question and its files."""
    title = chosen[0].title if len(chosen) == 1 else f"{len(chosen)} results of lmgsim"
    head = tag(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
        Markup('<meta name="referrer" content="no-referrer">'),
        tag("title", title),
        tag("style", Markup(STYLE)),
    )
    body = tag(
        "body",
        tag("h1", title),
        tag("p", "Simulations of the Human Rights Council by lmgsim. Each page holds its figures; "
            "nothing here runs or is loaded from elsewhere.", class_="quiet"),
        [_article(one) for one in chosen],
    )  # fmt: skip
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"


def _article(one: Chosen) -> Markup:
    links = [
        tag("a", words, href=f"{one.name}/{name}", class_="main")
        for name, words in {**PAGES, **CARRIED}.items()
        if name in one.files
    ]
    tables = [name for name in one.files if name.endswith(".csv")]
    return tag(
        "article",
        tag("h2", one.title),
        tag("p", one.question) if one.question else None,
        tag("p", links),
        tag("p", one.about, class_="quiet") if one.about else None,
        tag("details", tag("summary", f"{len(tables)} tables"),
            tag("ul", [tag("li", tag("a", name, href=f"{one.name}/{name}")) for name in tables]))
        if tables else None,
    )  # fmt: skip
