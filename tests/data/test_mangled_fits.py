"""A stored fit that was changed is refused in one line, or gives the same numbers as before.

Every mutation is made from the files of the package. Those that change nothing stand in a part of
their own and have to give the same fit; every other has to be refused.
"""

import json
import os
import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.data.fitted import PLACE, load_fit
from sim.data.habits import COLUMNS as HABITS
from sim.data.habits import load_habits
from sim.data.shared_weights import PULLS
from sim.data.signing import load_signing
from sim.errors import InputError

SEED = 16
OF_FIT = ("weights.csv", "covariance.csv", "states.csv", "memory.csv", "echoes.csv",
          "agreement.csv")  # fmt: skip
OF_SIGNING = ("signing_covariance.csv", "signing_states.csv")
READERS = {
    **dict.fromkeys(OF_FIT, load_fit),
    "habits.csv": load_habits,
    **dict.fromkeys(OF_SIGNING, load_signing),
}
NOT_NUMBERS = {"weight", "iso3", "name", "slot", "group", "iso3_a", "iso3_b", "what", "series",
               "kind", "target", "pen"}  # fmt: skip
UNREAD = {"name"}  # words that no number hangs on
ODD_NUMBERS = ("nan", "inf", "-inf", "1e300", "-1e300", "1e999", "", "x", "1_0", "0x1", "1;2",
               "\u0663", "9" * 5000, " 1", "--1", "1e", "None", "TRUE")  # fmt: skip
ODD_WORDS = ("", "XXX", "nan", "\u00ef\u00bf\u00bd", "A" * 140_000, "bloc ")
OF_A_COVARIANCE = {"intercept/palestine", "series_last", "layers/agreement", "shield/tie",
                   "scrutiny/WEOG"}  # fmt: skip
NEVER_NEGATIVE = {"sd", "absence", "affiliation", "seen", "habit", "agreement", "peers", "texts",
                  "march", "june", "september", "special", "last_year"}  # fmt: skip


def cells_of(name: str) -> list[list[str]]:
    return [line.split(",") for line in (PLACE / name).read_text(encoding="utf-8").splitlines()]


