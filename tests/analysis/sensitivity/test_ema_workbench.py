"""What the documentation shows an EMA Workbench model to call is there and answers."""

import re
from pathlib import Path

import sim

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "designs.md"


def test_the_function_that_the_page_wraps_runs():
    text = PAGE.read_text("utf-8").partition("## With the EMA Workbench")[2]
    (function,) = re.findall(r"^def council.*?(?=\n\n)", text, re.MULTILINE | re.DOTALL)
    few = function.replace("replicates=100", "replicates=3")
    assert few != function
    names = {"sim": sim}
    exec(few, names)
    some, many = (names["council"](contacts, 0.3)["defections"] for contacts in (0, 40))
    assert many > some
