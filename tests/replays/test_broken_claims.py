"""A broken experiment is refused in one line with file and line, and never passes."""

import os

import pytest

from sim.cli import main
from sim.errors import InputError
from sim.replays.claims import COLUMNS, folder_of, read_claim, read_rows

GOOD = """title: Two staffs
question: Does more staff change a year?
source: inboden2023, step 6
minutes: 0.1
replicates: 3
smoke: 2
runs:
  few: [scenario=none, council=recorded_2023]
  many: [scenario=none, council=recorded_2023, levers.mission_staff.persons=300]
"""
HEADER = ",".join(COLUMNS)
ROW = "more leave,model,many,few,defections,all,mean,1,0.1,0,2,1,0,2"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "experiment.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "expected.csv").write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    return tmp_path


def refused(folder, monkeypatch, capsys):
    """The command exits with 2, and says why in one line; that line."""
    monkeypatch.setattr("sys.argv", ["lmgsim", "replay", str(folder), "--smoke"])
    with pytest.raises(SystemExit) as stop:
        main()
    said = capsys.readouterr()
    assert stop.value.code == 2
    assert "PASS" not in said.out
    assert said.err.count("\n") == 1
    assert len(said.err) - len(str(folder)) < 400
    return said.err


def test_a_whole_experiment_is_read(folder):
    (row,) = read_rows(folder, read_claim(folder))
    assert row.bounds(True) == (0, 2)


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("end", ["\r\n", "\n", ""])
def test_a_mark_and_other_line_ends_change_nothing(folder, mark, end):
    before = read_rows(folder, read_claim(folder))
    text = f"{HEADER}\n{ROW}".replace("\n", end or "\n") + end
    (folder / "expected.csv").write_bytes(mark + text.encode())
    (folder / "experiment.yaml").write_bytes(mark + GOOD.encode())
    assert read_rows(folder, read_claim(folder)) == before


EXPERIMENTS = {
    "unknown key": (GOOD + "more: 1\n", "line 10: more: there is no such setting"),
    "missing key": (GOOD.replace("smoke: 2\n", ""), "smoke: nothing given"),
    "list on top": (f"- {GOOD.splitlines()[0]}\n", "title, question"),
    "a word": ("experiment\n", "title, question"),
    "nothing": ("", "title, question"),
    "not YAML": (GOOD + "more: [1\n", "line 1"),
    "a tab": (GOOD.replace("  few", "\tfew"), "line 8: a tab"),
    "a flag": (GOOD.replace("few: [", "few: [--config-dir=own, "), "few sets --config-dir=own"),
    "a key twice": (GOOD + "smoke: 3\n", "line 10: smoke stands there twice"),
    "a tag": (GOOD.replace("0.1", "!!python/object:os.system {}"), "line 4: the tag"),
    "20,000 brackets": (GOOD + "more: " + "[" * 20_000, "levels"),
    "an infinite time": (GOOD.replace("0.1", ".inf"), "line 4: minutes"),
    "no time": (GOOD.replace("0.1", ".nan"), "line 4: minutes"),
    "a time in words": (GOOD.replace("0.1", "'0.1'"), "line 4: minutes"),
    "one replicate": (GOOD.replace("smoke: 2", "smoke: 1"), "line 6: smoke"),
    "a truth for a number": (GOOD.replace("smoke: 2", "smoke: true"), "line 6: smoke"),
    "half a replicate": (GOOD.replace("replicates: 3", "replicates: 2.5"), "line 5: replicates"),
    "too many": (GOOD.replace("replicates: 3", "replicates: 10000000000"), "line 5: replicates"),
    "a seed below 0": (GOOD + "seed: -1\n", "line 10: seed"),
    "no runs": (GOOD.split("runs:")[0] + "runs: {}\n", "line 7: runs"),
    "runs in a list": (GOOD.split("runs:")[0] + "runs: [few, many]\n", "line 7: runs"),
    "a run of a word": (GOOD.replace("[scenario=none, council=recorded_2023]", "none"), "line 8"),
    "a run of numbers": (GOOD.replace("[scenario=none, council=recorded_2023]", "[1]"), "line 8"),
    "its own size": (GOOD.replace("[scenario=none,", "[+size.replicates=9,", 1), "run few sets"),
    "a title of nothing": (GOOD.replace("Two staffs", "''"), "line 1: title"),
    "not text": ("\0" * 40, "a zero byte"),
}  # fmt: skip


@pytest.mark.parametrize("what", EXPERIMENTS)
def test_an_experiment_that_is_none_is_refused(what, folder, monkeypatch, capsys):
    text, reason = EXPERIMENTS[what]
    (folder / "experiment.yaml").write_text(text, encoding="utf-8")
    said = refused(folder, monkeypatch, capsys)
    assert "experiment.yaml" in said
    assert reason in said


