"""No cell is a formula, and what was written is read back as it was typed."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.files.csv_text import BEGINS_A_FORMULA, as_cell, rows_text, typed
from sim.files.tables import read_table, table_text, write_table

FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1",
            "=", "-", "--1", "-1e", "+", "'=1", "''@x", "-inf x", "=\"a,b\"")  # fmt: skip
PLAIN = ("", "x", "a=b", "0", "-5", "+5", "-5.", "-.5", "-1e-9", "+1E+9", "-inf", "1-2", "'", "'x",
         "''", " =x", "levers.outreach.contacts", "[1, -2]")  # fmt: skip
TEXTS = st.text(st.sampled_from("=+-@\t\r\n'\" ,;0159.eEinfax＝|!"), max_size=12)


def one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_safe(cell: str) -> bool:
    if not cell or cell[0] not in BEGINS_A_FORMULA:
        return True
    try:
        float(cell)
    except ValueError:
        return False
    return cell == cell.strip()


@pytest.mark.parametrize("text", FORMULAS)
def test_an_apostrophe_goes_before_a_formula(text):
    assert as_cell(text) == f"'{one_line_end(text)}"


@pytest.mark.parametrize("text", PLAIN)
def test_all_else_stays_as_it_is(text):
    assert as_cell(text) == typed(text) == text


@given(TEXTS)
def test_whatever_is_typed_is_safe_in_a_cell_and_comes_back(text):
    assert is_safe(as_cell(text))
    assert typed(as_cell(text)) == one_line_end(text)


@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(TEXTS, min_size=1, max_size=4))
def test_rows_come_back_as_they_were(header, row):
    lines = list(csv.reader(io.StringIO(rows_text(header, [row]), newline="")))
    assert all(is_safe(cell) for line in lines for cell in line)
    back = [[typed(cell) for cell in line] for line in lines]
    assert back == [[one_line_end(text) for text in texts] for texts in (header, row)]


def a_table():
    return pd.DataFrame(
        {
            "=title": ["=1", "plain", None],
            "-5": [-1.5, np.nan, -np.inf],
            "@n": [-1, 2, 3],
            "mixed": pd.Series(["-x", -2, -2.5], dtype=object),
            "day": pd.to_datetime(["2020-01-01", "2021-02-03", None]),
            "kind": pd.Categorical(["+a", "b", "b"]),
            "true": [True, False, True],
        }
    )


def test_only_texts_of_a_table_change():
    plain = a_table()
    written = table_text(plain)
    assert written.splitlines()[0] == "'=title,-5,'@n,mixed,day,kind,true"
    assert written.splitlines()[1] == "'=1,-1.5,-1,'-x,2020-01-01,'+a,True"
    assert plain.equals(a_table()), "the table that was given has changed"


def test_a_table_of_numbers_and_plain_words_is_written_as_pandas_writes_it():
    table = a_table()[["-5", "day", "true"]].assign(word=["a", "b", None])
    same = table.to_csv(index=False, float_format="%.8g", lineterminator="\n")
    assert table_text(table) == same


def test_a_table_comes_back_as_it_was(tmp_path):
    write_table(a_table(), tmp_path / "deep" / "t.csv")
    back = read_table(tmp_path / "deep" / "t.csv", keep_default_na=False, na_values=[""])
    assert list(back.columns) == list(a_table().columns)
    assert list(back["=title"][:2]) == ["=1", "plain"]
    assert list(back.kind) == ["+a", "b", "b"]
    assert back["@n"].dtype == np.int64
