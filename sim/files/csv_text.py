"""Rows as CSV, written and read back: no cell of ours is a formula to a spreadsheet.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and a
formula may run a program. So an apostrophe goes before such a cell unless it is a number, and
before one that has an apostrophe there already; ``typed`` takes it off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

APOSTROPHE = "'"
BEGINS_A_FORMULA = "=+-@\t\r\n＝＋－＠"
NUMBER = re.compile(r"[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|inf)")


def as_cell(text: str) -> str:
    """A text as it stands in a cell.

    A carriage return ends a row, unquoted as Python leaves it, so a line ends with a newline.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return (
        f"{APOSTROPHE}{lines}"
        if _begins_a_formula(lines) and not NUMBER.fullmatch(lines)
        else lines
    )


def typed(cell: str) -> str:
    """The text that ``as_cell`` was given, with newlines at the ends of its lines."""
    return cell[1:] if cell.startswith(APOSTROPHE) and _begins_a_formula(cell) else cell


def _begins_a_formula(text: str) -> bool:
    words = text.lstrip(APOSTROPHE)
    return words != "" and words[0] in BEGINS_A_FORMULA


def rows_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of texts under a header, as CSV."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    for row in (header, *rows):
        writer.writerow([as_cell(cell) for cell in row])
    return made.getvalue()