def row(**changes):
    cells = dict(zip(COLUMNS, ROW.split(","), strict=True)) | changes
    return ",".join(cells.values())


TABLES = {
    "nothing": ("", "empty"),
    "a header alone": (f"{HEADER}\n", "no row"),
    "a column short": (HEADER.replace(",smoke_high", "") + "\n" + ROW.rsplit(",", 1)[0] + "\n",
                       "line 1: columns are"),
    "a column more": (f"{HEADER},note\n{ROW},x\n", "'note'"),
    "a column twice": (f"{HEADER},low\n{ROW},0\n", "'low' stands there twice"),
    "a cell short": (f"{HEADER}\n{ROW}\n{ROW.rsplit(',', 1)[0]}\n", "line 3: 13 cells"),
    "a cell more": (f"{HEADER}\n{ROW},0\n", "line 2: 15 cells"),
    "a line break": (f'{HEADER}\n{ROW.replace("more leave", chr(34) + "more" + chr(10) + "x" + chr(34))}\n',  # noqa: E501
                     "a line break inside a cell"),
    "a quote left open": (f'{HEADER}\n"{ROW}\n', "line"),
    "the same row twice": (f"{HEADER}\n{ROW}\n{ROW}\n", "line 3: the same as line 2"),
    "nan": (f"{HEADER}\n{row(smoke_low='nan')}\n", "line 2: smoke_low is 'nan'"),
    "inf": (f"{HEADER}\n{row(high='inf')}\n", "line 2: high is 'inf'"),
    "huge": (f"{HEADER}\n{row(smoke_high='1e300')}\n", "line 2: smoke_high"),
    "5,000 digits": (f"{HEADER}\n{row(expected='9' * 5000)}\n", "line 2: expected"),
    "other digits": (f"{HEADER}\n{row(smoke_low=chr(0x661))}\n", "smoke_low is"),
    "an underscore": (f"{HEADER}\n{row(smoke_high='1_0')}\n", "smoke_high is '1_0'"),
    "a blank": (f"{HEADER}\n{row(smoke_high=' 2')}\n", "smoke_high is ' 2'"),
    "words": (f"{HEADER}\n{row(smoke_high='high')}\n", "line 2: smoke_high is 'high'"),
    "bounds the wrong way round": (f"{HEADER}\n{row(smoke_low='3')}\n",
                                   "line 2: smoke_low is 3, above smoke_high, 2"),
    "full bounds the wrong way": (f"{HEADER}\n{row(low='3')}\n", "line 2: low is 3, above high"),
    "an error below none": (f"{HEADER}\n{row(error='-1')}\n", "line 2: error is -1"),
    "no claim": (f"{HEADER}\n{row(claim=' ')}\n", "line 2: no claim"),
    "held against itself": (f"{HEADER}\n{row(against='many')}\n", "against itself"),
    "an unknown run": (f"{HEADER}\n{row(run='x' * 500)}\n", "line 2: run is"),
    "an unknown measure": (f"{HEADER}\n{row(measure='x' * 500)}\n", "unknown measure"),
    "no bounds": (f"{HEADER}\n{row(smoke_low='', smoke_high='')}\n", "cannot fail"),
}  # fmt: skip


@pytest.mark.parametrize("what", TABLES)
def test_a_table_of_expectations_that_is_none_is_refused(what, folder, monkeypatch, capsys):
    text, reason = TABLES[what]
    (folder / "expected.csv").write_text(text, encoding="utf-8")
    assert reason in refused(folder, monkeypatch, capsys)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"claim,\xe9\n", b"\x00" * 9])
@pytest.mark.parametrize("name", ["experiment.yaml", "expected.csv"])
def test_what_is_no_text_is_refused(name, content, folder, monkeypatch, capsys):
    (folder / name).write_bytes(content)
    assert name in refused(folder, monkeypatch, capsys)


@pytest.mark.parametrize("kind", ["pipe", "folder", "zeros", "gone"])
@pytest.mark.parametrize("name", ["experiment.yaml", "expected.csv"])
def test_only_regular_files_are_opened(name, kind, folder, monkeypatch, capsys):
    (folder / name).unlink()
    if kind == "pipe":
        os.mkfifo(folder / name)
    elif kind == "folder":
        (folder / name).mkdir()
    elif kind == "zeros":
        (folder / name).symlink_to("/dev/zero")
    assert name in refused(folder, monkeypatch, capsys)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "~nobody", ".", "/dev/zero"])
def test_a_name_that_leads_to_no_folder_is_refused(name):
    with pytest.raises(InputError, match="no experiment") as found:
        folder_of(name)
    assert len(str(found.value)) < 700
