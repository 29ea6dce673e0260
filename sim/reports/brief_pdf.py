"""A brief as a PDF of two pages at most: set by Typst from a template, the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sim.files.reading import read_bytes

MOST = 2  # pages
SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5)  # points, until it fits
TEMPLATE = Path(__file__).parent / "templates" / "brief.typ"


def write_pdf(brief: dict[str, Any], folder: Path, place: Path) -> int:
    """Set a brief; its picture lies in the folder.

    Fonts are those that come with Typst, so that the bytes do not depend on the machine.

    Returns
    -------
    int
        How many pages it has.
    """
    import typst  # loaded late: most commands need none of it

    template = read_bytes(TEMPLATE)
    root: Any = folder  # its types ask for that of the template, and it takes any path
    pages = 0
    for size in SIZES:
        given = {"brief": json.dumps(brief), "size": str(size)}
        found = typst.query(
            template, "<pages>", field="value", one=True, root=root,
            ignore_system_fonts=True, sys_inputs=given,
        )  # fmt: skip
        pages = int(json.loads(found))
        if pages <= MOST:
            break
    made = typst.compile(
        template, root=root, ignore_system_fonts=True, format="pdf", sys_inputs=given,
        timestamp=0,
    )  # fmt: skip
    place.write_bytes(made)
    return pages
