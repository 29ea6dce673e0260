"""A claim of the sources: its question, its runs, and what they are expected to give.

Each is a folder of ``experiments/`` with three files. ``experiment.yaml`` names the runs, each a
list of the same overrides that ``lmgsim run`` takes. ``expected.csv`` has a row for each number
that the claim stands on: what is measured in which run, what it was when it was recorded, and
between which bounds it must lie. ``README.md`` tells the rest. Users know the folders as
experiments; in the code an experiment is what runs replicates (``sim/study/experiment.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from sim.config.schema import explain
from sim.errors import InputError
from sim.files.csv_table import parse_csv
from sim.files.csv_text import NUMBER, rows_text, typed
from sim.files.places import own_path, shipped_folder
from sim.files.reading import is_regular
from sim.files.text import read_text
from sim.files.whole import write_whole
from sim.files.yaml_lines import line_of_setting
from sim.files.yaml_text import load_yaml

SOURCE, MODEL = "source", "model"
BASES = (SOURCE, MODEL)
STATS = ("mean", "above_zero")
# around the table in a README
BEGIN, END = "<!-- made from expected.csv -->", "<!-- end of expected.csv -->"
LARGEST = 1e15  # of a number in the table; the largest that is measured is a cost in dollars
MOST_REPLICATES = 1_000_000
NUMBERS = ("expected", "error", "low", "high", "smoke", "smoke_low", "smoke_high")


Name = Annotated[str, Field(min_length=1, max_length=60)]


class Claim(BaseModel):
    """What ``experiment.yaml`` says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Annotated[str, Field(min_length=1)]
    question: Annotated[str, Field(min_length=1)]
    source: str
    minutes: Annotated[float, Field(gt=0, lt=1e6, strict=True)]  # full size, on two cores
    seed: Annotated[int, Field(ge=0, lt=2**63, strict=True)] = 2026
    replicates: Annotated[int, Field(ge=2, le=MOST_REPLICATES, strict=True)]
    smoke: Annotated[int, Field(ge=2, le=MOST_REPLICATES, strict=True)]  # of the small size
    evidence: Literal["measured", "hoped"] = "measured"  # from which priors strengths are drawn
    runs: Annotated[dict[Name, tuple[str, ...]], Field(min_length=1)]

    @field_validator("runs")
    @classmethod
    def _the_size_is_not_a_run_s_own(
        cls, runs: dict[str, tuple[str, ...]]
    ) -> dict[str, tuple[str, ...]]:
        for name, overrides in runs.items():
            for override in overrides:
                if override.startswith("-"):
                    raise ValueError(f"run {name} sets {override[:40]}: key=value is wanted")
                if override.partition("=")[0].lstrip("+~") in ("seed", "size", "size.replicates"):
                    raise ValueError(f"run {name} sets {override}: seed and size are all runs'")
        return runs


@dataclass(frozen=True)
class Row:
    """One line of ``expected.csv``: a number that a claim stands on, and its bounds.

    A bound that is None is no bound. With the basis ``source`` the bounds are the source's own,
    with ``model`` they are what the model gave when it was recorded, with a tolerance.
    """

    claim: str  # this part of the claim, in words
    basis: Literal["source", "model"]
    run: str
    against: str  # another run, replicate by replicate; empty where the run stands alone
    measure: str
    of: str  # a kind of text, a ballot, a state ...; empty where the measure needs none
    stat: str
    expected: float | None = None
    error: float | None = None  # standard error of ``expected``; None where it has none
    low: float | None = None
    high: float | None = None
    smoke: float | None = None  # the same number at the small size, and its bounds
    smoke_low: float | None = None
    smoke_high: float | None = None

    def bounds(self, smoke: bool) -> tuple[float | None, float | None]:
        """Between what the number must lie, at either size."""
        return (self.smoke_low, self.smoke_high) if smoke else (self.low, self.high)


COLUMNS = tuple(field.name for field in fields(Row))


def claim_names() -> list[str]:
    """Names of the claims that come with the package, in alphabetical order."""
    return sorted(place.parent.name for place in shipped_folder("experiments").glob("*/*.yaml"))


