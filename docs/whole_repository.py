"""A hook of the documentation site: what pages link to outside docs/ becomes part of the site.

Pages are written for two readers: one who opens a file in the repository, and one who reads the
site. Links are those of the repository. Here docs/ becomes the root of the site, and every other
file that a page links to (an experiment, a table, the licence) lies in the site at the path that it
has in the repository. Notebooks become pages. Nothing is copied by hand.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

REPOSITORY = Path(__file__).resolve().parent.parent
DOCS = "docs/"
NOTEBOOKS = "notebooks"
START = "README.md"  # of docs/; the repository's own README leads to it
LINK = re.compile(r"(?P<before>\]\()(?P<target>[^)\s#:]+)(?P<anchor>#[^)\s]*)?(?=\))")
FENCE = re.compile(r"^ *(```|~~~)")
ITEM = re.compile(r"^ *([-*]|\d+\.) ")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """An entry of the navigation with a star stands for all pages it fits that have no other."""
    config.nav = _spelled(config.nav, set(_named(config.nav)))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every file outside docs/ that the navigation names or a page links to."""
    waiting = [file.src_uri for file in files.documentation_pages()]
    waiting += [path for path in _named(config.nav) if not files.get_file_from_path(path)]
    while waiting:
        site_path = waiting.pop()
        if files.get_file_from_path(site_path) is None and not _add(files, config, site_path):
            continue
        if site_path.endswith(".md"):
            waiting += [
                linked
                for linked in _linked(_source(site_path), _text(site_path))
                if files.get_file_from_path(linked) is None
            ]
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Links of the repository become links of the site; lists get the empty line they need."""
    source, here = _source(page.file.src_uri), posixpath.dirname(page.file.src_uri)

    def new(found: re.Match[str]) -> str:
        linked = _site_path(source, found["target"])
        if files.get_file_from_path(linked) is None:
            return found[0]  # the build complains of it
        target = posixpath.relpath(linked, here or ".")
        return f"{found['before']}{target}{found['anchor'] or ''}"

    return _spaced(_outside_code(markdown, lambda line: LINK.sub(new, line)))


def _named(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for inside in nav.values():
            yield from _named(inside)
    elif isinstance(nav, list):
        for inside in nav:
            yield from _named(inside)


def _spelled(nav: object, named: set[str]) -> object:
    """The navigation with its stars spelled out."""
    if isinstance(nav, dict):
        return {title: _spelled(inside, named) for title, inside in nav.items()}
    if not isinstance(nav, list):
        return nav
    found: list[object] = []
    for entry in nav:
        if isinstance(entry, str) and "*" in entry:
            found += sorted(_fitting(entry) - named)
        else:
            found.append(_spelled(entry, named))
    return found


def _fitting(pattern: str) -> set[str]:
    roots = (REPOSITORY / DOCS, REPOSITORY)
    return {it.relative_to(root).as_posix() for root in roots for it in root.glob(pattern)}


def _add(files: Files, config: MkDocsConfig, site_path: str) -> bool:
    source = REPOSITORY / _source(site_path)
    if not source.is_file():
        return False
    what = {"content": _text(site_path)} if site_path.endswith(".md") else {
        "abs_src_path": str(source)
    }  # fmt: skip
    files.append(File.generated(config, site_path, inclusion=InclusionLevel.INCLUDED, **what))
    return True


def _source(site_path: str) -> str:
    """Where in the repository a file of the site comes from."""
    if (REPOSITORY / DOCS / site_path).is_file():
        return DOCS + site_path
    folder, name = posixpath.split(site_path)
    if folder == NOTEBOOKS and name.endswith(".md") and name != START:
        return site_path.removesuffix(".md") + ".ipynb"
    return site_path


def _site_path(source: str, target: str) -> str:
    """Where in the site a link of the repository leads to."""
    place = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(target)))
    if place == START:
        return START
    if (REPOSITORY / place).is_dir():
        place = posixpath.join(place, "README.md")
    if place.startswith(DOCS):
        return place.removeprefix(DOCS)
    if place.endswith(".ipynb") and not source.endswith(".ipynb"):
        return place.removesuffix(".ipynb") + ".md"
    return place


def _text(site_path: str) -> str:
    source = _source(site_path)
    text = (REPOSITORY / source).read_text(encoding="utf-8")
    return notebook_page(text, posixpath.basename(source)) if source.endswith(".ipynb") else text


def notebook_page(text: str, name: str) -> str:
    """A notebook as a page: its words, its code, and a link to the file itself."""
    parts = []
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
    return "\n\n".join([parts[0], f"The [notebook itself]({name}) can be run.", *parts[1:]]) + "\n"


def _linked(source: str, text: str) -> set[str]:
    found: set[str] = set()

    def note(line: str) -> str:
        found.update(_site_path(source, link["target"]) for link in LINK.finditer(line))
        return line

    _outside_code(text, note)
    return {path for path in found if not path.startswith("..")}


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    lines, inside = [], False
    for line in text.split("\n"):
        if FENCE.match(line):
            inside = not inside
        lines.append(line if inside or line.startswith("    ") else change(line))
    return "\n".join(lines)


def _spaced(text: str) -> str:
    """An empty line before each list: the repository's reader needs none, the site's does."""
    lines: list[str] = []
    inside = False
    for line in text.split("\n"):
        before = lines[-1] if lines else ""
        if not inside and ITEM.match(line) and before.strip() and not before.startswith(" "):
            lines += [] if ITEM.match(before) else [""]
        if FENCE.match(line):
            inside = not inside
        lines.append(line)
    return "\n".join(lines)
