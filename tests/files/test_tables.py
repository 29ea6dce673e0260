"""Our tables as CSV: numbers stay numbers, and no cell is a formula."""

import pandas as pd

from sim.files.tables import table_text


def test_a_column_of_numbers_with_a_gap_keeps_its_rounding():
    table = pd.DataFrame({"x": [0.1234567891234, float("nan")], "y": ["=1+1", "b"]})
    assert table_text(table) == "x,y\n0.12345679,'=1+1\n,b\n"
