"""A store that contradicts itself is not used: what cannot be is put aside and done again."""

import json
import os

import numpy as np
import pyarrow as pa
import pytest

from sim.commands.sweep import sweep_command
from sim.errors import InputError
from sim.files.lock import LOCK
from sim.measures import COLUMNS
from sim.sweep import belonging, chunk
from sim.sweep.belonging import FOLDER, IDENTITY
from sim.sweep.chunk import CHECKSUM, UNIT, Damaged, contents, decode, encode
from sim.sweep.identity import canonical, science
from sim.sweep.rows import impossible
from sim.sweep.shelf import ASIDE, _name, shelf
from sim.sweep.units import Unit
from sim.sweep.work import work
from tests.sweep.words import contacts, simulate

BASE = {"seed": 5, "council": {"since": "2022-01-01"}}
POINTS = contacts(1, 2)
KEYS = [point.key for point in POINTS]
AT = {name: n for n, name in enumerate(COLUMNS)}


@pytest.fixture(scope="module")
def good():
    return decode(work(Unit(POINTS, [0, 1, 2]).text()))


def forged(place, content):
    """Put bytes into a store under their right hash."""
    with shelf(place, BASE):
        pass
    path = place / FOLDER / f"{_name(content)}.arrow"
    path.write_bytes(content)
    return path


@pytest.fixture
def store(tmp_path):
    """A store of ours, without finished work."""
    with shelf(tmp_path, BASE):
        pass
    return tmp_path


def put_aside(place, path):
    """The store does not use the file, and has given it another name."""
    with shelf(place, BASE) as kept:
        assert kept.damaged == 1
        assert kept.done.missing(KEYS[0], 0, 3) == (0, 1, 2)
        assert list(kept.chunks()) == []
    assert not os.path.lexists(path)
    assert os.path.lexists(path.with_suffix(ASIDE))


def with_metadata(unit):
    """A table whose metadata says this, with right numbers and a right hash of them."""
    flat = np.zeros((len(COLUMNS), 6))
    told = unit if isinstance(unit, bytes) else json.dumps(unit).encode()
    schema = pa.schema([(name, pa.float64()) for name in COLUMNS],
                       metadata={UNIT: told, CHECKSUM: chunk._hash(flat).encode()})  # fmt: skip
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, schema) as file:
        file.write_batch(pa.RecordBatch.from_arrays([pa.array(c) for c in flat], schema=schema))
    return bytes(sink.getvalue())


def unit(**changes):
    return {"science": science(), "keys": KEYS, "replicates": [0, 1, 2]} | changes


METADATA = [
    unit(replicates=[0] * 3),
    unit(replicates=[-1, 0, 1]),
    unit(replicates=[0, 1, 10**9]),
    unit(replicates=[0, 1, 10**400]),
    unit(replicates=[0, 1, 2.0]),
    unit(replicates=[0, 1, True]),
    unit(replicates=["0", "1", "2"]),
    unit(replicates=[[0], [1], [2]]),
    unit(replicates={"0": 0, "1": 1, "2": 2}),
    unit(replicates="012"),
    unit(replicates=3),
    unit(replicates=None),
    unit(replicates=[]),
    unit(replicates=[0, 1, 2, 3]),
    unit(keys=[KEYS[0]] * 2),
    unit(keys=[KEYS[0], 7]),
    unit(keys=[KEYS[0], [KEYS[1]]]),
    unit(keys=[KEYS[0], ""]),
    unit(keys=[KEYS[0], "x" * 10**6]),
    unit(keys={}),
    unit(keys="ab"),
    unit(science={"a": [1]}),
    [1, 2],
    7,
    None,
    b"not JSON",
    b"[" * 100_000,
    b'{"science": NaN}',
    b"\xff\xfe",
]


@pytest.mark.parametrize("told", METADATA, ids=lambda told: str(told)[:40])
def test_metadata_that_cannot_be_put_a_file_aside(told, tmp_path):
    content = with_metadata(told)
    with pytest.raises(Damaged):
        decode(content)
    put_aside(tmp_path, forged(tmp_path, content))


def test_one_replicate_twenty_times_is_not_twenty(tmp_path, good):
    values = np.repeat(good.values[:, :1], 20, axis=1)
    path = forged(tmp_path, encode(KEYS, [0] * 20, values))
    put_aside(tmp_path, path)


def filled(number):
    def change(values):
        values[:] = number

    return change


def put(column, number, where=(0, 0)):
    def change(values):
        values[(*where, AT[column])] = number

    return change


NUMBERS = {
    "all nan": filled(np.nan),
    "all infinite": filled(np.inf),
    "all zero but one": put("defections", 1e9),
    "one infinite": put("country_rice", -np.inf),
    "no chances": put("country_chances", np.nan),
    "half a chance": put("country_chances", 3.5),
    "fewer than none": put("thematic_chances", -1),
    "a share over one": put("country_soft", 1.5),
    "a share below none": put("country_adopted", -0.2),
    "a rice over one": put("country_rice", 1.01),
    "not the sum": put("country_either", 0.9),
    "not known with a chance": put("country_hard", np.nan),
    "a huge margin": put("country_margin", 1e300),
    "a margin alone": put("country_margin", np.nan),
    "half an exit": put("exits", 0.5),
    "exits of everybody and more": put("exits", 194),
    "no exits": put("exits", np.nan),
    "a difference alone": put("palestine_rice", np.nan),
    "a huge difference": put("country_either_difference", 1.5),
    "a baseline below none": put("exits_difference", 100),
    "half a pivotal vote": put("country_pivotal", 0.5),
    "more net than in all": put("country_pivotal_net", 50),
    "more of its line than the bloc votes": put("country_bloc_line", 1.2),
    "a difference that is not known": put("defections_difference", np.nan),
}


