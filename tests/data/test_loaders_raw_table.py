"""A malformed file is refused with file, line and column, before anything is computed from it."""

import gzip

import numpy as np
import pytest

from sim.data.loaders.raw_table import read_raw
from sim.errors import InputError


def written(folder, content, name="table.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path, needed=("a",)):
    with pytest.raises(InputError) as caught:
        read_raw(path, needed)
    message = str(caught.value)
    assert "\n" not in message
    return message


MANY = b"a,b\n" + b"".join(b"%d,%d\n" % (n, n * 7919) for n in range(20000))


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"a,b,c\n1,2,3\n4,5\n", "line 3, column b: 2 cells"),
        (b"a,b,c\n1,2,3\n4,5,6,7\n", "line 3, column c: 4 cells"),
        (b"a,b,c\n1,2,3,4\n5,6,7,8\n", "line 2, column c: 4 cells"),
        (b'a,b\n1,2\n3,"4\n5,6\n', "line 3, column a: unexpected end"),
        (b"a,b\n1,2\n3,x\xe3\n", "line 3, column b: byte 0xe3 is not UTF-8"),
        (b"b,b\n1,2\n", "line 1: column 'b' stands there twice"),
        (b"b," * 1_000_000, "line 1: 1,000,001 columns; 20,000 are read at most"),
        (b"b,c\n1,2\n", "line 1 has no column 'a'"),
        (b"", "line 1: no column names"),
        (b"PK\x03\x04rest", "line 1: an archive or a spreadsheet"),
        (gzip.compress(MANY)[:20000], "cut off here"),
        (gzip.compress(MANY)[:9000] + b"\0" * 40 + gzip.compress(MANY)[9040:], "broken"),
    ],
)
def test_a_malformed_file_is_refused_where_it_is_wrong(tmp_path, content, where):
    path = written(tmp_path, content)
    message = refusal(path)
    assert str(path) in message
    assert where in message


def test_a_cut_compressed_file_names_the_line_it_ends_on(tmp_path):
    message = refusal(written(tmp_path, gzip.compress(MANY)[:40000], "table.csv.gz"))
    line = int(message.split("line ")[1].split(",")[0])
    assert 100 < line < 20000


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "no file" in refusal(tmp_path / "none.csv")
    assert "a folder; a regular file is wanted" in refusal(tmp_path)


def test_rows_know_their_line_across_breaks_inside_cells(tmp_path):
    raw = read_raw(written(tmp_path, b'a,b\n1,"x\ny"\n\n3,no\n'))
    assert list(raw.line) == [2, 5]
    with pytest.raises(InputError, match=r"line 5, column b: 'no' is not a number"):
        raw.keep(np.array([False, True])).numbers("b")


def test_plain_zipped_marked_and_windows_files_read_alike(tmp_path):
    plain = b"a,b\n1,\xc3\xa9\n2,\n"
    forms = (plain, gzip.compress(plain), b"\xef\xbb\xbf" + plain, plain.replace(b"\n", b"\r\n"))
    for n, content in enumerate(forms):
        raw = read_raw(written(tmp_path, content, f"{n}.csv.gz"))
        assert raw.frame.to_numpy().tolist() == [["1", "é"], ["2", ""]]


def test_an_encoding_that_is_not_utf8_is_read_only_where_the_reader_expects_it(tmp_path):
    path = written(tmp_path, b"a,b\n1,S\xe3o\n")
    assert read_raw(path, fallback="cp1252").encoding == "cp1252"
    assert read_raw(path, fallback="cp1252")["b"].tolist() == ["São"]


def test_numbers_may_be_missing_but_not_words(tmp_path):
    raw = read_raw(written(tmp_path, b"a,b\n1.0,NA\n2,3.5\n"))
    assert raw.whole("a", 0, 9).tolist() == [1, 2]
    assert np.isnan(raw.numbers("b")[0])
    for ask, why in (
        (lambda: raw.numbers("b", optional=False), r"line 2, column b: 'NA'"),
        (lambda: raw.numbers("b", 0, 3), r"line 3, column b: '3.5' is not a number from 0 to 3"),
        (lambda: raw.whole("b", 0, 9), r"line 2, column b"),
        (lambda: raw.dates("a"), r"line 2, column a: '1.0' is not a date"),
        (lambda: raw.column_among("x", "y"), r"no column 'x' or 'y'"),
    ):
        with pytest.raises(InputError, match=why):
            ask()