def folder_of(name: str) -> Path:
    """The folder of a claim: one that comes with the package, or one of your own.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    if name in claim_names():
        return shipped_folder("experiments") / name
    if name and "\0" not in name and is_regular(own_path(name) / "experiment.yaml"):
        return own_path(name)
    raise InputError(
        f"no experiment {name[:60]!r}: one of {', '.join(claim_names())}, all, or a folder "
        "of your own with an experiment.yaml"
    )


def read_claim(folder: Path) -> Claim:
    """The claim of a folder, from its ``experiment.yaml``.

    Raises
    ------
    InputError
        If the file cannot be read or something in it has no sense; file and line are named.
    """
    place = folder / "experiment.yaml"
    text = read_text(place)
    content = load_yaml(text, str(place))
    if not isinstance(content, dict):
        raise InputError(f"{place}: {', '.join(Claim.model_fields)} are wanted")
    try:
        return Claim.model_validate(content)
    except ValidationError as error:
        line = line_of_setting(text, error.errors()[0]["loc"])
        raise InputError(f"{place}, line {line}: {explain(error).lstrip('.')[:240]}") from None


def read_rows(folder: Path, claim: Claim) -> list[Row]:
    """The rows of ``expected.csv``.

    Raises
    ------
    InputError
        For a missing file, a wrong column, an unknown run, a number that is not finite, bounds in
        the wrong order or a row that stands there twice; file and line are named.
    """
    place = folder / "expected.csv"
    table = parse_csv(read_text(place), str(place), ended=False)
    if odd := set(table.names) ^ set(COLUMNS):
        raise InputError(
            f"{place}, line 1: columns are {', '.join(COLUMNS)}; see {sorted(odd)[0][:40]!r}"
        )
    rows: list[Row] = []
    for n, line in enumerate(table.rows(), start=2):
        row = _row(line, claim, f"{place} line {n}")
        if row in rows:
            raise InputError(f"{place} line {n}: the same as line {rows.index(row) + 2}")
        rows.append(row)
    if not rows:
        raise InputError(f"{place}: no row; it needs a header and one row for each claim")
    return rows


def _row(line: dict[str, str], claim: Claim, where: str) -> Row:
    for column, allowed in (
        ("basis", BASES),
        ("stat", STATS),
        ("run", tuple(claim.runs)),
        ("against", ("", *claim.runs)),
    ):
        if line[column] not in allowed:
            known = ", ".join(allowed)[:160]
            raise InputError(f"{where}: {column} is {line[column][:40]!r}; one of {known}")
    if not line["claim"].strip():
        raise InputError(f"{where}: no claim; say in words what is measured")
    if line["run"] == line["against"]:
        raise InputError(f"{where}: the run {line['run']} is held against itself")
    words = {name: typed(line[name]) for name in COLUMNS if name not in NUMBERS}
    numbers = {name: _number(line[name], f"{where}: {name}") for name in NUMBERS}
    for low, high in (("low", "high"), ("smoke_low", "smoke_high")):
        least, most = numbers[low], numbers[high]
        if least is not None and most is not None and least > most:
            raise InputError(f"{where}: {low} is {least:g}, above {high}, {most:g}")
    if (numbers["error"] or 0) < 0:
        raise InputError(f"{where}: error is {numbers['error']:g}, below 0")
    return Row(**words, **numbers)  # type: ignore[arg-type]


def _number(text: str, where: str) -> float | None:
    if not text:
        return None
    if not NUMBER.fullmatch(text):  # nothing that Python alone takes for one, such as 1_000
        raise InputError(f"{where} is {text[:40]!r}, not a number")
    number = float(text)
    if not abs(number) <= LARGEST:
        raise InputError(f"{where} is {text[:40]!r}, not a finite number, or one over {LARGEST:g}")
    return number


def write_rows(folder: Path, rows: list[Row]) -> None:
    """Write ``expected.csv`` anew, whole or not at all, and the table of the README.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    cells = [[_cell(getattr(row, name)) for name in COLUMNS] for row in rows]
    write_whole(folder / "expected.csv", rows_text(COLUMNS, cells))
    readme = folder / "README.md"
    if is_regular(readme):
        write_whole(readme, with_table(read_text(readme), rows))


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:.8g}"


def recorded(row: Row, smoke: bool, value: float, error: float | None, tolerance: float) -> Row:
    """The row with what was found; bounds of the source stay as they are at full size."""
    low, high = value - tolerance, value + tolerance
    if smoke:
        return replace(row, smoke=value, smoke_low=low, smoke_high=high)
    if row.basis == SOURCE:
        return replace(row, expected=value, error=error)
    return replace(row, expected=value, error=error, low=low, high=high)


def answer_table(rows: list[Row]) -> str:
    """The rows as a Markdown table for the README of a claim."""
    lines = [
        "| claim | measured | expected | must lie | bounds of |",
        "| --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        what = f"`{row.measure}{' ' + row.of if row.of else ''}`, {row.run}"
        what += f" less {row.against}" if row.against else ""
        what += ", % of replicates above zero" if row.stat == "above_zero" else ""
        error = f" ({row.error:.2g})" if row.error else ""
        number = "" if row.expected is None else f"{row.expected:.4g}{error}"
        lines.append(
            f"| {row.claim} | {what} | {number} | {span(row.low, row.high)} | {row.basis} |"
        )
    return "\n".join(lines)


def span(low: float | None, high: float | None) -> str:
    """Bounds in words."""
    if low is None and high is None:
        return "anywhere"
    if low is None:
        return f"at most {high:.4g}"
    if high is None:
        return f"at least {low:.4g}"
    return f"{low:.4g} to {high:.4g}"


def with_table(text: str, rows: list[Row]) -> str:
    """A README with its table made anew; one without the two marks is left as it is."""
    before, begins, rest = text.partition(BEGIN)
    _, ends, after = rest.partition(END)
    if not begins or not ends:
        return text
    return f"{before}{BEGIN}\n{answer_table(rows)}\n{END}{after}"
