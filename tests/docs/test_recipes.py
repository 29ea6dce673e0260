"""The recipes for developers name files that are there."""

import re

from sim.files.places import PACKAGE

CHECKOUT = PACKAGE.parent
PAGE = CHECKOUT / "docs" / "how-to" / "extend.md"
FILE = re.compile(r"`((?:sim|conf|tests)/[\w/.]+)`")


def test_every_file_that_a_recipe_names_is_there():
    named = {name for name in FILE.findall(PAGE.read_text(encoding="utf-8")) if "NAME" not in name}
    assert len(named) > 10
    assert [name for name in sorted(named) if not (CHECKOUT / name).exists()] == []


def test_what_is_new_goes_beside_its_like():
    folders = {
        name.rpartition("/")[0]
        for name in FILE.findall(PAGE.read_text(encoding="utf-8"))
        if "NAME" in name
    }
    assert [name for name in sorted(folders) if not (CHECKOUT / name).is_dir()] == []
