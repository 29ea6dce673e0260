"""The table of evidence: every row has what its use needs, and a source of the bibliography."""

from dataclasses import replace

import pytest
import yaml

from sim.data.states import TABLES
from sim.errors import InputError
from sim.evidence import literature
from sim.evidence.literature import USES, rows, rows_of
from sim.evidence.questions import BENCHMARKS
from sim.levers import ASSUMPTIONS

SOURCES = yaml.safe_load((TABLES / "sources.yaml").read_text(encoding="utf-8"))
NAMES = {one.name for one in ASSUMPTIONS} | set(BENCHMARKS)


@pytest.mark.parametrize("row", rows(), ids=lambda r: f"{r.assumption}-{r.study}-{r.years}")
def test_a_row_bears_on_something_and_says_what_was_seen_where_and_when(row):
    assert row.assumption in NAMES
    assert row.source in SOURCES
    assert row.use in USES
    assert all((row.study, row.setting, row.years, row.unit, row.seen))
    if row.use == "none":
        assert row.note, "a row that does not count says why"


def test_the_table_holds_every_use_and_more_than_sixty_rows():
    assert len(rows()) > 60
    assert {row.use for row in rows()} == set(USES)


def test_a_size_is_turned_into_the_unit_and_direction_of_the_assumption():
    row = replace(rows_of("signature_gain")[0], effect=-0.2, se=0.1, factor=-2.0)
    assert row.size() == (0.4, 0.2)


def write(tmp_path, monkeypatch, changed):
    """The table with some cells of its first row changed."""
    text = literature.LITERATURE.read_text(encoding="utf-8")
    old, new = changed
    assert old in text
    place = tmp_path / "literature.csv"
    place.write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(literature, "LITERATURE", place)
    literature.rows.cache_clear()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ((",estimate,", ",guess,"), "row 2: use is 'guess', one of estimate, bound, sign, none"),
        ((",0.0362,0.027,", ",0.0362,,"), "row 2: estimate needs an effect, an error above 0"),
        ((",0.0362,0.027,", ",0.0362,-0.027,"), "row 2: estimate needs an effect, an error"),
        ((",0.0362,", ",much,"), "row 2: effect is 'much', a number is wanted"),
        ((",0.0362,", ",inf,"), "row 2: effect is 'inf', a number is wanted"),
        ((",1,,sign,", ",2,,sign,"), "a sign is -1, 0 or 1, not '2'"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_with_its_line(tmp_path, monkeypatch, changed, said):
    write(tmp_path, monkeypatch, changed)
    try:
        with pytest.raises(InputError, match=said):
            literature.rows()
    finally:
        literature.rows.cache_clear()
