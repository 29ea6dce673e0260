"""What a design may not be is refused in one clear line."""

import os

import pytest

from sim.designs import read_design
from sim.errors import InputError

RANGE = {"low": 0, "high": 20}
NAME = "levers.outreach.contacts"


def refused(content) -> str:
    """The line with which a design is refused."""
    with pytest.raises(InputError) as caught:
        read_design(content)
    line = str(caught.value)
    assert "\n" not in line
    return line


def of(factor: dict, method: str = "random", **more) -> dict:
    """A design of one factor."""
    points = {} if method in ("grid", "zip", "one_at_a_time", "list") else {"points": 4}
    return {"method": method, "factors": {NAME: factor}, **points, **more}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (of(RANGE, "sobal"), "method: 'sobal' is none of 'grid', 'zip', 'list'"),
        ({"factors": {NAME: RANGE}}, "method is missing"),
        ({"method": "random", "points": 4}, "there are no factors"),
        ({"method": "grid", "factors": {}}, "there are no factors"),
        (of({"low": 3, "high": 3}), "empty range: low 3 is not below high 3"),
        (of({"low": 5, "high": 3}), "empty range: low 5 is not below high 3"),
        (of({"low": 0}), "give low and high, or values"),
        (of({}), "give low and high, or values"),
        (of({"low": "few", "high": 3}), f"factors.{NAME}.low: 'few' is not a number"),
        (of({"low": True, "high": 3}), "True is not a number"),
        (of({"low": "0", "high": 3}), "'0' is not a number"),
        (of({"low": 0, "high": 10**400}), "is beyond 9007199254740992"),
        (of({"values": [1, 2**53 + 1]}), "is beyond 9007199254740992"),
        (of({"low": 0, "high": 2**40, "integer": True}, "grid"), "levels; 100,000 at most"),
        (of(RANGE | {"group": "together"}, "sobol", seed=1), "do together; take another"),
        (of({"low": 0, "high": float("inf")}), "high: inf is not finite"),
        (of({"low": float("nan"), "high": 1}), "low: nan is not finite"),
        (of({"low": 0, "high": 5, "integer": True, "levels": 7}, "grid"),
         "7 levels, but only 6 whole numbers"),
        (of({"low": 4, "high": 4, "integer": True}), "empty range"),
        (of({"low": 0.5, "high": 4, "integer": True}), "low 0.5 of an integer factor"),
        (of({"low": 0, "high": 4, "integer": 1}), "integer: input should be a valid boolean"),
        (of({"low": 0, "high": 4, "scale": "log"}), "a log scale needs low above 0, not 0"),
        (of({"low": 0, "high": 4, "scale": "root"}), "scale: 'root' is none of 'linear' or 'log'"),
        (of({"low": 0, "high": 4, "hihg": 5}), f"factors.{NAME}.hihg: there is no such field"),
        (of({"values": [1]}), "two values at least; a single one belongs under fixed"),
        (of({"values": []}, "sobol"), "two values at least"),
        (of({"low": 0, "high": 2, "values": [0, 1]}), "values stand alone, without high, low"),
        (of({"values": [0, 1, 0]}), "the value 0 stands there twice"),
        (of({"values": [0, 1, 0.0]}), "the value 0.0 stands there twice"),
        (of({"values": [*range(200_000), 7]}), "the value 7 stands there twice"),
        (of({"values": [{"a": 1}, 2]}), "neither a number, a word nor a list"),
        (of({"values": [float("inf"), 2]}), "inf is not finite"),
        (of({"values": [1, 2], "base": 3}, "one_at_a_time"), "base 3 is not one of the values"),
        (of({**RANGE, "base": 21}, "one_at_a_time"), "base 21 is not in [0, 20]"),
        (of({**RANGE, "base": "low"}, "one_at_a_time"), "base 'low' is not a number"),
        (of({**RANGE, "integer": True, "base": 2.5}, "one_at_a_time"), "not a whole number"),
        (of({**RANGE, "mode": 3}), "mode and sd belong to distribution"),
        (of({**RANGE, "distribution": "normal"}), "distribution normal needs sd above 0"),
        (of({**RANGE, "distribution": "triangular", "mode": 30}), "mode 30 is not in [0, 20]"),
        (of({**RANGE, "distribution": "triangular", "sd": 3}), "sd belongs to distribution"),
        (of({**RANGE, "integer": True, "distribution": "triangular"}), "for continuous"),
        (of(RANGE, "grid"), f"factors.{NAME}: method grid needs levels (how many) or values"),
        (of(RANGE, "sobol", points=100), "points of a sobol design are a power of two, not 100"),
        (of(RANGE, "morris", levels=5), "levels of a morris design are an even number, not 5"),
        (of(RANGE, "random", points=1), "points: input should be greater than or equal to 2"),
        (of(RANGE, "random", points=2.5), "points: input should be a valid integer"),
        (of(RANGE, "random", seed=-1), "seed: input should be greater than or equal to 0"),
        (of(RANGE, "random", levels=4), "method random takes no levels"),
        (of({"values": [1, 2]}, "grid", points=4), "method grid takes no points"),
        ({"method": "latin_hypercube", "factors": {NAME: RANGE}}, "needs points"),
        ({"method": "list"}, "method list needs file"),
        (of(RANGE, "sobol", indices="groups"), "indices: groups needs two groups"),
        (of(RANGE, fixed={NAME: 3}), f"{NAME} is a factor and fixed as well"),
        (of(RANGE, fixed={"levers.outreach": 3}), "would set the same value"),
        (of(RANGE, fixed={f"{NAME}.more": 3}), "would set the same value"),
        ({"method": "random", "points": 2, "factors": {"two words": RANGE}}, "is not a key"),
        ({"method": "random", "points": 2, "factors": {"+levers": RANGE}}, "is not a key"),
        (of(RANGE, other=1), "other: there is no such field"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(content, words):
    line = refused(content)
    assert words in line
    assert "docs/reference/designs.md" in line


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"method": "grid", "factors": {
            f"levers.l{n}.x": {"low": 0, "high": 99, "integer": True} for n in range(4)}},
         "a grid of 100 x 100 x 100 x 100 has 100,000,000 points, and a design at most 10,000,000"),
        (of(RANGE, "random", points=10_000_001), "10,000,001"),
        (of(RANGE, "sobol", points=2**23), "a design at most 10,000,000"),
    ],
)  # fmt: skip
def test_a_design_that_is_too_large_is_refused_before_it_is_made(content, words):
    assert words in refused(content)