def text_of(cells: list[list[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in cells)


@pytest.fixture
def folder(tmp_path):
    """A copy of the package's fit."""
    return Path(shutil.copytree(PLACE, tmp_path / "fit"))


def refused(read, folder, name):
    """Reading refuses in one line that names the file, and the row where the file has rows."""
    with pytest.raises(InputError) as found:
        read(folder)
    said = str(found.value)
    assert name in said, said
    assert "\n" not in said
    assert len(said) - said.count(str(folder)) * len(str(folder)) < 330, said
    return said


def columns_of_numbers():
    return [
        (name, column)
        for name in READERS
        for column in cells_of(name)[0]
        if column not in NOT_NUMBERS and ("covariance" not in name or column in OF_A_COVARIANCE)
    ]


def columns_of_one_sign():
    return [
        (name, column)
        for name, column in columns_of_numbers()
        if column in NEVER_NEGATIVE | OF_A_COVARIANCE
        or column.endswith("_sd")
        or (name == "weights.csv" and column == "mode")
    ]


def columns_of_words():
    return [
        (name, column)
        for name in READERS
        for column in cells_of(name)[0]
        if column in NOT_NUMBERS - UNREAD
    ]


@pytest.mark.parametrize(("name", "column"), columns_of_numbers())
def test_a_cell_that_is_no_finite_number_is_refused_with_its_row(folder, name, column):
    rng, cells = random.Random(f"{SEED} {name} {column}"), cells_of(name)
    at = cells[0].index(column)
    for odd in rng.sample(ODD_NUMBERS, 3):
        row = rng.randrange(1, len(cells))
        before, cells[row][at] = cells[row][at], odd
        (folder / name).write_text(text_of(cells), encoding="utf-8")
        cells[row][at] = before
        clear_caches()
        said = refused(READERS[name], folder, name)
        assert f"row {row + 1}, column {column}" in said, said


@pytest.mark.parametrize(("name", "column"), columns_of_one_sign())
def test_a_sign_that_cannot_be_is_refused(folder, name, column):
    rng, cells = random.Random(f"{SEED} {name} {column}"), cells_of(name)
    at = cells[0].index(column)
    rows = [n for n, row in enumerate(cells[1:], 1) if float(row[at]) > 0]
    if name == "weights.csv" and column == "mode":
        rows = [n for n in rows if cells[n][0].partition("/")[0] in PULLS]
    elif column in OF_A_COVARIANCE:
        rows = [at + 1]
    row = rng.choice(rows)
    cells[row][at] = f"-{cells[row][at]}"
    (folder / name).write_text(text_of(cells), encoding="utf-8")
    assert f"row {row + 1}" in refused(READERS[name], folder, name)


@pytest.mark.parametrize(("name", "column"), columns_of_words())
def test_a_word_that_is_not_known_is_refused(folder, name, column):
    rng, cells = random.Random(f"{SEED} {name} {column}"), cells_of(name)
    at = cells[0].index(column)
    for odd in ODD_WORDS:
        row = rng.randrange(1, len(cells))
        before = cells[row][at]
        if odd == before or (column == "series" and odd not in ("", "A" * 140_000)):
            continue
        if column in ("series", "target", "group") and odd == "":
            row = next(n for n, r in enumerate(cells) if n and r[at])
            before = cells[row][at]
        cells[row][at] = odd
        (folder / name).write_text(text_of(cells), encoding="utf-8")
        cells[row][at] = before
        clear_caches()
        refused(READERS[name], folder, name)


def drop_row(rng, cells):
    del cells[rng.randrange(1, len(cells))]


def repeat_row(rng, cells):
    cells.insert(rng.randrange(1, len(cells)), list(cells[rng.randrange(1, len(cells))]))


def drop_column(rng, cells):
    at = rng.randrange(len(cells[0]))
    for row in cells:
        del row[at]


def repeat_column(rng, cells):
    at = rng.randrange(len(cells[0]))
    for row in cells:
        row.append(row[at])


def swap_columns(rng, cells):
    a, b = rng.sample(range(len(cells[0])), 2)
    for row in cells:
        row[a], row[b] = row[b], row[a]


def swap_names(rng, cells):
    a, b = rng.sample(range(len(cells[0])), 2)
    cells[0][a], cells[0][b] = cells[0][b], cells[0][a]


def unknown_column(rng, cells):
    for n, row in enumerate(cells):
        row.append("0" if n else "more")


def drop_cell(rng, cells):
    cells[rng.randrange(1, len(cells))].pop()


def one_cell_more(rng, cells):
    cells[rng.randrange(1, len(cells))].append("0")


def only_the_header(rng, cells):
    del cells[1:]


def blank_line(rng, cells):
    cells.insert(rng.randrange(1, len(cells)), [""])


CHANGES = (drop_row, repeat_row, drop_column, repeat_column, swap_columns, swap_names,
           unknown_column, drop_cell, one_cell_more, only_the_header, blank_line)  # fmt: skip


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_rows_and_columns_that_are_not_those_that_were_written_are_refused(folder, name, change):
    for number in range(2):
        rng, cells = random.Random(f"{SEED} {name} {change.__name__} {number}"), cells_of(name)
        change(rng, cells)
        (folder / name).write_text(text_of(cells), encoding="utf-8")
        clear_caches()
        refused(READERS[name], folder, name)


@pytest.mark.parametrize("name", READERS)
def test_a_file_that_was_cut_off_anywhere_is_refused(folder, name):
    rng, content = random.Random(f"{SEED} {name}"), (PLACE / name).read_bytes()
    for size in (0, 1, len(content) - 1, *(rng.randrange(2, len(content) - 1) for _ in range(8))):
        (folder / name).write_bytes(content[:size])
        clear_caches()
        refused(READERS[name], folder, name)


@pytest.mark.parametrize("name", [*READERS, "fit.json"])
def test_what_is_no_text_is_refused(folder, name):
    content = (PLACE / name).read_bytes()
    middle = len(content) // 2
    for broken in (b"\x00" * 100, content[:middle] + b"\xff\xfe" + content[middle:],
                   content.decode().encode("utf-16-be")[1:], b"\x1f\x8b" + content):  # fmt: skip
        (folder / name).write_bytes(broken)
        clear_caches()
        refused(READERS.get(name, load_fit), folder, name)


@pytest.mark.parametrize("name", [*READERS, "fit.json", "signing.json"])
@pytest.mark.parametrize("kind", ["pipe", "folder", "zeros", "gone"])
def test_only_a_regular_file_is_opened(folder, name, kind):
    path = folder / name
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "zeros":
        path.symlink_to("/dev/zero")
    reader = load_signing if name == "signing.json" else READERS.get(name, load_fit)
    refused(reader, folder, name)


# What changes nothing


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", ["mark", "utf-16", "crlf", "quotes"])
def test_another_way_to_write_the_same_text_gives_the_same_fit(folder, name, kind):
    text = (PLACE / name).read_text(encoding="utf-8")
    if kind == "quotes":
        rows = [[f'"{cell}"' for cell in row] for row in cells_of(name)[:4]]
        text = text_of(rows) + "".join(text.splitlines(keepends=True)[4:])
    content = {"mark": b"\xef\xbb\xbf" + text.encode(), "utf-16": text.encode("utf-16"),
               "crlf": text.replace("\n", "\r\n").encode()}.get(kind, text.encode())  # fmt: skip
    (folder / name).write_bytes(content)
    assert_same(READERS[name], folder)


def test_what_no_number_hangs_on_may_be_changed(folder):
    cells = cells_of("states.csv")
    cells[5][1] = "Another name"
    (folder / "states.csv").write_text(text_of(cells), encoding="utf-8")
    for name in ("memory.csv", "echoes.csv", "agreement.csv"):
        rows = cells_of(name)
        random.Random(SEED).shuffle(rows_after := rows[1:])
        (folder / name).write_text(text_of([rows[0], *rows_after]), encoding="utf-8")
    assert_same(load_fit, folder)


def assert_same(read, folder):
    """Whatever is asked of a fit has the same answer as from the package's own."""
    clear_caches()
    one, other = read(folder), read()
    if read is load_fit:
        from tests.vocabulary import year

        states, agenda = year(2021).states, year(2021).agenda
        pairs = [
            (one.weights(states, 3, 4), other.weights(states, 3, 4)),
            (one.remembered(agenda, states), other.remembered(agenda, states)),
        ]
        for first, second in pairs:
            for name, array in vars(first).items():
                np.testing.assert_array_equal(array, getattr(second, name), err_msg=name)
        np.testing.assert_array_equal(one.agreement(states), other.agreement(states))
        np.testing.assert_array_equal(one.peers(states), other.peers(states))
    elif read is load_habits:
        assert one.table.equals(other.table)
        assert tuple(one.table.columns) == HABITS
    else:
        first, second = one.drawn(3, 4), other.drawn(3, 4)
        np.testing.assert_array_equal(first.weights, second.weights)
        np.testing.assert_array_equal(first.own, second.own)


# What is refused in words of its own


def changed(folder, name, change):
    cells = cells_of(name)
    change(cells)
    (folder / name).write_text(text_of(cells), encoding="utf-8")


def test_names_in_reverse_are_refused(folder):
    def reverse(cells):
        names = [row[0] for row in cells[1:]][::-1]
        for row, name in zip(cells[1:], names, strict=True):
            row[0] = name

    changed(folder, "weights.csv", reverse)
    said = refused(load_fit, folder, "weights.csv")
    assert "row 2, column weight: 'layers/agreement' stands where 'intercept/" in said


def test_the_weights_of_another_rule_are_refused_with_how_to_fit_anew(folder):
    def rename(cells):
        cells[30][0] = "of_old"

    changed(folder, "weights.csv", rename)
    said = refused(load_fit, folder, "weights.csv")
    assert "not the weights of the rule in force" in said
    assert "lmgsim calibrate votes=" in said


def test_a_covariance_that_is_turned_round_is_refused(folder):
    def negate(cells):
        for row in cells[1:]:
            row[:] = [f"{-float(cell):.8f}" for cell in row]

    changed(folder, "covariance.csv", negate)
    refused(load_fit, folder, "covariance.csv: row 2, column intercept/country-scrutiny")


def test_a_covariance_of_nothing_is_refused(folder):
    """Its diagonal is right and it is symmetric, but two weights move together too closely."""

    def tie(cells):
        both = (float(cells[1][0]) * float(cells[2][1])) ** 0.5 * 1.2
        cells[1][1] = cells[2][0] = f"{both:.8f}"

    changed(folder, "covariance.csv", tie)
    assert "least eigenvalue" in refused(load_fit, folder, "covariance.csv")


def test_one_side_of_a_covariance_alone_is_refused(folder):
    def bend(cells):
        cells[3][7] = f"{float(cells[3][7]) + 0.001:.8f}"

    changed(folder, "covariance.csv", bend)
    assert "as on the other side" in refused(load_fit, folder, "covariance.csv")


def test_a_state_that_is_missing_is_named(folder):
    def drop(cells):
        cells[:] = [row for row in cells if row[0] != "IND"]

    changed(folder, "states.csv", drop)
    assert "no row of IND" in refused(load_fit, folder, "states.csv")


def test_a_state_that_stands_there_twice_is_named(folder):
    def repeat(cells):
        cells.append(next(row for row in cells if row[0] == "IND"))

    changed(folder, "states.csv", repeat)
    assert "'IND' has this state a second time" in refused(load_fit, folder, "states.csv: row 195")


@pytest.mark.parametrize("name", ["memory.csv", "agreement.csv", "habits.csv"])
def test_rows_are_counted_where_nothing_else_tells_that_one_is_missing(folder, name):
    """The last row is dropped; in memories the one of a target, which no sum shows."""

    def drop(cells):
        rows = [n for n, row in enumerate(cells) if "target/" in ",".join(row)]
        del cells[rows[0] if rows else -1 if name != "habits.csv" else 5]

    changed(folder, name, drop)
    assert "were written" in refused(READERS[name], folder, name)


def test_a_fit_from_before_rows_were_counted_still_loads(folder):
    story = json.loads((folder / "fit.json").read_text(encoding="utf-8"))
    del story["rows"]
    (folder / "fit.json").write_text(json.dumps(story), encoding="utf-8")
    assert_same(load_fit, folder)
    changed(folder, "memory.csv", lambda cells: cells.pop(1))
    clear_caches()
    assert "of AFG" in refused(load_fit, folder, "memory.csv")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("train_until", "2020-13-01"),
        ("train_until", 2020),
        ("train_until", "2019-01-01"),  # before the last roll call
        ("last_roll_call", "then"),
        ("rates", {"series": 0.7}),
        ("rates", None),
        ("surprise", [[0.1] * 4] * 2),
        ("surprise", [[0.1] * 4, [0.1] * 4, [0.1, 0.1, -0.1, 0.1]]),
        ("surprise", [[0.1] * 4, [0.1] * 4, [0.1, 0.1, "0.1", 0.1]]),
        ("surprise", [[0.1] * 4, [0.1] * 4, [0.1, 0.1, 1e300, 0.1]]),
        ("surprise", 7),
        ("drift", {"council": 0.3, "state": 0.3, "band": True}),
        ("drift", {"council": 0.3, "state": 0.3, "band": 0.3, "more": 0.3}),
        ("drift", []),
        ("roll_calls", -1),
        ("roll_calls", "619"),
        ("votes_scored", 2.5),
        ("converged", "yes"),
        ("log_likelihood", 3.0),
        ("data_sha256", {"a": "b"}),
        ("dropped", {"a": -1}),
        ("penalty", {"shared": 0}),
        ("lmgsim", ["0.1.0"]),
        ("rows", {"weights.csv": "70"}),
        ("rows", {"weights.csv": 71}),
    ],
)
def test_a_story_that_cannot_be_is_refused(folder, key, value):
    story = json.loads((folder / "fit.json").read_text(encoding="utf-8"))
    (folder / "fit.json").write_text(json.dumps(story | {key: value}), encoding="utf-8")
    with pytest.raises(InputError, match=r"fit\.json|were written"):
        load_fit(folder)


