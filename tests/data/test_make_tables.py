"""The embedded tables are what the published files give, where these are at hand."""

from pathlib import Path

import pandas as pd
import pytest

from make_tables.__main__ import tables_from
from sim.data.states import read_table
from sim.files.tables import table_text

SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference data are not beside the checkout")
def test_the_embedded_tables_are_those_of_the_published_files():
    for name, table in tables_from(SHARED).items():
        pd.testing.assert_frame_equal(
            read_table(name), _as_text(table), check_dtype=False, obj=name
        )


def _as_text(table):
    from io import StringIO

    return pd.read_csv(StringIO(table_text(table)), dtype=str, keep_default_na=False)