def test_a_zip_of_unlike_lengths_is_refused():
    factors = {"levers.a.x": {"values": [1, 2, 3]}, "levers.b.x": {"values": [1, 2]}}
    line = refused({"method": "zip", "factors": factors})
    assert "as many levels for every factor, but levers.a.x has 3, levers.b.x has 2" in line


# ------------------------------------------------------------------ files
def written(folder, text: str, name: str = "design.yaml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_factor_twice_in_a_file_is_refused_with_its_line(tmp_path):
    path = written(tmp_path, "method: grid\nfactors:\n  levers.a.x: {values: [1, 2]}\n"
                             "  levers.a.x: {values: [3, 4]}\n")  # fmt: skip
    assert f"design {path}, line 4: levers.a.x stands there twice" in refused(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("method: [", "line 1"),
        ("- grid", "are wanted, not ['grid']"),
        ("", "are wanted, not None"),
        ("1: 2", "the key 1 is not a word"),
        ("method: !!python/object/apply:os.getcwd []", "line 1: the tag"),
    ],
)
def test_a_file_that_is_no_design_is_refused(tmp_path, text, words):
    assert words in refused(written(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert "no file" in refused(tmp_path / "none.yaml")
    assert "none.yaml" in refused(tmp_path / "none.yaml")


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "design.yaml").write_bytes(b"method: grid\n\xff\x00\x81")
    assert "line 2: byte 0xff is not UTF-8 text" in refused(tmp_path / "design.yaml")


def test_what_is_no_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "a pipe; a regular file is wanted" in refused(tmp_path / "pipe.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    assert "a device; a regular file is wanted" in refused(tmp_path / "zero.yaml")


@pytest.mark.parametrize(
    ("table", "factors", "words"),
    [
        ("a.x\n1\n", {"a.x": {"low": 0, "high": 2}, "b.y": {"low": 0, "high": 1}},
         "points.csv has no column b.y; it has a.x"),
        ("a.x,b.y\n1,2\n", {"a.x": {"low": 0, "high": 2}}, "a column b.y, which is no factor"),
        ("a.x\none\n", {"a.x": {"low": 0, "high": 2}}, "row 1, a.x: 'one' is not a number"),
        ("a.x\n1\n3\n", {"a.x": {"low": 0, "high": 2}}, "row 2, a.x: 3 is not in [0, 2]"),
        ("a.x\n1.5\n", {"a.x": {"low": 0, "high": 2, "integer": True}}, "1.5 is not a whole"),
        ("a.x\nb\n", {"a.x": {"values": ["c", "d"]}}, "'b' is not one of c, d"),
        ("a.x,b.y\n1,\n", {}, "row 1: b.y is empty"),
        ("a.x,b.y\n1\n", {}, "row 1: 1 cells, but 2 columns"),
        ("a.x,a.x\n1,2\n", {}, "the column a.x twice"),
        ("a.x,\n1,2\n", {}, "a column without a name"),
        ("a.x\n", {}, "points.csv is empty"),
        ("", {}, "points.csv is empty"),
        ("a.x\n.inf\n2\n", {}, "the column a.x: inf is not finite"),
        ("a.x\n{b: 1}\n2\n", {}, "neither a number, a word nor a list"),
        ("a b\n1\n", {}, "'a b' is not a key"),
    ],
)  # fmt: skip
def test_a_list_that_does_not_fit_is_refused(tmp_path, table, factors, words):
    written(tmp_path, table, "points.csv")
    content = {"method": "list", "file": str(tmp_path / "points.csv"), "factors": factors}
    assert words in refused(content)


def test_a_list_that_is_not_there_is_named(tmp_path):
    line = refused({"method": "list", "file": str(tmp_path / "none.csv")})
    assert "none.csv: No such file" in line
