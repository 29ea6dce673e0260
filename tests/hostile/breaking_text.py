"""Ways to break a text file, whatever stands in it, and what has to come of each.

Each takes the text and a source of chance and gives the item that is handed over instead.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.hostile.case import FINE, OPEN, WRONG, Item

Breaking = Callable[[str, random.Random], Item]


def _encoded(encoding: str, mark: bytes = b"") -> Breaking:
    return lambda text, chance: Item(content=mark + text.encode(encoding, "replace"))


def _kind(**what: object) -> Breaking:
    return lambda text, chance: Item(**what)  # type: ignore[arg-type]


def _inserted(*pieces: bytes) -> Breaking:
    """One of some pieces at a random place of the text."""

    def insert(text: str, chance: random.Random) -> Item:
        at = chance.randrange(len(text) + 1)
        piece = chance.choice(pieces)
        return Item(content=text[:at].encode() + piece + text[at:].encode())

    return insert


def _cut(text: str, chance: random.Random) -> Item:
    return Item(content=text[: chance.randrange(len(text))].encode())


def _flipped(text: str, chance: random.Random) -> Item:
    content = bytearray(text.encode())
    for _ in range(chance.choice((1, 1, 1, 3, 20))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return Item(content=bytes(content))


def _line_gone(text: str, chance: random.Random) -> Item:
    lines = text.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return Item(content="".join(lines).encode())


def _line_twice(text: str, chance: random.Random) -> Item:
    lines = text.splitlines(keepends=True)
    n = chance.randrange(len(lines))
    return Item(content="".join([*lines[:n], lines[n], *lines[n:]]).encode())


def _noise(text: str, chance: random.Random) -> Item:
    return Item(content=chance.randbytes(chance.choice((1, 10, 1000))))


# what it is called: how it is done, and what has to come of it
EVERY: dict[str, tuple[Breaking, str]] = {
    "a mark of UTF-8": (_encoded("utf-8", b"\xef\xbb\xbf"), FINE),
    "UTF-16": (_encoded("utf-16"), OPEN),
    "UTF-32": (_encoded("utf-32"), OPEN),
    "ends of lines as in Windows": (
        lambda text, chance: Item(content=text.replace("\n", "\r\n").encode()), FINE),
    "a byte that is no UTF-8": (_inserted(b"\xff", b"\xe9", b"\xc3(", b"\xed\xa0\x80"), WRONG),
    "a zero byte": (_inserted(b"\0"), WRONG),
    "a control character": (_inserted(b"\x1b[2J", b"\x07", b"\x08", b"\x7f"), OPEN),
    "a separator of lines": (_inserted("\u2028".encode(), "\u0085".encode(), b"\x0c"), OPEN),
    "cut off": (_cut, OPEN),
    "flipped bits": (_flipped, OPEN),
    "a line gone": (_line_gone, OPEN),
    "a line twice": (_line_twice, OPEN),
    "noise": (_noise, WRONG),
    "empty": (_kind(content=b""), WRONG),
    "blank": (_kind(content=b" \n\n"), WRONG),
    "a folder": (_kind(kind="folder"), WRONG),
    "a pipe": (_kind(kind="fifo"), WRONG),
    "a link to /dev/zero": (_kind(kind="link", target="/dev/zero"), WRONG),
    "a link to /dev/urandom": (_kind(kind="link", target="/dev/urandom"), WRONG),
    "a link to a terminal": (_kind(kind="link", target="/dev/tty"), WRONG),
    "a link to nothing": (_kind(kind="link", target="nowhere"), WRONG),
    "a link to itself": (_kind(kind="link", target="itself/itself"), WRONG),
    "a file of holes": (_kind(kind="sparse", size=3 << 30), WRONG),
    "not there": (_kind(kind="nothing"), WRONG),
}  # fmt: skip


def _spliced(line: str, where: str = "end") -> Breaking:
    """A line of YAML before or behind the text."""

    def splice(text: str, chance: random.Random) -> Item:
        whole = f"{line}\n{text}" if where == "start" else f"{text.rstrip()}\n{line}\n"
        return Item(content=whole.encode())

    return splice


def _key_twice(text: str, chance: random.Random) -> Item:
    """The last block of the text once more."""
    lines = text.splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if line[0].isalpha()]
    return Item(content="".join([*lines, *lines[starts[-1] :]]).encode())


def _tabbed(text: str, chance: random.Random) -> Item:
    lines = text.splitlines(keepends=True)
    inside = [n for n, line in enumerate(lines) if line.startswith("  ")]
    if not inside:
        return Item(content=f"a:\n\tb: 1\n{text}".encode())
    n = chance.choice(inside)
    lines[n] = "\t" + lines[n].lstrip()
    return Item(content="".join(lines).encode())


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

YAML: dict[str, tuple[Breaking, str]] = {
    "a key twice": (_key_twice, WRONG),
    "a tab": (_tabbed, WRONG),
    "a comment": (_spliced("# nothing"), FINE),
    "a second document": (_spliced("---\nb: 2"), WRONG),
    "a bracket left open": (_spliced("x: [1, 2"), WRONG),
    "a quote left open": (_spliced('x: "y'), WRONG),
    "brackets in brackets": (_spliced("x: " + "[" * 20_000), WRONG),
    "closed brackets in brackets": (_spliced(f"x: {'[' * 3_000}{']' * 3_000}"), WRONG),
    "blocks in blocks": (
        lambda text, chance: Item(
            content=(text + "".join(f"{' ' * n}a:\n" for n in range(1, 700))).encode()), WRONG),
    "aliases that multiply": (lambda text, chance: Item(content=(text + BOMB).encode()), WRONG),
    "an alias of itself": (_spliced("x: &x {y: *x}"), WRONG),
    "an alias of nothing": (_spliced("x: *nobody"), WRONG),
    "an object of Python": (
        _spliced("x: !!python/object/apply:os.system ['touch RAN']"), WRONG),
    "bytes": (_spliced("x: !!binary R0lGODlhDAAMAIQAAP"), WRONG),
    "a set": (_spliced("x: !!set {a, b}"), WRONG),
    "a list on top": (lambda text, chance: Item(content=b"- a\n- b\n"), WRONG),
    "a number on top": (lambda text, chance: Item(content=b"3\n"), WRONG),
    "a word on top": (lambda text, chance: Item(content=b"hello\n"), WRONG),
    "nothing on top": (lambda text, chance: Item(content=b"null\n"), WRONG),
    "a list as a key": (_spliced("? [a, b]\n: 1"), WRONG),
    "a number as a key": (_spliced("3: 1"), WRONG),
    "nothing as a key": (_spliced("null: 1"), WRONG),
    "a key of a thousand letters": (_spliced(f"{'k' * 5_000}: 1"), WRONG),
    "a key that lays out a screen": (_spliced('"[bold]\\e[31m\\n\\r[/x]": 1'), WRONG),
    "a directive": (_spliced("%YAML 9.9", "start"), WRONG),
    "a number of 5,000 digits": (_spliced(f"x: {'9' * 5_000}"), WRONG),
    "a key without a value": (_spliced("x:"), WRONG),
}  # fmt: skip


def _header_twice(text: str, chance: random.Random) -> Item:
    head, _, rest = text.partition("\n")
    cells = head.split(",")
    return Item(content=(",".join([*cells[:-1], cells[0]]) + "\n" + rest).encode())


def _header_renamed(text: str, chance: random.Random) -> Item:
    head, _, rest = text.partition("\n")
    cells = head.split(",")
    cells[chance.randrange(len(cells))] = chance.choice(("x", "", "Column 1", "=1+1"))
    return Item(content=(",".join(cells) + "\n" + rest).encode())


def _row_changed(change: Callable[[list[str], random.Random], list[str]]) -> Breaking:
    def broken(text: str, chance: random.Random) -> Item:
        lines = text.splitlines()
        n = chance.randrange(1, len(lines))
        lines[n] = ",".join(change(lines[n].split(","), chance))
        return Item(content=("\n".join(lines) + "\n").encode())

    return broken


def _separated(by: str) -> Breaking:
    return lambda text, chance: Item(content=text.replace(",", by).encode())


TABLE: dict[str, tuple[Breaking, str]] = {
    "a cell too few": (_row_changed(lambda row, chance: row[:-1]), WRONG),
    "a cell too many": (_row_changed(lambda row, chance: [*row, "x"]), WRONG),
    "a quote left open": (_row_changed(lambda row, chance: [f'"{row[0]}', *row[1:]]), WRONG),
    "a cell of 200,000 letters": (
        _row_changed(lambda row, chance: ["y" * 200_000, *row[1:]]), OPEN),
    "a column twice": (_header_twice, WRONG),
    "a column renamed": (_header_renamed, OPEN),
    "no row": (lambda text, chance: Item(content=(text.partition("\n")[0] + "\n").encode()), WRONG),
    "no header": (lambda text, chance: Item(content=text.partition("\n")[2].encode()), WRONG),
    "semicolons": (_separated(";"), OPEN),
    "tabs": (_separated("\t"), OPEN),
    "a spreadsheet": (lambda text, chance: Item(content=b"PK\x03\x04" + text.encode()), WRONG),
    "old ends of lines": (
        lambda text, chance: Item(content=text.replace("\n", "\r").encode()), OPEN),
}  # fmt: skip


def broken(text: str, families: tuple[dict[str, tuple[Breaking, str]], ...],
           chance: random.Random) -> tuple[str, Item, str]:  # fmt: skip
    """One of the ways of some families: what it is called, the item, what has to come of it."""
    family = chance.choice(families)
    name = chance.choice(list(family))
    change, verdict = family[name]
    return name, change(text, chance), verdict
