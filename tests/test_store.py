"""A file of results is whole, or as it was before."""

import pytest

from sim.errors import InputError
from sim.store import write_json


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    place = tmp_path / "row.json"
    write_json({"a": 1}, place)
    before = place.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(place), "write_bytes", full)
    with pytest.raises(InputError, match="No space left"):
        write_json({"a": 2}, place)
    assert place.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["row.json"]
