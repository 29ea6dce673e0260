"""``python -m make_pages.prose``: hold every sentence that a user reads to ``style.yaml``.

Read are the documentation and what the program says of itself: help, levers, assumptions,
mechanisms, options of the configuration. A sentence is refused if it is too long, holds too many
passive verbs, or has a word that makes readers stop. Nothing is asked of the network.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sim.commands.catalogue import HELP
from sim.data.mechanism_words import mechanism_words
from sim.files.places import PACKAGE
from sim.levers import ASSUMPTIONS, LEVERS
from sim.mechanisms.table import KEYS, MECHANISMS

CHECKOUT = PACKAGE.parent
STYLE = Path(__file__).parent / "style.yaml"
PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/**/*.md", "experiments/**/*.md")
SHOWING = {"screens", "reports", "page", "plots", "commands"}  # rooms that speak to users
FENCE = re.compile(r"^ *```.*?^ *```$|^(?: {4}|\t)[^\n]*$|<!--.*?-->", re.MULTILINE | re.DOTALL)
NO_PROSE = re.compile(r"^\s*(?:\||#|!\[|>\s*\|)")  # a table, a heading, a picture
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
CODE = re.compile(r"`[^`]*`")
ITEM = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")
END = re.compile(r"(?<=[.!?:;])[\"')*_\]]*\s+(?=[\"'(*_`\[]*[A-Z0-9`])|(?<=[:;])\s")
WORD = re.compile(r"[^\W\d_][\w'\N{RIGHT SINGLE QUOTATION MARK}-]*")
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|not\s+|also\s+)?"
    r"(?:\w{2,}ed|born|bought|built|cast|chosen|done|drawn|found|given|held|kept|known|left|made|"
    r"meant|met|put|read|run|said|seen|sent|set|shown|taken|told|won|written)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fault:
    """One sentence that the style refuses: where it stands, why, and the sentence."""

    place: str
    why: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.why}: {self.sentence}"


def style() -> dict[str, Any]:
    """The rules of ``style.yaml``."""
    rules: dict[str, Any] = yaml.safe_load(STYLE.read_text(encoding="utf-8"))
    return rules


def sentences(page: str) -> Iterator[str]:
    """The sentences of a page in Markdown, without code, tables and headings."""
    text = FENCE.sub("\n\n", page)
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)", text):
        lines = [line for line in paragraph.splitlines() if not NO_PROSE.match(line)]
        said = ITEM.sub("", " ".join(lines)).strip()
        said = CODE.sub("`x`", LINK.sub(r"\1", said))
        yield from (part.strip() for part in END.split(said) if part.strip())


def faults_of(place: str, sentence: str, rules: dict[str, Any]) -> Iterator[Fault]:
    """What the style refuses in one sentence."""
    number = len(WORD.findall(sentence))
    if number > rules["longest_sentence"]:
        yield Fault(place, f"{number} words", sentence)
    if (passives := len(PASSIVE.findall(sentence))) >= rules["passives"]:
        yield Fault(place, f"{passives} passive verbs", sentence)
    for word, instead in rules["banned"].items():
        if re.search(rf"\b{re.escape(word)}\b", sentence, re.IGNORECASE):
            yield Fault(place, f"'{word}' (write: {instead})", sentence)


def texts() -> Iterator[tuple[str, str]]:
    """Where it stands, and its text: everything that the style is held to."""
    for pattern in PAGES:
        for path in sorted(CHECKOUT.glob(pattern)):
            yield _named(path), path.read_text(encoding="utf-8")
    yield "lmgsim --help", re.sub(r" {2,}", "\n\n", HELP)
    for name, lever in LEVERS.items():
        fields = (field.description or "" for field in lever.model_fields.values())
        yield f"lever {name}", "\n\n".join([lever.title, lever.unit, *fields])
    for it in ASSUMPTIONS:
        yield f"assumption {it.name}", it.meaning
    words = mechanism_words(KEYS)
    for mechanism in MECHANISMS:
        told = words[mechanism.key]
        said = (mechanism.title, told.what, told.how, told.sign, told.limits)
        yield f"mechanism {mechanism.key}", "\n\n".join(said)
    for path in sorted((CHECKOUT / "conf").rglob("*.yaml")):
        yield _named(path), "\n".join(_comments(path.read_text(encoding="utf-8")))
    for path in sorted(PACKAGE.rglob("*.py")):
        for line, text in _strings(path):
            yield f"{_named(path)}:{line}", text


def _named(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def _comments(text: str) -> Iterator[str]:
    """The comments of a YAML file; one beside a value stands alone."""
    for line in text.splitlines():
        value, mark, comment = line.partition("#")
        if mark:
            words = re.sub(r" {3,}", "\n\n", comment.strip())  # an example and what it does
            yield f"\n{words}\n" if value.strip() else words


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    """What a module says: all its strings where it shows, else those of its errors."""
    shows = path.relative_to(PACKAGE).parts[0] in SHOWING
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        said = (ast.Call, ast.Assign, ast.Return, ast.AnnAssign, ast.Yield)
        refuses = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "InputError"
        if refuses or (shows and isinstance(node, said)):
            yield from _said(node)


def _said(node: ast.AST) -> Iterator[tuple[int, str]]:
    """The strings that stand in a node itself, with every value in them as `x`."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.lineno, inner.value
        elif isinstance(inner, ast.JoinedStr):
            parts = (
                part.value if isinstance(part, ast.Constant) else "`x`" for part in inner.values
            )
            yield inner.lineno, "".join(map(str, parts))


def faults() -> list[Fault]:
    """Everything that the style refuses."""
    rules = style()
    return [
        fault
        for place, text in texts()
        for sentence in sentences(text)
        for fault in faults_of(place, sentence, rules)
    ]


if __name__ == "__main__":
    found = faults()
    for fault in found:
        print(fault)
    print(f"{len(found)} sentences to write anew ({STYLE.name})." if found else "Prose is clean.")
    sys.exit(bool(found))
