"""What rows of one table say twice: of their own day, and of the roll call that they belong to."""

from __future__ import annotations

from sim.data.loaders.raw_table import RawTable


def check_year(raw: RawTable) -> None:
    """Refuse a row whose ``year`` is not that of its ``date``, where a table has both.

    Raises
    ------
    InputError
        For the first such row.
    """
    if not {"year", "date"} <= set(raw.frame.columns):
        return
    wrong = (raw["year"].str.removesuffix(".0") != raw["date"].str[:4]).to_numpy()
    if wrong.any():
        row = int(wrong.argmax())
        raw.refuse(row, "year", f"{raw.shown(row, 'year')}, but date is {raw.shown(row, 'date')}")


def check_rows_alike(raw: RawTable, key: list[str], columns: tuple[str, ...]) -> None:
    """Refuse rows of one roll call that say different things of it.

    Parameters
    ----------
    key : columns that name a roll call
    columns : that must be alike in all of its rows

    Raises
    ------
    InputError
        For the first row that is unlike an earlier one.
    """
    for column in columns:
        first = raw.frame.groupby(key)[column].transform("first")
        wrong = (raw[column] != first).to_numpy()
        if wrong.any():
            row = int(wrong.argmax())
            raw.refuse(
                row, column, f"{raw.shown(row, column)}, unlike another row of this roll call"
            )