@pytest.mark.parametrize("what", NUMBERS)
def test_numbers_that_no_run_can_give_put_a_file_aside(what, tmp_path, good):
    values = good.values.copy()
    NUMBERS[what](values)
    assert impossible(values)
    put_aside(tmp_path, forged(tmp_path, encode(KEYS, [0, 1, 2], values)))


def test_numbers_of_real_runs_are_all_possible(good):
    assert impossible(good.values) is None


@pytest.mark.parametrize("kind", ["pipe", "zeros", "folder", "gone", "huge"])
def test_what_is_no_regular_file_is_put_aside_and_never_waited_for(kind, tmp_path):
    with shelf(tmp_path, BASE):
        pass
    path = tmp_path / FOLDER / f"{'a' * 40}.arrow"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
        (path / "thesis").touch()
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(1 << 40)
    else:
        path.symlink_to("/dev/zero" if kind == "zeros" else tmp_path / "nowhere")
    put_aside(tmp_path, path)


def test_an_earlier_file_put_aside_is_kept(tmp_path, good):
    content = encode(KEYS, [0, 0], good.values[:, :2])
    for _ in range(3):
        forged(tmp_path, content)
        with shelf(tmp_path, BASE) as kept:
            assert kept.damaged == 1
    assert len(list((tmp_path / FOLDER).glob(f"*{ASIDE}*"))) == 3


def test_what_was_put_aside_is_done_again(tmp_path, good):
    forged(tmp_path, encode(KEYS, [0] * 20, np.repeat(good.values[:, :1], 20, axis=1)))
    with shelf(tmp_path, BASE) as kept:
        assert np.array_equal(simulate(POINTS, 3, kept), good.values, equal_nan=True)


@pytest.mark.parametrize("name", [LOCK, IDENTITY])
@pytest.mark.parametrize("kind", ["pipe", "zeros", "folder"])
def test_lock_and_identity_are_regular_files(name, kind, store):
    (store / name).unlink()
    if kind == "pipe":
        os.mkfifo(store / name)
    elif kind == "folder":
        (store / name).mkdir()
    else:
        (store / name).symlink_to("/dev/zero")
    with pytest.raises(InputError, match="name another folder") as found:
        shelf(store, BASE).__enter__()
    assert "\n" not in str(found.value)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "7", "{", "\0", "{}", '{"science": NaN, "base": 1, "format": 2}', "[" * 100_000,
     '{"science": "x", "science": "y"}'],
)  # fmt: skip
def test_an_identity_that_is_none_is_refused(text, store):
    (store / IDENTITY).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read: name another folder"):
        shelf(store, BASE).__enter__()


@pytest.mark.parametrize(
    "base", [None, 7, "x" * 10**5, {"seed": {"a": ["b"] * 10**4}}, {"seed": [[[[5]]]]}, {}]
)
def test_another_configuration_is_told_in_a_line(base, store):
    told = {"format": belonging.FORMAT, "science": science(), "base": base}
    (store / IDENTITY).write_text(canonical(told), encoding="utf-8")
    with pytest.raises(InputError, match="another configuration") as found:
        shelf(store, BASE).__enter__()
    assert len(str(found.value)) - len(str(store)) < 330


def test_contents_are_checked_before_they_are_noted():
    with pytest.raises(Damaged, match="replicates"):
        contents(with_metadata(unit(replicates=[-5])))


DESIGN = """
method: grid
factors: {levers.outreach.contacts: {low: 0.1, high: 0.2, levels: 2}}
fixed: {council: recorded_2022, scenario: none}
"""
SMALL = ["workers=1", "replicates=2"]


def test_the_command_says_how_many_files_were_put_aside_and_where(tmp_path, capsys):
    design = tmp_path / "design.yaml"
    design.write_text(DESIGN, encoding="utf-8")
    into = tmp_path / "sweep"
    asked = [f"design={design}", f"into={into}", *SMALL]
    sweep_command(asked)
    before = (into / "runs.parquet").read_bytes()
    path, *_ = sorted((into / FOLDER).glob("*.arrow"))
    found = decode(path.read_bytes())
    path.unlink()
    twice = encode(found.keys, [0] * 20, np.repeat(found.values[:, :1], 20, axis=1))
    (into / FOLDER / f"{_name(twice)}.arrow").write_bytes(twice)
    capsys.readouterr()
    sweep_command(asked)
    said = " ".join(capsys.readouterr().out.split())
    assert f"{len(found.keys) * len(found.replicates)} runs simulated" in said
    assert f"1 file is put aside as *.damaged in {into / FOLDER}" in said
    assert (into / "runs.parquet").read_bytes() == before