@pytest.mark.parametrize("rate", ["series", "target", "strand", "council", "affiliation"])
@pytest.mark.parametrize("value", [0, -0.1, 1.1, "0.5", None, [0.5], True])
def test_a_rate_that_is_none_is_refused(folder, rate, value):
    story = json.loads((folder / "fit.json").read_text(encoding="utf-8"))
    story["rates"][rate] = value
    (folder / "fit.json").write_text(json.dumps(story), encoding="utf-8")
    refused(load_fit, folder, "fit.json")


TWICE = '{"train_until": "2020-12-31", "train_until": "2020-12-31"}'
NO_STORIES = ("", "{", "[]", "null", '{"a": NaN}', "{" * 20_000, "\ufffe{}", TWICE)


@pytest.mark.parametrize("text", NO_STORIES, ids=range(len(NO_STORIES)))
def test_a_story_that_is_no_story_is_refused(folder, text):
    (folder / "fit.json").write_text(text, encoding="utf-8")
    refused(load_fit, folder, "fit.json")


@pytest.mark.parametrize("value", [None, "x", -51, 1e300, True, [], {}])
@pytest.mark.parametrize("what", ["mode", "standard_error", "spread", "weights"])
def test_an_estimate_of_signing_that_cannot_be_is_refused(folder, what, value):
    story = json.loads((folder / "signing.json").read_text(encoding="utf-8"))
    if what == "spread":
        story["spread"]["shield"] = value
    elif what == "weights":
        story["weights"]["shield"] = value
    else:
        story["weights"]["scrutiny"]["tie"][what] = value
    (folder / "signing.json").write_text(json.dumps(story), encoding="utf-8")
    refused(load_signing, folder, "signing.json")


def clear_caches():
    for read in (load_fit, load_habits, load_signing):
        read.cache_clear()


@pytest.fixture(autouse=True)
def _fresh():
    """What is read here is read anew, and the package's own is read anew afterwards."""
    clear_caches()
    yield
    clear_caches()
