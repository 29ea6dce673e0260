"""What a cell of a record may be: the package's tables are so, and whatever is odd is named."""

import json

import pytest

from sim.data.record.cells import CELLS, TABLES, check_cells
from sim.data.record.in_force import choose, in_force, look_again
from sim.data.record.members import add_members
from sim.data.record.own_votes import add_votes
from sim.data.record.stored import ADDED, PUBLISHED, sha256_of
from sim.errors import InputError
from tests.data.record.words import votes_file


def test_every_table_of_a_record_says_what_its_cells_are():
    assert set(CELLS) == {*PUBLISHED, *ADDED.values()}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_packages_tables_are_as_asked(name):
    check_cells(name, (TABLES / name).read_bytes(), name)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("rollcalls.csv", b",2006-06-29,", b",2006-06-31,", "row 2, column date"),
        ("rollcalls.csv", b",30,2,12,3,", b",many,2,12,3,", "row 2, column yes"),
        ("rollcalls.csv", b",thematic,thematic,", b",odd,thematic,", "row 2, column kind"),
        ("rollcalls.csv", b",date,", b",day,", "the columns are"),
        ("votes.csv", b"1-01,AZE ", b"1-01,XYZ ", "row 2, column yes"),
        ("votes.csv", b"1-02,", b"1-01,", "row 3, column id"),
        ("council.csv", b"2018-01-01", b"yesterday", "row 2, column from"),
        ("freedom.csv", b"AFG,2005,37", b"AFG,2005,nan", "row 2, column total"),
        ("freedom.csv", b"AFG,2006", b"AFG,2005", "row 3, column year"),
        ("aid.csv", b"AFG,2005,7656", b"AFG,2005,0", "row 2, column gdp"),
        ("aid.csv", b"3969.83", b"inf", "row 2, column usa"),
        ("organisations.csv", b"arab_league", b"club", "row 2, column organisation"),
        ("assembly_later.csv", b"2020-12-10", b"2020-12-10 ", "row 2, column date"),
        ("assembly.csv", b"AFG", b"\xff", "is not UTF-8"),
        ("assembly.csv", b"symbol", b"\xef\xbb\xbfsymbol", "without a mark"),
    ],
)
def test_what_is_no_cell_of_its_column_is_refused_by_row_and_column(name, old, new, words):
    content = (TABLES / name).read_bytes()
    assert old in content
    with pytest.raises(InputError, match=words) as caught:
        check_cells(name, content.replace(old, new, 1), name)
    assert name in str(caught.value)


def test_a_record_whose_hashes_were_made_anew_is_refused_all_the_same(mine, tmp_path):
    add_votes(votes_file(tmp_path / "votes.csv"))
    place = mine / "record"
    table = (place / "own_rollcalls.csv").read_bytes().replace(b"2025-12-12", b"2025-12-32")
    (place / "own_rollcalls.csv").write_bytes(table)
    story = json.loads((place / "record.json").read_text())
    story["tables"]["own_rollcalls.csv"] = sha256_of(table)
    (place / "record.json").write_text(json.dumps(story))
    choose(str(mine))
    look_again()
    with pytest.raises(InputError, match="row 2, column date"):
        in_force()


def test_what_could_not_be_read_again_is_never_written(mine, tmp_path):
    path = tmp_path / "terms.csv"
    path.write_text("iso3,from,until,note\nFRA,2030-01-01,2032-12-31,\x1b[2Jassumed\n")
    with pytest.raises(InputError, match="row 2, column note"):
        add_members(path)
    assert not (mine / "record").exists()


@pytest.mark.parametrize("note", ["a\xa0b", "soft\xadhyphen", "zero\u200bwidth", "=1+1", "'-x"])
def test_odd_letters_of_a_note_are_kept_and_read_again(mine, tmp_path, note):
    path = tmp_path / "terms.csv"
    path.write_text(f"iso3,from,until,note\nFRA,2030-01-01,2032-12-31,{note}\n", encoding="utf-8")
    add_members(path)
    look_again()
    assert [row["note"] for row in in_force().rows("own_council.csv")] == [note]
